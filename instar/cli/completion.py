# SPDX-License-Identifier: Apache-2.0
"""`instar completion`: the script that a shell needs to complete instar's commands and flags."""

from __future__ import annotations

import sys

from instar.cli import common
from instar.cli.command import Command
from instar.cli.main import COMPLETE
from instar.errors import UsageError
from instar.generated.profiles import DEFAULT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SHELLS = ("bash", "zsh", "fish")


def run(argv: Sequence[str]) -> int:
    """Print the script of a shell."""
    args = common.CommonArgs()
    words = []
    for flag, value in COMMAND.read(argv, DEFAULT):
        if flag is None:
            words.append(value)
        else:
            args.take(COMMAND, flag, value)
    if len(words) != 1 or words[0] not in SHELLS:
        raise UsageError(
            f"completion expects the name of a shell: {', '.join(SHELLS)}\n{COMMAND.hint(DEFAULT)}"
        )
    from click.shell_completion import get_completion_class

    from instar.cli.help import group

    shell = get_completion_class(words[0])
    if shell is None:
        raise UsageError(f"click cannot complete for {words[0]}")
    sys.stdout.write(shell(group(), {}, "instar", COMPLETE).source())
    return 0


def answer(instruction: str) -> int:
    """Answer a shell that asks for completions."""
    from click.shell_completion import shell_complete

    from instar.cli.help import group

    return shell_complete(group(), {}, "instar", COMPLETE, instruction)


COMMAND = Command(
    name="completion",
    summary="the script that lets a shell complete instar's commands",
    run=run,
    arguments="bash|zsh|fish",
    examples=(('eval "$(instar completion bash)"', "complete in this shell, from now on"),),
    description="Put the line into ~/.bashrc or ~/.zshrc; for fish, write the script to"
    " ~/.config/fish/completions/instar.fish.",
    flags=(common.HELP,),
)
