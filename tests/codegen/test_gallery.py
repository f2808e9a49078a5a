# SPDX-License-Identifier: Apache-2.0
"""What `codegen gallery` writes needs no other file: the official compiler takes it for its
languages, and what its Python finds in an image is what the view finds.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from kaitaistruct import KaitaiStream

from codegen import cli
from codegen.gallery import FORMATS
from codegen.model import model as m
from tests.codegen import oracle
from tests.codegen.test_views import BLOCKS, opened

IMAGES = {
    "qcow2": "q2-cs16k.qcow2",
    "vhd": "same-dyn.vhd",
    "vhdx": "same-1M.vhdx",
    "vmdk": "same-sparse.vmdk",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gallery")
    assert cli.main(["gallery", str(folder)]) == 0
    return folder


def test_nothing_of_ours_is_left(written: Path) -> None:
    for name in FORMATS:
        text = (written / f"{name}.ksy").read_text()
        assert "-instar" not in text
        assert "imports" not in text


def test_the_compiler_takes_them_for_its_languages(
    written: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = written / "out"
    script = Path(oracle.__file__).with_name("kaitai_compile.mjs")
    files = [str(written / f"{name}.ksy") for name in FORMATS]
    subprocess.run(
        ["node", str(script), "--every-language", str(out), *files],
        env={**os.environ, "NODE_MODULES": str(oracle.compiler())},
        check=True,
    )
    for name, view in FORMATS.items():
        monkeypatch.syspath_prepend(str(out))
        monkeypatch.delitem(sys.modules, name, raising=False)
        module = importlib.import_module(name)
        monkeypatch.delitem(sys.modules, name)
        path = corpus / IMAGES[name]
        with path.open("rb") as file:
            whole = getattr(module, m.camel(name))(KaitaiStream(file))
            found = list(BLOCKS[name](whole))
        assert found == list(BLOCKS[name](opened(view, path)))
        assert found
