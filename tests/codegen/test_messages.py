# SPDX-License-Identifier: Apache-2.0

"""Guest messages: the C encoder, the host's decoder and the official protobuf runtime agree;
malformed bytes are refused.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from codegen.c.messages import c_struct, member
from codegen.load import proto
from codegen.load.yamltree import Problem
from codegen.model.messages import Label, Message, ProtoField
from codegen.python.messages import file_descriptor
from instar.generated import messages
from tests.codegen.cbuild import ROOT, build

PROTO = proto.load(ROOT)
BY_NAME = {m.name: m for m in PROTO.messages}
OUTER = next(m for m in PROTO.messages if m.is_oneof)
NUMBERS = (0, 1, 127, 128, 16383, 16384, (1 << 32) - 1)
WIDE = (*NUMBERS, 1 << 32, (1 << 63), (1 << 64) - 1)


# The same message as a ctypes structure, a protobuf object and a dataclass ----------------------


class View(ctypes.Structure):
    _fields_ = [("p", ctypes.c_char_p), ("len", ctypes.c_size_t)]


_SCALARS = {
    "uint32": ctypes.c_uint32,
    "uint64": ctypes.c_uint64,
    "bool": ctypes.c_bool,
    "bytes": View,
}
_MADE: dict[str, Any] = {}


def c_class(name: str) -> Any:
    if name in _SCALARS:
        return _SCALARS[name]
    if name not in _MADE:
        _MADE[name] = type(
            c_struct(name), (ctypes.Structure,), {"_fields_": list(c_fields(BY_NAME[name]))}
        )
    return _MADE[name]


def c_fields(m: Message) -> Iterator[tuple[str, Any]]:
    for f in m.fields:
        if f.label is Label.OPTIONAL:
            yield f"has_{f.name}", ctypes.c_bool
        kind = c_class(f.type)
        yield member(f), ctypes.POINTER(kind) if f.label is Label.REPEATED else kind
        if f.label is Label.REPEATED:
            yield f"num_{f.name}", ctypes.c_size_t


def outer_class() -> Any:
    union = type(
        "kinds", (ctypes.Union,), {"_fields_": [(f.name, c_class(f.type)) for f in OUTER.fields]}
    )
    return type(
        "guest_message", (ctypes.Structure,), {"_fields_": [("kind", ctypes.c_int), ("of", union)]}
    )


def random_plain(rng: random.Random, f: ProtoField) -> Any:
    match f.type:
        case "uint32":
            return rng.choice(NUMBERS)
        case "uint64":
            return rng.choice(WIDE)
        case "bool":
            return rng.random() < 0.5
        case "bytes":
            return rng.randbytes(rng.choice((0, 1, 3, 127, 128, 300)))
        case name:
            return random_message(rng, BY_NAME[name])


def random_message(rng: random.Random, m: Message) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for f in m.fields:
        if f.label is Label.REPEATED:
            out[f.name] = [random_plain(rng, f) for _ in range(rng.choice((0, 1, 2, 5)))]
        elif f.label is Label.PLAIN or rng.random() < 0.6:
            out[f.name] = random_plain(rng, f)
    return out


def to_c(m: Message, values: dict[str, Any], keep: list[Any]) -> Any:
    out = c_class(m.name)()
    for f in m.fields:
        if f.name not in values:
            continue
        if f.label is Label.REPEATED:
            items = [c_value(f, v, keep) for v in values[f.name]]
            array = (c_class(f.type) * len(items))(*items)
            keep.append(array)
            setattr(out, member(f), ctypes.cast(array, ctypes.POINTER(c_class(f.type))))
            setattr(out, f"num_{f.name}", len(items))
            continue
        if f.label is Label.OPTIONAL:
            setattr(out, f"has_{f.name}", True)
        setattr(out, member(f), c_value(f, values[f.name], keep))
    return out


def c_value(f: ProtoField, value: Any, keep: list[Any]) -> Any:
    if f.type == "bytes":
        keep.append(value)
        return View(value, len(value))
    return to_c(BY_NAME[f.type], value, keep) if f.is_message else value


def to_protobuf(target: Any, m: Message, values: dict[str, Any]) -> None:
    for f in m.fields:
        if f.name not in values:
            continue
        if not f.is_message:
            if f.label is Label.REPEATED:
                getattr(target, f.name).extend(values[f.name])
            else:
                setattr(target, f.name, values[f.name])
        elif f.label is Label.REPEATED:
            for v in values[f.name]:
                to_protobuf(getattr(target, f.name).add(), BY_NAME[f.type], v)
        else:
            inner = getattr(target, f.name)
            inner.SetInParent()
            to_protobuf(inner, BY_NAME[f.type], values[f.name])


def to_dataclass(m: Message, values: dict[str, Any]) -> Any:
    out: dict[str, Any] = {}
    for f in m.fields:
        if f.name not in values:
            continue
        value = values[f.name]
        if f.label is Label.REPEATED:
            out[f.name] = tuple(plain(f, v) for v in value)
        else:
            out[f.name] = plain(f, value)
    return getattr(messages, m.name)(**out)


def plain(f: ProtoField, value: Any) -> Any:
    """One value as the host's classes have it."""
    if f.is_message:
        return to_dataclass(BY_NAME[f.type], value)
    return os.fsdecode(value) if f.is_text else value


# Tests ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    target = tmp_path_factory.mktemp("message") / "message.so"
    return build(target, [ROOT / "guest/generated/guest_message.c"])


