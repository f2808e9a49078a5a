# SPDX-License-Identifier: Apache-2.0
"""Two images of one format, byte for byte but for the fields that differ on every run: identities,
times, sequence numbers, and the checksums over them.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import BinaryIO

import construct

from instar.generated.constructs import luks as luks_structures
from instar.generated.constructs import qcow2 as qcow2_structures
from instar.generated.constructs import vdi as vdi_structures
from instar.generated.constructs import vhd as vhd_structures
from instar.generated.constructs import vhdx as vhdx_structures
from instar.generated.constructs import vmdk as vmdk_structures
from instar.generated.formats import luks, qcow2, vdi, vhd, vhdx, vmdk
from instar.layout import crc32c

Patch = tuple[int, bytes]
"""Where in the file, and what to take for what is there."""

PIECE = 1 << 20
LEN_GUID = 16
FOOTER = vhd.VhdFooter.SIZE


def _read(file: BinaryIO, offset: int, size: int) -> bytes:
    file.seek(offset)
    return file.read(size)


def _with(
    file: BinaryIO, offset: int, size: int, kind: construct.Construct, **values: object
) -> Patch:
    """A structure with other values. Parsing holds its checksum against the bytes."""
    fields = kind.parse(_read(file, offset, size))
    fields.update(values)
    return offset, kind.build(fields)


def _none(file: BinaryIO) -> list[Patch]:
    return []


def _vdi(file: BinaryIO) -> list[Patch]:
    blank = {"uuid_image": bytes(LEN_GUID), "uuid_last_snap": bytes(LEN_GUID)}
    return [_with(file, 0, vdi.VdiHeader.SIZE, vdi_structures.VdiHeader, **blank)]


def _vhd_footer(file: BinaryIO, offset: int) -> Patch:
    blank = {"unique_id": bytes(LEN_GUID), "time_stamp": 0}
    return _with(file, offset, FOOTER, vhd_structures.VhdFooter, **blank)


def _vhd(file: BinaryIO) -> list[Patch]:
    end = file.seek(0, os.SEEK_END) - FOOTER
    patches = [_vhd_footer(file, end)]
    if _read(file, 0, len(vhd.VhdFooter.COOKIE)) == vhd.VhdFooter.COOKIE:
        patches.append(_vhd_footer(file, 0))
        assert _read(file, 0, FOOTER) == _read(file, end, FOOTER), "the copies of the footer differ"
    return patches


def _vhdx_headers(file: BinaryIO) -> list[Patch]:
    """Sequence numbers count from the first header's; a GUID is the number of the first that is the
    same.
    """
    offsets = (vhdx.HEADER_1_OFFSET, vhdx.HEADER_2_OFFSET)
    size = vhdx.VhdxHeader.SIZE
    headers = [vhdx_structures.VhdxHeader.parse(_read(file, o, size)) for o in offsets]
    first = headers[0].sequence_number
    seen: list[bytes] = [bytes(LEN_GUID)]
    patches = []
    for offset, header in zip(offsets, headers, strict=True):
        header.sequence_number -= first
        for name in ("file_write_guid", "data_write_guid", "log_guid"):
            if header[name] not in seen:
                seen.append(header[name])
            header[name] = bytes([seen.index(header[name])]) * LEN_GUID
        patches.append((offset, vhdx_structures.VhdxHeader.build(header)))
    return patches


def _vhdx_log(file: BinaryIO) -> Iterator[Patch]:
    """Each entry's own checksum covers more than its header."""
    entry, kind = vhdx.VhdxLogEntryHeader, vhdx_structures.VhdxLogEntryHeader
    header = vhdx_structures.VhdxHeader.parse(
        _read(file, vhdx.HEADER_1_OFFSET, vhdx.VhdxHeader.SIZE)
    )
    log = range(header.log_offset, header.log_offset + header.log_length, vhdx.LOG_SECTOR_SIZE)
    for at in log:
        if _read(file, at, len(entry.SIGNATURE)) != entry.SIGNATURE:
            continue
        known = kind.parse(_read(file, at, entry.SIZE))
        whole = _read(file, at, known.entry_length)
        blank = _with(file, at, entry.SIZE, kind, checksum=0)[1]
        assert crc32c(blank + whole[entry.SIZE :]) == known.checksum, f"log entry at {at}"
        yield _with(file, at, entry.SIZE, kind, checksum=0, log_guid=bytes(LEN_GUID))
        # qemu does not clear what follows the descriptors.
        used = entry.SIZE + known.num_descriptors * vhdx.VhdxLogDataDescriptor.SIZE
        yield at + used, bytes(vhdx.LOG_SECTOR_SIZE - used)


