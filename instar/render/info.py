# SPDX-License-Identifier: Apache-2.0
"""What `info` prints.

Both forms have the same facts in the same order, which is that of qemu-img's tables and looks like
none. So an image becomes nested dictionaries in that order once, and these are printed.
"""

from __future__ import annotations

import os
import time

from instar.generated.source import SECTOR_SIZE
from instar.render.info_size import human_size
from instar.render.info_text import human_lines, json_pieces
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from instar.generated.messages import Limits, LuksDetails, Qcow2Details, Snapshot
    from instar.generated.profiles import Profile
    from instar.ops.image_info import Child, FileInfo, ImageInfo, VmdkDetails
    from instar.render.info_text import Node

_NANO = 1_000_000_000
_SMALLEST_BUFFER_ALIGNMENT = 4096

# Columns of the snapshot list: head and rows, by the eras of the profile.
_LAYOUTS = {
    "2.12": ("%-10s%-20s%7s%20s%15s", ("ID", "TAG", "VM SIZE", "DATE", "VM CLOCK")),
    "5.0": ("%-10s%-20s%11s%20s%15s", ("ID", "TAG", "VM SIZE", "DATE", "VM CLOCK")),
    "5.2": ("%-10s%-17s%8s%20s%13s%11s", ("ID", "TAG", "VM SIZE", "DATE", "VM CLOCK", "ICOUNT")),
    "7.2": ("%-9s %-16s %8s%20s%13s%11s", ("ID", "TAG", "VM SIZE", "DATE", "VM CLOCK", "ICOUNT")),
    "9.0": (
        "%-7s %-16s %8s %19s %15s %10s",
        ("ID", "TAG", "VM_SIZE", "DATE", "VM_CLOCK", "ICOUNT"),
    ),
}
# From this release on a long name is kept apart from what follows.
_COLUMNS_APART = (7, 2, 22)


def human(chain: Sequence[ImageInfo], profile: Profile) -> Iterator[str]:
    """For people, as the release of `profile` prints it, in pieces."""
    for number, image in enumerate(chain):
        if number:
            yield "\n"
        for line in _image_lines(image, profile):
            yield f"{line}\n"


def as_json(chain: Sequence[ImageInfo], profile: Profile, *, is_list: bool) -> Iterator[str]:
    """For programs, as the release of `profile` prints it, in pieces."""
    images = (_image_node(image, profile) for image in chain)
    yield from json_pieces(images if is_list else next(images))
    yield "\n"


def _image_lines(image: ImageInfo, profile: Profile) -> Iterator[str]:
    yield from _head_lines(image, profile)
    if image.limits is not None:
        yield from ("Block limits:", *human_lines(_limits(image.limits), 1))
    if image.snapshots:
        yield "Snapshot list:"
        yield from _snapshot_lines(image.snapshots, profile)
    specific = _specific(image, profile)
    if specific is not None:
        yield "Format specific information:"
        yield from human_lines(specific, 1)
    if profile.info_children:
        for child in image.children:
            yield from _child_lines(child, image, profile)


def _head_lines(image: ImageInfo, profile: Profile) -> list[str]:
    lines = [
        f"image: {printable(image.filename)}",
        f"file format: {image.format}",
        f"virtual size: {human_size(image.virtual_size, profile)} ({image.virtual_size} bytes)",
        f"disk size: {human_size(image.actual_size, profile)}",
    ]
    if image.encrypted:
        lines.append("encrypted: yes")
    if image.cluster_size:
        lines.append(f"cluster_size: {image.cluster_size}")
    if _shows_dirty(image, profile):
        lines.append("cleanly shut down: no")
    if image.backing_filename is not None:
        lines.append(_backing_line(image))
    if image.backing_format is not None:
        lines.append(f"backing file format: {printable(image.backing_format)}")
    return lines


def _backing_line(image: ImageInfo) -> str:
    line = f"backing file: {printable(image.backing_filename or '')}"
    if image.full_backing_filename != image.backing_filename:
        line += f" (actual path: {printable(image.full_backing_filename or '')})"
    return line


def _child_lines(child: Child, image: ImageInfo, profile: Profile) -> list[str]:
    file = child.file
    length = _file_length(file)
    lines = [
        f"Child node '/{child.name}':",
        f"    filename: {printable(file.filename)}",
        "    protocol type: file",
        f"    file length: {human_size(length, profile)} ({length} bytes)",
        f"    disk size: {human_size(file.allocated, profile)}",
    ]
    if image.limits is not None:
        lines += ["    Block limits:", *human_lines(_file_limits(), 2)]
    return lines


