# SPDX-License-Identifier: Apache-2.0
"""The formats that can be written, by name. Each has a module, imported when it is asked for.

The keys of `-o` are those of qemu-img's creation options, with the same kinds of values; `-o help`
prints them. Keys that change no size are accepted and read all the same, so that a wrong value is
reported before a conversion fails on it.
"""

from __future__ import annotations

from instar.errors import UnknownFormat
from instar.generated import refusals
from instar.generated.source import SourceFormat
from instar.options.names import DRIVERS, driver_name
from instar.options.refusing import refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from instar.generated.profiles import Profile
    from instar.generated.target import TargetOptions
    from instar.layout.options import Option
    from instar.options.targets.request import Request, Target

# The formats that can be written, and the modules here that have them.
MODULES = {
    SourceFormat.RAW: "raw",
    SourceFormat.QCOW2: "qcow2",
    SourceFormat.LUKS: "luks",
    SourceFormat.VMDK4: "vmdk",
    SourceFormat.VHD: "vhd",
    SourceFormat.VHDX: "vhdx",
    SourceFormat.VDI: "vdi",
    SourceFormat.QED: "qed",
    SourceFormat.QCOW1: "qcow1",
    SourceFormat.PARALLELS: "parallels",
}

# Drivers of qemu that cannot be targets: those without creation, and those that cannot be measured.
_NO_CREATION = frozenset(
    [
        "blkdebug",
        "blklogwrites",
        "blkverify",
        "bochs",
        "cloop",
        "copy-before-write",
        "copy-on-read",
        "dmg",
        "ftp",
        "ftps",
        "http",
        "https",
        "null-aio",
        "null-co",
        "nvme",
        "preallocate",
        "quorum",
        "replication",
        "throttle",
        "vvfat",
    ]
)
# These read their options first.
_PROTOCOLS = ("file", "host_device", "nbd")


def names() -> tuple[str, ...]:
    """What qemu-img calls the formats that can be written."""
    return tuple(name for format in MODULES if (name := driver_name(format)) is not None)


def find_target(name: str, profile: Profile) -> Target:
    """Return the target of that name, or raise qemu-img's error."""
    if name in _NO_CREATION or (name == "nbd" and not profile.nbd_measures):
        raise refused(refusals.FORMAT_NOT_CREATED, profile, name=name)
    if name in _PROTOCOLS:
        from instar.options.targets.protocol import target

        return target(name)
    format = DRIVERS.get(name)
    if format not in MODULES or (name == "parallels" and not profile.parallels):
        from instar.options.nearest import nearest

        unknown = refused(refusals.UNKNOWN_FORMAT, profile, given=name, kind=UnknownFormat)
        raise unknown.hinting(nearest(name, names()))
    return load(format)


def is_driver(name: str) -> bool:
    """Whether qemu has a driver of that name, whatever it can do."""
    return name in DRIVERS or name in _NO_CREATION or name in _PROTOCOLS


def load(format: SourceFormat) -> Target:
    """Import a target."""
    name = f"instar.options.targets.{MODULES[format]}"
    found: Target = __import__(name, fromlist=["TARGET"]).TARGET
    return found


def make_plan(request: Request) -> TargetOptions:
    """Check the values of a target against each other and return what the guest needs."""
    if request.compress and request.target.format:
        _check_compression(request)
    return request.target.plan(request)


def _check_compression(request: Request) -> None:
    """What qemu-img convert says to compressed output that cannot be."""
    if not request.target.compresses:
        raise request.refused(refusals.COMPRESSION_FORMAT)
    if not request.is_default("preallocation"):
        raise request.refused(refusals.COMPRESSION_PREALLOCATION)


def help_text(target: Target, profile: Profile, *, with_file: bool = False) -> str:
    """The table that `-o help` prints, with those of the file below the format where that is
    known.
    """
    lines = ["Supported options:" if with_file else f"Supported {target.name} options:"]
    options = target.known_options().values() if with_file else target.options
    return "\n".join((*lines, *option_lines(options, profile))) + "\n"


def option_lines(options: Iterable[Option], profile: Profile) -> list[str]:
    """A line for each option, by name."""
    lines = []
    for option in sorted(options, key=lambda option: option.name):
        if not option.known_to(profile):
            continue
        default = f" (default: {option.default_text})" if option.default_text else ""
        key = f"{option.name}=<{option.placeholder}>"
        lines.append(f"  {key:<22} - {option.description}{default}")
    return lines