def _vhdx_disk_id(file: BinaryIO) -> Patch:
    """The identity's item, found by the tables."""
    at = vhdx.REGION_TABLE_1_OFFSET + vhdx.VhdxRegionTableHeader.SIZE
    region = _entry(file, at, vhdx.VhdxRegionTableEntry.SIZE, vhdx.GUID_REGION_METADATA)
    metadata = vhdx_structures.VhdxRegionTableEntry.parse(region).file_offset
    at = metadata + vhdx.VhdxMetadataTableHeader.SIZE
    item = _entry(file, at, vhdx.VhdxMetadataTableEntry.SIZE, vhdx.GUID_VIRTUAL_DISK_ID)
    offset = vhdx_structures.VhdxMetadataTableEntry.parse(item).offset
    return metadata + offset, bytes(LEN_GUID)


def _entry(file: BinaryIO, at: int, size: int, guid: bytes) -> bytes:
    while (entry := _read(file, at, size))[: len(guid)] != guid:
        at += size
    return entry


def _vhdx(file: BinaryIO) -> list[Patch]:
    """The creator is the program that made the file."""
    identifier = vhdx.VhdxFileIdentifier
    creator = _with(
        file, 0, identifier.SIZE, vhdx_structures.VhdxFileIdentifier, creator=bytes(512)
    )
    return [creator, *_vhdx_headers(file), *_vhdx_log(file), _vhdx_disk_id(file)]


def vmdk_text(text: bytes) -> bytes:
    """A descriptor as far as it is text, with another CID: it has as many digits as it takes."""
    return re.sub(rb"^CID=[0-9a-f]+$", b"CID=", text.partition(b"\0")[0], count=1, flags=re.M)


def _vmdk(file: BinaryIO) -> list[Patch]:
    """The descriptor in a sparse file. The extents of a split image have room for it too."""
    header = vmdk_structures.VmdkSparseHeader.parse(_read(file, 0, vmdk.VmdkSparseHeader.SIZE))
    offset = header.descriptor_sector * vmdk.SECTOR_SIZE
    room = header.descriptor_sectors * vmdk.SECTOR_SIZE
    return [(offset, vmdk_text(_read(file, offset, room)).ljust(room, b"\0"))]


def _with_payload(header: bytes) -> bytes:
    """A detached header has its payload nowhere, which its rules do not allow: far away, then."""
    parts = luks_structures.LuksPhdr.subcons
    before = takewhile(lambda part: part.name != "payload_sector", parts)
    at, nowhere = sum(part.sizeof() for part in before), bytes(4)
    end = at + len(nowhere)
    return header[:at] + b"\xff" * 4 + header[end:] if header[at:end] == nowhere else header


def _luks_header(file: BinaryIO, offset: int) -> list[Patch]:
    """Identity, keys and how often they are derived; the material of the first slot."""
    kind, size = luks_structures.LuksPhdr, luks.LuksPhdr.SIZE
    header = kind.parse(_with_payload(_read(file, offset, size)))
    for name in ("uuid", "mk_digest", "mk_digest_salt"):
        header[name] = bytes(len(header[name]))
    slot = header.key_slots[0]
    slot.salt = bytes(len(slot.salt))
    header.mk_digest_iterations = slot.iterations = 1
    material = header.len_key * luks.STRIPES
    start = offset + slot.key_material_sector * luks.SECTOR_SIZE
    return [(offset, kind.build(header)), (start, bytes(material))]


