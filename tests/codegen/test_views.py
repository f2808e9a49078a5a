# SPDX-License-Identifier: Apache-2.0
"""The views of whole images (`specs/views`), through the official compiler's Python: they open
every sound image of the corpus, and where they find a block, its bytes are what the guest reads.
"""

from __future__ import annotations

import json
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from kaitaistruct import KaitaiStream

import instar
from codegen.load.views import load_views
from codegen.load.yamltree import Problem
from codegen.model import model as m
from instar.generated.enums.qcow2 import Qcow2IncompatibleFeature
from lab.images.asif import asif
from lab.images.bochs import bochs
from lab.images.cloop import cloop
from lab.images.dmg import RAW, ZEROS, ZLIB, Chunk, dmg_bytes
from lab.images.luks import CONFIG, LEN_HEADER, luks2
from lab.images.sesparse import ZERO, data, sesparse
from tests.codegen import oracle
from tests.shared import some

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = json.loads((ROOT / "tests/parity/data/manifest.json").read_text())
TABLES = load_views(ROOT)
LARGEST = 64 << 20
SAMPLE = 24  # blocks of an image that are compared
PIECE = b"piece of" * 128


class Block(NamedTuple):
    guest: int
    file: int
    length: int


def two_levels(view: Any) -> Iterator[Block]:
    """qcow2, qcow1 and QED."""
    size = view.header.cluster_size
    for slot in view.l1_table:
        for leaf in getattr(slot, "l2_table", None) or ():
            place: int = getattr(leaf.entry, "host_offset", 0) or getattr(leaf.entry, "offset", 0)
            has_none = getattr(leaf.entry, "zero", False) or getattr(
                leaf.entry, "compressed", False
            )
            if place > 1 and not has_none:
                yield Block(leaf.guest_offset, place, size)


def asif_chunks(view: Any) -> Iterator[Block]:
    for one in view.directories[view.newest].tables:
        for group in one.groups if one.entry.chunk else ():
            for slot in group.chunks:
                if slot.is_written:
                    yield Block(slot.guest_offset, slot.ofs_chunk, view.header.len_chunk)


def dmg_chunks(view: Any) -> Iterator[Block]:
    for resource in getattr(view.resource_fork, "resources", None) or ():
        for chunk in resource.body.chunks if resource.body.is_table else ():
            if chunk.is_stored:
                yield Block(chunk.guest_offset, chunk.ofs_bytes, chunk.entry.len_data)


def flat_table(table: str, place: str, size: Callable[[Any], int]) -> Callable[[Any], Any]:
    def blocks(view: Any) -> Iterator[Block]:
        for slot in getattr(view, table, None) or ():
            if slot.entry.is_allocated:
                yield Block(slot.guest_offset, getattr(slot, place), size(view))

    return blocks


def vhdx_blocks(view: Any) -> Iterator[Block]:
    for slot in view.bat:
        if not slot.is_bitmap and slot.payload.is_present:
            yield Block(
                slot.guest_offset, slot.payload.file_offset, view.file_parameters.block_size
            )


def vmdk_grains(view: Any) -> Iterator[Block]:
    size = view.header.grain_sectors * 512
    for slot in view.grain_directory:
        for leaf in getattr(slot, "grain_table", None) or ():
            if leaf.is_present and not view.header.is_compressed:
                yield Block(leaf.guest_offset, leaf.entry.grain_offset, size)


def sesparse_grains(view: Any) -> Iterator[Block]:
    for slot in view.grain_directory:
        for leaf in getattr(slot, "grain_table", None) or ():
            if leaf.entry.is_allocated:
                yield Block(leaf.guest_offset, leaf.ofs_grain, 4096)


BLOCKS = {
    "qcow2": two_levels,
    "qcow1": two_levels,
    "qed": two_levels,
    "vdi": flat_table("block_map", "ofs_block", lambda v: v.header.block_size),
    "parallels": flat_table("bat", "ofs_cluster", lambda v: v.cluster_size),
    "vhd": flat_table("bat", "ofs_block", lambda v: v.header.block_size),
    "vhdx": vhdx_blocks,
    "vmdk": vmdk_grains,
    "bochs": flat_table("catalog", "ofs_extent", lambda v: v.header.len_extent),
    "sesparse": sesparse_grains,
    "asif": asif_chunks,
    "dmg": dmg_chunks,
}
NAMES = {"qcow": "qcow1", "vpc": "vhd"}


VIEWS = {
    "qcow2": "qcow2_image",
    "qcow1": "qcow1_image",
    "qed": "qed_image",
    "vdi": "vdi_image",
    "parallels": "parallels_image",
    "vhd": "vhd_image",
    "vhdx": "vhdx_image",
    "vmdk": "vmdk_image",
    "luks": "luks_image",
    "raw": "raw_image",
    "bochs": "bochs_image",
    "cloop": "cloop_image",
    "sesparse": "sesparse_image",
    "dmg": "dmg_image",
    "asif": "asif_image",
}


