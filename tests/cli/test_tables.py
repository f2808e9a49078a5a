# SPDX-License-Identifier: Apache-2.0
"""The tables of flags: what they must have, and their readers."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import instar.cli
from instar.cli import reference
from instar.cli.completion import offers
from instar.cli.flags import Flag
from instar.cli.numbers import Count, Seconds
from instar.cli.parse import Met, Values, parse
from instar.cli.registry import ENTRIES, Command, Rule, Words, load
from instar.errors import UsageError
from instar.generated.flags import FLAGS
from instar.generated.profiles import PROFILES, find

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = 120


def completions(*words: str) -> list[str]:
    """What a shell offers for the last word."""
    return [word for word, _ in offers(words, len(words) - 1).words]


@pytest.mark.parametrize("name", ENTRIES)
def test_a_command_is_a_table_and_a_call(name: str) -> None:
    module = ROOT / "instar" / "cli" / "commands" / f"{name}.py"
    assert len(module.read_text().splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("name", [*ENTRIES, "qemu-img"])
def test_reference_page_is_current(name: str) -> None:
    page = ROOT / "docs" / "commands" / f"{name}.md"
    assert page.read_text() == reference.pages()[page.name], (
        "run python -m instar.cli.reference docs/commands"
    )


@pytest.mark.parametrize("name", FLAGS)
def test_every_option_of_qemu_img_is_compared(name: str) -> None:
    section = reference.comparison().partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    compared = re.findall(r"`(-[\w-]+)`(?: [\d.]+)?(?=,| \|)", section.partition("\n[instar")[0])
    assert {*compared} >= {word for _, names in FLAGS[name] for word in names.split()}
    assert ("`-l` 5.1, `--max-length` 5.1 | stop after" in section) == (name == "map")


def test_embedded_program_answers_like_the_command_line() -> None:
    runner = CliRunner()
    found = runner.invoke(instar.cli.app, ["measure", "--size", "1M", "-O", "raw"])
    assert (found.exit_code, found.stdout) == (
        0,
        "required size: 1048576\nfully allocated size: 1048576\n",
    )
    wrong = runner.invoke(instar.cli.app, ["measure", "--sise", "1M"])
    assert wrong.exit_code == 1
    assert "unrecognized option '--sise'" in wrong.output


def test_program_is_a_command_of_another_one() -> None:
    @click.group()
    def outer() -> None:
        pass

    outer.add_command(instar.cli.app, "images")
    found = CliRunner().invoke(outer, ["images", "measure", "--si", "1M"])
    assert found.exit_code == 0
    assert found.stdout.startswith("required size: 1048576\n")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("measure", "-O", "vm"), ["vmdk"]),
        (("map", "-f", "qc"), ["qcow2", "qcow"]),
        (("info", "--fail-on", ""), ["low", "medium", "high"]),
        (("measure", "-o", "cluster"), ["cluster_size="]),
        (("measure", "-o", "compat=1.1,cluster"), ["compat=1.1,cluster_size="]),
        (
            ("measure", "-o", "compat=1.1,preallocation=f"),
            [
                "compat=1.1,preallocation=falloc",
                "compat=1.1,preallocation=full",
            ],
        ),
        (
            ("measure", "-o", "subformat=mono"),
            [
                "subformat=monolithicSparse",
                "subformat=monolithicFlat",
            ],
        ),
        (("measure", "--qemu-version", "7.2.2"), ["7.2.22"]),
    ],
)
def test_values_are_completed(words: tuple[str, ...], expected: list[str]) -> None:
    assert completions(*words) == expected


@pytest.mark.parametrize(
    "words",
    [
        ("measure", "dis"),
        ("map", "-U", ""),
        ("measure", "--files-from", ""),
        ("info", "--allow-path", ""),
    ],
)
def test_file_names_are_left_to_the_shell(words: tuple[str, ...]) -> None:
    assert offers(words, len(words) - 1).kind in ("files", "directories")


@pytest.mark.parametrize("name", ["measure", "map", "info"])
def test_flags_since_a_release_are_unknown_before_it(name: str) -> None:
    command = load(name)
    for flag in command.flags:
        for profile in PROFILES if flag.since else ():
            long = flag.name
            known = getattr(profile, flag.since)
            try:
                parse(command, [f"{long}=0", "image"], Values(profile))
            except UsageError as error:
                assert f"unrecognized option '{long}=0'" in str(error)
                assert not known
            else:
                assert known


def test_short_flag_of_map_is_qemus_in_exact_mode() -> None:
    command = load("map")
    own, exact = Values(), Values(find("11.1"), exact=True)
    parse(command, ["-l", "5", "image"], own)
    parse(command, ["-l", "5", "image"], exact)
    flags = {flag.name: flag for flag in command.flags}
    assert (own.has(flags["--snapshot"]), own.has(flags["--max-length"])) == (True, False)
    assert exact[flags["--max-length"]] == 5


@pytest.mark.parametrize("name", ["measure", "map", "info"])
def test_what_qemu_img_takes_in_its_newest_release_is_known(name: str) -> None:
    missing = set(FLAGS[name][-1][1].split())
    missing -= {word for flag in load(name).flags for word in flag.names}
    assert not missing


def test_info_takes_a_cache_mode_as_the_newest_release_does() -> None:
    """What `-t` says of the host's cache changes nothing: instar opens files in one way."""
    command = load("info")
    parse(command, ["-t", "none", "image"], Values(find("11.1"), exact=True))
    with pytest.raises(UsageError, match="Invalid cache option: no"):
        parse(command, ["--cache=no", "image"], Values(find("11.1"), exact=True))
    with pytest.raises(UsageError, match="invalid option -- 't'"):
        parse(command, ["-t", "none", "image"], Values(find("10.0"), exact=True))


def test_a_fault_s_text_has_the_limit_of_its_spec() -> None:
    from instar.generated.errors import FAULTS
    from instar.generated.formats.qcow2 import MAX_BITMAPS

    texts = [fault.text for fault in FAULTS.values()]
    assert f"is {{value}}, more than {MAX_BITMAPS}" in texts


def test_rule_needs_all_that_it_names() -> None:
    one: Flag[int] = Flag(("--one",), Count(0, 9), "", default=0)
    two: Flag[int] = Flag(("--two",), Count(0, 9), "", default=0)
    command = Command(
        "map",
        lambda values, out: 0,
        flags=(one, two),
        words=Words(),
        rules=(Rule("not both", ((one,), (two,))), Rule("one needs two", ((one,),), (two,))),
    )
    parse(command, ["--two", "1"], Values())
    for argv, message in (
        (["--one=1", "--two=2"], "not both"),
        (["--one=1"], "one needs two"),
    ):
        with pytest.raises(UsageError, match=message):
            parse(command, argv, Values())


def test_numbers_out_of_bounds_are_refused() -> None:
    flag: Flag[int] = Flag(("-n", "--number"), Count(2, 10), "")
    met = Met(flag, load("map"), Values())
    assert [flag.kind.read(text, 0, met) for text in ("2", "10")] == [2, 10]
    for text in ("1", "11", "-2", "x", "", "\u0663", "9" * 5000):
        with pytest.raises(UsageError, match=r"--number expects a number from 2 to 10"):
            flag.kind.read(text, 0, met)


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "x", "1e7"])
def test_seconds_are_a_time(text: str) -> None:
    flag: Flag[float] = Flag(("--timeout",), Seconds(), "")
    with pytest.raises(UsageError, match="expects a number of seconds"):
        flag.kind.read(text, 1.0, Met(flag, load("map"), Values()))
