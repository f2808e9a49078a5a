# SPDX-License-Identifier: Apache-2.0
"""A real object store with an S3 API: OpenStack Swift, started for these tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

import instar
from instar.fleet import scan
from instar.fleet.objects import found
from instar.fleet.processes import processes
from instar.fleet.ranges import Changed
from instar.fleet.remote import Remote, s3_pages
from instar.fleet.where import Where
from lab import store
from tests import wanted
from tests.docs.examples import ROOT, blocks
from tests.fleet.test_scan import RECIPE, answers, rows_of

MIB = 1 << 20
pytestmark = wanted.needs("swift")


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Any, dict[str, Any]]]:
    """A directory of images, a bucket with the same, and how it is reached."""
    folder = tmp_path_factory.mktemp("images")
    (folder / "below").mkdir()
    for name, format in (("a.qcow2", "qcow2"), ("b.vmdk", "vmdk"), ("below/c.vhdx", "vhdx")):
        instar.create(folder / name, format=format, size=64 * MIB)
    (folder / "bad.qcow2").write_bytes((folder / "a.qcow2").read_bytes()[:100])
    with store.started(tmp_path_factory.mktemp("store")) as running:
        options = running.options()
        fs = fsspec.filesystem("s3", **options)
        fs.mkdir("images")
        for path in folder.rglob("*.*"):
            fs.pipe_file(f"images/{path.relative_to(folder)}", path.read_bytes())
        yield folder, fs, options


def test_a_bucket_has_the_rows_of_a_directory(
    bucket: tuple[Path, Any, dict[str, Any]], tmp_path: Path
) -> None:
    folder, fs, options = bucket
    expected = rows_of([str(folder)], tmp_path / "here")
    engine = processes(RECIPE, 2)
    there = rows_of(["s3://images"], tmp_path / "there", engine, options=options)
    assert answers(there) == answers(expected)
    assert there["c.vhdx"]["url"] == "s3://images/below/c.vhdx"
    assert there["a.qcow2"]["version"] == fs.info("images/a.qcow2")["ETag"].strip('"')
    assert 0 < there["a.qcow2"]["bytes_read"] <= 4 * MIB


def test_recipe_of_the_page_scans_a_bucket(
    bucket: tuple[Path, Any, dict[str, Any]], tmp_path: Path
) -> None:
    _, _, options = bucket
    page = (ROOT / "docs" / "fleet.md").read_text(encoding="utf-8")
    [(_, text)] = blocks(page, 'sh title="bucket"')
    client = options["client_kwargs"]
    bin = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {
        **os.environ,
        "PATH": bin,
        "AWS_ENDPOINT_URL": client["endpoint_url"],
        "AWS_ACCESS_KEY_ID": options["key"],
        "AWS_SECRET_ACCESS_KEY": options["secret"],
        "AWS_DEFAULT_REGION": client["region_name"],
    }
    line = ["bash", "-eo", "pipefail", "-c", text]
    said = subprocess.run(
        line, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("4 images asked, 1 with an error, ")
    assert "images:                     4\n" in said.stdout


def test_an_object_that_is_replaced_is_an_error(
    bucket: tuple[Path, Any, dict[str, Any]],
) -> None:
    """The store itself refuses the first range of another version."""
    folder, fs, options = bucket
    data = (folder / "a.qcow2").read_bytes()
    fs.pipe_file("images/changing.qcow2", data)
    (one,) = found(["s3://images/changing.qcow2"], Where(options), (), everything=False)
    remote = Remote(fs, "images/changing.qcow2", one)
    assert remote.fetch(4, 8) == data[4:8]
    fs.pipe_file("images/changing.qcow2", data[:-1] + b"x")
    with instar.Client(sandbox="process", files=False) as client:
        row = scan.row(client, scan.Asked(("info",), Where(options)), one)
    assert (row["error_code"], row["format"], row["requests"]) == ("changed", None, 1)
    fs.rm_file("images/changing.qcow2")
    with pytest.raises(Changed):
        remote.fetch(0, 4)


def test_a_bucket_is_listed_page_by_page(bucket: tuple[Path, Any, dict[str, Any]]) -> None:
    _, fs, _ = bucket
    pages = []

    def call(name: str, *words: Any, **given: Any) -> Any:
        page = fs.call_s3(*words, **given, MaxKeys=2)
        pages.append([one["Key"] for one in page["Contents"]])
        return page

    names = [one["name"] for one in s3_pages(call, "images", "")]
    assert [f"images/{key}" for page in pages for key in page] == names
    assert max(map(len, pages)) == 2 and len(names) == 4
    assert [one["name"] for one in s3_pages(call, "images", "below")] == ["images/below/c.vhdx"]
