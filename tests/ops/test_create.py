# SPDX-License-Identifier: Apache-2.0
"""New images through the library: the bytes of the live qemu-img, and old or new whatever fails."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import instar
from instar.errors import InstarError, OpenError, UsageError
from instar.options.platforms import PLATFORMS
from instar.sandbox import locks
from instar.sandbox.disk import Disk
from lab.create import Case, differ, make_case, make_encrypted_case, make_simple_case
from lab.fuzz.new_images import FORMATS
from tests.ops.failing import failing_at, killed_at_every_step
from tests.wanted import needs

QEMU = shutil.which("qemu-img")
SAMPLE = 40
Options = dict[str, str | int | bool]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@needs("qemu-img")
@pytest.mark.parametrize("seed", range(SAMPLE))
def test_files_are_those_of_qemu_img(folder: Path, seed: int) -> None:
    case = make_case(random.Random(seed))
    assert differ(case, folder) == "", case


@needs("qemu-img")
@pytest.mark.parametrize("format", sorted(FORMATS))
@pytest.mark.parametrize("seed", range(6))
def test_files_of_a_format_are_those_of_qemu_img(folder: Path, format: str, seed: int) -> None:
    case = make_simple_case(format, random.Random(seed))
    assert differ(case, folder) == "", case


@needs("qemu-img")
@pytest.mark.parametrize("seed", [0, 2, 4, 5, 6, 9, 10])
def test_encrypted_files_are_those_of_qemu_img(folder: Path, seed: int) -> None:
    case = make_encrypted_case(random.Random(seed))
    assert differ(case, folder) == "", case


def test_a_vhd_is_rounded_up_to_its_geometry(folder: Path) -> None:
    assert instar.create("a", format="vpc", size=1 << 20).virtual_size == 31 * 4 * 17 * 512
    exact = instar.create("b", format="vpc", size=1 << 20, options={"force_size": True})
    assert exact.virtual_size == 1 << 20


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_a_seed_and_a_time_decide_every_byte(
    folder: Path, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        instar.create(name, format=format, size=1 << 20, seed=seed)
    first, again, other = ((folder / name).read_bytes() for name in "abc")
    assert first == again
    assert (first != other) == (format not in ("parallels", "qcow", "qed"))


@needs("qemu-img")
def test_qemu_img_finds_nothing_wrong(folder: Path) -> None:
    for number, preallocation in enumerate(("off", "metadata", "falloc", "full")):
        name = f"{number}.qcow2"
        options: Options = {"preallocation": preallocation, "cluster_size": 4096}
        instar.create(name, format="qcow2", size=5 << 20, options=options)
        subprocess.run([str(QEMU), "check", "-q", name], check=True)


@pytest.mark.parametrize("kind", ["kvm", "process"])
def test_both_sandboxes_write_the_same(
    folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    if kind == "kvm" and not os.access("/dev/kvm", os.R_OK | os.W_OK):
        pytest.skip("no KVM here")
    many: Options = {"preallocation": "metadata", "cluster_size": 512, "refcount_bits": 64}
    for format, options in (("qcow2", many), ("vpc", {}), ("vhdx", {})):
        for name, sandbox in (("a", "process"), ("b", kind)):
            instar.create(
                name, format=format, size=12345678, options=options, seed=1, sandbox=sandbox
            )
        assert (folder / "a").read_bytes() == (folder / "b").read_bytes()


def test_the_size_is_that_of_the_backing_image(folder: Path) -> None:
    instar.create("base", size=1 << 20)
    found = instar.create("top", format="qcow2", backing="base", backing_format="raw")
    assert (found.virtual_size, found.backing_filename) == (1 << 20, "base")
    assert instar.info("top").backing_format == "raw"


@pytest.mark.parametrize(("word", "version"), [("v2", "0.10"), ("v3", "1.1")])
def test_versions_have_two_names(folder: Path, word: str, version: str) -> None:
    instar.create("a", format="qcow2", size=512, options={"compat": word})
    instar.create("b", format="qcow2", size=512, options={"compat": version})
    assert (folder / "a").read_bytes() == (folder / "b").read_bytes()


REFUSED = [
    ({"format": "qcow2"}, "Image creation needs a size parameter"),
    ({"format": "nope", "size": 1}, "Unknown file format 'nope'"),
    ({"format": "qcow2", "backing": "base"}, "Backing file specified without backing format"),
    ({"format": "qcow2", "backing": "", "size": 1}, "Expected backing file name, got empty string"),
    (
        {"format": "qcow2", "backing": "none", "backing_format": "raw", "size": 1},
        "Could not open backing image.",
    ),
    (
        {"format": "qcow2", "backing": "out", "backing_format": "raw"},
        "same filename as the backing file",
    ),
    ({"format": "qcow2", "size": 1 << 62}, "try using a larger cluster size"),
]


@pytest.mark.parametrize(("given", "text"), REFUSED)
def test_what_is_refused_changes_nothing(folder: Path, given: dict[str, object], text: str) -> None:
    (folder / "base").write_bytes(bytes(512))
    (folder / "out").write_bytes(b"old")
    with pytest.raises(InstarError) as caught:
        instar.create("out", **given)  # type: ignore[arg-type]
    assert text in str(caught.value)
    assert (folder / "out").read_bytes() == b"old"
    assert sorted(os.listdir(folder)) == ["base", "out"]


def test_a_hard_link_to_the_backing_image_is_replaced_by_name_alone(folder: Path) -> None:
    (folder / "base").write_bytes(b"b" * 512)
    os.link("base", "out")
    instar.create("out", format="qcow2", backing="base", backing_format="raw")
    assert (folder / "base").read_bytes() == b"b" * 512


@pytest.mark.parametrize(
    ("kind", "extents"),
    [
        ("monolithicFlat", ["a.b-flat.vmdk"]),
        ("twoGbMaxExtentSparse", ["a.b-s001.vmdk", "a.b-s002.vmdk"]),
        ("twoGbMaxExtentFlat", ["a.b-f001.vmdk", "a.b-f002.vmdk"]),
    ],
)
def test_a_vmdk_of_several_files_is_looked_at_whole(
    folder: Path, kind: str, extents: list[str]
) -> None:
    options: Options = {"subformat": kind}
    found = instar.create("a.b.vmdk", format="vmdk", size=3 << 30, options=options)
    assert found.virtual_size == 3 << 30
    assert sorted(os.listdir(folder)) == sorted([*extents, "a.b.vmdk"])
    assert instar.info("a.b.vmdk").virtual_size == 3 << 30


def test_a_vmdk_has_at_most_so_many_files(folder: Path) -> None:
    options: Options = {"subformat": "twoGbMaxExtentFlat"}
    with pytest.raises(UsageError, match="takes 1024 extents, more than 1023"):
        instar.create("a", format="vmdk", size=2 << 40, options=options)
    assert os.listdir(folder) == []


def test_a_fixed_vhd_of_no_size_is_refused_in_one_line(folder: Path) -> None:
    with pytest.raises(OpenError) as caught:
        instar.create("a", format="vpc", size=0, options={"subformat": "fixed"})
    assert str(caught.value) == (
        "Nobody could open such an image: Error reading dynamic VHD header"
    )
    assert os.listdir(folder) == []


def test_instar_says_that_it_made_a_vhdx(folder: Path) -> None:
    instar.create("a", format="vhdx", size=1 << 20)
    creator = (folder / "a").read_bytes()[8:520].decode("utf-16le").rstrip("\0")
    assert creator == "instar"


def test_a_vmdk_child_knows_its_parent_opened_or_not(folder: Path) -> None:
    instar.create("base", format="vmdk", size=1 << 20)
    cid = instar.info("base").vmdk
    instar.create("top", format="vmdk", backing="base", backing_format="vmdk")
    top = instar.info("top").vmdk
    assert cid is not None
    assert top is not None
    assert top.parent_cid == cid.cid


def test_other_files_are_not_the_backing_image(folder: Path) -> None:
    (folder / "base").write_bytes(b"b" * 512)
    options: Options = {"data_file": "./base"}
    with pytest.raises(UsageError, match="same filename as the backing file"):
        instar.create("t", format="qcow2", options=options, backing="base", backing_format="raw")
    with pytest.raises(UsageError, match="two files of the image"):
        instar.create("t", format="qcow2", size=512, options={"data_file": "./t"})
    assert (folder / "base").read_bytes() == b"b" * 512


def test_a_kept_data_file_stays_as_it_is(folder: Path) -> None:
    options: Options = {"data_file": "d", "data_file_raw": True, "keep_data_file": True}
    with pytest.raises(OpenError, match="Could not open 'd'"):
        instar.create("t", format="qcow2", size=512, options=options)
    (folder / "d").write_bytes(b"d" * 512)
    before = (folder / "d").stat()
    instar.create("t", format="qcow2", size=1 << 20, options=options)
    after = (folder / "d").stat()
    assert (folder / "d").read_bytes() == b"d" * 512
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_link_stays_and_leads_to_the_new_image(folder: Path) -> None:
    os.makedirs("far")
    (folder / "far" / "there").write_bytes(b"old")
    os.symlink("far/there", "out")
    instar.create("out", size=1024)
    assert os.readlink("out") == "far/there"
    assert (folder / "far" / "there").read_bytes() == bytes(1024)
    assert os.listdir("far") == ["there"]


def test_an_image_in_use_is_not_replaced(folder: Path) -> None:
    (folder / "out").write_bytes(b"old")
    with open("out", "rb") as file:
        assert locks.take(file.fileno(), locks.READER) == ""
        with pytest.raises(OpenError, match=r'(?s)"write" lock.*using the image \[out\]'):
            instar.create("out", size=512)
    assert (folder / "out").read_bytes() == b"old"
    instar.create("out", size=512)


def test_a_long_disk_has_no_deadline_but_the_callers(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from instar.sandbox.pool import Pool

    seen: list[object] = []
    plain = Pool.run

    def run(self: Pool, operation: str, *given: object, **named: object) -> object:
        if operation == "create":
            seen.append(named["deadline"])
        return plain(self, operation, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Pool, "run", run)
    instar.create("out", size=512)
    instar.create("out", size=512, deadline=77)
    assert seen == [None, 77]


def test_a_directory_that_is_not_there_is_an_error_with_its_number(folder: Path) -> None:
    with pytest.raises(OpenError, match="Could not create 'no/out': No such file") as caught:
        instar.create("no/out", size=512)
    assert caught.value.errno == errno.ENOENT


def test_a_directory_that_cannot_be_written_is_one_message(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    os.makedirs("ro", mode=0o555)
    with pytest.raises(OpenError, match="Could not create 'ro/out': Permission denied"):
        instar.create("ro/out", size=512)


def test_owner_and_mode_stay(folder: Path) -> None:
    (folder / "out").write_bytes(b"old")
    os.chmod("out", 0o640)
    instar.create("out", size=512)
    assert (folder / "out").read_bytes() == bytes(512)
    assert os.stat("out").st_mode & 0o777 == 0o640


def test_special_files_are_refused(folder: Path) -> None:
    os.mkfifo("fifo")
    with pytest.raises(OpenError):
        instar.create("fifo", size=512)
    with pytest.raises(OpenError):
        instar.create("/dev/null", size=512)


# --- failing ---


OPTIONS: Options = {"preallocation": "falloc", "cluster_size": 512}
STEPS = 40


_make = partial(
    instar.create, "out", format="qcow2", size=1 << 17, options=OPTIONS, sandbox="process"
)


def test_a_kill_at_every_step_leaves_old_or_new(folder: Path) -> None:
    _make()
    new = (folder / "out").read_bytes()
    (folder / "out").write_bytes(b"old")
    for number, done in killed_at_every_step(_make, STEPS):
        content = (folder / "out").read_bytes()
        assert content in (b"old", new), number
        assert not done or content == new
        _sweep_ok(folder, sorted(os.listdir(folder)))
        (folder / "out").write_bytes(b"old")
    assert number > 5


def _sweep_ok(folder: Path, left: list[str]) -> None:
    """At most a link that was made and not yet renamed, and the next run removes it."""
    if left == ["out"]:
        return
    kept = (folder / "out").read_bytes()
    _make()
    assert os.listdir(folder) == ["out"]
    (folder / "out").write_bytes(kept)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_failure_at_every_step_leaves_old(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    for number in range(1, STEPS):
        (folder / "out").write_bytes(b"old")
        with monkeypatch.context() as patched:
            failing_at(patched, number, code)
            try:
                _make()
            except InstarError as error:
                assert os.strerror(code) in str(error)
            else:
                return
        assert os.listdir(folder) == ["out"]
    pytest.fail("this goes on forever")


def test_a_guest_is_bound_by_what_was_measured(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from instar.ops import create_files

    monkeypatch.setattr(create_files, "SLACK", -(1 << 18))
    with pytest.raises(InstarError, match=r"that out may have|bytes written to out"):
        instar.create("out", format="qcow2", size=1 << 16)
    assert os.listdir(folder) == []


def test_what_is_not_as_asked_gets_no_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Disk.made

    def other(fd: int, name: str, output: object) -> Disk:
        os.pwrite(fd, b"QFI\xfb" + bytes(508), 0)
        disk = made(fd, name, output)  # type: ignore[arg-type]
        disk.fd = os.open(os.devnull, os.O_RDWR)
        return disk

    monkeypatch.setattr(Disk, "made", other)
    with pytest.raises(InstarError):
        instar.create("out", format="qcow2", size=1 << 16)
    assert os.listdir(folder) == []


def test_cases_reach_every_option() -> None:
    cases = [make_case(random.Random(seed)) for seed in range(400)]
    assert {case.preallocation for case in cases} == {"off", "metadata", "falloc", "full"}
    assert all(isinstance(case, Case) for case in cases)


def test_a_platform_chooses_and_refuses(folder: Path) -> None:
    made = instar.create("a.vhd", platform="azure", size=3 << 20)
    assert (made.format, made.virtual_size) == ("vpc", 3 << 20)
    assert (folder / "a.vhd").stat().st_size == (3 << 20) + 512
    with pytest.raises(UsageError, match="azure takes vpc, not qcow2"):
        instar.create("b", platform="azure", format="qcow2", size=3 << 20)
    with pytest.raises(UsageError, match="there is no platform 'moon'"):
        instar.create("b", platform="moon", size=3 << 20)
    assert os.listdir(folder) == ["a.vhd"]


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_format_of_a_platform_is_made(folder: Path, name: str) -> None:
    for format in PLATFORMS[name].formats:
        made = instar.create("new", platform=name, format=format, size=1 << 30)
        assert (made.format, instar.info("new", format=format).format) == (format, format)
        assert PLATFORMS[name].alone is False or os.listdir(folder) == ["new"]
    page = Path(__file__).parents[2] / "docs" / "platforms.md"
    assert f"[{name}]({PLATFORMS[name].page})" in page.read_text()


def test_names_are_text(folder: Path) -> None:
    with pytest.raises(UsageError):
        instar.create("a\0b", size=1)


@pytest.mark.parametrize("format", ["qcow", "qcow2"])
@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"encryption": True}, "'encrypt.key-secret' is required for cipher"),
        ({"encrypt.format": "aes"}, "'encrypt.key-secret' is required for cipher"),
        ({"encrypt.key-secret": "s"}, "'encrypt.format' is missing"),
        ({"encrypt.format": "aes", "encrypt.key-secret": "s"}, "No secret with id 's'"),
    ],
)
def test_no_image_is_in_the_clear_where_an_encrypted_one_is_asked_for(
    folder: Path, format: str, options: dict[str, str | bool], text: str
) -> None:
    with pytest.raises(UsageError, match=text):
        instar.create("a", format=format, size=1 << 20, options=options)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("format", "backing_format"), [("qcow", "raw"), ("qed", "raw"), ("qed", "qcow2")]
)
def test_a_format_may_not_keep_that_of_its_backing_image(
    folder: Path, format: str, backing_format: str
) -> None:
    instar.create("base", format=backing_format, size=1 << 20)
    made = instar.create("top", format=format, backing="base", backing_format=backing_format)
    assert (made.virtual_size, made.backing_filename) == (1 << 20, "base")


def test_the_api_takes_no_secret_that_is_encrypted(tmp_path: Path) -> None:
    """Its secrets are passphrases: there is no way to say that one is to be decrypted first."""
    sealed: Any = {"data": "c2VhbGVk", "keyid": "k", "iv": "AAAA"}
    options = {"key-secret": "s"}
    with pytest.raises(TypeError, match=r"^secret 's' must be a str or bytes, not dict$"):
        instar.create(
            tmp_path / "new", format="luks", size=1 << 20, options=options, secrets={"s": sealed}
        )
    assert not list(tmp_path.iterdir())
