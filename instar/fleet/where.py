# SPDX-License-Identifier: Apache-2.0
"""What is examined, and how its store is reached."""

from __future__ import annotations

from instar.errors import InstarError, OpenError, UsageError
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

PATIENCE_S = 60.0
"""Seconds that one request may take."""
_UNPACKERS = ("tar", "zip", "libarchive")
"""Protocols of fsspec that read an archive, with parsers of this process."""


class Unlisted(InstarError):
    """An object that is no image to be asked about; `code` says why."""

    def __init__(self, text: str, code: str) -> None:
        super().__init__(text, code)
        self.text = text
        self.code = code

    def __str__(self) -> str:
        return self.text


class Object(Record):
    """One file or object, as it was listed."""

    url: str
    version: str
    """Its etag or the like, else its size and time: what has another is another."""
    size: int
    pin: str = ""
    """What its store takes to read this version only."""
    error: Unlisted | None = None
    """Why it cannot be asked about."""
    within: tuple[str, int] | None = None
    """The URL of the archive that it is in, and where it begins there; version and pin are those of
    the archive.
    """

    def __str__(self) -> str:
        return self.url


class Where(Record):
    """How stores are reached: what their file systems are made with, by protocol or for all."""

    options: Mapping[str, Any] = {}
    patience: float = PATIENCE_S
    sandbox: str = "auto"
    """Where archives are listed."""
    host_archives: bool = False
    """Whether archives are read by fsspec, in this process."""

    def open(self, url: str) -> tuple[Any, str]:
        """The file system of a URL and the path in it."""
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise UsageError("scan needs fsspec: pip install 'instar[scan]'") from error
        if unpacks(url) and not self.host_archives:
            raise UsageError(f"{url}: --host-archives reads it, outside the sandbox")
        try:
            fs, path = url_to_fs(url, **self.options)
        except (ImportError, ValueError, TypeError) as error:
            raise UsageError(f"{url}: {error}") from error
        except OSError as error:
            raise OpenError(url, str(error), error.errno or 0) from error
        return fs, path


def unpacks(url: str) -> bool:
    """Whether a URL leads into an archive."""
    return any(part.partition("://")[0] in _UNPACKERS for part in url.split("::"))
