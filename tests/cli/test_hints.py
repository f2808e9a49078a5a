# SPDX-License-Identifier: Apache-2.0
"""What instar says to people who mistype, and not to programs that want qemu-img's words."""

from __future__ import annotations

import pytest

from instar.options.nearest import nearest
from tests.cli.conftest import Instar, Said


@pytest.mark.parametrize(
    ("command", "first"),
    [
        ("measrue", "instar: Command not found: measrue; did you mean 'measure'?"),
        (
            "measure --sise 1G",
            "instar measure: unrecognized option '--sise'; did you mean '--size'?",
        ),
        ("measure --size 1G -O vmkd", "instar: Unknown file format 'vmkd'; did you mean 'vmdk'?"),
        (
            "measure --size 1G -O qcow2 -o clustersize=64k",
            "instar: Invalid parameter 'clustersize'; did you mean 'cluster_size'?",
        ),
        (
            "create -f qcow2 -o cluster_siz=4k x 1G",
            "instar: x: Invalid parameter 'cluster_siz'; did you mean 'cluster_size'?",
        ),
        ("create -f qcw2 x 1G", "instar: x: Unknown file format 'qcw2'; did you mean 'qcow2'?"),
        (
            "info -f qcow3 half.raw",
            "instar: Could not open 'half.raw': Unknown driver 'qcow3'; did you mean 'qcow2'?",
        ),
        (
            "measure --size 10GB",
            "instar: Invalid image size specified: '10GB'; write '10G', which counts in powers of"
            " 1024",
        ),
        (
            "measure --size 2tib",
            "instar: Invalid image size specified: '2tib'; write '2T', which counts in powers of"
            " 1024",
        ),
        (
            "resize half.raw 2TiB",
            "instar: Parameter 'size' expects a non-negative number below 2^64; write '2T', which"
            " counts in powers of 1024",
        ),
        (
            "measure --size ten",
            "instar: Invalid image size specified: 'ten'; sizes are bytes, or have one of the"
            " suffixes k, M, G, T, P, E: powers of 1024",
        ),
        ("frobnicate", "instar: Command not found: frobnicate"),
        ("measure --bogus", "instar measure: unrecognized option '--bogus'"),
        (
            "info --o half.raw",
            "instar info: option '--o' is ambiguous; possibilities: '--output' '--object'",
        ),
    ],
)
def test_an_error_says_what_may_have_been_meant(
    instar: Instar, folder: object, command: str, first: str
) -> None:
    said = instar(*command.split())
    assert said.status == 1
    assert said.out == ""
    assert said.err.splitlines()[0] == first


@pytest.mark.parametrize(
    "command",
    ["measure --sise 1G", "measure --size 1G -O vmkd", "measure --size 10GB", "info -f qcow3 x"],
)
def test_qemu_img_s_words_are_left_alone(instar: Instar, command: str) -> None:
    said = instar(*command.split(), "--qemu-version", "11.1")
    assert said.status == 1
    assert "mean" not in said.err
    assert "1024" not in said.err


@pytest.mark.parametrize("command", ["measure -O", "create -f", "info -f", "convert -O"])
def test_help_lists_formats(instar: Instar, command: str) -> None:
    said = instar(*command.split(), "help")
    assert (said.status, said.err) == (0, "")
    assert {"raw", "qcow2", "vmdk"} <= set(said.out.split("\n"))
    exact = instar(*command.split(), "help", "--qemu-version", "7.2", "x")
    assert exact.status == 1
    assert exact.out == ""


def test_without_a_command_there_is_the_page_of_help(instar: Instar) -> None:
    assert instar() == Said(1, instar("--help").out, "")


def test_nearest_needs_some_likeness() -> None:
    assert nearest("clustersize", ["size", "cluster_size"]) == "did you mean 'cluster_size'?"
    assert nearest("zzz", ["size", "cluster_size"]) == ""
    assert nearest("size", []) == ""


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("command", "hint"),
    [
        ("map -l other", "; there are 'one' (id 1), 'two' (id 2)"),
        ("measure -O raw -l other", "; there are 'one' (id 1), 'two' (id 2)"),
        ("snapshot -a other", "; there are 'one' (id 1), 'two' (id 2)"),
        ("snapshot -d other", "; there are 'one' (id 1), 'two' (id 2)"),
    ],
)
def test_a_missing_snapshot_lists_those_that_there_are(
    instar: Instar, command: str, hint: str
) -> None:
    assert instar("create", "-q", "-f", "qcow2", "shots", "1M").status == 0
    assert "no internal snapshots" in instar(*command.split(), "shots").err
    for name in ("one", "two"):
        assert instar("snapshot", "-c", name, "shots").status == 0
    first, _, _ = instar(*command.split(), "shots").err.partition("\n")
    assert first.endswith(hint)
    name, *words = command.split()
    exact = instar(name, "--qemu-version=7.2", *words, "shots")
    assert exact.status == 1 and "there are" not in exact.err
