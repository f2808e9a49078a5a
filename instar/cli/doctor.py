# SPDX-License-Identifier: Apache-2.0
"""`instar doctor`."""

from __future__ import annotations

import sys

from instar.cli import common
from instar.cli.command import Command
from instar.errors import UsageError
from instar.generated.profiles import DEFAULT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def run(argv: Sequence[str]) -> int:
    """Say what this machine offers. Status 0 when a run has a sandbox to take."""
    args = common.CommonArgs(profile=DEFAULT)
    for flag, value in COMMAND.read(argv, DEFAULT):
        if flag is None:
            raise UsageError(f"doctor takes no arguments, not '{value}'\n{COMMAND.hint(DEFAULT)}")
        args.take(COMMAND, flag, value)

    from instar.ops.doctor import examine
    from instar.render import doctor

    report = examine()
    sys.stdout.write(doctor.as_json(report) if args.output == "json" else doctor.human(report))
    return 0 if report.chosen else 1


COMMAND = Command(
    name="doctor",
    summary="what sandboxes this machine offers, and why",
    run=run,
    description=(
        "Tries each kind of sandbox, says whether it works and what a run costs on it, which guest binaries"
        " are used, and which sandbox a run takes that names none."
    ),
    examples=(("instar doctor", "for people"), ("instar doctor --output=json", "for programs")),
    flags=(common.OUTPUT_FORMAT, common.HELP),
)
