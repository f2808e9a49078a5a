# SPDX-License-Identifier: Apache-2.0
"""Looks at new images of which many begin with the same bytes: a guest knows nothing but what it is
asked, how long a file is and what it reads of it, so one that would read the same is not asked.
"""

from __future__ import annotations

from instar.generated.profiles import DEFAULT
from instar.ops.info import Question, access_of, ask
from instar.options.source import source_from_name
from instar.record import Record, replace
from instar.sandbox.witness import Witness

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable

    from instar.ops.access import Access
    from instar.ops.image_info import ImageInfo
    from instar.ops.run import Runner
    from instar.sandbox.witness import Seen

_MOST = 64
"""Looks that are remembered."""


class _Look(Record):
    """What a guest read, and what it said."""

    seen: Seen
    image: ImageInfo


_looks: dict[Hashable, _Look] = {}


class Way:
    """How new images that are asked for alike are looked at: alone, but for the files of each."""

    __slots__ = ("_format", "_options", "access")

    def __init__(self, format: str, access: Access, num_files: int, *, is_header: bool) -> None:
        reach = replace(access.reach, max_disks=num_files, files=False, made=())
        self._format = format
        self.access = replace(access, reach=reach, force_share=True, detached_header=is_header)
        self._options = b""

    def question(self, path: str, made: tuple[tuple[str, int], ...] = ()) -> Question:
        """What is asked of one, whose other files are `made`."""
        access = self.access
        if made:
            access = replace(access, reach=replace(access.reach, made=made))
        return Question(source=source_from_name(path, self._format, DEFAULT), access=access)

    def options(self, path: str) -> bytes:
        """What a guest is given for any that is one file."""
        if not self._options:
            question = self.question(path)
            options = access_of(question).source_options(question.source, question.profile)
            self._options = options.pack()
        return self._options


def look(way: Way, path: str, fd: int, size: int, runner: Runner) -> ImageInfo:
    """What is known of a new image of one file, which nobody else can have changed. How much it
    takes is what any of its kind does.
    """
    key = (way.options(path), way.access.request_size, size, runner.pool.kind)
    found = _looks.get(key)
    if found is not None and found.seen.is_of(fd):
        return replace(found.image, filename=path)
    witness = Witness(fd, size)
    image = ask(way.question(path), runner, witness.disk(path))[0]
    if witness.seen is not None and not image.warnings:
        if len(_looks) >= _MOST:
            _looks.clear()
        _looks[key] = _Look(witness.seen, image)
    return image
