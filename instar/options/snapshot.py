# SPDX-License-Identifier: Apache-2.0
"""`-l`: a snapshot's name or id, or `snapshot.id=ID,snapshot.name=NAME`."""

from __future__ import annotations

from instar.errors import UsageError
from instar.generated.source import SourceSnapshotKind
from instar.options.optstring import expand_short_form, split_options
from instar.options.since import SHORT_FORM_WARNING
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from instar.generated.messages import Snapshot as Existing
    from instar.generated.profiles import Profile

_PREFIX = "snapshot."


class Snapshot(Record):
    """Which internal snapshot to look at. `text` is what `kind` compares; `id` is the id where a
    name and an id must match.
    """

    kind: SourceSnapshotKind
    text: str
    id: str = ""


def parse_snapshot(text: str, profile: Profile, warnings: list[str]) -> Snapshot:
    """Read one `-l`."""
    if not text.startswith(_PREFIX):
        return Snapshot(SourceSnapshotKind.ID_OR_NAME, text)
    wanted: dict[str, str] = {}
    for name, value in split_options(text):
        if value is None and profile.number >= SHORT_FORM_WARNING:
            warnings.append(
                f"short-form boolean option '{name}' deprecated\nPlease use {name}=on instead\n"
            )
        name, value = expand_short_form(name, value)
        if name not in ("snapshot.id", "snapshot.name"):
            if name == "id":
                continue
            raise UsageError(
                f"Invalid parameter '{name}'", f"Failed in parsing snapshot param '{text}'"
            )
        wanted[name] = value
    if "snapshot.id" in wanted and "snapshot.name" in wanted:
        return Snapshot(
            SourceSnapshotKind.ID_AND_NAME, wanted["snapshot.name"], wanted["snapshot.id"]
        )
    if "snapshot.id" in wanted:
        return Snapshot(SourceSnapshotKind.ID, wanted["snapshot.id"])
    return Snapshot(SourceSnapshotKind.NAME, wanted["snapshot.name"])


_MOST_LISTED = 8


def listed(snapshots: Sequence[Existing]) -> str:
    """Those that an image has, for somebody who asked for another."""
    if not snapshots:
        return "the image has no internal snapshots"
    names = [f"'{one.name}' (id {one.id})" for one in snapshots[:_MOST_LISTED]]
    left = len(snapshots) - len(names)
    more = f" and {left} more" if left else ""
    return f"there are {', '.join(names)}{more}" if len(snapshots) > 1 else f"there is {names[0]}"
