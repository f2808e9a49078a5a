# SPDX-License-Identifier: Apache-2.0
"""Sources that have far more data than their blocks can hold: unpacking one fills the storage."""

from __future__ import annotations

from instar.errors import UsageError
from instar.generated.enums.finding import FindingKind
from instar.ops.info import Question, ask
from instar.options.source import source_from_name
from instar.record import Record, replace
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile
    from instar.ops.access import Access
    from instar.ops.run import Runner
    from instar.options.source import Source

_KINDS = {kind.name.lower() for kind in (FindingKind.COMPRESSION_RATIO, FindingKind.EXPANSION)}


class Look(Record):
    """How images are looked at, and how many times what its blocks hold one may have."""

    profile: Profile
    access: Access
    ratio: int
    runner: Runner

    def check(self, source: Source) -> None:
        """Refuse an image that has more, as `info --safety` finds it, in the snapshot that is
        asked for. It is looked at alone.
        """
        asked = Question(
            source=replace(source, backing=None, is_cut=False),
            profile=self.profile,
            access=replace(self.access, keys=False),
            safety=True,
            max_virtual_size=0,
            max_compression_ratio=self.ratio,
        )
        for finding in ask(asked, self.runner)[0].findings:
            if finding.name in _KINDS:
                raise UsageError(
                    f"'{printable(source.shown)}' unpacks to {finding.value} times what it takes;"
                    " --max-ratio 0 allows it"
                )

    def check_below(self, source: Source) -> None:
        """The same of the images below one, which are read as they are now. Those that are no
        larger than what their files take so many times need no look.
        """
        if source.is_cut:
            return
        look = replace(self, access=replace(self.access, snapshot=None))
        if source.backing is not None:  # whatever the image names
            look.check(source.backing)
            look.check_below(source.backing)
            return
        access = replace(look.access, keys=False)
        asked = Question(source=source, profile=self.profile, access=access, chain=True)
        for image in ask(asked, self.runner)[1:]:
            if 0 < self.ratio * image.actual_size < image.virtual_size:
                look.check(source_from_name(image.filename, image.format, self.profile))
