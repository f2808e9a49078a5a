# SPDX-License-Identifier: Apache-2.0
"""`instar measure` from the command line to the printed answer."""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from instar.cli.progress import Progress
from instar.options.size import size_hint
from tests.cli.conftest import MIB, Instar

HELP_HINT = "Try 'instar measure --help' for more information\n"


def test_size_is_answered_for_people_and_programs(instar: Instar) -> None:
    assert instar("measure", "--size", "1G", "-O", "qcow2") == (
        0,
        "required size: 393216\nfully allocated size: 1074135040\n",
        "",
    )
    assert instar("measure", "-s", "1G", "-O", "qcow2", "--output=json").out == (
        '{\n    "required": 393216,\n    "fully-allocated": 1074135040\n}\n'
    )


def test_raw_is_the_default_target_and_holes_do_not_count(instar: Instar, folder: Path) -> None:
    assert instar("measure", "half.raw").out.startswith(f"required size: {MIB}\n")
    full = instar("measure", "-O", "qcow2", "half.raw").out
    empty = instar("measure", "-O", "qcow2", "empty.raw").out
    assert full == "required size: 851968\nfully allocated size: 1376256\n"
    assert empty == "required size: 327680\nfully allocated size: 1376256\n"


@pytest.mark.parametrize(
    ("flags", "options"),
    [
        (("--cluster-size", "4k"), "cluster_size=4096"),
        (("--compat", "0.10"), "compat=0.10"),
        (("--extended-l2",), "extended_l2=on"),
        (("--preallocation", "full"), "preallocation=full"),
        (("--refcount-bits=64", "--lazy-refcounts"), "refcount_bits=64,lazy_refcounts=on"),
    ],
)
def test_flags_say_what_options_say(instar: Instar, flags: tuple[str, ...], options: str) -> None:
    wanted = instar("measure", "--size", "1G", "-O", "qcow2", "-o", options)
    assert wanted.status == 0
    assert instar("measure", "--size", "1G", "-O", "qcow2", *flags) == wanted


def test_options_win_over_flags_and_the_last_wins(instar: Instar) -> None:
    line = ("measure", "--size", "1G", "-O", "qcow2")
    small = instar(*line, "-o", "cluster_size=4k")
    assert instar(*line, "-o", "cluster_size=4k", "--cluster-size", "2M") == small
    assert instar(*line, "-o", "cluster_size=1M", "-o", "cluster_size=4k") == small


def test_flag_of_another_target_is_refused_by_name(instar: Instar) -> None:
    assert instar("measure", "--size", "1M", "--grain-size", "4k", "-O", "qcow2") == (
        1,
        "",
        "instar: Invalid parameter '--grain-size'\n"
        "instar: Invalid options for file format 'qcow2'\n",
    )


def test_option_help_lists_the_target(instar: Instar) -> None:
    said = instar("measure", "-O", "vhdx", "-o", "help")
    assert said.status == 0
    assert said.out.startswith("Supported vhdx options:\n")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ((), "Either --size N or one filename must be specified.\n"),
        (("-f", "raw"), "--image-opts, -f, and -l require a filename argument.\n"),
        (("--size", "1M", "a"), "--size N cannot be used together with a filename.\n"),
        (
            ("--image-opts", "-f", "raw", "a"),
            "--image-opts and --format are mutually exclusive\n",
        ),
        (
            ("--size", "junk", "--nonsense"),
            f"Invalid image size specified: 'junk'; {size_hint('junk')}\n",
        ),
        (("--size", "1M", "-o", ","), "Invalid option list: ,\n"),
        (
            ("--size", "1M", "--output", "xml", "--nonsense"),
            f"--output expects 'human' or 'json', not 'xml'\n{HELP_HINT}",
        ),
        (
            ("--sector-size", "1000"),
            "--sector-size expects a power of two from 512 to 1048576, not '1000'\n",
        ),
        (("--timeout", "0"), "--timeout expects a number of seconds, not '0'\n"),
        (("--sandbox", "x"), "--sandbox expects auto, kvm or process, not 'x'\n"),
        (("--jobs", "0"), "--jobs expects a number from 1 to 1024, not '0'\n"),
        (("--allow-path", "/no/such"), "--allow-path expects a directory, not '/no/such'\n"),
        (("--files-from", "/no/such"), "Could not read '/no/such': No such file or directory\n"),
        (
            ("-O", "qcow2", "no-such-file", "-o", "compat=9", "--qemu-version", "11.1"),
            "Could not open 'no-such-file': Could not open 'no-such-file':"
            " No such file or directory\n",
        ),
        (("."), "Could not open '.': 'file' driver requires '.' to be a regular file\n"),
    ],
)
def test_wrong_request_is_one_message(instar: Instar, argv: tuple[str, ...], message: str) -> None:
    assert instar("measure", *argv) == (1, "", f"instar: {message}")


def test_option_parser_speaks_for_the_command(instar: Instar) -> None:
    assert instar("measure", "--size") == (
        1,
        "",
        f"instar measure: option '--size' requires an argument\n{HELP_HINT}",
    )


def test_older_release_knows_fewer_names_and_speaks_otherwise(instar: Instar) -> None:
    assert (
        instar("measure", "--qemu-version", "7.2", "-s", "1M").err
        == "measure: invalid option -- 's'\n"
    )
    assert instar("measure", "--qemu-version=10.0", "-s", "1M").err == (
        "instar measure: invalid option -- 's'\nTry 'instar measure --help' for more info\n"
    )
    assert instar("measure", "--size", "x", "--qemu-version", "10.0").err == (
        "instar: Invalid image size specified: 'x'.\n"
    )


