# SPDX-License-Identifier: Apache-2.0
"""Faults of options of new images, for test_lint."""

from __future__ import annotations

from tests.codegen.broken_specs import Broken
from tests.codegen.specbench import LAMP

CASES: list[Broken] = [
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
