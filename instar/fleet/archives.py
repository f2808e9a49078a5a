# SPDX-License-Identifier: Apache-2.0
"""Archives as directories: `tar://NAME::URL`, `zip://NAME::URL`, of all members without a name. A
guest reads the archive's headers, in ranges as it reads images, and a member is a part of it.
"""

from __future__ import annotations

from instar.errors import InstarError, UsageError
from instar.fleet.ranges import Ranges
from instar.fleet.remote import Remote
from instar.fleet.where import Object, Unlisted, unpacks
from instar.generated.archive import ArchiveStored
from instar.ops.members import KINDS, ask
from instar.ops.run import Runner
from instar.options.source import Elsewhere, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from instar.fleet.where import Where
    from instar.generated.messages import Member

PATTERNS = {"tar": ("*.tar", "*.ova"), "zip": ("*.zip",)}
"""Names of archives in a directory."""
MAX_BYTES = 1 << 30
"""Bytes that are read at most to list an archive."""
PACKED = "packed-member"
_ADVICE = "--host-archives lets this machine read it, outside of the sandbox"


class Archive:
    """An archive in a store."""

    def __init__(self, url: str, where: Where) -> None:
        self.outer = store_of(url)
        self.kind, _, self._name = url.partition("::")[0].partition("://")
        self._where = where
        if self.kind not in KINDS or not self.outer or unpacks(self.outer):
            text = "a guest lists tar and zip archives in a store, as in tar://::s3://a/b.tar"
            raise UsageError(f"{url}: {text}; {_ADVICE}")

    def members(self, archive: Object, is_wanted: Callable[[str], bool]) -> Iterator[Object]:
        """The one with the name, or those wanted in the directory; an archive that cannot be listed
        is one with an error.
        """
        if archive.error is not None:
            yield archive
            return
        try:
            medium = self._medium(archive)
            source = Source(archive.url, archive.url, elsewhere=medium)
            found = ask(source, self.kind, Runner(self._where.sandbox))
        except InstarError as error:
            unlisted = Unlisted(str(error), error.code)
            yield Object(self._url(archive, self._name), archive.version, 0, error=unlisted)
            return
        inside = self._name.strip("/")
        for one in found:
            name = one.name.removeprefix("./").lstrip("/")
            is_below = not inside or name.startswith(f"{inside}/")
            if name == inside or (is_below and is_wanted(name)):
                yield self._member(archive, name, one)

    def _medium(self, archive: Object) -> Elsewhere:
        fs, path = self._where.open(archive.url)
        remote = Remote(fs, path, archive, self._where.patience)
        return Elsewhere(archive.url, Ranges(archive.url, remote, MAX_BYTES), archive.size)

    def _member(self, archive: Object, name: str, one: Member) -> Object:
        why = {
            int(ArchiveStored.PLAIN): "",
            int(ArchiveStored.SPARSE): f"it is stored without its holes; {_ADVICE}",
            int(ArchiveStored.ENCRYPTED): "it is encrypted",
        }.get(one.stored, f"it is compressed; {_ADVICE}")
        url, within = self._url(archive, name), (archive.url, one.start)
        error = Unlisted(f"cannot read {url}: {why}", PACKED) if why else None
        return Object(url, archive.version, one.length, archive.pin, error, within)

    def _url(self, archive: Object, name: str) -> str:
        return f"{self.kind}://{name}::{archive.url}"


def store_of(url: str) -> str:
    """The URL of an archive itself."""
    return url.partition("::")[2]


def is_archive(url: str, where: Where) -> bool:
    """Whether a guest lists what a URL names."""
    return unpacks(url) and not where.host_archives
