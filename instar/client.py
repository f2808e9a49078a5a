# SPDX-License-Identifier: Apache-2.0
"""The Python API: a `Client` holds settings and sandboxes, and has a method for each question."""

from __future__ import annotations

import os

from instar.errors import UsageError
from instar.generated.check_run import MAX_LISTED
from instar.generated.info import MAX_COMPRESSION_RATIO_DEFAULT, MAX_VIRTUAL_SIZE_DEFAULT
from instar.generated.map import MAX_EXTENTS_DEFAULT, MapConfig
from instar.ops.access import Access
from instar.ops.arguments import (
    allowed_paths,
    file_name,
    named_profile,
    named_secrets,
    named_snapshot,
    named_source,
    readable_source,
    secret_ids,
    settings,
    text,
    whole_number,
    with_secrets,
)
from instar.ops.run import Runner
from instar.record import replace
from instar.sandbox.access import Reach
from instar.sandbox.limits import DEFAULT_DEADLINE, DEFAULT_TIMEOUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any, Unpack

    from instar.errors import InstarError
    from instar.fleet.call import Recipe
    from instar.fleet.many import Answer, Fleet, Pair
    from instar.keywords import (
        CheckKeywords,
        ConvertKeywords,
        InfoKeywords,
        MeasureKeywords,
        NewImage,
        Path,
        Readable,
        ResizeKeywords,
        Settings,
        Wanted,
        Window,
    )
    from instar.ops.amend import Amended
    from instar.ops.bitmap import BitmapChanged
    from instar.ops.check import Check
    from instar.ops.check import Question as CheckQuestion
    from instar.ops.commit import Committed
    from instar.ops.compare import Comparison
    from instar.ops.conversion import Converted, Question
    from instar.ops.convert_over import Over
    from instar.ops.create import Created
    from instar.ops.create import Question as ImageQuestion
    from instar.ops.image_info import ImageInfo
    from instar.ops.map import Question as MapQuestion
    from instar.ops.map_table import Extents, MapTable, Runs
    from instar.ops.measure import Measurement
    from instar.ops.rebase import Rebased
    from instar.ops.repair import Restored
    from instar.ops.resize import Resized
    from instar.ops.snapshot import SnapshotChanged
    from instar.options.snapshot import Snapshot


_TO_THE_END = (1 << 64) - 1
_MAX_SIZE = (1 << 63) - 1
_MAX_RATIO = (1 << 32) - 1
_MAX_PROBLEMS = (1 << 32) - 1


