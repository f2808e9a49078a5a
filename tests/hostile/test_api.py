# SPDX-License-Identifier: Apache-2.0
"""`instar.info(safety=True)` finds in each hostile image what `instar info --safety` finds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import instar
from instar.cli.output import message_lines
from instar.render.info_safety import as_json
from tests.hostile.catalogue import every
from tests.hostile.server import ask

IMAGES = every()
FAIL_ON = "medium"


def asked_of_the_library(name: str) -> dict[str, object]:
    """The answer as the command line prints it, or the error."""
    try:
        found = instar.info(name, safety=True)
    except instar.InstarError as error:
        lines = message_lines(error, exact=False)
        return {"out": "", "error": f"instar: {lines[-1]}"}
    return {"out": as_json(found, FAIL_ON), "error": ""}


@pytest.mark.parametrize("name", IMAGES)
def test_library_and_command_line_find_the_same(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    IMAGES[name].build(tmp_path / name)
    told = ask(["info", "--safety", "--output=json", name])
    found = asked_of_the_library(name)
    assert told["out"] == found["out"]
    if not found["error"]:
        answer = json.loads(str(found["out"]))
        assert told["status"] == (0 if answer["safe"] else 1)
        return
    assert told["status"] == 1 and str(told["err"]).rstrip("\n").endswith(str(found["error"]))
