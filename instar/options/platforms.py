# SPDX-License-Identifier: Apache-2.0
"""Platforms that take disk images, and what each takes: the only table of them."""

from __future__ import annotations

from instar.errors import UsageError
from instar.options.schema import Setting
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

MIB, GIB = 1 << 20, 1 << 30


@record(kw_only=True)
class Platform:
    """What a platform takes. The first of `formats` is chosen where none is asked for; each has the
    options that it must have. `source` is where the platform says so.
    """

    name: str
    formats: dict[str, dict[str, str]]
    unit: int = 1
    """What the size must be a multiple of."""
    alone: bool = False
    """Whether the image must name no other file."""
    source: str


PLATFORMS = {
    platform.name: platform
    for platform in (
        Platform(
            name="azure",
            formats={"vpc": {"subformat": "fixed", "force_size": "on"}},
            unit=MIB,
            alone=True,
            source="Azure: Prepare a VHD to upload (fixed VHD, whole MiB)",
        ),
        Platform(
            name="aws",
            formats={
                "raw": {},
                "vmdk": {"subformat": "streamOptimized"},
                "vpc": {},
                "vhdx": {},
            },
            alone=True,
            source="AWS: VM Import/Export requirements, image formats",
        ),
        Platform(
            name="gcp",
            formats={"raw": {}},
            unit=GIB,
            alone=True,
            source="Google Cloud: Manually import boot disks (disk.raw, whole GiB)",
        ),
        Platform(
            name="esxi",
            formats={"vmdk": {"subformat": "streamOptimized"}},
            alone=True,
            source="VMware: OVF Tool, stream-optimized disks for import",
        ),
        Platform(
            name="hyperv",
            formats={"vhdx": {}, "vpc": {}},
            source="Microsoft: Hyper-V virtual hard disks, VHDX and VHD",
        ),
        Platform(
            name="virtualbox",
            formats={"vdi": {}, "vmdk": {}, "vpc": {}},
            source="VirtualBox manual: Disk image files",
        ),
        Platform(
            name="proxmox",
            formats={"qcow2": {}, "raw": {}, "vmdk": {}},
            source="Proxmox VE administration guide: image formats",
        ),
        Platform(
            name="kubevirt",
            formats={"qcow2": {}, "raw": {}},
            alone=True,
            source="KubeVirt user guide: containerDisk, raw and qcow2",
        ),
        Platform(
            name="openstack",
            formats={"qcow2": {}, "raw": {}, "vmdk": {}, "vdi": {}, "vpc": {}, "vhdx": {}},
            alone=True,
            source="OpenStack Glance: disk formats, and the safety check of uploads",
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
        wanted = needed.get(setting.name, setting.value)
        if setting.value != wanted:
            raise UsageError(f"{name} takes {setting.name}={wanted}, not {setting.value}")
    if platform.alone and (has_backing or any(s.name in _OTHER_FILES for s in settings)):
        raise UsageError(f"{name} takes no image that needs another file")
    added = tuple(Setting(key, value, key) for key, value in needed.items())
    return format, (*added, *settings)


def check_size(name: str, size: int) -> None:
    """The size must be one that the platform takes."""
    unit = _find(name).unit
    if size % unit or (unit > 1 and not size):
        fitting = max(1, -(-size // unit)) * unit
        raise UsageError(
            f"{name} takes disks of whole {unit >> 20} MiB: {fitting} bytes, not {size}"
        )


def _find(name: str) -> Platform:
    if name not in PLATFORMS:
        raise UsageError(f"there is no platform '{name}'; known are {', '.join(PLATFORMS)}")
    return PLATFORMS[name]
