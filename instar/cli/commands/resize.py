# SPDX-License-Identifier: Apache-2.0
"""`instar resize`."""

from __future__ import annotations

from instar.cli import in_place, shared
from instar.cli.change_kinds import PreallocationMode
from instar.cli.flags import Flag, Switch
from instar.cli.registry import Command, Words
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.ops.resize import Question

_RESIZE = "Resize"
_WORDS = 2

SHRINK = Flag(
    ("--shrink",), Switch(), "let the disk become shorter; its end is lost", _RESIZE, default=False
)
PREALLOCATION = Flag(
    ("--preallocation",), PreallocationMode(), "what to reserve of what is added", _RESIZE, "off"
)


def answer(values: Values, out: Output) -> int:
    """Resize an image."""
    from instar.ops.resize import ask

    def work() -> in_place.Work:
        question = _question(values)
        return lambda runner: ask(question, runner)

    return in_place.change(values, out, work, "Image resized.\n")


def _question(values: Values) -> Question:
    from instar.ops.resize import PREALLOCATION as MODES
    from instar.ops.resize import Question

    _check_words(values)
    filename, size = values[shared.WORDS]
    secrets = values[shared.OBJECT]
    sign = {"+": 1, "-": -1}.get(size[:1], 0)
    number = _bytes(size[1:] if sign else size, values)
    shared.check_description(values)
    return Question(
        target=in_place.target(values, filename),
        size=number,
        sign=sign,
        shrink=values[SHRINK],
        preallocation=MODES[values[PREALLOCATION]],
        beyond=not values.exact,
        secrets=secrets,
    )


def _bytes(text: str, values: Values) -> int:
    """A size as qemu-img's options read it."""
    from instar.options.schema import Setting, read_size
    from instar.options.size import size_hint

    warnings: list[str] = []
    try:
        return read_size(Setting("size", text, "size"), values.profile, warnings)
    except UsageError as error:
        raise error.hinting(size_hint(text)) from None
    finally:
        values.warnings += warnings


def _check_words(values: Values) -> None:
    number = len(values[shared.WORDS])
    if number != _WORDS:
        is_early = values.profile.usage == "legacy" and number < _WORDS
        text = "Not enough arguments" if is_early else "Expecting image file name and size"
        raise UsageError(shared.hinted(text, COMMAND, values.profile))


COMMAND = Command(
    name="resize",
    answer=answer,
    arguments="FILENAME [+|-]SIZE",
    examples=(
        ("instar resize disk.qcow2 20G", "make the disk 20 GiB long"),
        ("instar resize -f raw disk.raw +1G", "add one GiB"),
        ("instar resize --shrink disk.qcow2 -- -1G", "cut off one GiB; what was there is lost"),
    ),
    description=(
        "Until the change is complete the image stays as it was, whatever ends the command. Works"
        " on raw, qcow2, qed and luks images, with qemu-img's results, and makes disks of other"
        " formats longer, which qemu-img does not. Sizes are digits with an optional fraction and"
        " suffix (k, M, G, T, P, E, powers of 1024); + and - add to the present size and subtract"
        " from it. Partitions and file systems in the disk stay as they are."
    ),
    words=Words(most=_WORDS, surplus="Extra argument(s) in command line"),
    flags=(
        *(shared.FORMAT, shared.IMAGE_OPTS, shared.OBJECT, SHRINK, PREALLOCATION),
        *(shared.STRICT_BACKING, shared.OUTPUT_FORMAT, shared.QUIET),
        *(shared.QEMU_VERSION, in_place.ALLOW_WRITE, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
    takes_size=True,
)
