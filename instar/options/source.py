# SPDX-License-Identifier: Apache-2.0
"""Which image is meant: a file name, or a description (`nodes`)."""

from __future__ import annotations

from instar.errors import OpenError
from instar.generated.source import SourceFormat
from instar.options.names import DRIVERS, driver_name
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile
    from instar.sandbox.medium import Medium

# Where each encrypted format expects the id of its secret.
SECRET_KEYS = {
    SourceFormat.LUKS: "key-secret",
    SourceFormat.QCOW2: "encrypt.key-secret",
    SourceFormat.QCOW1: "encrypt.key-secret",
}
ENCRYPT_FORMATS = {SourceFormat.QCOW2: ("luks", "aes"), SourceFormat.QCOW1: ("aes",)}


class Descriptor(Record):
    """An open file, by its number in this process, and what it is called."""

    fd: int
    name: str

    def __str__(self) -> str:
        return self.name


class Elsewhere(Record):
    """An image that is no file of this machine: what it is called, and what its bytes come from."""

    name: str
    medium: Medium
    size: int

    def __str__(self) -> str:
        return self.name


class Source(Record):
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
    elsewhere: Elsewhere | None = None
    """What it is, where that is no file."""
    part: tuple[int, int | None] = (0, None)
    """Where in the file it starts, and how long it is there; None: to the file's end."""
    must_be_device: bool = False
    node: str = ""
    """What qemu-img calls the part, if it is one; `is_part`: the image is nothing else."""
    is_part: bool = False
    is_read_only: bool = False
    is_cut: bool = False
    """Whether there is nothing below it, whatever it names."""
    backing: Source | None = None
    warnings: tuple[str, ...] = ()
    data_file: Source | None = None
    """What the user names in place of what it names."""

    @property
    def is_plain(self) -> bool:
        """Whether it is a whole file that says itself what belongs to it."""
        mine = self.backing or self.data_file or self.is_cut or self.is_read_only
        return not (mine or self.must_be_device or self.part != (0, None))

    @property
    def num_layers(self) -> int:
        """How many images of the chain count; 0: all."""
        depth, one = 1, self
        while one.backing is not None:
            depth, one = depth + 1, one.backing
        return depth if one.is_cut else 0


NOWHERE = Source("", "")
"""No image yet, in a question that many are asked."""

JSON = "json:"
"""What a description begins with (`nodes`)."""


def source_from_name(name: str, driver: str | None, profile: Profile) -> Source:
    """The source that a plain file name means; `file:` in front is allowed, other protocols are
    refused by name.
    """
    path = name
    protocol = _protocol(name)
    if name.startswith(JSON):
        raise OpenError(name, "json: names are followed on the command line only")
    if protocol == "file":
        path = name.removeprefix("file:")
    elif protocol is not None:
        raise no_protocol(name, protocol) or OpenError(name, f"Unknown protocol '{protocol}'")
    found = SourceFormat.UNKNOWN if driver is None else find_named(driver, name, profile)
    return Source(_file_name(path, name), name, found)


def check_detected(source: Source, format: int) -> None:
    """Refuse an option for a secret that the format which was found does not have."""
    known = source.secret_option in ("", SECRET_KEYS.get(SourceFormat(format)))
    if known or source.format != SourceFormat.UNKNOWN:
        return
    shown = driver_name(format)
    reason = f"Block format '{shown}' does not support the option '{source.secret_option}'"
    raise OpenError(source.shown, reason)


def find_driver(driver: str | None, profile: Profile) -> SourceFormat:
    """The format that a driver's name means; unknown without one."""
    return SourceFormat.UNKNOWN if driver is None else find_named(driver, driver, profile)


def find_named(driver: str, shown: str, profile: Profile) -> SourceFormat:
    if driver not in DRIVERS or (driver == "parallels" and not profile.parallels):
        raise unknown_driver(driver, shown)
    return DRIVERS[driver]


def unknown_driver(driver: str, shown: str) -> OpenError:
    """The error about a name that no driver has."""
    from instar.options.nearest import nearest

    return OpenError(shown, f"Unknown driver '{driver}'").hinting(nearest(driver, DRIVERS))


_FETCH = "copy it into a file first"
_PROTOCOLS = {
    "nbd": "attach it with nbd-client or qemu-nbd and name the device, or copy it into a file",
    "rbd": "map it with rbd and name the device, or export it into a file",
    "iscsi": "log in with iscsiadm and name the device",
    "nfs": "mount it, and name the file",
    "gluster": "mount it, and name the file",
    "fuse": "name the file itself",
    "fat": "make an image of the directory first",
    "vvfat": "make an image of the directory first",
    **dict.fromkeys(("http", "https", "ftp", "ftps"), "download it first, as with curl -O"),
    **dict.fromkeys(("ssh", "sftp", "scp"), "copy it first, as with scp"),
    **dict.fromkeys(("blkdebug", "blkverify", "null-co", "null-aio", "quorum", "nvme"), ""),
    **dict.fromkeys(("throttle", "copy-on-read", "replication", "snapshot-access"), ""),
}


def no_protocol(shown: str, protocol: str) -> OpenError | None:
    """The error of what qemu-img reads and instar does not, since it is no file: what to do
    instead. None for words that mean nothing.
    """
    known = protocol.partition("+")[0]
    if known not in _PROTOCOLS:
        return None
    advice = _PROTOCOLS[known] or _FETCH
    text = f"Unknown protocol '{protocol}'"
    return OpenError(shown, text).hinting(f"instar opens files and devices only: {advice}")


def _protocol(name: str) -> str | None:
    """What is before a colon, unless a slash comes first."""
    head, colon, _ = name.partition(":")
    return head if colon and "/" not in head else None


def _file_name(path: str, shown: str) -> str:
    if not path:
        raise OpenError(shown, "The 'file' block driver requires a file name")
    return path
