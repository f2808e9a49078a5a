# SPDX-License-Identifier: Apache-2.0
"""The C of the small project, to the byte.

After a change that is meant: `python -m codegen --root tests/codegen/project gen emit_c emit_proto_c`.
"""

from __future__ import annotations

import pytest

from codegen.emitters import emit_all
from codegen.load import load_all
from codegen.proto import load as load_proto
from tests.codegen.specbench import PROJECT

GOLDEN = sorted(p.relative_to(PROJECT).as_posix() for p in (PROJECT / "guest/generated").iterdir())


@pytest.fixture(scope="module")
def outputs() -> dict[str, str]:
    return emit_all(load_all(PROJECT).specs, load_proto(PROJECT), ("emit_c", "emit_proto_c"))


def test_every_output_has_a_golden_file(outputs: dict[str, str]) -> None:
    assert sorted(outputs) == GOLDEN


@pytest.mark.parametrize("name", GOLDEN)
def test_output_is_the_golden_file(outputs: dict[str, str], name: str) -> None:
    assert outputs[name] == (PROJECT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GOLDEN)
def test_generated_c_reads_as_written_by_hand(outputs: dict[str, str], name: str) -> None:
    for number, line in enumerate(outputs[name].splitlines(), 1):
        assert line == line.rstrip(), number
        assert len(line.expandtabs(8)) <= 120, number
        assert not line.startswith(" ") or line.startswith(" *"), number
    assert "\n\n\n" not in outputs[name]
