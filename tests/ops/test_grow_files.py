# SPDX-License-Identifier: Apache-2.0
"""VMDK disks in files of their own become longer: the last file does, and others are added."""

from __future__ import annotations

import errno
import os
import re
from functools import partial
from pathlib import Path

import pytest

import instar
from instar.errors import InstarError
from instar.generated.formats.vmdk import SPLIT_EXTENT_SIZE
from instar.generated.profiles import DEFAULT
from instar.ops.access import Access
from instar.ops.in_place import Target
from instar.ops.recover import ask
from instar.ops.run import Runner
from instar.options.source import source_from_name
from instar.sandbox import locks
from lab.crash.storage import state_of
from tests.ops.failing import failing_at, killed_in_every_state, restore
from tests.ops.test_grow import check, run
from tests.wanted import needs

MIB, GIB = 1 << 20, 1 << 30
FLAT, SPLIT_FLAT, SPLIT_SPARSE = "monolithicFlat", "twoGbMaxExtentFlat", "twoGbMaxExtentSparse"
KINDS = (FLAT, SPLIT_FLAT, SPLIT_SPARSE)
LONGER = 9 * MIB
"""What disks of 3 MiB become where all of their files are looked at often."""
STEPS = 200

pytestmark = needs("qemu-img")


def make(folder: Path, kind: str, size: int = 3 * MIB, name: str = "disk.vmdk") -> Path:
    """An image with data at its end, and `disk.raw`, which its disk is."""
    image = folder / name
    run("qemu-img", "create", "-q", "-f", "vmdk", "-o", f"subformat={kind}", str(image), str(size))
    commands = ("-c", "write -P 5 64k 9k", "-c", f"write -P 6 {size - 2 * MIB} 2M")
    run("qemu-io", "-f", "vmdk", *commands, str(image))
    run("qemu-img", "convert", "-f", "vmdk", "-O", "raw", str(image), str(folder / "disk.raw"))
    return image


def recover(image: Path) -> None:
    """What `instar recover` does."""
    source = source_from_name(str(image), None, DEFAULT)
    ask(Target(source=source, profile=DEFAULT, access=Access()), Runner)


def names(folder: Path) -> list[str]:
    """Of files, but for the copy of the disk."""
    return sorted(one.name for one in folder.iterdir() if one.name != "disk.raw")


def extents(image: Path) -> list[tuple[int, str]]:
    """What the lines of a descriptor say: sectors, and the name."""
    text = image.read_bytes().rstrip(b"\0").decode()
    return [(int(a), b) for a, b in re.findall(r'^RW (\d+) \w+ "([^"]*)"', text, re.MULTILINE)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["disk.vmdk", "a.b.vmdk", "plain"])
def test_what_is_added_reads_as_zeros(kind: str, name: str, tmp_path: Path) -> None:
    image, size = make(tmp_path, kind, name=name), 3 * MIB
    raw = image.with_suffix(".raw")
    (tmp_path / "disk.raw").rename(raw)
    for more in (77 * MIB, 5 * MIB, 512):
        found = instar.resize(image, more, relative=True, format="vmdk")
        assert (found.action, found.old_virtual_size) == ("grow", size)
        size += more
        os.truncate(raw, size)
        check(image, "vmdk")
    for target, format in ((image, "vmdk"), (raw, "raw")):
        run("qemu-io", "-f", format, "-c", f"write -P 9 {size - 6 * MIB} 6M", str(target))
    check(image, "vmdk")
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("kind", [SPLIT_FLAT, SPLIT_SPARSE])
def test_no_extent_is_longer_than_two_gib(kind: str, tmp_path: Path) -> None:
    """What fills the last one may be all, or end with it, or not."""
    image = make(tmp_path, kind)
    letter = "f" if kind == SPLIT_FLAT else "s"
    most = SPLIT_EXTENT_SIZE // 512
    for size in (SPLIT_EXTENT_SIZE, SPLIT_EXTENT_SIZE + (64 << 10), 5 * GIB):
        instar.resize(image, size)
        found = extents(image)
        assert [name for _, name in found] == [
            f"disk-{letter}{number + 1:03}.vmdk" for number in range(len(found))
        ]
        lengths = [length for length, _ in found]
        assert sum(lengths) * 512 == size and max(lengths) <= most
        if kind == SPLIT_FLAT:
            assert set(lengths[:-1]) <= {most}
        assert names(tmp_path) == sorted(["disk.vmdk", *(name for _, name in found)])
    commands = (
        *("read -P 5 64k 9k", "read -P 6 1M 2M", "read -P 0 3M 100M", "read -P 0 4G 64M"),
        *("write -P 8 2047M 3M", "read -P 8 2047M 3M", "write -P 7 5119M 1M", "read -P 7 5119M 1M"),
    )
    said = run("qemu-io", "-f", "vmdk", *(w for one in commands for w in ("-c", one)), str(image))
    assert "failed" not in said
    assert instar.check(image).is_clean


