# SPDX-License-Identifier: Apache-2.0
"""`inspect`: a page that agrees with `info`, `map` and `check`, whatever the image is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from instar.generated.profiles import DEFAULT
from instar.render.info_size import human_size
from tests.cli.conftest import Instar
from tests.cli.terminal import on_terminal
from tests.cli.test_terminal import COLOR
from tests.hostile.asking import MEMORY
from tests.hostile.asking import Instar as Asking
from tests.hostile.catalogue import every

LABELS = (
    *("format", "size", "state", "encryption", "chain", "data", "snapshots", "bitmaps"),
    *("safety", "health"),
)


def rows(page: str) -> dict[str, list[str]]:
    """The parts of a page."""
    found: dict[str, list[str]] = {}
    for line in page.splitlines()[3:]:
        label, text = line[:12].strip(), line[12:]
        if label:
            found[label] = []
        found[list(found)[-1]].append(text)
    return found


def test_a_chain_on_a_page(instar: Instar, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(corpus)
    status, page, err = instar("inspect", "top.qcow2")
    assert (status, err) == (0, "")
    found = rows(page)
    assert list(found) == ["format", "size", "chain", "data", "safety", "health"]
    assert [row.split()[0] for row in found["chain"]] == ["top.qcow2", "mid.qcow2", "base.qcow2"]
    assert re.fullmatch(r"[.0#12]{30,68}", found["data"][0])
    assert found["data"][-1].startswith("in top.qcow2: 5 pieces")
    assert found["safety"][0].startswith("high  backing_file  has a backing file")
    assert found["health"][0] == "the check found nothing wrong"
    named = instar("inspect", str(corpus / "top.qcow2")).out
    assert named.splitlines()[0] == str(corpus / "top.qcow2")


@pytest.mark.parametrize(
    ("name", "part", "text"),
    [
        ("q2-snap.qcow2", "snapshots", "first"),
        ("q2-bitmap.qcow2", "bitmaps", "64 KiB"),
        ("q2-luks.qcow2", "encryption", "LUKS1, aes-256-xts, sha256, 1 of 8 key slots"),
        ("q2-aes.qcow2", "encryption", "aes, of the old kind"),
        ("q2-corrupt.qcow2", "state", "marked as corrupt"),
        ("q2-dirty.qcow2", "state", "was not closed properly"),
        ("q2-leak.qcow2", "health", "2 leaked clusters"),
        ("bad-qcow2-overlap.qcow2", "health", "errors: the image is corrupt"),
        ("raw-mixed.raw", "format", "raw"),
        ("same-sparse.vmdk", "format", "vmdk, monolithicSparse, clusters of 64 KiB"),
    ],
)
def test_what_an_image_has_is_on_its_page(
    instar: Instar, corpus: Path, name: str, part: str, text: str
) -> None:
    assert text in "\n".join(rows(instar("inspect", str(corpus / name)).out)[part])


def test_every_image_has_a_page_or_one_error(instar: Instar, corpus: Path) -> None:
    """What opens for `info` has a page; it agrees with what `info` and `check` say."""
    pages = 0
    for path in sorted(corpus.iterdir())[::7]:
        status, page, err = instar("inspect", str(path))
        info = instar("info", "--output=json", str(path))
        assert status in (0, 1)
        assert "internal error" not in err
        assert all(char.isprintable() for char in page.replace("\n", ""))
        if info.status:
            assert (status, page) == (1, ""), path.name
            continue
        pages += 1
        said = json.loads(info.out)
        found = rows(page)
        assert set(found) <= set(LABELS)
        assert page.splitlines()[1].split(", ")[:2] == [
            f"  {said['format']}",
            human_size(said["virtual-size"], DEFAULT),
        ]
        check = instar("check", "--output=json", str(path))
        if check.status in (0, 2, 3):
            counts = json.loads(check.out)
            for name, words in (("corruptions", "errors"), ("leaks", "leaked clusters")):
                shown = any(f"{counts.get(name, 0):,} {words}" in row for row in found["health"])
                assert shown == (name in counts), path.name
    assert pages > 20


def test_hostile_images_have_a_page_or_one_error(tmp_path: Path) -> None:
    program = Asking("process")
    for number, (name, image) in enumerate(sorted(every().items())):
        if number % 150:
            continue
        folder = tmp_path / str(number)
        folder.mkdir()
        image.build(folder / image.name)
        forms = (["inspect"], ["map", "--output=svg"], ["map", "--output=term"])
        said = program.run(image.name, folder, [[*form, image.name] for form in forms])
        assert said.peak <= MEMORY, name
        for answer in said.answers:
            assert answer["status"] in (0, 1), name
            assert "internal error" not in str(answer["err"]), name
    program.close()


def test_a_missing_backing_file_leaves_the_rest_of_the_page(folder: Path, instar: Instar) -> None:
    assert instar("create", "-f", "qcow2", "-b", "half.raw", "-F", "raw", "a.qcow2").status == 0
    (folder / "half.raw").unlink()
    status, page, err = instar("inspect", "a.qcow2")
    found = rows(page)
    assert (status, err) == (1, "")
    assert found["chain"][0] == "names half.raw"
    assert "No such file or directory" in found["chain"][1]
    assert found["data"] == ["not known without the images below"]
    assert found["safety"][-1].startswith("unsafe")
    assert instar("inspect", "gone") == (
        1,
        "",
        "instar: Could not open 'gone': Could not open 'gone': No such file or directory\n",
    )


def test_names_out_of_an_image_are_escaped_and_cut(folder: Path, instar: Instar) -> None:
    assert instar("create", "-f", "qcow2", "a.qcow2", "1M").status == 0
    for number in range(12):
        name = f"\x1b[31m{number}" + "long" * 60
        assert instar("snapshot", "-c", name, "a.qcow2").status == 0
    _, text = on_terminal("inspect", "--color=never", "a.qcow2", columns=90)
    found = rows(text)
    assert "\x1b" not in text
    assert "\\x1b[31m0" in found["snapshots"][0]
    assert found["snapshots"][10:] == ["and 2 more"]
    assert max(map(len, text.splitlines())) <= 90


@pytest.mark.parametrize("columns", [60, 100, 200])
def test_a_page_fits_the_terminal(corpus: Path, columns: int) -> None:
    for name in ("top.qcow2", "bad-qcow2-backing-abs.qcow2"):
        _, text = on_terminal("inspect", str(corpus / name), columns=columns)
        assert "\x1b[38;5;" in text or name.startswith("bad")
        shown = COLOR.sub("", text).splitlines()[1:]
        assert max(map(len, shown)) <= columns


def test_it_imitates_no_release(instar: Instar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSTAR_QEMU_VERSION", "7.2")
    said = instar("inspect", "disk.qcow2")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("instar: inspect is no command of qemu-img")
