# SPDX-License-Identifier: Apache-2.0
"""The reference pages of the commands, from the tables that `--help` is made from:
`python -m instar.cli.reference docs/commands`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from instar.cli.registry import ENTRIES, ENVIRONMENT, load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from instar.cli.registry import Command

_MARKER = "<!-- INSTAR-GEN reference instar/cli/commands -->"


def page(command: Command) -> str:
    """The page of one command."""
    summary = command.entry.summary
    lines = [
        _MARKER,
        "",
        f"# instar {command.name}",
        "",
        f"{summary[:1].upper()}{summary[1:]}.",
        "",
        "```text",
        f"instar {command.name} [OPTIONS] {command.arguments}".rstrip(),
        "```",
        "",
    ]
    if command.description:
        lines += [command.description, ""]
    lines += ["## Examples", "", "| command | purpose |", "|---|---|"]
    lines += [f"| `{_cell(line)}` | {_cell(purpose)} |" for line, purpose in command.examples]
    for title, flags in command.groups():
        lines += ["", f"## {title or 'Other options'}", "", "| option | meaning |", "|---|---|"]
        lines += [f"| `{_cell(flag.synopsis)}` | {_cell(flag.help)} |" for flag in flags]
    lines += ["", "## Exit status", "", *_table("status", command.entry.statuses)]
    lines += ["", "## Environment", "", *_table("variable", ENVIRONMENT)]
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Every page by file name."""
    return {f"{name}.md": page(load(name)) for name in ENTRIES}


def _table(head: str, rows: Iterable[tuple[object, str]]) -> list[str]:
    return [
        f"| {head} | meaning |",
        "|---|---|",
        *(f"| `{key}` | {_cell(text)} |" for key, text in rows),
    ]


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def main(directory: str) -> None:
    for name, text in pages().items():
        Path(directory, name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
