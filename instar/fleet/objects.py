# SPDX-License-Identifier: Apache-2.0
"""Files and objects of any store that fsspec knows: found, named, pinned and read in ranges."""

from __future__ import annotations

import fnmatch
from functools import partial

from instar.errors import OpenError
from instar.fleet.archives import PATTERNS, Archive, is_archive
from instar.fleet.ranges import TransportError
from instar.fleet.remote import (
    call,
    pin_of,
    protocols,
    reason_of,
    s3_pages,
    version_of,
)
from instar.fleet.where import Object, Unlisted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from instar.fleet.where import Where

SUFFIXES = (
    *("qcow2", "qcow", "qcow2c", "qed", "vmdk", "vhd", "vhdx", "vpc", "vdi", "hdd", "hds"),
    *("img", "image", "raw", "luks", "bin", "iso"),
)
"""What names of images end in; `--all` asks about all others, too."""
LOCAL = "file"
IN_PROCESS = "memory"
_WEB = "http"


def wanted(patterns: tuple[str, ...], everything: bool, name: str) -> bool:
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
    for make, info in listed(urls, where, patterns, everything=everything):
        yield make(info)


def listed(
    urls: Iterable[str], where: Where, patterns: tuple[str, ...], *, everything: bool
) -> Iterator[tuple[Callable[[Any], Object], Any]]:
    """The same as the stores list it, and what makes an object of that."""
    for url in urls:
        if is_archive(url, where):
            archive = Archive(url, where)
            kinds = PATTERNS[archive.kind]
            for outer in found([archive.outer], where, kinds, everything=False):
                for one in archive.members(outer, partial(wanted, patterns, everything)):
                    yield _itself, one
            continue
        fs, path = where.open(url)
        listing = _Listing(fs, url.partition("::")[2], where.patience)
        try:
            if path and not path.endswith("/") and listing.call("isfile", path):
                yield listing.object, listing.call("info", path)
                continue
            if not listing.call("exists", path):
                raise OpenError(url, "No such file or directory", 2)
        except OpenError:
            raise
        except Exception as error:  # stores raise what their libraries raise
            raise OpenError(url, reason_of(error), getattr(error, "errno", 0) or 0) from error
        for info in listing.below(path):
            if "error" in info or wanted(patterns, everything, info["name"]):
                yield listing.object, info


def _itself(one: Object) -> Object:
    return one


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
            unlisted = TransportError(url, error)
            return Object(url, "", 0, error=Unlisted(str(unlisted), unlisted.code))
        return Object(url, version_of(info), int(info["size"]), pin_of(self._fs, info))
