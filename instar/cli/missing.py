# SPDX-License-Identifier: Apache-2.0
"""What there is, for people who asked for an internal snapshot that there is not."""

from __future__ import annotations

from instar.cli import shared
from instar.errors import ImageError, InstarError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.cli.output import Output
    from instar.cli.parse import Values


def hinted(error: InstarError, values: Values, out: Output) -> InstarError:
    """The error, with the snapshots of the image that has none of the name that was wanted."""
    wanted, words = values[shared.SNAPSHOT], values[shared.WORDS]
    if wanted is None or not words or error.hint or not isinstance(error, ImageError):
        return error
    try:
        return error.hinting(_existing(values, words[0], {wanted.text, wanted.id} - {""}, out))
    except InstarError:  # the image is wrong in another way, as the error says
        return error


def _existing(values: Values, name: str, wanted: set[str], out: Output) -> str:
    from instar.ops.info import Question, ask
    from instar.options.snapshot import listed

    question = Question(
        source=shared.source(values, name),
        profile=values.profile,
        access=shared.access(values, has_snapshot=False),
    )
    found = ask(question, shared.runner(values, out))[0].snapshots
    names = {text for one in found for text in (one.id, one.name)}
    return "" if wanted <= names else listed(found)
