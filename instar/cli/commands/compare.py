# SPDX-License-Identifier: Apache-2.0
"""`instar compare`."""

from __future__ import annotations

from instar.cli import shared
from instar.cli.comparing import CACHE, FORMAT, OTHER_FORMAT, STRICT, question
from instar.cli.percent import Percent
from instar.cli.registry import Command, Words
from instar.errors import CompareFailed, InstarError
from instar.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values
    from instar.generated.profiles import Profile

_FAILED = 2


def answer(values: Values, out: Output) -> int:
    """Compare two images."""
    from instar.ops.compare import ask
    from instar.render import compare as render

    is_json = values[shared.OUTPUT_FORMAT] == "json"
    is_quiet = values[shared.QUIET] or is_json
    percent = Percent(wanted=values[shared.PROGRESS] and not is_quiet)
    try:
        wanted = question(values, percent)
        if not is_quiet:
            wanted = replace(wanted, on_longer=lambda: out.write(render.LONGER))
        found = ask(wanted, shared.runner(values, out))
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


def _two_images(command: Command, profile: Profile) -> str:
    return shared.hinted("Expecting two image file names", command, profile)


COMMAND = Command(
    name="compare",
    answer=answer,
    arguments="FILE1 FILE2",
    examples=(
        ("instar compare disk.qcow2 copy.raw", "whether two images hold the same disk"),
        (
            "instar compare -s -q disk.qcow2 copy.qcow2",
            "compare what is allocated too; print nothing",
        ),
        ("instar compare --output=json disk.qcow2 copy.raw", "for programs"),
    ),
    description=(
        "The formats may differ, and backing images count. Where one disk is longer, the rest of"
        " it must be zeros. A separate guest reads each image and sees nothing of the other."
        " Parts that neither image stores are not read. The first difference is reported as by"
        " qemu-img: where its sector starts."
    ),
    words=Words(2, 2, _two_images),
    flags=(
        *(FORMAT, OTHER_FORMAT, shared.IMAGE_OPTS, shared.OBJECT, shared.FORCE_SHARE),
        *(shared.STRICT_BACKING, STRICT, CACHE, shared.OUTPUT_FORMAT, shared.QUIET),
        *(shared.QEMU_VERSION, shared.PROGRESS, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
