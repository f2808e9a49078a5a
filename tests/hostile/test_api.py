# SPDX-License-Identifier: Apache-2.0
"""`instar.info(safety=True)` finds in hostile images what `instar info --safety` finds: in
some of them, in all in `make samples`.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import instar
from instar.cli.output import message_lines
from instar.render.info_safety import as_json
from tests.hostile.catalogue import every
from tests.hostile.server import ask
from tests.shared import some

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


def differ(name: str) -> bool:
    """Whether the two do not agree about the image of that name in the directory."""
    told = ask(["info", "--safety", "--output=json", name])
    found = asked_of_the_library(name)
    if told["out"] != found["out"]:
        return True
    if not found["error"]:
        return told["status"] != (0 if json.loads(str(found["out"]))["safe"] else 1)
    error = str(told["err"]).rstrip("\n")
    return told["status"] != 1 or not error.endswith(str(found["error"]))


def test_library_and_command_line_find_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for number, name in enumerate(some(IMAGES, 8)):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.chdir(folder)
        IMAGES[name].build(folder / name)
        if differ(name):
            found.append(name)
        shutil.rmtree(folder, ignore_errors=True)
    assert not found
