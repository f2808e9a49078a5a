# SPDX-License-Identifier: Apache-2.0
"""The documentation site as its readers meet it: links, search, deep links, diagrams, on a desk and
in a hand.
"""

from __future__ import annotations

import ast
import json
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from codegen.model import model as m
from tests.codegen.views import specs
from tests.docs.browser import Browser
from tests.docs.conftest import REPOSITORY, ROOT
from tests.shared import some

SPECS = specs()
FORMATS = [s for s in SPECS if s.kind == "formats"]
DESK, HAND = (1280, 900), (390, 844)


class _Page(HTMLParser):
    """What a page names and what it leads to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.feed(text)
        self.places = frozenset(self.ids)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "src") and tag in ("a", "link", "script", "img"):
                self.targets.append(value or "")


@cache
def page(path: Path) -> _Page:
    return _Page(path.read_text(encoding="utf-8"))


@cache
def file(folder: Path, name: str) -> Path | None:
    """The file that a link of a page in a directory leads to."""
    found = (folder / name).resolve()
    return found if found.is_file() else None


def pages(site: Path) -> list[Path]:
    return sorted(p for p in site.rglob("*.html") if p.name != "404.html")


# --- without a browser -------------------------------------------------------


def test_links_lead_somewhere(site: Path) -> None:
    wrong = []
    for path in pages(site):
        for target in dict.fromkeys(page(path).targets):
            if target.startswith("#") and target[1:] in page(path).places:
                continue
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            found = file(path.parent, unquote(parts.path)) if parts.path else path
            anchor = unquote(parts.fragment)
            if found is None:
                wrong.append(f"{path.relative_to(site)}: {target}")
            elif anchor and found.suffix == ".html" and anchor not in page(found).places:
                wrong.append(f"{path.relative_to(site)}: {target}: no such place")
    assert not wrong


def test_no_place_has_two_names_alike(site: Path) -> None:
    twice = {
        p.name: [i for i, n in Counter(page(p).ids).items() if n > 1 and "." in i]
        for p in pages(site)
    }
    assert not {name: ids for name, ids in twice.items() if ids}


@pytest.mark.parametrize("spec", SPECS, ids=lambda s: s.id)
def test_each_field_and_rule_has_a_deep_link(site: Path, spec: m.SpecFile) -> None:
    ids = set(page(site / spec.kind / f"{spec.id}.html").ids)
    wanted = {s.name for s in spec.structures}
    for s in spec.structures:
        wanted |= {
            f"{s.name}.{item.id}" for items in (s.fields, s.derived, s.faults) for item in items
        }
    assert wanted - ids == set()


@pytest.mark.parametrize("spec", SPECS, ids=lambda s: s.id)
def test_spec_is_one_click_away(site: Path, spec: m.SpecFile) -> None:
    shown = Path(spec.path).with_suffix(".html")
    assert f"../{shown}" in page(site / spec.kind / f"{spec.id}.html").targets
    assert Path(spec.path).name in page(site / shown).targets
    assert (site / spec.path).read_bytes() == (ROOT / spec.path).read_bytes()


def test_each_field_can_be_searched_for(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text())
    found = {d["location"] for d in index["docs"]}
    wanted = {
        f"{s.kind}/{s.id}.html#{t.name}.{f.id}"
        for s in SPECS
        for t in s.structures
        for f in t.fields
    }
    assert wanted - found == set()


def test_each_page_links_to_the_file_that_it_is_made_from(site: Path) -> None:
    edited = {}
    for path in pages(site):
        targets = page(path).targets
        assert REPOSITORY in targets, path
        names = [t.removeprefix(f"{REPOSITORY}/edit/HEAD/") for t in targets if "/edit/" in t]
        edited[path.relative_to(site).as_posix()] = names
    sources = {name for names in edited.values() for name in names}
    assert [name for name in sources if not (ROOT / name).is_file()] == []
    without = {name for name, names in edited.items() if not names}
    assert without == {n for n in edited if n.startswith("specs/")} | {"python-reference.html"}
    assert edited["index.html"] == ["README.md"]
    assert edited["formats/qcow2.html"] == ["specs/formats/qcow2.ksy"]
    assert edited["commands/map.html"] == ["instar/cli/commands/map.py"]


def test_every_keyword_of_the_api_has_a_meaning() -> None:
    tree = ast.parse((ROOT / "instar/keywords.py").read_text(encoding="utf-8"))
    bare = [
        f"{cls.name}.{ast.unparse(key.target)}"
        for cls in tree.body
        if isinstance(cls, ast.ClassDef)
        for key, text in pairwise([*cls.body, None])
        if isinstance(key, ast.AnnAssign)
        and not (isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant))
    ]
    assert bare == []


def test_reference_has_a_table_for_each_function_with_keywords(site: Path) -> None:
    text = (site / "python-reference.html").read_text(encoding="utf-8")
    for name, keyword in (("convert", "verify"), ("create", "size"), ("rebase", "unsafe")):
        section = text.partition(f'id="instar.functions.{name}"')[2].partition('id="instar.f')[0]
        assert f"<td><code>{keyword}</code></td>" in section
        assert "\\|" not in section
        assert 'href="#settings"' in section


def test_pages_ask_no_other_server(site: Path) -> None:
    """The theme asks a code host for its stars where it finds such a link, and workers of one
    server; neither may be left.
    """
    for path in pages(site):
        text = path.read_text(encoding="utf-8")
        assert 'data-md-component="source"' not in text
        assert "unpkg.com" not in text


# --- in a browser ------------------------------------------------------------


def show(window: Browser, site: Path, name: str, size: tuple[int, int] = DESK) -> None:
    """Open a page in a window of that size."""
    window.resize(*size)
    window.open(f"file://{site}/{name}")


TYPE = """(input => {
    input.focus();
    input.value = %s;
    for (const kind of ["keyup", "input"]) input.dispatchEvent(new Event(kind, {bubbles: true}));
})(document.querySelector(".md-search__input"))"""
FOUND = """(links => links.some(%s) && links)(
    [...document.querySelectorAll(".md-search-result__link")].map(a => a.getAttribute("href")))"""
SEARCHES = (
    ("cluster_bits", "formats/qcow2.html#header.cluster_bits"),
    ("differencing", "formats/vhd.html#disk_type.differencing"),
    ("log_guid", "formats/vhdx.html#header.log_guid"),
)
GUIDE_FIRST = (
    ("libvirt", "recipes.html"),
    ("exit code", "environment.html"),
    ("exit status", "environment.html"),
    ("allow-path", "sandbox.html"),
)


def test_search_finds_fields_and_the_guide_first(site: Path, window: Browser) -> None:
    """All words on one page, which reads the index once."""
    show(window, site, "index.html")
    window.run("document.querySelector('label[for=__search]').click()")
    for words, wanted in SEARCHES:
        window.run(TYPE % json.dumps(words))
        page_name, _, place = wanted.partition("#")
        here = f"a.includes({json.dumps(page_name)}) && a.endsWith({json.dumps('#' + place)})"
        window.wait(FOUND % f"a => {here}")
    for words, wanted in GUIDE_FIRST:
        window.run(TYPE % json.dumps(words))
        here = f"a.split(/[?#]/)[0].endsWith({json.dumps('/' + wanted)})"
        window.wait(FOUND % f"(a, at) => at < 5 && {here}")


def test_copy_button_copies_commands_only(site: Path, window: Browser) -> None:
    show(window, site, "quickstart.html")
    buttons = "[...document.querySelectorAll('.highlight [data-clipboard-target]')]"
    window.wait(f"{buttons}.length")
    copied = window.run(f"{buttons}.map(b => (b.click(), b.getAttribute('data-clipboard-text')))")
    assert "instar measure -O qcow2 disk.vmdk" in copied  # without the prompt and the answer
    assert not [text for text in copied if text is None or "$ " in text or "required" in text]


def test_hostile_images_can_be_filtered(site: Path, window: Browser) -> None:
    show(window, site, "hostile.html")
    shown = "document.querySelectorAll('article tbody tr:not([hidden])').length"
    window.wait("!!document.querySelector('.filter input')")
    everything = window.run(shown)
    window.run(
        "(f => { f.value = 'CVE-2024-4467'; f.dispatchEvent(new Event('input')) })"
        "(document.querySelector('.filter input'))"
    )
    assert 0 < window.run(shown) < everything // 100


@pytest.mark.parametrize("size", (DESK, HAND), ids=("desk", "hand"))
def test_deep_link_shows_the_field_with_its_rule(
    site: Path, window: Browser, tmp_path: Path, size: tuple[int, int]
) -> None:
    show(window, site, "formats/qcow2.html#header.cluster_bits", size)
    row = "document.getElementById('header.cluster_bits').closest('tr')"
    assert window.run(f"{row}.cells[3].innerText") == "9..55"
    assert window.run(f"{row}.cells[4].innerText").startswith("9..21: clusters of at most 2 MiB")
    window.wait(f"(r => r.top >= 0 && r.top < innerHeight / 2)({row}.getBoundingClientRect())")
    window.picture(tmp_path / "field.png")
    other = f"{row}.nextElementSibling"
    colour = "getComputedStyle({}).backgroundColor"
    assert window.run(colour.format(row)) != window.run(colour.format(other)), "the row stands out"


def test_diagram_leads_to_the_field(site: Path, window: Browser) -> None:
    show(window, site, "formats/qcow2.html#l2_entry")
    window.run("document.querySelector('table.diagram a[href=\"#l2_entry.compressed\"]').click()")
    window.wait("location.hash === '#l2_entry.compressed'")
    window.wait("document.querySelector(':target')?.closest('tr').cells[0].innerText === 'bit 62'")


def test_diagrams_are_whole(site: Path, window: Browser) -> None:
    for spec in some(FORMATS, 4):
        diagrams_are_whole(site, window, spec)


def diagrams_are_whole(site: Path, window: Browser, spec: m.SpecFile) -> None:
    show(window, site, f"formats/{spec.id}.html")
    overflows = window.run(
        "[...document.querySelectorAll('table.diagram td')]"
        ".filter(c => c.scrollWidth > c.clientWidth + 1)"
        ".map(c => c.innerText)"
    )
    assert overflows == []
    drawn = set(
        window.run(
            "[...document.querySelectorAll('table.diagram a')].map(a => a.getAttribute('href'))"
        )
    )
    for structure in spec.structures:
        for field in structure.fields:
            if isinstance(field.kind, m.Bits) and not field.is_reserved:
                assert f"#{structure.name}.{field.id}" in drawn
    sums = window.run(
        "[...document.querySelectorAll('table.diagram.bits')].map(t => "
        "[t.querySelectorAll('th').length,"
        " [...t.querySelectorAll('td')].reduce((n, c) => n + c.colSpan, 0)])"
    )
    assert all(bits == cells and bits % 8 == 0 for bits, cells in sums)


WIDEST = (
    "index",
    "measure",
    "migration",
    "hostile",
    "specification",
    "formats/qcow2",
    "formats/vhdx",
    "abi/source",
)


def test_no_page_is_wider_than_the_window(site: Path, window: Browser) -> None:
    names = [path.relative_to(site).as_posix() for path in pages(site)]
    shown = [(name, HAND) for name in some((n for n in names if not n.startswith("specs/")), 8)]
    shown += [(f"{name}.html", DESK) for name in WIDEST]
    wide = []
    for name, size in shown:
        show(window, site, name, size)
        if window.run("document.documentElement.scrollWidth > innerWidth"):
            wide.append((name, size))
    assert wide == []


def test_pages_make_no_complaints(site: Path, window: Browser) -> None:
    window.events.clear()
    for name in WIDEST:
        show(window, site, f"{name}.html")
    assert window.complaints() == []
