# SPDX-License-Identifier: Apache-2.0

"""Each rule of the loader and the linter fails at its line and path, with its message, and nothing
else is wrong.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from codegen.load.files import load_all
from tests.codegen.specbench import LAMP, LANTERN, PROJECT, complaints, copied

VERSION = "        doc: 1 or 2.\n"

CASES: list[tuple[str, str, str, str, str, str]] = [
    # what is wrong; file; a text of it, and what replaces that; the line blamed; YAML path, message
    (
        "unknown key",
        LANTERN,
        VERSION,
        VERSION + "        colour: red\n",
        "colour: red",
        "/types/header/seq/1/colour: unknown key 'colour'",
    ),
    (
        "unknown instar key",
        LANTERN,
        VERSION,
        "        -instar-limit: 2\n" + VERSION,
        "-instar-limit: 2",
        "/types/header/seq/1/-instar-limit: unknown key '-instar-limit'",
    ),
    (
        "misplaced instar key",
        LANTERN,
        VERSION,
        "        -instar-magic: 2\n" + VERSION,
        "-instar-magic: 2",
        "/types/header/seq/1/-instar-magic: key '-instar-magic' has no meaning on a field",
    ),
    (
        "key order",
        LANTERN,
        "        type: u1\n        valid:\n          min: 9\n          max: 21\n",
        "        valid:\n          min: 9\n          max: 21\n        type: u1\n",
        "type: u1",
        "/types/header/seq/2/type: key 'type' comes after 'valid', see the key order in "
        "specs/STYLE.md",
    ),
    (
        "missing doc",
        LANTERN,
        VERSION,
        "",
        "- id: version",
        "/types/header/seq/1: field 'version' without doc",
    ),
    (
        "doc that says nothing",
        LANTERN,
        VERSION,
        "        doc: Version.\n",
        "doc: Version.",
        "/types/header/seq/1/doc: the doc says no more than the id",
    ),
    (
        "type without doc",
        LANTERN,
        "    doc: Fixed arrays and texts.\n",
        "",
        "table:",
        "/types/table: type 'table' without doc",
    ),
    (
        "value without doc",
        LANTERN,
        "        doc: Largest size.\n",
        "",
        "limit:",
        "/types/header/instances/limit: value 'limit' without doc",
    ),
    (
        "constant without doc",
        LANTERN,
        "    doc: Does not fit 32 bits.\n",
        "",
        "max_blocks:",
        "/instances/max_blocks: constant 'max_blocks' without doc",
    ),
    (
        "member without doc",
        LANTERN,
        "      doc: Of a whale.\n",
        "",
        "1:",
        "/enums/kind/1: member 1 of kind without doc",
    ),
    (
        "param without doc",
        LANTERN,
        "        -instar-bound: [9, 21]\n        doc: From the header.\n",
        "        -instar-bound: [9, 21]\n",
        "- id: block_bits",
        "/types/entry/params/0: param 'block_bits' without doc",
    ),
    (
        "fault without doc",
        LANTERN,
        "        doc: The table has to be in the file.\n",
        "",
        "- id: table_past_end",
        "/types/header/-instar-faults/0: fault 'table_past_end' without doc",
    ),
    (
        "file without doc-ref",
        LAMP,
        "doc-ref: the tests\n",
        "",
        "meta:",
        "/: file without doc-ref: where is this specified?",
    ),
    (
        "file without doc",
        LAMP,
        "doc: A small host-guest structure, and a memory map.\n",
        "",
        "meta:",
        "/: file without doc",
    ),
    (
        "number without rule",
        LANTERN,
        "        -instar-any: any shift of the hue\n",
        "",
        "- id: delta",
        "/types/header/seq/8: number without valid",
    ),
    (
        "reserved without rule",
        LANTERN,
        "      - id: high\n        type: b12le\n        -instar-any: any number\n",
        "      - id: reserved\n        size: 6\n      - id: high\n        type: b12le\n"
        "        -instar-any: any number\n",
        "- id: reserved",
        "/types/pair/seq/1: reserved field without contents or -instar-any",
    ),
    (
        "rule and excuse",
        LANTERN,
        VERSION,
        "        -instar-any: whatever\n" + VERSION,
        "-instar-any: whatever",
        "/types/header/seq/1/-instar-any: a field has a rule or -instar-any, not both",
    ),
    (
        "text without rule",
        LANTERN,
        "        -instar-any: any shift of the hue\n",
        "        -instar-any: any shift of the hue\n        -instar-qemu: Wrong hue\n",
        "- id: delta",
        "/types/header/seq/8: -instar-qemu without a rule that could be broken",
    ),
    (
        "unknown placeholder",
        LANTERN,
        "Unsupported version {value}",
        "Unsupported version {wick}",
        "- id: version",
        "/types/header/seq/1: text names 'wick', which is neither a field nor one of value, file, "
        "detail, walking, place, "
        "extra0, extra1, extra2, extra3",
    ),
    (
        "number that a constant holds",
        LANTERN,
        "is {value}, past the end of the file",
        "is {value}, past 0x100000000 or 4096",
        "text: is {value}, past 0x100000000 or 4096",
        "/types/header/-instar-faults/0/text: text repeats 0x100000000, which is {max_blocks}",
    ),
    (
        "number that a rule fixes",
        LANTERN,
        "        valid: 0x1234\n",
        "        valid: 0x1234\n        -instar-qemu: not 4660\n",
        "-instar-qemu: not 4660",
        "/types/header/seq/10/-instar-qemu: text repeats 4660, which is {extra_eq}",
    ),
    (
        "unknown format",
        LANTERN,
        "Unsupported version {value}",
        "Unsupported version {value:g}",
        "- id: version",
        "/types/header/seq/1: format 'g' of 'value' is not one of x, #x, 08x and the like, i32, "
        "i64",
    ),
    (
        "version text without until",
        LANTERN,
        '{until: "5.0", text: "Version {value} is too new"}',
        '{text: "Version {value} is too new"}',
        '- {text: "Version {value} is too new"}',
        "/types/header/seq/1/-instar-qemu/0: each text but the last needs `until`",
    ),
    (
        "word of C",
        LANTERN,
        "- id: delta\n",
        "- id: register\n",
        "- id: register",
        "/types/header/seq/8: id 'register' is a word of C or Python, or a name that generated "
        "code uses",
    ),
    (
        "upper case",
        LANTERN,
        "- id: delta\n",
        "- id: deltaT\n",
        "- id: deltaT",
        "/types/header/seq/8: id 'deltaT' is not lower_snake_case",
    ),
    (
        "unbounded repeat",
        LANTERN,
        "        repeat-expr: num_pairs\n        -instar-bound: 3\n",
        "        repeat-expr: num_pairs\n",
        "- id: pairs",
        "/types/name/seq/4: unbounded repeat: -instar-bound is missing",
    ),
    (
        "endless repeat",
        LANTERN,
        "        repeat: expr\n        repeat-expr: num_pairs\n",
        "        repeat: eos\n",
        "repeat: eos",
        "/types/name/seq/4/repeat: unbounded repeat: only `repeat: expr` is possible in a type",
    ),
    (
        "unbounded bytes",
        LANTERN,
        "        -instar-bound: 64\n",
        "",
        "- id: name",
        "/types/name/seq/2: unbounded size: -instar-bound is missing",
    ),
    (
        "unbounded string",
        LANTERN,
        "        -instar-bound: 8\n",
        "",
        "- id: title",
        "/types/name/seq/6: unbounded string: -instar-bound is missing",
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
        "/: not possible in C: specs/formats/lantern.ksy:196: /types/table/seq/0: b'dim' is not "
        "as long as word, so it can never be its value",
    ),
    (
        "more than 128 bits",
        LANTERN,
        "expr: _ % 512 == 0",
        "expr: _ * _ * 2 != 3",
        "meta:",
        "/: not possible in C: specs/formats/lantern.ksy:32: /types/header: ofs_table with "
        "ofs_table needs more than 128 bits; "
        "give the operands rules",
    ),
    (
        "division of a negative number",
        LANTERN,
        "expr: _ % 512 == 0",
        "expr: (_ - 1) % 512 == 0",
        "meta:",
        "/: not possible in C: specs/formats/lantern.ksy:32: /types/header: (__int128)ofs_table - "
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
    (
        "option without a kind",
        LAMP,
        "        kind: num\n",
        "",
        "- id: wick",
        "/-instar-options/1/options/2: key 'kind' is missing",
    ),
    (
        "option of no kind",
        LAMP,
        "kind: num",
        "kind: number",
        "kind: number",
        "/-instar-options/1/options/2/kind: an option is one of str, bool, num, size",
    ),
    (
        "unknown key of an option",
        LAMP,
        "kind: num",
        "kind: num\n        colour: red",
        "colour: red",
        "/-instar-options/1/options/2/colour: unknown key 'colour'",
    ),
    (
        "default that is no word",
        LAMP,
        "default: warm",
        "default: hot",
        "default: hot",
        "/-instar-options/1/options/3/default: 'hot' is none of the words",
    ),
    (
        "alias of no word",
        LAMP,
        "{icy: cold}",
        "{icy: iced}",
        "aliases: {icy: iced}",
        "/-instar-options/1/options/3/aliases/icy: 'iced' is none of the words",
    ),
    (
        "switch with a number",
        LAMP,
        "default: off\n",
        "default: 0\n",
        "default: 0",
        "/-instar-options/0/options/1/default: on or off is expected here",
    ),
    (
        "number that is on",
        LAMP,
        "        chosen: true\n",
        "        chosen: true\n        on: 1\n",
        "- id: wick",
        "/-instar-options/1/options/2: `on` and `off` are keys of a switch",
    ),
    (
        "rule of a text",
        LAMP,
        "        kind: str\n        doc: where it hangs",
        "        kind: str\n        valid: {min: 1}\n        doc: where it hangs",
        "valid: {min: 1}",
        "/-instar-options/0/options/0/valid: `valid` is a key of numbers; texts have `words`",
    ),
    (
        "option into no field",
        LAMP,
        "        into: size\n        since",
        "        into: width\n        since",
        "into: width",
        "/-instar-options/1/options/2/into: no field is named 'width'",
    ),
    (
        "fault that is not there",
        LAMP,
        "fault: bad_size",
        "fault: bad_width",
        "fault: bad_width",
        "/-instar-options/1/options/1/fault: no fault is named 'bad_width'",
    ),
    (
        "use of nothing",
        LAMP,
        "use: room.place",
        "use: room.hook",
        "- use: room.hook",
        "/-instar-options/1/options/0/use: no options are named 'room.hook'",
    ),
    (
        "order of nothing",
        LAMP,
        "order: [size, place]",
        "order: [size, hook]",
        'shown-before: {until: "2.0", order: [size, hook]}',
        "/-instar-options/1/shown-before/order/1: no option is named 'hook'",
    ),
    (
        "limit in no whole unit",
        LAMP,
        "{min} and {max:KiB}k",
        "{min:KiB} and {max:KiB}k",
        "- id: size",
        "/-instar-options/1/options/1: min is 512, no whole KiB",
    ),
    (
        "text of an option",
        LAMP,
        "no such colour: {value}",
        "no such colour: {hue}",
        "- id: hue",
        "/-instar-options/1/options/3: text names 'hue', which is no limit",
    ),
    (
        "constant that is not there",
        LAMP,
        "_root.len_wick * 32",
        "1 << lantern::header_block_bits_least",
        "default: 1 << lantern::header_block_bits_least",
        "/-instar-options/1/options/1/default: lantern has nothing that is named "
        "'header_block_bits_least'",
    ),
    (
        "release that is none",
        LAMP,
        'since: "1.5"',
        "since: soon",
        "since: soon",
        "/-instar-options/1/options/2/since: a release is numbers between dots",
    ),
]


def test_the_project_itself_is_clean() -> None:
    assert complaints(PROJECT) == []


def test_an_option_may_name_constants_and_limits_of_another_spec(tmp_path: Path) -> None:
    root = copied(tmp_path, LAMP, "_root.len_wick * 32", "1 << lantern::header_block_bits_min")
    lamp = next(spec for spec in load_all(root).specs if spec.id == "lamp")
    assert lamp.option_sets[1].option("size").default == 1 << 9


@pytest.mark.parametrize(
    ("written", "filled"),
    [
        ("past {max_blocks:GiB} GiB", "past 4 GiB"),
        ("past {max_blocks:#x}", "past 0x100000000"),
        ("past {max_blocks} or {value:#x}", "past 4294967296 or {value:#x}"),
    ],
)
def test_a_fault_may_name_a_constant_of_its_file(tmp_path: Path, written: str, filled: str) -> None:
    root = copied(tmp_path, LANTERN, "is {value}, past the end of the file", f'"{written}"')
    lantern = next(spec for spec in load_all(root).specs if spec.id == "lantern")
    assert [f.text for s in lantern.structures for f in s.faults][:1] == [filled]


def test_a_text_of_a_field_may_name_what_a_rule_fixes(tmp_path: Path) -> None:
    text = "Unsupported version {value}, blocks of {block_bits_min} to {block_bits_max} bits"
    root = copied(tmp_path, LANTERN, "Unsupported version {value}", text)
    lantern = next(spec for spec in load_all(root).specs if spec.id == "lantern")
    shown = [q.text for f in lantern.structures[0].fields for q in f.qemu]
    assert shown[-1] == "Unsupported version {value}, blocks of 9 to 21 bits"


def test_a_spec_is_dropped_with_the_one_whose_constant_it_names(tmp_path: Path) -> None:
    root = copied(tmp_path, LAMP, "_root.len_wick * 32", "1 << lantern::header_block_bits_min")
    (root / LANTERN).write_text("meta: {id: candle}\n", encoding="utf-8")
    loaded = load_all(root)
    assert (loaded.specs, [p.where.file for p in loaded.problems]) == ((), [LANTERN])


@pytest.mark.parametrize(
    ("file", "old", "new", "blamed", "said"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_broken_spec_is_refused_at_its_place(
    tmp_path: Path, file: str, old: str, new: str, blamed: str, said: str
) -> None:
    root = copied(tmp_path, file, old, new)
    found = complaints(root)
    assert len(found) == 1, found
    place, line, rest = found[0].split(":", 2)
    assert (place, rest.strip()) == (file, said)
    text = (root / file).read_text(encoding="utf-8").splitlines()
    assert text[int(line) - 1].strip() == blamed
