# SPDX-License-Identifier: Apache-2.0
"""One run: memory laid out, a machine over it, doorbells answered until the guest is done."""

from __future__ import annotations

from instar import finder
from instar.generated import boot
from instar.generated import memory as memory_map
from instar.record import Record
from instar.sandbox import images
from instar.sandbox.access import Reach, Refusal
from instar.sandbox.backing import PrivateMemory, SharedMemory
from instar.sandbox.channel import Channel
from instar.sandbox.errors import (
    GuestCrash,
    GuestError,
    GuestProtocolError,
    SandboxError,
    SandboxUnavailable,
)
from instar.sandbox.guestmemory import GuestMemory, check_size
from instar.sandbox.limits import DEFAULT_DEADLINE, DEFAULT_TIMEOUT, Deadline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Protocol

    from instar.generated.messages import GuestMessage
    from instar.sandbox.attach import Attacher
    from instar.sandbox.block import BlockDevice
    from instar.sandbox.disk import Disk
    from instar.sandbox.keys import Deriver

    class Machine(Protocol):
        """What kinds of sandbox have in common."""

        kind: str

        def begin(
            self, core: images.Image, operation: images.Image, timeout: float, deadline: Deadline
        ) -> None: ...

        def resume(self) -> int: ...

        def finish(self) -> None: ...

        def close(self) -> None: ...


MAX_REQUEST_SIZE = boot.LEN_REQUEST_MAX
"""Largest block request that a run may be given, and its default."""

_QUEUE = int(boot.BootDoorbell.QUEUE)
_CHANNEL = int(boot.BootDoorbell.CHANNEL)
_ATTACH = int(boot.BootDoorbell.ATTACH)
_KEY = int(boot.BootDoorbell.KEY)
_DONE = int(boot.BootDoorbell.DONE)
_PANIC = int(boot.BootDoorbell.PANIC)


class Result(Record):
    """How a run ended. What it found went to `on_message`."""

    ok: bool
    """Whether the operation succeeded; if not, it has sent an error."""
    disks: tuple[Disk, ...]
    """All files of the run, by number: those given, then those attached."""
    refusals: tuple[Refusal, ...]
    """Names that the host did not attach, and why."""
    num_doorbells: int
    num_requests: int
    num_bytes: int


class Sandbox:
    """A place for runs, one after another. Each starts from pristine memory and registers.

    Several sandboxes may run at once in several threads; one sandbox is for one thread at a time.
    After a `GuestError` the sandbox is closed: a guest that misbehaved is not reused.
    """

    def __init__(
        self, kind: str, memory: int = memory_map.LEN_DEFAULT, timeout: float = DEFAULT_TIMEOUT
    ) -> None:
        self.kind = kind
        self.operation = ""
        """What ran last."""
        self.timeout = timeout
        if kind not in ("kvm", "process"):
            raise ValueError(f"no sandbox is called {kind!r}")
        check_size(memory)
        backing = PrivateMemory if kind == "kvm" else SharedMemory
        try:
            self._memory = GuestMemory(backing(memory))
        except OSError as error:
            raise SandboxUnavailable(kind, f"no memory for a guest: {error.strerror}") from error
        self._used = False
        self._machine: Machine | None = None
        try:
            self._machine = _make_machine(kind, self._memory)
        except BaseException:
            self._memory.close()
            raise

    @property
    def closed(self) -> bool:
        return self._machine is None

    def close(self) -> None:
        if self._machine is not None:
            self._machine.close()
            self._machine = None
            self._memory.close()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()

    def run(
        self,
        op: str,
        config: bytes,
        disks: Sequence[Disk] = (),
        on_message: Callable[[GuestMessage], None] = lambda message: None,
        *,
        reach: Reach | None = None,
        request_size: int = MAX_REQUEST_SIZE,
        on_attach: Callable[[Disk], None] | None = None,
        deadline: float | None = DEFAULT_DEADLINE,
    ) -> Result:
        """Run an operation to its end. Files that it attached are closed when this returns; those
        given are not.

        `deadline` is how many seconds the run may take in all, the host's work for it included;
        None is for operations that take as long as they take. The time in which `on_message` takes
        extents does not count.

        Where `reach` has secrets, of which the guest may have keys derived, its memory is
        overwritten when it ends.

        `on_attach` hears of each attached file before the guest does, for listeners that name files
        as messages come.
        """
        machine = self._machine
        if machine is None:
            raise SandboxError("the sandbox is closed")
        if request_size & (request_size - 1):
            raise ValueError(f"request_size must be a power of two, not {request_size}")
        if self._used:
            self._memory.pristine()
        self._used = True
        if any(disk.output is not None for disk in disks):
            from instar.sandbox.access import check_apart

            check_apart(disks)
        until = Deadline(deadline, self.kind)
        self.operation = op
        core, operation = images.core(self.kind), images.operation(op)
        entries = [disk.entry() for disk in disks]
        self._memory.load(core, operation, config, entries, request_size, _head_of(disks))
        run = _Run(
            machine, self._memory, list(disks), on_message, reach or Reach(), on_attach, until
        )
        try:
            machine.begin(core, operation, self.timeout, until)
            return run.serve(core.segments + operation.segments, operation.arena)
        except BaseException as error:
            # Whatever went wrong, in the guest or in the listener: the guest is in the middle
            # of something.
            if isinstance(error, GuestError):
                error.name = disks[0].name if disks else ""
                error.messages = tuple(run.channel.last)
            machine.finish()
            self.close()
            raise
        finally:
            machine.finish()
            run.close()
            if run.reach.secrets and not self.closed:
                self._memory.pristine()
                self._used = False


