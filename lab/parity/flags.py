# SPDX-License-Identifier: Apache-2.0
"""Which flags each qemu-img knows: found by asking it, and written as a table for the command line.

    python -m lab.parity.flags record --bins DIR      ask DIR/<any name>/qemu-img, keep the answers
    python -m lab.parity.flags emit                   write instar/generated/flags.py from them

An abbreviation of every long name at once (`--=`) makes getopt list them in its own order. Where a
subcommand keeps getopt quiet, each name that any release knows is tried by itself.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import string
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from lab.parity.tools import ENVIRONMENT, TIMEOUT_S

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "parity" / "data" / "flags.json"
OUTPUT = ROOT / "instar" / "generated" / "flags.py"
EMITTER = 1  # raise it when the emitted text changes for the same recordings

COMMANDS = (
    *("amend", "bench", "bitmap", "check", "commit", "compare", "convert", "create", "dd"),
    *("info", "map", "measure", "rebase", "resize", "snapshot"),
)
_VERSION = re.compile(r"qemu-img version ((\d+)\.(\d+)\.(\d+))")
_REFUSED = re.compile(r"(unrecognized|invalid) option")

# What a command wants to see before it looks at its options.
_WORDS = {"resize": ("missing", "1M")}

Names = dict[str, list[str]]


class Program:
    """One build of qemu-img."""

    def __init__(self, path: Path, folder: str) -> None:
        self.path = path
        self.folder = folder
        found = _VERSION.match(self.ask("--version"))
        if found is None:
            raise ValueError(f"{path} is no qemu-img")
        self.version = found[1]

    def ask(self, *words: str) -> str:
        """Everything that a command line prints."""
        done = subprocess.run(
            [self.path, *words], cwd=self.folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False, timeout=TIMEOUT_S,
        )  # fmt: skip
        return done.stdout + done.stderr

    def listed(self, command: str) -> list[str]:
        """The long names as getopt lists them; empty where the command keeps it quiet."""
        line = re.search(
            r"possibilities: (.*)", self.ask(command, "--=x", *_WORDS.get(command, ()))
        )
        return re.findall(r"'(--[^']+)'", line[1]) if line else []

    def knows(self, command: str, name: str) -> bool:
        return not _REFUSED.search(self.ask(command, name, *_WORDS.get(command, ())))

    def known(self, command: str, names: Iterable[str]) -> list[str]:
        """Those of the names that the command knows, without what may be their abbreviations."""
        found = [name for name in sorted(names) if self.knows(command, name)]
        return [n for n in found if not any(o != n and o.startswith(n) for o in found)]


def names_in_help(program: Program) -> set[str]:
    return set(re.findall(r"--[a-z][a-z-]+", program.ask("--help")))


def record(programs: Iterable[Program]) -> dict[str, Names]:
    """The flags of every command by version: short ones in alphabetical order, long ones in
    getopt's.
    """
    programs = list(programs)
    listed = {(p.version, c): p.listed(c) for p in programs for c in COMMANDS}
    candidates = {name for names in listed.values() for name in names}
    for program in programs:
        candidates |= names_in_help(program)
    return {
        p.version: {
            command: [
                *(f"-{c}" for c in string.ascii_letters if p.knows(command, f"-{c}")),
                *(listed[p.version, command] or p.known(command, candidates)),
            ]
            for command in COMMANDS
        }
        for p in programs
    }


def number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def rows(recorded: Mapping[str, Names], command: str) -> list[tuple[tuple[int, ...], list[str]]]:
    """What a command knows from which release on; a release like the one before has no row.

    The oldest recorded release speaks for those before it.
    """
    found: list[tuple[tuple[int, ...], list[str]]] = []
    for version in sorted(recorded, key=number):
        names = recorded[version][command]
        if not found or found[-1][1] != names:
            found.append((number(version)[:2] if found else (0,), names))
    return found


LONGEST = 100 - len(" " * 12 + '"",')
"""Characters of a string that fits on its line."""


def emit(recorded: Mapping[str, Names]) -> str:
    """The table as a module."""
    digest = hashlib.sha256(json.dumps(recorded, sort_keys=True).encode()).hexdigest()[:16]
    lines = [
        f"# INSTAR-GEN flags tests/parity/data/flags.json spec={digest} gen={EMITTER}",
        "# SPDX-License-Identifier: Apache-2.0",
        '"""The flags of qemu-img\'s subcommands, from which release on, in the order of its '
        'tables."""',
        "",
        "FLAGS: dict[str, tuple[tuple[tuple[int, ...], str], ...]] = {",
    ]
    for command in COMMANDS:
        lines.append(f'    "{command}": (')
        for since, names in rows(recorded, command):
            lines += [
                "        (",
                f"            ({', '.join(map(str, since))},),"
                if len(since) == 1
                else f"            ({', '.join(map(str, since))}),",
                *_folded(names),
                "        ),",
            ]
        lines.append("    ),")
    return "\n".join([*lines, "}", ""])


def _folded(names: list[str]) -> list[str]:
    """Names as one string, over several lines where ruff would not join them."""
    pieces: list[str] = [] if len(" ".join(names)) > LONGEST else [" ".join(names)]
    for name in names if not pieces else ():
        if pieces and len(pieces[-1]) + len(name) < 80:
            pieces[-1] += f" {name}"
        else:
            pieces.append(name)
    pieces = [piece + " " for piece in pieces[:-1]] + pieces[-1:]
    return [
        f'            "{piece}"{"," if place == len(pieces) - 1 else ""}'
        for place, piece in enumerate(pieces)
    ]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m lab.parity.flags")
    parser.add_argument("action", choices=("record", "emit"))
    parser.add_argument("--bins", type=Path, metavar="DIR")
    options = parser.parse_args(argv)
    if options.action == "record":
        if options.bins is None:
            parser.error("record needs --bins DIR")
        with tempfile.TemporaryDirectory() as folder:
            found = record(Program(p, folder) for p in sorted(options.bins.glob("*/qemu-img")))
        DATA.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
    OUTPUT.write_text(emit(json.loads(DATA.read_text())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
