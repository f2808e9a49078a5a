# SPDX-License-Identifier: Apache-2.0
"""`instar view`."""

from __future__ import annotations

from functools import partial

from instar.cli import shared, viewing
from instar.cli.registry import Command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values


def answer(values: Values, out: Output) -> int:
    """Show the structures of an image."""
    viewing.check(values)
    question = viewing.asked(values, values[shared.WORDS][0])
    runner = shared.runner(values, out)
    if (file := values[viewing.PAGE]) is not None:
        from instar.cli.view_page import write

        elements = values[viewing.ELEMENTS] if values.has(viewing.ELEMENTS) else None
        page = partial(
            write,
            runner=runner,
            out=out,
            file=file,
            longest=values[viewing.EMBED],
            elements=elements,
        )
        if (plan := values[viewing.PLAN]) is None:
            return page(viewing.pair(values, question))
        from instar.cli.view_plan import NOW, PLANNED, with_plan

        name = values[shared.WORDS][0]
        return with_plan(
            plan, name, values, question, lambda now, then: page([(NOW, now), (PLANNED, then)])
        )
    return viewing.show(values, out, runner, question)


COMMAND = Command(
    name="view",
    answer=answer,
    arguments="FILENAME [FILENAME]",
    examples=(
        ("instar view disk.qcow2", "the tree of its structures"),
        ("instar view --select 'l1_table[0].l2_table' --first 100 disk.qcow2", "a part of a table"),
        ("instar view --owners disk.qcow2", "whose each byte of the file is"),
        ("instar view --at-guest 1G disk.qcow2", "the entries that lead to a byte of the disk"),
        ("instar view --diff a.qcow2 b.qcow2", "the nodes that are not the same in both"),
        ("instar view --diff --plan 'snapshot -c s' disk.qcow2", "what a command would change"),
        ("instar view -o disk.html disk.qcow2", "a page with tree and bytes side by side"),
        ("instar view --select header.cluster_bits --output=json disk.qcow2", "for programs"),
    ),
    description=(
        "Prints the structures of one file: where each is, its bytes, its name and its value. The"
        " guest reads them by the tables that specs/views give; the disk's own data is not shown."
        " `instar explain` says what a field means."
    ),
    words=shared.TWO_AT_MOST,
    rules=(shared.ONE_DESCRIPTION,),
    flags=(
        *(shared.FORMAT, shared.IMAGE_OPTS, shared.FORCE_SHARE, shared.STRICT_BACKING),
        *(*viewing.PARTS, shared.OUTPUT_FORMAT, viewing.PAGE, viewing.EMBED),
        *(viewing.MAX_NODES, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
