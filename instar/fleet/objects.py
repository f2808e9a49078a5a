# SPDX-License-Identifier: Apache-2.0
"""Files and objects of any store that fsspec knows: found, named, pinned and read in ranges."""

from __future__ import annotations

import fnmatch

from instar.errors import OpenError, UsageError
from instar.fleet.remote import (
    PATIENCE_S,
    call,
    pin_of,
    protocols,
    reason_of,
    s3_pages,
    version_of,
)
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
LOCAL = "file"
IN_PROCESS = "memory"
_WEB = "http"


@record()
class Object:
    """One file or object, as it was listed."""

    url: str
    version: str
    """Its etag or the like, else its size and time: what has another is another."""
    size: int
    pin: str = ""
    """What its store takes to read this version only."""
    error: str = ""
    """Why it could not be listed."""

    def __str__(self) -> str:
        return self.url


@record()
class Where:
    """How stores are reached: what their file systems are made with, by protocol or for all."""

    options: Mapping[str, Any] = {}
    patience: float = PATIENCE_S

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
    whatever its name is. What cannot be listed below them is an object with an error.
    """
    for listing, info in listed(urls, where, patterns, everything=everything):
        yield listing.object(info)


def listed(
    urls: Iterable[str], where: Where, patterns: tuple[str, ...], *, everything: bool
) -> Iterator[tuple[_Listing, Mapping[str, Any]]]:
    """The same as the stores list it."""
    for url in urls:
        fs, path = where.open(url)
        listing = _Listing(fs, url.partition("::")[2], where.patience)
        try:
            if path and not path.endswith("/") and listing.call("isfile", path):
                yield listing, listing.call("info", path)
                continue
            if not listing.call("exists", path):
                raise OpenError(url, "No such file or directory", 2)
        except OpenError:
            raise
        except Exception as error:  # stores raise what their libraries raise
            raise OpenError(url, reason_of(error), getattr(error, "errno", 0) or 0) from error
        for info in listing.below(path):
            if "error" in info or wanted(info["name"], patterns, everything=everything):
                yield listing, info


class _Listing:
    """What lies below a URL. One directory is held at a time, of S3 one page."""

    def __init__(self, fs: Any, chain: str, patience: float) -> None:
        self._fs = fs
        self._chain = chain
        self._patience = patience

    def call(self, name: str, *args: Any, **given: Any) -> Any:
        return call(self._fs, name, *args, patience=self._patience, **given)

    def below(self, path: str) -> Iterator[Mapping[str, Any]]:
        """All files, in the order of their names."""
        waiting = [path]
        seen: set[str] = set()
        while waiting:
            folder = waiting.pop()
            below = []
            try:
                for info in self._entries(folder):
                    if info["type"] == "directory":
                        name = info["name"]
                        if name.rstrip("/") != folder.rstrip("/") and name not in seen:
                            below.append(name)
                            seen.add(name)
                    elif info["type"] == "file" and not info.get("islink"):
                        yield info
            except Exception as error:  # stores raise what their libraries raise
                yield {"name": folder, "error": reason_of(error)}
            waiting += reversed(below)

    def _entries(self, folder: str) -> Iterator[Mapping[str, Any]]:
        if "s3" in protocols(self._fs):
            yield from s3_pages(self.call, *self._fs.split_path(folder)[:2])
            return
        entries = self.call("ls", folder, detail=True)
        self._fs.invalidate_cache(folder)
        yield from sorted(entries, key=lambda one: str(one["name"]))

    def object(self, info: Mapping[str, Any]) -> Object:
        error = str(info.get("error", ""))
        # A web server's listing has no more than names.
        if not error and (info.get("size") is None or _WEB in protocols(self._fs)):
            try:
                info = self.call("info", info["name"])
            except Exception as caught:  # stores raise what their libraries raise
                error = reason_of(caught)
        name = self._fs.unstrip_protocol(info["name"])
        url = f"{name}::{self._chain}" if self._chain else name
        if not error and info.get("size") is None:
            error = "the server does not say how long it is"
        if error:
            return Object(url, "", 0, error=error)
        return Object(url, version_of(info), int(info["size"]), pin_of(self._fs, info))
