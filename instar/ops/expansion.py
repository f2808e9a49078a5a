# SPDX-License-Identifier: Apache-2.0
"""Sources that have far more data than their blocks can hold: unpacking one fills the storage."""

from __future__ import annotations

from instar.errors import UsageError
from instar.generated.enums.finding import FindingKind
from instar.ops.info import Question, ask
from instar.record import replace
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile
    from instar.ops.access import Access
    from instar.ops.run import Runner
    from instar.options.source import Source

_KINDS = {kind.name.lower() for kind in (FindingKind.COMPRESSION_RATIO, FindingKind.EXPANSION)}


def check_expansion(
    source: Source, profile: Profile, access: Access, ratio: int, runner: Runner
) -> None:
    """Refuse an image that has more than `ratio` times what its blocks hold, as `info --safety`
    finds it. Images below it are not looked at.
    """
    asked = Question(
        source=source,
        profile=profile,
        access=replace(access, snapshot=None, keys=False),
        safety=True,
        max_virtual_size=0,
        max_compression_ratio=ratio,
    )
    for finding in ask(asked, runner)[0].findings:
        if finding.name in _KINDS:
            raise UsageError(
                f"'{printable(source.shown)}' unpacks to {finding.value} times what it takes;"
                " --max-ratio 0 allows it"
            )
