# SPDX-License-Identifier: Apache-2.0
"""`instar scan`: directories, web servers, memory and archives, faults, resumption, reports."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fsspec
import pytest

import instar
from instar.cli import main, scanning
from instar.fleet import campaign, report, results, scan
from instar.fleet.call import Recipe
from instar.fleet.engine import Inline
from instar.fleet.processes import processes
from instar.fleet.remote import Remote
from instar.fleet.where import Object, Where
from instar.render import scan as render
from tests.fleet.web import served

if TYPE_CHECKING:
    from instar.fleet.engine import Engine

MIB = 1 << 20
OPS = ("info", "safety", "check", "measure:raw")
RECIPE = Recipe(instar.Client, {"sandbox": "process", "files": False})


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two levels: good images, one that is broken, one that names another, and no image."""
    folder = tmp_path_factory.mktemp("images")
    (folder / "below").mkdir()
    for name, format in (("a.qcow2", "qcow2"), ("b.vmdk", "vmdk"), ("below/c.vhdx", "vhdx")):
        instar.create(folder / name, format=format, size=64 * MIB)
    data = bytearray((folder / "a.qcow2").read_bytes())
    data[20:24] = b"\0\0\0\x3f"  # cluster_bits
    (folder / "bad.qcow2").write_bytes(data)
    backing = {"backing": folder / "a.qcow2", "backing_format": "qcow2"}
    instar.create(folder / "below" / "top.qcow2", format="qcow2", **backing)  # type: ignore[arg-type]
    (folder / "notes.txt").write_text("no image")
    return folder


def rows_of(
    urls: Iterable[str], folder: Path, engine: Engine | None = None, **more: Any
) -> dict[str, scan.Row]:
    """The rows of a scan by the last part of their URLs."""
    patience, host = more.pop("patience", 600.0), more.pop("host_archives", False)
    where = Where(more.pop("options", {}), patience, "process", host)
    asked = scan.Asked(more.pop("ops", OPS), where, 64 * MIB)
    engine = engine or Inline(RECIPE)
    found = results.Results(str(folder), more.pop("form", "jsonl"))
    try:
        campaign.run(campaign.Campaign(urls=tuple(urls), asked=asked, **more), engine, found)
    finally:
        engine.close()
    rows = list(results.read(folder))
    by_name = {row["url"].partition("::")[0].rpartition("/")[2]: row for row in rows}
    assert len(by_name) == len(rows)
    return by_name


def answers(rows: dict[str, scan.Row]) -> dict[str, dict[str, Any]]:
    """What does not depend on where the images are."""
    names = [name for name in scan.ANSWERS if name not in ("allocated",)]
    return {
        name: {**{key: row[key] for key in names}, "code": row["error_code"]}
        for name, row in rows.items()
    }


@pytest.fixture(scope="module")
def expected(images: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, scan.Row]:
    return rows_of([str(images)], tmp_path_factory.mktemp("rows"))


def test_a_row_says_what_was_asked(images: Path, expected: dict[str, scan.Row]) -> None:
    assert sorted(expected) == ["a.qcow2", "b.vmdk", "bad.qcow2", "c.vhdx", "top.qcow2"]
    row = expected["a.qcow2"]
    path = images / "a.qcow2"
    info = instar.info(path)
    measured = instar.measure(path, "raw")
    assert row["url"] == f"file://{path}"
    assert row["size"] == path.stat().st_size
    assert (row["format"], row["virtual_size"]) == ("qcow2", 64 * MIB)
    assert (row["allocated"], row["cluster_size"]) == (info.actual_size, info.cluster_size)
    assert (row["measured"], row["required"]) == ("raw", measured.required)
    assert (row["corruptions"], row["leaks"], row["check_errors"]) == (0, 0, 0)
    assert row["error_code"] is None and row["error"] is None and row["error_op"] is None
    bad = expected["bad.qcow2"]
    assert (bad["error_code"], bad["error_op"], bad["format"]) == ("image", "info", None)
    assert "cluster" in bad["error"].lower()
    top = expected["top.qcow2"]
    assert top["backing"] == str(images / "a.qcow2") and top["severity"] == "high"
    assert (top["error_code"], top["error_op"]) == ("refused-name", "check")


