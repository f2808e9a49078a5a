# SPDX-License-Identifier: Apache-2.0
"""What generated host code costs to import: a configuration is written on the way to every
answer.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.codegen import views
from tests.codegen.cbuild import ROOT

LIGHT = {"__future__", "typing", "typing.io", "typing.re", "_typing"}
"""Besides `struct` and `dataclasses` and what these import themselves."""
WRITERS = sorted(
    f"instar.generated.{spec.id}" for spec in views.specs() if spec.is_abi and spec.structures
)
OWN = {"instar", "instar.errors", "instar.record", "instar.version"}


def imported(*modules: str) -> set[str]:
    """All that is loaded after these imports."""
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.fixture(scope="module")
def allowed() -> set[str]:
    return imported("struct", "dataclasses") | LIGHT


@pytest.mark.parametrize("module", [*WRITERS, "instar.generated.messages"])
def test_writer_loads_nothing_heavier_than_struct_and_dataclasses(
    module: str, allowed: set[str]
) -> None:
    more = imported(module) - allowed
    assert {name for name in more if name.partition(".")[0] != "instar"} == set()
    assert all(
        name.startswith(("instar.generated", "instar.layout")) or name in OWN for name in more
    ), more
