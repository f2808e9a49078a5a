# SPDX-License-Identifier: Apache-2.0
"""Questions that change nothing."""

from __future__ import annotations

from instar.api.base import Base
from instar.errors import UsageError
from instar.generated.check_run import MAX_LISTED
from instar.generated.info import MAX_COMPRESSION_RATIO_DEFAULT, MAX_VIRTUAL_SIZE_DEFAULT
from instar.generated.map import MAX_EXTENTS_DEFAULT, MapConfig
from instar.ops.arguments import (
    named_secrets,
    named_snapshot,
    needs,
    readable_source,
    secret_ids,
    settings,
    text,
    whole_number,
    with_secrets,
)
from instar.record import replace
from instar.widths import INT64_MAX, UINT32_MAX, UINT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from instar.keywords import CompareKeywords, Looked, Readable, Window
    from instar.ops.check import Check
    from instar.ops.check import Question as CheckQuestion
    from instar.ops.compare import Comparison
    from instar.ops.image_info import ImageInfo
    from instar.ops.map import Question as MapQuestion
    from instar.ops.map_table import Extents, MapTable, Runs
    from instar.ops.measure import Measurement
    from instar.ops.owners import Location, Owners
    from instar.ops.view import View
    from instar.options.source import Source


class Looking(Base):
    """A client that looks at images."""

    def measure(
        self,
        path: Readable | None = None,
        target: str = "qcow2",
        options: Mapping[str, str | int | bool] | None = None,
        *,
        size: int | None = None,
        format: str | None = None,
        snapshot: str | None = None,
        compress: bool = False,
    ) -> Measurement:
        """Return how large the image at `path`, or an empty disk of `size` bytes, becomes as
        `target`.

        `options` are those of `-o`: `{"cluster_size": 4096, "compat": "0.10"}`. `format` forces the
        format of the source, `snapshot` is what `-l` takes.
        """
        from instar.ops.measure import Question, ask

        if (path is None) == (size is None):
            raise UsageError("either path or size must be given, and not both")
        for name, given in (("format", format), ("snapshot", snapshot)):
            needs(name, given is not None, "path", path is not None)
        question = Question(
            target=text("target", target),
            settings=tuple(settings(options)),
            compress=compress,
            profile=self._profile,
            access=self._reach(named_snapshot(snapshot, self._profile)),
        )
        runner = self._running()
        if path is None:
            question = replace(question, size=whole_number("size", size, 0, INT64_MAX))
        else:
            question = replace(question, source=readable_source(path, format, self._profile))
        return ask(question, runner)

    def map(self, path: Readable, **window: Unpack[Window]) -> Extents:
        """Iterate over the runs of the disk in the image at `path`, or of a window of it.

        The guest works while you iterate, a little ahead; nothing is kept. Leaving the loop ends
        it. More than `max_extents` runs are a `LimitError`, after those.
        """
        from instar.ops.map_table import Extents

        return Extents(self._mapped(path, window), self._running())

    def map_table(self, path: Readable, **window: Unpack[Window]) -> MapTable:
        """The same as columns, for computing with. Needs NumPy, and 32 bytes for each run, of which
        there are `max_extents` at most.
        """
        from instar.ops.map_table import table

        return table(self._mapped(path, window), self._running())

    def whole_map(self, path: Readable, **window: Unpack[Window]) -> Runs:
        """All of a map at once, 32 bytes for each run."""
        from instar.ops.map_table import whole

        return whole(self._mapped(path, window), self._running())

    def _mapped(self, path: Readable, window: Window) -> MapQuestion:
        from instar.ops.map import Question
        from instar.ops.map import Window as Part

        format = window.pop("format", None)
        snapshot = named_snapshot(window.pop("snapshot", None), self._profile)
        start = whole_number("start", window.pop("start", 0), 0, UINT64_MAX)
        length = window.pop("length", None)
        if length is not None:
            length = whole_number("length", length, 0, UINT64_MAX)
        least, most = MapConfig.MAX_EXTENTS_MIN, MapConfig.MAX_EXTENTS_MAX
        limit = window.pop("max_extents", MAX_EXTENTS_DEFAULT)
        limit = whole_number("max_extents", limit, least, most)
        if window:
            raise TypeError(f"a map has no argument called {next(iter(window))!r}")
        return Question(
            source=readable_source(path, format, self._profile),
            profile=self._profile,
            access=self._reach(snapshot),
            window=Part(start, length),
            max_extents=limit,
        )

    def view(self, path: Readable, **looked: Unpack[Looked]) -> View:
        """Return the structures of the image at `path` as a tree, each node before what is in it.

        Nothing of the disk's own data is in it, and no file is opened that the image names.
        """
        from instar.ops.view import ask, asked

        return ask(asked(self._profile, self._access, path, looked), self._running())

    def owners(
        self, path: Readable, *, format: str | None = None, max_nodes: int | None = None
    ) -> Owners:
        """Return whose each byte of the image file at `path` is; `max_nodes` limits the runs."""
        from instar.ops.owners import owners
        from instar.ops.view import asked

        looked: Looked = {"format": format}
        if max_nodes is not None:
            looked["max_nodes"] = max_nodes
        return owners(asked(self._profile, self._access, path, looked), self._running())

    def locate(
        self,
        path: Readable,
        *,
        guest: int | None = None,
        file: int | None = None,
        format: str | None = None,
    ) -> Location:
        """Return where byte `guest` of the disk is in the image file at `path`, or what leads to
        byte `file` of the file.
        """
        from instar.ops.owners import locate
        from instar.ops.view import asked

        if (guest is None) == (file is None):
            raise UsageError("one of guest and file must be given")
        place = {"guest": guest} if file is None else {"file": file}
        for name, value in place.items():
            whole_number(name, value, 0, UINT64_MAX)
        question = asked(self._profile, self._access, path, {"format": format})
        return locate(question, self._running(), **place)

    def info(
        self,
        path: Readable,
        *,
        format: str | None = None,
        safety: bool = False,
        max_virtual_size: int = MAX_VIRTUAL_SIZE_DEFAULT,
        max_compression_ratio: int = MAX_COMPRESSION_RATIO_DEFAULT,
    ) -> ImageInfo:
        """Return what the image at `path` is; backing images are only named.

        `safety` adds findings, for untrusted images, among them disks larger than
        `max_virtual_size` and those that unpack to more than `max_compression_ratio` times what
        they take; 0 allows any.
        """
        from instar.ops.info import Question, ask

        question = Question(
            profile=self._profile,
            access=self._access,
            safety=safety,
            max_virtual_size=whole_number("max_virtual_size", max_virtual_size, 0, INT64_MAX),
            max_compression_ratio=whole_number(
                "max_compression_ratio", max_compression_ratio, 0, UINT32_MAX
            ),
            source=readable_source(path, format, self._profile),
        )
        is_other = max_virtual_size != MAX_VIRTUAL_SIZE_DEFAULT
        needs("max_virtual_size", is_other, "safety", safety)
        is_other = max_compression_ratio != MAX_COMPRESSION_RATIO_DEFAULT
        needs("max_compression_ratio", is_other, "safety", safety)
        return ask(question, self._running())[0]

    def info_chain(self, path: Readable, *, format: str | None = None) -> tuple[ImageInfo, ...]:
        """The same for the image and all below it, from the top, which has the warnings."""
        from instar.ops.info import Question, ask

        source = readable_source(path, format, self._profile)
        question = Question(source=source, profile=self._profile, access=self._access, chain=True)
        return ask(question, self._running())

    def check(
        self,
        path: Readable,
        *,
        format: str | None = None,
        deep: bool = False,
        max_problems: int = MAX_LISTED,
    ) -> Check:
        """Return what is wrong with the image at `path`; backing images are opened, and not
        checked.

        All problems are counted, and the first `max_problems` of them listed; with `deep` also
        whose the damaged clusters of a qcow2 are, and what a repair makes of them. A format that
        has no check is a `NotCheckable`, a check that cannot be finished a `CheckFailed`.
        """
        return self._check(path, format, max_problems, chain=False, deep=deep)[0]

    def check_chain(
        self,
        path: Readable,
        *,
        format: str | None = None,
        deep: bool = False,
        max_problems: int = MAX_LISTED,
    ) -> tuple[Check, ...]:
        """The same for the image and all below it, from the top, which has the warnings."""
        return self._check(path, format, max_problems, chain=True, deep=deep)

    def _check(
        self, path: Readable, format: str | None, max_problems: int, *, chain: bool, deep: bool
    ) -> tuple[Check, ...]:
        from instar.ops.check import listed

        question = self._checked(path, format, max_problems, chain=chain)
        question = replace(question, deep=deep)
        return listed(question, self._running())

    def _checked(
        self, path: Readable, format: str | None, max_problems: int, *, chain: bool = False
    ) -> CheckQuestion:
        from instar.ops.check import Question

        return Question(
            profile=self._profile,
            access=self._access,
            chain=chain,
            max_problems=whole_number("max_problems", max_problems, 0, UINT32_MAX),
            source=readable_source(path, format, self._profile),
        )

    def compare(
        self, path: Readable, other: Readable, **asked: Unpack[CompareKeywords]
    ) -> Comparison:
        """Tell whether two images hold the same disk; a `Comparison` is true if they do.

        Where one disk is longer, the rest of it has to be zeros. With `strict` sizes have to be the
        same, and what is allocated. `secrets` are passphrases by id; `secret` is the id of the one
        that opens the first image, or the ids for it and for each image below it, `other_secret`
        that of the other. `on_progress` hears how many bytes of how many are compared; an exception
        that it raises ends the work.
        """
        from instar.ops.compare import Question, ask, summed
        from instar.ops.reading import subject
        from instar.secret import wipe_all

        on_progress = asked.pop("on_progress", None)
        sources = (
            self._opened_by(path, asked.pop("format", None), asked.pop("secret", None)),
            self._opened_by(
                other, asked.pop("other_format", None), asked.pop("other_secret", None)
            ),
        )
        strict = asked.pop("strict", False)
        known = named_secrets(asked.pop("secrets", None))
        try:
            if asked:
                raise TypeError(f"a comparison has no argument called {next(iter(asked))!r}")
            one, two = (subject((s,), self._profile, self._access, known) for s in sources)
            question = Question(
                subjects=(one, two),
                profile=self._profile,
                strict=strict,
                on_progress=None if on_progress is None else summed(on_progress),
            )
            return ask(question, self._running())
        finally:
            wipe_all(known)

    def _opened_by(
        self, path: Readable, format: str | None, secret: str | Sequence[str | None] | None
    ) -> Source:
        """An image, and which passphrases open it."""
        return with_secrets(readable_source(path, format, self._profile), secret_ids(secret))
