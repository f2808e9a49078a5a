# SPDX-License-Identifier: Apache-2.0
"""`tar:FILE:MEMBER`: an image inside an archive, which is read where it is. A guest says where; the
host opens that part of the archive, and looks at no byte of it.
"""

from __future__ import annotations

from instar.errors import OpenError
from instar.generated.archive import ArchiveStored
from instar.ops.members import ask
from instar.options.source import Source, find_driver
from instar.record import replace
from instar.text import json_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.messages import Member
    from instar.generated.profiles import Profile
    from instar.ops.run import Runner

_WHY = {
    int(ArchiveStored.SPARSE): "is stored without its holes",
    int(ArchiveStored.ENCRYPTED): "is encrypted",
}


def find(text: str, driver: str | None, profile: Profile, runner: Runner) -> Source:
    """The image that `KIND:FILE:MEMBER` means."""
    kind, _, rest = text.partition(":")
    path, _, name = rest.partition(":")
    if not path or not name:
        raise OpenError(text, f"a file in an archive is {kind}:FILE:MEMBER")
    archive = Source(path, text)
    member = _of(ask(archive, kind, runner), name)
    if member is None:
        raise OpenError(text, f"the archive has no file '{name}'")
    if member.stored != ArchiveStored.PLAIN:
        why = _WHY.get(member.stored, "is compressed")
        raise OpenError(text, f"'{name}' {why}; unpack it first")
    file = f'{{"driver": "file", "filename": {json_string(path)}}}'
    part = f'"offset": {member.start}, "size": {member.length}'
    return replace(
        archive,
        format=find_driver(driver, profile),
        part=(member.start, member.length),
        node=f'{{"driver": "raw", {part}, "file": {file}}}',
    )


def _of(members: tuple[Member, ...], name: str) -> Member | None:
    """The last one of a name, however it says that it is in the archive's directory."""
    found = (one for one in reversed(members) if _plain(one.name) == _plain(name))
    return next(found, None)


def _plain(name: str) -> str:
    while name.startswith("./"):
        name = name.removeprefix("./")
    return name
