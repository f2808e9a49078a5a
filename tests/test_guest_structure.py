# SPDX-License-Identifier: Apache-2.0
"""Which of the guest's directories may include which, and that no includes go round in circles."""

from __future__ import annotations

import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

GUEST = Path(__file__).resolve().parents[1] / "guest"
INCLUDE = re.compile(r'^#include "([^"]+)"', re.M)

# directory -> the directories below it that its files may include; itself always
MAY_INCLUDE = {
    "base": {"generated"},
    "crypto": {"base", "generated"},
    "io": {"base", "generated"},
    "codec": {"io", "base", "generated"},
    "stages": {"io", "base", "generated"},
    "formats": {"crypto", "stages", "io", "base", "generated"},
    "content": {"codec", "crypto", "stages", "io", "base", "generated"},
    "ops": {"formats", "content", "stages", "codec", "io", "base", "generated"},
    "core": {"base", "generated"},
    "generated": {"base"},
}

# a format -> the formats whose directories it may look into
KNOWS = {"qcow2": {"luks"}}


def sources(layer: str) -> list[Path]:
    return sorted(p for p in (GUEST / layer).rglob("*.[ch]") if p.parent.name != "freestanding")


def included(path: Path) -> list[Path]:
    """The guest's own files that a file includes."""
    places = (path.parent, GUEST, GUEST / "base", GUEST / "generated")
    found = []
    for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
        if name.startswith("lib/"):  # of a library that codec/sources.txt pins
            continue
        whole = [place / name for place in places if (place / name).is_file()]
        assert whole, f"{path.relative_to(GUEST)} includes {name}, which is nowhere"
        found.append(whole[0])
    return found


def layer_of(path: Path) -> str:
    return path.relative_to(GUEST).parts[0]


def part_of(path: Path) -> str | None:
    """The format or the operation whose directory holds the file."""
    parts = path.relative_to(GUEST).parts
    return parts[1] if len(parts) > 2 else None


def test_every_directory_has_its_row() -> None:
    layers = {p.name for p in GUEST.iterdir() if p.is_dir() and any(p.rglob("*.c"))}
    assert layers - {"build"} == set(MAY_INCLUDE)


@pytest.mark.parametrize("layer", sorted(MAY_INCLUDE))
def test_layer_includes_only_what_is_below_it(layer: str) -> None:
    allowed = MAY_INCLUDE[layer] | {layer}
    for path in sources(layer):
        wrong = sorted(
            str(p.relative_to(GUEST)) for p in included(path) if layer_of(p) not in allowed
        )
        assert not wrong, f"{path.relative_to(GUEST)} includes {', '.join(wrong)}"


@pytest.mark.parametrize("layer", ["formats", "ops"])
def test_formats_and_operations_do_not_know_each_other(layer: str) -> None:
    for path in sources(layer):
        own = part_of(path)
        allowed = {None, own} | KNOWS.get(own or "", set())
        wrong = [p for p in included(path) if layer_of(p) == layer and part_of(p) not in allowed]
        assert own is None or not wrong, f"{path.relative_to(GUEST)} includes {wrong}"


def test_an_operation_knows_no_format() -> None:
    for path in sources("ops"):
        wrong = [p for p in included(path) if layer_of(p) == "formats" and part_of(p)]
        assert not wrong, f"{path.relative_to(GUEST)} includes {wrong}"


def operations() -> set[str]:
    """Headers of the specs that configure an operation."""
    specs = (GUEST.parent / "specs" / "abi").glob("*.ksy")
    return {f"{p.stem}.h" for p in specs if "\n  config:\n" in p.read_text(encoding="utf-8")}


@pytest.mark.parametrize("layer", ["base", "io", "codec", "stages", "content", "formats", "core"])
def test_what_is_below_knows_no_configuration_of_an_operation(layer: str) -> None:
    assert {"check_run.h", "info.h", "map.h", "measure.h"} <= operations()
    for path in sources(layer):
        wrong = {p.name for p in included(path) if layer_of(p) == "generated"} & operations()
        assert not wrong, f"{path.relative_to(GUEST)} includes {wrong}"


def test_a_header_is_included_in_one_way() -> None:
    """By its bare name from its own directory, by its path from the guest's root elsewhere."""
    for layer in MAY_INCLUDE.keys() - {"generated"}:
        for path in sources(layer):
            for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
                assert (path.parent / name).is_file() or "/" in name, f"{path}: {name}"


def test_no_includes_go_in_a_circle() -> None:
    """A header and the source of the same name are one module."""
    graph: dict[str, set[str]] = {}
    for layer in MAY_INCLUDE:
        for path in sources(layer):
            module = str(path.relative_to(GUEST).with_suffix(""))
            others = {str(p.relative_to(GUEST).with_suffix("")) for p in included(path)}
            graph.setdefault(module, set()).update(others - {module})
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))
