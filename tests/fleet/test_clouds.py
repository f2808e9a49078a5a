# SPDX-License-Identifier: Apache-2.0
"""Google's and Azure's stores, of which there are emulators only: the one of Google's heeds no
generation, so that a change is found after the last read, and Azure's refuses it.
"""

from __future__ import annotations

import os
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec
import pytest

import instar
from instar.fleet import scan
from instar.fleet.objects import found
from instar.fleet.where import Where
from lab.tools import azurite
from tests import wanted
from tests.fleet.test_scan import answers, rows_of

MIB = 1 << 20
# Otherwise Google's client asks over gRPC what kind of bucket it is, for a minute.
os.environ.setdefault("GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT", "false")

KEY = b64encode(b"of a store that lives for a test").decode()


@contextmanager
def google() -> Iterator[dict[str, Any]]:
    from gcp_storage_emulator.server import create_server

    server = create_server("127.0.0.1", 0, in_memory=True, default_bucket="images")
    server.start()
    try:
        port = server._api._httpd.server_address[1]
        yield {"token": "anon", "endpoint_url": f"http://127.0.0.1:{port}", "project": "x"}
    finally:
        server.stop()


@contextmanager
def azure(folder: Path) -> Iterator[dict[str, Any]]:
    words = ["--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck"]
    line = [str(azurite()), *words, "--silent", "--disableTelemetry"]
    environment = {**os.environ, "AZURITE_ACCOUNTS": f"tester:{KEY}"}
    with subprocess.Popen(
        line, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        listens = (said.partition(" successfully listens on ")[2] for said in running.stdout)
        try:
            url = f"{next(filter(None, listens)).strip()}/tester"
            how = f"AccountName=tester;AccountKey={KEY};BlobEndpoint={url};"
            yield {"connection_string": f"DefaultEndpointsProtocol=http;{how}"}
        finally:
            running.terminate()


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("gs", marks=wanted.needs("gcp-storage-emulator")),
        pytest.param("abfs", marks=wanted.needs("azurite")),
    ],
)
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, dict[str, Any]]]:
    """A protocol, and what its file system is made with."""
    folder = tmp_path_factory.mktemp("store")
    with google() if request.param == "gs" else azure(folder) as options:
        yield request.param, options


def test_a_container_has_the_rows_of_a_directory(
    store: tuple[str, dict[str, Any]], tmp_path: Path
) -> None:
    protocol, options = store
    folder = tmp_path / "images"
    (folder / "below").mkdir(parents=True)
    for name, format in (("a.qcow2", "qcow2"), ("b.vmdk", "vmdk"), ("below/c.vhdx", "vhdx")):
        instar.create(folder / name, format=format, size=64 * MIB)
    fs = fsspec.filesystem(protocol, **options)
    if protocol == "abfs":
        fs.mkdir("images")
    for path in folder.rglob("*.*"):
        fs.pipe_file(f"images/{path.relative_to(folder)}", path.read_bytes())
    expected = rows_of([str(folder)], tmp_path / "here")
    there = rows_of([f"{protocol}://images"], tmp_path / "there", options=options)
    assert answers(there) == answers(expected)
    assert there["c.vhdx"]["url"] == f"{protocol}://images/below/c.vhdx"
    assert all(0 < row["bytes_read"] <= 4 * MIB for row in there.values())


def test_an_object_that_is_replaced_is_an_error(
    store: tuple[str, dict[str, Any]], tmp_path: Path
) -> None:
    protocol, options = store
    instar.create(tmp_path / "a.qcow2", format="qcow2", size=MIB)
    data = (tmp_path / "a.qcow2").read_bytes()
    fs = fsspec.filesystem(protocol, **options)
    if protocol == "abfs":
        fs.mkdir("changing")
    name = "changing/a.qcow2" if protocol == "abfs" else "images/changing.qcow2"
    fs.pipe_file(name, data)
    (one,) = found([f"{protocol}://{name}"], Where(options), (), everything=False)
    assert one.pin
    with instar.Client(sandbox="process", files=False) as client:
        asked = scan.Asked(("info",), Where(options))
        row = scan.row(client, asked, one)
        assert (row["error_code"], row["format"]) == (None, "qcow2")
        fs.pipe_file(name, data[:-1] + b"x")
        row = scan.row(client, asked, one)
    assert (row["error_code"], row["format"]) == ("changed", None)
    assert row["requests"] == (1 if protocol == "abfs" else 2)
