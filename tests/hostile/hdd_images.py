# SPDX-License-Identifier: Apache-2.0
"""Hostile descriptors of Parallels disks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lab.images.hdd import NONE, TOP, Part, Storage, descriptor, expanding, guid
from tests.hostile.catalogue import hostile

SECTORS = 64
WHOLE = [Storage(0, SECTORS, [Part(TOP, "top")])]
SOUND = descriptor(WHOLE)


def text(content: bytes) -> Callable[[Path], object]:
    """This descriptor, next to an image that is sound."""

    def build(path: Path) -> None:
        path.with_name("top").write_bytes(expanding({1: b"data"}, SECTORS))
        path.write_bytes(content)

    return build


def replaced(old: str, new: str) -> Callable[[Path], object]:
    content = SOUND.replace(old.encode(), new.encode(), 1)
    assert content != SOUND
    return text(content)


def named(name: str) -> Callable[[Path], object]:
    return text(descriptor([Storage(0, SECTORS, [Part(TOP, name)])]))


def stacked(shots: list[tuple[str, str]]) -> Callable[[Path], object]:
    """Snapshots that all have the same image."""
    parts = [Part(own, "top") for own, _ in shots]
    return text(descriptor([Storage(0, SECTORS, parts)], shots))


TOWER = [(TOP, guid(1)), *((guid(n), guid(n + 1)) for n in range(1, 100)), (guid(100), NONE)]
SIZE = f"<Disk_size>{SECTORS}</Disk_size>"
for name, attacks, build in (
    ("empty-root", "a descriptor of nothing", text(b"<Parallels_disk_image/>")),
    ("cut", "a descriptor without its end", text(SOUND[:-30])),
    ("long", "memory: a descriptor of 2 MiB", text(SOUND + b" " * (2 << 20))),
    ("deep", "depth: elements in each other", replaced("<StorageData>", "<a>" * 100000)),
    ("laughs", "entities", replaced("<Parallels", "<!DOCTYPE a [<!ENTITY b 'x'>]><Parallels")),
    ("size-2-64", "a number of 2^64 and 1", replaced(SIZE, f"<Disk_size>{2**64 + 1}</Disk_size>")),
    ("size-negative", "a number below zero", replaced(SIZE, "<Disk_size>-1</Disk_size>")),
    ("size-other", "storages of less than the disk", replaced(SIZE, "<Disk_size>65</Disk_size>")),
    ("size-missing", "a disk of no size", replaced(SIZE, "")),
    ("start-later", "a gap before the first storage", replaced("<Start>0", "<Start>8")),
    ("end-first", "a storage that ends before it begins", replaced("<End>64", "<End>0")),
    (
        "end-past",
        "a storage of more than its image",
        text(descriptor([Storage(0, 65, WHOLE[0].parts)])),
    ),
    ("padded", "a disk that should not be opened", replaced("<Padding>0", "<Padding>1")),
    ("guid", "a GUID that is none", replaced(TOP, "{" + "z" * 36 + "}")),
    ("type", "a type that is not known", replaced(">Compressed<", ">Compressed2<")),
    ("plain", "an image that is said to be plain", replaced(">Compressed<", ">Plain<")),
    ("entity", "a name with an entity that is not known", named("&x;")),
    (
        "entity-escapes",
        "a name that leaves the folder once it is unpacked",
        named("&#46;./&#46;./x"),
    ),
    ("outside", "a name that leaves the folder", named("../../../etc/passwd")),
    ("absolute", "a name of a file of the host", named("/etc/passwd")),
    ("device", "a device of the host", named("/dev/zero")),
    ("protocol", "a name that asks another machine", named("http://192.0.2.1/x")),
    ("itself", "a descriptor as its own image", named("hdd-itself.xml")),
    ("missing", "a file that is not there", named("nowhere")),
    ("no-shot", "a snapshot that is not listed", text(descriptor(WHOLE, []))),
    ("top-missing", "a snapshot on top that is not listed", text(descriptor(WHOLE, top=guid(7)))),
    ("loop", "a snapshot that is on top of itself", stacked([(TOP, guid(1)), (guid(1), TOP)])),
    ("tower", "100 snapshots on top of each other", stacked(TOWER)),
    ("twice", "two snapshots in one file", stacked([(TOP, guid(1)), (guid(1), NONE)])),
    (
        "plain-on-top",
        "a plain image on top of another one",
        text(
            descriptor(
                [Storage(0, SECTORS, [Part(TOP, "top", "Plain"), Part(guid(1), "top")])],
                [(TOP, guid(1)), (guid(1), NONE)],
            )
        ),
    ),
    (
        "storages",
        "100 storages",
        text(descriptor([Storage(n, n + 1, WHOLE[0].parts) for n in range(100)])),
    ),
    (
        "encrypted",
        "a disk whose engine is not known",
        text(descriptor(WHOLE, parameters=f"<Encryption><Engine>{guid(3)}</Engine></Encryption>")),
    ),
):
    hostile(f"hdd-{name}.xml", attacks, build)