def test_geometry_and_everything_else_of_the_text(tmp_path: Path) -> None:
    """Lines may end as on Windows; those that are added do, too."""
    image = make(tmp_path, SPLIT_SPARSE)
    text = image.read_bytes().rstrip(b"\0").replace(b"\n", b"\r\n") + b'ddb.comment = "kept"\r\n'
    image.write_bytes(text)
    instar.resize(image, 5 * GIB)
    found = image.read_bytes()
    cylinders = 5 * GIB // 512 // 63 // 16
    wanted = text.replace(b'cylinders = "6"', b'cylinders = "%d"' % cylinders)
    (line,) = re.findall(rb"RW .*\r\n", text)
    lengths = (line, b"4194304", b"4194304", b"2091008")
    added = b"".join(
        line.replace(b"6144", length).replace(b"s001", b"s%03d" % number)
        for number, length in enumerate(lengths[1:], 2)
    )
    assert found == wanted.replace(line, line + added)
    run("qemu-img", "info", str(image))


def test_a_flat_file_of_esx(tmp_path: Path) -> None:
    image = make(tmp_path, FLAT)
    change(image, b"monolithicFlat", b"vmfs")
    change(image, b'FLAT "disk-flat.vmdk" 0', b'VMFS "disk-flat.vmdk"')
    instar.resize(image, 9 * MIB)
    os.truncate(tmp_path / "disk.raw", 9 * MIB)
    check(image, "vmdk")


def test_a_disk_on_another(tmp_path: Path) -> None:
    """What is added is none of the image below, unless that is longer."""
    base, image = make(tmp_path, SPLIT_SPARSE, name="base.vmdk"), tmp_path / "disk.vmdk"
    chosen = ("-o", f"subformat={SPLIT_SPARSE}", "-b", base.name, "-F", "vmdk")
    run("qemu-img", "create", "-q", "-f", "vmdk", *chosen, str(image))
    instar.resize(image, 9 * MIB)
    os.truncate(tmp_path / "disk.raw", 9 * MIB)
    check(image, "vmdk")
    instar.resize(base, 80 * MIB)
    with pytest.raises(InstarError, match="of a kind that does not grow"):
        instar.resize(image, 70 * MIB)


def test_geometry_that_is_none_stays(tmp_path: Path) -> None:
    image = make(tmp_path, FLAT)
    for old, new in ((b'heads = "16"', b'heads = "0"'), (b'heads = "0"', b'heads = "x"')):
        image.write_bytes(image.read_bytes().replace(old, new))
        instar.resize(image, MIB, relative=True)
        assert b'cylinders = "6"' in image.read_bytes()


@pytest.mark.parametrize("mode", ["falloc", "full"])
@pytest.mark.parametrize("kind", [FLAT, SPLIT_FLAT])
def test_space_is_reserved_in_flat_files(kind: str, mode: str, tmp_path: Path) -> None:
    image = make(tmp_path, kind)
    instar.resize(image, 9 * MIB, preallocation=mode)
    (name,) = (name for _, name in extents(image))
    assert (tmp_path / name).stat().st_blocks * 512 >= 8 * MIB
    os.truncate(tmp_path / "disk.raw", 9 * MIB)
    check(image, "vmdk")


def refused(image: Path, text: str, size: int = 80 * MIB, **given: str) -> None:
    """Nothing changes."""
    before = state_of(image.parent)
    with pytest.raises(InstarError, match=text):
        instar.resize(image, size, **given)  # type: ignore[arg-type]
    assert state_of(image.parent) == before


def change(image: Path, old: bytes, new: bytes) -> None:
    text = image.read_bytes()
    assert old in text
    image.write_bytes(text.replace(old, new))


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_that_is_not_the_images_is_not_written_to(kind: str, tmp_path: Path) -> None:
    """The text of an image may name any file of its directory."""
    image = make(tmp_path, kind)
    ((_, name),) = extents(image)
    (tmp_path / name).rename(tmp_path / "victim7")
    change(image, name.encode(), b"victim7")
    refused(image, f"has its last extent in '{tmp_path / 'victim7'}', and not in '{name}'")