def _snapshot_lines(snapshots: Sequence[Snapshot], profile: Profile) -> Iterator[str]:
    layout = profile.snapshot_layout
    if layout == "5.2" and profile.number >= _COLUMNS_APART:
        layout = "7.2"
    form, heads = _LAYOUTS[layout]
    yield form % heads
    for snapshot in snapshots:
        row: list[str] = [
            snapshot.id,
            snapshot.name,
            human_size(snapshot.vm_state_size, profile),
            time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(snapshot.date_sec)),
            _clock(snapshot.vm_clock_nsec, hours=4 if layout == "9.0" else 2),
        ]
        if len(heads) > len(row):
            nothing = "--" if layout == "9.0" else ""
            row.append(nothing if snapshot.icount is None else str(snapshot.icount))
        yield printable(_aligned(form, row))


def _aligned(form: str, row: Sequence[str]) -> str:
    """Columns are as wide as printf has them, which counts bytes."""
    cells = tuple(cell.encode("utf-8", "surrogateescape") for cell in row)
    return (form.encode() % cells).decode("utf-8", "surrogateescape")


def _clock(nsec: int, hours: int) -> str:
    seconds, rest = divmod(nsec, _NANO)
    minutes, seconds = divmod(seconds, 60)
    milliseconds = rest // 1_000_000
    return f"{minutes // 60:0{hours}d}:{minutes % 60:02d}:{seconds:02d}.{milliseconds:03d}"


def _shows_dirty(image: ImageInfo, profile: Profile) -> bool:
    """Only the first QED reports itself; a qcow2 does since."""
    return bool(image.dirty) and (
        profile.qed_dirty if image.format == "qed" else profile.info_dirty
    )


def _image_node(image: ImageInfo, profile: Profile) -> Node:
    node: dict[str, Node] = {}
    if image.limits is not None:
        node["limits"] = _limits(image.limits)
    if profile.info_children:
        node["children"] = [_child_node(child, image) for child in image.children]
    if image.backing_format is not None:
        node["backing-filename-format"] = image.backing_format
    if image.snapshots:
        node["snapshots"] = (_snapshot_node(one, profile) for one in image.snapshots)
    node["virtual-size"] = image.virtual_size
    node["filename"] = image.filename
    if image.cluster_size:
        node["cluster-size"] = image.cluster_size
    node["format"] = image.format
    node["actual-size"] = image.actual_size
    specific = _specific(image, profile)
    if specific is not None:
        node["format-specific"] = {"type": image.format, "data": specific}
    if image.full_backing_filename is not None:
        node["full-backing-filename"] = image.full_backing_filename
    if image.encrypted:
        node["encrypted"] = True
    if image.backing_filename is not None:
        node["backing-filename"] = image.backing_filename
    if image.dirty is not None:
        node["dirty-flag"] = _shows_dirty(image, profile)
    return node


def _child_node(child: Child, image: ImageInfo) -> Node:
    node: dict[str, Node] = {}
    if image.limits is not None:
        node["limits"] = _file_limits()
    node |= {
        "children": [],
        "virtual-size": _file_length(child.file),
        "filename": child.file.filename,
        "format": "file",
        "actual-size": child.file.allocated,
        "format-specific": {"type": "file", "data": {}},
        "dirty-flag": False,
    }
    return {"name": child.name, "info": node}


