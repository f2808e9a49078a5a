# SPDX-License-Identifier: Apache-2.0
"""What every emitter makes of the small project, to the byte.

After a change that is meant, and looked at: `python -m codegen --root tests/codegen/project gen`.
"""

from __future__ import annotations

import pytest

from codegen.emitters import emit_all
from codegen.load.files import load_all
from codegen.load.proto import load as load_proto
from codegen.out.format import COLUMNS, formatted
from codegen.out.write import strays
from tests.codegen.specbench import PROJECT

OUTPUTS = emit_all(load_all(PROJECT).specs, load_proto(PROJECT))
C = sorted(name for name in OUTPUTS if name.startswith("guest/"))
CODE = sorted(name for name in OUTPUTS if name.endswith((".py", ".c", ".h")))


def test_no_golden_file_is_left_over() -> None:
    assert strays(PROJECT, OUTPUTS) == []


@pytest.mark.parametrize("name", sorted(OUTPUTS))
def test_output_is_the_golden_file(name: str) -> None:
    assert OUTPUTS[name] == (PROJECT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", C)
def test_generated_c_reads_as_written_by_hand(name: str) -> None:
    for number, line in enumerate(OUTPUTS[name].splitlines(), 1):
        assert line == line.rstrip(), number
        assert len(line.expandtabs(8)) <= COLUMNS, number
        assert not line.startswith(" ") or line.startswith(" *"), number
    assert "\n\n\n" not in OUTPUTS[name]


def test_code_is_as_the_formatters_leave_it() -> None:
    assert formatted(OUTPUTS) == OUTPUTS


@pytest.mark.parametrize("name", CODE)
def test_generated_code_has_no_long_line(name: str) -> None:
    assert [line for line in OUTPUTS[name].splitlines() if len(line) > COLUMNS] == []


def test_code_that_a_formatter_cannot_read_is_an_error() -> None:
    with pytest.raises(ValueError, match="ruff"):
        formatted({"a.py": "def ("})
