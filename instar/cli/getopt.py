# SPDX-License-Identifier: Apache-2.0
"""Command lines as qemu-img reads them: C's getopt_long, with its abbreviations, its permutation
and its messages.

Neither click nor `getopt.gnu_getopt` can do this: complain in the order of the command line, know
names per release, and use C's texts. Click is left with what it is good at, help and embedding, and
takes them from the same declarations (`registry.py`).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence
    from typing import Any

    from instar.cli.flags import Flag


class GetoptError(Exception):
    """An option that is none, or lacks its argument.

    The text is what C's getopt_long prints after the program's name. `quiet` is what qemu-img
    prints where it keeps getopt quiet. `word` is the argument that is wrong.
    """

    def __init__(self, text: str, word: str, *, is_missing: bool = False) -> None:
        super().__init__(text)
        self.word, self.is_missing = word, is_missing
        problem = "missing argument for" if is_missing else "unrecognized"
        self.quiet = f"{problem} option '{word}'"


class TooManyWords(Exception):
    """One word more than a command takes, met before `--`."""


def surplus(name: str) -> str:
    """The complaint about `--name=value` where none belongs."""
    return f"option '{name}' doesn't allow an argument"


class Table:
    """The flags of one command by name, as they are known to one release of qemu-img.

    `ordered` are the long names that this release of qemu-img knows, in its order: abbreviations
    are looked up among these first, so that flags which only instar has never make one ambiguous;
    with `exact` these have no abbreviations.
    """

    def __init__(
        self, names: Mapping[str, Flag[Any]], ordered: Sequence[str] = (), *, exact: bool = False
    ) -> None:
        self.names = names
        self.ordered = [name for name in ordered if name in names]
        long = [] if exact else [name for name in names if name.startswith("--")]
        self.others = [name for name in long if name not in self.ordered]

    def long(self, typed: str, word: str) -> tuple[str, Flag[Any]]:
        """The flag that `--typed` names, whole or abbreviated.

        `word` is the whole argument, for messages.
        """
        if typed in self.names:
            return typed, self.names[typed]
        for names in (self.ordered, self.others):
            found = [name for name in names if name.startswith(typed)]
            if found and all(self.names[name] is self.names[found[0]] for name in found):
                return found[0], self.names[found[0]]
            if found:
                possible = " ".join(f"'{name}'" for name in found)
                raise GetoptError(f"option '{word}' is ambiguous; possibilities: {possible}", word)
        raise GetoptError(f"unrecognized option '{word}'", word)


def read(
    argv: Sequence[str],
    table: Table,
    *,
    sizes: bool = False,
    in_order: bool = False,
    most: int | None = None,
) -> Iterator[tuple[Flag[Any] | None, str]]:
    """Yield flags with their arguments, and `None` with each word that is no option, in the order
    of the command line. With `sizes`, a minus before a digit begins a number and no option. With
    `in_order`, nothing after the first word is an option. More words than `most` are an error where
    they come before `--`.

    Errors come when their turn comes, as in qemu-img, which looks at each option's value before it
    reads on.
    """
    words = list(argv)
    at = met = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word == "--":
            for rest in words[at:]:
                yield None, rest
            return
        if word.startswith("--"):
            typed, equals, value = word.partition("=")
            name, flag = table.long(typed, word)
            if not flag.metavar:
                if equals and not flag.kind.has_form:
                    raise GetoptError(surplus(name), word)
            elif not equals:
                if at == len(words):
                    raise GetoptError(
                        f"option '{name}' requires an argument", word, is_missing=True
                    )
                value = words[at]
                at += 1
            yield flag, value
        elif word.startswith("-") and word != "-" and not (sizes and word[1].isdecimal()):
            used = yield from _cluster(word, words[at : at + 1], table)
            at += used
        else:
            met += 1
            if most is not None and met > most:
                raise TooManyWords(word)
            yield None, word
            if in_order:
                words[at:at] = ["--"]


def _cluster(
    word: str, following: Sequence[str], table: Table
) -> Generator[tuple[Flag[Any] | None, str], None, int]:
    """The short options of one word:

    `-U`, `-Oqcow2`, `-UO qcow2`. Returns how many of the following words were used.
    """
    for place, char in enumerate(word[1:], 1):
        flag = table.names.get(f"-{char}")
        if flag is None:
            raise GetoptError(f"invalid option -- '{char}'", word)
        if not flag.metavar:
            yield flag, ""
            continue
        rest = word[place + 1 :]
        if rest:
            yield flag, rest
            return 0
        if not following:
            raise GetoptError(f"option requires an argument -- '{char}'", word, is_missing=True)
        yield flag, following[0]
        return 1
    return 0