def made_sesparse(path: Path) -> Path:
    sesparse(path, {0: data(1), 1: data(0), 3: ZERO, 4097: data(5)})
    return path.with_name("disk-sesparse.vmdk")


def made_dmg(path: Path, *, is_fork: bool) -> Path:
    chunks = [Chunk(RAW, 0, 2, PIECE), Chunk(ZLIB, 2, 2, zlib.compress(PIECE))]
    path.write_bytes(dmg_bytes(chunks, [Chunk(ZEROS, 4, 8)], is_fork=is_fork))
    return path


MADE: dict[str, Sequence[Callable[[Path], Path]]] = {
    "bochs": [lambda path: bochs(path, {0: 1, 2: 0, 5: 3})],
    "cloop": [lambda path: cloop(path, bytes(range(256)) * 60)],
    "sesparse": [made_sesparse],
    "dmg": [partial(made_dmg, is_fork=True), partial(made_dmg, is_fork=False)],
    "asif": [lambda path: asif(path, b"one chun" * 8192 + bytes(3 << 16) + b"another " * 8192)],
}
"""Images of what the corpus has none of; of the last, the extent that the path's image names."""
FORMATS = {"sesparse": "vmdk"}


def images(fmt: str, corpus: Path, scratch: Path) -> Iterator[tuple[Path, str]]:
    """Each image that the view opens, and its format."""
    for make in MADE.get(fmt, ()):
        yield make(scratch / "disk"), FORMATS.get(fmt, fmt)
    known = sound(fmt)
    for image in some(known, 4) if len(known) > 40 else known:
        path = corpus / image["name"]
        if fmt != "vmdk" or path.read_bytes()[:4] == b"KDMV":
            yield path, image["format"]


def opened(name: str, path: Path) -> Any:
    cls = getattr(oracle.modules()[name], m.camel(name))
    return cls(KaitaiStream(open(path, "rb")))


def sound(fmt: str) -> list[dict[str, Any]]:
    return [
        image
        for image in MANIFEST
        if NAMES.get(image["format"], image["format"]) == fmt
        and not image["malformed"]
        and (image["virtual_size"] or 0) <= LARGEST
    ]


def is_readable(view: Any) -> bool:
    """The bytes of a block are those of the disk: neither encrypted nor in another file."""
    header = view.header
    method = getattr(header, "crypt_method", 0)
    external = getattr(header, "incompatible_features", 0) & Qcow2IncompatibleFeature.EXTERNAL_DATA
    parts = getattr(header, "has_extended_l2", False)
    return not (getattr(method, "value", method) or external or parts)


@pytest.fixture(scope="module")
def client() -> Iterator[instar.Client]:
    with instar.Client() as opened_client:
        yield opened_client