def test_two_processes_find_the_same(
    images: Path, tmp_path: Path, expected: dict[str, scan.Row]
) -> None:
    found = rows_of([str(images)], tmp_path, processes(RECIPE, 2), batch=2)
    assert answers(found) == answers(expected)


def test_objects_in_memory_are_read_in_ranges(
    images: Path, tmp_path: Path, expected: dict[str, scan.Row]
) -> None:
    memory = fsspec.filesystem("memory")
    for path in images.rglob("*.*"):
        memory.pipe_file(f"/scan/{path.relative_to(images)}", path.read_bytes())
    found = rows_of(["memory://scan"], tmp_path)
    memory.rm("/scan", recursive=True)
    assert answers(found) == answers(expected)
    assert all(row["bytes_read"] <= 4 * MIB and row["requests"] for row in found.values())


@pytest.mark.parametrize("kind", ["tar", "zip"])
def test_members_of_archives_are_images(
    images: Path, tmp_path: Path, expected: dict[str, scan.Row], kind: str
) -> None:
    archive = tmp_path / f"images.{kind}"
    if kind == "tar":
        with tarfile.open(archive, "w") as tar:
            tar.add(images, arcname="images")
    else:
        with zipfile.ZipFile(archive, "w") as file:
            for path in images.rglob("*.*"):
                file.write(path, f"images/{path.relative_to(images)}")
    found = rows_of([f"{kind}://::file://{archive}"], tmp_path / "rows")
    assert answers(found) == answers(expected)
    assert found["a.qcow2"]["url"] == f"{kind}://images/a.qcow2::file://{archive}"


def test_web_server_sends_only_what_is_needed(tmp_path: Path) -> None:
    folder = tmp_path / "web"
    folder.mkdir()
    path = folder / "large.qcow2"
    instar.create(path, format="qcow2", size=1 << 37)
    with path.open("r+b") as file:
        file.truncate(8 * MIB)
    with served(folder) as (url, server):
        found = rows_of([url], tmp_path / "rows", ops=("info", "measure:raw"))
    row = found["large.qcow2"]
    assert row["virtual_size"] == 1 << 37 and row["error_code"] is None
    assert row["version"] == "large.qcow2-0"
    ranges = [wanted for command, _, wanted in server.requests if wanted and command == "GET"]
    assert row["requests"] == len(ranges) == 1
    assert row["bytes_read"] == 64 << 10


PATIENCE = 0.5
"""Seconds that a server has to answer which never does."""
FAULTS = {
    "broken.qcow2": ("transport", "500"),
    "changing.qcow2": ("changed", "changed while it was read"),
    "good.qcow2": (None, ""),
    "hidden.qcow2": ("transport", "500"),
    "short.qcow2": ("transport", "Content-Length|came of"),
    "slow.qcow2": ("transport", f"no answer in {PATIENCE} seconds"),
    "sly.qcow2": ("changed", "changed while it was read"),
    "weak.qcow2": (None, ""),
    "whole.qcow2": ("transport", "the server does not send ranges"),
}


class Impatient(Remote):
    """Waits for nothing that never comes."""

    def __init__(self, fs: Any, path: str, object: Object, patience: float) -> None:
        super().__init__(fs, path, object, PATIENCE if "slow" in path else patience)


def test_faults_of_a_server_are_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "Remote", Impatient)
    folder = tmp_path / "web"
    folder.mkdir()
    instar.create(folder / "good.qcow2", format="qcow2", size=1 << 40)
    with (folder / "good.qcow2").open("r+b") as file:
        file.truncate(4 * MIB)
    for name in set(FAULTS) - {"good.qcow2"}:
        os.link(folder / "good.qcow2", folder / name)
    with served(folder) as (url, server):
        found = rows_of([url], tmp_path / "rows")
        asked = list(server.requests)
    assert {name: row["error_code"] for name, row in found.items()} == {
        name: code for name, (code, _) in FAULTS.items()
    }
    for name, row in found.items():
        assert re.search(FAULTS[name][1], row["error"] or ""), row["error"]
    assert found["changing.qcow2"]["format"] is None
    # The second range is refused, and no third one is asked for.
    assert sum(bool(wanted) for _, name, wanted in asked if name == "changing.qcow2") == 2