def test_unknown_release_is_named_with_those_that_are_known(instar: Instar) -> None:
    said = instar("measure", "--qemu-version", "1.0", "--size", "1M")
    assert said.status == 1
    assert said.err.startswith("instar: --qemu-version does not know '1.0'\nKnown are 2.12.0, ")


def test_image_error_comes_before_a_bad_option_where_instar_is_exact(
    instar: Instar, folder: Path
) -> None:
    Path("bad.qcow2").write_bytes(b"QFI\xfb\x00\x00\x00\x09" + bytes(600))
    wrong = ("measure", "-O", "qcow2", "-o", "compat=9", "bad.qcow2")
    assert instar(*wrong) == (1, "", "instar: Invalid compatibility level: '9'\n")
    exact = instar(*wrong, "--qemu-version", "11.1")
    assert exact.err == "instar: Could not open 'bad.qcow2': Unsupported qcow2 version 9\n"
    said = instar("measure", "bad.qcow2")
    assert said == (
        1,
        "",
        "instar: Could not open 'bad.qcow2': Unsupported qcow2 version 9"
        " [qcow2 header: version is 9, must be 2..3 (at byte 4)]\n",
    )


def test_control_characters_in_names_are_escaped(instar: Instar, folder: Path) -> None:
    said = instar("measure", "\x1b[31mred\n")
    assert said.err.isprintable() or said.err.count("\n") == 1
    assert "\\x1b[31mred\\n" in said.err


def test_many_files_are_answered_in_order(instar: Instar, folder: Path) -> None:
    names = [f"{n:03}.raw" for n in range(60)]
    for n, name in enumerate(names):
        with open(name, "wb") as file:
            file.truncate(n * 4096)
    said = instar("measure", "--output=json", "--jobs=4", *names)
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert [row["filename"] for row in rows] == names
    assert [row["required"] for row in rows] == [n * 4096 for n in range(60)]
    assert [list(row) for row in rows] == [["filename", "required", "fully-allocated"]] * 60
    assert said.status == 0


def test_many_files_for_people_have_headers(instar: Instar, folder: Path) -> None:
    assert instar("measure", "half.raw", "empty.raw").out == (
        "half.raw:\nrequired size: 1048576\nfully allocated size: 1048576\n"
        "\n"
        "empty.raw:\nrequired size: 1048576\nfully allocated size: 1048576\n"
    )


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_failing_file_does_not_stop_the_rest(instar: Instar, folder: Path, jobs: str) -> None:
    said = instar("measure", "--output=json", "--jobs", jobs, "half.raw", "missing", "empty.raw")
    rows = [json.loads(line) for line in said.out.splitlines()]
    assert [row["filename"] for row in rows] == ["half.raw", "missing", "empty.raw"]
    reason = "Could not open 'missing': Could not open 'missing': No such file or directory"
    assert rows[1] == {"filename": "missing", "error": reason}
    assert said.err == f"instar: {reason}\n"
    assert said.status == 1


@pytest.mark.parametrize("separator", ["\n", "\0"])
def test_names_come_from_a_list(instar: Instar, folder: Path, separator: str) -> None:
    Path("list").write_text(f"half.raw{separator}empty.raw{separator}", encoding="utf-8")
    said = instar("measure", "--output=json", "--files-from", "list")
    assert [json.loads(line)["filename"] for line in said.out.splitlines()] == [
        "half.raw",
        "empty.raw",
    ]


def test_names_of_any_bytes_are_valid_json(instar: Instar, folder: Path) -> None:
    strange = os.fsdecode(b'a\xff\x1b"\\.raw')
    Path(strange).write_bytes(b"")
    said = instar("measure", "--output=json", strange, "half.raw")
    assert json.loads(said.out.splitlines()[0])["filename"] == 'a\ufffd\x1b"\\.raw'
    human = instar("measure", strange, "half.raw")
    assert human.out.splitlines()[0] == 'a\\xff\\x1b"\\.raw:'


def test_one_name_in_a_list_is_still_a_list(instar: Instar, folder: Path) -> None:
    Path("list").write_text("half.raw\n", encoding="utf-8")
    assert instar("measure", "--files-from", "list").out.startswith("half.raw:\n")


def test_sandbox_of_the_environment_is_checked(
    instar: Instar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSTAR_SANDBOX", "nonsense")
    said = instar("measure", "--size", "1M")
    assert said.status == 1
    assert said.err.startswith("instar: INSTAR_SANDBOX: ")


def test_no_progress_is_drawn_where_nobody_sees_it(instar: Instar, folder: Path) -> None:
    assert instar("measure", "-p", "half.raw").err == ""


def test_bar_is_drawn_on_a_terminal_and_wiped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("instar.cli.progress.time", SimpleNamespace(monotonic=lambda: now[0]))
    progress = Progress(wanted=True)
    progress.show(1, 4)
    assert capsys.readouterr().err == ""  # not yet: it may be done at once
    now[0] = 1.0
    progress.show(1, 4)
    assert capsys.readouterr().err == f"\r[{'#' * 10}{'.' * 30}]  25.0 %"
    progress.show(2, 4)
    assert capsys.readouterr().err == ""  # not more often than the eye follows
    progress.clear()
    progress.clear()
    assert capsys.readouterr().err == f"\r{'':52}\r"


def test_a_bar_is_wiped_though_an_interrupt_comes_meanwhile(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("instar.cli.progress._PATIENCE_S", 0)
    progress = Progress(wanted=True)
    progress.show(1, 4)
    with monkeypatch.context() as interrupted:
        interrupted.setattr("sys.stderr.write", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            progress.clear()
    capsys.readouterr()
    progress.clear()
    assert capsys.readouterr().err == f"\r{'':52}\r"


def _interrupt(text: str) -> int:
    raise KeyboardInterrupt
