# SPDX-License-Identifier: Apache-2.0
"""Internal snapshots: the list that `info` and `snapshot` print, and what became of one."""

from __future__ import annotations

import time

from instar.render.info_size import human_size
from instar.render.info_text import json_pieces
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from instar.generated.messages import Snapshot
    from instar.generated.profiles import Profile
    from instar.ops.image_info import ImageInfo
    from instar.render.info_text import Node

_NANO = 1_000_000_000

# Columns of the snapshot list: head and rows, by the eras of the profile.
_LAYOUTS = {
    "2.12": ("%-10s%-20s%7s%20s%15s", ("ID", "TAG", "VM SIZE", "DATE", "VM CLOCK")),
    "5.0": ("%-10s%-20s%11s%20s%15s", ("ID", "TAG", "VM SIZE", "DATE", "VM CLOCK")),
    "5.2": ("%-10s%-17s%8s%20s%13s%11s", ("ID", "TAG", "VM SIZE", "DATE", "VM CLOCK", "ICOUNT")),
    "7.2": ("%-9s %-16s %8s%20s%13s%11s", ("ID", "TAG", "VM SIZE", "DATE", "VM CLOCK", "ICOUNT")),
    "9.0": (
        "%-7s %-16s %8s %19s %15s %10s",
        ("ID", "TAG", "VM_SIZE", "DATE", "VM_CLOCK", "ICOUNT"),
    ),
}
# From this release on a long name is kept apart from what follows.
_COLUMNS_APART = (7, 2, 22)


def human(image: ImageInfo, profile: Profile) -> str:
    """The list alone, for people; nothing where there are none."""
    return "".join(f"{line}\n" for line in snapshot_lines(image.snapshots, profile))


def as_json(image: ImageInfo, profile: Profile) -> str:
    """The list alone, for programs."""
    node: dict[str, Node] = {
        "filename": image.filename,
        "format": image.format,
        "virtual-size": image.virtual_size,
        "snapshots": [snapshot_node(one, profile) for one in image.snapshots],
    }
    return "".join(json_pieces(node)) + "\n"


def snapshot_lines(snapshots: Sequence[Snapshot], profile: Profile) -> Iterator[str]:
    """A head, and a line for each."""
    if not snapshots:
        return
    yield "Snapshot list:"
    layout = profile.snapshot_layout
    if layout == "5.2" and profile.number >= _COLUMNS_APART:
        layout = "7.2"
    form, heads = _LAYOUTS[layout]
    yield form % heads
    for snapshot in snapshots:
        row: list[str] = [
            snapshot.id,
            snapshot.name,
            human_size(snapshot.vm_state_size, profile),
            time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(snapshot.date_sec)),
            _clock(snapshot.vm_clock_nsec, hours=4 if layout == "9.0" else 2),
        ]
        if len(heads) > len(row):
            nothing = "--" if layout == "9.0" else ""
            row.append(nothing if snapshot.icount is None else str(snapshot.icount))
        yield printable(_aligned(form, row))


def _aligned(form: str, row: Sequence[str]) -> str:
    """Columns are as wide as printf has them, which counts bytes."""
    cells = tuple(cell.encode("utf-8", "surrogateescape") for cell in row)
    return (form.encode() % cells).decode("utf-8", "surrogateescape")


def _clock(nsec: int, hours: int) -> str:
    seconds, rest = divmod(nsec, _NANO)
    minutes, seconds = divmod(seconds, 60)
    milliseconds = rest // 1_000_000
    return f"{minutes // 60:0{hours}d}:{minutes % 60:02d}:{seconds:02d}.{milliseconds:03d}"


def snapshot_node(snapshot: Snapshot, profile: Profile) -> Node:
    """One of them, for programs."""
    node: dict[str, Node] = {}
    if profile.snapshot_icount and snapshot.icount is not None:
        node["icount"] = snapshot.icount
    seconds, rest = divmod(snapshot.vm_clock_nsec, _NANO)
    return node | {
        "vm-clock-nsec": rest,
        "name": snapshot.name,
        "date-sec": snapshot.date_sec,
        "date-nsec": snapshot.date_nsec,
        "vm-clock-sec": seconds,
        "id": snapshot.id,
        "vm-state-size": snapshot.vm_state_size,
    }
