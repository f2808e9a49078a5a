# SPDX-License-Identifier: Apache-2.0
"""How long a run may take, its guest's work and the host's together."""

from __future__ import annotations

from time import monotonic

from instar.sandbox.errors import GuestTimeout

DEFAULT_TIMEOUT = 60.0
"""Seconds that a guest may go on without ringing."""

DEFAULT_DEADLINE = 600.0
"""Seconds that a question may take in all, the host's work included."""

NEVER = float("inf")


class Deadline:
    """When a run has to be over. `seconds` None is for work that takes as long as it takes."""

    __slots__ = ("at", "kind", "seconds")

    def __init__(self, seconds: float | None, kind: str) -> None:
        self.seconds = seconds
        self.kind = kind
        self.at = NEVER if seconds is None else monotonic() + seconds

    def check(self) -> None:
        """Called between any two steps of the host's work."""
        if monotonic() > self.at:
            raise self.passed()

    def extend(self, seconds: float) -> None:
        """Time that was spent on neither the guest nor for it."""
        self.at += seconds

    def passed(self) -> GuestTimeout:
        """What is raised when it is too late."""
        return GuestTimeout(
            self.kind, f"not done after {self.seconds:g} seconds; --max-time allows more"
        )
