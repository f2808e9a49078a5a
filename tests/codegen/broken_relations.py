# SPDX-License-Identifier: Apache-2.0
"""Faults of places and meanings, for test_lint."""

from __future__ import annotations

from tests.codegen.broken_specs import Broken
from tests.codegen.specbench import LANTERN

_LAST = "      - {means: data}\n"
_INDEX = "    index: offset / header.block_size\n"
_AT = "    at: header.ofs_table\n"

CASES: list[Broken] = [
    (
        "meaning that is none",
        LANTERN,
        _LAST,
        "      - {means: date}\n",
        "- {means: date}",
        "/types/entry/-instar-entry/2/means: 'date' is no meaning: hole, zero, ones, data, "
        "partial, compressed, table, reserved",
    ),
    (
        "values without a meaning",
        LANTERN,
        _LAST,
        "      - {means: data, if: used}\n",
        "- {means: data, if: used}",
        "/types/entry/-instar-entry/2: each case but the last has `if`, so that every value has a "
        "meaning",
    ),
    (
        "number as the condition of a meaning",
        LANTERN,
        "if: offset == 0,",
        "if: offset,",
        "- {means: zero, if: offset, doc: The header is there.}",
        "/types/entry/-instar-entry/1/if: a condition is expected here",
    ),
    (
        "meaning twice",
        LANTERN,
        _LAST,
        "      - {means: zero}\n",
        "- {means: zero}",
        "/types/entry/-instar-entry/2/means: 'zero' is there twice: join the conditions by `or`",
    ),
    (
        "meanings of what is no entry",
        LANTERN,
        "    -instar-faults:\n      - id: table_past_end\n",
        "    -instar-entry:\n      - {means: data}\n"
        "    -instar-faults:\n      - id: table_past_end\n",
        "-instar-entry:",
        "/types/header/-instar-entry: only what is always as long is an entry of a table, and has "
        "meanings",
    ),
    (
        "key of a place with a typo",
        LANTERN,
        _INDEX,
        "    indexx: offset / header.block_size\n",
        "indexx: offset / header.block_size",
        "/-instar-places/1/indexx: unknown key 'indexx', did you mean 'index'?",
    ),
    (
        "place that comes later",
        LANTERN,
        _AT,
        "    at: block.ofs_table\n",
        "at: block.ofs_table",
        "/-instar-places/1/at: no field, param, constant or value is named 'block' before this",
    ),
    (
        "field that a place has not",
        LANTERN,
        _AT,
        "    at: header.ofs_tabel\n",
        "at: header.ofs_tabel",
        "/-instar-places/1/at: header has nothing that is named 'ofs_tabel'",
    ),
    (
        "value that needs arguments",
        LANTERN,
        "at: table.block * header.block_size",
        "at: table.offset",
        "at: table.offset",
        "/-instar-places/2/at: table takes arguments, so it has no 'offset' here",
    ),
    (
        "index of one",
        LANTERN,
        "    count: header.num_blocks\n",
        "",
        _INDEX.strip(),
        "/-instar-places/1/index: `index` chooses among several: `count` is missing",
    ),
    (
        "index that may divide by zero",
        LANTERN,
        _INDEX,
        "    index: offset / header.num_used\n",
        "index: offset / header.num_used",
        "/-instar-places/1/index: division by 0..4294967296; a rule has to keep it above 0",
    ),
    (
        "index of nothing",
        LANTERN,
        _INDEX,
        "    index: header.num_used\n",
        "index: header.num_used",
        "/-instar-places/1/index: an index is computed from either `offset` or `file_offset`",
    ),
    (
        "promise about another number",
        LANTERN,
        _INDEX,
        _INDEX + "    positive: [num_used]\n",
        "positive: [num_used]",
        "/-instar-places/1/positive/0: the index does not name 'num_used'",
    ),
    (
        "identifier that nobody declared",
        LANTERN,
        _INDEX,
        _INDEX + "    is: {used: club}\n",
        "is: {used: club}",
        "/-instar-places/1/is/used: no bytes are named 'club'",
    ),
    (
        "place that is the same as none",
        LANTERN,
        _AT + "    count: header.num_blocks\n" + _INDEX,
        "    same: tables\n",
        "same: tables",
        "/-instar-places/1/same: no place is named 'tables'",
    ),
    (
        "place that has another's and its own",
        LANTERN,
        "  - id: block\n    size: header.block_size\n    at: table.block * header.block_size\n",
        "  - id: block\n    type: entry\n    same: table\n    at: 0\n",
        "same: table",
        "/-instar-places/2/same: `same` has the place: `at` is not needed",
    ),
    (
        "search by a number",
        LANTERN,
        _INDEX,
        "    search: block\n",
        "search: block",
        "/-instar-places/1/search: a condition is expected here",
    ),
    (
        "search of one",
        LANTERN,
        "    count: header.num_blocks\n" + _INDEX,
        "    search: block == 0\n",
        "search: block == 0",
        "/-instar-places/1/search: `search` chooses among several: `count` is missing",
    ),
    (
        "history out of order",
        LANTERN,
        "-instar-places:\n",
        "-instar-history:\n  - {date: 2026-11-29, doc: A.}\n  - {date: 2026-11-28, doc: B.}\n"
        "-instar-places:\n",
        "- {date: 2026-11-28, doc: B.}",
        "/-instar-history/1/date: a date such as 2026-11-29, not before the one above, is expected",
    ),
    (
        "place of no kind",
        LANTERN,
        "    size: header.block_size\n    at: table",
        "    at: table",
        "- id: block",
        "/-instar-places/2: a place has either `type` or `size`",
    ),
]
