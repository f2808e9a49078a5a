# SPDX-License-Identifier: Apache-2.0
"""`instar amend` from the command line to the file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import instar as api
from tests.cli.conftest import Instar
from tests.wanted import needs

pytestmark = [
    pytest.mark.usefixtures("folder"),
    needs("qemu-io"),
]

SECRETS = tuple(
    word for name in ("one", "two") for word in ("--object", f"secret,id={name},data={name}")
)
OPENED = {
    "disk.luks": ("driver=luks,file.filename=disk.luks,key-secret={}", ""),
    "disk.qcow2": ("driver=qcow2,file.filename=disk.qcow2,encrypt.key-secret={}", "encrypt."),
}


def qemu(*line: str) -> str:
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout


def written(*commands: str, image: str = "disk") -> None:
    qemu("qemu-io", "-f", "qcow2", *(word for one in commands for word in ("-c", one)), image)


def is_sound(image: str = "disk") -> bool:
    return qemu("qemu-img", "check", image).startswith("No errors were found on the image.")


def content(image: str, *options: str) -> bytes:
    qemu("qemu-img", "convert", *options, "-O", "raw", image, "content")
    return Path("content").read_bytes()


def encrypted(image: str) -> None:
    """Made by instar: qemu-img measures time, which fails where nothing takes any."""
    format, prefix = image.partition(".")[2], OPENED[image][1]
    options: dict[str, str | int | bool] = {f"{prefix}key-secret": "one", f"{prefix}iter-time": 1}
    options |= {"encrypt.format": "luks"} if prefix else {}
    api.create(image, format=format, size=1 << 20, options=options, secrets={"one": "one"})


@pytest.fixture
def disk() -> str:
    qemu("qemu-img", "create", "-q", "-f", "qcow2", "disk", "1M")
    written("write -P 7 0 128k")
    return "disk"


def test_version_2_keeps_what_snapshots_have_of_clusters_that_are_zeros(
    instar: Instar, disk: str
) -> None:
    qemu("qemu-img", "snapshot", "-c", "s", disk)
    written("write -z 0 64k")
    before = content(disk), content(disk, "-l", "s")
    assert instar("amend", "-o", "compat=0.10", disk).status == 0
    assert (content(disk), content(disk, "-l", "s")) == before and is_sound()


def test_version_2_over_a_backing_image_has_clusters_of_zeros(instar: Instar) -> None:
    Path("base").write_bytes(b"x" * (1 << 20))
    qemu("qemu-img", "create", "-q", "-f", "qcow2", "-b", "base", "-F", "raw", "disk")
    written("write -z 0 64k", "write -P 1 64k 64k", "write -z 64k 64k", "write -z 512k 128k")
    qemu("qemu-img", "snapshot", "-c", "s", "disk")
    before = content("disk"), content("disk", "-l", "s")
    assert instar("amend", "-o", "compat=0.10", "disk").status == 0
    assert (content("disk"), content("disk", "-l", "s")) == before and is_sound()


def test_version_2_of_an_encrypted_image_reads_zeros(instar: Instar) -> None:
    encrypted("disk.qcow2")
    opened = ("--image-opts", OPENED["disk.qcow2"][0].format("one"))
    qemu("qemu-io", *SECRETS, "-c", "write -P 7 0 128k", "-c", "write -z 0 64k", *opened)
    read = ("qemu-img", "convert", *SECRETS, "-O", "raw", *opened, "content")
    qemu(*read)
    before = Path("content").read_bytes()
    assert instar("amend", *SECRETS, "-o", "compat=0.10", *opened).status == 0
    qemu(*read)
    assert Path("content").read_bytes() == before


def test_bitmaps_are_deleted_only_by_force(instar: Instar, disk: str) -> None:
    qemu("qemu-img", "bitmap", "--add", disk, "b")
    whole = Path(disk).read_bytes()
    refused = instar("amend", "-o", "compat=0.10", disk)
    assert refused.status == 1 and "`--force` deletes them" in refused.err
    assert Path(disk).read_bytes() == whole
    assert instar("amend", "--force", "-o", "compat=0.10", disk).status == 0
    found = api.info(disk).qcow2
    assert found is not None and found.compat == "0.10" and found.bitmaps == () and is_sound()


def test_a_bitmap_that_makes_the_refcounts_grow_leaves_them_where_they_are(instar: Instar) -> None:
    """The header that names the bitmaps named the refcounts that there were before."""
    qemu("qemu-img", "create", "-q", "-f", "qcow2", "-o", "cluster_size=512", "disk", "16M")
    written("write -P 7 0 8000k")
    for number in range(30):
        assert instar("bitmap", "--add", "-g", "512", "disk", f"b{number}").status == 0
    assert Path("disk").stat().st_size > 8 << 20  # which a table of one cluster counts
    assert is_sound()


@pytest.mark.parametrize(
    "options", ["data_file=nowhere", "data_file=", "data_file_raw=off", "refcount_bits=64"]
)
def test_what_an_image_says_of_its_data_file_changes_as_by_qemu_img(
    instar: Instar, options: str
) -> None:
    made = "data_file=data,data_file_raw=on"
    qemu("qemu-img", "create", "-q", "-f", "qcow2", "-o", made, "disk", "1M")
    shutil.copyfile("disk", "other")
    qemu("qemu-img", "amend", "-o", options, "other")
    assert instar("amend", "-o", options, "disk").status == 0
    assert Path("disk").read_bytes() == Path("other").read_bytes()
    Path("nowhere").touch()
    said = instar("info", "--qemu-version", "7.2", "disk").out
    wanted = qemu("qemu-img", "info", "disk")
    lines = [[one for one in text.splitlines() if "data file" in one] for text in (said, wanted)]
    assert lines[0] == lines[1] != []


def test_a_disk_becomes_shorter_by_force(instar: Instar, disk: str) -> None:
    assert instar("amend", "--force", "-o", "size=512k", disk).status == 0
    assert api.info(disk).virtual_size == 512 << 10
    assert instar("amend", "--qemu-version", "7.2", "-o", "size=256k", disk).status == 0
    assert api.info(disk).virtual_size == 256 << 10 and is_sound()


def test_early_releases_change_no_key_slots(instar: Instar, disk: str) -> None:
    said = instar("amend", "--qemu-version", "5.0", "-o", "encrypt.state=active", disk)
    assert said.err == "instar: Invalid parameter 'encrypt.state'\n"
    said = instar("amend", "--qemu-version", "5.0", "-f", "luks", "-o", "help")
    assert said.err == "instar: Format driver 'luks' does not support option amendment\n"


def test_counts_that_do_not_fit_are_named(instar: Instar, disk: str) -> None:
    qemu("qemu-img", "snapshot", "-c", "s", disk)
    whole = Path(disk).read_bytes()
    refused = instar("amend", "-o", "refcount_bits=1", disk)
    assert refused.err.startswith(
        "instar: Cannot decrease refcount entry width to 1 bits:"
        " Cluster at offset 0x40000 has a refcount of 2 ["
    )
    assert Path(disk).read_bytes() == whole
    assert instar("amend", "-o", "refcount_bits=2", disk).status == 0 and is_sound()


def test_progress_is_that_of_qemu_img(instar: Instar, disk: str) -> None:
    shutil.copyfile(disk, "other")
    line = ("amend", "-p", "-o", "refcount_bits=8,lazy_refcounts=on")
    said = subprocess.run(("qemu-img", *line, "other"), check=True, capture_output=True)
    assert instar(*line, disk).out == said.stdout.decode()
    assert Path(disk).read_bytes() == Path("other").read_bytes()


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ("size=3M,compat=9", "Unknown compatibility level 9"),
        ("cluster_size=4k", "Invalid parameter 'cluster_size'\nThis option is only supported"),
        ("encrypt.state=active", "Can't amend encryption options - encryption not present"),
        ("data_file_raw=on", "data-file-raw cannot be set on existing images"),
        ("backing_file=x", "Cannot amend the backing file"),
        ("size=512k", "the disk has 1048576 bytes; --force cuts it off"),
        ("size=9E", "Image size cannot be negative"),
        ("size=2000001", "The new size must be a multiple of 512"),
        ("data_file=" + "x" * 5000, "data-file can only be set"),
    ],
)
def test_what_is_refused_changes_nothing(
    instar: Instar, disk: str, options: str, error: str
) -> None:
    before = Path(disk).read_bytes()
    said = instar("amend", "-o", options, disk)
    assert said.status == 1 and said.err.startswith(f"instar: {error}")
    assert Path(disk).read_bytes() == before


def test_help_needs_a_format(instar: Instar, disk: str) -> None:
    for line in (("-f", "qcow2"), (disk,)):
        said = instar("amend", "-o", "help", *line)
        assert said.out.startswith("Amend options for 'qcow2':\n  backing_file=<str>     - ")
    assert instar("amend", "-o", "help").err == "instar: Expecting one image file name\n"
    assert "does not support option amendment" in instar("amend", "-o", "help", "-f", "raw").err


@pytest.mark.parametrize(
    ("words", "out", "err"),
    [
        (("-o", "compat=9", "disk"), "    (0.00/100%)\r    (100.00/100%)\r\n", "Unknown compat"),
        (("-o", "bogus=1", "disk"), "\n", "Invalid parameter 'bogus'"),
        (("-o", "compat=1.1", "-t", "bogus"), "\n", "Expecting one image file name"),
        (("-o", "compat=1.1", "-t", "bogus", "disk"), "\n", "Invalid cache option: bogus"),
    ],
)
def test_progress_of_what_fails_is_that_of_qemu_img(
    instar: Instar, disk: str, words: tuple[str, ...], out: str, err: str
) -> None:
    said = instar("amend", "-p", *words)
    assert said.out == out and said.err.startswith(f"instar: {err}")


@pytest.mark.parametrize("image", OPENED)
def test_passphrases_are_added_and_erased(instar: Instar, image: str) -> None:
    described, prefix = OPENED[image]
    encrypted(image)

    def opens(secret: str) -> bool:
        opened = ("--image-opts", described.format(secret))
        line = ("qemu-io", *SECRETS, "-r", "-c", "read 0 512", *opened)
        return subprocess.run(line, check=False, capture_output=True).returncode == 0

    def amend(options: str, secret: str, *more: str) -> str:
        chosen = ",".join(prefix + one for one in options.split(","))
        opened = ("--image-opts", described.format(secret))
        return instar("amend", *more, *SECRETS, "-o", chosen, *opened).err

    assert amend("state=active,new-secret=two,iter-time=1", "one") == ""
    assert opens("one") and opens("two")
    assert "Refusing to overwrite active keyslot 1" in amend(
        "state=active,new-secret=two,keyslot=1", "one"
    )
    assert amend("state=inactive,old-secret=one", "two") == ""
    assert not opens("one") and opens("two")
    assert "All the active keyslots match" in amend("state=inactive,old-secret=two", "two")
    assert "erase the only active keyslot 1" in amend("state=inactive,keyslot=1", "two")
    assert amend("state=inactive,keyslot=1", "two", "--force") == ""
    assert not opens("two")
