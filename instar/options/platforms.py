# SPDX-License-Identifier: Apache-2.0
"""Platforms that take disk images, and what each takes: the only table of them."""

from __future__ import annotations

from instar.errors import UsageError
from instar.options.schema import Setting
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

MIB, GIB = 1 << 20, 1 << 30


class Platform(Record, kw_only=True):
    """What a platform takes. The first of `formats` is chosen where none is asked for; each has
    options that must have one of some values, the first of which is chosen.
    """

    name: str
    formats: dict[str, dict[str, tuple[str, ...]]]
    unit: int = 1
    """What the size must be a multiple of."""
    least: int = 0
    """The smallest disk."""
    alone: bool = False
    """Whether the image must name no other file."""
    page: str
    """Where the platform says so, or software that the platform is made of."""


_ONE_FILE = ("monolithicSparse", "streamOptimized")
"""VMDKs without other files."""
_STREAM: dict[str, tuple[str, ...]] = {"subformat": ("streamOptimized",)}

PLATFORMS = {
    platform.name: platform
    for platform in (
        Platform(
            name="azure",
            formats={"vpc": {"subformat": ("fixed",), "force_size": ("on",)}},
            unit=MIB,
            alone=True,
            page="https://learn.microsoft.com/azure/virtual-machines/windows/prepare-for-upload-vhd-image",
        ),
        Platform(
            name="aws",
            formats={"raw": {}, "vmdk": _STREAM, "vpc": {}, "vhdx": {}},
            alone=True,
            page="https://docs.aws.amazon.com/vm-import/latest/userguide/prerequisites.html",
        ),
        Platform(
            name="gcp",
            formats={"raw": {}},
            unit=GIB,
            alone=True,
            page="https://cloud.google.com/compute/docs/import/import-existing-image",
        ),
        Platform(
            name="esxi",
            formats={"vmdk": _STREAM},
            alone=True,
            page="https://github.com/glennmatthews/cot/issues/65",
        ),
        Platform(
            name="hyperv",
            formats={"vhdx": {}, "vpc": {}},
            least=3 * MIB,
            page="https://learn.microsoft.com/windows/win32/vstor/about-vhd",
        ),
        Platform(
            name="virtualbox",
            formats={"vdi": {}, "vmdk": {}, "vpc": {}},
            page="https://docs.oracle.com/en/virtualization/virtualbox/6.0/user/vboxmanage-convertfromraw.html",
        ),
        Platform(
            name="proxmox",
            formats={"qcow2": {}, "raw": {}, "vmdk": {}},
            page="https://pve.proxmox.com/pve-docs/qm.1.html",
        ),
        Platform(
            name="kubevirt",
            formats={"qcow2": {}, "raw": {}},
            alone=True,
            page="https://kubevirt.io/user-guide/storage/disks_and_volumes/#containerdisk",
        ),
        Platform(
            name="openstack",
            formats={
                "qcow2": {},
                "raw": {},
                "vmdk": {"subformat": _ONE_FILE},
                "vdi": {},
                "vpc": {},
                "vhdx": {},
            },
            alone=True,
            page="https://docs.openstack.org/glance/latest/configuration/glance_api.html",
        ),
    )
}
_OTHER_FILES = ("backing_file", "data_file")


def fit(
    name: str, format: str | None, settings: Iterable[Setting], *, has_backing: bool
) -> tuple[str, tuple[Setting, ...]]:
    """The format and options of an image for a platform, of those that were asked for."""
    platform = _find(name)
    format = format or next(iter(platform.formats))
    if format not in platform.formats:
        raise UsageError(f"{name} takes {', '.join(platform.formats)}, not {format}")
    needed, settings = platform.formats[format], tuple(settings)
    for setting in settings:
        wanted = needed.get(setting.name, (setting.value,))
        if setting.value not in wanted:
            values = " or ".join(wanted)
            raise UsageError(f"{name} takes {setting.name}={values}, not {setting.value}")
    if platform.alone and (has_backing or any(s.name in _OTHER_FILES for s in settings)):
        raise UsageError(f"{name} takes no image that needs another file")
    added = tuple(Setting(key, values[0], key) for key, values in needed.items())
    return format, (*added, *settings)


def fitting_size(name: str | None, size: int) -> int:
    """The size of a disk that has room for `size` bytes, as a platform takes it."""
    unit = 1 if name is None else _find(name).unit
    return max(1, -(-size // unit)) * unit if unit > 1 else size


def check_size(name: str, size: int) -> None:
    """The size must be one that the platform takes."""
    platform = _find(name)
    unit, least = platform.unit, platform.least
    if size < least:
        raise UsageError(f"{name} takes disks of at least {least} bytes, not {size}")
    if size % unit or (unit > 1 and not size):
        fitting = max(1, -(-size // unit)) * unit
        raise UsageError(
            f"{name} takes disks of whole {unit >> 20} MiB: {fitting} bytes, not {size}"
        )


def _find(name: str) -> Platform:
    if name not in PLATFORMS:
        raise UsageError(f"there is no platform '{name}'; known are {', '.join(PLATFORMS)}")
    return PLATFORMS[name]
