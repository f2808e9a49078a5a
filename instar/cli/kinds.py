# SPDX-License-Identifier: Apache-2.0
"""Kinds of flags that commands have which read images: formats, snapshots, secrets, and forms."""

from __future__ import annotations

from instar.cli.flags import Choice, HelpWanted, Kind, T, Text
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.completion import Line
    from instar.cli.flags import Place
    from instar.generated.profiles import Profile
    from instar.options.snapshot import Snapshot
    from instar.secret import Secret


class Named(Text[T]):
    """A name out of a list, which `help` shows; the operation checks it."""

    def read(self, text: str, before: T, place: Place) -> T:
        if text == "help" and not place.exact:
            raise HelpWanted("".join(f"{word}\n" for word in self.words()))
        return super().read(text, before, place)


class SourceFormat(Named[T]):
    """The format of an image that is read."""

    def words(self) -> tuple[str, ...]:
        from instar.options.names import DRIVERS

        return tuple(DRIVERS)


class Release(Text[T]):
    """A release of qemu-img, looked for before anything else is read."""

    def words(self) -> tuple[str, ...]:
        from instar.generated.profiles import KNOWN

        return KNOWN


class OutputForm(Choice):
    """A form of output, refused in the words of the release. Only instar's have more than two."""

    def is_last(self, place: Place) -> bool:
        return place.profile.usage == "legacy" and place.command.name != "measure"

    def read(self, text: str, before: str, place: Place) -> str:
        if text in self._words:
            return text
        if place.profile.usage == "legacy":
            raise UsageError("--output must be used with human or json as argument.")
        comma = "" if place.profile.usage == "info" else ","
        raise UsageError(f"--output expects 'human' or 'json'{comma} not '{text}'\n{place.hint}")


class CacheMode(Kind[str]):
    """How qemu-img would cache an image; instar reads as it does, and syncs what it writes."""

    metavar = "CACHE"

    def __init__(self, what: str = "source cache") -> None:
        self.what = what

    def is_last(self, place: Place) -> bool:
        return True

    def words(self) -> tuple[str, ...]:
        return ("none", "off", "directsync", "writeback", "writethrough", "unsafe")

    def read(self, text: str, before: str, place: Place) -> str:
        return self.checked(text)

    def checked(self, text: str) -> str:
        """The mode, if it is one."""
        if text not in self.words():
            raise UsageError(f"Invalid {self.what} option: {text}")
        return text


class Directories(Kind["tuple[str, ...]"]):
    """Directories that exist; may be repeated."""

    metavar = "DIR"
    is_path = True

    def read(self, text: str, before: tuple[str, ...], place: Place) -> tuple[str, ...]:
        import os

        if not os.path.isdir(text):
            raise UsageError(f"{place.flag.name} expects a directory, not '{text}'")
        return (*before, text)


class Many(Kind["tuple[str, ...]"]):
    """Words without a flag."""

    is_path = True

    def read(self, text: str, before: tuple[str, ...], place: Place) -> tuple[str, ...]:
        return (*before, text)


def begun_snapshots(incomplete: str, line: Line) -> list[str]:
    """The snapshots of the image on the line whose names begin so."""
    from instar.cli.existing import snapshots

    return [name for name in snapshots(line.words) if name.startswith(incomplete)]


class SnapshotName(Kind["Snapshot | None"]):
    """An internal snapshot. `sticky`: a description wins over a plain name, in either order."""

    metavar = "SNAPSHOT"

    def __init__(self, *, sticky: bool = False) -> None:
        self.sticky = sticky

    def complete(self, incomplete: str, line: Line) -> list[str]:
        return begun_snapshots(incomplete, line)

    def read(self, text: str, before: Snapshot | None, place: Place) -> Snapshot:
        from instar.generated.source import SourceSnapshotKind
        from instar.options.snapshot import parse_snapshot

        warnings: list[str] = []
        try:
            found = parse_snapshot(text, place.profile, warnings)
        finally:
            place.warn(warnings)
        if self.sticky and before is not None and found.kind == SourceSnapshotKind.ID_OR_NAME:
            return before
        return found


class Secrets(Kind["dict[str, Secret]"]):
    """`--object`: secrets by id. Old releases read them after all other options."""

    metavar = "OBJDEF"

    def is_late(self, profile: Profile) -> bool:
        from instar.options.since import OBJECT_KEYVAL

        return profile.number < OBJECT_KEYVAL

    def read(self, text: str, before: dict[str, Secret], place: Place) -> dict[str, Secret]:
        from instar.options.objects import ObjectHelp, parse_object

        try:
            secret = parse_object(text, place.profile, before)
        except ObjectHelp as wanted:
            raise HelpWanted(wanted.text) from None
        return {**before, secret.id: secret}
