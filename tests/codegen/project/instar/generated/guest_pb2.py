# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/guest.proto spec=36d20813 gen=1
# Generated: edit the spec, then run `make codegen`.
"""The messages of `specs/guest.proto` for the protobuf runtime: an oracle."""

from google.protobuf import descriptor_pool
from google.protobuf.internal import builder

DESCRIPTOR = descriptor_pool.Default().AddSerializedFile(
    b"\n\x0bguest.proto\x12\x06i"
    b'nstar"\x13\n\x04Wick\x12\x0b\n'
    b'\x03lit\x18\x01 \x01(\x08"b\n\x05Li'
    b"ght\x12\r\n\x05lumen\x18\x01 \x01"
    b"(\x04\x12\x13\n\x06colour\x18\x02 \x01"
    b"(\x0cH\x00\x88\x01\x01\x12\x1b\n\x05wicks"
    b"\x18\x03 \x03(\x0b2\x0c.instar."
    b"Wick\x12\r\n\x05hours\x18\x04 "
    b'\x03(\rB\t\n\x07_colour"\x13'
    b"\n\x04Dark\x12\x0b\n\x03why\x18\x01 "
    b'\x01(\x0c"T\n\x0cGuestMess'
    b"age\x12\x1e\n\x05light\x18\x01 \x01"
    b"(\x0b2\r.instar.Ligh"
    b"tH\x00\x12\x1c\n\x04dark\x18\x02 \x01("
    b"\x0b2\x0c.instar.DarkH"
    b"\x00B\x06\n\x04kindb\x06proto"
    b"3"
)
builder.BuildMessageAndEnumDescriptors(DESCRIPTOR, globals())
builder.BuildTopDescriptorsAndMessages(DESCRIPTOR, "instar.generated.guest_pb2", globals())
