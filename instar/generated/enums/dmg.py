# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python-enums specs/formats/dmg.ksy spec=0b9c7d10 gen=1
# Generated: edit the spec, then run `make codegen`.
"""Apple disk image (UDIF): enums."""

from enum import IntEnum


class DmgChunkType(IntEnum):
    """Values of chunk_type."""

    ZEROS = 0
    """Zeros."""
    STORED = 1
    """As they are."""
    IGNORED = 2
    """Never written: zeros to readers."""
    COMMENT = 0x7FFFFFFE
    """No chunk."""
    END = 0xFFFFFFFF
    """No chunk: the table ends."""
    ADC = 0x80000004
    """Apple data compression, of the first releases of macOS. qemu does not know it."""
    ZLIB = 0x80000005
    """A zlib stream."""
    BZIP2 = 0x80000006
    """A bzip2 stream."""
    LZFSE = 0x80000007
    """An lzfse stream."""
    LZMA = 0x80000008
    """An xz stream. qemu does not know it."""
