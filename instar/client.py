# SPDX-License-Identifier: Apache-2.0
"""The Python API: a `Client` holds settings and sandboxes, and has a method for each question."""

from __future__ import annotations

from instar.api.changing import Changing
from instar.api.making import Making
from instar.api.many import Many


class Client(Changing, Making, Many):
    """Asks about images, always with the same settings. Any number of threads may ask at once.

    It sets up a sandbox when it needs one, reuses it, and ends it in `close`, or at the end of a
    `with` block.

    All methods raise `UsageError` for a wrong request, `OpenError` for a file that cannot be
    opened, `NameRefused` for an image that names a file it may not reach, `ImageError` for one that
    breaks a rule of its format, and `SandboxError` when the sandbox fails; all are `InstarError`.
    """
