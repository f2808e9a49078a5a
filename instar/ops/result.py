# SPDX-License-Identifier: Apache-2.0
"""What all answers have."""

from __future__ import annotations

from instar.record import Record, as_dict


class Plain:
    """An answer that can be shown as it is."""

    __slots__ = ()

    def to_dict(self) -> dict[str, object]:
        """Everything as plain Python types."""
        return as_dict(self)


class Result(Plain, Record, kw_only=True):
    """The answer of a guest."""

    warnings: tuple[str, ...] = ()
    sandbox: str = ""
    """The kind of sandbox that ran, `kvm` or `process`; empty where none had to."""
