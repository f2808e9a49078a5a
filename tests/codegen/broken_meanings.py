# SPDX-License-Identifier: Apache-2.0
"""Faults in what specs say of numbers, sizes, places and names, for test_lint."""

from __future__ import annotations

from tests.codegen.broken_specs import VERSION, Broken
from tests.codegen.specbench import LAMP, LANTERN

CASES: list[Broken] = [
    (
        "byte above 255",
        LANTERN,
        "'[0x4c, 0x00, 0xfe, 0x22]'",
        "'[0x4c, 0x00, 0x1fe, 0x22]'",
        "value: '[0x4c, 0x00, 0x1fe, 0x22]'",
        "/instances/guild/value: a list of numbers from 0 to 255 is expected here",
    ),
    (
        "misaligned ABI field",
        LAMP,
        "        doc: One of the colours.\n",
        "        doc: One of the colours.\n      - id: one\n        type: u2\n        valid: 1\n  "
        "      doc: 1.\n      - id: two\n        type: u4\n"
        "        valid: 2\n        doc: 2.\n      - id: three\n        type: u2\n"
        "        valid: 3\n        doc: 3.\n",
        "- id: two",
        "/types/config/seq/3: two is misaligned: at byte 10, needs a multiple of 4",
    ),
    (
        "ABI size",
        LAMP,
        "        type: spare\n",
        "        size: 4\n",
        "config:",
        "/types/config: config has 12 bytes, not a multiple of 8: add reserved bytes",
    ),
    (
        "big-endian ABI",
        LAMP,
        "        type: s2\n",
        "        type: s2be\n",
        "- id: level",
        "/types/spare/seq/0: big-endian number in an ABI structure",
    ),
    (
        "bits in ABI",
        LAMP,
        "        type: s2\n",
        "        type: b16\n",
        "- id: level",
        "/types/spare/seq/0: bit field in an ABI structure: make it an entry type of its own",
    ),
    (
        "overlapping regions",
        LAMP,
        "    value: ofs_oil + len_oil\n",
        "    value: ofs_oil + len_oil - 1\n",
        "ofs_wick:",
        "/instances/ofs_wick: wick overlaps with oil",
    ),
    (
        "clash of names",
        LANTERN,
        "  max_blocks:\n    value: 0x100000000\n",
        "  table_size:\n    value: 1\n    doc: Named like a structure's own.\n  max_blocks:\n"
        "    value: 0x100000000\n",
        "meta:",
        "/: two things would be named LANTERN_TABLE_SIZE in C",
    ),
    (
        "text of another length",
        LANTERN,
        "        type: strz\n        size: 4\n",
        "        type: str\n        size: 4\n",
        "meta:",
        "/: not possible in C: specs/formats/lantern.ksy:234: /types/table/seq/0: b'dim' is not "
        "as long as word, so it can never be its value",
    ),
    (
        "more than 128 bits",
        LANTERN,
        "expr: _ % 512 == 0",
        "expr: _ * _ * 2 != 3",
        "meta:",
        "/: not possible in C: specs/formats/lantern.ksy:61: /types/header: ofs_table with "
        "ofs_table needs more than 128 bits; "
        "give the operands rules",
    ),
    (
        "division of a negative number",
        LANTERN,
        "expr: _ % 512 == 0",
        "expr: (_ - 1) % 512 == 0",
        "meta:",
        "/: not possible in C: specs/formats/lantern.ksy:61: /types/header: (__int128)ofs_table - "
        "1 may be negative, and C's % of that is "
        "not mathematics'",
    ),
    (
        "unknown type",
        LANTERN,
        "        type: entry(12)\n",
        "        type: exit(12)\n",
        "type: exit(12)",
        "/types/pair/seq/0/type: type 'exit(12)' is not declared",
    ),
    (
        "unknown enum",
        LANTERN,
        "        enum: kind\n",
        "        enum: king\n",
        "enum: king",
        "/types/header/seq/3/enum: enum 'king' is not declared",
    ),
    (
        "unknown name",
        LANTERN,
        "expr: _ % 512 == 0",
        "expr: _ % sector == 0",
        "expr: _ % sector == 0",
        "/types/header/seq/4/valid/expr: no field, param, constant or value is named 'sector' "
        "before this",
    ),
    (
        "later name",
        LANTERN,
        "expr: _ % 512 == 0",
        "expr: _ % num_used == 0",
        "expr: _ % num_used == 0",
        "/types/header/seq/4/valid/expr: no field, param, constant or value is named 'num_used' "
        "before this",
    ),
    (
        "division by zero",
        LANTERN,
        "expr: _ % 512 == 0",
        "expr: _ % version == 0 or _ % (version - 1) == 0",
        "- id: ofs_table",
        "/types/header/seq/4: division by 0..1; a rule has to keep it above 0",
    ),
    (
        "shift by anything",
        LANTERN,
        "expr: _ % 512 == 0",
        "expr: _ << _ == 0",
        "- id: ofs_table",
        "/types/header/seq/4: shift by 0..18446744073709551615; a rule or -instar-bound has to "
        "keep it in 0..127",
    ),
    (
        "no expression",
        LANTERN,
        "expr: _ % 512 == 0",
        "expr: _ %% 512",
        "expr: _ %% 512",
        "/types/header/seq/4/valid/expr: '%' is out of place in expression '_ %% 512'",
    ),
    (
        "impossible rule",
        LANTERN,
        "          min: 9\n          max: 21\n",
        "          min: 22\n          max: 21\n",
        "- id: block_bits",
        "/types/header/seq/2: no value can pass these rules",
    ),
    (
        "odd bits",
        LANTERN,
        "        type: b24\n",
        "        type: b23\n",
        "- id: used",
        "/types/entry/seq/0: bit fields from 'used' on are 31 bits, not whole bytes of at most "
        "64 bits",
    ),
    (
        "argument out of range",
        LANTERN,
        "type: entry(12)",
        "type: entry(22)",
        "- id: left",
        "/types/pair/seq/0: argument block_bits may be 22..22, must be 9..21",
    ),
    (
        "missing argument",
        LANTERN,
        "type: entry(12)",
        "type: entry",
        "- id: left",
        "/types/pair/seq/0: lantern_entry takes 1 arguments",
    ),
    (
        "nested variable size",
        LANTERN,
        "        type: pair\n",
        "        type: header\n",
        "- id: pairs",
        "/types/name/seq/4: lantern_header has no constant size, so it cannot be nested",
    ),
    (
        "type in itself",
        LANTERN,
        "type: entry(12)",
        "type: pair",
        "pair:",
        "/types/pair: the type holds itself",
    ),
    (
        "two sizes",
        LANTERN,
        "contents: [0x4c, 0x4e, 0x54, 0xfe]",
        "size: 5\n        contents: [0x4c, 0x4e, 0x54, 0xfe]",
        "contents: [0x4c, 0x4e, 0x54, 0xfe]",
        "/types/header/seq/0/contents: contents are 4 bytes, size says otherwise",
    ),
    (
        "byte out of range",
        LANTERN,
        "contents: [0x4c, 0x4e, 0x54, 0xfe]",
        "contents: [0x4c, 0x4e, 0x54, 0x1fe]",
        "contents: [0x4c, 0x4e, 0x54, 0x1fe]",
        "/types/header/seq/0/contents/3: a byte is 0..255",
    ),
    (
        "unknown checksum",
        LANTERN,
        "algorithm: crc32c",
        "algorithm: md5",
        "-instar-checksum: {algorithm: md5, span: [4, 40]}",
        "/types/header/seq/7/-instar-checksum/algorithm: unknown algorithm 'md5'",
    ),
    (
        "checksum up to a later field",
        LANTERN,
        "span: [4, 40]",
        "span: [4, delta]",
        "-instar-checksum: {algorithm: crc32c, span: [4, delta]}",
        "/types/header/seq/7/-instar-checksum: the span ends at a later field, so the checksum "
        "can only be advisory",
    ),
    (
        "fault of no field",
        LANTERN,
        "        field: ofs_table\n",
        "        field: ofs_chair\n",
        "field: ofs_chair",
        "/types/header/-instar-faults/0/field: no field is named 'ofs_chair'",
    ),
    (
        "bad signature",
        LANTERN,
        "hex: 4c 4e 54 00",
        "hex: 4c 4e 5",
        "hex: 4c 4e 5",
        "/-instar-magic/0/hex: '4c4e5' is not hex",
    ),
    (
        "twice",
        LANTERN,
        VERSION,
        VERSION + "        doc: Again.\n",
        "doc: Again.",
        "/types/header/seq/1/doc: key is there twice",
    ),
    (
        "not the file's name",
        LANTERN,
        "  id: lantern\n",
        "  id: candle\n",
        "id: candle",
        "/meta/id: meta/id is not the file's name 'lantern'",
    ),
    (
        "missing import",
        LANTERN,
        "  bit-endian: be\n",
        "  bit-endian: be\n  imports: [wick]\n",
        "imports: [wick]",
        "/meta/imports: no spec is named 'wick'",
    ),
    (
        "not YAML",
        LANTERN,
        "  bit-endian: be\n",
        "  bit-endian: [be\n",
        "doc: |",
        "/: not YAML: did not find expected ',' or ']'",
    ),
]
