# SPDX-License-Identifier: Apache-2.0
"""Files and objects of any store that fsspec knows: found, named, pinned and read in ranges."""

from __future__ import annotations

import fnmatch
from datetime import datetime

from instar.errors import OpenError, UsageError
from instar.fleet.ranges import Changed, TransportError
from instar.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

SUFFIXES = (
    *("qcow2", "qcow", "qcow2c", "qed", "vmdk", "vhd", "vhdx", "vpc", "vdi", "hdd", "hds"),
    *("img", "image", "raw", "luks", "bin", "iso"),
)
"""What names of images end in; `--all` asks about all others, too."""
_ETAGS = ("ETag", "etag", "versionId", "generation", "md5Hash", "content_md5")
_TIMES = ("mtime", "LastModified", "last_modified", "Last-Modified", "updated", "created")
LOCAL = "file"
IN_PROCESS = "memory"


@record()
class Object:
    """One file or object, as it was listed."""

    url: str
    version: str
    """Its etag or the like, else its size and time: what has another is another."""
    size: int

    def __str__(self) -> str:
        return self.url


@record()
class Where:
    """How stores are reached: what their file systems are made with, by protocol or for all."""

    options: Mapping[str, Any] = {}

    def open(self, url: str) -> tuple[Any, str]:
        """The file system of a URL and the path in it."""
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise UsageError("scan needs fsspec: pip install 'instar[scan]'") from error
        try:
            fs, path = url_to_fs(url, **self.options)
        except (ImportError, ValueError, TypeError) as error:
            raise UsageError(f"{url}: {error}") from error
        except OSError as error:
            raise OpenError(url, str(error), error.errno or 0) from error
        return fs, path


def version_of(info: Mapping[str, Any]) -> str:
    """What changes when an object does."""
    for key in _ETAGS:
        if info.get(key):
            return str(info[key]).strip('"')
    found = next((info[key] for key in _TIMES if info.get(key) is not None), "")
    if isinstance(found, datetime):
        found = found.timestamp()
    return f"{info.get('size')}-{found}"


def wanted(name: str, patterns: tuple[str, ...], *, everything: bool) -> bool:
    """Whether a name is one that is asked about."""
    base = name.rstrip("/").rpartition("/")[2]
    if patterns:
        return any(fnmatch.fnmatch(base, pattern) for pattern in patterns)
    return everything or base.rpartition(".")[2].lower() in SUFFIXES


def found(
    urls: Iterable[str], where: Where, patterns: tuple[str, ...], *, everything: bool
) -> Iterator[Object]:
    """What lies at or below the URLs, directory by directory. What is named itself is asked about
    whatever its name is.
    """
    for url in urls:
        fs, path = where.open(url)
        chain = url.partition("::")[2]
        try:
            if path and not path.endswith("/") and fs.isfile(path):
                yield _object(fs, fs.info(path), chain)
                continue
            if not fs.exists(path):
                raise OpenError(url, "No such file or directory", 2)
            for info in _below(fs, path):
                if wanted(info["name"], patterns, everything=everything):
                    yield _object(fs, info, chain)
        except OpenError:
            raise
        except OSError as error:
            raise OpenError(url, str(error), error.errno or 0) from error


def _below(fs: Any, path: str) -> Iterator[Mapping[str, Any]]:
    """All files below a directory, in the order of their names. One directory is held at a time."""
    waiting = [path]
    seen: set[str] = set()
    while waiting:
        folder = waiting.pop()
        below = []
        entries = fs.ls(folder, detail=True)
        fs.invalidate_cache(folder)
        for info in sorted(entries, key=lambda one: str(one["name"])):
            if info["type"] == "directory":
                if info["name"].rstrip("/") != folder.rstrip("/") and info["name"] not in seen:
                    below.append(info["name"])
                    seen.add(info["name"])
            elif info["type"] == "file" and not info.get("islink"):
                yield info
        waiting += reversed(below)


def _object(fs: Any, info: Mapping[str, Any], chain: str) -> Object:
    if info.get("size") is None or (chain == "" and _is_web(fs)):
        info = fs.info(info["name"])
    name = fs.unstrip_protocol(info["name"])
    if info.get("size") is None:
        raise OpenError(name, "the server does not say how long it is")
    return Object(f"{name}::{chain}" if chain else name, version_of(info), int(info["size"]))


def _is_web(fs: Any) -> bool:
    """Whether a listing has no more than names."""
    return "http" in fs.protocol or "https" in fs.protocol


class Remote:
    """One object, read in ranges."""

    def __init__(self, fs: Any, path: str, object: Object) -> None:
        self.size = object.size
        self._fs = fs
        self._path = path
        self._object = object

    def fetch(self, start: int, end: int) -> bytes:
        try:
            data = self._fs.cat_file(self._path, start=start, end=end)
        except FileNotFoundError:
            raise Changed(self._object.url) from None
        except Exception as error:  # stores raise what their libraries raise
            raise TransportError(self._object.url, _reason(error)) from error
        return bytes(data)

    def check(self) -> None:
        """Hold the object against what was listed. An object has its version from its first byte
        to its last, so one look after the last read is enough.
        """
        self._fs.invalidate_cache()
        try:
            now = version_of(self._fs.info(self._path))
        except FileNotFoundError:
            raise Changed(self._object.url) from None
        except Exception as error:
            raise TransportError(self._object.url, _reason(error)) from error
        if now != self._object.version:
            raise Changed(self._object.url)


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
