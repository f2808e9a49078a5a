# SPDX-License-Identifier: Apache-2.0
"""`instar map` from the command line to the printed answer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import xml.dom.minidom
from pathlib import Path

import pytest

from instar.generated.formats.qcow2 import Qcow2L1Entry
from lab.bench import images
from tests.cli.conftest import MIB, Instar
from tests.cli.test_startup import HEAVY, imported_by
from tests.wanted import reason

HEADER = "Offset          Length          Mapped to       File\n"
UNMAPPABLE = "instar: File contains external, encrypted or compressed clusters.\n"
# Every second cluster allocated, in 2 MiB of metadata: many runs, few bytes.
MANY_RUNS = images.Shape(
    "runs.qcow2", 1 << 30, 12, 2, descending=True, interleaved=False, allocate=True
)


@pytest.fixture
def in_corpus(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in the corpus."""
    monkeypatch.chdir(corpus)
    return corpus


def test_table_for_people(instar: Instar, folder: Path) -> None:
    assert instar("map", "half.raw") == (
        0,
        f"{HEADER}{'0x80000':16}{'0x80000':16}{'0x80000':16}half.raw\n",
        "",
    )
    assert instar("map", "empty.raw").out == HEADER


def test_json_for_programs(instar: Instar, folder: Path) -> None:
    found = instar("map", "--output=json", "half.raw")
    assert found.err == ""
    assert [(row["start"], row["length"], row["data"]) for row in json.loads(found.out)] == [
        (0, MIB // 2, False),
        (MIB // 2, MIB // 2, True),
    ]


def test_window_is_clipped(instar: Instar, folder: Path) -> None:
    rows = json.loads(
        instar("map", "--output=json", "-s", "448k", "--max-length=128k", "half.raw").out
    )
    assert [(row["start"], row["length"]) for row in rows] == [
        (448 << 10, 64 << 10),
        (512 << 10, 64 << 10),
    ]
    behind = json.loads(instar("map", "--output=json", "-s", "2M", "half.raw").out)
    assert [(row["start"], row["length"], row["present"]) for row in behind] == [
        (2 << 20, 0, False)
    ]


@pytest.mark.parametrize(
    ("version", "words", "message"),
    [
        ("11.1", ("-s", "x", "a"), "instar: Invalid start offset specified: 'x'\n"),
        ("10.0", ("--max-length=x", "a"), "instar: Invalid max length specified: 'x'.\n"),
        (
            "7.2",
            ("--max-length=x", "a"),
            "instar: Invalid max length specified. You may use k, M, G, T, P or E suffixes for\n"
            "instar: kilobytes, megabytes, gigabytes, terabytes, petabytes and exabytes.\n",
        ),
        (
            "4.2.0",
            ("--max-length=1", "a"),
            "instar: unrecognized option '--max-length=1'\n"
            "Try 'instar --help' for more information\n",
        ),
        (
            "11.1",
            ("a", "b"),
            "instar: Expecting one image file name\nTry 'instar map --help' for more information\n",
        ),
        (
            "11.1",
            ("--output=jpg", "a"),
            "instar: --output expects 'human' or 'json', not 'jpg'\n"
            "Try 'instar map --help' for more information\n",
        ),
        (
            "11.1",
            ("-o", "a.jpg", "a"),
            "instar: -o expects a file name that ends in .png or .svg, not 'a.jpg'\n",
        ),
    ],
)
def test_usage_errors(instar: Instar, version: str, words: tuple[str, ...], message: str) -> None:
    assert instar("map", "--qemu-version", version, *words) == (1, "", message)


def test_chain_names_each_file_as_qemu_img_does(instar: Instar, in_corpus: Path) -> None:
    out = instar("map", "top.qcow2").out
    assert {line.split()[3] for line in out.splitlines()[1:]} == {
        "top.qcow2",
        "mid.qcow2",
        "base.qcow2",
    }
    beside = os.path.join("..", in_corpus.name, "top.qcow2")
    out = instar("map", beside).out
    assert os.path.join("..", in_corpus.name, "base.qcow2") in out


def test_what_has_no_plain_place_is_refused_for_people(instar: Instar, in_corpus: Path) -> None:
    assert instar("map", "q2-zlib.qcow2") == (1, HEADER, UNMAPPABLE)
    assert any(
        row["compressed"] for row in json.loads(instar("map", "--output=json", "q2-zlib.qcow2").out)
    )


def test_vhdx_has_a_table_unless_a_release_is_asked_for(instar: Instar, in_corpus: Path) -> None:
    found = instar("map", "same-1M.vhdx")
    assert found.status == 0
    assert found.out.count("same-1M.vhdx") > 0
    assert instar("map", "--qemu-version=11.1", "same-1M.vhdx") == (1, HEADER, UNMAPPABLE)
    assert len(json.loads(instar("map", "--output=json", "same-1M.vhdx").out)) == 1


def test_short_l_means_what_the_release_means(instar: Instar, in_corpus: Path) -> None:
    rows = json.loads(
        instar("map", "--output=json", "-l", "64k", "--qemu-version=7.2", "same.qcow2").out
    )
    assert sum(row["length"] for row in rows) == 64 << 10
    found = instar("map", "--output=json", "-l", "64k", "same.qcow2")
    assert found.status == 1
    assert "Can't find snapshot" in found.err


def test_error_in_the_middle_ends_the_list_where_it_is(instar: Instar, tmp_path: Path) -> None:
    """The last L2 table is where none can be: all before it is printed, one line says what is
    wrong.
    """
    path = images.write(MANY_RUNS, tmp_path)
    with open(path, "r+b") as file:
        table = images._place(MANY_RUNS).l1 << MANY_RUNS.cluster_bits
        file.seek(table + (MANY_RUNS.num_tables - 1) * Qcow2L1Entry.SIZE)
        file.write(Qcow2L1Entry(copied=True, l2_sector=1).pack())
    found = instar("map", "--output=json", str(path))
    assert found.status == 1
    assert found.err.startswith("instar: ")
    assert found.err.count("\n") == 1
    assert "l2_sector" in found.err
    assert not found.out.endswith("]\n")
    rows = json.loads(found.out.removesuffix(",\n") + "]")
    assert len(rows) > 100_000
    human = instar("map", str(path))
    assert (human.status, human.err) == (1, found.err)


def test_closed_pipe_is_no_error(tmp_path: Path) -> None:
    path = images.write(MANY_RUNS, tmp_path)
    command = [sys.executable, "-m", "instar", "map", "--output=json", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.read(100).startswith(b"[{")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_memory_does_not_grow_with_the_map(tmp_path: Path) -> None:
    """A quarter of a million runs are 35 MB of text and 8 MB of records; none of it is kept."""
    path = images.write(MANY_RUNS, tmp_path)
    program = (
        "import sys\n"
        "from instar.cli.main import main\n"
        "status = main(['map', '--output=json', sys.argv[1]])\n"
        "peak = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(status, peak.split()[1], file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
    )
    status, kib = ended.stderr.split()[-2:]
    assert int(status) == 0
    assert int(kib) * 1024 < 64 * MIB


def test_names_with_control_characters_are_shown_escaped(instar: Instar, folder: Path) -> None:
    shutil.copy("half.raw", "a\x1b[31m.raw")
    assert "a\\x1b[31m.raw" in instar("map", "a\x1b[31m.raw").out


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_picture_goes_into_a_file(instar: Instar, folder: Path, kind: str) -> None:
    if kind == "png":
        pytest.importorskip("PIL", reason=reason("pillow"))
    assert instar("map", "-o", f"disk.{kind}", "half.raw") == (0, "", "")
    start = {"png": b"\x89PNG", "svg": b"<svg"}[kind]
    assert Path(f"disk.{kind}").read_bytes().startswith(start)
    assert sorted(os.listdir()) == [f"disk.{kind}", "empty.raw", "half.raw"]


def test_picture_goes_to_standard_output(instar: Instar, folder: Path) -> None:
    found = instar("map", "--output=svg", "half.raw")
    assert found.status == 0
    assert found.out.startswith("<svg") and found.out.endswith("</svg>\n")


def test_no_picture_of_an_image_that_does_not_open(
    instar: Instar, in_corpus: Path, tmp_path: Path
) -> None:
    found = instar("map", "-o", str(tmp_path / "x.svg"), "bad-qed-l2-eof.qed")
    assert found.status == 1
    assert "qed" in found.err
    assert os.listdir(tmp_path) == []


def test_picture_without_pillow_says_what_to_install(
    instar: Instar, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    monkeypatch.setitem(sys.modules, "PIL.ImageDraw", None)
    found = instar("map", "-o", "x.png", "half.raw")
    assert found.status == 1
    assert "pip install 'instar[picture]'" in found.err
    assert not Path("x.png").exists()


def test_picture_that_cannot_be_written_is_said(instar: Instar, folder: Path) -> None:
    assert instar("map", "-o", "none/x.svg", "half.raw") == (
        1,
        "",
        "instar: Could not write 'none/x.svg': No such file or directory\n",
    )


def test_mapping_imports_nothing_heavy(corpus: Path) -> None:
    found = imported_by("map", "--output=json", str(corpus / "q2-cs64k.qcow2"))
    assert sorted(name for name in found if name.split(".")[0] in HEAVY) == []


def test_more_runs_than_allowed_are_an_error(instar: Instar, folder: Path) -> None:
    """What was allowed is printed, and the list stays unfinished: no program takes it for whole."""
    assert len(json.loads(instar("map", "--output=json", "--max-extents=2", "half.raw").out)) == 2
    found = instar("map", "--output=json", "--max-extents=1", "half.raw")
    assert found.status == 1 and found.out.count("start") == 1 and not found.out.endswith("]\n")
    assert found.err == (
        "instar: the map was ended after 1 runs, the most that max extents allows\n"
    )


@pytest.mark.parametrize("value", ["0", "-1", "1G", "1073741825", ""])
def test_limit_of_runs_is_a_number(instar: Instar, folder: Path, value: str) -> None:
    assert instar("map", f"--max-extents={value}", "half.raw") == (
        1,
        "",
        f"instar: --max-extents expects a number from 1 to 1073741824, not '{value}'\n",
    )


def test_no_link_in_the_picture_s_folder_is_followed(instar: Instar, folder: Path) -> None:
    (folder / "victim").write_bytes(b"precious")
    (folder / f"disk.svg.{os.getpid()}.part").symlink_to("victim")
    (folder / "disk.svg").symlink_to("victim")
    assert instar("map", "-o", "disk.svg", "half.raw") == (0, "", "")
    assert (folder / "victim").read_bytes() == b"precious"
    assert (folder / "disk.svg").read_bytes().startswith(b"<svg")


@pytest.mark.parametrize(
    ("name", "shown"), [(b"a\x1b]0;owned\x07.raw", r"a\x1b]0;owned\x07.raw"), (b"\xff", r"\xff")]
)
def test_picture_of_a_name_that_no_terminal_should_see(
    instar: Instar, folder: Path, name: bytes, shown: str
) -> None:
    os.rename("half.raw", name)
    found = instar("map", "--output=svg", os.fsdecode(name))
    assert (found.status, found.err) == (0, "")
    assert "\x1b" not in found.out and "\x07" not in found.out
    title = xml.dom.minidom.parseString(found.out).getElementsByTagName("title")[0]
    assert title.firstChild is not None and title.firstChild.nodeValue == f"Allocation of {shown}"
