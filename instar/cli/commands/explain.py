# SPDX-License-Identifier: Apache-2.0
"""`instar explain`."""

from __future__ import annotations

from instar.cli import shared
from instar.cli.registry import Command, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.generated.profiles import Profile


def answer(values: Values, out: Output) -> int:
    """Say what a name means."""
    from instar.ops.explain import explain
    from instar.render import explain as render

    words: tuple[str, ...] = values[shared.WORDS]
    topic = explain(" ".join(words))
    is_json = values[shared.OUTPUT_FORMAT] == "json"
    out.write(render.as_json(topic) if is_json else render.human(topic, out.style))
    return 0


def _a_name(command: Command, profile: Profile) -> str:
    return f"explain expects a name, such as qcow2.header\n{command.hint(profile)}"


COMMAND = Command(
    name="explain",
    answer=answer,
    arguments="NAME",
    description=(
        "Prints what the specs say of a format, structure, field, value, enum, constant, option or"
        " error: its place, rule, meaning and source, and what qemu-img prints where the rule is"
        " broken. NAME may be the end of a name, where one thing has it, the words in the brackets"
        " of an error line, or the code of an error."
    ),
    examples=(
        ("instar explain qcow2.header.cluster_bits", "a field"),
        ("instar explain vhdx.payload_bat_entry", "a structure, with the names of its parts"),
        ("instar explain 'qcow2 header: cluster_bits is 63'", "what an error line is about"),
        ("instar explain no-check --output=json", "the code of an error, for programs"),
    ),
    flags=(shared.OUTPUT_FORMAT, shared.ERRORS, shared.COLOR, shared.HELP),
    words=Words(1, None, _a_name),
)
