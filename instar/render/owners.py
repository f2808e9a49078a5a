# SPDX-License-Identifier: Apache-2.0
"""What `view --owners`, `--at-guest` and `--at-file` print."""

from __future__ import annotations

import json

from instar.record import replace
from instar.render import view as plain
from instar.render.style import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from instar.ops.owners import Location, OwnedRun, Owners
    from instar.render.style import Style

_BAD = ("leaked", "overlap")


def human(owners: Owners, style: Style = PLAIN) -> Iterator[str]:
    """A line for each run, and how much each owner has in all."""
    yield f"{owners.view}: {owners.filename}, {owners.file_size} bytes\n"
    head = f"{'offset':>12}  {'length':>12}  {'owner':10}  {'on the disk':>12}  first node"
    yield style.paint(head, "dim") + "\n"
    for run in owners.runs:
        yield _line(run, style)
    if owners.full:
        yield "There is more: --max-nodes allows no more runs, or it takes too long to find them.\n"
    sums = totals(owners)
    wide = max((len(str(length)) for length in sums.values()), default=0)
    for owner, length in sums.items():
        of_all = share(length, owners.file_size)
        yield f"{style.paint(f'{owner:12}', _paint(owner))}{length:>{wide}} bytes  {of_all}\n"


def share(length: int, size: int) -> str:
    """How much of the file some bytes are."""
    return f"{100 * length / size:.1f}%"


def totals(owners: Owners) -> dict[str, int]:
    """Bytes of each owner, in the order of the file."""
    sums: dict[str, int] = {}
    for run in owners.runs:
        sums[run.owner] = sums.get(run.owner, 0) + run.length
    return sums


def _paint(owner: str) -> str:
    return "bad" if owner in _BAD else "name"


def _line(run: OwnedRun, style: Style) -> str:
    guest = "" if run.guest_offset is None else f"{run.guest_offset:x}"
    owner = style.paint(f"{run.owner:10}", _paint(run.owner))
    return f"{run.offset:12x}  {run.length:12x}  {owner}  {guest:>12}  {run.path}".rstrip() + "\n"


def located(place: Location, style: Style = PLAIN) -> Iterator[str]:
    """Each entry on the way, with its value, and where the way ends."""
    yield f"{place.view}: {place.filename}, {place.file_size} bytes\n"
    for way in place.ways:
        if way.nodes:
            first = replace(way.nodes[0], name=way.run.path)
            yield from plain.rows((first, *way.nodes[1:]), style)
        else:
            run = way.run
            name = style.paint(run.path, "name")
            yield f"{run.offset:12x}  {'':26}  {name}  {run.owner}, {run.length} bytes\n"
    yield f"{verdict(place)}\n"
    if place.full:
        yield "There may be more: it takes too long to find all that leads there.\n"


def verdict(place: Location) -> str:
    """Where the way ends, in a sentence."""
    guest, file = place.guest_offset, place.file_offset
    last = place.ways[-1].run if place.ways else None
    if guest is not None and file is not None:
        if last is not None and last.owner == "compressed":
            return (
                f"Byte {guest:#x} of the disk is in the compressed data at {file:#x} of the file."
            )
        return f"Byte {guest:#x} of the disk is byte {file:#x} of the file."
    if file is None:
        none = f"Byte {guest:#x} of the disk has no place in this file"
        return f"{none}: its last entry above says why." if place.ways else f"{none}."
    if last is None:
        return f"Nothing leads to byte {file:#x} of the file."
    return f"Byte {file:#x} of the file is not of the disk itself."


# --- for programs ---------------------------------------------------------------------------------


def run_dict(run: OwnedRun) -> dict[str, object]:
    """A run as JSON has it: what it has."""
    found: dict[str, object] = {"offset": run.offset, "length": run.length, "owner": run.owner}
    if run.path:
        found["path"] = run.path
    if run.guest_offset is not None:
        found["guest_offset"] = run.guest_offset
    if run.owner == "compressed" and run.guest_length:
        found["guest_length"] = run.guest_length
    return found


def as_json(owners: Owners) -> str:
    """Whose the bytes are, for programs."""
    found = {
        "filename": owners.filename,
        "view": owners.view,
        "file_size": owners.file_size,
        "full": owners.full,
        "totals": totals(owners),
        "runs": [run_dict(run) for run in owners.runs],
    }
    return json.dumps(found, indent=1) + "\n"


def located_json(place: Location) -> str:
    """A place, for programs."""
    found = {
        "filename": place.filename,
        "view": place.view,
        "file_size": place.file_size,
        "full": place.full,
        "guest_offset": place.guest_offset,
        "file_offset": place.file_offset,
        "ways": [
            {**run_dict(way.run), "nodes": [plain.node_dict(node) for node in way.nodes]}
            for way in place.ways
        ],
    }
    return json.dumps(found, indent=1) + "\n"
