# SPDX-License-Identifier: Apache-2.0
"""`members`: which files are in an archive, and where. A guest reads its headers."""

from __future__ import annotations

from instar.errors import SandboxError
from instar.generated.archive import ArchiveKind, ArchiveStored
from instar.generated.members import MembersConfig
from instar.generated.messages import Member, MemberBatch
from instar.generated.profiles import DEFAULT
from instar.ops.access import Access, open_source
from instar.ops.run import Job

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.run import Runner
    from instar.options.source import Source

KINDS = {"tar": ArchiveKind.TAR, "zip": ArchiveKind.ZIP}
"""Archives that guests list."""


def ask(source: Source, kind: str, runner: Runner) -> tuple[Member, ...]:
    """The files in an archive of that kind, in its order. A plain one is a part of it. Where there
    are several with one name, the last is the one that counts.
    """
    access = Access()
    with open_source(source, DEFAULT, access) as disk:
        outcome = runner.run(
            Job(
                operation="members",
                config=MembersConfig(kind=KINDS[kind]).pack(),
                disk=disk,
                shown=source.shown,
                profile=DEFAULT,
                access=access,
                walking="Could not list the archive",
            )
        )
        size = disk.size
    if not outcome.the(MemberBatch).last:
        raise SandboxError("the guest ended before the end of its list")
    found: dict[str, Member] = {}
    for batch in outcome.results:
        if not isinstance(batch, MemberBatch):
            raise SandboxError("the guest answered what nobody asked")
        for one in batch.members:
            if one.stored == ArchiveStored.PLAIN and one.start + one.length > size:
                raise SandboxError(f"the guest's answer cannot be true: {one}")
            found.pop(one.name, None)
            found[one.name] = one
    return tuple(found.values())
