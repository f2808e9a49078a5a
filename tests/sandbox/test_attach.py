# SPDX-License-Identifier: Apache-2.0
"""Names out of images: what they may reach, and what they may not."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from instar.generated.attach import (
    AttachKind,
    AttachStatus,
)
from instar.sandbox import beneath
from instar.sandbox import disk as disk_module
from instar.sandbox.access import Output, Reach
from instar.sandbox.attach import open_named
from instar.sandbox.disk import Disk
from instar.sandbox.errors import DiskError
from tests.sandbox.conftest import Try
from tests.shared import Descriptors

BACKING, EXTENT = int(AttachKind.BACKING), int(AttachKind.EXTENT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """images/top.img, files next to, below and above it, and links between them."""
    images = tmp_path / "images"
    (images / "sub").mkdir(parents=True)
    (images / "top.img").write_bytes(b"t" * 1000)
    (images / "base.img").write_bytes(b"b" * 2000)
    (images / "sub" / "deep.img").write_bytes(b"d" * 3000)
    (images / "a:b.img").write_bytes(b"c" * 10)
    (tmp_path / "outside.img").write_bytes(b"o" * 4000)
    (images / "inside").symlink_to("sub/deep.img")
    (images / "roundabout").symlink_to("sub/../base.img")
    (images / "out").symlink_to("../outside.img")
    (images / "absolute").symlink_to(str(images / "base.img"))
    (images / "outfolder").symlink_to("..")
    (images / "loop").symlink_to("loop")
    (images / "self").symlink_to("top.img")
    os.mkfifo(images / "fifo")
    os.link(images / "top.img", images / "hard.img")
    return tmp_path


NAMES = [
    ("base.img", "2000"),
    ("./base.img", "2000"),
    ("sub/deep.img", "3000"),
    ("sub/../base.img", "2000"),
    ("sub//deep.img", "3000"),
    ("inside", "3000"),
    ("roundabout", "2000"),
    ("file:base.img", "2000"),
    ("./a:b.img", "10"),
    ("../images/base.img", "2000"),
    ("absolute", "2000"),
    ("outfolder/images/base.img", "2000"),
]


@pytest.mark.parametrize(("name", "size"), NAMES)
def test_names_beside_the_image_are_attached(
    name: str, size: str, attempt: Try, folder: Path
) -> None:
    with Disk.open(str(folder / "images" / "top.img")) as top:
        result, said = attempt("ACTION_ATTACH", BACKING, 1, 0, disks=(top,), text=name.encode())
        assert (result.ok, said) == (True, ["1", size])
        assert result.disks[1].name == f"{folder}/images/{name.removeprefix('file:')}"
        assert result.disks[1].fd == -1  # closed with the run
        assert top.fd >= 0 and top.folder is not None and top.folder.fd >= 0
    assert top.folder.fd == -1


REFUSED = [
    (
        "../outside.img",
        AttachStatus.ESCAPES,
        "refused to open backing file '../outside.img' of '{top}': it is outside the image's"
        " directory. If you trust it: --allow-path {parent}",
    ),
    ("sub/../../outside.img", AttachStatus.ESCAPES, None),
    (
        "/etc/passwd",
        AttachStatus.ESCAPES,
        "refused to open backing file '/etc/passwd' of '{top}': it is outside the image's"
        " directory. If you trust it: --allow-path /etc",
    ),
    (
        "out",
        AttachStatus.ESCAPES,
        "refused to open backing file 'out' of '{top}': a symbolic link leads outside the image's"
        " directory. If you trust it: --allow-path {parent}",
    ),
    (
        "/proc/self/fd/0",
        AttachStatus.ESCAPES,
        "refused to open backing file '/proc/self/fd/0' of '{top}': it is outside the image's"
        " directory",
    ),
    ("outfolder/outside.img", AttachStatus.ESCAPES, None),
    (
        "missing.img",
        AttachStatus.NOT_FOUND,
        "Could not open '{folder}/missing.img': No such file or directory",
    ),
    (
        "sub/missing.img",
        AttachStatus.NOT_FOUND,
        "Could not open '{folder}/sub/missing.img': No such file or directory",
    ),
    ("base.img/x", AttachStatus.FAILED, "Could not open '{folder}/base.img/x': Not a directory"),
    (
        "loop",
        AttachStatus.FAILED,
        "Could not open '{folder}/loop': Too many levels of symbolic links",
    ),
    (
        "sub",
        AttachStatus.SPECIAL,
        "Could not open '{folder}/sub': it is a directory, not a regular file",
    ),
    (
        "fifo",
        AttachStatus.SPECIAL,
        "Could not open '{folder}/fifo': it is a FIFO, not a regular file",
    ),
    (
        "nbd:localhost:10809",
        AttachStatus.PROTOCOL,
        "'nbd:localhost:10809' names the protocol 'nbd'; only files are followed",
    ),
    (
        "http://host/x",
        AttachStatus.PROTOCOL,
        "'http://host/x' names the protocol 'http'; only files are followed",
    ),
    ('json:{"driver":"file"}', AttachStatus.PROTOCOL, None),
    ("fat:rw:/etc", AttachStatus.PROTOCOL, None),
    ("host_device:/dev/sda", AttachStatus.PROTOCOL, None),
    ("file:", AttachStatus.BAD_NAME, "the name is empty"),
    ("self", AttachStatus.CYCLE, "'{folder}/self' is '{top}' again, so the chain never ends"),
    ("hard.img", AttachStatus.CYCLE, None),
    ("./top.img", AttachStatus.CYCLE, None),
]


@pytest.mark.parametrize(("name", "status", "text"), REFUSED)
def test_other_names_are_refused(
    name: str, status: AttachStatus, text: str | None, attempt: Try, folder: Path
) -> None:
    with Disk.open(str(folder / "images" / "top.img")) as top:
        result, said = attempt("ACTION_ATTACH", BACKING, 1, 0, disks=(top,), text=name.encode())
    assert not result.ok
    (refusal,) = result.refusals
    assert (refusal.disk, refusal.name, refusal.status) == (0, name, status)
    if text is not None:
        assert refusal.text == text.format(folder=folder / "images", top=top.name, parent=folder)
    assert said[0].startswith("Error(")
    assert len(result.disks) == 1


def test_folder_is_held_from_before_the_image_is_opened(attempt: Try, folder: Path) -> None:
    """What is renamed after the image was opened does not change where its names lead."""
    other = folder / "other"
    other.mkdir()
    (other / "base.img").write_bytes(b"secret")
    with Disk.open(str(folder / "images" / "top.img")) as top:
        (folder / "images").rename(folder / "moved")
        (folder / "images").symlink_to("other")
        result, said = attempt("ACTION_ATTACH", BACKING, 1, 0, disks=(top,), text=b"base.img")
        assert (result.ok, said) == (True, ["1", "2000"])
        result, said = attempt("ACTION_ATTACH", BACKING, 1, 0, disks=(top,), text=b"absolute")
        assert (result.ok, result.refusals[0].status) == (False, AttachStatus.ESCAPES)


def test_what_is_swapped_in_for_the_image_is_not_opened(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file that was looked at is the one that is opened, whatever has its name by then."""
    path = folder / "images" / "base.img"
    looked_at = disk_module._refuse_special

    def swap(name: str, status: os.stat_result) -> None:
        looked_at(name, status)
        path.rename(path.with_name("old.img"))
        path.symlink_to("/dev/tty")

    monkeypatch.setattr(disk_module, "_refuse_special", swap)
    with Disk.open(str(path)) as disk:
        assert os.fstat(disk.fd).st_ino == path.with_name("old.img").stat().st_ino
        assert disk.size == 2000


