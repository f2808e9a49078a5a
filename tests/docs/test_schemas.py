# SPDX-License-Identifier: Apache-2.0
"""The published schemas of JSON output: answers about the corpus fit, and no key is made up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lab.images.dmg import RAW, Chunk, dmg_bytes
from lab.images.qcow2 import qcow2_bytes
from lab.parity.tools import Instar
from tests.docs.examples import ROOT

SCHEMAS = ROOT / "docs" / "schemas"
VERSIONS = ("", "5.2", "10.0")
LINES = {
    "measure": (["measure", "--output=json", "-O", "qcow2"],),
    "map": (["map", "--output=json"],),
    "check": (["check", "--output=json"], ["check", "--deep", "--output=json"]),
    "info": (["info", "--output=json", "--limits"], ["info", "--output=json", "--backing-chain"]),
    "safety": (["info", "--safety", "--output=json"],),
}

# What no image of the corpus shows: repairs, and ESSIV.
UNSEEN = {
    "check": frozenset(
        {"corruptions-fixed", "leaks-fixed", "lengths"}
        | {"writes", "length", "old", "new", "reasons"}
    ),
    "info": frozenset({"ivgen-hash-alg"}),
}


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def properties(node: Any) -> Iterator[str]:
    """Every key that a schema knows."""
    if isinstance(node, dict):
        yield from node.get("properties", {})
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from properties(inner)


def keys(node: Any) -> Iterator[str]:
    """Every key of an answer."""
    if isinstance(node, dict):
        yield from node
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from keys(inner)


def check(name: str, answers: list[Any], unseen: frozenset[str] = frozenset()) -> None:
    """Each answer fits, and together they have all keys but those that no image here can show."""
    found = validator(name)
    for answer in answers:
        errors = [f"{error.json_path}: {error.message}" for error in found.iter_errors(answer)]
        assert not errors, errors[:3]
    assert set(properties(found.schema)) - set().union(*map(set, map(keys, answers))) == unseen


@pytest.mark.parametrize("name", LINES)
def test_answers_about_the_corpus_fit(name: str, corpus: Path) -> None:
    instar = Instar(corpus)
    images = sorted(path.name for path in corpus.iterdir() if path.is_file())
    answers = [
        json.loads(answer.stdout)
        for line in LINES[name]
        for version in VERSIONS
        for image in images
        if (answer := instar.ask([*line, image], version)).stdout
        and (answer.rc == 0 or name != "map")  # which prints what it has until an error
    ]
    assert len(answers) > 100
    check(name, answers, UNSEEN.get(name, frozenset()))


def test_many_images_are_lines_with_answers_or_errors(corpus: Path) -> None:
    line = ["measure", "--output=json", "-O", "qcow2", "same.qcow2", "bad-qcow2-clusterbits.qcow2"]
    shown = Instar(corpus).ask(line, "").stdout.splitlines()
    check("measure-many", [json.loads(one) for one in shown])


def test_what_create_and_doctor_say_fits(tmp_path: Path) -> None:
    instar = Instar(tmp_path)
    plain = instar.ask(["create", "--output=json", "-f", "raw", "base.raw", "1M"], "")
    line = ["create", "--output=json", "-f", "qcow2", "-b", "base.raw", "-F", "raw", "top.qcow2"]
    check("create", [json.loads(one.stdout) for one in (plain, instar.ask(line, ""))])
    check("doctor", [json.loads(instar.ask(["doctor", "--output=json"], "").stdout)])


def test_what_explain_says_fits(tmp_path: Path) -> None:
    instar = Instar(tmp_path)
    names = ("qcow2.header", "qcow2.header.cluster_bits", "qcow2.compression.zstd", "no-check")
    lines = [instar.ask(["explain", "--output=json", name], "") for name in names]
    check("explain", [json.loads(one.stdout) for one in lines])


def test_what_view_says_fits(corpus: Path, tmp_path: Path) -> None:
    instar = Instar(corpus)
    line = ["view", "--output=json", "--depth", "5", "--elements", "3"]
    names = [path.name for path in sorted(corpus.iterdir()) if path.is_file()][::9]
    shown = [instar.ask([*line, name], "").stdout for name in names]
    for more in (["--at-guest", "0"], ["--at-file", "4k"]):
        shown += [instar.ask(["view", "--output=json", *more, names[0]], "").stdout]
    shown += [instar.ask(["view", "--output=json", "--owners", "q2-zlib.qcow2"], "").stdout]
    unsafe = tmp_path / "unsafe.qcow2"
    unsafe.write_bytes(qcow2_bytes((8, ">Q", 200), (16, ">I", 1)))
    shown += [instar.ask(["view", "--output=json", "--findings", str(unsafe)], "").stdout]
    listed = tmp_path / "listed.dmg"
    listed.write_bytes(dmg_bytes([Chunk(RAW, 0, 1, bytes(512))]))
    shown += [instar.ask(["view", "--output=json", "--depth", "4", str(listed)], "").stdout]
    check("view", [json.loads(one) for one in shown if one])


def test_what_convert_and_resize_say_fits(tmp_path: Path) -> None:
    instar = Instar(tmp_path)
    instar.ask(["create", "-q", "-f", "qcow2", "a.qcow2", "1M"], "")
    lines = (
        ["convert", "--output=json", "-O", "raw", "a.qcow2", "b.raw"],
        ["resize", "--output=json", "a.qcow2", "2M"],
        ["resize", "--output=json", "a.qcow2", "1M"],  # which needs --shrink
    )
    made, grown, refused = (json.loads(instar.ask(line, "").stdout) for line in lines)
    check("convert", [made])
    check("resize", [grown, refused])


def test_what_compare_says_fits(tmp_path: Path) -> None:
    instar = Instar(tmp_path)
    (tmp_path / "a.raw").write_bytes(bytes(4096))
    (tmp_path / "b.raw").write_bytes(bytes(4095) + b"b")
    lines = [["compare", "--output=json", "a.raw", other] for other in ("a.raw", "b.raw")]
    check("compare", [json.loads(instar.ask(line, "").stdout) for line in lines])


def test_what_snapshot_says_fits(tmp_path: Path) -> None:
    instar = Instar(tmp_path)
    instar.ask(["create", "-q", "-f", "qcow2", "a.qcow2", "1M"], "")
    lines = (["-c", "one"], ["-l"], ["-a", "one"], ["-d", "one"], ["-d", "one"])
    said = (instar.ask(["snapshot", "--output=json", *line, "a.qcow2"], "") for line in lines)
    check("snapshot", [json.loads(one.stdout) for one in said])


def test_what_bitmap_says_fits(tmp_path: Path) -> None:
    instar = Instar(tmp_path)
    instar.ask(["create", "-q", "-f", "qcow2", "a.qcow2", "1M"], "")
    lines = (["--add"], ["--disable"], ["--remove"], ["--remove"])
    said = (instar.ask(["bitmap", "--output=json", *line, "a.qcow2", "b"], "") for line in lines)
    check("bitmap", [json.loads(one.stdout) for one in said])


def test_what_amend_says_fits(tmp_path: Path) -> None:
    instar = Instar(tmp_path)
    instar.ask(["create", "-q", "-f", "qcow2", "a.qcow2", "1M"], "")
    lines = ("compat=0.10", "lazy_refcounts=on")
    said = (instar.ask(["amend", "--output=json", "-o", line, "a.qcow2"], "") for line in lines)
    check("amend", [json.loads(one.stdout) for one in said])


def test_what_rebase_says_fits(tmp_path: Path) -> None:
    instar = Instar(tmp_path)
    instar.ask(["create", "-q", "-f", "qcow2", "a.qcow2", "1M"], "")
    named = ["-u", "-b", "b", "-F"]
    lines = ([*named, "raw"], ["-u"], [*named, "foo"])
    said = (instar.ask(["rebase", "--output=json", *line, "a.qcow2"], "") for line in lines)
    check("rebase", [json.loads(one.stdout) for one in said])


def test_what_commit_says_fits(tmp_path: Path) -> None:
    instar = Instar(tmp_path)
    instar.ask(["create", "-q", "-f", "raw", "base", "1M"], "")
    instar.ask(["create", "-q", "-f", "qcow2", "-b", "base", "-F", "raw", "a.qcow2"], "")
    lines: tuple[list[str], ...] = (["-b", "base"], ["--allow-write", "."], [])
    said = (instar.ask(["commit", "--output=json", *line, "a.qcow2"], "") for line in lines)
    check("commit", [json.loads(one.stdout) for one in said])


def test_a_key_that_no_schema_knows_is_noticed() -> None:
    with pytest.raises(AssertionError, match="unheard-of"):
        check("create", [{"filename": "a", "format": "raw", "virtual-size": 0, "unheard-of": 1}])
