# SPDX-License-Identifier: Apache-2.0
"""What a shell can offer for the word at the cursor, from the tables of the command line.

A shell's script (`completion_scripts`) runs `instar` with COMPLETE set to `SHELL:INDEX` and the
words of the line as arguments; bash, which cuts words at its word breaks, passes its line instead.
The first line of the answer is `files N`, `directories N` or `words N`: N characters of the word
stay as they are and the shell completes the rest. Offers follow, each with a tab and what it means.
"""

from __future__ import annotations

import os
import shlex
import sys

from instar.cli import registry
from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from instar.cli.flags import Flag, Kind
    from instar.cli.registry import Command

FILES, DIRECTORIES, WORDS = "files", "directories", "words"
# Words that need no quotes, inside quotes or out of them.
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-[]")


class Line(Record):
    """A command line of which one word is being typed: what kinds may want to know of the rest."""

    words: tuple[str, ...] = ()
    """Those that are no options, anywhere in the line."""
    given: tuple[tuple[Flag[Any], str], ...] = ()
    """Flags and their texts, those before the cursor."""

    def text(self, kind: type[Kind[Any]]) -> str:
        """The last text of a flag of this kind."""
        found = (text for flag, text in reversed(self.given) if isinstance(flag.kind, kind))
        return next(found, "")


class Offers(Record):
    """What to offer. `kept` is how much of the word is no part of the offers."""

    kind: str = WORDS
    kept: int = 0
    words: tuple[tuple[str, str], ...] = ()
    """Whole words, and what they mean."""


def offers(words: Sequence[str], index: int) -> Offers:
    """What fits at word `index` of the words after the program's name."""
    before, current, after = words[:index], words[index], words[index + 1 :]
    number = next((n for n, word in enumerate(before) if not word.startswith("-")), None)
    if number is None or (before[number] == "help" and not current.startswith("-")):
        return _commands(current)
    if before[number] not in registry.entries():
        return Offers(FILES)
    command = registry.load(before[number])
    return _arguments(command, before[number + 1 :], current, after)


def _commands(current: str) -> Offers:
    from instar.cli.standard import HELP, VERSION

    known = [(entry.name, entry.summary) for entry in registry.entries().values()]
    known += [(flag.name, flag.help) for flag in (HELP, VERSION)] if current[:1] == "-" else []
    return _starting(current, known)


def _arguments(
    command: Command, before: Sequence[str], current: str, after: Sequence[str]
) -> Offers:
    names = {name: flag for flag in command.flags for name in flag.names}
    typed, behind = _Read(names, before), _Read(names, after)
    line = Line((*typed.words, *behind.words), tuple(typed.given))
    if typed.pending is not None:
        return _value(typed.pending.kind, "", current, line)
    name, equals, text = current.partition("=")
    if typed.is_ended or not current.startswith("-"):
        return _word(command, current, typed.words)
    if equals and name in names:
        return _value(names[name].kind, name + equals, text, line)
    short = names.get(current[:2])
    if short is not None and short.metavar and not current.startswith("--"):
        return _value(short.kind, current[:2], current[2:], line)
    shown = [flag for flag in command.flags if not flag.is_hidden]
    return _starting(current, ((one, flag.help) for flag in shown for one in flag.names))


class _Read:
    """Part of a command line: its words, its flags, and the flag that the next word is the value
    of.
    """

    def __init__(self, names: dict[str, Flag[Any]], texts: Sequence[str]) -> None:
        self._names = names
        self.words: list[str] = []
        self.given: list[tuple[Flag[Any], str]] = []
        self.pending: Flag[Any] | None = None
        self.is_ended = False
        for text in texts:
            self._take(text)

    def _take(self, text: str) -> None:
        if self.pending is not None:
            self.given.append((self.pending, text))
            self.pending = None
        elif text == "--" and not self.is_ended:
            self.is_ended = True
        elif self.is_ended or not text.startswith("-"):
            self.words.append(text)
        else:
            self._flag(text)

    def _flag(self, text: str) -> None:
        name, equals, value = text.partition("=")
        if not text.startswith("--") and len(text) > 2:
            name, equals, value = text[:2], "=", text[2:]
        flag = self._names.get(name)
        if flag is not None and equals:
            self.given.append((flag, value))
        elif flag is not None and flag.metavar:
            self.pending = flag


def _value(kind: Kind[Any], kept: str, current: str, line: Line) -> Offers:
    if kind.is_path:
        return Offers(DIRECTORIES if kind.metavar == "DIR" else FILES, len(kept))
    found = kind.complete(current, line)
    return Offers(words=tuple((kept + word, "") for word in found))


def _word(command: Command, current: str, before: Sequence[str]) -> Offers:
    if before and command.words.names is not None:
        return _starting(current, ((name, "") for name in command.words.names(before)))
    operand, equals, _ = current.partition("=")
    if command.words.offers:
        found = _starting(current, ((word, "") for word in command.words.offers))
        if found.words:
            return found
    return Offers(FILES, len(operand + equals) if equals and command.words.offers else 0)


def _starting(current: str, found: Iterable[tuple[str, str]]) -> Offers:
    return Offers(words=tuple(one for one in found if one[0].startswith(current)))


def complete(instruction: str, words: list[str]) -> int:
    """Answer a shell that asks for completions."""
    shell, _, index = instruction.partition(":")
    if shell == "bash":
        lines = _for_bash(os.environ["COMP_LINE"], int(os.environ["COMP_POINT"]))
    else:
        found = offers(words, int(index))
        lines = [_head(found), *("\t".join(one).rstrip("\t") for one in found.words)]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _head(found: Offers) -> str:
    return f"{found.kind} {found.kept}"


def _for_bash(line: str, point: int) -> list[str]:
    """Bash replaces what follows the last word break before the cursor, and quotes nothing."""
    _, quote = _split(line[:point])
    words, _ = _split(line[:point] + _CURSOR + line[point:])
    index = next(n for n, word in enumerate(words) if _CURSOR in word)
    current = words[index].partition(_CURSOR)[0]
    found = offers([*words[1:index], current, *words[index + 1 :]], index - 1)
    breaks = set(os.environ.get("COMP_WORDBREAKS", "")) & set("=:") if not quote else ()
    kept = max((current.rfind(one) + 1 for one in breaks), default=0)
    fitting = [word for word, _ in found.words if not quote or _PLAIN.issuperset(word)]
    return [_head(found), *(_quoted(word[kept:]) for word in fitting)]


_CURSOR = "\x1f"


def _split(line: str) -> tuple[list[str], bool]:
    """The words of a line, and whether it ends within quotes."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters = True, ""
    words: list[str] = []
    try:
        words += lexer
    except ValueError:
        return [*words, lexer.token or ""], True
    return words, False


def _quoted(word: str) -> str:
    """A word as a shell reads it back; what needs no quotes has none."""
    return "".join(one if one in _PLAIN or not one.isascii() else f"\\{one}" for one in word)
