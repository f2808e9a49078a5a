# SPDX-License-Identifier: Apache-2.0
"""Damages random images, has instar and the live qemu-img repair one copy each, and compares.

Status, standard output and every line of standard error must be the same, in the profile of the
qemu-img that is there, and so must be the disk in the file and what qemu-img's check says of it
afterwards. Bytes that differ are counted. The mutants are those of lab.check_hunt.
"""

from __future__ import annotations

import filecmp
import re
import sys
from pathlib import Path

from lab import check_hunt
from lab.check_hunt import ARGUED, MOST_LINES, VERDICTS, Hunter
from lab.fuzz import packing
from lab.hunt import Hunt, Verdict
from lab.parity.judge import differing_parts
from lab.parity.store import Answer
from lab.parity.tools import QemuImg

RELEASES = ("5.2", "7.2", "10.0", "11.1")
COLUMNS = (
    *("clean", "corrupt", "leaks", "failed"),
    *("unsupported", "refused", "skipped", "argued", "different"),
    *("repaired", "bytes_differ", *RELEASES),
)
REPAIRED = ("were found and repaired", "-fixed")
WAYS = ("all", "all", "leaks")
ABSENT = ("Unknown driver ", "unknown compression type: ")
"""What a build of qemu-img may come without."""
ELSEWHERE = (
    *("Marking image as corrupt: ", "Check failed: Device or resource busy"),
    *("Repairing refcount block ", "ERROR image was not closed correctly"),
)
"""What qemu-img says where instar goes another way: docs/quirks.md, repairs of check."""
CRASHED = 124
"""The lowest status of a run that came to no end."""
MOST_GROWN = 16 << 20
"""New counts take less; more is a file that qemu-img makes longer to free what is far away."""


