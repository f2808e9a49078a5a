# SPDX-License-Identifier: Apache-2.0
"""`instar compare`."""

from __future__ import annotations

from instar.cli import shared
from instar.cli.flags import CacheMode, Flag, Switch, Text
from instar.cli.percent import Percent, Steps
from instar.cli.registry import Command, Words
from instar.errors import CompareFailed, InstarError, UsageError
from instar.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.generated.profiles import Profile
    from instar.ops.compare import Question
    from instar.options.source import Source

_FAILED = 2
_COMPARING = "Comparing"

FORMAT = replace(
    shared.FORMAT, names=("-f", "--a-format"), help="format of FILE1 (default: detected)"
)
OTHER_FORMAT = replace(
    shared.FORMAT, names=("-F", "--b-format"), help="format of FILE2 (default: detected)"
)
STRICT = Flag(
    ("-s", "--strict"),
    Switch(),
    "sizes, and what of the disks is allocated, have to be the same too",
    _COMPARING,
    default=False,
)
_MODES = CacheMode("source cache")
CACHE = Flag(
    ("-T", "--cache"),
    Text("CACHE"),
    f"accepted, without effect: {', '.join(_MODES.words())}",
    _COMPARING,
    "writeback",
)


def answer(values: Values, out: Output) -> int:
    """Compare two images."""
    from instar.ops.compare import ask
    from instar.render import compare as render

    is_json = values[shared.OUTPUT_FORMAT] == "json"
    is_quiet = values[shared.QUIET] or is_json
    percent = Percent(wanted=values[shared.PROGRESS] and not is_quiet)
    try:
        _check(values)
        question = _question(values, percent)
        if not is_quiet:
            question = replace(question, on_longer=lambda: out.write(render.LONGER))
        found = ask(question, shared.runner(values, out))
        out.warn(found.warnings)
        if is_json:
            out.write(render.as_json(found))
        elif not is_quiet:
            out.write(render.as_text(found))
    except InstarError as error:
        out.error(error)
        return error.status if isinstance(error, CompareFailed) else _FAILED
    finally:
        percent.leave()
    return 0 if found else 1


def _check(values: Values) -> None:
    """What is wrong with the command line, and is no matter of its form to qemu-img."""
    if values[shared.IMAGE_OPTS] and (values[FORMAT], values[OTHER_FORMAT]) != (None, None):
        raise UsageError("--image-opts and --format are mutually exclusive")
    if values[CACHE] not in _MODES.words():
        raise UsageError(f"Invalid source cache option: {values[CACHE]}")


def _question(values: Values, percent: Percent) -> Question:
    from instar.ops.compare import Question

    one, other = values[shared.WORDS]
    secrets = values[shared.OBJECT]
    question = Question(
        sources=(_source(values, one, FORMAT), _source(values, other, OTHER_FORMAT)),
        profile=values.profile,
        access=shared.access(values),
        strict=values[STRICT],
        secrets=secrets,
    )
    if not percent.wanted:
        return question
    return replace(question, on_opened=percent.begin, on_progress=Steps(percent).add)


def _source(values: Values, name: str, format: Flag[str | None]) -> Source:
    from instar.options.source import source_from_name, source_from_options

    if values[shared.IMAGE_OPTS]:
        return source_from_options(name, values.profile)
    return source_from_name(name, values[format], values.profile)


def _two_images(command: Command, profile: Profile) -> str:
    return shared.hinted("Expecting two image file names", command, profile)


COMMAND = Command(
    name="compare",
    answer=answer,
    arguments="FILE1 FILE2",
    examples=(
        ("instar compare disk.qcow2 copy.raw", "whether two images hold the same disk"),
        ("instar compare -s -q disk.qcow2 copy.qcow2", "the same, and allocated alike, in silence"),
        ("instar compare --output=json disk.qcow2 copy.raw", "for programs"),
    ),
    description=(
        "The disks are compared, whatever formats they are in; their backing images count. Where"
        " one disk is longer, the rest of it has to be zeros. Each image is read by a guest of its"
        " own, which sees nothing of the other. What both say is not allocated, or zeros, is not"
        " read. The first difference is given as qemu-img gives it: where a sector starts."
    ),
    words=Words(2, 2, _two_images),
    flags=(
        *(FORMAT, OTHER_FORMAT, shared.IMAGE_OPTS, shared.OBJECT, shared.FORCE_SHARE),
        *(shared.STRICT_BACKING, STRICT, CACHE, shared.OUTPUT_FORMAT, shared.QUIET),
        *(shared.QEMU_VERSION, shared.PROGRESS, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
