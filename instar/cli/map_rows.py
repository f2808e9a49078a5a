# SPDX-License-Identifier: Apache-2.0
"""`instar map`: runs are printed as they are found."""

from __future__ import annotations

import sys

from instar.errors import InstarError, UsageError
from instar.render.map import HumanRows, JsonRows, Unmappable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.generated.messages import Opened
    from instar.layout.extents import Batch
    from instar.ops.map import Mapper
    from instar.ops.run import Runner
    from instar.options.source import Source


def print_rows(
    mapper: Mapper, source: Source, runner: Runner, out: Output, *, is_json: bool
) -> int:
    """Print runs as they come. An error ends the list where it is, as qemu-img does."""
    names: list[str] = []
    text = JsonRows(mapper.profile) if is_json else HumanRows(names)
    write = sys.stdout.buffer.write

    # The guest waits meanwhile: two threads would save a third of the time of large maps, and cost
    # small ones more than they take.
    def on_opened(opened: Opened) -> None:
        write(text.opening)
        out.progress(0, mapper.window.on_disk(opened.virtual_size))

    def on_batch(batch: Batch) -> None:
        write(text.rows(batch))

    try:
        mapper.map(
            source,
            runner,
            on_batch,
            on_opened=on_opened,
            names=names,
            on_warning=lambda warning: out.warn([warning]),
            on_progress=out.progress,
        )
        write(text.closing(mapper.window.start))
    except Unmappable as error:
        write(error.rows)
        raise UsageError(str(error)) from None
    except InstarError:
        write(text.broken)
        raise
    finally:
        sys.stdout.buffer.flush()
        out.clear()
    return 0