class Repairer(Hunter):
    """Both tools, each with a directory of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.theirs, self.ours = folder / "qemu", folder / "instar"
        for own in (self.theirs, self.ours):
            own.mkdir(exist_ok=True)
        self.instar.folder = self.ours
        self.qemu = QemuImg(self.qemu.program, self.theirs)
        banner = self.qemu.banner.split()[2]
        self.release = next((one for one in RELEASES if banner.startswith(f"{one}.")), "")

    def repair(self, seed: int) -> tuple[list[str], Answer, Answer, str]:
        """Columns, both answers, and how the files differ that must not."""
        format, packed = check_hunt.mutant(seed)
        name = f"image.{format}"
        for own in (self.theirs, self.ours):
            (own / name).unlink(missing_ok=True)
            packing.write(packed, own / name)
        line = ["check", "-f", format, "-r", WAYS[seed % len(WAYS)], name]
        expected = self.qemu.ask(line, self.version)
        absent = any(text in expected.stderr for text in ABSENT)
        if expected.rc >= CRASHED or len(expected.stderr) > MOST_LINES or absent:
            return ["skipped"], expected, expected, ""
        actual = self.instar.ask(line, self.version)
        if check_hunt.is_refused(expected) and check_hunt.is_refused(actual):
            return ["refused"], expected, actual, ""
        same_bytes = filecmp.cmp(self.theirs / name, self.ours / name, shallow=False)
        failed = expected.rc == 1  # instar writes nothing then; qemu-img may have
        left = "" if same_bytes or failed else self._left(format, name)
        if differing_parts(expected, actual) or left:
            told = self.instar.ask(line, "").stderr if actual.rc == 1 else ""
            argued = any(text in told for text in ARGUED) or self._damages(
                expected, actual, format, packed
            )
            return ["argued" if argued else "different"], expected, actual, left
        columns = [VERDICTS.get(expected.rc, "failed")]
        if any(text in expected.stdout for text in REPAIRED):
            columns.append("repaired")
        return [*columns, *([] if same_bytes else ["bytes_differ"])], expected, actual, ""

    def _damages(self, expected: Answer, actual: Answer, format: str, packed: bytes) -> bool:
        """Whether qemu-img does what docs/quirks.md says that instar does not do."""
        if any(text in expected.stderr for text in ELSEWHERE):
            return True
        grown = (self.theirs / f"image.{format}").stat().st_size - packing.unpack(packed)[1]
        if grown > (0 if format == "parallels" else MOST_GROWN):
            return True
        if expected.rc == 1 and actual.rc == 63:  # it opens the image for writing first
            return True
        if format != "qcow2":
            return format == "parallels" and "is outside image" in expected.stderr
        lacking = "lacking bitmap support" in expected.stderr
        moves = _has_bitmaps(packed) or "snapshot table" in expected.stderr
        failed = "qcow2_free_clusters failed: " in expected.stderr
        return _loses_snapshots(packed, lacking) or (
            moves and (failed or self._moved(format, packed))
        )

    def _moved(self, format: str, packed: bytes) -> bool:
        """Whether bitmaps or snapshots, which qemu-img stores anew, had shared their old clusters:
        to free these makes flags wrong, or fails. instar's file has less wrong with it, or the old
        disk.
        """
        name = f"image.{format}"
        old = self.folder / name
        packing.write(packed, old)
        mine, theirs = (
            self.qemu.ask(["check", "-f", format, str(own / name)])
            for own in (self.ours, self.theirs)
        )
        same = ["compare", "-f", format, "-F", format, str(old), str(self.ours / name)]
        return _errors(mine) < _errors(theirs) or self.qemu.ask(same).rc == 0

    def _left(self, format: str, name: str) -> str:
        """How the disks differ, or what is still wrong with them, as qemu-img sees both."""
        other = str(self.ours / name)
        compared = self.qemu.ask(["compare", "-f", format, "-F", format, name, other])
        if compared.rc == 1:
            return compared.stdout
        mine = QemuImg(self.qemu.program, self.ours)
        looks = [one.ask(["check", "-f", format, name]) for one in (self.qemu, mine)]
        if compared.rc != 0 and looks[0].rc != looks[1].rc:
            return compared.stderr
        return "" if _counts(looks[0]) == _counts(looks[1]) else f"{looks[0]}\n{looks[1]}"

    def judge(self, seed: int) -> Verdict:
        """The same, with what differs to read."""
        columns, expected, actual, left = self.repair(seed)
        shown = check_hunt.shown(expected, actual) + left if "different" in columns else ""
        return Verdict((*columns, *([self.release] if self.release else [])), shown)


def _number(packed: bytes, at: int, width: int) -> int:
    """A field of a qcow2 header."""
    head = {at + i: byte for at, data in packing.unpack(packed)[2] for i, byte in enumerate(data)}
    return int.from_bytes(bytes(head.get(at + i, 0) for i in range(width)), "big")


def _loses_snapshots(packed: bytes, lacking: bool) -> bool:
    """A header that qemu-img writes anew before it knows of snapshots: there are bitmaps, `lacking`
    what says that they are true or not, or bits that it does not know.
    """
    is_3 = _number(packed, 4, 4) >= 3
    written = lacking or (is_3 and _number(packed, 88, 8) != 0)
    return written and _number(packed, 60, 12) != 0


def _has_bitmaps(packed: bytes) -> bool:
    return bool(_number(packed, 88, 8) & 1)


def _errors(answer: Answer) -> int:
    return sum(int(n) for n in re.findall(r"^(\d+) errors were found", answer.stdout, re.M))


def _counts(answer: Answer) -> tuple[int, list[str]]:
    """A second check, but for where the image ends: bitmaps may be elsewhere."""
    lines = answer.stdout.splitlines()
    return answer.rc, [one for one in lines if not one.startswith("Image end offset")]


HUNT = Hunt("repair_hunt", __doc__, COLUMNS, 250, check_hunt.mutant)

if __name__ == "__main__":
    sys.exit(HUNT.main(lambda folder: Repairer(folder).judge))