class Sparse:
    """A file with holes as a store has it, and what was read of it."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("rb")
        self.read: list[int] = []

    def cat_file(self, path: str, start: int, end: int) -> bytes:
        self.read.append(end - start)
        return os.pread(self.file.fileno(), end - start, start)


def test_info_of_100_gb_reads_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """100 GB of qcow2 in a bucket, all clusters of which are allocated: `info` reads a few
    hundred KiB, and `measure` no more than its tables.
    """
    path, size = tmp_path / "large.qcow2", 100_000_000_000 // 512 * 512
    options = {"preallocation": "metadata"}
    instar.create(path, format="qcow2", size=size, options=options)
    length = path.stat().st_size
    assert length > size
    sparse, memory = Sparse(path), fsspec.filesystem("memory")
    memory.pipe_file("/large/a.qcow2", b"")
    info = {**memory.info("/large/a.qcow2"), "size": length}
    monkeypatch.setattr(type(memory), "info", lambda self, path, **given: info)
    monkeypatch.setattr(
        type(memory), "cat_file", lambda self, *a, **given: sparse.cat_file(*a, **given)
    )
    row = rows_of(["memory://large/a.qcow2"], tmp_path / "info", ops=("info",))["a.qcow2"]
    assert (row["error_code"], row["size"], row["virtual_size"]) == (None, length, size)
    assert sum(sparse.read) == row["bytes_read"] <= 300 << 10
    sparse.read.clear()
    row = rows_of(["memory://large/a.qcow2"], tmp_path / "measure", ops=("measure:raw",))["a.qcow2"]
    monkeypatch.undo()
    memory.rm("/large", recursive=True)
    assert (row["error_code"], row["required"]) == (None, size), row
    assert sum(sparse.read) <= size // 65536 * 8 + MIB


def test_a_slow_server_ends_at_the_deadline(images: Path, tmp_path: Path) -> None:
    """The host's own work counts as well: a fetch that is over after it ends the run."""
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/slow/a.qcow2", (images / "a.qcow2").read_bytes())
    recipe = Recipe(instar.Client, {"sandbox": "process", "files": False, "deadline": 0.000001})
    found = rows_of(["memory://slow"], tmp_path, Inline(recipe), ops=("info",))
    memory.rm("/slow", recursive=True)
    assert found["a.qcow2"]["error_code"] == "guest-timeout"


