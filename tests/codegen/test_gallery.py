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
from typing import Any

import pytest
import yaml
from kaitaistruct import KaitaiStream, KaitaiStruct

from codegen import cli
from codegen.gallery.whole import COUNTS, FORMATS, KEY_ORDER, SUFFIXES, TYPE_KEY_ORDER
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


class _WithOurNames:
    """What the gallery's Python finds, under the names that the views have."""

    def __init__(self, found: Any) -> None:
        self._found = found

    def __getattr__(self, name: str) -> Any:
        name = COUNTS.get(name, name)
        for suffix, prefix in SUFFIXES.items():
            if name.endswith(suffix) and not hasattr(self._found, name):
                name = prefix + name.removesuffix(suffix)
        return with_our_names(getattr(self._found, name))


def with_our_names(found: Any) -> Any:
    if isinstance(found, list):
        return [with_our_names(item) for item in found]
    return _WithOurNames(found) if isinstance(found, KaitaiStruct) else found


def test_lines_are_short_and_names_begin_with_what_they_are(written: Path) -> None:
    for name in FORMATS:
        lines = (written / f"{name}.ksy").read_text().splitlines()
        assert [line for line in lines if len(line) > 80 and "https://" not in line] == []
        ids = {line.split("id: ")[1] for line in lines if line.lstrip().startswith("- id: ")}
        assert [i for i in ids if i.endswith(("_offset", "_length"))] == []


def test_keys_are_in_the_gallery_s_order(written: Path) -> None:
    for name in FORMATS:
        whole = yaml.safe_load((written / f"{name}.ksy").read_text())
        assert list(whole)[:3] == ["meta", "doc", "doc-ref"]
        for part in whole["types"].values():
            assert list(part) == [key for key in TYPE_KEY_ORDER if key in part]
            for field in (*part.get("seq", []), *part.get("instances", {}).values()):
                assert list(field) == [key for key in KEY_ORDER if key in field]


def test_flags_are_bits(written: Path) -> None:
    qcow2 = yaml.safe_load((written / "qcow2.ksy").read_text())
    bits = qcow2["types"]["header_incompatible_features"]["seq"]
    assert [bit["id"] for bit in bits] == [
        *("reserved1", "extended_l2", "compression", "external_data", "corrupt", "dirty")
    ]
    assert bits[0]["type"] == "b59" and "incompatible_feature" not in qcow2["enums"]
    vmdk = yaml.safe_load((written / "vmdk.ksy").read_text())
    bits = vmdk["types"]["sparse_header_flags"]["seq"]
    assert [(bit["id"], bit["type"]) for bit in bits][2:4] == [
        ("zeroed_grain", "b1"),
        ("reserved1", "b13"),
    ]
    instances = vmdk["types"]["sparse_header"]["instances"]
    assert instances["has_zeroed_grain"]["value"] == "flags.zeroed_grain"


def test_no_type_is_of_what_is_in_no_file(written: Path) -> None:
    vmdk = yaml.safe_load((written / "vmdk.ksy").read_text())
    assert "descriptor" not in vmdk["types"]


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
            found = list(BLOCKS[name](with_our_names(whole)))
        assert found == list(BLOCKS[name](opened(view, path)))
        assert found
