# SPDX-License-Identifier: Apache-2.0
"""What `info` prints.

Both forms have the same facts in the same order, which is that of qemu-img's tables and looks like
none. So an image becomes nested dictionaries in that order once, and these are printed.
"""

from __future__ import annotations

import os

from instar.generated.source import SECTOR_SIZE
from instar.render.info_size import human_size
from instar.render.info_text import human_lines, json_pieces
from instar.text import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from instar.generated.messages import KeySlot, Limits, LuksDetails, Qcow2Details
    from instar.generated.profiles import Profile
    from instar.ops.image_info import Child, FileInfo, ImageInfo, VmdkDetails
    from instar.render.info_text import Node

_SMALLEST_BUFFER_ALIGNMENT = 4096


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
        from instar.render.snapshot import snapshot_lines

        yield from snapshot_lines(image.snapshots, profile)
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
        from instar.render.snapshot import snapshot_node

        node["snapshots"] = (snapshot_node(one, profile) for one in image.snapshots)
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
    if qcow2.incompatible_features and _has_data_file(qcow2):
        node["data-file-raw"] = qcow2.data_file_raw
    if qcow2.corrupt is not None:
        node["corrupt"] = qcow2.corrupt
    if profile.info_extended_l2 and qcow2.extended_l2 is not None:
        node["extended-l2"] = qcow2.extended_l2
    return node


def _has_data_file(qcow2: Qcow2Details) -> bool:
    """Whether the data is in another file, which may have no name."""
    from instar.generated.formats.qcow2 import Qcow2IncompatibleFeature

    return bool(qcow2.incompatible_features & Qcow2IncompatibleFeature.EXTERNAL_DATA)


def _luks(luks: LuksDetails, profile: Profile, *, within: bool) -> Node:
    """A LUKS header; `within` another format, which says what it is."""
    if luks.version > 1:
        return _luks2(luks)
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


def _luks2(luks: LuksDetails) -> Node:
    """What no release of qemu-img prints."""
    node: dict[str, Node] = {"version": luks.version, "uuid": luks.uuid}
    if luks.label:
        node["label"] = luks.label
    node |= {
        "cipher-alg": luks.cipher_alg,
        "cipher-mode": luks.cipher_mode,
        "ivgen-alg": luks.ivgen_alg,
    }
    if luks.ivgen_hash_alg:
        node["ivgen-hash-alg"] = luks.ivgen_hash_alg
    return node | {
        "hash-alg": luks.hash_alg,
        "sector-size": luks.sector_size,
        "slots": [_slot2(slot) for slot in luks.slots],
        "payload-offset": luks.payload_offset,
        "master-key-iters": luks.master_key_iterations,
    }


def _slot2(slot: KeySlot) -> Node:
    node: dict[str, Node] = {"slot": slot.number, "active": slot.active, "kdf": slot.kdf}
    if slot.memory:
        node |= {"memory": slot.memory, "lanes": slot.lanes}
    return node | {
        "iters": slot.iterations,
        "key-offset": slot.key_offset,
        "stripes": slot.stripes,
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
