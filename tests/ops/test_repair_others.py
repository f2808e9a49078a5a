# SPDX-License-Identifier: Apache-2.0
"""Repairs of other formats than qcow2: QED, Parallels, and the log of a VHDX."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

import instar
from lab.parity.damages import Damage
from tests.ops.repairing import (
    LAST_SECTOR,
    OTHERS,
    content,
    copied,
    folder,
    log_entry,
    logged,
    repair,
    two_entries,
    unplanned,
)

assert folder


@pytest.mark.parametrize("damage", OTHERS, ids=lambda damage: f"{damage.image}-{damage.label}")
@pytest.mark.parametrize("what", ["leaks", "all"])
def test_repairs_of_other_formats_keep_content_and_end(
    damage: Damage, what: str, folder: Path
) -> None:
    path, format = copied(damage.image, damage.pokes, folder), Path(damage.image).suffix[1:]
    before, old = content(path, format), path.read_bytes()
    try:
        check, _ = repair(path, format, what=what)
    except instar.InstarError:
        assert path.read_bytes() == old
        return
    after = content(path, format)
    assert {place: after.get(place) for place in before} == before
    again, _ = repair(path, format, what=what)
    assert (again.corruptions_fixed, again.leaks_fixed) == (0, 0)
    assert (again.corruptions, again.leaks) == (check.corruptions, check.leaks)


def test_leaks_alone_do_not_close_a_parallels_image(folder: Path) -> None:
    """qemu-img reports the image as not closed, and closes it."""
    damage = next(d for d in OTHERS if (d.image, d.label) == ("par-small.parallels", "in-use"))
    path = copied(damage.image, damage.pokes, folder)
    old = path.read_bytes()
    check, _ = repair(path, "parallels", what="leaks")
    assert check.corruptions == 1
    assert path.read_bytes() == old


def test_what_a_parallels_entry_may_have_led_to_is_kept(folder: Path) -> None:
    damage = next(
        d for d in OTHERS if (d.image, d.label) == ("par-small.parallels", "bat-past-end")
    )
    path = copied(damage.image, damage.pokes, folder)
    with open(path, "ab") as file:
        file.write(b"lost" * (1 << 18))
    kept, _ = repair(path, "parallels")
    assert (kept.leaks, kept.corruptions_fixed) == (1, 1)
    assert path.read_bytes().endswith(b"lost")
    freed, _ = repair(path, "parallels")  # nothing leads outside any more
    assert (freed.leaks, freed.leaks_fixed) == (0, 1)


def test_a_vhdx_log_is_replayed_as_qemu_img_replays_it(folder: Path) -> None:
    place, entries = two_entries(folder)
    path = logged(folder, entries)
    old = path.read_bytes()
    with pytest.raises(instar.ImageError):
        instar.check(path)
    planned, _ = repair(path, "vhdx", plan=True)
    assert path.read_bytes() == old
    check, _ = repair(path, "vhdx")
    assert (check, check.corruptions_fixed, check.is_clean) == (unplanned(planned), 1, True)
    new = bytearray(path.read_bytes())
    assert new[place : place + 4096] == LAST_SECTOR
    assert new[place + 4096 :] == bytes(4096)
    reference = logged(folder, entries)
    subprocess.run(["qemu-img", "check", "-r", "all", reference], check=True, capture_output=True)
    theirs = bytearray(reference.read_bytes())
    for at in (0x10000, 0x20000):  # identities, how often they changed, and the checksum
        for data in (theirs, new):
            data[at + 4 : at + 8] = bytes(4)
            data[at + 8 : at + 48] = bytes(40)
    assert new == theirs


BROKEN_LOGS = {
    "a number is missing": lambda size, tail, place: [
        log_entry(5, tail, size, place, bytes(4096)),
        log_entry(7, tail, size, place, bytes(4096)),
    ],
    "the file was cut": lambda size, tail, place: [
        log_entry(5, tail, size + 4096, place, bytes(4096)),
    ],
    "past the end": lambda size, tail, place: [log_entry(5, tail, size, size, bytes(4096))],
}


@pytest.mark.parametrize("why", BROKEN_LOGS)
def test_a_vhdx_log_that_makes_no_sense_is_refused(why: str, folder: Path) -> None:
    size = (folder / "vhdx-small.vhdx").stat().st_size
    path = logged(folder, BROKEN_LOGS[why](size, (1 << 20) - 8192, size - 8192))
    old = path.read_bytes()
    with pytest.raises(instar.ImageError):
        instar.repair(path)
    assert path.read_bytes() == old
