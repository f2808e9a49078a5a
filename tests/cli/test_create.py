# SPDX-License-Identifier: Apache-2.0
"""`instar create` from the command line to the file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Instar

pytestmark = pytest.mark.usefixtures("folder")

LINE = (
    "Formatting 'new', fmt=qcow2 cluster_size=65536 extended_l2=off compression_type=zlib"
    " size=1048576 lazy_refcounts=off refcount_bits=16\n"
)
HINT = "\nTry 'instar create --help' for more information"


def test_the_line_comes_first_and_quiet_leaves_it_out(instar: Instar, folder: Path) -> None:
    assert instar("create", "-f", "qcow2", "new", "1M") == (0, LINE, "")
    assert instar("create", "-q", "-f", "qcow2", "other", "1M") == (0, "", "")
    assert (folder / "new").read_bytes() == (folder / "other").read_bytes()


def test_programs_read_what_was_made(instar: Instar) -> None:
    said = instar("create", "--output=json", "-f", "vpc", "new", "1000000")
    assert json.loads(said.out) == {"filename": "new", "format": "vpc", "virtual-size": 1009664}


@pytest.mark.parametrize("format", ["vpc", "vhdx", "vmdk", "vdi"])
def test_a_seed_and_a_time_make_the_same_file(
    instar: Instar, folder: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        os.makedirs(name)
        monkeypatch.chdir(folder / name)
        assert instar("create", "-q", "--seed", seed, "-f", format, "new", "1M").status == 0
        monkeypatch.chdir(folder)
    a, b, c = ((folder / name / "new").read_bytes() for name in "abc")
    assert a == b
    assert a != c


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ((), f"Expecting image file name{HINT}"),
        (("new", "x"), "Invalid image size specified: 'x'"),
        (("new", "1M", "2M"), f"Unexpected argument: 2M{HINT}"),
        (("-f", "no", "new", "1M"), "new: Unknown file format 'no'"),
        (("foo:new", "1M"), "foo:new: Unknown protocol 'foo'"),
        (
            ("-f", "bochs", "new", "1M"),
            "new: Format driver 'bochs' does not support image creation",
        ),
        (("-o", "x=1", "new", "1M"), "new: Invalid parameter 'x'"),
        (("-o", "size=1M", "new", "1M"), "new: The image size must be specified only once"),
        (("-b", "b", "new", "1M"), "new: Backing file not supported for file format 'raw'"),
        (
            ("-F", "raw", "new", "1M"),
            "new: Backing file format not supported for file format 'raw'",
        ),
        (
            ("-f", "qcow2", "-b", "new", "-F", "raw", "new"),
            "new: Error: Trying to create an image with the same filename as the backing file",
        ),
        (("-f", "qcow2", "-b", "", "new"), "new: Expected backing file name, got empty string"),
        (
            ("-f", "qcow2", "-b", "no", "-F", "raw", "new"),
            "new: Could not open 'no': No such file or directory\nCould not open backing image.",
        ),
        (
            ("-f", "qcow2", "-b", "half.raw", "-F", "qcow2", "new"),
            "new: Image is not in qcow2 format\nCould not open backing image.",
        ),
        (
            ("-f", "qcow2", "-b", "half.raw", "new"),
            "new: Backing file specified without backing format\nDetected format of raw.",
        ),
        (("new",), "new: Image creation needs a size parameter"),
    ],
)
def test_checks_come_in_qemu_imgs_order(
    instar: Instar, folder: Path, words: tuple[str, ...], error: str
) -> None:
    assert instar("create", *words) == (1, "", f"instar: {error}\n")
    assert not (folder / "new").exists()


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ("compat=0.9,cluster_size=3", "Parameter 'version' does not accept value '0.9'"),
        ("cluster_size=3", "Cluster size must be a power of two between 512 and 2048k"),
        (
            "compat=v2,extended_l2=on",
            "Extended L2 entries are only supported with compatibility level 1.1 and above (use"
            " version=v3 or greater)",
        ),
        (
            "compat=v2,refcount_bits=8",
            "Different refcount widths than 16 bits require compatibility level 1.1 or above (use"
            " version=v3 or greater)",
        ),
        ("backing_fmt=raw", "Backing format cannot be used without backing file"),
        ("data_file_raw=on", "data-file-raw requires data-file"),
        ("keep_data_file=on", "Must not use 'keep_data_file=on' without 'data_file'"),
        ("extent_size_hint=8G", "Extent size hint is too large"),
    ],
)
def test_drivers_refuse_after_the_line(
    instar: Instar, folder: Path, options: str, error: str
) -> None:
    (folder / "new").write_bytes(b"old")
    said = instar("create", "-f", "qcow2", "-o", options, "new", "1M")
    assert said.out.startswith("Formatting 'new', fmt=qcow2 ")
    assert (said.status, said.err) == (1, f"instar: new: {error}\n")
    assert (folder / "new").read_bytes() == b"old"


def test_option_help_needs_no_name(instar: Instar) -> None:
    short, long = (instar("create", "-f", "vhdx", "-o", "help", *name) for name in ((), ("new",)))
    assert short.out.startswith("Supported vhdx options:\n")
    assert short.out.endswith("Specify the target filename to include those options.\n")
    assert long.out.startswith("Supported options:\n")
    assert "nocow=" in long.out
    assert "nocow=" not in short.out


def test_a_line_break_in_a_name_makes_no_line(instar: Instar, folder: Path) -> None:
    said = instar("create", "-f", "qcow2", "no/such\ninstar: all is well", "1M")
    assert said.status == 1
    assert said.err.count("\n") == 1
    assert instar("create", "a\nb", "1M").out == "Formatting 'a\\nb', fmt=raw size=1048576\n"
    assert (folder / "a\nb").stat().st_size == 1 << 20


def test_an_unopened_backing_image_need_not_be_there(instar: Instar) -> None:
    line = ("create", "-q", "-f", "qcow2", "-u", "-b", "later", "-F", "raw", "new")
    assert instar(*line).err == "instar: new: Image creation needs a size parameter\n"
    assert instar(*line, "1M") == (0, "", "")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("azure", "new", "3M"), "fmt=vpc size=3145728 subformat=fixed force_size=on"),
        (("gcp", "new", "2G"), "fmt=raw size=2147483648"),
        (("esxi", "new", "1M"), "fmt=vmdk size=1048576 compat6=off hwversion=undefined subformat="),
        (("virtualbox", "new", "1M"), "fmt=vdi size=1048576"),
        (("hyperv", "-f", "vpc", "new", "4M"), "fmt=vpc size=4194304"),
        (("hyperv", "new", "4M"), "fmt=vhdx size=4194304"),
        (("aws", "new", "1M"), "fmt=raw size=1048576"),
        (("aws", "-f", "vmdk", "new", "1M"), "fmt=vmdk size=1048576 compat6=off hwversion="),
        (("proxmox", "new", "1M"), "fmt=qcow2 cluster_size=65536"),
        (("kubevirt", "new", "1M"), "fmt=qcow2 cluster_size=65536"),
        (("openstack", "-f", "vhdx", "new", "1M"), "fmt=vhdx size=1048576"),
    ],
)
def test_a_platform_chooses(instar: Instar, words: tuple[str, ...], line: str) -> None:
    said = instar("create", "--for", *words)
    assert said.out.startswith(f"Formatting 'new', {line}")
    assert said.status == 0


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("x", "new", "1M"), "there is no platform 'x'; known are azure, aws, "),
        (("gcp", "-f", "qcow2", "new", "1G"), "gcp takes raw, not qcow2\n"),
        (("azure", "-o", "subformat=dynamic", "new", "1M"), "azure takes subformat=fixed, not"),
        (("azure", "new", "1000000"), "azure takes disks of whole 1 MiB: 1048576 bytes, not "),
        (("hyperv", "new", "1M"), "hyperv takes disks of at least 3145728 bytes, not 1048576\n"),
        (("aws", "-f", "qcow2", "new", "1M"), "aws takes raw, vmdk, vpc, vhdx, not qcow2\n"),
        (("esxi", "-f", "raw", "new", "1M"), "esxi takes vmdk, not raw\n"),
        (("virtualbox", "-f", "vhdx", "new", "1M"), "virtualbox takes vdi, vmdk, vpc, not vhdx\n"),
        (("proxmox", "-f", "vdi", "new", "1M"), "proxmox takes qcow2, raw, vmdk, not vdi\n"),
        (("kubevirt", "-f", "vmdk", "new", "1M"), "kubevirt takes qcow2, raw, not vmdk\n"),
        (
            ("openstack", "-f", "vmdk", "-o", "subformat=monolithicFlat", "new", "1M"),
            "openstack takes subformat=monolithicSparse or streamOptimized, not monolithicFlat\n",
        ),
        (("gcp", "new", "0"), "gcp takes disks of whole 1024 MiB: 1073741824 bytes, not 0\n"),
        (
            ("openstack", "-b", "half.raw", "-F", "raw", "new"),
            "openstack takes no image that needs another file\n",
        ),
    ],
)
def test_a_platform_refuses(
    instar: Instar, folder: Path, words: tuple[str, ...], error: str
) -> None:
    said = instar("create", "--for", *words)
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith(f"instar: new: {error}")
    assert not (folder / "new").exists()
