# SPDX-License-Identifier: Apache-2.0
"""`instar view -o FILE.html`: one file, the same each time, that shows tree and bytes side by side
in a browser, whatever is in the image.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from instar.cli.main import main
from lab.images.qcow2 import L1, qcow2_bytes
from tests.docs.browser import Browser

NAME = b'</script><img src=x onerror="document.title=1">\x1b[2J'


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "image <b>.qcow2"
    data = bytearray(qcow2_bytes((8, ">Q", 200), (16, ">I", len(NAME))))
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
    head, _, rest = text.partition('id="view">')
    data, _, tail = rest.partition("</script>")
    assert not re.findall(r"(?:src|href)\s*=|url\(|@import|https?:", head + tail)
    assert "default-src 'none'" in text and "unsafe" not in text
    assert "<" not in data and "img src=x" in data


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
    width = window.run("document.documentElement.scrollWidth")
    assert width <= size[0]
    assert window.run("document.title").startswith("qcow2_image")
    assert not [e for e in window.events if e.get("method") in ("Log.entryAdded",)]


def test_a_path_opens_where_it_leads(image: Path, window: Browser) -> None:
    page(image)
    window.open(f"file://{image.with_name('page.html')}#l1_table[0].entry.copied")
    selected = "document.querySelector('[aria-selected=true] .name').textContent"
    assert window.run(selected) == "copied"


def test_a_hostile_image_gives_a_page_that_opens(image: Path, window: Browser) -> None:
    image.write_bytes(qcow2_bytes((36, ">I", 0xFFFFFFFF), (L1, ">Q", L1 | 1 << 63)))
    assert len(page(image)) <= 8 << 20
    window.open(f"file://{image.with_name('page.html')}")
    assert int(str(window.run("document.querySelectorAll('.row').length"))) > 10
