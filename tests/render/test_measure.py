# SPDX-License-Identifier: Apache-2.0
"""What measure prints, to the byte."""

from __future__ import annotations

import json

import pytest

from instar.ops.measure import Measurement
from instar.render.measure import as_json, human, human_of, json_error_line, json_line
from instar.render.text import json_string, printable, printable_lines

PLAIN = Measurement(1, 2)
WITH_BITMAPS = Measurement(1, 2, 0)


def test_people_read_bitmaps_last_and_programs_first() -> None:
    assert human(PLAIN) == "required size: 1\nfully allocated size: 2\n"
    assert human(WITH_BITMAPS) == "required size: 1\nfully allocated size: 2\nbitmaps size: 0\n"
    assert as_json(PLAIN) == '{\n    "required": 1,\n    "fully-allocated": 2\n}\n'
    assert as_json(WITH_BITMAPS) == (
        '{\n    "bitmaps": 0,\n    "required": 1,\n    "fully-allocated": 2\n}\n'
    )


def test_one_of_many_has_its_name_first() -> None:
    assert json_line("a b", WITH_BITMAPS) == (
        '{"filename": "a b", "bitmaps": 0, "required": 1, "fully-allocated": 2}\n'
    )
    assert json_error_line("a", 'no "b"') == '{"filename": "a", "error": "no \\"b\\""}\n'
    assert human_of("a", PLAIN, first=True).startswith("a:\nrequired")
    assert human_of("a", PLAIN, first=False).startswith("\na:\nrequired")


STRANGE = [
    ("plain name.qcow2", "plain name.qcow2"),
    ("caf\u00e9", "caf\u00e9"),
    ("\x1b[31m", "\\x1b[31m"),
    ("a\nb", "a\\nb"),
    ("\x9b31m", "\\x9b31m"),
    ("\u202egpj", "\\u202egpj"),
    ("\udcff", "\\xff"),
    ("\u2028", "\\u2028"),
]


@pytest.mark.parametrize(("text", "expected"), STRANGE)
def test_what_a_terminal_obeys_is_escaped(text: str, expected: str) -> None:
    assert printable(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in STRANGE] + ['"', "\\", "\ud800"])
def test_json_is_json(text: str) -> None:
    found = json.loads(json_string(text))
    found.encode("utf-8")
    if text.encode("utf-8", "replace").decode() == text:
        assert found == text


def test_messages_keep_their_own_line_breaks() -> None:
    assert printable_lines("a\x1b\nb") == "a\\x1b\nb"
