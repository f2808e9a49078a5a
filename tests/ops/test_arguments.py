# SPDX-License-Identifier: Apache-2.0
"""No wrong argument of the Python API ends in anything but a `TypeError` or an `InstarError`."""

from __future__ import annotations

import math
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import instar
from instar.errors import OpenError, UsageError
from instar.generated.info import MAX_COMPRESSION_RATIO_DEFAULT, MAX_VIRTUAL_SIZE_DEFAULT
from instar.generated.profiles import DEFAULT
from instar.ops.access import Access
from instar.ops.info import Question
from instar.options.source import Source
from instar.render.info_safety import as_json
from instar.sandbox.access import Reach
from tests.hostile.server import ask

Ask = Callable[..., Any]


def mapped(path: object, **arguments: Any) -> object:
    return list(instar.map(path, **arguments))  # type: ignore[arg-type]


FUNCTIONS: dict[str, Ask] = {
    "measure": instar.measure,
    "info": instar.info,
    "info_chain": instar.info_chain,
    "map": mapped,
    "map_table": instar.map_table,
}
MAPS = ("map", "map_table")
ALL = tuple(FUNCTIONS)

HUGE = 10**5000

# functions, argument, value, what is raised, and how its text begins
WRONG: list[tuple[tuple[str, ...], str, object, type[Exception], str]] = [
    (ALL, "path", 5.5, TypeError, "path must be a str or os.PathLike"),
    (ALL, "path", b"half.raw", TypeError, "path must be a str or os.PathLike"),
    (ALL, "path", 1.5, TypeError, "path must be a str or os.PathLike"),
    (ALL, "path", "a\0b", UsageError, "path has a null character"),
    (ALL, "path", "a\ud800b", UsageError, "path has a character that no file name has"),
    (ALL, "path", "", OpenError, "Could not open ''"),
    (ALL, "path", "gone", OpenError, "Could not open 'gone'"),
    (ALL, "path", "x" * 5000, OpenError, "Could not open 'xxx"),
    (ALL, "format", 5, TypeError, "format must be a str, not int"),
    (ALL, "format", b"raw", TypeError, "format must be a str, not bytes"),
    (ALL, "format", "foo", UsageError, "no format is called 'foo'; there are raw, "),
    (ALL, "format", "", UsageError, "no format is called ''"),
    (ALL, "sandbox", "bogus", UsageError, "no sandbox is called 'bogus'; there are auto, "),
    (ALL, "sandbox", None, TypeError, "sandbox must be a str, not NoneType"),
    (ALL, "sandbox", 5, TypeError, "sandbox must be a str, not int"),
    (ALL, "timeout", None, TypeError, "timeout must be a number of seconds, not NoneType"),
    (ALL, "timeout", "60", TypeError, "timeout must be a number of seconds, not str"),
    (ALL, "timeout", True, TypeError, "timeout must be a number of seconds, not bool"),
    (ALL, "timeout", -1, UsageError, "timeout must be above 0 and at most 1000000, not -1"),
    (ALL, "timeout", 0, UsageError, "timeout must be above 0"),
    (ALL, "timeout", math.inf, UsageError, "timeout must be above 0"),
    (ALL, "timeout", math.nan, UsageError, "timeout must be above 0"),
    (ALL, "allow_paths", "/tmp", TypeError, "allow_paths must be a list of directories"),
    (ALL, "allow_paths", [b"/tmp"], TypeError, "allow_paths must be a str or os.PathLike"),
    (ALL, "allow_paths", ["\0"], UsageError, "allow_paths has a null character"),
    (ALL, "allow_paths", 5, TypeError, "object is not iterable"),
    (("measure", *MAPS), "snapshot", 5, TypeError, "snapshot must be a str, not int"),
    (("measure", *MAPS), "snapshot", b"a", TypeError, "snapshot must be a str, not bytes"),
    (("measure", *MAPS), "snapshot", "\ud800", UsageError, "snapshot has a character that no"),
    (("measure", *MAPS), "snapshot", "snapshot.foo=1", UsageError, "Invalid parameter"),
    (("measure", *MAPS), "snapshot", "a" * 257, UsageError, "at most 256 bytes here, not 257"),
    (("measure", *MAPS), "snapshot", "\xe9" * 129, UsageError, "at most 256 bytes here, not 258"),
    (
        ("measure", *MAPS),
        "snapshot",
        f"snapshot.id={'1' * 257},snapshot.name=a",
        UsageError,
        "at most 256 bytes here, not 257",
    ),
    (("measure", "info", "info_chain"), "qemu_version", 7.2, TypeError, "qemu_version must be"),
    (("measure", "info", "info_chain"), "qemu_version", "2.11", UsageError, "The release '2.11'"),
    (MAPS, "start", "1G", TypeError, "start must be an int, not str"),
    (MAPS, "start", 1e9, TypeError, "start must be an int, not float"),
    (MAPS, "start", -1, UsageError, "start must be from 0 to 18446744073709551615, not -1"),
    (MAPS, "start", 1 << 64, UsageError, "start must be from 0 to"),
    (MAPS, "start", HUGE, UsageError, "start must be from 0 to .*, not a number of many"),
    (MAPS, "length", -1, UsageError, "length must be from 0 to"),
    (MAPS, "length", 1.0, TypeError, "length must be an int, not float"),
    (MAPS, "length", True, TypeError, "length must be an int, not bool"),
    (MAPS, "max_extents", 0, UsageError, "max_extents must be from 1 to 1073741824, not 0"),
    (MAPS, "max_extents", 1 << 31, UsageError, "max_extents must be from 1 to"),
    (MAPS, "max_extents", None, TypeError, "max_extents must be an int, not NoneType"),
    (("info",), "max_virtual_size", "64T", TypeError, "max_virtual_size must be an int"),
    (("info",), "max_virtual_size", -1, UsageError, "max_virtual_size must be from 0 to"),
    (("info",), "max_virtual_size", 1 << 64, UsageError, "max_virtual_size must be from 0 to"),
    (("info",), "max_compression_ratio", -1, UsageError, "max_compression_ratio must be from"),
    (("info",), "max_compression_ratio", 1 << 32, UsageError, "max_compression_ratio must be"),
    (("info",), "max_compression_ratio", 0.5, TypeError, "max_compression_ratio must be an int"),
    (("measure",), "target", 5, TypeError, "target must be a str, not int"),
    (("measure",), "target", "foo", UsageError, "Unknown file format 'foo'"),
    (("measure",), "options", "compat=1.1", TypeError, "options must be a dict, not str"),
    (("measure",), "options", {5: "x"}, TypeError, "an option's name must be a str, not int"),
    (("measure",), "options", {"foo": "x"}, UsageError, "Invalid parameter 'foo'"),
    (("measure",), "options", {"cluster_size": 1.5}, TypeError, "option 'cluster_size' must be"),
    (("measure",), "options", {"cluster_size": None}, TypeError, "option 'cluster_size' must be"),
    (("measure",), "options", {"cluster_size": HUGE}, UsageError, "option 'cluster_size' mus"),
    (("measure",), "options", {"cluster_size": "\ud800"}, UsageError, "option 'cluster_size' has"),
    (
        ("measure",),
        "options",
        {"cluster_size": -1},
        UsageError,
        "cluster_size|cluster size|Cluster size",
    ),
    (("measure",), "size", 5, UsageError, "either path or size must be given, and not both"),
]