def encode(
    library: ctypes.CDLL, field: ProtoField, values: dict[str, Any], cap: int
) -> bytes | None:
    keep: list[Any] = []
    whole = outer_class()()
    whole.kind = field.number
    setattr(whole.of, field.name, to_c(BY_NAME[field.type], values, keep))
    buffer, length = ctypes.create_string_buffer(b"\xee" * (cap + 8), cap + 8), ctypes.c_size_t(99)
    library.guest_message_encode.restype = ctypes.c_bool
    good = library.guest_message_encode(
        ctypes.byref(whole), buffer, ctypes.c_size_t(cap), ctypes.byref(length)
    )
    assert buffer.raw[cap:] == b"\xee" * 8
    if not good:
        assert length.value == 99
        return None
    return buffer.raw[: length.value]


@pytest.mark.parametrize("field", OUTER.fields, ids=lambda f: f.name)
def test_random_messages_agree(library: ctypes.CDLL, field: ProtoField) -> None:
    module: Any = importlib.import_module("instar.generated.guest_pb2")
    rng = random.Random(field.number)
    for _ in range(120):
        values = random_message(rng, BY_NAME[field.type])
        official = module.GuestMessage()
        inner = getattr(official, field.name)
        inner.SetInParent()
        to_protobuf(inner, BY_NAME[field.type], values)
        wanted = official.SerializeToString(deterministic=True)
        assert encode(library, field, values, len(wanted) + 40) == wanted
        assert encode(library, field, values, len(wanted)) == wanted
        assert encode(library, field, values, len(wanted) - 1) is None
        assert encode(library, field, values, rng.randrange(len(wanted))) is None
        assert messages.decode(wanted) == to_dataclass(BY_NAME[field.type], values)


def test_no_kind_is_refused(library: ctypes.CDLL) -> None:
    whole, length = outer_class()(), ctypes.c_size_t(0)
    library.guest_message_encode.restype = ctypes.c_bool
    for kind in (0, 9, 99, -1):
        whole.kind = kind
        buffer = ctypes.create_string_buffer(100)
        assert not library.guest_message_encode(
            ctypes.byref(whole), buffer, ctypes.c_size_t(100), ctypes.byref(length)
        )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "a number is cut off or too wide"),
        ("00", "no kind of message has tag 0"),
        ("4a", "no kind of message has tag 74"),
        ("1205", "the message and its length differ"),
        ("120008", "the message and its length differ"),
        ("1202ff7f", "Progress has no field with tag 16383"),
        ("12020a00", "Progress has no field with tag 10"),
        ("1201 08", "a number is cut off or too wide"),
        ("1204 0801 0802", "Progress.done is there twice"),
        ("120b 08 ffffffffffffffffff7f", "a number is cut off or too wide"),
        ("1203 088100", "a number is cut off or too wide"),
        ("0a06 08ffffffff1f", "a number is too wide"),
        ("2202 2002", "a number is too wide"),
        ("1a03 120561", "Log.text reaches past the end"),
        ("1a0c 12ffffffffffffffffff0161", "Log.text reaches past the end"),
    ],
)
def test_malformed_bytes_are_refused(data: str, said: str) -> None:
    with pytest.raises(messages.MessageError) as caught:
        messages.decode(bytes.fromhex(data))
    assert str(caught.value) == said


def test_every_byte_string_decodes_or_is_refused() -> None:
    rng = random.Random(7)
    good = bytes.fromhex("1204") + bytes.fromhex("08011002")
    for _ in range(20000):
        data = bytearray(good if rng.random() < 0.5 else rng.randbytes(rng.randrange(40)))
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
        try:
            messages.decode(bytes(data))
        except messages.MessageError:
            continue


def test_too_many_elements_are_refused() -> None:
    inner = b"\x5a\x00" * (messages.MAX_ELEMENTS + 1)
    size = len(inner)
    head = bytes([0x3A, size & 0x7F | 0x80, size >> 7 & 0x7F | 0x80, size >> 14])
    with pytest.raises(messages.MessageError, match="too many elements"):
        messages.decode(head + inner)


def test_descriptor_is_what_protoc_makes(tmp_path: Path) -> None:
    protoc = pytest.importorskip("grpc_tools.protoc")
    from google.protobuf import descriptor_pb2

    folder = ROOT / "specs"
    assert (
        protoc.main(
            ["protoc", f"-I{folder}", f"--descriptor_set_out={tmp_path / 'set'}", "guest.proto"]
        )
        == 0
    )
    theirs = descriptor_pb2.FileDescriptorSet.FromString((tmp_path / "set").read_bytes()).file[0]
    ours = descriptor_pb2.FileDescriptorProto.FromString(file_descriptor(PROTO))
    for file in (theirs, ours):
        ordered = sorted(file.message_type, key=lambda m: m.name)
        del file.message_type[:]
        file.message_type.extend(ordered)
        for message in file.message_type:
            fields = sorted(message.field, key=lambda f: f.number)
            del message.field[:]
            message.field.extend(fields)
            for field in message.field:
                field.ClearField("json_name")
    assert ours == theirs


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("message A {\n  string s = 1;\n}", "guest.proto:1: A: type 'string' of s is not declared"),
        (
            "message A {\n  uint32 s = 1;\n  uint32 t = 1;\n}",
            "guest.proto:1: A: A has a name or a number twice",
        ),
        (
            "message A {\n  map<int32, int32> s = 1;\n}",
            "guest.proto:2: A: cannot read 'map<int32, int32> s = 1;'",
        ),
        ("message A {\n  A a = 1;\n}", "guest.proto:1: A: A holds itself"),
        (
            "message A {\n  uint32 a = 4000;\n}",
            "guest.proto:1: A: A: numbers are 1..2047, so that a tag takes at most two bytes",
        ),
        ("service A {", "guest.proto:1: /: cannot read 'service A {'"),
    ],
)
def test_proto_outside_the_subset_is_refused(text: str, said: str) -> None:
    with pytest.raises(Problem) as caught:
        proto.parse(text, "guest.proto")
    assert str(caught.value) == said
