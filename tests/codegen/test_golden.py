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


@pytest.fixture(scope="module")
def outputs() -> dict[str, str]:
    return emit_all(load_all(PROJECT).specs, load_proto(PROJECT))


def test_no_golden_file_is_left_over(outputs: dict[str, str]) -> None:
    assert strays(PROJECT, outputs) == []


def test_output_is_the_golden_file(outputs: dict[str, str]) -> None:
    for name, text in outputs.items():
        assert text == (PROJECT / name).read_text(encoding="utf-8"), name


def test_generated_c_reads_as_written_by_hand(outputs: dict[str, str]) -> None:
    for name in (name for name in outputs if name.startswith("guest/")):
        for number, line in enumerate(outputs[name].splitlines(), 1):
            assert line == line.rstrip(), (name, number)
            assert len(line.expandtabs(8)) <= COLUMNS, (name, number)
            assert not line.startswith(" ") or line.startswith(" *"), (name, number)
        assert "\n\n\n" not in outputs[name], name


def test_code_is_as_the_formatters_leave_it(outputs: dict[str, str]) -> None:
    assert formatted(outputs) == outputs


def test_generated_code_has_no_long_line(outputs: dict[str, str]) -> None:
    code = {name: text for name, text in outputs.items() if name.endswith((".py", ".c", ".h"))}
    assert [(name, x) for name in code for x in code[name].splitlines() if len(x) > COLUMNS] == []


def test_code_that_a_formatter_cannot_read_is_an_error() -> None:
    with pytest.raises(ValueError, match="ruff"):
        formatted({"a.py": "def ("})


def test_tables_that_clang_format_takes_seconds_for_stay_as_the_emitter_lays_them_out() -> None:
    table = "const int  a[] = {\n\t1,\n};\n"
    out = formatted({"guest/generated/views.c": table, "guest/generated/a.c": table})
    assert out["guest/generated/views.c"] == table
    assert out["guest/generated/a.c"] != table
