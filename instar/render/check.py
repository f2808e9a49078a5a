# SPDX-License-Identifier: Apache-2.0
"""What `check` prints on standard output: qemu-img's summary, for people and for programs."""

from __future__ import annotations

from instar.options import since
from instar.render.style import PLAIN
from instar.text import json_string, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.generated.profiles import Profile
    from instar.ops.check import Check
    from instar.ops.repair import Restored
    from instar.render.style import Style

_REPAIRED = (
    "The following inconsistencies were found and repaired:\n\n"
    "    {} leaked clusters\n    {} corruptions\n\n"
    "Double checking the fixed image now...\n"
)
_CLEAN = "No errors were found on the image.\n"
_CORRUPT = (
    "\n{} errors were found on the image.\n"
    "Data may be corrupted, or further writes to the image may corrupt it.\n"
)
_LEAKED = (
    "\n{} leaked clusters were found on the image.\n"
    "This means waste of disk space, but no harm to data.\n"
)
_FAILED = "\n{} internal errors have occurred during the check.\n"


def human(found: Sequence[Check], *, is_list: bool, style: Style = PLAIN) -> str:
    """For people; a list names the images."""
    return "\n".join(
        (f"image: {printable(check.filename)}\n" if is_list else "") + _human(check, style)
        for check in found
    )


def as_json(found: Sequence[Check], profile: Profile, *, is_list: bool) -> str:
    """For programs."""
    if not is_list:
        return f"{_json(found[0], profile)}\n"
    members = ",\n".join(_json(check, profile, "    ") for check in found)
    return f"[\n{members}\n]\n"


def _human(check: Check, style: Style) -> str:
    parts = []
    if check.corruptions_fixed or check.leaks_fixed:
        parts.append(_REPAIRED.format(check.leaks_fixed, check.corruptions_fixed))
    if check.is_clean:
        parts.append(style.paint_lines(_CLEAN, "good"))
    for text, number, kind in (
        (_CORRUPT, check.corruptions, "bad"),
        (_LEAKED, check.leaks, "warning"),
        (_FAILED, check.check_errors, "bad"),
    ):
        if number:
            parts.append(style.paint_lines(text.format(number), kind))
    allocated, total = check.allocated_clusters, check.total_clusters
    if allocated and total:
        parts.append(
            f"{allocated}/{total} = {allocated * 100 / total:.2f}% allocated,"
            f" {check.fragmented_clusters * 100 / allocated:.2f}% fragmented,"
            f" {check.compressed_clusters * 100 / allocated:.2f}% compressed clusters\n"
        )
    if check.image_end_offset:
        parts.append(f"Image end offset: {check.image_end_offset}\n")
    return "".join(parts)


def _json(check: Check, profile: Profile, indent: str = "") -> str:
    """The members are in the order of qemu-img's tables."""
    repairs = profile.number < since.CHECK_NO_FIXED
    members: list[tuple[str, int | str]] = []

    def add(name: str, value: int, *, always: bool = False) -> None:
        if value or always:
            members.append((name, value))

    add("image-end-offset", check.image_end_offset)
    add("compressed-clusters", check.compressed_clusters)
    add("total-clusters", check.total_clusters)
    add("corruptions", check.corruptions)
    add(
        "corruptions-fixed",
        check.corruptions_fixed,
        always=repairs and bool(check.corruptions),
    )
    add("check-errors", check.check_errors, always=True)
    add("leaks", check.leaks)
    add("leaks-fixed", check.leaks_fixed, always=repairs and bool(check.leaks))
    add("allocated-clusters", check.allocated_clusters)
    members += [("filename", check.filename), ("format", check.format)]
    add("fragmented-clusters", check.fragmented_clusters)
    lines = [
        f'{indent}    "{name}": {json_string(value) if isinstance(value, str) else value}'
        for name, value in members
    ]
    if check.writes:
        lines.append(f'{indent}    "writes": {_writes(check, indent)}')
        lines.append(f'{indent}    "lengths": {list(check.lengths)}')
    if check.problems:
        lines.append(f'{indent}    "problems": {_problems(check, indent)}')
    return f"{indent}{{\n" + ",\n".join(lines) + f"\n{indent}}}"


def restored(found: Restored, *, is_json: bool) -> str:
    """That an image is as it was."""
    if is_json:
        return (
            f'{{\n    "filename": {json_string(found.filename)},\n'
            f'    "undo": {json_string(found.undo)}\n}}\n'
        )
    return f"{printable(found.filename)} is as it was before the repair.\n"


def _writes(check: Check, indent: str) -> str:
    rows = []
    for write in check.writes:
        reasons = ", ".join(json_string(reason) for reason in write.reasons)
        rows.append(
            f'{indent}        {{ "offset": {write.offset}, "length": {write.length},'
            f' "old": "{write.old}", "new": "{write.new}", "reasons": [{reasons}] }}'
        )
    return "[\n" + ",\n".join(rows) + f"\n{indent}    ]"


def plan(check: Check) -> str:
    """What a planned repair would write, for people."""
    lines = []
    for write in check.writes:
        values = f": {write.old} -> {write.new}" if write.old else ""
        lines.append(f"{write.offset:#x}, {write.length} bytes{values}\n")
        lines += [f"    {printable(reason)}\n" for reason in write.reasons]
    old, new = check.lengths
    if old != new:
        lines.append(f"length of the file: {old} -> {new}\n")
    return "\nThis would be written:\n" + "".join(lines) if lines else ""


def _problems(check: Check, indent: str) -> str:
    rows = []
    for problem in check.problems:
        members = {
            "effect": json_string(problem.effect),
            "offset": problem.offset,
            "structure": json_string(problem.structure),
            "field": json_string(problem.field),
            "reason": json_string(problem.reason),
        }
        row = ", ".join(f'"{name}": {value}' for name, value in members.items())
        rows.append(f"{indent}        {{ {row} }}")
    return "[\n" + ",\n".join(rows) + f"\n{indent}    ]"