def test_a_name_in_other_words_is_not_the_images(tmp_path: Path) -> None:
    image = make(tmp_path, FLAT)
    change(image, b'"disk-flat', b'"./disk-flat')
    refused(image, "only files that are named after the image are added to")


@pytest.mark.parametrize("kind", [SPLIT_FLAT, SPLIT_SPARSE])
@pytest.mark.parametrize("what", ["file", "link", "directory"])
def test_what_is_there_is_not_replaced(kind: str, what: str, tmp_path: Path) -> None:
    image = make(tmp_path, kind)
    ((_, name),) = extents(image)
    place = tmp_path / name.replace("001", "002")
    if what == "directory":
        place.mkdir()
        (place / "kept").touch()
        with pytest.raises(InstarError, match="is there, where the disk is to go on"):
            instar.resize(image, 3 * GIB)
        assert (place / "kept").exists()
        return
    place.symlink_to("nowhere") if what == "link" else place.write_bytes(b"kept")
    before = (image.read_bytes(), os.lstat(place))
    with pytest.raises(InstarError, match="is there, where the disk is to go on"):
        instar.resize(image, 3 * GIB)
    assert (image.read_bytes(), os.lstat(place)) == before


@pytest.mark.parametrize("kind", [FLAT, SPLIT_FLAT])
def test_a_last_file_that_others_use_stays(kind: str, tmp_path: Path) -> None:
    image = make(tmp_path, kind)
    ((_, name),) = extents(image)
    other = tmp_path / "other"
    os.link(tmp_path / name, other)
    refused(image, "is not a file of this disk alone")
    other.unlink()
    (tmp_path / name).rename(other)
    (tmp_path / name).symlink_to("other")
    refused(image, "is not a file of this disk alone")


def test_a_file_of_two_extents_stays(tmp_path: Path) -> None:
    """By one name, and by two."""
    image = make(tmp_path, SPLIT_FLAT)
    line = b'RW 6144 FLAT "disk-f001.vmdk" 0\n'
    change(image, line, line + line)
    refused(image, "of a kind that does not grow")
    change(image, line + line, line.replace(b"disk", b"./disk") + line.replace(b"001", b"002"))
    (tmp_path / "disk-f002.vmdk").symlink_to("disk-f001.vmdk")
    refused(image, "is not a file of this disk alone")


def test_what_is_past_the_end_does_not_become_the_disks(tmp_path: Path) -> None:
    image = make(tmp_path, FLAT)
    with (tmp_path / "disk-flat.vmdk").open("ab") as file:
        file.write(b"secret")
    refused(image, "has at 3145728 something that cannot be there")


LIES = (
    (FLAT, b'vmdk" 0', b'vmdk" 1', "of a kind that does not grow"),
    (FLAT, b"RW 6144 FLAT", b"\nRW 6144 FLAT", "of a kind that does not grow"),
    (FLAT, b"RW 6144 FLAT", b"RW\n6144 FLAT", "something that cannot be there"),
    (SPLIT_SPARSE, b"RW 6144", b"RW 6143", "something that cannot be there"),
    (SPLIT_SPARSE, b"RW 6144", b"RW 99999999999999999999", "something that cannot be there"),
    (SPLIT_SPARSE, b"twoGbMaxExtentSparse", b"vmfsSparse", "of a kind that does not grow"),
    (SPLIT_FLAT, b"twoGbMaxExtentFlat", b"twoGbMaxExtentSparse", "of a kind that does not grow"),
    (SPLIT_FLAT, b"twoGbMaxExtentFlat", b"monolithicFlat", "is not a file|last extent in"),
)


@pytest.mark.parametrize(("kind", "old", "new", "text"), LIES)
def test_an_image_that_lies_stays_as_it_is(
    kind: str, old: bytes, new: bytes, text: str, tmp_path: Path
) -> None:
    image = make(tmp_path, kind)
    change(image, old, new)
    refused(image, text)


@pytest.mark.parametrize("kind", KINDS)
def test_sizes_and_space_that_cannot_be(kind: str, tmp_path: Path) -> None:
    image = make(tmp_path, kind)
    with pytest.raises(InstarError, match="only grow"):
        instar.resize(image, MIB, shrink=True)
    refused(image, "not a multiple of 512 or more than|File too large", 1 << 60)
    refused(image, "cannot be preallocated as metadata", preallocation="metadata")
    if kind == SPLIT_SPARSE:
        refused(image, "cannot be preallocated as full", preallocation="full")
    if kind != FLAT:
        refused(image, "the disk takes [0-9]+ extents, more than 1023", 3 << 40)
    before = state_of(tmp_path)
    assert instar.resize(image, 3 * MIB).action == "noop"
    assert state_of(tmp_path) == before


