# SPDX-License-Identifier: Apache-2.0
"""Answers about any number of images: a line of JSON for each."""

from __future__ import annotations

from instar.render.error import as_json
from instar.text import json_string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from instar.errors import InstarError


class JsonLines:
    """`filename`, and `answer` or `error`. The answer is what --output=json prints of the image."""

    def row(self, filename: str, answer: str) -> str:
        return f'{{"filename": {json_string(filename)}, "answer": {answer}}}\n'

    def error(self, filename: str, error: InstarError, text: str) -> str:
        return f'{{"filename": {json_string(filename)}, "error": {as_json(error, text)}}}\n'