def test_a_file_that_changes_has_no_answer(
    images: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.qcow2"
    path.write_bytes((images / "a.qcow2").read_bytes())
    real = scan._ask_each

    def changing(*args: Any) -> None:
        real(*args)
        os.utime(path, (1, 1))

    monkeypatch.setattr(scan, "_ask_each", changing)
    row = rows_of([str(path)], tmp_path / "rows")["a.qcow2"]
    assert (row["error_code"], row["format"], row["required"]) == ("changed", None, None)


@pytest.mark.parametrize("form", results.FORMS)
def test_every_form_holds_the_same_rows(
    images: Path, tmp_path: Path, expected: dict[str, scan.Row], form: str
) -> None:
    found = rows_of([str(images)], tmp_path, form=form)
    assert answers(found) == answers(
        {
            k: {n: v or None if isinstance(v, str) else v for n, v in r.items()}
            for k, r in expected.items()
        }
        if form == "csv"
        else expected
    )


def test_what_has_a_row_is_not_asked_again(images: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    folder.mkdir()
    for name in ("1.qcow2", "2.qcow2"):
        (folder / name).write_bytes((images / "a.qcow2").read_bytes())
    first = rows_of([str(folder)], tmp_path / "rows", ops=("info",))
    (folder / "3.qcow2").write_bytes((images / "a.qcow2").read_bytes())
    again = rows_of([str(folder)], tmp_path / "rows", ops=("info",))
    assert {name: again[name] for name in first} == first and set(again) - set(first) == {"3.qcow2"}
    os.utime(folder / "1.qcow2", (1, 1))  # another version, so another row
    with pytest.raises(AssertionError):
        rows_of([str(folder)], tmp_path / "rows", ops=("info",))
    assert len(list(results.read(tmp_path / "rows"))) == 4


@pytest.mark.parametrize("form", results.FORMS)
def test_errors_that_may_be_gone_are_asked_again(images: Path, tmp_path: Path, form: str) -> None:
    """An image's own error keeps its row."""
    folder, rows = tmp_path / "web", tmp_path / "rows"
    folder.mkdir()
    for name, source in (("short.qcow2", "a"), ("good.qcow2", "a"), ("bad.qcow2", "bad")):
        (folder / name).write_bytes((images / f"{source}.qcow2").read_bytes())
    with served(folder) as (url, server):
        words = ["scan", url, "-o", str(rows), "--form", form, "--ops", "info", "--jobs", "1"]
        words += ["--sandbox", "process"]
        assert main.main(words) == 0
        before = {row["url"]: row for row in results.read(rows)}
        assert [row["error_code"] for row in before.values()] == ["image", None, "transport"]
        server.cure.add("short.qcow2")
        server.requests.clear()
        assert main.main(words) == 0
        assert list(results.read(rows)) == list(before.values())
        assert main.main([*words, "--retry-errors"]) == 0
        asked = {name for _, name, wanted in server.requests if wanted}
    after = {row["url"]: row for row in results.read(rows)}
    assert asked == {"short.qcow2"} and len(after) == 3
    assert [row["error_code"] for row in after.values()] == ["image", None, None]
    assert list(after.items())[:2] == list(before.items())[:2]
    assert not list(rows.glob(".*"))


def test_progress_has_a_rate_and_the_time_left(
    images: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(scanning, "_BETWEEN_LINES_S", 0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    real = campaign.Total.start
    monkeypatch.setattr(campaign.Total, "start", lambda total: (real(total), total.join()))
    words = ["scan", str(images), "-o", str(tmp_path), "-p", "--batch", "1", "--jobs", "1"]
    status, _, said = run(capsys, *words, "--sandbox", "process", "--form", "jsonl")
    lines = [text.strip() for text in said.split("\r") if text.strip()]
    assert status == 0 and len(lines) == 5
    for number, line in enumerate(lines, 1):
        text = rf"{number} images, \d+ a second, \d errors, (\d+ min )?\d+ s left"
        assert re.fullmatch(text, line), line
    assert lines[-1].endswith(" 0 s left")
    (images / "more.qcow2").write_bytes((images / "a.qcow2").read_bytes())
    status, _, said = run(capsys, *words, "--sandbox", "process", "--form", "jsonl")
    (images / "more.qcow2").unlink()
    assert re.search(r"1 images, \d+ a second, 0 errors, 0 s left", said)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.4, "0 s"), (59.6, "1 min 0 s"), (3599, "59 min 59 s"), (7300, "2 h 1 min")],
)
def test_time_has_two_units(seconds: float, text: str) -> None:
    assert scanning.span(seconds) == text


def test_a_scan_that_is_killed_goes_on(tmp_path: Path) -> None:
    folder, rows = tmp_path / "images", tmp_path / "rows"
    folder.mkdir()
    instar.create(folder / "0.qcow2", format="qcow2", size=MIB)
    data = (folder / "0.qcow2").read_bytes()
    for number in range(1, 120):
        (folder / f"{number}.qcow2").write_bytes(data)
    code = (
        "import instar.fleet.results as r; r.ROWS_OF_PART = 8\n"
        "from instar.cli.main import main; import sys; sys.exit(main(sys.argv[1:]))"
    )
    words = ["scan", str(folder), "-o", str(rows), "--form", "jsonl", "--batch", "4", "--jobs", "1"]
    line = [sys.executable, "-c", code, *words, "--sandbox", "process"]
    running = subprocess.Popen(line)
    while not list(rows.glob("part-*")) and running.poll() is None:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    before = [row["url"] for row in results.read(rows)]
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL)
    after = [row["url"] for row in results.read(rows)]
    assert sorted(after) == sorted(f"file://{folder}/{number}.qcow2" for number in range(120))
    assert after[: len(before)] == before and before