@pytest.mark.parametrize("fmt", BLOCKS)
def test_blocks_are_where_the_view_says(
    fmt: str, corpus: Path, client: instar.Client, tmp_path: Path
) -> None:
    compared = 0
    for path, _ in images(fmt, corpus, tmp_path):
        view = opened(VIEWS[fmt], path)
        found = list(BLOCKS[fmt](view)) if fmt != "vhd" or not view.is_fixed else []
        if not found or not (
            fmt in ("vdi", "parallels", "vhd", "vhdx", "vmdk", *MADE) or is_readable(view)
        ):
            continue
        raw = tmp_path / "disk.raw"
        client.convert(tmp_path / "disk" if fmt in MADE else path, raw, format="raw")
        size = raw.stat().st_size
        with open(path, "rb") as ours, open(raw, "rb") as disk:
            for block in found[:: max(1, len(found) // SAMPLE)]:
                length = min(block.length, size - block.guest)
                ours.seek(block.file)
                disk.seek(block.guest)
                assert ours.read(length).ljust(length, b"\0") == disk.read(length), (path, block)
                compared += 1
    assert compared > 0


def test_tables_of_qcow2_agree_with_the_guest(corpus: Path, client: instar.Client) -> None:
    """Snapshots and bitmaps by name, and the clusters that check counts."""
    seen = {"snapshots": 0, "bitmaps": 0, "clusters": 0}
    images = sound("qcow2")
    named = [image for image in images if "snap" in image["name"] or "bitmap" in image["name"]]
    for image in (*named, *some((i for i in images if i not in named), 6)):
        view, path = opened("qcow2_image", corpus / image["name"]), corpus / image["name"]
        info = client.info(path)
        assert view.header.virtual_size // 512 * 512 == info.virtual_size
        names = [bytes(s.entry.name).decode() for s in getattr(view, "snapshots", None) or ()]
        assert names == [s.name for s in info.snapshots]
        extensions = getattr(view, "extensions", None) or ()
        bitmaps = [b for e in extensions for b in getattr(e.data, "directory", None) or ()]
        for bitmap in bitmaps:
            assert len(bitmap.table) == bitmap.entry.num_table_entries
        clusters = [leaf for s in view.l1_table for leaf in getattr(s, "l2_table", None) or ()]
        used = sum(leaf.entry.compressed or leaf.entry.host_sector != 0 for leaf in clusters)
        if not names and is_readable(view):
            assert used == client.check(path).allocated_clusters, path
            seen["clusters"] += used
        seen["snapshots"] += len(names)
        seen["bitmaps"] += len(bitmaps)
    assert all(seen.values()), seen


def test_a_longer_header_shifts_its_extensions(corpus: Path, tmp_path: Path) -> None:
    """A revision to come may add fields; extensions begin where the header says that it ends."""
    path = tmp_path / "longer.qcow2"
    shutil.copy(corpus / "q2-cs16k.qcow2", path)
    data = bytearray(path.read_bytes())
    old = struct.unpack_from(">I", data, 100)[0]
    data[old + 8 : 4096] = data[old : 4096 - 8]
    data[old : old + 8] = b"new here"
    data[100:104] = struct.pack(">I", old + 8)
    path.write_bytes(data)
    before, after = opened("qcow2_image", corpus / "q2-cs16k.qcow2"), opened("qcow2_image", path)
    assert after.unknown_fields == b"new here"
    assert [e.type for e in after.extensions] == [e.type for e in before.extensions]
    assert instar.info(path).virtual_size == after.header.virtual_size


def test_views_of_what_has_no_blocks(corpus: Path) -> None:
    volume = opened("luks_image", corpus / "luks.luks")
    active = [k for k in volume.key_material if getattr(k, "material", None) is not None]
    assert active
    assert all(len(k.material) == volume.phdr.len_key * k.slot.stripes for k in active)
    assert len(volume.payload) % 512 == 0
    disk = opened("raw_image", corpus / "raw-gpt.raw")
    assert disk.has_gpt
    used = [p.entry for p in disk.gpt.entries if any(p.entry.type_guid)]
    assert used
    assert [p.entry.partition_guid for p in disk.gpt_copy.entries[: len(used)]] == [
        p.partition_guid for p in used
    ]
    text = opened("vmdk_text", corpus / "same-flat.vmdk")
    assert any(line.startswith("RW ") for line in text.lines)


def test_blocks_of_cloop_are_streams(tmp_path: Path) -> None:
    view = opened("cloop_image", MADE["cloop"][0](tmp_path / "disk"))
    assert b"".join(zlib.decompress(block.stream) for block in view.blocks).startswith(
        bytes(range(256)) * 60
    )


def test_the_view_of_luks_2_has_both_headers(tmp_path: Path) -> None:
    volume = opened("luks_image", luks2(tmp_path / "volume"))
    assert volume.header2.ofs_header == 0
    assert volume.header2_copy.ofs_header == volume.header2.len_header == LEN_HEADER
    assert volume.json_area_copy == volume.json_area == CONFIG
    with open(tmp_path / "volume", "r+b") as file:
        file.truncate(LEN_HEADER)
    assert opened("luks_image", tmp_path / "volume").header2_copy is None


@pytest.mark.parametrize("is_fork", [True, False])
def test_chunks_of_dmg_are_where_the_tables_say(tmp_path: Path, is_fork: bool) -> None:
    view = opened("dmg_image", made_dmg(tmp_path / "disk", is_fork=is_fork))
    if is_fork:
        bodies = [resource.body for resource in view.resource_fork.resources]
    else:
        elements = view.property_list_elements.elements
        bodies = [element.resource for element in elements if element.tag == "data"]
    tables = [body for body in bodies if body.is_table]
    stored, packed = tables[0].chunks[:2]
    assert (stored.bytes, zlib.decompress(packed.stream)) == (PIECE, PIECE)
    assert [chunk.entry.num_sectors for chunk in tables[1].chunks[:1]] == [8]


def test_an_index_is_that_of_a_place_of_the_format(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "specs", tmp_path / "specs")
    view = tmp_path / "specs/views/qcow2_image.ksy"
    text = view.read_text(encoding="utf-8")
    assert TABLES is not None
    indexes = {t.name: [bool(a.index) for a in t.attrs if a.id == "l1_table"] for t in TABLES.types}
    assert indexes["qcow2_image"] == [True]
    view.write_text(text.replace("qcow2::l1_table", "qcow2::cluster"), encoding="utf-8")
    with pytest.raises(Problem, match="qcow2 has no place 'cluster' with an index"):
        load_views(tmp_path)


def test_each_view_opens_an_image(corpus: Path) -> None:
    """A view without an image that it opens is not tested."""
    here = {path.stem for path in (ROOT / "specs/views").glob("*.ksy")}
    assert here - {"hdd_text", "vmdk_text", "vmdk_cowd", "iso9660_image"} == set(VIEWS.values())
