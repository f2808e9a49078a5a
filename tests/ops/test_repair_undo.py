# SPDX-License-Identifier: Apache-2.0
"""`--plan`, `--undo` and `--restore`: what would be written and why, and the way back."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import instar
from instar.cli.main import main
from instar.sandbox import transfer
from lab.parity.damages import Damage, damages
from tests.docs.test_schemas import validator
from tests.ops.repairing import copied, damaged, folder

assert folder

REPAIRED = [
    damage
    for damage in damages()
    if damage.image.endswith((".qcow2", ".qed", ".parallels", ".vhdx"))
]


@pytest.mark.parametrize(
    "damage", REPAIRED[::2], ids=lambda damage: f"{damage.image}-{damage.label}"
)
def test_a_plan_lists_what_is_written_and_the_way_back_is_whole(
    damage: Damage, folder: Path
) -> None:
    path, undo = copied(damage.image, damage.pokes, folder), folder / "back"
    old = path.read_bytes()
    try:
        planned = instar.repair(path, plan=True)
    except instar.InstarError:
        return
    assert path.read_bytes() == old
    instar.repair(path, undo=undo)
    new = path.read_bytes()
    assert undo.exists() == (new != old)
    if new == old:
        assert planned.writes == ()
        return
    _is_as_planned(planned, old, new)
    instar.restore(path, undo)
    assert path.read_bytes() == old
    assert instar.repair(path).corruptions_fixed == planned.corruptions_fixed
    assert path.read_bytes() == new


def _is_as_planned(planned: instar.Check, old: bytes, new: bytes) -> None:
    """The writes, made, are the repair; each has a reason."""
    assert planned.lengths == (len(old), len(new))
    end = max(len(old), len(new))
    made, before = bytearray(old.ljust(end, b"\0")), old.ljust(end, b"\0")
    after = new.ljust(end, b"\0")
    for write in planned.writes:
        place = slice(write.offset, write.offset + write.length)
        assert write.reasons
        assert write.old != write.new or write.length > 512
        if write.old:
            assert before[place] == bytes.fromhex(write.old)
            assert after[place] == bytes.fromhex(write.new)
        made[place] = after[place]
    assert made == after


def test_a_plan_says_where_what_and_why(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = damaged("q2-plain.qcow2", "count-high", folder)
    assert main(["check", "-r", "leaks", "--plan", "--output=json", str(path)]) == 0
    answer = json.loads(capsys.readouterr().out)
    validator("check").validate(answer)
    (write,) = answer["writes"]
    assert write["offset"] % 8 == 0
    assert write["length"] == 8
    (reason,) = write["reasons"]
    assert "count" in reason
    assert main(["check", "-r", "leaks", "--plan", str(path)]) == 0
    printed = capsys.readouterr().out
    assert f"{write['offset']:#x}, 8 bytes: {write['old']} -> {write['new']}\n" in printed
    assert f"    {reason}\n" in printed


def test_each_part_of_new_counts_has_its_reason(folder: Path) -> None:
    path = damaged("q2-plain.qcow2", "reftable-zero", folder)
    reasons = " ".join(r for w in instar.repair(path, plan=True).writes for r in w.reasons)
    for words in ("of the new table", "counts as they are now", "where the new counts are"):
        assert words in reasons


def repaired(folder: Path) -> tuple[Path, Path, bytes]:
    path, undo = damaged("q2-plain.qcow2", "count-mixed", folder), folder / "back"
    old = path.read_bytes()
    instar.repair(path, undo=undo)
    assert path.read_bytes() != old
    return path, undo, old


def test_the_command_line_goes_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, undo = damaged("q2-plain.qcow2", "count-mixed", folder), folder / "back"
    old = path.read_bytes()
    assert main(["check", "-r", "all", "--undo", str(undo), str(path)]) == 0
    assert main(["check", "--restore", str(undo), str(path)]) == 0
    assert capsys.readouterr().out.endswith(f"{path} is as it was before the repair.\n")
    assert path.read_bytes() == old
    assert main(["check", "--restore", str(undo), "--output=json", str(path)]) == 0
    assert json.loads(capsys.readouterr().out) == {"filename": str(path), "undo": str(undo)}


def _flip(undo: Path, at: int) -> None:
    data = bytearray(undo.read_bytes())
    data[at] ^= 1
    undo.write_bytes(data)


def _cut(undo: Path) -> None:
    os.truncate(undo, undo.stat().st_size - 1)


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "forged": (lambda undo: _flip(undo, 200), "it is not whole"),
    "truncated": (_cut, "does not undo a change of"),
    "empty": (lambda undo: os.truncate(undo, 0), "it is not whole"),
    "readable by others": (lambda undo: undo.chmod(0o644), "its mode is 0644, not 0600"),
    "linked": (lambda undo: os.link(undo, undo.with_name("more")), "more names than journals"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_an_undo_file_that_does_not_count_is_refused(why: str, folder: Path) -> None:
    path, undo, _ = repaired(folder)
    spoil, words = REFUSED[why]
    spoil(undo)
    before = path.read_bytes()
    with pytest.raises(instar.OpenError, match=words):
        instar.restore(path, undo)
    assert path.read_bytes() == before


def test_an_undo_file_of_another_image_is_refused(folder: Path) -> None:
    path, undo, _ = repaired(folder)
    other = folder / "other.qcow2"
    shutil.copy(path, other)
    with pytest.raises(instar.OpenError, match="belongs to another image"):
        instar.restore(other, undo)


def test_an_undo_file_older_than_the_last_change_is_refused(folder: Path) -> None:
    path, undo, old = repaired(folder)
    data = path.read_bytes()
    place = next(at for at, byte in enumerate(old) if data[at] != byte)
    with open(path, "r+b") as file:
        file.seek(place)
        file.write(bytes([data[place] ^ 0x55]))
    before = path.read_bytes()
    with pytest.raises(instar.OpenError, match="changed by another program since"):
        instar.restore(path, undo)
    assert path.read_bytes() == before


def test_a_link_is_not_followed_to_an_undo_file(folder: Path) -> None:
    path, undo, _ = repaired(folder)
    link = folder / "link"
    link.symlink_to(undo)
    with pytest.raises(instar.OpenError):
        instar.restore(path, link)


def test_an_undo_file_is_never_replaced(folder: Path) -> None:
    path, undo = damaged("q2-plain.qcow2", "count-mixed", folder), folder / "back"
    undo.write_text("precious")
    old = path.read_bytes()
    with pytest.raises(instar.OpenError, match="exists"):
        instar.repair(path, undo=undo)
    assert undo.read_text() == "precious"
    assert path.read_bytes() == old


@pytest.mark.parametrize("call", ["let_be_zero", "append"])
def test_a_repair_that_ends_in_the_middle_can_be_undone(
    call: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What remains is completed first, then undone."""
    path, undo = damaged("q2-plain.qcow2", "reftable-zero", folder), folder / "back"
    old = path.read_bytes()

    plain = getattr(transfer, call)

    def fail(fd: int, *args: object) -> None:
        if os.path.samestat(os.fstat(fd), path.stat()):
            raise OSError(5, "Input/output error")
        plain(fd, *args)

    with monkeypatch.context() as patch, pytest.raises(instar.OpenError):
        patch.setattr(transfer, call, fail)
        instar.repair(path, undo=undo)
    instar.restore(path, undo)
    assert path.read_bytes() == old
