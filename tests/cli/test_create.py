# SPDX-License-Identifier: Apache-2.0
"""`instar create` from the command line to the file."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

import pytest

from instar import info
from instar.options.size import size_hint
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
        (("new", "x"), f"Invalid image size specified: 'x'; {size_hint('x')}"),
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
            ("-b", "b", "-F", "raw", "new", "1M"),
            "new: Backing file not supported for file format 'raw'",
        ),
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


def test_a_detected_format_is_stored_where_the_release_does(instar: Instar, folder: Path) -> None:
    assert instar("create", "-q", "-f", "qcow2", "below", "1M") == (0, "", "")
    for name, stored in (("below", "qcow2"), ("half.raw", None)):
        words = ("create", "-q", "--qemu-version", "5.2", "-f", "qcow2", "-b", name, "new")
        status, _, said = instar(*words)
        assert status == 0 and "(detected format of " in said
        assert info(folder / "new").backing_format == stored


def test_a_format_of_no_backing_image_is_forgotten_by_qed(instar: Instar, folder: Path) -> None:
    assert instar("create", "-q", "-f", "qed", "-F", "raw", "new", "1M") == (0, "", "")
    assert info(folder / "new").backing_format is None


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


SECRET = "secret,id=s,data=correct horse"
LUKS = ("-f", "luks", "-o", "key-secret=s,iter-time=1")


def test_luks_needs_a_secret_that_is_text(instar: Instar, folder: Path) -> None:
    def error(*words: str) -> str:
        said = instar("create", "-q", *words, *LUKS, "new", "1M")
        assert said.status == 1
        return said.err.strip().removeprefix("instar: ")

    assert error() == "new: No secret with id 's'"
    assert error("--object", "secret,id=t,data=x") == "new: No secret with id 's'"
    binary = "secret,id=s,format=base64,data=/w=="
    assert error("--object", binary) == "new: Data from secret s is not valid UTF-8"
    bad = "secret,id=s,format=base64,data=top%secret"
    assert error("--object", bad) == "Base64 data contains invalid characters"
    assert "new" not in os.listdir(folder)


def test_a_secret_that_another_decrypts_is_the_passphrase(instar: Instar, folder: Path) -> None:
    key = "secret,id=k,format=base64,data=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    sealed = "data=ZAETodKTx4svTYAmaIyeXg==,format=base64,iv=AAECAwQFBgcICQoLDA0ODw=="
    objects = ("--object", key, "--object", f"secret,id=s,{sealed},keyid=k")
    assert instar("create", "-q", "--seed", "1", *objects, *LUKS, "new", "1M").status == 0
    plain = ("--object", "secret,id=s,data=123456")
    assert instar("create", "-q", "--seed", "1", *plain, *LUKS, "same", "1M").status == 0
    assert (folder / "new").read_bytes() == (folder / "same").read_bytes()


def test_a_detached_header_is_a_file_without_the_disk(instar: Instar, folder: Path) -> None:
    """It is the header of the whole volume but for where the payload begins: at 0."""
    words = ("create", "--seed", "1", "--object", SECRET, "-f", "luks", "-o")
    options = "key-secret=s,iter-time=1"
    said = instar(*words, f"{options},detached-header=on", "header")
    assert said.status == 0
    assert said.out.startswith("Formatting 'header', fmt=luks size=-1 ")
    assert instar(*words, options, "whole", "1M").status == 0
    header, whole = (bytearray((folder / name).read_bytes()) for name in ("header", "whole"))
    assert len(header) == len(whole) - (1 << 20)
    differs = [at for at in range(len(header)) if header[at] != whole[at]]
    assert int.from_bytes(whole[104:108], "big") * 512 == len(header)
    assert not any(header[104:108])
    assert {*differs} <= {*range(104, 108)}
    said = instar("info", "-f", "luks", "header")
    assert (said.status, "LUKS payload is overlapping with the header" in said.err) == (1, True)


def test_nothing_is_converted_into_a_detached_header(instar: Instar, folder: Path) -> None:
    (folder / "raw").write_bytes(bytes(512))
    said = instar(
        *("convert", "--object", SECRET, "-O", "luks"),
        *("-o", "key-secret=s,detached-header=on", "raw", "new"),
    )
    error = "Could not open 'new': LUKS payload is overlapping with the header"
    assert said == (1, "", f"instar: {error}\n")
    assert not (folder / "new").exists()


@pytest.mark.parametrize("preallocation", ["falloc", "full"])
@pytest.mark.parametrize("cluster_size", [512, 65536])
def test_all_of_a_disk_is_reserved(
    instar: Instar, folder: Path, preallocation: str, cluster_size: int
) -> None:
    """However many tables it has: those of a disk with small clusters are 32."""
    options = f"preallocation={preallocation},cluster_size={cluster_size}"
    assert instar("create", "-q", "-f", "qcow2", "-o", options, "new", "1M").status == 0
    made = os.stat(folder / "new")
    assert made.st_blocks * 512 >= 1 << 20


@pytest.mark.parametrize("preallocation", ["falloc", "full"])
@pytest.mark.parametrize("detached", ["off", "on"])
def test_all_of_a_luks_volume_is_reserved(
    instar: Instar, folder: Path, preallocation: str, detached: str
) -> None:
    options = f"key-secret=s,iter-time=1,preallocation={preallocation},detached-header={detached}"
    words = ("create", "-q", "--object", SECRET, "-f", "luks", "-o", options, "new", "1M")
    assert instar(*words).status == 0
    made = os.stat(folder / "new")
    assert made.st_blocks * 512 >= made.st_size


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ("cipher-alg=cast5-128", "Algorithm 'cast5-128' not supported"),
        ("cipher-alg=aes-192,cipher-mode=cbc", "Algorithm 'aes-192-cbc' not supported"),
        ("cipher-alg=twofish-192,cipher-mode=ctr", "Algorithm 'twofish-192-ctr' not supported"),
        ("hash-alg=ripemd160", "Hash algorithm 'ripemd160' not supported"),
        (
            "cipher-alg=serpent-256,ivgen-alg=essiv,ivgen-hash-alg=sha224",
            "No Serpent cipher with key size 28 available",
        ),
        ("ivgen-alg=essiv,ivgen-hash-alg=sha1", "No AES cipher with key size 20 available"),
        (
            "iter-time=-1",
            "PBKDF iterations 1000000 too large to scale: Numerical result out of range",
        ),
        (
            "iter-time=99999999999",
            "PBKDF iterations 12499999999875 larger than 4294967295: Numerical result out of range",
        ),
        ("iter-time=1000000", "Key derivation with 1000000000 iterations takes too long"),
        ("cipher-alg=no", "Parameter 'cipher-alg' does not accept value 'no'"),
    ],
)
def test_ciphers_that_are_not_written_are_refused(
    instar: Instar, folder: Path, options: str, error: str
) -> None:
    said = instar(
        *("create", "-q", "--seed", "1", "--object", SECRET, "-f", "luks"),
        *("-o", f"key-secret=s,{options}", "new", "1M"),
    )
    assert said == (1, "", f"instar: new: {error}\n")
    assert "new" not in os.listdir(folder)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ("encrypt.key-secret=s", "Parameter 'encrypt.format' is missing"),
        ("encryption=off,encrypt.key-secret=s", "Parameter 'encrypt.format' is missing"),
        ("encryption=on", "Parameter 'encrypt.key-secret' is required for cipher"),
        ("encrypt.format=luks", "Parameter 'encrypt.key-secret' is required for cipher"),
        (
            "encryption=on,encrypt.format=luks,encrypt.key-secret=s",
            "'encrypt.format' and its alias 'encryption' can't be used at the same time",
        ),
        (
            "encrypt.format=aes,encrypt.key-secret=s,encrypt.iter-time=10",
            "Parameter 'encrypt.iter-time' is unexpected",
        ),
        ("encrypt.format=no", "Parameter 'format' does not accept value 'no'"),
        (
            "encrypt.format=luks,encrypt.key-secret=s,encrypt.cipher-mode=no,cluster_size=1",
            "Parameter 'cipher-mode' does not accept value 'no'",
        ),
        (
            "encrypt.format=luks,encrypt.key-secret=no,cluster_size=1",
            "Cluster size must be a power of two between 512 and 2048k",
        ),
    ],
)
def test_options_of_encrypted_qcow2_are_checked_in_qemu_imgs_order(
    instar: Instar, options: str, error: str
) -> None:
    said = instar("create", "-q", "--object", SECRET, "-f", "qcow2", "-o", options, "new", "1M")
    assert said == (1, "", f"instar: new: {error}\n")


@pytest.mark.parametrize("secret", ["data=correct horse", "file=pass", "format=base64,data={}"])
def test_a_secret_comes_from_anywhere(
    instar: Instar, folder: Path, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    """The same passphrase and seed make the same file, and another passphrase another one."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (folder / "pass").write_bytes(b"correct horse")
    text = secret.format(base64.b64encode(b"correct horse").decode())
    for name, definition in (("a", SECRET), ("b", f"secret,id=s,{text}"), ("c", f"{SECRET}s")):
        words = ("create", "-q", "--seed", "1", "--object", definition, *LUKS, name, "1M")
        assert instar(*words) == (0, "", "")
    a, b, c = ((folder / name).read_bytes() for name in "abc")
    assert a == b
    assert a != c


def test_nothing_repeats_a_secret(instar: Instar, folder: Path) -> None:
    words = ("create", "--output=json", "--debug", "--object", SECRET, *LUKS, "new", "1M")
    said = instar(*words)
    assert said.status == 0
    assert "correct" not in said.out + said.err
    assert b"correct" not in (folder / "new").read_bytes()
