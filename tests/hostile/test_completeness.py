# SPDX-License-Identifier: Apache-2.0
"""That nothing is missing: a file for each published hole that the pages name, attacks on each
number of the specs.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lab.hostile import PAGE, TITLES
from tests.hostile.asking import ROOT, recorded
from tests.hostile.catalogue import every
from tests.hostile.every_number import NOT_READ, PLACES, structures

NUMBER = re.compile(r"CVE-\d{4}-\d{4,}")
PAGES = sorted(path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")) if path != PAGE)
NOT_A_FILE = {"CVE-2008-0928"}
"""Named on the page of hostile images as one that no file can express."""


def published() -> set[str]:
    return {image.cve for image in every().values() if image.cve}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_hole_that_a_page_names_has_an_image(page: Path) -> None:
    assert set(NUMBER.findall(page.read_text())) <= published()


def test_each_hole_that_has_an_image_is_on_the_page() -> None:
    assert set(NUMBER.findall(PAGE.read_text())) - NOT_A_FILE == published()


def test_images_of_holes_are_named_for_them() -> None:
    for name, image in every().items():
        if image.cve or name.startswith("cve-"):
            assert NUMBER.fullmatch(image.cve), name
            assert re.match(image.cve.lower() + r"[-.]", name), name


def test_each_structure_with_a_number_is_attacked_or_not_read() -> None:
    placed = {place.structure for place in PLACES}
    assert not placed & set(NOT_READ)
    assert placed | set(NOT_READ) == set(structures())


def test_every_image_is_in_a_section_of_its_own_kind() -> None:
    """What TITLES does not know lands in the last section, which is for oddities only."""
    unknown = {name for name in every() if name.split("-")[0].split(".")[0] not in TITLES}
    kinds = {"all", "empty", "itself", "odd", "one", "raw"}
    assert {name.split("-")[0].split(".")[0] for name in unknown} <= kinds


def test_nothing_is_recorded_that_is_not_there() -> None:
    assert set(recorded()) == set(every())
