# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=36d20813 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a guest may say: `decode`, which trusts nothing.

Each message is a class in a module of its own, which is imported when the first is said. `decode`
accepts what the guest's encoder writes and refuses the rest with `MessageError`: unknown or
repeated fields, other wire types, numbers too wide, lengths past the end. Its time and memory are
bounded by the message's length and by `MAX_ELEMENTS`.
"""

from __future__ import annotations

from os import fsdecode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from instar.generated.message.dark import Dark as Dark
    from instar.generated.message.guest_message import GuestMessage as GuestMessage
    from instar.generated.message.light import Light as Light
    from instar.generated.message.wick import Wick as Wick

    # Name, kind, whether repeated, name of the message that it is.
    _Field = tuple[str, int, bool, str]

MAX_ELEMENTS: Final = 1 << 17
"""Elements of all repeated fields of one message together: more than any image may have."""


class MessageError(ValueError):
    """Bytes that are no message of a guest."""


UINT32, UINT64, BOOL, BYTES, TEXT, MESSAGE = range(6)
_LARGEST = (1 << 32) - 1, (1 << 64) - 1, 1
"""Of each kind that is a number."""


def _varint(data: bytes, at: int, end: int) -> tuple[int, int]:
    """A number and the place after it."""
    value = shift = 0
    while at < end:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            if value >> 64 or (byte == 0 and shift):
                break
            return value, at
        shift += 7
        if shift > 63:
            break
    raise MessageError("a number is cut off or too wide")


def _number(kind: int, data: bytes, at: int, end: int) -> tuple[int, int]:
    value, at = _varint(data, at, end)
    if value > _LARGEST[kind]:
        raise MessageError("a number is too wide")
    return (bool(value) if kind == BOOL else value), at


class _Decoder:
    """One message's bytes, and how many elements it may still have."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._left = MAX_ELEMENTS

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise MessageError("too many elements")

    def _packed(self, kind: int, at: int, end: int) -> tuple[int, ...]:
        values = []
        while at < end:
            self._count()
            value, at = _number(kind, self._data, at, end)
            values.append(value)
        return tuple(values)

    @property
    def num_elements(self) -> int:
        """Of all repeated fields so far."""
        return MAX_ELEMENTS - self._left

    def message(self, title: str, at: int, end: int) -> Any:
        """The message of that name in data[at:end]."""
        cls = globals().get(title) or _imported(title)
        table = TABLES[title]
        data = self._data
        found: dict[str, Any] = {}
        lists: dict[str, list[Any]] = {}
        while at < end:
            tag = data[at]
            if tag < 0x80:
                at += 1
            else:
                tag, at = _varint(data, at, end)
            field = table.get(tag)
            if field is None:
                raise MessageError(f"{title} has no field with tag {tag}")
            name, kind, repeated, inner = field
            if at < end and data[at] < 0x80:  # most numbers and lengths are one byte
                number: int = data[at]
                at += 1
            else:
                number, at = _varint(data, at, end)
            if tag & 7:
                if number > end - at:
                    raise MessageError(f"{title}.{name} reaches past the end")
                value = self._delimited(kind, inner, at, at + number)
                at += number
            elif number > _LARGEST[kind]:
                raise MessageError("a number is too wide")
            else:
                value = bool(number) if kind == BOOL else number
            if repeated and kind >= BYTES:
                self._count()
                lists.setdefault(name, []).append(value)
            elif name in found:
                raise MessageError(f"{title}.{name} is there twice")
            else:
                found[name] = value
        for name, several in lists.items():
            found[name] = tuple(several)
        return cls(**found)

    def _delimited(self, kind: int, inner: str, at: int, end: int) -> Any:
        if kind == BYTES:
            return self._data[at:end]
        if kind == TEXT:
            return fsdecode(self._data[at:end])
        if kind == MESSAGE:
            return self.message(inner, at, end)
        return self._packed(kind, at, end)


TABLES: dict[str, dict[int, _Field]] = {}
"""The fields of each message by tag, added as classes are made."""

MODULES = {
    "Wick": "wick",
    "Light": "light",
    "Dark": "dark",
    "GuestMessage": "guest_message",
}
"""Where the classes are, in `instar.generated.message`."""

KINDS = {
    10: "Light",
    18: "Dark",
}
"""The kinds by tag."""


def decode(data: bytes) -> GuestMessage:
    """The one message that `data` holds. Raises `MessageError`."""
    return counted(data)[0]


def counted(data: bytes) -> tuple[GuestMessage, int]:
    """The same, and how many elements its repeated fields have, however deep."""
    data = bytes(data)
    tag, at = _varint(data, 0, len(data))
    kind = KINDS.get(tag)
    if kind is None:
        raise MessageError(f"no kind of message has tag {tag}")
    length, at = _varint(data, at, len(data))
    if length != len(data) - at:
        raise MessageError("the message and its length differ")
    decoder = _Decoder(data)
    message: GuestMessage = decoder.message(kind, at, len(data))
    return message, decoder.num_elements


def _imported(name: str) -> Any:
    module = MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(__import__(f"instar.generated.message.{module}", fromlist=[name]), name)
    globals()[name] = found
    return found


if not TYPE_CHECKING:
    __getattr__ = _imported
