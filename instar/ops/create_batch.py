# SPDX-License-Identifier: Apache-2.0
"""New images that share what is slow: measuring an empty disk, writing equal files, and waiting
for the storage.
"""

from __future__ import annotations

from _thread import allocate_lock
from contextlib import ExitStack

from instar.ops.create_files import Written, copy, keep, open_files, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable

    from instar.ops.create_files import Order
    from instar.ops.measure import Measurement, Measurer
    from instar.ops.run import Runner
    from instar.sandbox.outputs import NewFile

MAX_FILES = 128
"""Files that are open at once, each with its directory and what it replaces."""


class Batch:
    """Images that are written one by one, and get their names together when the `with` block ends,
    or some of them before, when many files are open. An error ends the block without names.

    `aside`: those that get their names before do so while the next ones are written; a thread waits
    for the storage. As many files are open at once, so they come in smaller groups.
    """

    def __init__(self, runner: Runner, *, aside: bool = False) -> None:
        self._runner = runner
        self._most = MAX_FILES // 2 if aside else MAX_FILES
        self._is_aside = aside
        self._aside: _Aside | None = None
        self._lock = allocate_lock()
        self._stack = ExitStack()
        self._written: list[Written] = []
        self._num_files = 0
        self._measured: dict[Hashable, Measurement] = {}
        self._models: dict[bytes, Written] = {}
        self.has_failed = False
        """Whether images that were written have got no names, since some could not be kept."""

    def measure(self, measurer: Measurer, options: Hashable) -> Measurement:
        """What an empty disk takes, asked once for disks of the same options."""
        key = (measurer.config(), options)
        found = self._measured.get(key)
        if found is None:
            found = self._measured[key] = measurer.measure(self._runner)
        return found

    def write(self, order: Order) -> Written:
        """Write an image that is still without a name."""
        with ExitStack() as stack:
            files = open_files(order, stack)
            written = self._copied(order, files) or write(order, files, stack, self._runner)
            self.add(order, written, stack)
        return written

    def add(self, order: Order, written: Written, stack: ExitStack) -> None:
        """Take an image over that was written, with the files that `stack` holds."""
        with self._lock:
            self._stack.push(stack.pop_all())
            self._written.append(written)
            if order.pattern is not None:
                self._models.setdefault(order.pattern, written)
            self._num_files += len(written.files)
            is_full = self._num_files >= self._most
        if is_full:
            (self._keep_aside if self._is_aside else self.keep)()

    def _copied(self, order: Order, files: list[NewFile]) -> Written | None:
        """A copy of an equal image, if there is one; its file is open for as long as the lock is
        held.
        """
        if order.pattern is None:
            return None
        with self._lock:
            model = self._models.get(order.pattern)
            return None if model is None else copy(model, order, files)

    def keep(self) -> None:
        """Put the images on stable storage, under their names."""
        written, stack = self._taken()
        with stack:
            self._join()
            if not written:
                return
            try:
                keep(written)
            except BaseException:
                self.has_failed = True
                raise

    def _taken(self) -> tuple[list[Written], ExitStack]:
        """The images that have no names yet, and what holds their files."""
        with self._lock:
            self._models.clear()  # a file that has its name may be changed by anybody
            written, self._written = self._written, []
            stack, self._stack = self._stack, ExitStack()
            self._num_files = 0
        return written, stack

    def _keep_aside(self) -> None:
        """The same in a thread, once those before have their names."""
        self._join()
        self._aside = _Aside(*self._taken())

    def _join(self) -> None:
        """Wait until those that were kept aside have their names."""
        error = self._wait()
        if error is not None:
            raise error

    def _wait(self) -> BaseException | None:
        """The same; returns the error."""
        aside, self._aside = self._aside, None
        error = None if aside is None else aside.wait()
        self.has_failed |= error is not None
        return error

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, kind: object = None, *reason: object) -> None:
        if kind is None:
            self.keep()
        with self._stack:
            self._wait()
            self._written.clear()
            self._models.clear()


class _Aside:
    """Images that get their names in a thread."""

    def __init__(self, written: list[Written], stack: ExitStack) -> None:
        from threading import Thread

        self._written = written
        self._stack = stack
        self._error: BaseException | None = None
        self._thread = Thread(target=self._keep, name="instar-keep", daemon=True)
        self._thread.start()

    def _keep(self) -> None:
        try:
            with self._stack:
                keep(self._written)
        except BaseException as error:
            self._error = error

    def wait(self) -> BaseException | None:
        """Wait until that is over; returns the error that it ended with."""
        self._thread.join()
        return self._error
