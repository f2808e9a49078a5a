# SPDX-License-Identifier: Apache-2.0
"""Messages of any content, and the decoder that reads them, compared with the official protobuf
runtime.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from google.protobuf.message import DecodeError

from instar.generated import errors, guest_pb2, messages
from instar.generated.enums.finding import FindingKind
from instar.generated.enums.info import InfoError
from instar.generated.enums.map import MapError
from instar.generated.enums.source import SourceFormat
from instar.generated.enums.target import TargetError
from instar.generated.messages import GuestMessage, MessageError, decode
from lab.fuzz.chooser import Chooser

KINDS: dict[int, Any] = {tag: getattr(messages, name) for tag, name in messages.KINDS.items()}
_CLASSES = [made for name in messages.MODULES if isinstance(made := getattr(messages, name), type)]
TABLES: dict[Any, dict[int, Any]] = {
    made: {
        tag: (*row, getattr(messages, inner) if inner else None)
        for tag, (*row, inner) in messages.TABLES[made.__name__].items()
    }
    for made in _CLASSES
}
_UINT32, _UINT64, _BOOL, _BYTES, _TEXT = (
    messages.UINT32,
    messages.UINT64,
    messages.BOOL,
    messages.BYTES,
    messages.TEXT,
)
_DELIMITED = 2
"""Wire type of what has a length before it."""

EDGES = (
    0,
    1,
    2,
    3,
    511,
    512,
    1 << 16,
    (1 << 31) - 1,
    1 << 31,
    (1 << 32) - 1,
    1 << 40,
    (1 << 63) - 1,
    1 << 63,
)
FORGED = "forged"
"""What a line would begin with that a name or a text has made: nothing may let it."""
TEXTS = (
    b"",
    b"base.img",
    b"a\nforged: b",
    b"a\r\nforged",
    b"\x1b[2J\x07",
    b"\xff\xfe\x80",
    b"\0",
    b"{0.__class__}{value}{nothing}",
    b"%s%n%(a)s%%",
    b'"\\},{"',
    b"file:/etc/passwd",
    b"nbd:x",
    b"\xe2\x80\xae\xed\xa0\x80\xf4\x90\x80\x80\xef\xbf\xbe",
    b"</text><script>",
    b"n" * 5000,
)
_NUMBERS: dict[str, tuple[int, ...]] = {
    "format": (*map(int, SourceFormat), 99),
    "disk": (0, 0, 0, 1, 2, 255, 256),
    "depth": (0, 0, 1, 2, 1 << 31),
    "structure": (0, *errors.STRUCTURES),
    "field": (0, *range(1, 12), 1 << 20),
    "reason": (0, *errors.REASONS, 99),
    "fault": (0, *errors.FAULTS, 1 << 30),
    "id": (*map(int, FindingKind), 0, 77),
    "code": (0, 0, 0, *map(int, TargetError), *map(int, MapError), *map(int, InfoError), 77),
    "children": (0, 1, 2, 9),
}
"""What some fields mostly hold."""
BLANK: dict[Any, Any] = {cls: cls() for cls in TABLES}


class Maker:
    """Makes messages out of decisions: whatever the decoder's tables allow."""

    def __init__(self, chooser: Chooser, longest: int = 3) -> None:
        self.chooser = chooser
        self.longest = longest

    def any(self) -> GuestMessage:
        made: GuestMessage = self.make(self.chooser.choice(list(KINDS.values())))
        return made

    def make(self, cls: Any, **given: object) -> Any:
        """A message of one kind. Fields that are not given are left out, or hold anything."""
        values = dict(given)
        for name, kind, repeated, inner in TABLES[cls].values():
            if name in values or self.chooser.chance(35):
                continue
            if repeated:
                num = self.chooser.randrange(self.longest)
                values[name] = tuple(self._value(name, kind, inner) for _ in range(num))
            else:
                values[name] = self._value(name, kind, inner)
        return cls(**values)

    def _value(self, name: str, kind: int, inner: Any) -> Any:
        if kind == _BYTES:
            return self.text()
        if kind == _TEXT:
            return os.fsdecode(self.text())
        if inner is not None:
            return self.make(inner)
        return (
            bool(self.chooser.randrange(2))
            if kind == _BOOL
            else self.number(name, 32 if kind == _UINT32 else 64)
        )

    def text(self) -> bytes:
        pick = self.chooser.randrange(len(TEXTS) + 4)
        return (
            TEXTS[pick] if pick < len(TEXTS) else self.chooser.randbytes(self.chooser.randrange(24))
        )

    def number(self, name: str, width: int) -> int:
        if name in _NUMBERS and not self.chooser.chance(10):
            return self.chooser.choice(_NUMBERS[name]) % (1 << width)
        if self.chooser.chance(30):
            return self.chooser.getrandbits(width)
        return self.chooser.choice(EDGES) % (1 << width)


