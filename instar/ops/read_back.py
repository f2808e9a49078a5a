# SPDX-License-Identifier: Apache-2.0
"""What was written, read back by other guests: compared with the sources (`--verify`), and hashed
(`--hash`). A new image that is not right never gets its name.
"""

from __future__ import annotations

from instar.errors import VerifyFailed
from instar.ops.compare import Question, ask
from instar.ops.content_hash import hash_disk
from instar.ops.reading import subject
from instar.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.conversion import Question as Asked
    from instar.ops.reading import Subject
    from instar.ops.run import Runner


class ReadBack:
    """The second look of a conversion of `length` bytes, as far as one is wanted."""

    def __init__(self, asked: Asked, length: int, runner: Runner) -> None:
        self._asked = asked
        self._length = length
        self._runner = runner
        self.hash = ""
        """Of the new disk, once it was looked at."""

    def look(self, image: Subject, size: int) -> None:
        """Look at the image, whose disk has `size` bytes and begins with what the sources have."""
        if self._asked.verify:
            self._verify(image)
        if self._asked.hash:
            self.hash = hash_disk(image, size, self._runner)

    def _verify(self, image: Subject) -> None:
        asked = self._asked
        sources = subject(asked.sources, asked.profile, asked.access, asked.secrets)
        found = ask(
            Question(
                subjects=(sources, replace(image, length=self._length)),
                profile=asked.profile,
            ),
            self._runner,
        )
        if not found:
            raise VerifyFailed(asked.filename, found.offset or 0)