@pytest.mark.parametrize(
    ("function", "name", "value", "error", "says"),
    [(one, *rest) for functions, *rest in WRONG for one in functions],
    ids=[f"{one}-{rest[0]}-{n}" for n, (many, *rest) in enumerate(WRONG) for one in many],
)
def test_wrong_argument_is_told_in_words(
    function: str,
    name: str,
    value: object,
    error: type[Exception],
    says: str,
    tmp_path: Path,
) -> None:
    if function == "map_table":
        pytest.importorskip("numpy")
    image = tmp_path / "half.raw"
    image.write_bytes(bytes(4096))
    arguments: dict[str, Any] = {"path": image, name: value}
    with pytest.raises(error, match=says) as caught:
        FUNCTIONS[function](arguments.pop("path"), **arguments)
    assert "--" not in str(caught.value)


@pytest.mark.parametrize("size", ["10G", 1e9, 10.0, b"1", True])
def test_size_of_a_wrong_type(size: Any) -> None:
    with pytest.raises(TypeError, match="size must be an int"):
        instar.measure(size=size)


@pytest.mark.parametrize("size", [-1, 1 << 63, 1 << 64, HUGE], ids=["-1", "2^63", "2^64", "huge"])
def test_size_that_no_disk_has(size: int) -> None:
    with pytest.raises(UsageError, match="size must be from 0 to"):
        instar.measure(size=size)


def test_neither_path_nor_size() -> None:
    with pytest.raises(UsageError, match="either path or size must be given"):
        instar.measure()


@pytest.mark.parametrize(
    ("access", "says"),
    [
        (Access(reach=Reach(max_depth=0)), "max_depth must be from 1 to"),
        (Access(reach=Reach(max_depth=65)), "max_depth must be from 1 to"),
        (Access(request_size=1000), "request_size must be a power of two"),
        (Access(request_size=256), "request_size must be from 512 to"),
        (Access(request_size=1 << 21), "request_size must be from 512 to"),
    ],
)
def test_access_that_no_guest_takes(access: Access, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        access.source_options(None, DEFAULT)


def test_limits_are_those_of_the_command_line() -> None:
    defaults = instar.Client.info.__kwdefaults__ or {}
    assert defaults["max_virtual_size"] == MAX_VIRTUAL_SIZE_DEFAULT == 64 << 40
    ratio = MAX_COMPRESSION_RATIO_DEFAULT
    assert defaults["max_compression_ratio"] == ratio == 200
    question = Question(source=Source("a", "a"))
    assert (question.max_virtual_size, question.max_compression_ratio) == (64 << 40, 200)


def test_huge_disk_is_a_finding(tmp_path: Path) -> None:
    """1 PiB in clusters of 2 MiB, none of them allocated."""
    path, cluster = tmp_path / "huge.qcow2", 1 << 21
    fields = (b"QFI\xfb", 2, 0, 0, 21, 1 << 50, 0, 2048, cluster, 2 * cluster, 1, 0, 0)
    path.write_bytes(struct.pack(">4sIQIIQIIQQIIQ", *fields))
    os.truncate(path, 3 * cluster)
    found = instar.info(path, safety=True)
    assert "virtual_size" in [one.name for one in found.findings]
    told = ask(["info", "--safety", "--output=json", str(path)])
    assert told["out"] == as_json(found, "medium")
    allowed = instar.info(path, safety=True, max_virtual_size=0)
    assert "virtual_size" not in [one.name for one in allowed.findings]
