# SPDX-License-Identifier: Apache-2.0
"""What a disk reads, put by a guest into a sink: to be compared with another, or hashed."""

from __future__ import annotations

from contextlib import ExitStack

from instar.generated.compare import CompareConfig
from instar.ops.access import Access, open_source, source_formats, source_secrets
from instar.ops.run import Job
from instar.record import Record, replace
from instar.widths import UINT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from instar.generated.messages import Opened
    from instar.generated.profiles import Profile
    from instar.ops.run import Runner
    from instar.options.source import Source
    from instar.sandbox.disk import Disk
    from instar.secret import Secret

MEMORY = 32 << 20
"""Bytes that a guest has."""
TO_THE_END = UINT64_MAX


class Subject(Record, kw_only=True):
    """Images whose disks are read as one, or a part of it."""

    sources: tuple[Source, ...]
    profile: Profile
    access: Access
    secrets: Mapping[int, Secret] = {}
    """What their keys are derived from, by number (`sandbox.keys.source_secret`)."""
    open: Callable[[Source], Disk] | None = None
    """Who opens a source that is not found by its name."""
    start: int = 0
    length: int = TO_THE_END

    @property
    def shown(self) -> str:
        """How the user called the first image."""
        return self.sources[0].shown

    def opened(self, stack: ExitStack) -> tuple[Disk, ...]:
        """The images, open for as long as `stack`."""
        return tuple(stack.enter_context(self._open(source)) for source in self.sources)

    def _open(self, source: Source) -> Disk:
        if self.open is not None:
            return self.open(source)
        return open_source(source, self.profile, self.access)

    def config(self, flags: int) -> bytes:
        """What a guest learns of it."""
        return CompareConfig(
            source=self.access.source_options(self.sources[0], self.profile),
            flags=flags,
            num_sources=len(self.sources),
            formats=source_formats(self.sources).ljust(CompareConfig.NUM_SOURCES_MAX, b"\0"),
            start=self.start,
            length=self.length,
        ).pack()


def subject(
    sources: tuple[Source, ...], profile: Profile, access: Access, secrets: Mapping[str, Secret]
) -> Subject:
    """The disk of images that are found by their names."""
    return Subject(
        sources=sources,
        profile=profile,
        access=replace(access, by_table=True, keys=True),
        secrets=source_secrets(sources, secrets),
    )


def read(
    wanted: Subject,
    runner: Runner,
    taken: Disk,
    *,
    flags: int = 0,
    on_opened: Callable[[Opened], None],
    on_extents: Callable[[bytes], None],
    on_warning: Callable[[str], None],
    on_attach: Callable[[Disk], None] | None = None,
) -> None:
    """Have all that it reads put into `taken`. `flags` are those of the compare operation."""
    with ExitStack() as stack:
        first, *others = wanted.opened(stack)
        outcome = runner.run(
            Job(
                operation="compare",
                config=wanted.config(flags),
                disk=first,
                others=tuple(others),
                outputs=(taken,),
                secrets=wanted.secrets,
                shown=wanted.shown,
                profile=wanted.profile,
                access=wanted.access,
                walking="",
                memory=MEMORY,
                unhurried=True,
                on_extents=on_extents,
                on_opened=on_opened,
                on_warning=on_warning,
                on_attach=on_attach,
            )
        )
    if outcome.code or outcome.results:
        raise outcome.unexpected()
