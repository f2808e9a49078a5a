# SPDX-License-Identifier: Apache-2.0
"""Changes of images that exist."""

from __future__ import annotations

from instar.api.looking import Looking
from instar.errors import UsageError
from instar.generated.check_run import MAX_LISTED
from instar.ops.arguments import (
    directories,
    file_name,
    named_secrets,
    named_source,
    needs,
    secret_ids,
    settings,
    text,
    whole_number,
    with_secrets,
)
from instar.record import replace
from instar.widths import INT64_MAX, UINT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, Unpack

    from instar.errors import InstarError
    from instar.keywords import BenchKeywords, Path, ResizeKeywords
    from instar.ops.amend import Amended
    from instar.ops.bench import Benchmark
    from instar.ops.bitmap import BitmapChanged
    from instar.ops.check import Check
    from instar.ops.commit import Committed
    from instar.ops.in_place import Target
    from instar.ops.rebase import Rebased
    from instar.ops.repair import Restored
    from instar.ops.resize import Question as NewSize
    from instar.ops.resize import Resized
    from instar.ops.snapshot import Question as NewSnapshot
    from instar.ops.snapshot import SnapshotChanged
    from instar.sandbox.together import Waiting


class Changing(Looking):
    """A client that changes images in place."""

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

        if plan and undo is not None:
            raise UsageError("with plan nothing is written that undo could take back")
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

    def resize(
        self,
        path: Path,
        size: int,
        *,
        secret: str | None = None,
        secrets: Mapping[str, str | bytes | bytearray] | None = None,
        **asked: Unpack[ResizeKeywords],
    ) -> Resized:
        """Let the disk of the image at `path` have `size` bytes, or with `relative` so many more or
        fewer. `secret` is the id of the one, among `secrets`, that opens the image.

        All of the change is made, durably, or none. A disk becomes shorter only with `shrink`. A
        data file that only the image names is written below the directories of `allow_write` alone.
        """
        from instar.ops.resize import ask
        from instar.secret import wipe_all

        question = self._new_size(path, size, **asked)
        opened = with_secrets(question.target.source, secret_ids(secret))
        question = replace(
            question,
            target=replace(question.target, source=opened),
            secrets=named_secrets(secrets),
        )
        try:
            return ask(question, self._running())
        finally:
            wipe_all(question.secrets)

    def _new_size(
        self,
        path: Path,
        size: int,
        *,
        relative: bool = False,
        format: str | None = None,
        shrink: bool = False,
        preallocation: str = "off",
        allow_write: Sequence[Path] = (),
    ) -> NewSize:
        from instar.ops.resize import PREALLOCATION, Question

        if preallocation not in PREALLOCATION:
            raise UsageError(f"Invalid preallocation mode '{preallocation}'")
        return Question(
            target=self._target(path, format, allow_write),
            size=whole_number("size", abs(size) if relative else size, 0, INT64_MAX),
            sign=(1 if size >= 0 else -1) if relative else 0,
            shrink=shrink,
            preallocation=PREALLOCATION[preallocation],
            beyond=self._own,
        )

    def resize_together(
        self, paths: Iterable[Path], wanted: Mapping[str, Any]
    ) -> list[Resized | InstarError]:
        """Resize each image; they wait for the storage together."""
        from instar.ops.resize import asking
        from instar.sandbox.together import together

        def change(path: Path) -> Waiting[Resized]:
            return (yield from asking(self._new_size(path, **wanted), self._running()))

        return together([change(path) for path in paths])

    def bench(self, path: Path, **asked: Unpack[BenchKeywords]) -> Benchmark:
        """Read `count` times `size` bytes of the disk of the image at `path`, each `step` bytes (0:
        `size`) after the one before and from `offset` on, `depth` requests at once; and return how
        long it took. Reads go through the sandbox and the whole chain.

        With a `pattern`, that byte is written instead, over the disk of a raw or qcow2 image in
        place, and made to last each `flush_interval` requests (0: at the end only). `secrets` and
        `secret` are as in `compare`.
        """
        from instar.ops.bench import ask, question
        from instar.secret import wipe_all

        rest: dict[str, Any] = {**asked}
        source = named_source(path, rest.pop("format", None), self._profile)
        source = with_secrets(source, secret_ids(rest.pop("secret", None)))
        secrets = named_secrets(rest.pop("secrets", None))
        allowed = directories("allow_write", rest.pop("allow_write", ()))
        try:
            wanted = question(
                source, self._profile, self._access, secrets, allow_write=allowed, **rest
            )
            return ask(wanted, self._running(), lambda: None)
        finally:
            wipe_all(secrets)

    def snapshot(
        self, path: Path, action: str, name: str, *, format: str | None = None
    ) -> SnapshotChanged:
        """Make (`create`), go back to (`apply`) or `delete` the internal snapshot `name` of the
        image at `path`. One is applied by its id or name, and the disk gets the size that it had.

        All of the change is made, durably, or none. `info` lists the snapshots.
        """
        from instar.ops.snapshot import ask

        return ask(self._changed_snapshot(path, action, name, format), self._running())

    def _changed_snapshot(
        self, path: Path, action: str, name: str, format: str | None
    ) -> NewSnapshot:
        from instar.ops.snapshot import ACTIONS, Question

        if action not in ACTIONS:
            raise UsageError(f"a snapshot is changed by {', '.join(ACTIONS)}, not {action!r}")
        target = self._target(path, format)
        return Question(target=target, action=action, name=text("name", name))

    def snapshot_together(
        self, paths: Iterable[Path], wanted: Mapping[str, Any]
    ) -> list[SnapshotChanged | InstarError]:
        """Change the snapshots of each image; they wait for the storage together."""
        from instar.ops.snapshot import asking
        from instar.sandbox.together import together

        def change(path: Path) -> Waiting[SnapshotChanged]:
            return (yield from asking(self._changed_snapshot(path, **wanted), self._running()))

        return together([change(path) for path in paths])

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

        question = Question(
            target=self._target(path, format, allow_write),
            base=None if base is None else file_name("base", base),
            drop=drop,
            force=force,
            rate=whole_number("rate", rate, 0, UINT64_MAX),
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

        target, wanted = self._target(path, format), steps(actions)
        does = {step.action for step in wanted}
        needs("granularity", granularity, "add", "add" in does)
        needs("source", source is not None, "merge", "merge" in does)
        needs("source_format", source_format is not None, "source", source is not None)
        question = Question(
            target=target,
            name=text("name", name),
            steps=wanted,
            granularity=whole_number("granularity", granularity, 0, INT64_MAX),
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
        allow_write: Sequence[Path] = (),
        secret: str | None = None,
        secrets: Mapping[str, str | bytes | bytearray] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> Amended:
        """Change `options` of the image at `path`, such as `compat` or `refcount_bits`. `secret` is
        the id of the one, among `secrets`, that opens the image. What loses data needs `force`.

        All of the change is made, durably, or none. `allow_write` is as in `resize`.
        """
        from instar.ops.amend import Question, ask
        from instar.secret import wipe_all

        target = self._target(path, format, allow_write)
        question = Question(
            target=replace(target, source=with_secrets(target.source, secret_ids(secret))),
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
        allow_write: Sequence[Path] = (),
    ) -> Rebased:
        """Let the image at `path` name another backing image, or None. The name is stored as it is,
        and read from where the image is.

        The disk reads the same: what the new backing image has otherwise is copied into the image
        first, with `compress` as compressed clusters. With `unsafe` no disk is looked at. An image
        with internal snapshots, which may read something else then, is rebased with `force`.
        `allow_write` is as in `resize`.
        """
        from instar.ops.rebase import Question, ask

        needs("backing_format", backing_format is not None, "backing", backing is not None)
        if compress and unsafe:
            raise UsageError("compress is for what is copied, which nothing is with unsafe")
        question = Question(
            target=self._target(path, format, allow_write),
            backing=None if backing is None else text("backing", backing),
            backing_format=backing_format,
            unsafe=unsafe,
            compress=compress,
            force=force,
        )
        return ask(question, self._running())

    def _target(self, path: Path, format: str | None, allow_write: Sequence[Path] = ()) -> Target:
        """An image that is changed in place."""
        from instar.ops.in_place import Target

        return Target(
            source=named_source(path, format, self._profile),
            profile=self._profile,
            access=self._access,
            allow_write=directories("allow_write", allow_write),
        )
