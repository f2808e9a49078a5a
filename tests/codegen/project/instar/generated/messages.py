# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=36d20813 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What a guest may say: one class per message, and `decode`, which trusts nothing.

`decode` accepts what the guest's encoder writes and refuses the rest with `MessageError`: unknown
or repeated fields, other wire types, numbers too wide, lengths past the end. Its time and memory
are bounded by the message's length and by `MAX_ELEMENTS`.
"""

from __future__ import annotations

from os import fsdecode

from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    # Name, kind, whether repeated, class of a message.
    _Field = tuple[str, int, bool, Any]

MAX_ELEMENTS: Final = 1 << 17
"""Elements of all repeated fields of one message together: more than any image may have."""


class MessageError(ValueError):
    """Bytes that are no message of a guest."""


@record()
class Wick:
    """Wick of a guest."""

    lit: bool = False


@record()
class Light:
    """It shines."""

    lumen: int = 0
    """How much."""
    colour: bytes | None = None
    wicks: tuple[Wick, ...] = ()
    hours: tuple[int, ...] = ()


@record()
class Dark:
    """Dark of a guest."""

    why: bytes = b""


GuestMessage = Light | Dark
"""What `decode` returns: one of the kinds."""

_UINT32, _UINT64, _BOOL, _BYTES, _TEXT, _MESSAGE = range(6)


def _varint(data: bytes, at: int, end: int) -> tuple[int, int]:
    """A number and the place behind it."""
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
    if (kind == _UINT32 and value >> 32) or (kind == _BOOL and value > 1):
        raise MessageError("a number is too wide")
    return (bool(value) if kind == _BOOL else value), at


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

    def message(self, cls: Any, at: int, end: int) -> Any:
        """An instance of `cls` from data[at:end]."""
        table: dict[int, _Field] = _TABLES[cls]
        found: dict[str, Any] = {}
        while at < end:
            tag, at = _varint(self._data, at, end)
            field = table.get(tag)
            if field is None:
                raise MessageError(f"{cls.__name__} has no field with tag {tag}")
            name, kind, repeated, inner = field
            if tag & 7 == 0:
                value, at = _number(kind, self._data, at, end)
            else:
                length, at = _varint(self._data, at, end)
                if length > end - at:
                    raise MessageError(f"{cls.__name__}.{name} reaches past the end")
                value = self._delimited(kind, inner, at, at + length)
                at += length
            if repeated and kind >= _BYTES:
                self._count()
                found.setdefault(name, []).append(value)
            elif name in found:
                raise MessageError(f"{cls.__name__}.{name} is there twice")
            else:
                found[name] = value
        return cls(**{name: tuple(v) if type(v) is list else v for name, v in found.items()})

    def _delimited(self, kind: int, inner: Any, at: int, end: int) -> Any:
        if kind == _BYTES:
            return self._data[at:end]
        if kind == _TEXT:
            return fsdecode(self._data[at:end])
        if kind == _MESSAGE:
            return self.message(inner, at, end)
        return self._packed(kind, at, end)


_TABLES: dict[Any, dict[int, _Field]] = {
    Wick: {
        8: ("lit", _BOOL, False, None),
    },
    Light: {
        8: ("lumen", _UINT64, False, None),
        18: ("colour", _BYTES, False, None),
        26: ("wicks", _MESSAGE, True, Wick),
        34: ("hours", _UINT32, True, None),
    },
    Dark: {
        10: ("why", _BYTES, False, None),
    },
}

_KINDS: dict[int, Any] = {
    10: Light,
    18: Dark,
}


def decode(data: bytes) -> GuestMessage:
    """The one message that `data` holds. Raises `MessageError`."""
    data = bytes(data)
    tag, at = _varint(data, 0, len(data))
    cls = _KINDS.get(tag)
    if cls is None:
        raise MessageError(f"no kind of message has tag {tag}")
    length, at = _varint(data, at, len(data))
    if length != len(data) - at:
        raise MessageError("the message and its length differ")
    message: GuestMessage = _Decoder(data).message(cls, at, len(data))
    return message
