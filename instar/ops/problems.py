# SPDX-License-Identifier: Apache-2.0
"""What a check finds, many at once, and what is printed of it."""

from __future__ import annotations

from struct import Struct

from instar.errors import SandboxError
from instar.generated.check import CheckEffect, CheckProblem
from instar.generated.messages import Error
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from instar.generated.messages import ProblemBatch
    from instar.sandbox.disk import Disk

    Row = tuple[int, int, int, int, int, int, int, int, int]
    Form = Callable[[int, int, int, int], str]

_EFFECTS: dict[int, str] = {
    CheckEffect.NONE: "",
    CheckEffect.CORRUPTION: "corruption",
    CheckEffect.LEAK: "leak",
    CheckEffect.CHECK_ERROR: "check_error",
    CheckEffect.CORRUPTION_REPAIRED: "corruption_repaired",
    CheckEffect.LEAK_REPAIRED: "leak_repaired",
    CheckEffect.WRITE: "write",
}


class Problem(Record, kw_only=True):
    """One thing that is wrong with an image.

    `effect` is `corruption`, `leak`, `check_error` (something could not be looked at),
    `corruption_repaired`, `leak_repaired`, `write` (why a planned repair writes there), or empty
    for what explains others. `structure`, `field`, `offset` and `reason` say where and what, in the
    words of the specs; `qemu` is what qemu-img prints, empty where it only counts.
    """

    effect: str
    structure: str
    field: str
    offset: int
    reason: str
    qemu: str
    filename: str
    depth: int = 0
    """Which image of the chain has it: 0 for the one that was named."""

    @property
    def is_written(self) -> bool:
        """Whether a repair writes something there."""
        return self.effect == "write" or self.effect.endswith("_repaired")

    @property
    def why(self) -> str:
        """In instar's own words."""
        return f"{self.structure}: {self.field} {self.reason}"

    def __str__(self) -> str:
        if self.qemu:
            return self.qemu
        return f"{self.why}: repaired" if self.effect.endswith("_repaired") else self.why


class Problems:
    """Those of one message of the guest. A text of the image belongs to the last."""

    _layout: Struct = CheckProblem._LAYOUT0

    def __init__(self, batch: ProblemBatch, disks: Sequence[Disk], number: tuple[int, ...]) -> None:
        if len(batch.problems) % CheckProblem.SIZE:
            raise SandboxError(f"the guest sent problems of {len(batch.problems)} bytes")
        self._packed = batch.problems
        self._detail = batch.detail
        self._disks = disks
        self._number = number

    def __len__(self) -> int:
        return len(self._packed) // CheckProblem.SIZE

    def _rows(self) -> Iterator[tuple[Row, bytes]]:
        last = len(self) - 1
        most = len(self._disks)
        for place, row in enumerate(self._layout.iter_unpack(self._packed)):
            if row[3] >= most or row[1] not in _EFFECTS:
                raise SandboxError(f"the guest reports file {row[3]}, effect {row[1]}")
            yield row, self._detail if place == last else b""

    def __iter__(self) -> Iterator[Problem]:
        for row, detail in self._rows():
            yield self._problem(row, detail)

    def lines(self, *, exact: bool) -> list[str]:
        """What is printed: qemu-img's lines, and where that has none and they are not wanted
        exactly, instar's own.
        """
        from instar.faults import line_form

        forms: dict[int, Form | None] = {}
        found: list[str] = []
        for row, detail in self._rows():
            if row[1] == CheckEffect.WRITE:
                continue
            fault = row[0]
            if fault not in forms:
                forms[fault] = line_form(fault, self._number)
            form = forms[fault]
            if form is not None:
                found.append(form(*row[5:]))
                continue
            problem = self._problem(row, detail)
            if problem.qemu or not exact:
                found.append(str(problem))
        return found

    def _problem(self, row: Row, detail: bytes) -> Problem:
        from instar.faults import problem_line, rule_words

        fault, effect, depth, disk, offset, value, *extra = row
        error = Error(
            fault=fault, offset=offset, value=value, disk=disk, detail=detail, extra=tuple(extra)
        )
        line = problem_line(error, self._number)
        structure, field, reason = rule_words(error)
        return Problem(
            effect=_EFFECTS[effect],
            structure=structure,
            field=field,
            offset=offset,
            reason=reason,
            qemu=line,
            filename=self._disks[disk].name,
            depth=depth,
        )
