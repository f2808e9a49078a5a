# SPDX-License-Identifier: Apache-2.0
"""A wrong command line is refused before any guest starts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from instar.cli import registry, shared
from instar.cli.flags import Flag
from instar.cli.main import main
from instar.sandbox.sandbox import Sandbox
from tests.cli.conftest import Instar

SOUND = {
    "create": "-f qcow2 new.qcow2 1M",
    "convert": "-O qcow2 a.qcow2 new.qcow2",
    "dd": "-O qcow2 if=a.qcow2 of=new",
    "measure": "-O qcow2 a.qcow2",
    "info": "a.qcow2",
    "map": "a.qcow2",
    "check": "a.qcow2",
    "compare": "a.qcow2 b.qcow2",
    "resize": "a.qcow2 2M",
    "snapshot": "-l a.qcow2",
    "bitmap": "--add a.qcow2 name",
    "amend": "-f qcow2 -o compat=1.1 a.qcow2",
    "rebase": "-b b.qcow2 -F qcow2 c.qcow2",
    "commit": "-b b.qcow2 c.qcow2",
    "bench": "-c 1 a.qcow2",
    "view": "a.qcow2",
    "inspect": "a.qcow2",
    "recover": "a.qcow2",
}
"""A line of each command that is about images, which is refused once something wrong is added."""
ASKED = {
    *(("bitmap", "--merge"), ("commit", "--base"), ("commit", "--allow-write")),
    *(("convert", "--snapshot"), ("measure", "--snapshot"), ("map", "--snapshot")),
    *(("convert", "--output-dir"), ("view", "--select"), ("commit", "--allow-path")),
}
"""What names something in the image, or a place on the disk: whether it is there is no matter of
the command line."""
VALUES = {"FMT": "qcow2", "SIZE": "1M"}
LINES = (
    "convert -O qcow2 -o cluster_size=3 a.qcow2 new",
    "convert -O qcow2 -o nope=1 a.qcow2 new",
    "convert -O qcow2 -o preallocation=bogus a.qcow2 new",
    "convert -O vdi -c a.qcow2 new",
    "convert -O qcow2 -c -o preallocation=full a.qcow2 new",
    "convert -O raw -B b.qcow2 -F qcow2 a.qcow2 new",
    "convert -O hdd a.qcow2 new",
    "convert -O bogus a.qcow2 new",
    "convert -f bogus -O raw a.qcow2 new",
    "dd -O bogus if=a.qcow2 of=new",
    "dd -O raw if=a.qcow2 of=new bs=0",
    "measure -O bogus a.qcow2",
    "measure -O dmg a.qcow2",
    "measure -O qcow2 -o cluster_size=3 a.qcow2",
    "measure -O qcow2 -o refcount_bits=3 a.qcow2",
    "amend -f qcow2 -o nope=1 a.qcow2",
    "amend -f qcow2 -o cluster_size=4k a.qcow2",
    "amend -f vdi -o size=2M a.qcow2",
    "resize a.qcow2 bogus",
    "resize -f bogus a.qcow2 2M",
    "resize --preallocation=bogus a.qcow2 2M",
    "info -f bogus a.qcow2",
    "info nbd://host/a",
    "info --image-opts driver=bogus,file.filename=a.qcow2",
    "info --image-opts driver=qcow2,nope=1,file.filename=a.qcow2",
    "create -f qcow2 -o nope=1 new 1M",
    "create -f qcow2 new bogus",
    "create -f bogus new 1M",
)


@pytest.fixture
def starts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Two images, one on top of the second, and a mark for each guest that was started since."""
    for name in ("a.qcow2", "b.qcow2"):
        assert main(["create", "-q", "-f", "qcow2", name, "1M"]) == 0
    assert main(["create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", "b.qcow2", "c.qcow2"]) == 0
    found: list[object] = []
    run = Sandbox.run

    def counted(*words: Any, **more: Any) -> object:
        found.append(None)
        return run(*words, **more)

    monkeypatch.setattr(Sandbox, "run", counted)
    return found


def value(flag: Flag[Any]) -> list[str]:
    return [VALUES.get(flag.metavar, "1")] if flag.metavar else []


def broken(name: str) -> Iterator[list[str]]:
    """The line of a command with something in it that may be wrong: a flag that is none, a value
    that few flags have, flags that exclude each other, words that are missing.
    """
    command, sound = registry.load(name), SOUND[name].split()
    yield ["--bogus", *sound]
    yield []
    for flag in command.flags:
        if flag.metavar and (name, flag.names[-1]) not in ASKED:
            yield [flag.names[-1], "bogus!", *sound]
    for rule in command.rules:
        for flags in product(*rule.given):
            if any((name, f.names[-1]) in ASKED for f in flags if f is not shared.WORDS):
                continue
            typed = [[f.names[-1], *value(f)] for f in flags if f is not shared.WORDS]
            yield [*(word for words in typed for word in words), *sound]


@pytest.mark.parametrize("name", SOUND)
def test_no_guest_starts_for_what_is_wrong(starts: list[object], instar: Instar, name: str) -> None:
    refused = 0
    for words in broken(name):
        starts.clear()
        said = instar(name, *words)
        assert said.status == 0 or not starts, (words, said.err)
        refused += said.status != 0
    assert refused > 3


@pytest.mark.parametrize("line", LINES)
def test_no_guest_starts_for_this(starts: list[object], instar: Instar, line: str) -> None:
    starts.clear()
    said = instar(*line.split())
    assert (said.status, starts) == (1, []), said.err
