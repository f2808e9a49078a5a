# SPDX-License-Identifier: Apache-2.0

"""The rest of what the loader refuses: keys, values and names of the wrong shape. Each is reported
at its line and path.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.codegen.specbench import LAMP, LANTERN, complaints, copied

CASES: list[tuple[str, str, str, str, str, str]] = [
    # what is wrong; file; a text of it, and what replaces that; the line blamed; YAML path, message
    (
        "in-enum without enum",
        LANTERN,
        "        enum: kind\n",
        "",
        "valid:",
        "/types/header/seq/3/valid: in-enum: true needs an enum",
    ),
    (
        "in-enum that is no truth",
        LANTERN,
        "          in-enum: true\n",
        "          in-enum: false\n",
        "in-enum: false",
        "/types/header/seq/3/valid/in-enum: in-enum: true needs an enum",
    ),
    (
        "name of a type in upper case",
        LANTERN,
        "  pair:\n    doc: Two",
        "  Pair:\n    doc: Two",
        "Pair:",
        "/types/Pair: id 'Pair' is not lower_snake_case",
    ),
    (
        "part of variable size in ABI",
        LAMP,
        "        doc: What is left over.\n",
        "        doc: What is left over.\n      - id: more\n        size: colour + 1\n"
        "        -instar-bound: 8\n        -instar-any: more\n        doc: Varies.\n",
        "- id: more",
        "/types/config/seq/3: part of variable place or size in an ABI structure",
    ),
    (
        "fault twice",
        LANTERN,
        "        doc: The table has to be in the file.\n",
        "        doc: The table has to be in the file.\n"
        "      - {id: table_past_end, text: again, doc: Again.}\n",
        "- {id: table_past_end, text: again, doc: Again.}",
        "/types/header/-instar-faults/1: fault 'table_past_end' is there twice",
    ),
    (
        "root instance without value",
        LANTERN,
        "    value: 0x100000000\n",
        "    -instar-unit: blocks\n",
        "max_blocks:",
        "/instances/max_blocks: an instance of the root needs `value` or `pos`",
    ),
    (
        "constant that is none",
        LANTERN,
        "    value: 0x100000000\n",
        "    value: head.version\n",
        "value: head.version",
        "/instances/max_blocks/value: no field, param, constant or value is named 'head' before "
        "this",
    ),
    (
        "no byte order",
        LANTERN,
        "  endian: be\n",
        "  endian: middle\n",
        "endian: middle",
        "/meta/endian: le or be is expected here",
    ),
    (
        "bit order",
        LANTERN,
        "  bit-endian: be\n",
        "  bit-endian: up\n",
        "bit-endian: up",
        "/meta/bit-endian: le or be is expected here",
    ),
    (
        "number without byte order",
        LANTERN,
        "  endian: be\n",
        "",
        "type: u2",
        "/types/header/seq/1/type: byte order unknown: neither the type nor meta/endian gives it",
    ),
    (
        "enum by a word",
        LANTERN,
        "    1:\n      id: oil\n",
        "    one:\n      id: oil\n",
        "one:",
        "/enums/kind/one: 'one' is not a number",
    ),
    (
        "member twice",
        LANTERN,
        "      id: gas\n",
        "      id: oil\n",
        "0xffffffff:",
        "/enums/kind/0xffffffff: member 'oil' is there twice",
    ),
    (
        "enum without members",
        LANTERN,
        "enums:\n",
        "enums:\n  nothing: {}\n",
        "nothing: {}",
        "/enums/nothing: enum without members",
    ),
    (
        "unknown key of a signature",
        LANTERN,
        "    hex: 4c 4e 54 00\n",
        "    hex: 4c 4e 54 00\n    colour: red\n",
        "colour: red",
        "/-instar-magic/0/colour: unknown key 'colour'",
    ),
    (
        "empty contents",
        LANTERN,
        "contents: [0x4c, 0x4e, 0x54, 0xfe]",
        "contents: []",
        "contents: []",
        "/types/header/seq/0/contents: contents are empty",
    ),
    (
        "no type and no size",
        LANTERN,
        "        type: s4le\n",
        "",
        "- id: delta",
        "/types/header/seq/8: field with neither type, size nor contents",
    ),
    (
        "too many bits",
        LANTERN,
        "type: b24\n",
        "type: b65\n",
        "type: b65",
        "/types/entry/seq/2/type: a bit field has 1..64 bits",
    ),
    (
        "string without encoding",
        LANTERN,
        "        size: 4\n        encoding: ASCII\n",
        "        size: 4\n",
        "- id: word",
        "/types/table/seq/0: a string needs an encoding",
    ),
    (
        "str without size",
        LANTERN,
        "        type: strz\n        encoding: UTF-8\n        -instar-bound: 8\n",
        "        type: str\n        encoding: UTF-8\n        -instar-bound: 8\n",
        "- id: title",
        "/types/name/seq/6: a str needs a size",
    ),
    (
        "impossible type",
        LANTERN,
        "type: s4le",
        "type: 4s",
        "type: 4s",
        "/types/header/seq/8/type: type '4s' is not possible here",
    ),
    (
        "structure with a size",
        LANTERN,
        "        type: entry(12)\n",
        "        type: entry(12)\n        size: 4\n",
        "type: entry(12)",
        "/types/pair/seq/0/type: a nested structure takes no size",
    ),
    (
        "unknown key of valid",
        LANTERN,
        "          max: 3\n",
        "          most: 3\n",
        "most: 3",
        "/types/name/seq/1/valid/most: unknown key 'most'",
    ),
    (
        "valid without a rule",
        LANTERN,
        "        valid:\n          max: 3\n",
        "        valid: {}\n",
        "valid: {}",
        "/types/name/seq/1/valid: valid without a rule",
    ),
    (
        "unknown key of a checksum",
        LANTERN,
        "span: [4, 40]}",
        "span: [4, 40], colour: red}",
        "-instar-checksum: {algorithm: crc32c, span: [4, 40], colour: red}",
        "/types/header/seq/7/-instar-checksum/colour: unknown key 'colour'",
    ),
    (
        "span without an end",
        LANTERN,
        "span: [4, 40]",
        "span: [4]",
        "-instar-checksum: {algorithm: crc32c, span: [4]}",
        "/types/header/seq/7/-instar-checksum/span: span is [start, end]",
    ),
    (
        "repeated bits",
        LANTERN,
        "        type: b24\n",
        "        type: b24\n        repeat: expr\n        repeat-expr: 2\n",
        "- id: block",
        "/types/entry/seq/2: only numbers, bytes and structures can be repeated",
    ),
    (
        "param of another type",
        LANTERN,
        "      - id: block_bits\n        type: u1\n        -instar-bound: [9, 21]\n",
        "      - id: block_bits\n        type: f4\n        -instar-bound: [9, 21]\n",
        "- id: block_bits",
        "/types/entry/params/0: a param is one of u1, u2, u4, u8, bool",
    ),
    (
        "bound with one end",
        LANTERN,
        "-instar-bound: [9, 21]",
        "-instar-bound: [9]",
        "-instar-bound: [9]",
        "/types/entry/params/0/-instar-bound: the bound of a param is [min, max]",
    ),
    (
        "instance with a place",
        LANTERN,
        "        value: block << block_bits\n",
        "        pos: 12\n",
        "offset:",
        "/types/entry/instances/offset: only value instances are possible in a type",
    ),
    (
        "value past 64 bits",
        LANTERN,
        "value: block << block_bits",
        "value: block << (block_bits + 30)",
        "offset:",
        "/types/entry/instances/offset: value may be 0..37778929611157348024320, which no 64-bit "
        "number holds",
    ),
    (
        "field twice",
        LANTERN,
        "      - id: num_used\n",
        "      - id: num_blocks\n",
        "- id: num_blocks",
        "/types/header/seq/6: field 'num_blocks' is there twice",
    ),
    (
        "size of nothing",
        LANTERN,
        "        size: 2\n        repeat",
        "        size: 0\n        repeat",
        "- id: blob",
        "/types/table/seq/3: elements need a constant size of at least 1",
    ),
    (
        "conditional bit",
        LANTERN,
        "        type: b7\n",
        "        type: b7\n        if: used\n",
        "- id: reserved",
        "/types/entry/seq/1: a bit field cannot be conditional",
    ),
    (
        "elements of variable size",
        LANTERN,
        "        size: 2\n        repeat: expr\n        repeat-expr: 2\n",
        "        size: numbers[0]\n        repeat: expr\n        repeat-expr: 2\n",
        "- id: blob",
        "/types/table/seq/3: elements need a constant size of at least 1",
    ),
    (
        "unknown key of a fault",
        LANTERN,
        "        qemu: Table is gone\n",
        "        qemu: Table is gone\n        colour: red\n",
        "colour: red",
        "/types/header/-instar-faults/0/colour: unknown key 'colour'",
    ),
    (
        "unknown key of a text",
        LANTERN,
        "    text: 'li\"ght'\n",
        "    text: 'li\"ght'\n    colour: red\n",
        "colour: red",
        "/-instar-strings/0/colour: unknown key 'colour'",
    ),
    (
        "this outside of a rule",
        LANTERN,
        "if: version >= 2\n",
        "if: _ >= 2\n",
        "if: _ >= 2",
        "/types/header/seq/9/if: `_` has a meaning only in a rule",
    ),
    (
        "root without a constant",
        LANTERN,
        "max: _root.max_blocks",
        "max: _root.head",
        "max: _root.head",
        "/types/header/seq/6/valid/max: `_root` leads only to constants of the file",
    ),
    (
        "parent",
        LANTERN,
        "max: _root.max_blocks",
        "max: _parent.size",
        "max: _parent.size",
        "/types/header/seq/6/valid/max: `_parent` is not possible here; use params",
    ),
    (
        "part of a number",
        LANTERN,
        "left.block > 3",
        "left.block.high > 3",
        "type: 'entry(left.block.high > 3 ? 9 : 10)'",
        "/types/pair/seq/3/type: left.block has nothing that is named 'high'",
    ),
    (
        "unknown part",
        LANTERN,
        "left.block > 3",
        "left.wick > 3",
        "type: 'entry(left.wick > 3 ? 9 : 10)'",
        "/types/pair/seq/3/type: left has nothing that is named 'wick'",
    ),
    (
        "no enum of another kind",
        LANTERN,
        "if: version >= 2\n",
        "if: version >= a::b::c::d\n",
        "if: version >= a::b::c::d",
        "/types/header/seq/9/if: a::b::c is not an enum",
    ),
    (
        "unknown member",
        LANTERN,
        "if: version >= 2\n",
        "if: version >= kind::wax\n",
        "if: version >= kind::wax",
        "/types/header/seq/9/if: enum kind has no member 'wax'",
    ),
    (
        "no type of another kind",
        LANTERN,
        "if: version >= 2\n",
        "if: version >= sizeof<a::b::c>\n",
        "if: version >= sizeof<a::b::c>",
        "/types/header/seq/9/if: a::b::c is not a type",
    ),
    (
        "size of what varies",
        LANTERN,
        "if: version >= 2\n",
        "if: version >= sizeof<name>\n",
        "if: version >= sizeof<name>",
        "/types/header/seq/9/if: name has no constant size",
    ),
    (
        "list for a mapping",
        LANTERN,
        "        valid:\n          max: 3\n",
        "        valid: [3]\n",
        "valid: [3]",
        "/types/name/seq/1/valid: a text is expected here",
    ),
    (
        "mapping for a list",
        LANTERN,
        "          any-of: [1, 2]\n",
        "          any-of: {1: 2}\n",
        "any-of: {1: 2}",
        "/types/header/seq/1/valid/any-of: a list is expected here",
    ),
    (
        "text for a list",
        LANTERN,
        "          any-of: [1, 2]\n",
        "          any-of: 12\n",
        "any-of: 12",
        "/types/header/seq/1/valid/any-of: a list is expected here",
    ),
    (
        "list for a text",
        LANTERN,
        "        doc: 1 or 2.\n",
        "        doc: [1, 2]\n",
        "doc: [1, 2]",
        "/types/header/seq/1/doc: a text is expected here",
    ),
    (
        "text for a number",
        LANTERN,
        "offset: -16",
        "offset: end",
        "- offset: end",
        "/-instar-magic/0/offset: a number is expected here",
    ),
    (
        "number for a truth",
        LAMP,
        "-instar-abi: true",
        "-instar-abi: 1",
        "-instar-abi: 1",
        "/-instar-abi: true or false is expected here",
    ),
    (
        "missing key",
        LANTERN,
        "    hex: 4c 4e 54 00\n",
        "",
        "- offset: -16",
        "/-instar-magic/0: key 'hex' is missing",
    ),
    (
        "no number for ids",
        LANTERN,
        "-instar-id: 2\n",
        "",
        "meta:",
        "/: key '-instar-id' is missing",
    ),
    (
        "number for ids that is too large",
        LANTERN,
        "-instar-id: 2",
        "-instar-id: 256",
        "-instar-id: 256",
        "/-instar-id: a number from 1 to 255 is expected here",
    ),
    (
        "number for ids of another file",
        LANTERN,
        "-instar-id: 2",
        "-instar-id: 1",
        "-instar-id: 1",
        "/-instar-id: specs/abi/lamp.ksy has the same number",
    ),
    (
        "import of itself",
        LANTERN,
        "  bit-endian: be\n",
        "  bit-endian: be\n  imports: [lantern]\n",
        "meta:",
        "/meta: imports go in a circle",
    ),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "blamed", "said"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_broken_spec_is_refused_at_its_place(
    tmp_path: Path, file: str, old: str, new: str, blamed: str, said: str
) -> None:
    """The first complaint is the cause; what follows from it may be reported, too."""
    root = copied(tmp_path, file, old, new)
    place, line, rest = complaints(root)[0].split(":", 2)
    assert (place, rest.strip()) == (file, said)
    assert (root / file).read_text(encoding="utf-8").splitlines()[int(line) - 1].strip() == blamed


def test_empty_file_is_refused(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / LAMP).write_text("", encoding="utf-8")
    assert complaints(root) == [f"{LAMP}:1: /: the file is empty"]


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    root = copied(tmp_path)
    twin = root / LAMP.replace("abi", "formats")
    twin.write_text((root / LAMP).read_text(encoding="utf-8"), encoding="utf-8")
    assert complaints(root) == [f"specs/formats/lamp.ksy:2: /meta/id: {LAMP} has the same id"]
