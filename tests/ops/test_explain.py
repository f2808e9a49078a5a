# SPDX-License-Identifier: Apache-2.0
"""`explain`: everything that an error line or a page names has a topic, and leads to its page."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import instar
from instar.cli.commands.explain import COMMAND
from instar.cli.main import main
from instar.errors import ImageError, UsageError
from instar.faults import error_line, image_error
from instar.generated import errors as tables
from instar.generated.messages import Error
from instar.ops.explain import CODE, explain, names
from instar.render import explain as render

ROOT = Path(__file__).resolve().parents[2]


def shown(error: Error) -> ImageError:
    return image_error(error, "a", (), (), (7, 2), "")


@pytest.mark.parametrize("number", tables.FAULTS, ids=lambda n: f"{n:#x}")
def test_the_brackets_of_every_fault_name_it(number: int) -> None:
    fault = tables.FAULTS[number]
    error = shown(Error(fault.structure, 0, 0, fault=number, offset=12, value=1234567, detail=b"x"))
    topic = explain(error_line(error, exact=False))
    assert (topic.kind, topic.text) == ("fault", fault.text), error.detail
    assert topic.qemu == fault.qemu
    assert topic.page


def test_the_brackets_of_every_broken_rule_name_its_field() -> None:
    for (structure, field, reason), rule in tables.RULES.items():
        error = shown(Error(structure, field, reason, offset=4, value=7))
        topic = explain(error.detail)
        assert topic.kind in ("field", "fault")
        if topic.kind == "field":  # not where the words are those of a fault as well
            assert topic.name.rsplit(".", 1)[1] == error.field
            assert rule in " and ".join((*topic.rules, *topic.qemu_rules)), error.detail


def test_every_field_is_named_where_the_file_ends_early() -> None:
    for structure, fields in tables.FIELDS.items():
        for number, field in enumerate(fields, 1):
            topic = explain(shown(Error(structure, number, 1)).detail)
            assert topic.name.endswith(f".{field}") or topic.kind == "fault"


def test_the_brackets_of_every_answer_to_a_hostile_image_name_something() -> None:
    """One of those that differ in their numbers and in the image's name."""
    answers = json.loads((ROOT / "tests/hostile/answers.json").read_text(encoding="utf-8"))
    lines: dict[str, str] = {}
    for answer in answers.values():
        for line in "".join(run["err"] for run in answer["instar"]).splitlines():
            if line.endswith("]"):
                lines.setdefault(re.sub(r"'.*?'|\d+", "", line[line.index(" [") :]), line)
    assert len(lines) > 200
    for line in lines.values():
        assert explain(line).kind in ("fault", "field", "structure"), line


@cache
def anchors(page: str) -> set[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return {*re.findall(r'id="([^"]+)"', text), *re.findall(r"^#+ (\w+)$", text, re.MULTILINE)}


def test_every_topic_has_a_place_on_a_page() -> None:
    topics = [explain(name) for name in names() if not name.startswith(CODE)]
    assert len(topics) > 2500
    missing = []
    for topic in topics:
        page, _, anchor = topic.page.partition("#")
        if anchor and anchor not in anchors(page):
            missing.append(topic.page)
        assert (ROOT / topic.declared).is_file()
        assert topic.sources, topic.name
    assert missing == []


def test_a_field_has_rule_place_meaning_and_source() -> None:
    topic = instar.explain("qcow2.header.cluster_bits")
    assert topic.kind == "field"
    assert topic.place == "bytes 20 to 23"
    assert topic.type == "unsigned 32-bit number, big-endian"
    assert topic.rules == ("9..55",)
    assert topic.qemu_rules[0] == "9..21"
    assert topic.meaning.startswith("A cluster is `1 << cluster_bits` bytes.")
    assert topic.sources == ("https://www.qemu.org/docs/master/interop/qcow2.html#header Header",)
    assert topic.page == "docs/formats/qcow2.md#header.cluster_bits"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("qcow2", "qcow2"),
        ("specs/formats/qcow2.ksy:header", "qcow2.header"),
        ("qcow2.md#header.version", "qcow2.header.version"),
        ("num_refcount_table_clusters", "qcow2.header.num_refcount_table_clusters"),
        ("qcow2.max_l1_bytes", "qcow2.max_l1_bytes"),
        ("compression.zstd", "qcow2.compression.zstd"),
        ("qcow2 l2 entry", "qcow2.l2_entry"),
        ("target.options.qcow2.cluster_size", "target.options.qcow2.cluster_size"),
        ("no-check", "code.no-check"),
        (
            "[qcow2 header: cluster_bits is 63, must be 9..21 (at byte 20)]",
            "qcow2.header.cluster_bits",
        ),
        ("qcow2 header: nonsense", "qcow2.header"),
        (
            "qemu-img: Could not open 'a': Unsupported cluster size: 2^63",
            "qcow2.header.cluster_bits",
        ),
    ],
)
def test_a_name_may_be_written_in_several_ways(words: str, name: str) -> None:
    assert explain(words).name == name


def test_a_part_knows_what_is_around_it() -> None:
    parts = explain("qcow2.compression").parts
    assert [(part.name, part.kind) for part in parts][:1] == [("qcow2.compression.zlib", "member")]
    assert explain("qcow2.compression.zlib").sources == explain("qcow2").sources


@pytest.mark.parametrize(
    ("words", "text", "hint"),
    [
        ("qcow2.header.cluster_bit", "nothing is named 'qcow2.header.cluster_bit'", "cluster_bits"),
        ("num_l1_entrys", "nothing is named 'num_l1_entrys'", "'num_l1_entries'"),
        ("cluster_bits", "2 things: qcow1.header.cluster_bits, qcow2.header.cluster_bits", ""),
        ("reserved", " and ", ""),
    ],
)
def test_what_names_no_one_thing_is_refused(words: str, text: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        explain(words)
    assert text in str(caught.value)
    assert hint in caught.value.hint


def test_every_code_is_explained() -> None:
    codes = re.findall(
        r"^\| `([a-z-]+)` \| `", (ROOT / "docs/environment.md").read_text(), re.MULTILINE
    )
    assert len(codes) > 15
    assert {name.removeprefix(CODE) for name in names() if name.startswith(CODE)} >= set(codes)
    assert all(explain(CODE + code).meaning for code in codes)


def test_the_command_prints_text_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "qcow2", "header:", "cluster_bits", "is", "63"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "qcow2.header.cluster_bits: field",
        "  place         bytes 20 to 23",
    ]
    assert main(["explain", "qcow2.compression.zstd", "--output=json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["name"], found["number"]) == ("qcow2.compression.zstd", 1)
    assert main(["explain", "qcow2.header.cluster_bitz"]) == 1
    said = "nothing is named 'qcow2.header.cluster_bitz'; did you mean 'qcow2.header.cluster_bits'?"
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("line", [line for line, _ in COMMAND.examples])
def test_the_examples_of_the_help_have_an_answer(line: str) -> None:
    assert main(shlex.split(line)[1:]) == 0


def test_lists_and_examples_stay_as_they_are() -> None:
    lines = render.human(explain("qcow2")).splitlines()
    assert "    L1 index = offset / (cluster_size * l2_entries)" in lines
    assert max(map(len, (line for line in lines if not line.startswith("    ")))) <= 88


def test_no_spec_is_read() -> None:
    program = (
        "import sys, instar; instar.explain('qcow2.header.version');"
        "sys.exit(any(m.startswith(('yaml', 'codegen')) for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