def _head_of(disks: Sequence[Disk]) -> Callable[[memoryview], int]:
    """What reads the first bytes of the first file into a buffer, and says how many, where a guest
    would ask for them first. One that cannot be read is left to the guest, which says so.
    """

    def read(buffer: memoryview) -> int:
        if not disks or not disks[0].begins_with_head:
            return 0
        from instar.sandbox import transfer

        length = min(disks[0].size, len(buffer))
        try:
            transfer.read(disks[0], [buffer[:length]], 0, length)
        except OSError:
            return 0
        return length

    return read


class _Run:
    """The host's side of one run."""

    def __init__(
        self,
        machine: Machine,
        guest: GuestMemory,
        disks: list[Disk],
        on_message: Callable[[GuestMessage], None],
        reach: Reach,
        on_attach: Callable[[Disk], None] | None,
        deadline: Deadline,
    ) -> None:
        self.machine = machine
        self.view = guest.view
        self.disks = disks
        self.channel = Channel(guest.view, machine.kind, on_message, deadline)
        self.reach = reach
        self.on_attach = on_attach
        self.deadline = deadline
        self.attacher: Attacher | None = None
        self.deriver: Deriver | None = None

    def close(self) -> None:
        """Close what the run opened."""
        if self.attacher is not None:
            self.attacher.close()

    def serve(
        self, segments: Sequence[images.Segment], arena: int = memory_map.OFS_ARENA
    ) -> Result:
        """Answer doorbells until the guest is done. Devices are there when they are first asked
        for.
        """
        resume, drain, check = self.machine.resume, self.channel.drain, self.deadline.check
        device: BlockDevice | None = None
        num = 0
        while True:
            doorbell = resume()
            num += 1
            check()
            heard = drain()
            if doorbell == _QUEUE:
                if device is None:
                    device = self._device(segments, arena)
                device.serve()
            elif doorbell == _DONE:
                return self._result(num, device)
            elif doorbell == _ATTACH:
                attached = self._attacher().serve()
                if attached is not None:
                    self._announce(attached, device)
            elif doorbell == _KEY:
                self._deriver().serve()
            elif doorbell == _PANIC:
                raise self._panic()
            elif doorbell != _CHANNEL:
                raise GuestProtocolError(self.machine.kind, f"doorbell {doorbell}")
            elif not heard:  # all else has a limit; this could go on forever
                raise GuestProtocolError(self.machine.kind, "rang for an empty channel")

    def _announce(self, attached: Disk, device: BlockDevice | None) -> None:
        if device is not None:
            device.budget.add(attached)
        if self.on_attach is not None:
            self.on_attach(attached)

    def _device(self, segments: Sequence[images.Segment], arena: int) -> BlockDevice:
        from instar.sandbox.block import BlockDevice, writable_regions

        regions = writable_regions(segments)
        return BlockDevice(self.view, self.machine.kind, self.disks, regions, self.deadline, arena)

    def _attacher(self) -> Attacher:
        from instar.sandbox.attach import Attacher

        if self.attacher is None:
            self.attacher = Attacher(self.view, self.machine.kind, self.disks, self.reach)
        return self.attacher

    def _deriver(self) -> Deriver:
        from instar.sandbox.keys import Deriver

        if self.deriver is None:
            self.deriver = Deriver(self.view, self.machine.kind, self.reach.secrets, self.deadline)
        return self.deriver

    def _result(self, num_doorbells: int, device: BlockDevice | None) -> Result:
        return Result(
            ok=self.channel.status() == 0 and not self._has_failed(),
            disks=tuple(self.disks),
            refusals=tuple(self.attacher.refusals) if self.attacher else (),
            num_doorbells=num_doorbells,
            num_requests=device.num_requests if device else 0,
            num_bytes=device.num_bytes if device else 0,
        )

    def _has_failed(self) -> bool:
        """Whether a change to an output failed. It counts, not what the guest makes of it."""
        return any(disk.output is not None and disk.output.failure for disk in self.disks)

    def _panic(self) -> GuestError:
        from instar.generated import panic
        from instar.generated.enums.panic import PanicReason
        from instar.text import spelled

        start = memory_map.OFS_CONTROL + panic.OFS_RECORD
        try:
            record = panic.PanicRecord.unpack(
                bytes(self.view[start : start + panic.PanicRecord.SIZE])
            )
        except ValueError as error:
            return GuestProtocolError(self.machine.kind, str(error))
        try:
            reason = spelled(PanicReason(record.reason))
        except ValueError:
            reason = f"reason {record.reason}"
        return GuestCrash(self.machine.kind, f"panic: {reason}, {record.value:#x}")


def _make_machine(kind: str, guest: GuestMemory) -> Machine:
    if kind == "kvm":
        finder.load("instar.sandbox", ("kvm_api", "watchdog", "kvm"))
        from instar.sandbox.kvm import KvmMachine

        return KvmMachine(guest)
    from instar.sandbox.process import ProcessMachine

    return ProcessMachine(guest)