def test_a_report_counts_and_escapes(tmp_path: Path) -> None:
    folder = results.Results(str(tmp_path), "jsonl")
    rows = []
    for number in range(30):
        row: scan.Row = dict.fromkeys(scan.COLUMNS)
        row.update(url=f"s3://b/<{number}>", size=10, format="qcow2", virtual_size=number * MIB)
        row.update(
            requests=2, bytes_read=100, seconds=0.1, findings="backing_file" if number == 7 else ""
        )
        row.update(
            severity="high" if number == 7 else "", error_code="image" if number % 2 else None
        )
        rows.append(row)
    folder.add(rows)
    folder.flush()
    found = report.report(tmp_path)
    assert (found.num_images, found.num_bytes, found.bytes_read) == (30, 300, 3000)
    assert found.formats == (("qcow2", 30),) and found.errors == (("image", 15),)
    assert [url for url, _ in found.largest] == [f"s3://b/<{n}>" for n in range(29, 19, -1)]
    assert found.riskiest == (("s3://b/<7>", "high", "backing_file"),)
    text, page = render.text(found), render.html(found)
    assert "images:" in text and "29.0 MiB  s3://b/<29>" in text
    assert "&lt;7&gt;" in page and "<7>" not in page and "<script" not in page
    assert 'src="' not in page and "http" not in page.replace("http-equiv", "")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main.main(words)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_command_scans_and_reports(
    images: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, page = str(tmp_path / "rows"), tmp_path / "page.html"
    sandbox = ("--sandbox", "process", "--jobs", "1")
    words = ("scan", str(images), "-o", rows, "--ops", "info", *sandbox)
    text = "5 images asked, 1 with an error, 0 bytes read; 0 rows were there before\n"
    assert run(capsys, *words) == (0, text, "")
    text = "0 images asked, 0 with an error, 0 bytes read; 5 rows were there before\n"
    assert run(capsys, *words) == (0, text, "")
    status, out, _ = run(capsys, "scan", "report", rows)
    assert status == 0 and "qcow2" in out
    assert run(capsys, "scan", "report", rows, "--html", str(page)) == (0, "", "")
    assert page.read_text().startswith("<!doctype html>")
    found = run(capsys, "scan", str(images), "-o", str(tmp_path / "all"), "--all", *sandbox)
    assert found[1].startswith("6 images asked")
    found = run(capsys, "scan", str(images), "-o", str(tmp_path / "v"), "--include=*.v*", *sandbox)
    assert found[1].startswith("2 images asked")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ((), "scan needs a path or URL"),
        (("a",), "scan needs -o DIR for its rows"),
        (
            ("a", "-o", "rows", "--ops", "size"),
            "--ops takes info, safety, check, measure:FORMAT, not 'size'",
        ),
        (("a", "-o", "rows", "--storage", "["), "--storage is not JSON: "),
        (("a", "-o", "rows", "--scheduler", "x"), "--scheduler is for --engine dask or ray"),
        (("nowhere", "-o", "rows", "--jobs", "1"), "Could not open 'nowhere': No such file"),
        (("x-y://a", "-o", "rows"), "x-y://a: Protocol not known: x-y"),
        (("report",), "report takes one directory of results"),
        (("report", "nowhere"), "Could not open 'nowhere': No such file or directory"),
    ],
)
def test_wrong_requests_are_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    text: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = run(capsys, "scan", *words)
    assert (status, out) == (1, "")
    assert err.startswith(f"instar: {text}") and err.count("\n") <= 2


def test_rows_are_json_for_programs(images: Path, tmp_path: Path) -> None:
    rows_of([str(images)], tmp_path)
    lines = [line for part in tmp_path.glob("part-*.jsonl") for line in part.open()]
    assert {tuple(json.loads(line)) for line in lines} == {tuple(scan.COLUMNS)}
