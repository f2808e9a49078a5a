# SPDX-License-Identifier: Apache-2.0
"""`instar completion`: the script that a shell needs to complete instar's commands and flags."""

from __future__ import annotations

from instar.cli import shared
from instar.cli.registry import Command, Words
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.generated.profiles import Profile


def answer(values: Values, out: Output) -> int:
    """Print the script of a shell."""
    from instar.cli.completion_scripts import SHELLS, script

    shell = values[shared.WORDS][0]
    if shell not in SHELLS:
        raise UsageError(_one_shell(COMMAND, values.profile))
    out.write(script(shell))
    return 0


def _one_shell(command: Command, profile: Profile) -> str:
    from instar.cli.completion_scripts import SHELLS

    return f"completion expects the name of a shell: {', '.join(SHELLS)}\n{command.hint(profile)}"


COMMAND = Command(
    name="completion",
    answer=answer,
    arguments="bash|zsh|fish",
    examples=(('eval "$(instar completion bash)"', "complete in this shell, from now on"),),
    description="Put the line into ~/.bashrc or ~/.zshrc; for fish, write the script to"
    " ~/.config/fish/completions/instar.fish.",
    flags=(shared.HELP,),
    words=Words(1, 1, _one_shell, offers=("bash", "zsh", "fish")),
)