def _luks(file: BinaryIO) -> list[Patch]:
    return _luks_header(file, 0)


def _qcow2(file: BinaryIO) -> list[Patch]:
    """An encrypted one has a LUKS header, to which an extension points."""
    smallest = 1 << qcow2.Qcow2Header.CLUSTER_BITS_MIN
    header = qcow2_structures.Qcow2Header.parse(_read(file, 0, smallest))
    if header.crypt_method != qcow2.Qcow2CryptMethod.LUKS:
        return []
    at = header.len_header or qcow2.Qcow2Header.V2_LENGTH
    size = qcow2.Qcow2ExtensionHeader.SIZE
    while True:
        extension = qcow2_structures.Qcow2ExtensionHeader.parse(_read(file, at, size))
        if extension.type == qcow2.Qcow2ExtensionType.ENCRYPTION:
            pointer = _read(file, at + size, qcow2.Qcow2EncryptionPointer.SIZE)
            found = qcow2_structures.Qcow2EncryptionPointer.parse(pointer)
            return _luks_header(file, found.ofs_header)
        at += size + -(-extension.len_data // qcow2.EXTENSION_ALIGN) * qcow2.EXTENSION_ALIGN


FIELDS: dict[str, Callable[[BinaryIO], list[Patch]]] = {
    "raw": _none,
    "qcow2": _qcow2,
    "luks": _luks,
    "qcow": _none,
    "qed": _none,
    "parallels": _none,
    "vdi": _vdi,
    "vpc": _vhd,
    "vhdx": _vhdx,
    "vmdk": _vmdk,
}


def _data(file: BinaryIO) -> Iterator[int]:
    """Pieces that are not in a hole, by their number."""
    size = file.seek(0, os.SEEK_END)
    at = 0
    while at < size:
        try:
            start = os.lseek(file.fileno(), at, os.SEEK_DATA)
        except OSError:
            return
        at = os.lseek(file.fileno(), start, os.SEEK_HOLE)
        yield from range(start // PIECE, -(-at // PIECE))


def _piece(file: BinaryIO, number: int, patches: list[Patch]) -> bytes:
    start = number * PIECE
    data = bytearray(os.pread(file.fileno(), PIECE, start))
    for offset, new in patches:
        first, last = max(offset, start), min(offset + len(new), start + len(data))
        if first < last:
            data[first - start : last - start] = new[first - offset : last - offset]
    return bytes(data)


def digest(format: str, path: Path) -> str:
    """A hash of all bytes but those that differ on every run."""
    state = hashlib.sha256()
    with open(path, "rb") as file:
        patches = FIELDS[format](file)
        for number in range(-(-path.stat().st_size // PIECE)):
            state.update(_piece(file, number, patches))
    return state.hexdigest()


def difference(format: str, ours: Path, theirs: Path) -> str | None:
    """The first byte that differs; None: there is none."""
    sizes = ours.stat().st_size, theirs.stat().st_size
    if sizes[0] != sizes[1]:
        return f"length {sizes[0]}, not {sizes[1]}"
    with open(ours, "rb") as a, open(theirs, "rb") as b:
        patches = FIELDS[format](a), FIELDS[format](b)
        for number in sorted({*_data(a), *_data(b)}):
            pair = _piece(a, number, patches[0]), _piece(b, number, patches[1])
            if pair[0] != pair[1]:
                at = next(i for i in range(len(pair[0])) if pair[0][i] != pair[1][i])
                here, there = (piece[at : at + 16].hex() for piece in pair)
                return f"byte {number * PIECE + at:#x}: {here}, not {there}"
    return None
