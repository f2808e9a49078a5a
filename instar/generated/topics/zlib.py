# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/zlib.ksy spec=ddf96ded gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of zlib."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="zlib",
        kind="spec",
        title="What is around a zlib stream",
        declared="specs/formats/zlib.ksy",
        page="docs/formats/zlib.md",
        meaning="Compressed blocks of several formats (grains of VMDK, blocks of cloop, "
        "chunks of DMG) are zlib streams: a raw deflate stream between\ntwo bytes "
        "that say how it was made and a checksum of what it holds. Numbers are "
        "big-endian.",
        sources=("https://www.rfc-editor.org/rfc/rfc1950 RFC 1950, section 2.2",),
    ),
    Topic(
        name="zlib.header",
        kind="structure",
        type="2 bytes",
        meaning="Before the raw stream.",
        sources=("RFC 1950, section 2.2, CMF and FLG",),
    ),
    Topic(
        name="zlib.header.word",
        kind="field",
        place="bytes 0 to 1",
        type="unsigned 16-bit number, big-endian",
        rules=("any: `is_sound` has its rules",),
        called="CMF and FLG",
        meaning="From the most significant bit on: window (4 bits: its binary logarithm less "
        "8, up to 7), method (4 bits: 8 is deflate), level (2\nbits), whether a "
        "dictionary is needed, and 5 bits that make the word a multiple of 31.",
    ),
    Topic(
        name="zlib.header.default",
        kind="constant",
        number=30876,
        meaning="What zlib writes at its default level, with a window of 32 KiB.",
    ),
    Topic(
        name="zlib.header.is_sound",
        kind="value",
        type="word % 31 == 0 and (word >> 8) % 16 == 8 and word >> 12 < 8 and (word >> 5) % 2 == 0",
        meaning="Whether a raw deflate stream follows that needs nothing else.",
    ),
    Topic(
        name="zlib.trailer",
        kind="structure",
        type="4 bytes",
        meaning="After the raw stream.",
        sources=("RFC 1950, section 2.2, ADLER32",),
    ),
    Topic(
        name="zlib.trailer.checksum",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, big-endian",
        rules=("any: the reader that unpacks the stream compares it",),
        called="ADLER32",
        meaning="Adler-32 of what the stream holds.",
    ),
)
