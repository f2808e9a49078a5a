# SPDX-License-Identifier: Apache-2.0
"""New images."""

from __future__ import annotations

import os

from instar.api.base import Base
from instar.errors import UsageError
from instar.generated.info import MAX_COMPRESSION_RATIO_DEFAULT
from instar.ops.arguments import (
    directories,
    file_name,
    named_secrets,
    named_snapshot,
    named_source,
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
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Unpack

    from instar.errors import InstarError
    from instar.fleet.many import Pair
    from instar.keywords import NewImage, Path, Readable, Wanted
    from instar.ops.conversion import Converted, Question
    from instar.ops.convert_over import Over
    from instar.ops.create import Created, Origin
    from instar.ops.create import Question as ImageQuestion
    from instar.options.source import Descriptor, Source


class Making(Base):
    """A client that makes images."""

    def create(self, path: Path, **image: Unpack[NewImage]) -> Created:
        """Make a new image at `path`.

        It gets its name when it is complete; if that fails, a file of that name is unchanged. An
        exception that `on_progress` raises ends the work, and leaves nothing.
        """
        from instar.ops.create import ask
        from instar.secret import wipe_all

        question = self._new_image(path, image)
        try:
            return ask(question, self._running())
        finally:
            wipe_all(question.secrets)

    def batch(self) -> Batch:
        """Make many images: in a `with` block, `create` of what this returns is that of the client,
        but the images get their names when the block ends, all after one wait for the storage.

        Whatever happens meanwhile, each image is whole under its name, or what had the name is as
        before; an exception ends the block without names. Where more than a hundred files are open,
        those before get their names sooner.
        """
        return Batch(self)

    def _new_image(self, path: Path, image: NewImage) -> ImageQuestion:
        from instar.ops.create import Question

        size, platform = image.pop("size", None), image.pop("platform", None)
        question = Question(
            filename=file_name("path", path),
            format=text("format", image.pop("format", "raw" if platform is None else "")),
            platform=None if platform is None else text("platform", platform),
            profile=self._profile,
            access=self._access,
            size=None if size is None else whole_number("size", size, 0, INT64_MAX),
            own=self._own,
            on_progress=image.pop("on_progress", None),
            **_as_created(image),
        )
        if image:
            raise TypeError(f"a new image has no argument called {next(iter(image))!r}")
        return question

    def convert(
        self, source: Readable | Sequence[Readable], target: Path, **wanted: Unpack[Wanted]
    ) -> Converted:
        """Copy the disk of the image at `source`, or of several one after the other, into a new
        image at `target`.

        The target gets its name when it is complete; if that fails, a file of that name is
        unchanged. With `over`, the disk of an existing image, or a block device, is written over in
        place, and keeps what it has past the end of the sources.

        With `reflink`, zeros in the shared parts are not looked for. `salvage` counts the bytes
        that could not be read in `lost`, and lists the parts in `losses`. With `verify`, other
        guests read the target and the sources again; a difference is a `VerifyFailed`. `verify` and
        `hash` come before a new image gets its name. Exact answers do not check `max_ratio` unless
        it is given.
        """
        from instar.ops.convert import Converter
        from instar.secret import wipe_all

        on_progress = wanted.pop("on_progress", None)
        question = self._conversion(source, target, wanted)
        try:
            return Converter(question, self._running()).convert(on_progress)
        finally:
            wipe_all(question.secrets)

    def convert_together(
        self, pairs: Iterable[Pair], wanted: Mapping[str, Any]
    ) -> list[Converted | InstarError]:
        """Make a new image of each pair; they get their names together."""
        from functools import partial

        from instar.ops.convert_batch import convert_all
        from instar.secret import wipe_all

        made: list[Question] = []

        def ask(pair: Pair) -> Question:
            given: Any = dict(wanted)
            if made and not made[0].secrets:
                made.append(self._another(made[0], pair, given))
            else:
                made.append(self._conversion(pair.sources, pair.target, given))
            return made[-1]

        try:
            return convert_all([partial(ask, pair) for pair in pairs], self._running())
        finally:
            for question in made:
                wipe_all(question.secrets)

    def _conversion(
        self, source: Readable | Sequence[Readable | Descriptor], target: Path, wanted: Wanted
    ) -> Question:
        from instar.generated.convert import LEN_SPARSE_DEFAULT
        from instar.ops.arguments import one_of
        from instar.ops.content_hash import ALGORITHMS
        from instar.ops.conversion import ALWAYS, AUTO, NEVER, REFLINK, Question
        from instar.ops.convert import sparse_length

        sources = self._sources(source, wanted)
        snapshot = named_snapshot(wanted.pop("snapshot", None), self._profile)
        format = wanted.pop("format", "raw" if wanted.get("platform") is None else "")
        reflink = one_of("reflink", wanted.pop("reflink", AUTO), REFLINK)
        if reflink == ALWAYS and not self._own:
            raise UsageError("exact answers share no blocks with the source")
        _check_pairs(wanted)
        over = self._over(target, text("format", format), wanted)
        question = Question(
            sources=sources,
            filename=file_name("target", target),
            format=format,
            profile=self._profile,
            access=self._reach(snapshot),
            over=over,
            rate=whole_number("rate", wanted.pop("rate", 0), 0, INT64_MAX),
            platform=wanted.pop("platform", None),
            max_output=whole_number("max_output", wanted.pop("max_output", 0), 0, INT64_MAX),
            checks_space=wanted.pop("space_check", self._own),
            max_ratio=self._ratio(wanted.pop("max_ratio", None)),
            verify=wanted.pop("verify", False),
            salvage=wanted.pop("salvage", False),
            bitmaps=wanted.pop("bitmaps", False),
            skip_broken=wanted.pop("skip_broken_bitmaps", False),
            hash=one_of("hash", wanted.pop("hash", None) or "", ("", *ALGORITHMS)),
            compress=wanted.pop("compress", False),
            reflink=reflink if self._own else NEVER,
            len_sparse=sparse_length(wanted.pop("sparse", LEN_SPARSE_DEFAULT)),
            **_as_created(wanted),
        )
        if wanted:
            raise TypeError(f"a conversion has no argument called {next(iter(wanted))!r}")
        return question

    def _sources(
        self, source: Readable | Sequence[Readable | Descriptor], wanted: Wanted
    ) -> tuple[Source, ...]:
        names = [source] if isinstance(source, str | os.PathLike | int) else source
        source_format = wanted.pop("source_format", None)
        opens = secret_ids(wanted.pop("source_secret", None))
        return tuple(
            with_secrets(readable_source(name, source_format, self._profile), opens)
            for name in names
        )

    def _another(self, first: Question, pair: Pair, wanted: Wanted) -> Question:
        """The question of a pair of which the same is wanted as of the first, which has no secrets.
        What is random is drawn again, where the format has it.
        """
        from instar.options.targets import find_target

        is_drawn = not first.format or find_target(first.format, first.profile).is_drawn
        return replace(
            first,
            sources=self._sources(pair.sources, wanted),
            filename=file_name("target", pair.target),
            origin=_origin(wanted) if is_drawn else first.origin,
        )

    def _ratio(self, given: int | None) -> int:
        """Exact answers refuse nothing for its ratio unless that is asked for."""
        usual = MAX_COMPRESSION_RATIO_DEFAULT if self._own else 0
        return whole_number("max_ratio", usual if given is None else given, 0, UINT32_MAX)

    def _over(self, target: Path, format: str, wanted: Wanted) -> Over | None:
        from instar.ops.convert_over import Over

        over, is_zero = wanted.pop("over", False), wanted.pop("target_is_zero", False)
        allow_write = directories("allow_write", wanted.pop("allow_write", ()))
        needs("target_is_zero", is_zero, "over", over)
        needs("allow_write", allow_write, "over", over)
        if not over:
            return None
        if any(wanted.get(name) for name in ("options", "backing", "backing_format")):
            raise UsageError("an image that exists keeps its options and its backing image")
        for name in ("platform", "seed"):
            if wanted.get(name) is not None:
                raise UsageError(f"{name} is for new images, not for one that is written over")
        return Over(
            source=named_source(target, format, self._profile),
            is_zero=is_zero,
            allow_write=allow_write,
        )


class Batch:
    """New images that are durable together: see `Client.batch`."""

    def __init__(self, client: Making) -> None:
        from instar.ops.create_batch import Batch as Images

        self._client = client
        self._images = Images(client._running())

    def create(self, path: Path, **image: Unpack[NewImage]) -> Created:
        """`Client.create`, but for when the image gets its name."""
        from instar.ops.create import Creator
        from instar.secret import wipe_all

        runner = self._client._running()
        question = self._client._new_image(path, image)
        try:
            return Creator(question, runner).make_in(self._images)
        finally:
            wipe_all(question.secrets)

    def keep(self) -> None:
        """Give all images so far their names, durable."""
        self._images.keep()

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *reason: object) -> None:
        self._images.__exit__(*reason)


def _check_pairs(wanted: Wanted) -> None:
    """What means nothing without something else, or together with it."""
    broken, salvage = wanted.get("skip_broken_bitmaps"), wanted.get("salvage")
    needs("skip_broken_bitmaps", broken, "bitmaps", wanted.get("bitmaps"))
    if wanted.get("verify") and salvage:
        raise UsageError("verify has nothing to compare with salvage")


def _as_created(image: NewImage | Wanted) -> dict[str, Any]:
    """What is asked of a new image whatever fills it, taken from all that is asked."""
    backing, format = image.pop("backing", None), image.pop("backing_format", None)
    return {
        "settings": tuple(settings(image.pop("options", None))),
        "backing": None if backing is None else file_name("backing", backing),
        "backing_format": None if format is None else text("backing_format", format),
        "secrets": named_secrets(image.pop("secrets", None)),
        "origin": _origin(image),
    }


def _origin(image: NewImage | Wanted) -> Origin:
    from instar.ops.create import origin

    seed = image.pop("seed", None)
    return origin(None if seed is None else whole_number("seed", seed, 0, UINT64_MAX))
