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
    from instar.ops.map import Question
    from instar.ops.run import Runner


def print_rows(question: Question, runner: Runner, out: Output, *, is_json: bool) -> int:
    """Print runs as they come. An error ends the list where it is, as qemu-img does."""
    from instar.ops.map import Hearing, ask, naming

    names: list[str] = []
    text = JsonRows(question.profile) if is_json else HumanRows(names)
    write = sys.stdout.buffer.write

    # The guest waits meanwhile: two threads would save a third of the time of large maps, and cost
    # small ones more than they take.
    def on_opened(opened: Opened) -> None:
        write(text.opening)
        out.progress(0, question.window.on_disk(opened.virtual_size))

    def on_batch(batch: Batch) -> None:
        write(text.rows(batch))

    hear = Hearing(
        on_batch, on_opened, naming(names), lambda warning: out.warn([warning]), out.progress
    )
    try:
        ask(question, runner, hear)
        write(text.closing(question.window.start))
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
