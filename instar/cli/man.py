# SPDX-License-Identifier: Apache-2.0
"""Man pages, from the tables that `--help` is made from: `python -m instar.cli.man DIRECTORY`."""

from __future__ import annotations

import sys
from pathlib import Path

from instar.cli.kinds import SourceFormat
from instar.cli.registry import ENTRIES, ENVIRONMENT, SUCCESS_OR_ERROR, load
from instar.cli.target_kinds import TargetFormat
from instar.options.names import DRIVERS
from instar.options.targets import MODULES
from instar.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from instar.cli.flags import Flag
    from instar.cli.registry import Command

_SECTION = "1"
_QEMU_IMG = r"\fBqemu\-img\fR(1)"


def main_page() -> str:
    """The page of the program."""
    lines = [
        *_head("INSTAR", "instar", "safe, fast qemu-img for untrusted disk images"),
        ".SH SYNOPSIS",
        ".B instar",
        r"\fICOMMAND\fR [\fIOPTIONS\fR] ...",
        ".SH COMMANDS",
    ]
    for entry in ENTRIES.values():
        lines += [".TP", rf"\fBinstar\-{_roff(entry.name)}\fR(1)", f"{_roff(entry.summary)}."]
    lines += [*_formats(), *_statuses(SUCCESS_OR_ERROR), *_environment()]
    pages = [rf"\fBinstar\-{_roff(name)}\fR(1)" for name in ENTRIES]
    lines += [".SH SEE ALSO", ", ".join([*pages, _QEMU_IMG])]
    return "\n".join(lines) + "\n"


def command_page(command: Command) -> str:
    """The page of one command."""
    title = f"instar-{command.name}"
    lines = [
        *_head(title.upper(), title, command.entry.summary),
        ".SH SYNOPSIS",
        rf".B instar {_roff(command.name)}",
        rf"[\fIOPTIONS\fR] {_roff(command.arguments)}",
    ]
    if command.description:
        lines += [".SH DESCRIPTION", _roff(command.description)]
    if command.examples:
        lines.append(".SH EXAMPLES")
        for example, purpose in command.examples:
            lines += [".TP", rf"\fB{_roff(example)}\fR", _roff(purpose)]
    for title, flags in command.groups():
        lines.append(f'.SH "{_roff(title.upper() or "OTHER OPTIONS")}"')
        for flag in flags:
            lines += _flag(flag)
    if any(isinstance(flag.kind, SourceFormat | TargetFormat) for flag in command.flags):
        lines += _formats()
    lines += [*_statuses(command.entry.statuses), *_environment()]
    lines += [".SH SEE ALSO", rf"\fBinstar\fR(1), {_QEMU_IMG}"]
    return "\n".join(lines) + "\n"


def write_pages(directory: Path) -> list[Path]:
    """Write every page into a directory."""
    pages = {"instar": main_page()}
    for name in ENTRIES:
        pages[f"instar-{name}"] = command_page(load(name))
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in pages.items():
        path = directory / f"{name}.{_SECTION}"
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def _head(title: str, name: str, summary: str) -> list[str]:
    return [
        f'.TH "{_roff(title)}" "{_SECTION}" "" "instar {__version__}"',
        ".SH NAME",
        rf"{_roff(name)} \- {_roff(summary)}",
    ]


def _formats() -> list[str]:
    """Every format by the names that it has, and what can be done with it."""
    names: dict[int, list[str]] = {}
    for name, number in DRIVERS.items():
        names.setdefault(number, []).append(name)
    lines = [".SH FORMATS"]
    for format, known in names.items():
        bold = ", ".join(rf"\fB{_roff(name)}\fR" for name in known)
        lines += [".TP", bold, "read and written." if format in MODULES else "read."]
    return lines


def _statuses(statuses: tuple[tuple[int, str], ...]) -> list[str]:
    lines = [".SH EXIT STATUS"]
    for status, meaning in statuses:
        lines += [".TP", str(status), f"{_roff(meaning)}."]
    return lines


def _environment() -> list[str]:
    lines = [".SH ENVIRONMENT"]
    for name, meaning in ENVIRONMENT:
        lines += [".TP", rf"\fB{_roff(name)}\fR", f"{_roff(meaning)}."]
    return lines


def _flag(flag: Flag[Any]) -> list[str]:
    names = ", ".join(rf"\fB{_roff(name)}\fR" for name in sorted(flag.names, key=len))
    value = rf" \fI{_roff(flag.kind.shown)}\fR" if flag.metavar else ""
    return [".TP", f"{names}{value}", _roff(flag.help)]


def _roff(text: str) -> str:
    """Text that roff prints as it is."""
    plain = (
        text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("`", r"\(ga")
    )
    return rf"\&{plain}" if plain.startswith(".") else plain


if __name__ == "__main__":
    for page in write_pages(Path(sys.argv[1])):
        print(page)
