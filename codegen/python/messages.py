# SPDX-License-Identifier: Apache-2.0
"""`specs/guest.proto` -> `instar/generated/messages.py`, the host's own decoder, and
`guest_pb2.py`, the official one.

The own decoder accepts what the guest's encoder can write, costs next to no import, and is bounded;
the official one is what tests compare it with.
"""

from __future__ import annotations

from codegen.model.messages import PATH, Label, Message, Proto, ProtoField
from codegen.out.write import GENERATION, python_banner

FOLDER = "instar/generated"

_HEAD = '''"""What a guest may say: one class per message, and `decode`, which trusts nothing.

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


'''

_TAIL = '''
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


'''

_KINDS = {"uint32": "_UINT32", "uint64": "_UINT64", "bool": "_BOOL", "bytes": "_BYTES"}
_TEXT = "text"
_PLAIN = {
    "uint32": ("int", "0"),
    "uint64": ("int", "0"),
    "bool": ("bool", "False"),
    "bytes": ("bytes", 'b""'),
    _TEXT: ("str", '""'),
}


def _annotation(f: ProtoField) -> str:
    kind, default = _PLAIN.get(_TEXT if f.is_text else f.type, (f.type, "None"))
    match f.label:
        case Label.PLAIN:
            return f"{f.name}: {kind} = {default}"
        case Label.OPTIONAL:
            return f"{f.name}: {kind} | None = None"
        case Label.REPEATED:
            return f"{f.name}: tuple[{kind}, ...] = ()"
        case Label.ONEOF:
            raise ValueError("the fields of a oneof are a union")


def _capital(text: str) -> str:
    """A text that begins a sentence; a name at its start stays what it is."""
    first = text.split(" ")[0]
    return text if "_" in first or "`" in first else text[:1].upper() + text[1:]


def _class(m: Message) -> str:
    out = f"@record()\nclass {m.name}:\n"
    out += f'    """{m.doc or m.name + " of a guest."}"""\n\n'
    for f in m.fields:
        out += f"    {_annotation(f)}\n"
        out += f'    """{_capital(f.doc)}{"" if f.doc.endswith(".") else "."}"""\n' if f.doc else ""
    return out + "\n\n"


def tag(f: ProtoField) -> int:
    """Field number and wire type; repeated numbers are packed."""
    return f.number << 3 | (
        0 if f.type in ("uint32", "uint64", "bool") and f.label is not Label.REPEATED else 2
    )


def _row(f: ProtoField) -> str:
    kind = "_TEXT" if f.is_text else _KINDS.get(f.type, "_MESSAGE")
    inner = f.type if f.is_message else "None"
    return f'        {tag(f)}: ("{f.name}", {kind}, {f.label is Label.REPEATED}, {inner}),\n'


def _outer(m: Message) -> str:
    kinds = "".join(f"    {tag(f)}: {f.type},\n" for f in m.fields)
    return f'''_KINDS: dict[int, Any] = {{
{kinds}}}


def decode(data: bytes) -> {m.name}:
    """The one message that `data` holds. Raises `MessageError`."""
    data = bytes(data)
    tag, at = _varint(data, 0, len(data))
    cls = _KINDS.get(tag)
    if cls is None:
        raise MessageError(f"no kind of message has tag {{tag}}")
    length, at = _varint(data, at, len(data))
    if length != len(data) - at:
        raise MessageError("the message and its length differ")
    message: {m.name} = _Decoder(data).message(cls, at, len(data))
    return message
'''


def messages_text(proto: Proto, banner: str) -> str:
    plain = [m for m in proto.messages if not m.is_oneof]
    outer = [m for m in proto.messages if m.is_oneof]
    if len(outer) != 1:
        raise ValueError(f"{PATH}: exactly one message is a oneof")
    out = banner + _HEAD + "".join(_class(m) for m in plain)
    union = " | ".join(f.type for f in outer[0].fields)
    out += f'{outer[0].name} = (\n    {union}\n)\n"""What `decode` returns: one of the kinds."""\n'
    out += _TAIL + "_TABLES: dict[Any, dict[int, _Field]] = {\n"
    for m in plain:
        out += f"    {m.name}: {{\n" + "".join(_row(f) for f in m.fields) + "    },\n"
    return out + "}\n\n" + _outer(outer[0])


# The official form --------------------------------------------------------------------------------

_TYPES = {"uint32": 13, "uint64": 4, "bool": 8, "bytes": 12}
_MESSAGE_TYPE = 11
_OPTIONAL, _REPEATED = 1, 3


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _field_descriptor(f: ProtoField, package: str, oneof: int | None) -> bytes:
    out = _bytes(1, f.name.encode()) + _number(3, f.number)
    out += _number(4, _REPEATED if f.label is Label.REPEATED else _OPTIONAL)
    out += _number(5, _TYPES.get(f.type, _MESSAGE_TYPE))
    if f.is_message:
        out += _bytes(6, f".{package}.{f.type}".encode())
    if oneof is not None:
        out += _number(9, oneof)
    if f.label is Label.OPTIONAL:
        out += _number(17, 1)
    return out


def _message_descriptor(m: Message, package: str) -> bytes:
    """DescriptorProto: name, fields, and the oneofs, of which an `optional` field has one for
    itself.
    """
    out, oneofs = _bytes(1, m.name.encode()), list[bytes]()
    if m.is_oneof:
        oneofs.append(b"kind")
    for f in m.fields:
        index = None
        if f.label is Label.ONEOF:
            index = 0
        elif f.label is Label.OPTIONAL:
            index = len(oneofs)
            oneofs.append(b"_" + f.name.encode())
        out += _bytes(2, _field_descriptor(f, package, index))
    return out + b"".join(_bytes(8, _bytes(1, name)) for name in oneofs)


def file_descriptor(proto: Proto, package: str = "instar") -> bytes:
    """The FileDescriptorProto that protoc would make, messages in order of dependence."""
    out = _bytes(1, b"guest.proto") + _bytes(2, package.encode())
    out += b"".join(_bytes(4, _message_descriptor(m, package)) for m in proto.messages)
    return out + _bytes(12, b"proto3")


def pb2_text(proto: Proto, banner: str) -> str:
    data = file_descriptor(proto)
    rows = "".join(f"    {data[i : i + 16]!r}\n" for i in range(0, len(data), 16))
    return (
        banner
        + f'''"""The messages of `specs/guest.proto` for the protobuf runtime: an oracle."""

from google.protobuf import descriptor_pool
from google.protobuf.internal import builder

DESCRIPTOR = descriptor_pool.Default().AddSerializedFile(
{rows})
builder.BuildMessageAndEnumDescriptors(DESCRIPTOR, globals())
builder.BuildTopDescriptorsAndMessages(DESCRIPTOR, "instar.generated.guest_pb2", globals())
'''
    )


def emit(proto: Proto) -> dict[str, str]:
    banner = python_banner(f"INSTAR-GEN python {PATH} spec={proto.hash8} gen={GENERATION}")
    return {
        f"{FOLDER}/messages.py": messages_text(proto, banner),
        f"{FOLDER}/guest_pb2.py": pb2_text(proto, banner),
    }
