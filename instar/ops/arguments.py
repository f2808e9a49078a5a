# SPDX-License-Identifier: Apache-2.0
"""Arguments of the Python API, held against what they may be, in the words of that API.

A wrong type is a `TypeError`, a wrong value a `UsageError`. The command line has checked its own
before it gets here, in its own words.
"""

from __future__ import annotations

import os
from _collections_abc import Mapping

from instar.errors import OpenError, UsageError
from instar.generated.profiles import find
from instar.options.names import DRIVERS
from instar.options.schema import Setting
from instar.options.source import Descriptor, Elsewhere, Source, find_driver
from instar.record import replace
from instar.widths import INT32_MAX, UINT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from instar.generated.profiles import Profile
    from instar.options.snapshot import Snapshot
    from instar.secret import Secret

MAX_SECONDS = 1e6
"""Eleven days; waiting primitives overflow far above."""


def whole_number(name: str, value: object, least: int, most: int) -> int:
    """An integer in a range; a truth value is none, and neither is 1e9."""
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise _wrong_type(name, "an int", value)
    number: int = value.__index__()
    if not least <= number <= most:
        raise UsageError(f"{name} must be from {least} to {most}, not {_shown(number)}")
    return number


def needs(name: str, is_given: object, other: str, is_there: object) -> None:
    """Refuse an argument that means nothing without another one."""
    if is_given and not is_there:
        raise UsageError(f"{name} needs {other}")


def seconds(name: str, value: object) -> float:
    """A time that somebody is ready to wait."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong_type(name, "a number of seconds", value)
    if not 0 < value <= MAX_SECONDS:
        raise UsageError(f"{name} must be above 0 and at most {MAX_SECONDS:.0f}, not {value!r}")
    return float(value)


def text(name: str, value: object) -> str:
    """A str that the system can take."""
    if not isinstance(value, str):
        raise _wrong_type(name, "a str", value)
    try:
        os.fsencode(value)
    except UnicodeEncodeError:
        raise UsageError(f"{name} has a character that no file name has: {value!r}") from None
    return value


def one_of(name: str, value: object, words: Sequence[str]) -> str:
    """One of a few words."""
    if value not in words:
        raise UsageError(f"{name} must be one of {', '.join(words)}, not {value!r}")
    return str(value)


def directories(name: str, paths: Iterable[str | os.PathLike[str]]) -> tuple[str, ...]:
    """`allow_paths=` or `allow_write=`. One directory alone is a mistake: the letters of a text
    would be directories, and one of them is `/`.
    """
    if isinstance(paths, str | bytes | os.PathLike):
        raise _wrong_type(name, "a list of directories", paths)
    return tuple(file_name(name, path) for path in paths)


def readable_source(
    path: str | os.PathLike[str] | int | Descriptor | Elsewhere,
    format: str | None,
    profile: Profile,
) -> Source:
    """An image that is only read: a file that is open already does, too."""
    if isinstance(path, Elsewhere):
        return replace(named_source(path.name, format, profile), elsewhere=path)
    if isinstance(path, Descriptor):
        return replace(named_source(path.name, format, profile), fd=path.fd)
    if isinstance(path, int):
        return readable_source(descriptor(path), format, profile)
    return named_source(path, format, profile)


def descriptor(number: int) -> Descriptor:
    """An open file of this process."""
    fd = whole_number("path", number, 0, INT32_MAX)
    return Descriptor(fd, f"/dev/fd/{fd}")


def named_source(path: str | os.PathLike[str], format: str | None, profile: Profile) -> Source:
    """The image at `path`, of a `format` that may be given."""
    name = file_name("path", path)
    if format is None:
        return Source(name, name)
    try:
        return Source(name, name, find_driver(text("format", format), profile))
    except OpenError:
        known = ", ".join(DRIVERS)
        raise UsageError(f"no format is called {format!r}; there are {known}") from None


def secret_ids(given: str | Sequence[str | None] | None) -> tuple[str | None, ...]:
    """`source_secret=`: the ids of an image's secret and of those below it."""
    names = [given] if given is None or isinstance(given, str) else given
    return tuple(None if name is None else text("source_secret", name) for name in names)


def with_secrets(source: Source, ids: tuple[str | None, ...]) -> Source:
    """The source, opened by the secrets of these ids."""
    if not ids:
        return source
    first, *below = ids
    return replace(source, secret=first, below=tuple(below))


def named_profile(version: str | None) -> Profile:
    """The release of qemu-img that `qemu_version=` names."""
    try:
        return find(None if version is None else text("qemu_version", version))
    except KeyError:
        raise UsageError(f"The release '{version}' of qemu-img is not known") from None


def named_snapshot(wanted: str | None, profile: Profile) -> Snapshot | None:
    """`snapshot=`, which is what `-l` takes."""
    if wanted is None:
        return None
    from instar.options.snapshot import parse_snapshot

    return parse_snapshot(text("snapshot", wanted), profile, [])


def settings(options: Mapping[str, str | int | bool] | None) -> list[Setting]:
    """`options=`, as `-o` spells them."""
    if not isinstance(options, Mapping | None):
        raise _wrong_type("options", "a dict", options)
    return [
        Setting(text("an option's name", name), _spelled(name, value), name)
        for name, value in (options or {}).items()
    ]


def named_secrets(secrets: Mapping[str, str | bytes | bytearray] | None) -> dict[str, Secret]:
    """`secrets=`, copied: the copies are overwritten after use. No error repeats a value."""
    if not isinstance(secrets, Mapping | None):
        raise _wrong_type("secrets", "a dict", secrets)
    if not secrets:
        return {}
    from instar.secret import Secret

    found = {}
    for id, value in secrets.items():
        if not isinstance(value, str | bytes | bytearray):
            raise _wrong_type(f"secret {id!r}", "a str or bytes", value)
        raw = value.encode("utf-8", "surrogateescape") if isinstance(value, str) else value
        found[text("a secret's id", id)] = Secret(id, raw)
    return found


def _spelled(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, str):
        return text(f"option {name!r}", value)
    return str(whole_number(f"option {name!r}", value, -UINT64_MAX, UINT64_MAX))


def file_name(name: str, value: object) -> str:
    """A path as text, without zeros."""
    if not isinstance(value, str | os.PathLike):
        raise _wrong_type(name, "a str or os.PathLike[str]", value)
    path = text(name, os.fspath(value))
    if "\0" in path:
        raise UsageError(f"{name} has a null character: {path!r}")
    return path


def _shown(number: int) -> str:
    """Python refuses to print numbers of thousands of digits."""
    return str(number) if number.bit_length() <= 128 else "a number of many digits"


def _wrong_type(name: str, wanted: str, value: object) -> TypeError:
    return TypeError(f"{name} must be {wanted}, not {type(value).__name__}")