def test_a_sparse_disk_does_not_go_on_within_a_grain(tmp_path: Path) -> None:
    """qemu-img would take the start of the next extent for the rest of it."""
    image = make(tmp_path, SPLIT_SPARSE, 3 * MIB + 512)
    refused(image, "of a kind that does not grow")


def test_a_descriptor_has_room_for_no_more_lines(tmp_path: Path) -> None:
    image = make(tmp_path, SPLIT_SPARSE)
    text = image.read_bytes().rstrip(b"\0")
    image.write_bytes(text + b"#" * (0xFFFFF - len(text) - 20))
    refused(image, "more than such an image can have", 5 * GIB)


def test_an_image_by_a_link_from_elsewhere_stays(tmp_path: Path) -> None:
    image = make(tmp_path, FLAT)
    (tmp_path / "sub").mkdir()
    link = tmp_path / "sub" / "disk.vmdk"
    link.symlink_to(image)
    (tmp_path / "sub" / "disk-flat.vmdk").write_bytes(bytes(3 * MIB))
    with pytest.raises(InstarError, match="is a link, and its disk is in files next to it"):
        instar.resize(link, 9 * MIB)
    assert names(tmp_path / "sub") == ["disk-flat.vmdk", "disk.vmdk"]


@pytest.mark.parametrize("name", ["disk.vmdk", "disk-flat.vmdk"])
def test_a_disk_in_use_stays(name: str, tmp_path: Path) -> None:
    image = make(tmp_path, FLAT)
    with (tmp_path / name).open("rb") as file:
        assert locks.take(file.fileno(), locks.WRITER) == ""
        refused(image, "Is another process using the image")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_failing_at_each_step_leaves_old_or_new(kind: str, code: int, tmp_path: Path) -> None:
    image = make(tmp_path, kind)
    before = state_of(tmp_path)
    for number in range(1, STEPS):
        restore(tmp_path, before)
        with pytest.MonkeyPatch.context() as patched:
            failing_at(patched, number, code)
            try:
                instar.resize(image, LONGER)
                done = True
            except InstarError:
                done = False
        size = instar.info(image).virtual_size
        recover(image)
        assert instar.info(image).virtual_size == size
        assert size == (LONGER if done else size)
        if size == 3 * MIB:
            assert state_of(tmp_path) == before
        else:
            assert names(tmp_path) == sorted(["disk.vmdk", *(name for _, name in extents(image))])
        if done:
            return
    pytest.fail("this goes on forever")


@pytest.mark.parametrize("kind", KINDS)
def test_killed_in_every_state(kind: str, tmp_path: Path) -> None:
    image = make(tmp_path, kind)
    before = state_of(tmp_path)
    seen = set()
    for _, done in killed_in_every_state(partial(_resize, image), tmp_path, STEPS):
        size = instar.info(image).virtual_size
        assert size == LONGER or not done
        by_qemu = run("qemu-img", "info", "--output=json", "-f", "vmdk", str(image))
        assert re.search(
            rf'"virtual-size": ({3 * MIB}|{LONGER}),\n *"filename": "{image}"', by_qemu
        )
        recover(image)
        assert instar.info(image).virtual_size == size
        if size == 3 * MIB:
            assert state_of(tmp_path) == before
        else:
            assert names(tmp_path) == sorted(["disk.vmdk", *(name for _, name in extents(image))])
        seen.add(size)
    assert seen == {3 * MIB, LONGER}


def _resize(image: Path) -> None:
    instar.resize(image, LONGER)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_added_stays_if_the_image_has_changed_since(kind: str, tmp_path: Path) -> None:
    """Somebody else may use it by now."""
    image = make(tmp_path, kind)
    before = state_of(tmp_path)
    for _, _ in killed_in_every_state(partial(_resize, image), tmp_path, STEPS):
        there = state_of(tmp_path)
        if instar.info(image).virtual_size == 3 * MIB and there.keys() > before.keys():
            image.write_bytes(image.read_bytes().replace(b'cylinders = "6"', b'cylinders = "7"'))
            left = {name: data for name, data in state_of(tmp_path).items() if name[0] != "."}
            recover(image)
            assert state_of(tmp_path) == left
    assert names(tmp_path)[0][0] != "."
