# SPDX-License-Identifier: Apache-2.0
"""Options are read as C's getopt_long reads them; the messages are what qemu-img prints."""

from __future__ import annotations

from typing import Any

import pytest

from instar.cli.flags import Flag, Kind, Switch, Text
from instar.cli.getopt import GetoptError, Table, read

TEXT: Kind[Any] = Text("X")
FLAGS: dict[str, Flag[Any]] = {
    name: Flag(names, kind, "", into=key)
    for key, names, kind in (
        ("format", ("-f", "--format"), TEXT),
        ("force", ("-U", "--force-share"), Switch()),
        ("size", ("-s", "--size"), TEXT),
        ("snapshot", ("--snapshot",), TEXT),
        ("sandbox", ("--sandbox",), TEXT),
        ("target", ("-O", "--target-format"), TEXT),
    )
    for name in names
}
ORDERED = ("--size", "--snapshot", "--format", "--force-share", "--target-format")
TABLE = Table(FLAGS, ORDERED)


def words(*argv: str) -> list[tuple[str, str]]:
    return [(flag.key if flag else "word", value) for flag, value in read(argv, TABLE)]


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (("--size", "1"), [("size", "1")]),
        (("--size=1",), [("size", "1")]),
        (("--si=1",), [("size", "1")]),
        (("--size=",), [("size", "")]),
        (("-s1",), [("size", "1")]),
        (("-s", "-1"), [("size", "-1")]),
        (("-UOqcow2",), [("force", ""), ("target", "qcow2")]),
        (("-UO", "qcow2"), [("force", ""), ("target", "qcow2")]),
        (("a", "-U", "b"), [("word", "a"), ("force", ""), ("word", "b")]),
        (("-U", "--", "-U", "--size"), [("force", ""), ("word", "-U"), ("word", "--size")]),
        (("-",), [("word", "-")]),
        (("",), [("word", "")]),
        # only instar has --sandbox: it makes --s no more ambiguous than it is, and --sa is its own
        (("--sa", "kvm"), [("sandbox", "kvm")]),
    ],
)
def test_words_are_read(argv: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    assert words(*argv) == expected


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("--nonsense=1",), "unrecognized option '--nonsense=1'"),
        (("-x",), "invalid option -- 'x'"),
        (("-Ux",), "invalid option -- 'x'"),
        (("-U=1",), "invalid option -- '='"),
        (("--size",), "option '--size' requires an argument"),
        (("--siz",), "option '--size' requires an argument"),
        (("-O",), "option requires an argument -- 'O'"),
        (("--force-share=1",), "option '--force-share' doesn't allow an argument"),
        (("--s=1",), "option '--s=1' is ambiguous; possibilities: '--size' '--snapshot'"),
        (("--fo",), "option '--fo' is ambiguous; possibilities: '--format' '--force-share'"),
    ],
)
def test_bad_option_is_refused(argv: tuple[str, ...], message: str) -> None:
    with pytest.raises(GetoptError) as caught:
        words(*argv)
    assert str(caught.value) == message


def test_error_comes_in_its_turn() -> None:
    seen = []
    with pytest.raises(GetoptError):
        for flag, value in read(("--size", "junk", "--nonsense"), TABLE):
            seen.append((flag.key if flag else "", value))
    assert seen == [("size", "junk")]


def test_names_of_other_releases_are_unknown() -> None:
    known = {name: flag for name, flag in FLAGS.items() if name not in ("-s", "--format")}
    table = Table(known, ORDERED)
    with pytest.raises(GetoptError, match="invalid option -- 's'"):
        list(read(("-s", "1"), table))
    assert [f.key for f, _ in read(("--fo",), table) if f] == ["force"]


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("-x",), "unrecognized option '-x'"),
        (("--s=1",), "unrecognized option '--s=1'"),
        (("--size",), "missing argument for option '--size'"),
        (("-O",), "missing argument for option '-O'"),
    ],
)
def test_words_of_commands_that_keep_getopt_quiet(argv: tuple[str, ...], message: str) -> None:
    with pytest.raises(GetoptError) as caught:
        words(*argv)
    assert caught.value.quiet == message
