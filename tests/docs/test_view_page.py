# SPDX-License-Identifier: Apache-2.0
"""`instar view -o FILE.html`: one file, the same each time, that shows tree and bytes side by side
in a browser, whatever is in the image.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from instar.cli.main import main
from lab.images.qcow2 import CLUSTER, COMPRESSED, COPIED, DATA, L1, SPARE, qcow2_bytes
from tests.docs.browser import Browser

NAME = b'</script><img src=x onerror="document.title=1">\x1b[2J'


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "image <b>.qcow2"
    entries = {0: DATA | COPIED, 3: SPARE | COMPRESSED}
    data = qcow2_bytes((8, ">Q", 200), (16, ">I", len(NAME)), entries=entries)
    data[200 : 200 + len(NAME)] = NAME
    path.write_bytes(data)
    return path


def page(image: Path, *more: str) -> str:
    file = image.with_name("page.html")
    file.unlink(missing_ok=True)
    assert main(["view", "-o", str(file), *more, str(image)]) == 0
    return file.read_text(encoding="utf-8")


def test_a_page_is_whole_and_the_same_each_time(image: Path) -> None:
    text = page(image)
    assert text == page(image)
    head, _, rest = text.partition('<script type="application/json"')
    data, _, tail = rest.rpartition("<script>")
    assert not re.findall(r"(?:src|href)\s*=|url\(|@import|https?:", head + tail)
    assert "default-src 'none'" in text and "unsafe" not in text
    assert "<" not in re.sub(r"</?script[^<>]*>", "", data) and "img src=x" in data


def test_a_page_is_no_longer_than_allowed(image: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = len(page(image))
    assert len(page(image, "--embed", str(whole // 2))) <= whole // 2
    assert main(["view", "-o", str(image.with_name("b.html")), "--embed", "64", str(image)]) == 1
    assert "--embed allows 64 bytes" in capsys.readouterr().err
    assert not image.with_name("b.html").exists()


def test_an_image_is_not_written_over(image: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = image.read_bytes()
    assert main(["view", "-o", str(image), str(image)]) == 1
    assert "a file name that ends in .html" in capsys.readouterr().err
    assert image.read_bytes() == before


@pytest.mark.parametrize("size", [(1280, 800), (420, 800)])
def test_tree_and_bytes_lead_to_each_other(
    image: Path, window: Browser, size: tuple[int, int]
) -> None:
    page(image)
    window.events.clear()
    window.resize(*size)
    window.open(f"file://{image.with_name('page.html')}")
    selected = "document.querySelector('[aria-selected=true] .name').textContent"
    assert window.run(selected) == "header"
    window.run("document.querySelectorAll('.byte')[20].click()")
    assert window.run(selected) == "cluster_bits"
    assert window.run("document.querySelectorAll('.byte.marked').length") == 4
    assert "1 << cluster_bits" in str(window.run("document.querySelector('.about').textContent"))
    press = (
        "document.querySelector('.tree').dispatchEvent(new KeyboardEvent('keydown', {key: '%s'}))"
    )
    window.run(press % "ArrowDown")
    assert window.run(selected) == "virtual_size"
    window.run(press % "ArrowLeft")
    assert window.run(selected) == "header"
    rows = "document.querySelectorAll('.row').length"
    before = window.run(rows)
    window.run(press % "ArrowLeft")
    assert window.run(rows) < before
    use_map(window, selected)
    width = window.run("document.documentElement.scrollWidth")
    assert width <= size[0]
    assert window.run("document.title").startswith("qcow2_image")
    assert not [e for e in window.events if e.get("method") in ("Log.entryAdded",)]


def use_map(window: Browser, selected: str) -> None:
    """Keys, zoom and places of the map lead to runs, and from there to the tree."""
    key = (
        "document.querySelector('.strip').dispatchEvent(new KeyboardEvent('keydown', {key: '%s'}))"
    )
    said = "document.querySelector('.map .said').textContent"
    shown = "document.querySelectorAll('.strip .own').length"
    assert str(window.run(said)).startswith("0x0 to 0x70: header")
    runs = window.run(shown)
    for _ in range(3):
        window.run(key % "+")
    assert window.run(shown) < runs
    window.run(key % "0")
    assert window.run(shown) == runs
    window.run(key % "End")
    assert "leaked; refcount_table[0].block[9]" in str(window.run(said))
    window.run(key % "Enter")
    assert window.run(selected) == "[0..15]"
    go = "f.elements.of.value = '%s'; f.elements.place.value = '%s'; f.requestSubmit()"
    for of, place, answer in (
        ("guest", "0x10", "Byte 0x10 of the disk is byte 0x5010 of the file."),
        ("file", "20496", "Byte 0x5010 of the file is byte 0x10 of the disk."),
        (
            "guest",
            "0x3010",
            "Byte 0x3010 of the disk is in the compressed data from 0x8000 to 0x8200 of the file.",
        ),
        ("guest", "0x7000", "Byte 0x7000 of the disk has no place of its own in this file."),
        ("file", "0x4000", "Byte 0x4000 of the file is of: l2."),
        ("file", "<b>", "A place is a number, such as 65536 or 0x10000."),
    ):
        window.run("{ const f = document.querySelector('.goto'); " + go % (of, place) + " }")
        assert window.run("document.querySelector('.goto output').textContent") == answer
    assert window.run("document.querySelectorAll('.strip .here').length") == 1
    window.run("document.querySelector('.findings button').click()")
    assert "backing_file" in str(window.run("document.querySelector('.about').textContent"))
    assert int(str(window.run("document.querySelectorAll('.row .wrong').length"))) > 0
    assert int(str(window.run("document.querySelectorAll('.byte.bad').length"))) > 0


def test_two_images_are_next_to_each_other_and_follow(image: Path, window: Browser) -> None:
    other = image.with_name("other.qcow2")
    other.write_bytes(qcow2_bytes((24, ">Q", 1 << 20)))
    page(image, str(other))
    path = f"file://{image.with_name('page.html')}"
    left = "[...document.querySelectorAll('.image')].map((box) => box.getBoundingClientRect().%s)"
    for width, apart in ((1280, "left"), (420, "top")):
        window.resize(width, 900)
        window.open(path)
        first, second = window.run(left % apart)
        assert first < second
        assert window.run("document.documentElement.scrollWidth") <= width
    window.run("document.querySelectorAll('.byte')[24].click()")
    chosen = (
        "[...document.querySelectorAll('[aria-selected=true] .name')].map((e) => e.textContent)"
    )
    assert window.run(chosen) == ["virtual_size"] * 2
    marks = (
        "[...document.querySelectorAll('[aria-selected=true] .wrong')].map((e) => e.textContent)"
    )
    told = window.run(marks)
    assert "in the second: 262144" in told[0] and "in the first: 1048576" in told[1]
    assert len(window.run("[...document.querySelectorAll('.strip')]")) == 2


def test_a_long_list_opens_a_page_at_a_time(image: Path, window: Browser) -> None:
    image.write_bytes(qcow2_bytes(entries={n: n * n % 7 * CLUSTER for n in range(250)}))
    page(image)
    window.open(f"file://{image.with_name('page.html')}#l1_table[0].l2_table[300].entry")
    names = "[...document.querySelectorAll('.row .name')].map((e) => e.textContent)"
    assert "[250..511]" in window.run(names)  # the row that has it
    window.open(f"file://{image.with_name('page.html')}#l1_table[0].l2_table[0]")
    shown = {str(name) for name in window.run(names) if str(name).startswith("[")}
    assert "[99]" in shown and "[150]" not in shown
    for _ in range(2):
        window.run("document.querySelector('.row.rest').click()")
    assert "[250..511]" in window.run(names)
    assert window.run("document.querySelectorAll('.row.rest').length") == 0


def test_a_path_opens_where_it_leads(image: Path, window: Browser) -> None:
    page(image)
    window.open(f"file://{image.with_name('page.html')}#l1_table[0].entry.copied")
    selected = "document.querySelector('[aria-selected=true] .name').textContent"
    assert window.run(selected) == "copied"


def test_a_second_image_is_compared(image: Path, window: Browser) -> None:
    other = image.with_name("other.qcow2")
    other.write_bytes(qcow2_bytes((24, ">Q", 1 << 20)))
    page(image, str(other))
    window.open(f"file://{image.with_name('page.html')}#header.virtual_size")
    marked = "document.querySelector('[aria-selected=true] .wrong').textContent"
    assert "in the second: 262144" in str(window.run(marked))
    summary = str(window.run("document.querySelector('summary').textContent"))
    assert summary.endswith(" differences") and "findings, " in summary


def test_a_hostile_image_gives_a_page_that_opens(image: Path, window: Browser) -> None:
    image.write_bytes(qcow2_bytes((36, ">I", 0xFFFFFFFF), (L1, ">Q", L1 | 1 << 63)))
    assert len(page(image)) <= 8 << 20
    window.open(f"file://{image.with_name('page.html')}")
    assert int(str(window.run("document.querySelectorAll('.row').length"))) > 10
