# SPDX-License-Identifier: Apache-2.0
"""`instar convert`."""

from __future__ import annotations

from instar.cli import converting, copying, shared, target
from instar.cli.registry import Command, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values


def answer(values: Values, out: Output) -> int:
    """Copy images into a new one."""
    from instar.ops.convert import Converter
    from instar.render import convert as render

    is_json = values[shared.OUTPUT_FORMAT] == "json"
    asked = converting.question(values, COMMAND)
    with converting.progress(values, asked.filename) as on_progress:
        found = Converter(asked, shared.runner(values, out)).convert(on_progress)
    out.warn(found.warnings)
    if is_json:
        out.write(render.as_json(found))
    elif found.hash:
        out.write(render.hash_line(found))
    return 0


COMMAND = Command(
    name="convert",
    answer=answer,
    topic=target.topic,
    arguments="FILENAME... OUTPUT",
    examples=(
        ("instar convert -O qcow2 disk.vmdk disk.qcow2", "the same disk in another format"),
        ("instar convert -O raw -l before disk.qcow2 old.raw", "what an internal snapshot has"),
    ),
    description=(
        "OUTPUT gets its name only after it is complete and instar has read it back. If that fails,"
        " an existing file of that name stays unchanged. Bytes and messages are qemu-img's."
        " SOURCE_DATE_EPOCH sets the time in the file."
    ),
    words=Words(),
    rules=(shared.ONE_DESCRIPTION, *copying.RULES),
    flags=(
        *(*copying.FLAGS, *converting.FLAGS, shared.OUTPUT_FORMAT, shared.QUIET),
        *(converting.PROGRESS, converting.PROGRESS_FD),
        *(shared.QEMU_VERSION, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
