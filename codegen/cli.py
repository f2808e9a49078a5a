# SPDX-License-Identifier: Apache-2.0
"""`python -m codegen {gen,check,lint,gallery,parsers}`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from codegen.emitters import emit_all
from codegen.gallery.whole import gallery as gallery_files
from codegen.lint import lint as find_problems
from codegen.load.files import Loaded, load_all
from codegen.load.proto import load as load_proto
from codegen.load.views import load_views
from codegen.model.follow import by_format
from codegen.out.write import differing, strays, write

ROOT = Path(__file__).resolve().parent.parent


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")


def _load(root: Path) -> Loaded:
    loaded = load_all(root)
    for problem in loaded.problems:
        _complain(str(problem))
    return loaded


def gen(root: Path, only: tuple[str, ...]) -> int:
    """Write what follows from the specs. One that does not load is reported, and its output left as
    it is.
    """
    loaded = _load(root)
    for name in write(root, emit_all(loaded.specs, load_proto(root), load_views(root), only)):
        _say(f"wrote {name}")
    return 1 if loaded.problems else 0


def check(root: Path) -> int:
    """Regenerate in memory and compare."""
    loaded = _load(root)
    outputs = emit_all(loaded.specs, load_proto(root), load_views(root))
    wrong = differing(root, outputs)
    for name in wrong:
        _complain(f"{name}: not what specs/ gives; run `make codegen`")
    left = [] if loaded.problems else strays(root, outputs)
    for name in left:
        _complain(f"{name}: no spec gives it; delete it")
    return 1 if wrong or left or loaded.problems else 0


def lint(root: Path) -> int:
    problems = find_problems(load_all(root))
    for problem in problems:
        _complain(str(problem))
    return 1 if problems else 0


def gallery(root: Path, folder: Path) -> int:
    """Write what could be sent to the gallery of Kaitai formats."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in gallery_files(root).items():
        (folder / name).write_text(text)
        _say(f"wrote {folder / name}")
    return 0


def parsers(root: Path, folder: Path) -> int:
    """Write parsers in C and Python that follow the formats' rules where qemu has its own."""
    loaded = _load(root)
    only = ("c.source", "python.writer")
    for name in write(folder, emit_all(by_format(loaded.specs), load_proto(root), only=only)):
        _say(f"wrote {folder / name}")
    return 1 if loaded.problems else 0


def run(args: argparse.Namespace) -> int:
    match args.command:
        case "gen":
            return gen(args.root, tuple(args.only))
        case "check":
            return check(args.root)
        case "lint":
            return lint(args.root)
        case "gallery":
            return gallery(args.root, args.directory)
        case "parsers":
            return parsers(args.root, args.directory)
        case other:
            raise AssertionError(other)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m codegen", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's root")
    commands = parser.add_subparsers(dest="command", required=True)
    generate = commands.add_parser("gen", help="write the generated files")
    generate.add_argument("only", nargs="*", metavar="EMITTER", help="only these, e.g. c.source")
    commands.add_parser("check", help="compare the generated files with the specs")
    commands.add_parser("lint", help="tell everything that is wrong with the specs")
    sent = commands.add_parser("gallery", help="write formats for the Kaitai gallery")
    sent.add_argument("directory", type=Path, metavar="DIR")
    followed = commands.add_parser("parsers", help="write parsers that follow the formats' rules")
    followed.add_argument("directory", type=Path, metavar="DIR")
    args = parser.parse_args(argv)
    try:
        return run(args)
    except ValueError as error:
        _complain(str(error))
        return 1
