# SPDX-License-Identifier: Apache-2.0
"""Which image is meant: a file name, or with `--image-opts` a description like
`driver=qcow2,file.filename=PATH`.
"""

from __future__ import annotations

from instar.errors import OpenError
from instar.generated.source import SourceFormat
from instar.options.names import DRIVERS, driver_name
from instar.options.since import NODE_QUOTES
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile

# Where each encrypted format expects the id of its secret.
_SECRET_KEYS = {
    SourceFormat.LUKS: "key-secret",
    SourceFormat.QCOW2: "encrypt.key-secret",
    SourceFormat.QCOW1: "encrypt.key-secret",
}
_BELOW = "backing."
_ENCRYPT_FORMATS = {SourceFormat.QCOW2: ("luks", "aes"), SourceFormat.QCOW1: ("aes",)}


@record()
class Descriptor:
    """An open file, by its number in this process, and what it is called."""

    fd: int
    name: str

    def __str__(self) -> str:
        return self.name


@record()
class Source:
    """An image to open.

    `shown` is how the user named it; an unknown format is detected. `secret` is the id of the
    secret that opens it, as `secret_option` says, `below` those of the images below it, from the
    next one on.
    """

    path: str
    shown: str
    format: SourceFormat = SourceFormat.UNKNOWN
    secret: str | None = None
    secret_option: str = ""
    below: tuple[str | None, ...] = ()
    fd: int = -1
    """The open file, where it is one; `path` is only what it is called then."""


NOWHERE = Source("", "")
"""No image yet, in a question that many are asked."""


def source_from_name(name: str, driver: str | None, profile: Profile) -> Source:
    """The source that a plain file name means; `file:` in front is allowed, other protocols are
    refused by name.
    """
    path = name
    protocol = _protocol(name)
    if name.startswith("json:"):
        raise OpenError(name, "json: names are not followed, use --image-opts")
    if protocol == "file":
        path = name.removeprefix("file:")
    elif protocol is not None:
        raise OpenError(name, f"Unknown protocol '{protocol}'")
    found = SourceFormat.UNKNOWN if driver is None else _driver(driver, name, profile)
    return Source(_file_name(path, name), name, found)


def source_from_options(text: str, profile: Profile) -> Source:
    """The source that `--image-opts` describes."""
    options = _read_options(text, profile)
    driver = options.pop("driver", None)
    found = SourceFormat.UNKNOWN if driver is None else _driver(driver, text, profile)
    if driver == "file":
        path = options.pop("filename", None)
    else:
        protocol = options.pop("file.driver", "file")
        if protocol != "file":
            raise OpenError(text, f"Unknown protocol '{protocol}'")
        path = options.pop("file.filename", None)
    if path is None:
        if driver is None:
            raise OpenError(text, "Must specify either driver or file")
        raise OpenError(text, 'A block device must be specified for "file"')
    secret_option, secret = _take_secret(options, found)
    below = _take_below(options)
    if options.get("encrypt.format") in _ENCRYPT_FORMATS.get(found, ()):
        del options["encrypt.format"]
    for name in options:
        if name.startswith("file."):
            inner = name.removeprefix("file.")
            raise OpenError(text, f"Block protocol 'file' doesn't support the option '{inner}'")
        shown = driver or "format"
        raise OpenError(text, f"Block format '{shown}' does not support the option '{name}'")
    return Source(_file_name(path, text), text, found, secret, secret_option, below)


def _take_secret(options: dict[str, str], format: SourceFormat) -> tuple[str, str | None]:
    """What opens an image, and by which option; an image whose format is detected may need any."""
    names = [_SECRET_KEYS.get(format, "")]
    if format == SourceFormat.UNKNOWN:
        names = sorted({*_SECRET_KEYS.values()})
    given = [name for name in names if name in options]
    return (given[0], options.pop(given[0])) if given else ("", None)


def check_detected(source: Source, format: int) -> None:
    """Refuse an option for a secret that the format which was found does not have."""
    known = source.secret_option in ("", _SECRET_KEYS.get(SourceFormat(format)))
    if known or source.format != SourceFormat.UNKNOWN:
        return
    shown = driver_name(format)
    reason = f"Block format '{shown}' does not support the option '{source.secret_option}'"
    raise OpenError(source.shown, reason)


def _take_below(options: dict[str, str]) -> tuple[str | None, ...]:
    """What opens the images below, whose names and formats are in the images."""
    found: dict[int, str] = {}
    for name in list(options):
        depth, inner = 0, name
        while inner.startswith(_BELOW):
            depth, inner = depth + 1, inner.removeprefix(_BELOW)
        if depth and inner in _SECRET_KEYS.values():
            found[depth] = options.pop(name)
    return tuple(found.get(depth) for depth in range(1, max(found, default=0) + 1))


def _read_options(text: str, profile: Profile) -> dict[str, str]:
    """The pairs of a description.

    A first word alone would be the name of a device, of which there are none.
    """
    from instar.options.optstring import expand_short_form, split_options

    pairs = split_options(text, implied="file")
    options: dict[str, str] = {}
    for name, value in pairs:
        name, value = expand_short_form(name, value)
        if name == "file":
            if profile.number >= NODE_QUOTES:
                raise OpenError(text, f"Cannot find device='{value}' nor node-name='{value}'")
            raise OpenError(text, f"Cannot find device={value} nor node_name={value}")
        if name:
            options[name] = value
    return options


def find_driver(driver: str | None, profile: Profile) -> SourceFormat:
    """The format that a driver's name means; unknown without one."""
    return SourceFormat.UNKNOWN if driver is None else _driver(driver, driver, profile)


def _driver(driver: str, shown: str, profile: Profile) -> SourceFormat:
    if driver not in DRIVERS or (driver == "parallels" and not profile.parallels):
        from instar.options.nearest import nearest

        raise OpenError(shown, f"Unknown driver '{driver}'").hinting(nearest(driver, DRIVERS))
    return DRIVERS[driver]


def _protocol(name: str) -> str | None:
    """What is before a colon, unless a slash comes first."""
    head, colon, _ = name.partition(":")
    return head if colon and "/" not in head else None


def _file_name(path: str, shown: str) -> str:
    if not path:
        raise OpenError(shown, "The 'file' block driver requires a file name")
    return path
