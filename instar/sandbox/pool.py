# SPDX-License-Identifier: Apache-2.0
"""Which kind of sandbox to take, and sandboxes that are used again."""

from __future__ import annotations

import os

from instar.generated import memory as memory_map
from instar.sandbox.errors import SandboxUnavailable
from instar.sandbox.limits import DEFAULT_DEADLINE, DEFAULT_TIMEOUT
from instar.sandbox.sandbox import MAX_REQUEST_SIZE, Result, Sandbox

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from instar.generated.messages import GuestMessage
    from instar.sandbox.access import Reach
    from instar.sandbox.disk import Disk

KINDS = ("auto", "kvm", "process")
"""What may be asked for; `auto` is KVM where it works, else the process sandbox."""

VARIABLE = "INSTAR_SANDBOX"
_FEW = 16
"""Runs after which a pool is expected to be asked for many more."""


def requested(kind: str | None = None) -> str:
    """The kind that was asked for: by the caller, else by the environment, else `auto`."""
    kind = kind or os.environ.get(VARIABLE) or "auto"
    if kind not in KINDS:
        raise ValueError(f"no sandbox is called {kind!r}; there are {', '.join(KINDS)}")
    return kind


class Pool:
    """Sandboxes of one kind for any number of threads.

    A run takes an idle sandbox or makes one. A sandbox that was used starts its next run from
    pristine memory and registers; one whose guest crashed, broke the protocol or ran out of time is
    not used again.
    """

    def __init__(
        self,
        kind: str = "auto",
        *,
        memory: int = memory_map.LEN_DEFAULT,
        timeout: float = DEFAULT_TIMEOUT,
        max_idle: int = 8,
    ) -> None:
        self.memory = memory
        self.timeout = timeout
        self._max_idle = max_idle
        self._idle: list[Sandbox] = []
        self._process = os.getpid()
        self._num_runs = 0
        first, self.why = _first(kind, memory, timeout)
        self.kind = first.kind
        """The kind that was chosen; `why` is empty unless `auto` has to do without KVM."""
        self._idle.append(first)

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
        """`Sandbox.run` in an idle sandbox."""
        sandbox = self._take(op)
        try:
            result = sandbox.run(
                op,
                config,
                disks,
                on_message,
                reach=reach,
                request_size=request_size,
                on_attach=on_attach,
                deadline=deadline,
            )
        except BaseException:
            sandbox.close()  # only a run that ended well gives its sandbox back
            raise
        if len(self._idle) < self._max_idle:
            self._idle.append(sandbox)
        else:
            sandbox.close()
        return result

    def _take(self, op: str) -> Sandbox:
        """An idle sandbox that ran this operation last, as it has that loaded. A pool that is used
        a lot has one for each operation.
        """
        if self._process != os.getpid():  # a virtual machine belongs to the process that made it
            self._idle.clear()
            self._process = os.getpid()
        self._num_runs += 1
        loaded = [sandbox for sandbox in self._idle if sandbox.operation == op]
        try:
            if loaded:
                self._idle.remove(loaded[-1])
                return loaded[-1]
            if self._num_runs <= _FEW or len(self._idle) == self._max_idle:
                return self._idle.pop(0)
        except (IndexError, ValueError):  # there is none, or another thread was faster
            pass
        return Sandbox(self.kind, self.memory, self.timeout)

    def close(self) -> None:
        """Close the idle sandboxes, and those that still run when they are done."""
        self._max_idle = 0
        while self._idle:
            self._idle.pop().close()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()


def _first(kind: str, memory: int, timeout: float) -> tuple[Sandbox, str]:
    """A sandbox of the kind; for `auto`, with the reason why it is not KVM."""
    if kind != "auto":
        return Sandbox(kind, memory, timeout), ""
    try:
        return Sandbox("kvm", memory, timeout), ""
    except SandboxUnavailable as error:
        return Sandbox("process", memory, timeout), str(error)
