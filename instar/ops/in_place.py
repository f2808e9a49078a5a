# SPDX-License-Identifier: Apache-2.0
"""Changes of images in place: how they begin and end, whichever command makes them."""

from __future__ import annotations

import errno
import os

from instar.errors import OpenError, SandboxError
from instar.ops.access import opened
from instar.ops.info import Question, ask
from instar.record import record, replace
from instar.sandbox.transaction import Transaction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.generated.profiles import Profile
    from instar.ops.access import Access
    from instar.ops.image_info import ImageInfo
    from instar.ops.run import Runner
    from instar.options.source import Source

SLACK = 1 << 20
"""Bytes that a change may write, and an image grow, beyond what its tables are known to need."""


@record(kw_only=True)
class Target:
    """The image that a command changes."""

    source: Source
    profile: Profile
    access: Access

    def begin(self, command: str) -> Transaction:
        """Open and lock it."""
        return opened(self.source, self.profile, lambda path: Transaction(path, command))

    def inspect(self, change: Transaction, runner: Runner) -> ImageInfo:
        """What a guest of its own finds, before the change or after it."""
        question = Question(source=self.source, profile=self.profile, access=self.access)
        return ask(question, runner, change.view())[0]

    def attest(self, change: Transaction, wanted: ImageInfo, runner: Runner) -> ImageInfo:
        """A fresh guest looks at the result: it must be what was asked for, in all that this guest
        can say.
        """
        found = self.inspect(change, runner)
        if _said(found) != _said(wanted):
            raise SandboxError("the changed image is not what was asked for")
        return found

    def commit(self, change: Transaction) -> None:
        """Make the change."""
        try:
            change.commit()
        except OSError as error:
            code = error.errno or errno.EIO
            name = self.source.shown
            text = f"Could not write to '{name}': {os.strerror(code)}"
            raise OpenError(name, text, code) from error


def _said(image: ImageInfo) -> ImageInfo:
    """What must agree: not what the file takes, nor which release of qemu-img words it."""
    return replace(
        image, actual_size=0, children=(), findings=(), limits=None, warnings=(), sandbox=""
    )