def test_without_proc_the_same_file_is_opened_or_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_module, "_DESCRIPTORS", "/nonexistent")
    path = folder / "images" / "base.img"
    with Disk.open(str(path)) as disk:
        assert disk.size == 2000
    found = os.open(path, os.O_PATH)
    opened = Descriptors()
    path.with_name("a:b.img").replace(path)
    home = os.open(path.parent, os.O_PATH)
    with pytest.raises(FileNotFoundError):
        disk_module.reopen(found, "base.img", home, os.O_RDONLY)
    os.close(home)
    assert opened.new() == []
    os.close(found)


def test_special_files_are_refused_without_opening(attempt: Try, folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener, contextlib.chdir(folder / "images"):
        listener.bind("socket")
        with Disk.open("top.img") as top:
            result, _ = attempt("ACTION_ATTACH", BACKING, 1, 0, disks=(top,), text=b"socket")
    assert result.refusals[0].text == "Could not open 'socket': it is a socket, not a regular file"


def test_device_nodes_are_refused(attempt: Try) -> None:
    """Below an allowed /dev, too."""
    if not os.access("/dev", os.R_OK) or not os.path.exists("/dev/zero"):
        pytest.skip("no /dev/zero")
    with Disk.open(__file__) as top:
        result, _ = attempt(
            "ACTION_ATTACH", EXTENT, 1, 0, disks=(top,), text=b"/dev/zero", reach=Reach(("/dev",))
        )
    assert (
        result.refusals[0].text
        == "Could not open '/dev/zero': it is a character device, not a regular file"
    )


def test_allowed_folder_widens_what_names_reach(attempt: Try, folder: Path) -> None:
    reach = Reach((str(folder),))
    with Disk.open(str(folder / "images" / "top.img")) as top:
        for name in (
            "../outside.img",
            str(folder / "outside.img"),
            str(folder / "images" / ".." / "outside.img"),
        ):
            short = name if len(name) < 64 else os.path.relpath(name, folder / "images")
            result, said = attempt(
                "ACTION_ATTACH", BACKING, 1, 0, disks=(top,), text=short.encode(), reach=reach
            )
            assert (result.ok, said) == (True, ["1", "4000"])
        result, _ = attempt(
            "ACTION_ATTACH", BACKING, 1, 0, disks=(top,), text=b"/etc/passwd", reach=reach
        )
        assert result.refusals[0].status == AttachStatus.ESCAPES
        other = Reach((str(folder / "images" / "sub"),))
        result, _ = attempt(
            "ACTION_ATTACH", BACKING, 1, 0, disks=(top,), text=b"../outside.img", reach=other
        )
        assert result.refusals[0].status == AttachStatus.ESCAPES


def test_names_are_resolved_beside_the_file_that_names_them(attempt: Try, folder: Path) -> None:
    (folder / "images" / "sub" / "sub").mkdir()
    (folder / "images" / "sub" / "sub" / "deep.img").write_bytes(b"e" * 5000)
    with Disk.open(str(folder / "images" / "top.img")) as top:
        result, said = attempt("ACTION_ATTACH", BACKING, 2, 1, disks=(top,), text=b"sub/deep.img")
        assert (result.ok, said) == (True, ["1", "2", "5000"])
        assert [disk.depth for disk in result.disks] == [0, 1, 2]


def test_second_file_is_held_in_its_own_folder(attempt: Try, folder: Path) -> None:
    """What the first image could have reached, an image in a directory below may not."""
    (folder / "images" / "sub" / "sub").mkdir()
    (folder / "images" / "sub" / "sub" / "deep.img").symlink_to("../../base.img")
    with Disk.open(str(folder / "images" / "top.img")) as top:
        result, said = attempt("ACTION_ATTACH", BACKING, 2, 1, disks=(top,), text=b"sub/deep.img")
    assert said[0] == "1"
    refusal = result.refusals[0]
    assert (refusal.disk, refusal.name) == (1, "sub/deep.img")
    assert refusal.status == AttachStatus.ESCAPES


def test_chain_may_not_be_deeper_than_allowed(attempt: Try, tmp_path: Path) -> None:
    path = tmp_path
    for _ in range(20):
        path = path / "d"
        path.mkdir()
        (path / "x").write_bytes(b"x")
    (tmp_path / "x").write_bytes(b"x")
    with Disk.open(str(tmp_path / "x")) as top:
        result, said = attempt("ACTION_ATTACH", BACKING, 18, 1, disks=(top,), text=b"d/x")
        assert said[:-1] == [str(n) for n in range(1, 17)]
        assert result.refusals[0].status == AttachStatus.TOO_DEEP
        result, said = attempt("ACTION_ATTACH", EXTENT, 18, 1, disks=(top,), text=b"d/x")
        assert result.ok  # extents do not lengthen the chain
        result, _ = attempt(
            "ACTION_ATTACH", BACKING, 3, 1, disks=(top,), text=b"d/x", reach=Reach(max_depth=2)
        )
        assert result.refusals[0].text == "the chain is longer than 2 images"


KERNELS_OWN = [
    ("/proc", "self/environ", "procfs"),
    ("/proc", "cpuinfo", "procfs"),
    ("/sys", "kernel/uevent_seqnum", "sysfs"),
]


@pytest.mark.parametrize(("root", "name", "system"), KERNELS_OWN)
def test_files_that_the_kernel_makes_up_are_refused(
    root: str, name: str, system: str, attempt: Try, folder: Path
) -> None:
    """Below an allowed /proc, too."""
    path = f"{root}/{name}"
    if not os.path.isfile(path):
        pytest.skip(f"no {path}")
    reason = f"it is a file of {system}, not a regular file"
    with Disk.open(str(folder / "images" / "top.img")) as top:
        result, _ = attempt(
            "ACTION_ATTACH", EXTENT, 1, 0, disks=(top,), text=path.encode(), reach=Reach((root,))
        )
    assert result.refusals[0].status == AttachStatus.SPECIAL
    assert result.refusals[0].text == f"Could not open '{path}': {reason}"


def test_nothing_is_written_to_files_that_the_kernel_makes_up() -> None:
    with pytest.raises(DiskError, match="is a file of procfs, not a regular file"):
        Disk.open("/proc/self/comm", output=Output(1, 1))


def test_name_with_a_zero_byte_is_refused() -> None:
    from instar.sandbox import attach

    with pytest.raises(attach._Refused) as caught:
        attach._file_name(b"a\0b", "a\0b")
    assert caught.value.status == AttachStatus.BAD_NAME


WALKS = [
    "base.img",
    ".",
    "sub",
    "sub/",
    "sub/.",
    "sub/..",
    "sub/../sub/deep.img",
    "..",
    "../images/base.img",
    "sub/../..",
    "base.img/",
    "base.img/.",
    "base.img/..",
    "inside",
    "inside/",
    "roundabout",
    "out",
    "absolute",
    "outfolder",
    "outfolder/images/base.img",
    "loop",
    "/etc/passwd",
    "",
    "//base.img",
    "missing",
    "missing/..",
    "fifo",
    "sub//deep.img",
    "x" * 300,
]


@pytest.mark.parametrize("name", WALKS)
@pytest.mark.parametrize("directory", [False, True])
def test_walk_by_hand_is_the_kernels(name: str, directory: bool, folder: Path) -> None:
    """The fallback finds the same file or fails with the same error as `openat2`."""
    root = os.open(folder / "images", os.O_PATH | os.O_DIRECTORY)

    def outcome(opener: Callable[..., int]) -> object:
        try:
            fd = opener(root, name, directory=directory)
        except OSError as error:
            return errno.errorcode[error.errno or 0]
        try:
            return os.fstat(fd).st_ino
        finally:
            os.close(fd)

    try:
        kernel = outcome(beneath.openat2)
        if kernel in ("ENOSYS", "EPERM"):
            pytest.skip("no openat2 here")
        opened = Descriptors()
        assert outcome(beneath.walk) == kernel
        assert opened.new() == []
    finally:
        os.close(root)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nonexist", "Could not open 'nonexist': No such file or directory"),
        ("", "The 'file' block driver requires a file name"),
        ("/etc/passwd/x", "Could not open '/etc/passwd/x': Not a directory"),
        ("/", "'file' driver requires '/' to be a regular file"),
        ("/dev/null", "'/dev/null' is a character device, not a regular file or block device"),
        ("foo:x", "Unknown protocol 'foo'"),
        ("file:nonexist", "Could not open 'nonexist': No such file or directory"),
        (
            "-",
            "standard input cannot be read as an image, as images are read at any offset; './-' "
            "is a file",
        ),
        ("a\0b", "a file name has no zero byte"),
    ],
)
def test_what_the_user_names_is_refused_in_qemus_words(name: str, reason: str) -> None:
    with pytest.raises(DiskError) as caught:
        Disk.open(name)
    assert str(caught.value) == f"Could not open '{name}': {reason}"


