# SPDX-License-Identifier: Apache-2.0
"""What the generated layouts build on: the values of enums, how a broken rule is reported, and the
checksums that structures carry.
"""

from __future__ import annotations


class Values:
    """The values of an enum, as attributes, and the type of each, which is plain `int`. Type
    checkers see a class instead; Python takes forty times as long to make one.
    """

    def __init__(self, **values: int) -> None:
        self.__dict__.update(values)

    def __call__(self, number: int) -> int:
        return int(number)


class FieldError(ValueError):
    """A value that breaks a rule of its spec.

    `status` is a number of `enum parse_status` (guest/base/parse.h), the same that the guest's
    parser gives for these bytes.
    """

    def __init__(
        self, structure: str, field: str, offset: int, value: object, rule: str, status: int
    ) -> None:
        super().__init__(structure, field, offset, value, rule, status)
        self.structure = structure
        self.field = field
        self.offset = offset
        self.value = value
        self.rule = rule
        self.status = status

    def __str__(self) -> str:
        return (
            f"{self.structure}: {self.field} is {self.value!r}, {self.rule} (at byte {self.offset})"
        )


def ones_complement_sum(data: bytes) -> int:
    """The inverted sum of all bytes, 32 bits: the checksum of VHD."""
    return ~sum(data) & 0xFFFFFFFF


def _table(polynomial: int) -> tuple[int, ...]:
    rows = []
    for row in range(256):
        for _ in range(8):
            row = row >> 1 ^ (polynomial if row & 1 else 0)
        rows.append(row)
    return tuple(rows)


_CRC32C: list[tuple[int, ...]] = []


def crc32c(data: bytes) -> int:
    """CRC-32C (Castagnoli), the checksum of VHDX."""
    if not _CRC32C:
        _CRC32C.append(_table(0x82F63B78))
    table = _CRC32C[0]
    crc = 0xFFFFFFFF
    for byte in data:
        crc = table[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def crc32(data: bytes) -> int:
    """CRC-32 (ISO-HDLC), the checksum of GPT."""
    import zlib

    return zlib.crc32(data)