# --- a plain encoder: the guest's is C, and the host has none -------------------------------------


def encode(message: GuestMessage) -> bytes:
    """A frame's bytes, in the order of the fields; what has its default value is left out, as
    proto3 has it.
    """
    tag = next(tag for tag, cls in KINDS.items() if cls is type(message))
    body = b"".join(_fields(message))
    return _varint(tag) + _varint(len(body)) + body


def _fields(message: Any) -> Iterator[bytes]:
    blank = BLANK[type(message)]
    for tag, (name, kind, repeated, _) in TABLES[type(message)].items():
        value = getattr(message, name)
        if value is None or value == getattr(blank, name):
            continue
        if repeated and kind < _BYTES:
            yield _varint(tag) + _sized(b"".join(map(_varint, value)))
            continue
        for one in value if repeated else (value,):
            yield _varint(tag) + (
                _scalar(kind, one) if tag & 7 == _DELIMITED else _varint(int(one))
            )


def _scalar(kind: int, value: Any) -> bytes:
    if kind == _TEXT:
        return _sized(os.fsencode(value))
    return _sized(value if kind == _BYTES else b"".join(_fields(value)))


def _sized(data: bytes) -> bytes:
    return _varint(len(data)) + data


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))


# --- the target -----------------------------------------------------------------------------------


class Messages:
    """Any bytes into the decoder: a message on which protobuf agrees, or `MessageError`.

    Bytes that begin with a zero are a frame as it is; others decide over a message that is
    encoded, and what is changed in its bytes.
    """

    def __init__(self, folder: Path) -> None:
        del folder

    def __call__(self, chooser: Chooser) -> str:
        if chooser.randrange(256) == 0:
            return self._decode(chooser.rest())
        message = Maker(chooser).any()
        data = bytearray(encode(message))
        heard = decode(bytes(data))
        assert heard == message and _same(_official(bytes(data)), heard), message
        for _ in range(chooser.randrange(4)):
            at = chooser.randrange(len(data))
            match chooser.randrange(3):
                case 0:
                    data[at] = chooser.getrandbits(8)
                case 1:
                    del data[at : at + chooser.randrange(1, 4)]
                case _:
                    data[at:at] = chooser.randbytes(chooser.randrange(1, 4))
            if not data:
                break
        return self._decode(bytes(data))

    def _decode(self, data: bytes) -> str:
        try:
            heard = decode(data)
        except MessageError:
            return "refused"
        try:
            official = _official(data)
        except DecodeError as error:
            raise AssertionError(f"protobuf refuses what was heard as {heard}: {error}") from error
        assert _same(official, heard), f"protobuf has {official}, not {heard}"
        for again in (encode(heard), official.SerializeToString(deterministic=True)):
            assert decode(again) == heard, (
                f"{heard} is not what it was when it is said again: {again.hex()}"
            )
        return "decoded"


def _official(data: bytes) -> Any:
    """The message as protobuf decodes it; its module has no types."""
    module: Any = guest_pb2
    return module.GuestMessage.FromString(data)


def _same(official: Any, heard: GuestMessage) -> bool:
    kind = official.WhichOneof("kind")
    tag = next(tag for tag, cls in KINDS.items() if cls is type(heard))
    return official.DESCRIPTOR.fields_by_name[kind].number == tag >> 3 and _alike(
        getattr(official, kind), heard
    )


def _alike(official: Any, heard: Any) -> bool:
    blank = BLANK[type(heard)]
    for name, kind, repeated, inner in TABLES[type(heard)].values():
        mine, theirs = getattr(heard, name), getattr(official, name)
        if kind == _TEXT:
            theirs = tuple(map(os.fsdecode, theirs)) if repeated else os.fsdecode(theirs)
        if repeated:
            if len(mine) != len(theirs):
                return False
            pairs = zip(mine, theirs, strict=True)
            if not all(
                _alike(other, one) if inner is not None else one == other for one, other in pairs
            ):
                return False
        elif getattr(blank, name) is None and not official.HasField(name):
            if mine is not None:
                return False
        elif not (_alike(theirs, mine) if inner is not None else mine == theirs):
            return False
    return True
