# SPDX-License-Identifier: Apache-2.0
"""Kinds of flags that only commands have which make or change images."""

from __future__ import annotations

from instar.cli.flags import Kind, T
from instar.cli.kinds import CacheMode, Named, begun_snapshots
from instar.cli.target_kinds import Pairs
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from instar.cli.completion import Line
    from instar.cli.flags import Place


class PlatformName(Named[T]):
    """A platform that images are made for."""

    def words(self) -> tuple[str, ...]:
        from instar.options.platforms import PLATFORMS

        return tuple(PLATFORMS)


class ProgressForm(Kind[str]):
    """Progress for people, or with `=json` for programs, which qemu-img does not have."""

    has_form = True

    def words(self) -> tuple[str, ...]:
        return ("json",)

    @property
    def shown(self) -> str:
        return "[=json]"

    def read(self, text: str, before: str, place: Place) -> str:
        if text in ("", "json") and not (text and place.exact):
            return text or "human"
        if not place.exact:
            raise UsageError(f"{place.flag.name} expects nothing or json, not '{text}'")
        from instar.cli.getopt import GetoptError, surplus

        raise GetoptError(surplus(place.flag.name), f"{place.flag.name}={text}")


class Repair(Kind[T]):
    """What `check` is to repair, refused in the words of the release."""

    metavar = "leaks|all"

    def words(self) -> tuple[str, ...]:
        return ("leaks", "all")

    def read(self, text: str, before: T, place: Place) -> T:
        if text not in self.words():
            if place.profile.usage == "legacy":
                raise UsageError(
                    f"Unknown option value for -r (expecting 'leaks' or 'all'): {text}\n"
                    f"{place.hint}"
                )
            comma = "" if place.profile.usage == "info" else ","
            raise UsageError(
                f"--repair (-r) expects 'leaks' or 'all'{comma} not '{text}'\n{place.hint}"
            )
        value: Any = text
        return value  # type: ignore[no-any-return]


class PreallocationMode(Kind[str]):
    """What is reserved of the space that a disk gets."""

    metavar = "MODE"

    @property
    def shown(self) -> str:
        return "|".join(self.words())

    def words(self) -> tuple[str, ...]:
        from instar.ops.resize import PREALLOCATION

        return tuple(PREALLOCATION)

    def read(self, text: str, before: str, place: Place) -> str:
        if text not in self.words():
            raise UsageError(f"Invalid preallocation mode '{text}'")
        return text


class LateCacheMode(CacheMode):
    """The same where qemu-img looks at other words first: the command checks it."""

    def read(self, text: str, before: str, place: Place) -> str:
        return text


class AmendedPairs(Pairs):
    """The same for an image that there is."""

    def names(self, line: Line) -> set[str]:
        from instar.options.amending import MODULES, options_of

        return {name for format in MODULES for name in options_of(format)}


class OnlyAction(Kind["tuple[str, str]"]):
    """What is to be done, and with which name: one thing."""

    def __init__(self, name: str, metavar: str = "") -> None:
        self.name, self.metavar = name, metavar

    def read(self, text: str, before: tuple[str, str], place: Place) -> tuple[str, str]:
        if any(before):
            raise UsageError(f"Cannot mix '-l', '-a', '-c', '-d'\n{place.hint}")
        return self.name, text


class OnlyActionOnSnapshot(OnlyAction):
    """The same with a snapshot that the image has."""

    def complete(self, incomplete: str, line: Line) -> list[str]:
        return begun_snapshots(incomplete, line)
