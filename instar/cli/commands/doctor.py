# SPDX-License-Identifier: Apache-2.0
"""`instar doctor`."""

from __future__ import annotations

from instar.cli import shared
from instar.cli.registry import Command, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.generated.profiles import Profile


def answer(values: Values, out: Output) -> int:
    """Say what this machine offers."""
    from instar.ops.doctor import examine
    from instar.render import doctor

    report = examine()
    is_json = values[shared.OUTPUT_FORMAT] == "json"
    out.write(doctor.as_json(report) if is_json else doctor.human(report, out.style))
    return 0 if report.sound else 1


def _no_words(command: Command, profile: Profile) -> str:
    return f"doctor takes no arguments\n{command.hint(profile)}"


COMMAND = Command(
    name="doctor",
    answer=answer,
    description=(
        "Tries each kind of sandbox and prints whether it works, what a run costs, which guest"
        " binaries it uses with their BLAKE2b hash, and which sandbox is the default."
    ),
    examples=(("instar doctor", "for people"), ("instar doctor --output=json", "for programs")),
    flags=(shared.OUTPUT_FORMAT, shared.COLOR, shared.HELP),
    words=Words(0, 0, _no_words),
)
