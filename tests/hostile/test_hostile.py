# SPDX-License-Identifier: Apache-2.0
"""Each hostile image: the exact message, the exit status, little memory, a limit of time; the same
in both sandboxes, of which `make test` asks one about all images and the other about some.

`python -m lab.hostile` writes what is expected; docs/hostile.md shows it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.hostile.asking import MEMORY, Instar, recorded
from tests.hostile.catalogue import every
from tests.shared import some

IMAGES = every()
EXPECTED = recorded()
PLACED = re.compile(
    r"\(at byte \d+\)\]?(; there (is|are) .+)?$|\battach exchange: "
    r"|: File contains external, encrypted or compressed clusters\.$"  # `map`: nothing is wrong
)
WITHOUT_A_PLACE = {
    *("itself-a-fifo.qcow2", "itself-a-folder.qcow2", "cve-2013-2096.qcow2"),
    *("grow-vmdk-another-file.vmdk", "grow-vmdk-name-in-other-words.vmdk"),
}
"""What is wrong is not in the image, or is the size of what would be made of it, or a name that is
not the image's.
"""


@pytest.mark.parametrize("name", IMAGES)
def test_hostile_image(sandboxes: list[Instar], name: str, tmp_path: Path) -> None:
    for number, program in enumerate(sandboxes if name in some(IMAGES, 8) else sandboxes[:1]):
        folder = tmp_path / str(number)
        folder.mkdir()
        asked = program.ask(IMAGES[name], folder)
        assert asked.answers == EXPECTED[name]["instar"]
        assert asked.peak <= MEMORY


def test_what_is_said_is_one_clear_line() -> None:
    """About the recorded answers: status 0 or 1, no traceback, no control character; errors name
    their place.
    """
    for name, image in IMAGES.items():
        answers = EXPECTED[name]["instar"]
        assert isinstance(answers, list) and len(answers) == len(image.questions), name
        for answer in answers:
            assert answer["status"] in (0, 1), name
            assert "Traceback" not in answer["err"], name
            assert all(c.isprintable() or c == "\n" for c in answer["err"]), name
            if answer["status"] and not answer["err"]:
                assert "\nverdict: unsafe, " in answer["out"], name
            elif answer["status"]:
                said = answer["err"].splitlines()[-1]
                assert said.startswith("instar: "), name
                assert PLACED.search(said) or name in WITHOUT_A_PLACE, said


def test_page_shows_these_answers() -> None:
    from lab.hostile import PAGE, page

    assert PAGE.read_text() == page(IMAGES, EXPECTED, MEMORY)
