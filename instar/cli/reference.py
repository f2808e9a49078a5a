# SPDX-License-Identifier: Apache-2.0
"""The reference pages of the commands, and the page that compares their options with qemu-img's,
from the tables that `--help` is made from: `python -m instar.cli.reference docs/commands`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from instar.cli.registry import ENTRIES, ENVIRONMENT, load
from instar.generated.flags import FLAGS
from instar.generated.profiles import PROFILES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from instar.cli.flags import Flag
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


def comparison() -> str:
    """The page that goes through qemu-img's options, command by command."""
    lines = [
        _MARKER,
        "",
        "# qemu-img's options, one by one",
        "",
        "A number after a name is the first recorded release of qemu-img that knows it. Names "
        "without a number are in all recorded releases. With `--qemu-version`, instar refuses the "
        "names that the release does not know. [From qemu-img to instar](../migration.md) says "
        "what else changes.",
    ]
    for name in FLAGS:
        lines += ["", f"## {name}", "", *_compared(load(name))]
    return "\n".join(lines) + "\n"


def _compared(command: Command) -> list[str]:
    since = _releases(command)
    flags = {name: flag for flag in command.flags for name in flag.names}
    flags |= {name: flag for flag in command.flags for name in flag.exact_names}
    rows: dict[str, list[str]] = {}
    for name in since:
        rows.setdefault(flags[name].names[0] if name in flags else name, []).append(name)
    lines = ["| option of qemu-img | in instar |", "|---|---|"]
    for names in rows.values():
        option = ", ".join(f"`{name}` {since[name]}".rstrip() for name in sorted(names, key=len))
        lines.append(f"| {option} | {_meaning(names, flags.get(names[0]))} |")
    own = [f"`{f.name}`" for f in command.flags if not f.is_hidden and f.names[0] not in rows]
    return [*lines, "", f"[instar {command.name}]({command.name}.md) adds {', '.join(own)}."]


def _meaning(names: list[str], flag: Flag[Any] | None) -> str:
    """What the names mean in instar, and which of them only when a release is imitated."""
    if flag is None:
        return "not supported"
    exact = " and ".join(f"`{name}`" for name in names if name not in flag.names)
    only = f"; {exact} with `--qemu-version` only" if exact else ""
    return _cell(flag.help) + only


def _releases(command: Command) -> dict[str, str]:
    """The names of qemu-img's flags for a command, and the first release with each; "" for those
    that were there before the first recorded one.
    """
    found: dict[str, str] = {}
    for number, names in FLAGS[command.name]:
        for name in names.split():
            found.setdefault(name, _release(number) if any(number) else "")
    for flag in command.flags:
        if flag.since:
            first = next(p for p in PROFILES if getattr(p, flag.since))
            found |= dict.fromkeys((*flag.names, *flag.exact_names), _release(first.number))
    return found


def _release(number: tuple[int, ...]) -> str:
    return ".".join(map(str, number[:2]))


def pages() -> dict[str, str]:
    """Every page by file name."""
    found = {f"{name}.md": page(load(name)) for name in ENTRIES}
    return {**found, "qemu-img.md": comparison()}


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
