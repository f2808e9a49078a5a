# SPDX-License-Identifier: Apache-2.0
"""The process sandbox: the same guest in a process that can read and write one byte at a time on
one socket, and exit.

A new process is made for every run: whatever a guest did to its process, no later run sees it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import socket
import struct

from instar.generated.boot import (
    DOORBELL_DESCRIPTOR,
    MEMORY_DESCRIPTOR,
    BootDoorbell,
    BootRunnerStep,
)
from instar.sandbox import images
from instar.sandbox.backing import SharedMemory
from instar.sandbox.errors import GuestCrash, GuestProtocolError, GuestTimeout, SandboxUnavailable
from instar.sandbox.guestmemory import GuestMemory

RUNNER = "runner.elf"
_TIMEVAL = struct.Struct("@ll")
_GO = b"\0"
_STEPS = {int(step): step.name.lower().replace("_", " ") for step in BootRunnerStep}


class ProcessMachine:
    """One process at a time over one memory."""

    kind = "process"

    def __init__(self, guest: GuestMemory) -> None:
        assert isinstance(guest.backing, SharedMemory)
        self._memory = guest.backing
        self._runner = images.find(RUNNER)
        self._pid = 0
        self._socket: socket.socket | None = None
        self._waiting = False
        self._timeout = 0.0

    def close(self) -> None:
        self.finish()

    def begin(self, core: images.Image, operation: images.Image, timeout: float) -> None:
        """Start the runner, which maps the images as their headers say, and wait until it is locked
        in.
        """
        del core, operation
        self._timeout = timeout
        here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket = here
        seconds, fraction = divmod(timeout, 1)
        here.setsockopt(
            socket.SOL_SOCKET,
            socket.SO_RCVTIMEO,
            _TIMEVAL.pack(int(seconds), int(fraction * 1e6) or 1),
        )
        with there:
            self._spawn(there.fileno())
        doorbell = self._receive()
        if doorbell is None:
            raise SandboxUnavailable(self.kind, self._end())
        if doorbell != BootDoorbell.READY:
            raise SandboxUnavailable(self.kind, f"the runner said {doorbell}")
        self._waiting = True

    def _spawn(self, doorbell: int) -> None:
        """`posix_spawn` with nothing of ours: no environment, two descriptors, the default signals,
        its own group.
        """
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 3) for fd in (doorbell, self._memory.fd)]
        actions = [
            (os.POSIX_SPAWN_DUP2, high[0], DOORBELL_DESCRIPTOR),
            (os.POSIX_SPAWN_DUP2, high[1], MEMORY_DESCRIPTOR),
        ]
        try:
            self._pid = os.posix_spawn(
                self._runner,
                ["instar-guest"],
                {},
                file_actions=actions,
                setpgroup=0,
                setsigmask=(),
                setsigdef=(signal.SIGPIPE, signal.SIGXFSZ),
            )
        except OSError as error:
            reason = f"{self._runner}: {os.strerror(error.errno or errno.EIO)}"
            raise SandboxUnavailable(self.kind, reason) from error
        finally:
            for fd in high:
                os.close(fd)

    def resume(self) -> int:
        """Let the guest run to its next doorbell, and say which."""
        assert self._socket is not None
        if self._waiting:
            try:
                self._socket.send(_GO, socket.MSG_NOSIGNAL | socket.MSG_DONTWAIT)
            except (BrokenPipeError, ConnectionResetError):
                raise GuestCrash(self.kind, self._end()) from None
            except BlockingIOError:  # hundreds of answers that nobody has read
                raise GuestProtocolError(self.kind, "rings without waiting for an answer") from None
        self._waiting = True
        doorbell = self._receive()
        if doorbell is None:
            raise GuestCrash(self.kind, self._end())
        return doorbell

    def _receive(self) -> int | None:
        """The guest's next byte; None when it is gone."""
        assert self._socket is not None
        try:
            data = self._socket.recv(1)
        except BlockingIOError:
            raise GuestTimeout(self.kind, f"no progress for {self._timeout:g} seconds") from None
        except ConnectionResetError:
            return None
        return data[0] if data else None

    def _end(self) -> str:
        """How the process ended, in words."""
        status = self._reap()
        if status is None:
            return "ended; who reaped it knows how"
        if os.WIFSIGNALED(status):
            return _signal_name(os.WTERMSIG(status))
        code = os.WEXITSTATUS(status)
        return f"{_STEPS[code]} failed" if code in _STEPS else f"exit status {code}"

    def _reap(self) -> int | None:
        pid, self._pid = self._pid, 0
        try:
            return os.waitpid(pid, 0)[1] if pid else None
        except ChildProcessError:
            return None

    def finish(self) -> None:
        """The run is over, however it ended: so is its process."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            self._reap()
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self._waiting = False


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # most of the real-time signals have none
        return f"signal {number}"
