# SPDX-License-Identifier: Apache-2.0
"""What shells need to complete instar's commands, flags and values."""

from __future__ import annotations

from click.shell_completion import get_completion_class, shell_complete

from instar.cli.help import group
from instar.cli.registry import COMPLETE


def script(shell: str) -> str:
    """What to evaluate in a shell."""
    found = get_completion_class(shell)
    if found is None:
        raise AssertionError(shell)
    return found(group(), {}, "instar", COMPLETE).source()


def complete(instruction: str) -> int:
    """Answer a shell that asks for completions."""
    return shell_complete(group(), {}, "instar", COMPLETE, instruction)
