# SPDX-License-Identifier: Apache-2.0
"""Sizes for people, as qemu-img spells them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile

_UNITS = ("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei")
_OLD_UNITS = "KMGT"
_PER_UNIT = 1024


def human_size(size: int, profile: Profile) -> str:
    """Three digits and a unit."""
    return _size(size) if profile.info_iec_units else _old_size(size)


def _size(size: int) -> str:
    """Units change at 1000, so that no number has more than three digits before its point."""
    exponent = int(size * _PER_UNIT / 1000).bit_length()
    unit = max(exponent - 1, 0) // 10
    return f"{size / _PER_UNIT**unit:.3g} {_UNITS[unit]}B"


def _old_size(size: int) -> str:
    """Up to 4.0: one digit after the point below ten of a unit, none above."""
    if size <= 999:
        return str(size)
    base = _PER_UNIT
    for number, unit in enumerate(_OLD_UNITS):
        if size < 10 * base:
            return f"{size / base:.1f}{unit}"
        if size < 1000 * base or number == len(_OLD_UNITS) - 1:
            return f"{(size + base // 2) // base}{unit}"
        base *= _PER_UNIT
    raise AssertionError(size)
