# SPDX-License-Identifier: Apache-2.0
"""The lines of `bench`, which are qemu-img's."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.ops.bench import Question


def begun(question: Question) -> str:
    """What is about to be done."""
    kind = "read" if question.pattern is None else "write"
    text = (
        f"Sending {question.count} {kind} requests, {question.size} bytes each, {question.depth} in"
        f" parallel (starting at offset {question.offset}, step size {question.step})\n"
    )
    if question.flush_interval:
        text += f"Sending flush every {question.flush_interval} requests\n"
    return text


def done(seconds: float) -> str:
    """How long it took."""
    return f"Run completed in {seconds:.3f} seconds.\n"
