# SPDX-License-Identifier: Apache-2.0
"""`instar convert`."""

from __future__ import annotations

from instar.cli import converting, copying, in_place, many, shared, target
from instar.cli.registry import Command, Words
from instar.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values


def answer(values: Values, out: Output) -> int:
    """Copy images into a new one."""
    from instar.ops.convert import Converter
    from instar.render import convert as render

    if (folder := values[converting.OUTPUT_DIR]) is not None:
        from instar.cli import converting_many

        return converting_many.answer(values, COMMAND, folder, out)
    if values[shared.OUTPUT_FORMAT] == many.LINES:
        raise UsageError(f"--output={many.LINES} needs --output-dir")
    is_json = values[shared.OUTPUT_FORMAT] == "json"
    words = values[shared.WORDS]
    asked = converting.question(values, COMMAND, words)
    if asked.filename == "-" and not values.exact:
        from instar.cli import streaming

        return streaming.convert(values, asked, out)
    with converting.progress(values, asked.filename) as on_progress:
        found = Converter(asked, shared.runner(values, out)).convert(on_progress)
    out.warn(found.warnings)
    if not values[shared.QUIET]:
        out.warn(found.losses)
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
        ("instar convert --for azure disk.qcow2 disk.vhd", "what a platform takes"),
        ("instar convert -O qcow2 --output-dir new *.vmdk", "one after the other, on all cores"),
    ),
    description=(
        "OUTPUT gets its name only after it is complete and instar has read it back. If that fails,"
        " an existing file of that name stays unchanged. Bytes and messages are qemu-img's."
        " SOURCE_DATE_EPOCH sets the time in the file. OUTPUT - is standard output, FILENAME -"
        " standard input; tar:FILE:MEMBER is a file in a tar archive, such as an OVA."
    ),
    words=Words(),
    rules=(shared.ONE_DESCRIPTION, *copying.RULES, *converting.RULES),
    flags=(
        *(*copying.FLAGS, *converting.FLAGS, many.FORMS, shared.QUIET),
        *(converting.PROGRESS, converting.PROGRESS_FD),
        *(shared.QEMU_VERSION, in_place.ALLOW_WRITE, *shared.SANDBOX_FLAGS, shared.HELP),
    ),
)
