# SPDX-License-Identifier: Apache-2.0
"""qemu's locks: what its programs hold keeps us out, and what we hold keeps its writers out."""

from __future__ import annotations

import fcntl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import instar as api
from instar.sandbox import locks
from instar.sandbox.access import Output
from instar.sandbox.disk import Disk
from lab.images.qcow2 import over
from tests.cli.conftest import Instar
from tests.wanted import needs

pytestmark = needs("qemu-io")
READY = b"qemu-io> "
"""What it says when it has opened the image, and holds all locks."""
QUESTIONS = (("measure",), ("map",), ("info",), ("info", "--backing-chain"))


@contextmanager
def held(name: str, format: str, *more: str) -> Iterator[None]:
    """While qemu-io has the image open, for writing unless asked otherwise."""
    words = ["qemu-io", *more, "-f", format, name]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as made:
        assert made.stdout is not None
        try:
            assert made.stdout.read(len(READY)) == READY
            yield
        finally:
            made.terminate()


def create(format: str, name: str, *more: str) -> None:
    subprocess.run(["qemu-img", "create", "-q", "-f", format, *more, name, "1M"], check=True)


def qemu_says(*words: str) -> tuple[int, str]:
    done = subprocess.run(["qemu-img", *words], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr.replace("qemu-img: ", "instar: ")


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
@pytest.mark.parametrize("format", ["qcow2", "vmdk", "vpc", "vhdx", "vdi", "qed", "raw"])
def test_image_that_is_written_is_refused_as_by_qemu_img(
    format: str,
    question: tuple[str, ...],
    instar: Instar,
    folder: Path,
) -> None:
    create(format, "disk")
    with held("disk", format):
        said = instar(*question, "disk")
        assert (said.status, said.err) == qemu_says(*question, "disk")
        assert said.status == (0 if format == "raw" else 1)
        shared = instar(*question, "-U", "disk")
        assert (shared.status, shared.err) == (0, "")
    assert instar(*question, "disk").status == 0


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_backing_file_that_is_written_is_refused(
    question: tuple[str, ...],
    instar: Instar,
    folder: Path,
) -> None:
    create("qcow2", "base.qcow2")
    over(b"base.qcow2", b"qcow2")(Path("top.qcow2"))
    with held("base.qcow2", "qcow2"):
        said = instar(*question, "top.qcow2")
        assert (said.status, said.err) == qemu_says(*question, "top.qcow2")
        assert said.status == (0 if question == ("info",) else 1)
        assert instar(*question, "--force-share", "top.qcow2").status == 0


def test_only_extents_with_tables_are_refused(instar: Instar, folder: Path) -> None:
    create("vmdk", "flat.vmdk", "-o", "subformat=monolithicFlat")
    create("vmdk", "split.vmdk", "-o", "subformat=twoGbMaxExtentSparse")
    for name, status in (("flat-flat.vmdk", 0), ("split-s001.vmdk", 1)):
        top = f"{name.partition('-')[0]}.vmdk"
        writer = locks.Share((locks.CONSISTENT_READ, locks.WRITE), ())
        with Disk.open(name, output=Output(1 << 20, 1 << 20), share=writer):
            said = instar("map", top)
            assert (said.status, said.err) == qemu_says("map", top)
            assert said.status == status


def test_python_is_refused_too(folder: Path) -> None:
    create("qcow2", "disk.qcow2")
    with held("disk.qcow2", "qcow2"):
        for function in (api.measure, api.map_table, api.info, api.info_chain):
            with pytest.raises(api.ImageError, match='Failed to get shared "write" lock'):
                function("disk.qcow2")
            function("disk.qcow2", force_share=True)
        with pytest.raises(api.ImageError, match='Failed to get shared "write" lock'):
            api.info("disk.qcow2", safety=True)


def test_readers_get_along(instar: Instar, folder: Path) -> None:
    create("qcow2", "disk.qcow2")
    with held("disk.qcow2", "qcow2", "-r"), Disk.open("disk.qcow2", share=locks.READER) as disk:
        assert disk.in_use == ""
        assert instar("measure", "disk.qcow2").status == 0


def test_reader_keeps_writers_out(folder: Path) -> None:
    create("qcow2", "disk.qcow2")
    with Disk.open("disk.qcow2", share=locks.READER) as disk:
        assert disk.in_use == ""
        status, text = qemu_says("resize", "disk.qcow2", "2M")
        assert (status, 'Failed to get "write" lock' in text) == (1, True)
        with Disk.open("disk.qcow2", output=Output(1 << 20, 1 << 20), share=locks.WRITER) as other:
            assert other.in_use == 'Failed to get "write" lock'
        assert qemu_says("info", "disk.qcow2") == (0, "")
    assert qemu_says("resize", "disk.qcow2", "2M")[0] == 0


def test_writer_keeps_everybody_out(folder: Path) -> None:
    create("qcow2", "disk.qcow2")
    with Disk.open("disk.qcow2", output=Output(1 << 20, 1 << 20), share=locks.WRITER):
        for words in (("info", "disk.qcow2"), ("resize", "disk.qcow2", "2M")):
            status, text = qemu_says(*words)
            assert status == 1 and "Is another process using the image [disk.qcow2]?" in text


def test_who_is_refused_holds_nothing(folder: Path) -> None:
    create("qcow2", "disk.qcow2")
    with held("disk.qcow2", "qcow2"), Disk.open("disk.qcow2", share=locks.READER) as disk:
        assert disk.in_use == 'Failed to get shared "write" lock'
        with Disk.open("disk.qcow2") as other:
            taken = locks._FLOCK.pack(fcntl.F_WRLCK, 0, 203, 1, 0)
            holder = locks._FLOCK.unpack(fcntl.fcntl(other.fd, fcntl.F_OFD_GETLK, taken))
            assert holder[0] == fcntl.F_RDLCK  # qemu-io's own
    with Disk.open("disk.qcow2") as other:
        assert not locks._is_held(other.fd, 203)


def test_file_system_without_locks_is_read_without(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none(*arguments: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "fcntl", none)
    with Disk.open("half.raw", share=locks.READER) as disk:
        assert disk.in_use == ""


def test_data_file_may_be_written_meanwhile(instar: Instar, folder: Path) -> None:
    create("qcow2", "split.qcow2", "-o", "data_file=data.raw")
    with held("data.raw", "raw"):
        assert instar("map", "split.qcow2").status == 0
