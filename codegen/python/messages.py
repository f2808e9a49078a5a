# SPDX-License-Identifier: Apache-2.0
"""`specs/guest.proto` -> `instar/generated/messages.py`, the host's own decoder, `message/`, a
module for each class, which it imports when it is said, and `guest_pb2.py`, the official decoder.

The own decoder accepts what the guest's encoder can write, costs next to no import, and is bounded;
the official one is what tests compare it with.
"""

from __future__ import annotations

from codegen.model.messages import PATH, Label, Message, Proto, ProtoField, snake
from codegen.out.write import GENERATION, python_banner

FOLDER = "instar/generated"
PACKAGE = "instar.generated.message"
_HEAD = '''"""What a guest may say: `decode`, which trusts nothing.

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

%s
    # Name, kind, whether repeated, name of the message that it is.
    _Field = tuple[str, int, bool, str]

MAX_ELEMENTS: Final = 1 << 17
"""Elements of all repeated fields of one message together: more than any image may have."""


class MessageError(ValueError):
    """Bytes that are no message of a guest."""


'''

_TAIL = '''
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


'''

_KINDS = {"uint32": "UINT32", "uint64": "UINT64", "bool": "BOOL", "bytes": "BYTES"}
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
    out = f"class {m.name}(Record):\n"
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
    kind = "TEXT" if f.is_text else _KINDS.get(f.type, "MESSAGE")
    inner = f.type if f.is_message else ""
    return f'    {tag(f)}: ("{f.name}", {kind}, {f.label is Label.REPEATED}, "{inner}"),\n'


def _outer(m: Message) -> str:
    kinds = "".join(f'    {tag(f)}: "{f.type}",\n' for f in m.fields)
    return f'''KINDS = {{
{kinds}}}
"""The kinds by tag."""


def decode(data: bytes) -> {m.name}:
    """The one message that `data` holds. Raises `MessageError`."""
    return counted(data)[0]


def counted(data: bytes) -> tuple[{m.name}, int]:
    """The same, and how many elements its repeated fields have, however deep."""
    data = bytes(data)
    tag, at = _varint(data, 0, len(data))
    kind = KINDS.get(tag)
    if kind is None:
        raise MessageError(f"no kind of message has tag {{tag}}")
    length, at = _varint(data, at, len(data))
    if length != len(data) - at:
        raise MessageError("the message and its length differ")
    decoder = _Decoder(data)
    message: {m.name} = decoder.message(kind, at, len(data))
    return message, decoder.num_elements


def _imported(name: str) -> Any:
    module = MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
    found = getattr(__import__(f"{PACKAGE}.{{module}}", fromlist=[name]), name)
    globals()[name] = found
    return found


if not TYPE_CHECKING:
    __getattr__ = _imported
'''


def _for_types(names: list[str]) -> str:
    """Imports of what `__getattr__` finds, for type checkers."""
    return "".join(f"    from {PACKAGE}.{snake(name)} import {name} as {name}\n" for name in names)


def messages_text(plain: list[Message], outer: Message, banner: str) -> str:
    names = [*(m.name for m in plain), outer.name]
    out = banner + _HEAD % _for_types(names) + _TAIL.lstrip("\n")
    out += "TABLES: dict[str, dict[int, _Field]] = {}\n"
    out += '"""The fields of each message by tag, added as classes are made."""\n\n'
    rows = "".join(f'    "{name}": "{snake(name)}",\n' for name in names)
    out += f'MODULES = {{\n{rows}}}\n"""Where the classes are, in `{PACKAGE}`."""\n\n'
    return out + _outer(outer)


def _module_text(m: Message, banner: str) -> str:
    """A class and its table."""
    rows = "".join(_row(f) for f in m.fields)
    kinds = {kind for kind in (*_KINDS.values(), "TEXT", "MESSAGE") if f", {kind}, " in rows}
    inner = sorted({f.type for f in m.fields if f.is_message})
    out = f'{banner}"""The message {m.name}."""\n\n{_FUTURE}'
    out += f"from instar.generated.messages import {', '.join(sorted(kinds | {'TABLES'}))}\n"
    out += "from instar.record import Record\n\n"
    if inner:
        out += "TYPE_CHECKING = False\nif TYPE_CHECKING:\n" + _for_types(inner)
    return f'{out}\n\n{_class(m)}TABLES["{m.name}"] = {{\n{rows}}}\n'


_FUTURE = "from __future__ import annotations\n\n"


def _union_text(outer: Message, banner: str) -> str:
    """What `decode` returns."""
    out = banner + '"""What a guest may say."""\n\n' + _FUTURE
    for name in sorted(f.type for f in outer.fields):
        out += f"from {PACKAGE}.{snake(name)} import {name}\n"
    union = " | ".join(f.type for f in outer.fields)
    return f'{out}\n{outer.name} = (\n    {union}\n)\n"""One of the kinds."""\n'


def own_texts(proto: Proto, banner: str) -> dict[str, str]:
    """The own decoder and its classes, by path."""
    plain = [m for m in proto.messages if not m.is_oneof]
    outer = [m for m in proto.messages if m.is_oneof]
    if len(outer) != 1:
        raise ValueError(f"{PATH}: exactly one message is a oneof")
    folder = f"{FOLDER}/message"
    return {
        f"{FOLDER}/messages.py": messages_text(plain, outer[0], banner),
        f"{folder}/__init__.py": banner + '"""Messages of guests, by kind."""\n',
        f"{folder}/{snake(outer[0].name)}.py": _union_text(outer[0], banner),
        **{f"{folder}/{snake(m.name)}.py": _module_text(m, banner) for m in plain},
    }


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
        **own_texts(proto, banner),
        f"{FOLDER}/guest_pb2.py": pb2_text(proto, banner),
    }
