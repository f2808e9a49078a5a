# SPDX-License-Identifier: Apache-2.0
"""Conversions of small disks in one run: a guest opens the source, says what it is, and reads what
to make of it.
"""

from __future__ import annotations

from contextlib import ExitStack

from instar.errors import SandboxError
from instar.generated.convert import ConvertConfig
from instar.ops.create_files import finish, open_files, outputs_of
from instar.ops.work import LEAST
from instar.record import replace
from instar.sandbox.access import Output, check_apart
from instar.sandbox.disk import Disk
from instar.sandbox.order import Declined, Order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from instar.generated.messages import Opened
    from instar.ops.create_batch import Batch
    from instar.ops.create_files import Order as Wanted
    from instar.ops.create_files import Written
    from instar.ops.run import Job, Runner
    from instar.sandbox.outputs import NewFile

_MOST_WRITTEN = 8 * LEAST
"""Bytes that a small disk is written with, at the very most."""


class Direct:
    """One such conversion. `decide` hears what the source is, and says what is written of it; None
    where that takes a run of its own.
    """

    def __init__(self, decide: Callable[[Opened], Wanted | None], runner: Runner) -> None:
        self._decide = decide
        self._runner = runner
        self._opened: list[Opened] = []
        self._wanted: Wanted | None = None
        self._files: list[NewFile] = []
        self._stack = ExitStack()
        self._output = Disk(-1, "", 0, (-1, id(self)), output=Output(0, _MOST_WRITTEN))
        self._disks: tuple[Disk, ...] = ()

    def run(self, job: Job, batch: Batch) -> tuple[Wanted, Written] | None:
        """Run the job, which has the source; the image is added to the batch."""
        order = Order(self._runner.pool.kind, ConvertConfig.SIZE, self._make)
        self._disks = tuple(disk for disk in (job.disk, *job.others) if disk is not None)
        outputs, desk = (self._output,), order.disk()
        job = replace(job, outputs=outputs, desk=desk, on_opened=self._opened.append)
        with self._stack:
            try:
                outcome = self._runner.run(job)
            except Declined as declined:
                raise declined.error from None
            if not order.is_made:
                raise outcome.unexpected()
            if self._wanted is None:
                if outcome.code or outcome.results:
                    raise outcome.unexpected()
                return None
            written = finish(self._wanted, self._files, outcome, self._runner)
            batch.add(self._wanted, written, self._stack)
            return self._wanted, written

    def _make(self) -> bytes:
        """The order, when the guest asks for it."""
        if len(self._opened) != 1:
            raise SandboxError("the guest asks for its order out of turn")
        wanted = self._decide(self._opened[0])
        if wanted is None or not _is_simple(wanted):
            return b""
        self._files = open_files(wanted, self._stack)
        (made,) = outputs_of(wanted, self._files)
        output = self._output
        output.fd, output.name, output.identity = made.fd, made.name, made.identity
        output.output, output.owns_fd = made.output, False
        check_apart((*self._disks, output))
        self._wanted = wanted
        return wanted.config


def _is_simple(wanted: Wanted) -> bool:
    """Whether nothing is written but one file, in the clear, of which all is known beforehand."""
    needs_more = wanted.parent or wanted.secret or wanted.names.others()
    return not needs_more and wanted.bound().max_written <= _MOST_WRITTEN
