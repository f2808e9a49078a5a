# SPDX-License-Identifier: Apache-2.0
"""`instar info` from the command line to the printed answer. What it prints of images is held
against recorded answers in tests/parity.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from instar.cli.commands.info import COMMAND
from instar.generated.enums.finding import FindingKind, FindingSeverity
from instar.render import info_safety
from tests.cli.conftest import MIB, Instar
from tests.shared import synced

HINT = "Try 'instar info --help' for more information\n"


def test_plain_file_is_raw(instar: Instar, folder: Path) -> None:
    synced(folder / "half.raw")
    found = instar("info", "half.raw")
    assert (found.status, found.err) == (0, "")
    assert found.out.startswith(
        "image: half.raw\nfile format: raw\nvirtual size: 1 MiB (1048576 bytes)\n"
    )
    facts = json.loads(instar("info", "--output=json", "half.raw").out)
    assert facts["virtual-size"] == MIB
    assert facts["actual-size"] == os.stat("half.raw").st_blocks * 512


def test_backing_file_is_told_as_it_stands_and_where_it_leads(
    instar: Instar, corpus: Path, tmp_path: Path
) -> None:
    for name in ("top.qcow2", "mid.qcow2", "base.qcow2"):
        shutil.copy(corpus / name, tmp_path / name)
    out = instar("info", str(tmp_path / "top.qcow2")).out
    assert f"backing file: mid.qcow2 (actual path: {tmp_path}/mid.qcow2)\n" in out
    chain = json.loads(
        instar("info", "--backing-chain", "--output=json", str(tmp_path / "top.qcow2")).out
    )
    assert [Path(one["filename"]).name for one in chain] == ["top.qcow2", "mid.qcow2", "base.qcow2"]


@pytest.mark.parametrize(
    ("version", "complaint"),
    [("7.2", "unrecognized option '-b'"), ("10.0", ""), ("11.1", "invalid option -- 'b'")],
)
def test_short_form_of_the_chain_is_that_of_some_releases(
    instar: Instar, corpus: Path, version: str, complaint: str
) -> None:
    top = str(corpus / "top.qcow2")
    found = instar("info", "-b", f"--qemu-version={version}", top)
    if complaint:
        assert found.status == 1
        assert complaint in found.err
    else:
        assert found.status == 0
        assert found == instar("info", "--backing-chain", f"--qemu-version={version}", top)


def test_missing_backing_file_matters_to_the_chain_only(
    instar: Instar, corpus: Path, tmp_path: Path
) -> None:
    path = tmp_path / "top.qcow2"
    shutil.copy(corpus / "top.qcow2", path)
    assert instar("info", str(path)).status == 0
    found = instar("info", "--backing-chain", "--qemu-version=11.1", str(path))
    name = f"{tmp_path}/mid.qcow2"
    assert found == (
        1,
        "",
        f"instar: Could not open '{name}': Could not open '{name}': No such file or directory\n",
    )


def test_raw_is_taken_at_its_word(instar: Instar, corpus: Path) -> None:
    out = instar("info", "-f", "raw", str(corpus / "same.qcow2")).out
    assert "file format: raw\n" in out and "Format specific" not in out


def test_vmdk_without_extents_is_an_error_not_a_crash(instar: Instar, folder: Path) -> None:
    text = (
        '# Disk DescriptorFile\nversion=1\nCID=1\nparentCID=ffffffff\ncreateType="monolithicFlat"\n'
    )
    Path("none.vmdk").write_text(text)
    found = instar("info", "none.vmdk")
    assert (found.status, found.out) == (1, "")
    assert (
        found.err == "instar: none.vmdk: vmdk descriptor: text names no usable extent (at byte 0)\n"
    )


def test_safety_decides_by_severity(instar: Instar, corpus: Path) -> None:
    snapshots = str(corpus / "q2-snap.qcow2")
    assert instar("info", "--safety", snapshots).status == 0
    found = instar("info", "--safety", "--fail-on=low", snapshots)
    assert found.status == 1 and "\nlow: snapshots: " in found.out
    backed = instar("info", "--safety", "--output=json", str(corpus / "ov-raw.qcow2"))
    facts = json.loads(backed.out)
    assert backed.status == 1 and not facts["safe"]
    assert [(one["id"], one["detail"], one["offset"]) for one in facts["findings"]] == [
        ("backing_file", "base.raw", 8)
    ]


def test_limits_of_safety(instar: Instar, corpus: Path) -> None:
    path = str(corpus / "same-c.qcow2")
    assert instar("info", "--safety", path).status == 0
    found = instar("info", "--safety", "--max-virtual-size=1M", "--max-ratio=1", path)
    assert found.status == 1
    assert [line.split(": ")[1] for line in found.out.splitlines()[2:-1]] == [
        "virtual_size",
        "compression_ratio",
    ]


def test_what_an_image_names_is_not_opened_for_safety(
    instar: Instar, corpus: Path, tmp_path: Path
) -> None:
    path = tmp_path / "same-flat.vmdk"
    shutil.copy(corpus / path.name, path)
    os.mkfifo(tmp_path / "same-flat-flat.vmdk")  # a process that opens it waits for ever
    found = instar("info", "--safety", str(path))
    assert found.status == 1 and "extent_file" in found.out and not found.err


def test_more_snapshots_than_an_answer_holds(instar: Instar, folder: Path, corpus: Path) -> None:
    num = 20_000
    entry = bytearray(40) + b"1" + b"n" * 63
    entry[12:16] = b"\0\1\0\x3f"  # lengths of id and name
    with open("many.qcow2", "wb") as file:
        file.write((corpus / "q2-blank.qcow2").read_bytes())
        end = -(-file.tell() // MIB) * MIB
        file.seek(60)
        file.write(num.to_bytes(4, "big") + end.to_bytes(8, "big"))
        file.seek(end)
        file.write(bytes(entry) * num)
    text = "instar: 'many.qcow2' lists more snapshots, bitmaps or extents than an answer holds\n"
    assert instar("info", "many.qcow2") == (1, "", text)
    assert instar("measure", "many.qcow2").status == 0


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ((), f"Expecting one image file name\n{HINT}"),
        (("a", "b"), "several images need --output=jsonl\n"),
        (("--output=xml", "a"), f"--output expects 'human' or 'json', not 'xml'\n{HINT}"),
        (("--fail-on=never", "a"), "--fail-on expects low, medium or high, not 'never'\n"),
        (("--max-ratio=x", "a"), "--max-ratio expects a number from 0 to 999999999, not 'x'\n"),
        (("--max-virtual-size=x", "--safety", "a"), "--max-virtual-size expects a size, not 'x'\n"),
        (
            ("--safety", "--backing-chain", "a"),
            "--safety looks at one image: a backing file is a finding, and is not followed\n",
        ),
        (("--image-opts", "-f", "raw", "a"), "--image-opts and --format are mutually exclusive\n"),
    ],
)
def test_usage_errors_name_what_is_wrong(instar: Instar, words: tuple[str, ...], text: str) -> None:
    assert instar("info", *words) == (1, "", f"instar: {text}")


def test_flags_of_a_release(instar: Instar, folder: Path) -> None:
    assert instar("info", "--limits", "half.raw").status == 0
    old = instar("info", "--qemu-version=7.2", "--limits", "half.raw")
    assert (
        old.err
        == "instar: unrecognized option '--limits'\nTry 'instar --help' for more information\n"
    )


def test_every_finding_has_words_and_a_place_in_the_manual() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "info.md").read_text()
    for finding in FindingKind:
        assert finding in info_safety._MEANINGS
        assert FindingSeverity(finding >> 8).name.lower() in info_safety.SEVERITIES
        assert f"`{finding.name.lower()}`" in manual
    assert {flag.name for flag in COMMAND.flags} >= {
        *("--safety", "--fail-on", "--limits", "--backing-chain")
    }
