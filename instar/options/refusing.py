# SPDX-License-Identifier: Apache-2.0
"""Refusals of options that need no guest: their texts are in the specs. Imports nothing heavy."""

from __future__ import annotations

from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile


def refused(
    fault: int,
    profile: Profile | None = None,
    value: int = 0,
    *,
    name: str = "",
    given: str = "",
    kind: type[UsageError] = UsageError,
) -> UsageError:
    """What the release of `profile` says of a fault (`generated.refusals`), else the newest one."""
    return kind(words(fault, profile, value, name=name, given=given))


def words(
    fault: int,
    profile: Profile | None = None,
    value: int = 0,
    *,
    name: str = "",
    given: str = "",
) -> str:
    """The same as text."""
    from instar.faults import host_text

    number = None if profile is None else profile.number
    return host_text(fault, number, value, name=name, given=given)
