# SPDX-License-Identifier: Apache-2.0
"""`instar view`."""

from __future__ import annotations

from instar.cli import numbers, shared
from instar.cli.flags import Flag, Text
from instar.cli.registry import Command
from instar.generated import view
from instar.widths import INT64_MAX

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values

_TREE = "Part of the image"

SELECT = Flag(
    ("--select",),
    Text[str]("PATH"),
    "begin at this node, such as header.cluster_bits or l1_table[0].l2_table[17]",
    _TREE,
    "",
)
DEPTH = Flag(
    ("--depth",),
    numbers.Count(0, view.MAX_DEPTH),
    f"how far to go down (default: {view.DEPTH_DEFAULT})",
    _TREE,
    view.DEPTH_DEFAULT,
)
ELEMENTS = Flag(
    ("--elements",),
    numbers.Count(1, view.ViewConfig.MAX_ELEMENTS_MAX),
    f"elements of each list to show (default: {view.MAX_ELEMENTS_DEFAULT})",
    _TREE,
    view.MAX_ELEMENTS_DEFAULT,
)
FIRST = Flag(
    ("--first",),
    numbers.Count(0, INT64_MAX),
    "number of the first element, where --select names a list",
    _TREE,
    0,
)
PAGE: Flag[str | None] = Flag(
    ("-o", "--page"),
    Text("FILE.html", is_path=True),
    "write a page for a browser into this file, with all levels",
    shared.OUTPUT,
)
EMBED = Flag(
    ("--embed",),
    numbers.Size(),
    "the longest page; shorter lists make it fit (default: 8M)",
    shared.OUTPUT,
    8 << 20,
)
MAX_NODES = Flag(
    ("--max-nodes",),
    numbers.Count(1, view.ViewConfig.MAX_NODES_MAX),
    f"nodes to show in all (default: {view.MAX_NODES_DEFAULT})",
    shared.SANDBOX,
    view.MAX_NODES_DEFAULT,
)


def answer(values: Values, out: Output) -> int:
    """Show the structures of an image."""
    from instar.ops.view import Question, ask
    from instar.render import view as render

    question = Question(
        source=shared.source(values, values[shared.WORDS][0]),
        profile=values.profile,
        access=shared.access(values, has_secret=False, has_snapshot=False),
        select=values[SELECT],
        depth=values[DEPTH],
        first=values[FIRST],
        max_elements=values[ELEMENTS],
        max_nodes=values[MAX_NODES],
    )
    if (file := values[PAGE]) is not None:
        from instar.cli.view_page import write

        return write(question, shared.runner(values, out), out, file, values[EMBED])
    found = ask(question, shared.runner(values, out))
    out.warn(found.warnings)
    if values[shared.OUTPUT_FORMAT] == "json":
        out.write(render.as_json(found))
        return 0
    out.write_all(render.human(found, out.style))
    return 0


COMMAND = Command(
    name="view",
    answer=answer,
    arguments="FILENAME",
    examples=(
        ("instar view disk.qcow2", "the tree of its structures"),
        ("instar view --select 'l1_table[0].l2_table' --first 100 disk.qcow2", "a part of a table"),
        ("instar view -o disk.html disk.qcow2", "a page with tree and bytes side by side"),
        ("instar view --select header.cluster_bits --output=json disk.qcow2", "for programs"),
    ),
    description=(
        "Prints the structures of one file: where each is, its bytes, its name and its value. The"
        " guest reads them by the tables that specs/views give; the disk's own data is not shown."
        " `instar explain` says what a field means."
    ),
    words=shared.ONE_IMAGE,
    rules=(shared.ONE_DESCRIPTION,),
    flags=(
        *(shared.FORMAT, shared.IMAGE_OPTS, shared.FORCE_SHARE, shared.STRICT_BACKING),
        *(SELECT, DEPTH, ELEMENTS, FIRST, shared.OUTPUT_FORMAT, PAGE, EMBED),
        *(MAX_NODES, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