def _file_length(file: FileInfo) -> int:
    """In whole sectors, as qemu counts."""
    return -(-file.length // SECTOR_SIZE) * SECTOR_SIZE


def _snapshot_node(snapshot: Snapshot, profile: Profile) -> Node:
    node: dict[str, Node] = {}
    if profile.snapshot_icount and snapshot.icount is not None:
        node["icount"] = snapshot.icount
    seconds, rest = divmod(snapshot.vm_clock_nsec, _NANO)
    return node | {
        "vm-clock-nsec": rest,
        "name": snapshot.name,
        "date-sec": snapshot.date_sec,
        "date-nsec": snapshot.date_nsec,
        "vm-clock-sec": seconds,
        "id": snapshot.id,
        "vm-state-size": snapshot.vm_state_size,
    }


def _limits(limits: Limits) -> Node:
    return _limits_node(
        limits.request_alignment,
        limits.write_zeroes_alignment,
        limits.discard_alignment,
        limits.max_write_zeroes,
    )


def _file_limits() -> Node:
    """Of the file below: it takes requests of any kind, to the byte."""
    return _limits_node(1, 0, 0, 0)


def _limits_node(alignment: int, write_zeroes: int, discard: int, max_write_zeroes: int) -> Node:
    node: dict[str, Node] = {
        "write-zeroes-alignment": write_zeroes,
        "request-alignment": alignment,
        "min-mem-alignment": 1,
        "discard-alignment": discard,
        "opt-mem-alignment": max(os.sysconf("SC_PAGE_SIZE"), _SMALLEST_BUFFER_ALIGNMENT),
        "max-iov": os.sysconf("SC_IOV_MAX"),
        "max-write-zeroes": max_write_zeroes,
    }
    return {name: value for name, value in node.items() if value}


def _specific(image: ImageInfo, profile: Profile) -> Node | None:
    """The section of the format, where it has one."""
    if image.qcow2 is not None:
        return _qcow2(image.qcow2, image.luks, profile)
    if image.vmdk is not None:
        return _vmdk(image.vmdk)
    if image.luks is not None:
        return _luks(image.luks, profile, within=False)
    return None


def _qcow2(qcow2: Qcow2Details, luks: LuksDetails | None, profile: Profile) -> Node:
    node: dict[str, Node] = {"compat": qcow2.compat}
    if profile.info_compression_type:
        node["compression-type"] = qcow2.compression_type
    if qcow2.lazy_refcounts is not None:
        node["lazy-refcounts"] = qcow2.lazy_refcounts
    if profile.info_bitmaps and qcow2.bitmaps:
        node["bitmaps"] = (
            {"flags": list(one.flags), "name": one.name, "granularity": one.granularity}
            for one in qcow2.bitmaps
        )
    node["refcount-bits"] = qcow2.refcount_bits
    if qcow2.data_file is not None:
        node["data-file"] = qcow2.data_file
    if qcow2.encryption:
        node["encrypt"] = (
            {"format": qcow2.encryption} if luks is None else _luks(luks, profile, within=True)
        )
    if qcow2.data_file is not None:
        node["data-file-raw"] = qcow2.data_file_raw
    if qcow2.corrupt is not None:
        node["corrupt"] = qcow2.corrupt
    if profile.info_extended_l2 and qcow2.extended_l2 is not None:
        node["extended-l2"] = qcow2.extended_l2
    return node


def _luks(luks: LuksDetails, profile: Profile, *, within: bool) -> Node:
    """A LUKS header; `within` another format, which says what it is."""
    node: dict[str, Node] = {"ivgen-alg": luks.ivgen_alg}
    if profile.luks_detached_header:
        node["detached-header"] = luks.detached_header
    node |= {"hash-alg": luks.hash_alg, "cipher-alg": luks.cipher_alg, "uuid": luks.uuid}
    if luks.ivgen_hash_alg:
        node["ivgen-hash-alg"] = luks.ivgen_hash_alg
    if within:
        node["format"] = "luks"
    slots: list[Node] = []
    for slot in luks.slots:
        if slot.active:
            slots.append(
                {
                    "active": True,
                    "iters": slot.iterations,
                    "key-offset": slot.key_offset,
                    "stripes": slot.stripes,
                }
            )
        else:
            slots.append({"active": False, "key-offset": slot.key_offset})
    return node | {
        "cipher-mode": luks.cipher_mode,
        "slots": slots,
        "payload-offset": luks.payload_offset,
        "master-key-iters": luks.master_key_iterations,
    }


def _vmdk(vmdk: VmdkDetails) -> Node:
    extents: list[Node] = []
    for extent in vmdk.extents:
        node: dict[str, Node] = {"compressed": True} if extent.compressed else {}
        node |= {"virtual-size": extent.virtual_size, "filename": extent.filename}
        if extent.cluster_size is not None:
            node["cluster-size"] = extent.cluster_size
        extents.append(node | {"format": extent.format})
    return {
        "cid": vmdk.cid,
        "parent-cid": vmdk.parent_cid,
        "create-type": vmdk.create_type,
        "extents": extents,
    }