class Client:
    """Asks about images, always with the same settings. Any number of threads may ask at once.

    It sets up a sandbox when it needs one, reuses it, and ends it in `close`, or at the end of a
    `with` block.

    All methods raise `UsageError` for a wrong request, `OpenError` for a file that cannot be
    opened, `NameRefused` for an image that names a file it may not reach, `ImageError` for one that
    breaks a rule of its format, and `SandboxError` when the sandbox fails; all are `InstarError`.
    """

    def __init__(self, **given: Unpack[Settings]) -> None:
        if "allow_paths" in given:
            given["allow_paths"] = allowed_paths(given["allow_paths"])
        self._settings = given
        unknown = self._open(dict(given), shared=False)
        if unknown:
            raise TypeError(f"there is no setting called {next(iter(unknown))!r}")

    def _open(self, given: dict[str, Any], *, shared: bool) -> dict[str, Any]:
        """Take the settings out of `given`, and return what is left."""
        self._fleet: Fleet | None = None
        version = given.pop("qemu_version", None)
        self._own = version is None
        self._profile = named_profile(version)
        self._runner = Runner(
            given.pop("sandbox", "auto"),
            given.pop("timeout", DEFAULT_TIMEOUT),
            given.pop("deadline", DEFAULT_DEADLINE),
            shared=shared,
        )
        self._access = Access(
            reach=Reach(
                allow_paths=allowed_paths(given.pop("allow_paths", ())),
                files=given.pop("files", True),
            ),
            force_share=given.pop("force_share", False),
            strict_backing=given.pop("strict_backing", False),
        )
        self._closed = False
        return given

    @property
    def sandbox(self) -> str:
        """The kind of sandbox that runs: `kvm` or `process`."""
        return self._runner.pool.kind

    @property
    def deadline(self) -> float | None:
        """How many seconds a run may take in all."""
        return self._runner.deadline

    def recipe(self) -> Recipe:
        """How another process makes a client like this one."""
        from instar.fleet.call import Recipe

        return Recipe(Client, dict(self._settings))

    def close(self) -> None:
        """Give up the sandboxes. Questions that are being answered end as they would have."""
        self._closed = True
        self._runner.close()
        if self._fleet is not None:
            self._fleet.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()

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
        question = Question(
            target=text("target", target),
            settings=tuple(settings(options)),
            compress=compress,
            profile=self._profile,
            access=self._reach(named_snapshot(snapshot, self._profile)),
        )
        runner = self._running()
        if path is None:
            question = replace(question, size=whole_number("size", size, 0, _MAX_SIZE))
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
            max_virtual_size=whole_number("max_virtual_size", max_virtual_size, 0, _MAX_SIZE),
            max_compression_ratio=whole_number(
                "max_compression_ratio", max_compression_ratio, 0, _MAX_RATIO
            ),
            source=readable_source(path, format, self._profile),
        )
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
            max_problems=whole_number("max_problems", max_problems, 0, _MAX_PROBLEMS),
            source=readable_source(path, format, self._profile),
        )

    def repair(
        self,
        path: Path,
        *,
        format: str | None = None,
        leaks_only: bool = False,
        discard_unreachable: bool = False,
        plan: bool = False,
        undo: Path | None = None,
        max_problems: int = MAX_LISTED,
    ) -> Check:
        """Repair the image at `path`, all or nothing, and return what was repaired and what stays.

        `problems` are those that were found, repaired ones with an effect that says so, and those
        that stay. `leaks_only` and `discard_unreachable` are as in `instar check`. With `plan`
        nothing is written, the answer is what it would be, and has the `writes`. `undo` is a new
        file that keeps what `restore` needs to go back. A format that has no repair is a
        `NotCheckable`.
        """
        from instar.ops.repair import Question, listed

        question = Question(
            image=self._checked(path, format, max_problems),
            what="leaks" if leaks_only else "all",
            discard_unreachable=discard_unreachable,
            plan=plan,
            undo="" if undo is None else file_name("undo", undo),
        )
        return listed(question, self._running())

    def restore(self, path: Path, undo: Path) -> Restored:
        """Let the image at `path` be as it was before the repair that made the file `undo`, all or
        nothing. A file that is another image's, is not whole, or is older than the image's last
        change, is an `OpenError`.
        """
        from instar.ops.repair import restore

        return restore(file_name("path", path), file_name("undo", undo))

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
            size=None if size is None else whole_number("size", size, 0, _MAX_SIZE),
            own=self._own,
            on_progress=image.pop("on_progress", None),
            **_as_created(image),
        )
        if image:
            raise TypeError(f"a new image has no argument called {next(iter(image))!r}")
        return question

    def convert(
        self, source: Path | Sequence[Path], target: Path, **wanted: Unpack[Wanted]
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

    def _conversion(self, source: Path | Sequence[Path], target: Path, wanted: Wanted) -> Question:
        from instar.generated.convert import LEN_SPARSE_DEFAULT
        from instar.ops.arguments import one_of
        from instar.ops.content_hash import ALGORITHMS
        from instar.ops.conversion import AUTO, NEVER, REFLINK, Question
        from instar.ops.convert import sparse_length

        names = [source] if isinstance(source, str | os.PathLike) else source
        source_format = wanted.pop("source_format", None)
        opens = secret_ids(wanted.pop("source_secret", None))
        snapshot = named_snapshot(wanted.pop("snapshot", None), self._profile)
        platform = wanted.pop("platform", None)
        format = text("format", wanted.pop("format", "raw" if platform is None else ""))
        reflink = one_of("reflink", wanted.pop("reflink", AUTO), REFLINK)
        question = Question(
            sources=tuple(
                with_secrets(named_source(name, source_format, self._profile), opens)
                for name in names
            ),
            filename=file_name("target", target),
            format=format,
            profile=self._profile,
            access=self._reach(snapshot),
            over=self._over(target, format, wanted),
            rate=whole_number("rate", wanted.pop("rate", 0), 0, _MAX_SIZE),
            platform=platform,
            max_output=whole_number("max_output", wanted.pop("max_output", 0), 0, _MAX_SIZE),
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
            made.append(self._conversion(pair.sources, pair.target, given))
            return made[-1]

        try:
            return convert_all([partial(ask, pair) for pair in pairs], self._running())
        finally:
            for question in made:
                wipe_all(question.secrets)

    def compare(
        self,
        path: Readable,
        other: Readable,
        *,
        format: str | None = None,
        other_format: str | None = None,
        strict: bool = False,
        secret: str | Sequence[str | None] | None = None,
        other_secret: str | Sequence[str | None] | None = None,
        secrets: Mapping[str, str | bytes | bytearray] | None = None,
    ) -> Comparison:
        """Tell whether two images hold the same disk; a `Comparison` is true if they do.

        Where one disk is longer, the rest of it has to be zeros. With `strict` sizes have to be the
        same, and what is allocated. `secrets` are passphrases by id; `secret` is the id of the one
        that opens the first image, or the ids for it and for each image below it, `other_secret`
        that of the other.
        """
        from instar.ops.compare import Question, ask
        from instar.ops.reading import subject
        from instar.secret import wipe_all

        known = named_secrets(secrets)
        one, two = (
            with_secrets(readable_source(name, driver, self._profile), secret_ids(opens))
            for name, driver, opens in ((path, format, secret), (other, other_format, other_secret))
        )
        question = Question(
            subjects=(
                subject((one,), self._profile, self._access, known),
                subject((two,), self._profile, self._access, known),
            ),
            profile=self._profile,
            strict=strict,
        )
        try:
            return ask(question, self._running())
        finally:
            wipe_all(known)

    def _ratio(self, given: int | None) -> int:
        """Exact answers refuse nothing for its ratio unless that is asked for."""
        usual = MAX_COMPRESSION_RATIO_DEFAULT if self._own else 0
        return whole_number("max_ratio", usual if given is None else given, 0, _MAX_RATIO)

    def _over(self, target: Path, format: str, wanted: Wanted) -> Over | None:
        from instar.ops.convert_over import Over

        over, is_zero = wanted.pop("over", False), wanted.pop("target_is_zero", False)
        if not over:
            if is_zero:
                raise UsageError("target_is_zero needs over")
            return None
        if wanted.get("options") or wanted.get("backing") is not None:
            raise UsageError("an image that exists keeps its options and its backing image")
        return Over(source=named_source(target, format, self._profile), is_zero=is_zero)

    def resize(
        self,
        path: Path,
        size: int,
        *,
        relative: bool = False,
        format: str | None = None,
        shrink: bool = False,
        preallocation: str = "off",
        secret: str | None = None,
        secrets: Mapping[str, str | bytes | bytearray] | None = None,
    ) -> Resized:
        """Let the disk of the image at `path` have `size` bytes, or with `relative` so many more or
        fewer. `secret` is the id of the one, among `secrets`, that opens the image.

        All of the change is made, durably, or none. A disk becomes shorter only with `shrink`.
        """
        from instar.ops.in_place import Target
        from instar.ops.resize import PREALLOCATION, Question, ask
        from instar.secret import wipe_all

        if preallocation not in PREALLOCATION:
            raise UsageError(f"Invalid preallocation mode '{preallocation}'")
        source = with_secrets(named_source(path, format, self._profile), secret_ids(secret))
        question = Question(
            target=Target(source=source, profile=self._profile, access=self._access),
            size=whole_number("size", abs(size) if relative else size, 0, _MAX_SIZE),
            sign=(1 if size >= 0 else -1) if relative else 0,
            shrink=shrink,
            preallocation=PREALLOCATION[preallocation],
            secrets=named_secrets(secrets),
        )
        try:
            return ask(question, self._running())
        finally:
            wipe_all(question.secrets)

    def snapshot(
        self, path: Path, action: str, name: str, *, format: str | None = None
    ) -> SnapshotChanged:
        """Make (`create`), go back to (`apply`) or `delete` the internal snapshot `name` of the
        image at `path`. One is applied by its id or name, and the disk gets the size that it had.

        All of the change is made, durably, or none. `info` lists the snapshots.
        """
        from instar.ops.in_place import Target
        from instar.ops.snapshot import ACTIONS, Question, ask

        if action not in ACTIONS:
            raise UsageError(f"a snapshot is changed by {', '.join(ACTIONS)}, not {action!r}")
        source = named_source(path, format, self._profile)
        target = Target(source=source, profile=self._profile, access=self._access)
        return ask(Question(target=target, action=action, name=text("name", name)), self._running())

    def commit(
        self,
        path: Path,
        *,
        format: str | None = None,
        base: Path | None = None,
        drop: bool = False,
        force: bool = False,
        allow_write: Sequence[Path] = (),
        rate: int = 0,
    ) -> Committed:
        """Write what the image at `path` has into its backing image, and empty the image unless
        `drop` says that nobody needs it; or into the image `base` of its chain, and leave the image
        as it is.

        A backing image that only the image names is written below the directories of `allow_write`
        alone. The disk reads the same at any time. An image with internal snapshots, which may read
        something else then, is committed with `force`. `rate` is in bytes in a second.
        """
        from instar.ops.commit import Question, ask
        from instar.ops.in_place import Target

        source = named_source(path, format, self._profile)
        question = Question(
            target=Target(source=source, profile=self._profile, access=self._access),
            base=None if base is None else file_name("base", base),
            drop=drop,
            force=force,
            allow_write=tuple(file_name("allow_write", one) for one in allow_write),
            rate=whole_number("rate", rate, 0, _TO_THE_END),
        )
        return ask(question, self._running())

    def bitmap(
        self,
        path: Path,
        name: str,
        actions: Sequence[str | tuple[str, str]],
        *,
        granularity: int = 0,
        source: Path | None = None,
        source_format: str | None = None,
        format: str | None = None,
    ) -> BitmapChanged:
        """Change the persistent bitmap `name` of the image at `path`: `add` (with a bit for
        `granularity` bytes of the disk, 0 for as many as suit the image), `remove`, `remove-all`,
        `clear`, `enable`, `disable` and `("merge", OTHER)`, in the order of `actions`. The bitmaps
        that are merged are those of `source`, if it is given.

        All of the change is made, durably, or none. `info` lists the bitmaps.
        """
        from instar.ops.bitmap import Question, ask, steps
        from instar.ops.in_place import Target

        target = Target(
            source=named_source(path, format, self._profile),
            profile=self._profile,
            access=self._access,
        )
        question = Question(
            target=target,
            name=text("name", name),
            steps=steps(actions),
            granularity=whole_number("granularity", granularity, 0, _MAX_SIZE),
            origin=None if source is None else named_source(source, source_format, self._profile),
        )
        return ask(question, self._running())

    def amend(
        self,
        path: Path,
        options: Mapping[str, str | int | bool],
        *,
        format: str | None = None,
        force: bool = False,
        secret: str | None = None,
        secrets: Mapping[str, str | bytes | bytearray] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> Amended:
        """Change `options` of the image at `path`, such as `compat` or `refcount_bits`. `secret` is
        the id of the one, among `secrets`, that opens the image. What loses data needs `force`.

        All of the change is made, durably, or none.
        """
        from instar.ops.amend import Question, ask
        from instar.ops.in_place import Target
        from instar.secret import wipe_all

        source = with_secrets(named_source(path, format, self._profile), secret_ids(secret))
        question = Question(
            target=Target(source=source, profile=self._profile, access=self._access),
            settings=tuple(settings(options)),
            force=force,
            secrets=named_secrets(secrets),
            on_progress=on_progress,
        )
        try:
            return ask(question, self._running())
        finally:
            wipe_all(question.secrets)

    def rebase(
        self,
        path: Path,
        backing: str | None,
        *,
        backing_format: str | None = None,
        format: str | None = None,
        unsafe: bool = False,
        compress: bool = False,
        force: bool = False,
    ) -> Rebased:
        """Let the image at `path` name another backing image, or None. The name is stored as it is,
        and read from where the image is.

        The disk reads the same: what the new backing image has otherwise is copied into the image
        first, with `compress` as compressed clusters. With `unsafe` no disk is looked at. An image
        with internal snapshots, which may read something else then, is rebased with `force`.
        """
        from instar.ops.in_place import Target
        from instar.ops.rebase import Question, ask

        source = named_source(path, format, self._profile)
        question = Question(
            target=Target(source=source, profile=self._profile, access=self._access),
            backing=None if backing is None else text("backing", backing),
            backing_format=backing_format,
            unsafe=unsafe,
            compress=compress,
            force=force,
        )
        return ask(question, self._running())

    def info_many(
        self, paths: Iterable[Readable], *, jobs: int = 0, **asked: Unpack[InfoKeywords]
    ) -> Iterator[Answer[ImageInfo]]:
        """`info` of each image, in `jobs` processes (one for each core by default), which stay
        until the client is closed.

        Iterate over the answers, which come in the order of the images, an error for one that has
        no other; `paths` is read a little ahead. `deadline` is for each image. Leaving the loop
        drops what nobody has begun. With one job, this process does the work.
        """
        from instar.fleet import questions

        return self._many(questions.info, paths, jobs, asked)

    def map_many(
        self, paths: Iterable[Readable], *, jobs: int = 0, **window: Unpack[Window]
    ) -> Iterator[Answer[Runs]]:
        """The same for whole maps."""
        from instar.fleet import questions

        return self._many(questions.map, paths, jobs, window, most=1)

    def check_many(
        self, paths: Iterable[Readable], *, jobs: int = 0, **asked: Unpack[CheckKeywords]
    ) -> Iterator[Answer[Check]]:
        """The same for checks."""
        from instar.fleet import questions

        return self._many(questions.check, paths, jobs, asked)

    def measure_many(
        self,
        paths: Iterable[Readable],
        target: str = "qcow2",
        options: Mapping[str, str | int | bool] | None = None,
        *,
        jobs: int = 0,
        **asked: Unpack[MeasureKeywords],
    ) -> Iterator[Answer[Measurement]]:
        """The same for measurements."""
        from instar.fleet import questions

        given = {"target": target, "options": options, **asked}
        return self._many(questions.measure, paths, jobs, given)

    def convert_many(
        self,
        pairs: Iterable[tuple[Path | Sequence[Path], Path]],
        *,
        jobs: int = 0,
        **wanted: Unpack[ConvertKeywords],
    ) -> Iterator[Answer[Converted]]:
        """`convert` of each pair of a source, or several, and a target. No target may be a source
        or another's target. Of an answer, `path` is the target.

        Some images at a time get their names together, after one wait for the storage; then their
        answers come. `secrets` stay in this process, which does the work then, in threads.
        """
        from instar.fleet import questions

        for name in ("over", "target_is_zero", "on_progress"):
            if name in wanted:
                raise TypeError(f"convert_many has no argument called {name!r}")
        return self._many_of().convert(questions.convert, wanted, pairs, jobs)

    def snapshot_many(
        self,
        paths: Iterable[Path],
        action: str,
        name: str,
        *,
        jobs: int = 0,
        format: str | None = None,
    ) -> Iterator[Answer[SnapshotChanged]]:
        """`snapshot` of each image, several at once in each process. An answer comes when its
        change is durable. Where a process dies, nobody tries again.
        """
        from instar.fleet import questions

        given = {"action": action, "name": name, "format": format}
        return self._many(questions.snapshot, paths, jobs, given, changes=True)

    def resize_many(
        self,
        paths: Iterable[Path],
        size: int,
        *,
        jobs: int = 0,
        **asked: Unpack[ResizeKeywords],
    ) -> Iterator[Answer[Resized]]:
        """The same for sizes."""
        from instar.fleet import questions

        given = {"size": size, **asked}
        return self._many(questions.resize, paths, jobs, given, changes=True)

    def _many(
        self,
        function: Callable[[Client, Any, Readable], Any],
        paths: Iterable[Readable],
        jobs: int,
        given: Mapping[str, Any],
        most: int = 0,
        *,
        changes: bool = False,
    ) -> Iterator[Answer[Any]]:
        return self._many_of().ask(function, given, paths, jobs, most, changes=changes)

    def _many_of(self) -> Fleet:
        from instar.fleet.many import Fleet

        self._running()
        if self._fleet is None:
            self._fleet = Fleet(self.recipe(), self.deadline)
        return self._fleet

    def whole_map(self, path: Readable, **window: Unpack[Window]) -> Runs:
        """All of a map at once, 32 bytes for each run."""
        from instar.ops.map_table import whole

        return whole(self._mapped(path, window), self._running())

    def _running(self) -> Runner:
        if self._closed:
            raise UsageError("the client is closed")
        return self._runner

    def _reach(self, snapshot: Snapshot | None) -> Access:
        return replace(self._access, snapshot=snapshot)

    def _mapped(self, path: Readable, window: Window) -> MapQuestion:
        from instar.ops.map import Question
        from instar.ops.map import Window as Part

        format = window.pop("format", None)
        snapshot = named_snapshot(window.pop("snapshot", None), self._profile)
        start = whole_number("start", window.pop("start", 0), 0, _TO_THE_END)
        length = window.pop("length", None)
        if length is not None:
            length = whole_number("length", length, 0, _TO_THE_END)
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


class Batch:
    """New images that are durable together: see `Client.batch`."""

    def __init__(self, client: Client) -> None:
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


def _as_created(image: NewImage | Wanted) -> dict[str, Any]:
    """What is asked of a new image whatever fills it, taken from all that is asked."""
    from instar.ops.create import origin

    backing, format = image.pop("backing", None), image.pop("backing_format", None)
    seed = image.pop("seed", None)
    return {
        "settings": tuple(settings(image.pop("options", None))),
        "backing": None if backing is None else file_name("backing", backing),
        "backing_format": None if format is None else text("backing_format", format),
        "secrets": named_secrets(image.pop("secrets", None)),
        "origin": origin(None if seed is None else whole_number("seed", seed, 0, _TO_THE_END)),
    }