def test_fifo_named_by_the_user_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(DiskError, match="is a FIFO, not a regular file"):
        Disk.open(str(tmp_path / "fifo"))


DATA_FILE = int(AttachKind.DATA_FILE)


@pytest.fixture
def changed(folder: Path) -> Iterator[tuple[Disk, Disk]]:
    """A file, and another one that it names and that is changed with it."""
    output = Output(1 << 20, 1 << 20)
    with Disk.open(str(folder / "images/top.img"), output=output) as top:
        data = open_named(top, AttachKind.DATA_FILE, "sub/deep.img", Reach())
        with data:
            assert data.output is not None
            top.named = {AttachKind.DATA_FILE: (data,)}
            yield top, data


def test_a_file_that_is_changed_too_is_the_one_that_is_open(
    attempt: Try, changed: tuple[Disk, Disk]
) -> None:
    for name in (b"sub/deep.img", b"inside"):
        result, said = attempt("ACTION_ATTACH", DATA_FILE, 1, 0, disks=changed[:1], text=name)
        assert result.disks[1] is changed[1] and said == ["1", "3000"]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        (b"base.img", "refused to open '{}/base.img': another file is being written"),
        (b"../outside.img", "refused to open data file '../outside.img' of"),
        (b"self", "refused to open '{}/self': another file is being written"),
    ],
)
def test_another_file_is_not_changed_in_its_place(
    attempt: Try, changed: tuple[Disk, Disk], name: bytes, error: str, folder: Path
) -> None:
    result, _ = attempt("ACTION_ATTACH", DATA_FILE, 1, 0, disks=changed[:1], text=name)
    (refusal,) = result.refusals
    assert refusal.text.startswith(error.format(folder / "images"))


def test_a_file_that_is_changed_too_is_read_under_no_other_name(
    attempt: Try, changed: tuple[Disk, Disk], folder: Path
) -> None:
    with Disk.open(str(folder / "images/sub/deep.img")) as source:
        disks = (changed[0], source)
        result, _ = attempt("ACTION_ATTACH", DATA_FILE, 1, 0, disks=disks, text=b"inside")
    assert "it is read by the same command" in result.refusals[0].text
    result, _ = attempt("ACTION_ATTACH", EXTENT, 1, 0, disks=changed[:1], text=b"inside")
    assert result.disks[1].output is None


@pytest.mark.parametrize(
    "name", ["../outside.img", "out", "outfolder/outside.img", "fifo", "sub", "nbd:x", "missing"]
)
def test_a_name_that_is_not_followed_is_not_opened_for_a_change(name: str, folder: Path) -> None:
    with Disk.open(str(folder / "images/top.img")) as top, pytest.raises(DiskError):
        open_named(top, AttachKind.DATA_FILE, name, Reach())
    with Disk.open(str(folder / "images/top.img")) as top, pytest.raises(DiskError):
        open_named(top, AttachKind.DATA_FILE, "base.img", Reach(files=False))
