# SPDX-License-Identifier: Apache-2.0
"""The process sandbox: the same guest in a process that can read and write one byte at a time on
one socket, and exit.

A new process is made for every run: whatever a guest did to its process, no later run sees it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import resource

from instar.generated.boot import (
    DOORBELL_DESCRIPTOR,
    MEMORY_DESCRIPTOR,
    BootDoorbell,
)
from instar.sandbox import images
from instar.sandbox.backing import SharedMemory
from instar.sandbox.errors import GuestCrash, GuestProtocolError, GuestTimeout, SandboxUnavailable
from instar.sandbox.guestmemory import GuestMemory
from instar.sandbox.limits import Deadline
from instar.sandbox.watchdog import Watch, signal, watchdog

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket
else:
    import _socket as socket  # `socket` adds enums to it, and so the import of `enum`

RUNNER = "runner.elf"
_GO = b"\0"
_SPARE_SECONDS = 2
"""Of processor time over the deadline, so that it is the watchdog that ends a guest."""


class ProcessMachine:
    """One process at a time over one memory."""

    kind = "process"

    def __init__(self, guest: GuestMemory) -> None:
        assert isinstance(guest.backing, SharedMemory)
        self._memory = guest.backing
        # It runs as we do before it locks itself in, so it is held to its hash.
        self._runner = images.program(RUNNER)
        self._process = -1
        """A descriptor of the guest's process: unlike its number, it never means another."""
        self._socket: socket.socket | None = None
        self._watch: Watch | None = None
        self._waiting = False

    def close(self) -> None:
        self.finish()

    def begin(
        self, core: images.Image, operation: images.Image, timeout: float, deadline: Deadline
    ) -> None:
        """Start the runner, which maps the images as their headers say, and wait until it is locked
        in.
        """
        del core, operation
        here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket = here
        try:
            self._spawn(there.fileno(), deadline)
        finally:
            there.close()
        self._watch = Watch(timeout, deadline, self._kill)
        watchdog().start(self._watch)
        doorbell = self._receive()
        if doorbell is None:
            gone = self._gone()
            if isinstance(gone, GuestTimeout):
                raise gone
            raise SandboxUnavailable(self.kind, gone.reason)
        if doorbell != BootDoorbell.READY:
            raise SandboxUnavailable(self.kind, f"the runner said {doorbell}")
        self._waiting = True

    def _spawn(self, doorbell: int, deadline: Deadline) -> None:
        """`posix_spawn` with nothing of ours: no environment, two descriptors, the default signals,
        its own group.
        """
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 3) for fd in (doorbell, self._memory.fd)]
        actions = [
            (os.POSIX_SPAWN_DUP2, high[0], DOORBELL_DESCRIPTOR),
            (os.POSIX_SPAWN_DUP2, high[1], MEMORY_DESCRIPTOR),
        ]
        try:
            pid = os.posix_spawn(
                self._runner,
                ["instar-guest"],
                {},
                file_actions=actions,
                setpgroup=0,
                setsigmask=(),
                setsigdef=(signal.SIGPIPE, signal.SIGXCPU, signal.SIGXFSZ),
            )
        except OSError as error:
            reason = f"{self._runner}: {os.strerror(error.errno or errno.EIO)}"
            raise SandboxUnavailable(self.kind, reason) from error
        finally:
            for fd in high:
                os.close(fd)
        self._take_charge(pid, deadline)

    def _take_charge(self, pid: int, deadline: Deadline) -> None:
        """Hold on to the new process, and bound its time should nobody be left to end it."""
        try:
            self._process = os.pidfd_open(pid)
            if deadline.seconds is not None:
                seconds = _processor_time(deadline.seconds)
                resource.prlimit(pid, resource.RLIMIT_CPU, (seconds, seconds))
        except (
            ProcessLookupError
        ):  # it ended, and a parent that ignores SIGCHLD has it reaped at once
            return
        except OSError as error:
            assert self._socket is not None
            self._socket.shutdown(socket.SHUT_RDWR)  # it waits for us there, and ends
            try:
                os.waitpid(pid, 0)
            except ChildProcessError:
                pass
            reason = f"no hold on the guest's process: {os.strerror(error.errno or errno.EIO)}"
            raise SandboxUnavailable(self.kind, reason) from error

    def resume(self) -> int:
        """Let the guest run to its next doorbell, and say which."""
        assert self._socket is not None
        if self._waiting:
            try:
                self._socket.send(_GO, socket.MSG_NOSIGNAL | socket.MSG_DONTWAIT)
            except (BrokenPipeError, ConnectionResetError):
                raise self._gone() from None
            except BlockingIOError:  # hundreds of answers that nobody has read
                raise GuestProtocolError(self.kind, "rings without waiting for an answer") from None
        self._waiting = True
        doorbell = self._receive()
        if doorbell is None:
            raise self._gone()
        return doorbell

    def _receive(self) -> int | None:
        """The guest's next byte; None when it is gone."""
        assert self._socket is not None and self._watch is not None
        self._watch.resumed()
        try:
            data = self._socket.recv(1)
        except ConnectionResetError:
            data = b""
        finally:
            self._watch.stopped()
        return data[0] if data else None

    def _gone(self) -> GuestCrash | GuestTimeout:
        """Why there is no process any more."""
        assert self._watch is not None
        return self._watch.error() if self._watch.expired else GuestCrash(self.kind, self._end())

    def _kill(self) -> None:
        try:
            signal.pidfd_send_signal(self._process, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def _end(self) -> str:
        """How the process ended, in words."""
        ended = self._reap()
        if ended is None:
            return "ended; who reaped it knows how"
        if ended.si_code != os.CLD_EXITED:
            return _signal_name(ended.si_status)
        code = ended.si_status
        from instar.generated.enums.boot import BootRunnerStep
        from instar.text import spelled

        try:
            return f"{spelled(BootRunnerStep(code))} failed"
        except ValueError:
            return f"exit status {code}"

    def _reap(self) -> os.waitid_result | None:
        """Wait for the process and let go of it; None when it is not there to be waited for."""
        process, self._process = self._process, -1
        if process < 0:
            return None
        try:
            return os.waitid(os.P_PIDFD, process, os.WEXITED)
        except ChildProcessError:
            return None
        finally:
            os.close(process)

    def finish(self) -> None:
        """The run is over, however it ended: so is its process."""
        if self._watch is not None:
            watchdog().finish(self._watch)
            self._watch = None
        if self._process >= 0:
            self._kill()
            self._reap()
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self._waiting = False


def _processor_time(seconds: float) -> int:
    """Of a guest that has so many seconds; no more than this process may have itself."""
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    wanted = int(seconds) + _SPARE_SECONDS
    return wanted if most == resource.RLIM_INFINITY else min(wanted, most)


def _signal_name(number: int) -> str:
    try:
        from signal import Signals

        return Signals(number).name
    except ValueError:  # most of the real-time signals have none
        return f"signal {number}"
