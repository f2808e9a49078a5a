# SPDX-License-Identifier: Apache-2.0
"""Values of options: how they are typed, read and kept."""

from __future__ import annotations

from _collections_abc import Mapping

from instar.generated import refusals
from instar.options.refusing import refused
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instar.errors import UsageError
    from instar.generated.profiles import Profile
    from instar.layout.options import Option, Value

_TRUE = ("on", "yes", "true", "y")
FALSE = ("off", "no", "false", "n")


class Options(Mapping[str, "Value"]):
    """Options by name, not to be changed."""

    __slots__ = ("_values",)

    def __init__(self, values: Iterable[tuple[str, Value]] = ()) -> None:
        self._values = dict(values)

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        return repr(self._values)


class Setting(Record):
    """A value that was asked for: by `-o`, or by a flag of its own, whose name `origin` then keeps
    for messages.
    """

    name: str
    value: str
    origin: str


def read_settings(
    settings: Iterable[Setting],
    options: Mapping[str, Option],
    profile: Profile,
    warnings: list[str],
) -> dict[str, Value]:
    """Read values in the order given, the last one of a name winning; the first bad one is the
    error, as in qemu-img.
    """
    values: dict[str, Value] = {}
    for setting in settings:
        option = options.get(setting.name)
        if option is None or not option.known_to(profile):
            if setting.name == "id":
                # Every option group of qemu has an id, which is ignored here.
                continue
            raise _unknown(setting, options, profile)
        values[setting.name] = _read_value(option.kind, setting, profile, warnings)
    return values


def _unknown(setting: Setting, options: Mapping[str, Option], profile: Profile) -> UsageError:
    from instar.options.nearest import nearest

    error = refused(refusals.UNKNOWN_OPTION, profile, name=setting.origin)
    if setting.origin != setting.name:  # a flag, which another target has
        return error
    known = (name for name, option in options.items() if option.known_to(profile))
    return error.hinting(nearest(setting.name, known))


def _read_value(kind: str, setting: Setting, profile: Profile, warnings: list[str]) -> Value:
    match kind:
        case "str":
            return setting.value
        case "bool":
            return _read_bool(setting, profile)
        case "num":
            return _read_number(setting, profile)
        case "size":
            return read_size(setting, profile, warnings)
    raise AssertionError(kind)


def _bad(fault: int, setting: Setting, profile: Profile) -> UsageError:
    return refused(fault, profile, name=setting.origin, given=setting.value)


def _read_bool(setting: Setting, profile: Profile) -> bool:
    if setting.value in _TRUE:
        return True
    if setting.value in FALSE:
        return False
    raise _bad(refusals.NO_SWITCH, setting, profile)


def _read_number(setting: Setting, profile: Profile) -> int:
    """An unsigned number as C reads it: decimal, octal after 0, hexadecimal after 0x; a negative
    one wraps.
    """
    text = setting.value.lstrip(" \t\n\v\f\r")
    negative = text.startswith("-")
    digits = text[1:] if text[:1] in ("-", "+") else text
    try:
        if not digits.isascii() or not digits.isalnum() or len(digits) > 4000:
            raise ValueError(digits)
        value = int(digits, _base(digits))
    except ValueError:
        raise _bad(refusals.NO_NUMBER, setting, profile) from None
    if value >> 64:
        raise _bad(refusals.NUMBER_TOO_LARGE, setting, profile)
    return -value & 0xFFFFFFFFFFFFFFFF if negative else value


def _base(digits: str) -> int:
    if digits[:2] in ("0x", "0X"):
        return 16
    return 8 if digits.startswith("0") else 10


def read_size(setting: Setting, profile: Profile, warnings: list[str]) -> int:
    """A size, as qemu-img's option parser reads it."""
    from instar.options.size import SizeRangeError, SizeSyntaxError, parse_size

    try:
        return parse_size(
            setting.value,
            profile,
            negative_is_syntax=profile.option_negative_is_syntax,
            warnings=warnings,
        )
    except SizeRangeError:
        raise _bad(refusals.SIZE_OUT_OF_RANGE, setting, profile) from None
    except SizeSyntaxError:
        raise _bad(refusals.NO_SIZE, setting, profile) from None
