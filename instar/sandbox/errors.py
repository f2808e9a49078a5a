# SPDX-License-Identifier: Apache-2.0
"""How a run can fail. Exceptions hold data; `str()` is the one line for the user."""

from __future__ import annotations

from instar.errors import LimitError, OpenError, SandboxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "DiskError",
    "GuestCrash",
    "GuestError",
    "GuestLimit",
    "GuestProtocolError",
    "GuestTimeout",
    "SandboxError",
    "SandboxUnavailable",
]


class SandboxUnavailable(SandboxError):
    """This machine cannot give a sandbox of that kind."""

    code = "no-sandbox"

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(kind, reason)
        self.kind = kind
        self.reason = reason

    def __str__(self) -> str:
        return f"the {self.kind} sandbox is not available: {self.reason}"


class DiskError(OpenError):
    """A file could not be opened, or is not one that may be. `reason` is qemu-img's where it has
    one.
    """


class GuestError(SandboxError):
    """The guest was ended. What is known of it is for `--debug`."""

    code = "guest"

    def __init__(
        self,
        kind: str,
        reason: str,
        *,
        name: str = "",
        registers: Mapping[str, int] | None = None,
        messages: Sequence[object] = (),
    ) -> None:
        super().__init__(kind, reason)
        self.kind = kind
        self.reason = reason
        self.name = name
        self.registers: Mapping[str, int] = registers or {}
        self.messages = tuple(messages)

    def _while(self) -> str:
        return f" while reading {self.name}" if self.name else ""

    def details(self) -> str:
        """Registers and the last messages, as `--debug` prints them."""
        lines = [f"{name:>6} {value:#018x}" for name, value in self.registers.items()]
        return "\n".join([*lines, *(f"message {message!r}" for message in self.messages)])


class GuestCrash(GuestError):
    """The guest did what it may not, or gave up."""

    code = "guest-crash"

    def __str__(self) -> str:
        return f"guest crashed{self._while()} ({self.kind} {self.reason})"


class GuestProtocolError(GuestError):
    """The guest asked the host for something that the ABI does not allow."""

    code = "guest-protocol"

    def __str__(self) -> str:
        return f"guest broke the protocol{self._while()} ({self.reason})"


class GuestLimit(GuestError, LimitError):
    """The guest asked for more of the host's work than its files justify."""

    code = "guest-limit"

    def __str__(self) -> str:
        return f"guest ended{self._while()} ({self.reason})"


class OutputLimit(LimitError):
    """More would be written than the user allows."""

    code = "output-limit"

    def __init__(self, name: str, limit: int) -> None:
        super().__init__(name, limit)
        self.name = name
        self.limit = limit

    def __str__(self) -> str:
        return f"'{self.name}' takes more than the {self.limit} bytes that it may (--max-output)"


class GuestTimeout(GuestError, LimitError):
    """The guest made no progress for too long, or the run was not done by its deadline."""

    code = "guest-timeout"

    def __str__(self) -> str:
        return f"guest ended{self._while()} ({self.reason})"
