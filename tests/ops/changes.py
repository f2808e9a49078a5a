# SPDX-License-Identifier: Apache-2.0
"""Images that instar and the qemu-img that is installed change side by side."""

from __future__ import annotations

import json
import random
import struct
import subprocess
from pathlib import Path

import instar

CLUSTERS = {
    "cluster_size=512": 512,
    "cluster_size=512,refcount_bits=64": 512,
    "cluster_size=4096,refcount_bits=8": 4096,
    "cluster_size=65536": 65536,
    "cluster_size=4096,compat=0.10": 4096,
    "cluster_size=65536,extended_l2=on": 65536,
}


def run(*argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(argv, capture_output=True, text=True, check=False)


class Pair:
    """One image twice: `ours` and `theirs`."""

    def __init__(self, folder: Path, options: str, size: int) -> None:
        self.ours, self.theirs = folder / "ours", folder / "theirs"
        self.options, self.size = options, size
        self.log: list[str] = []
        for path in (self.ours, self.theirs):
            run("qemu-img", "create", "-q", "-f", "qcow2", "-o", options, str(path), str(size))

    def write(self, chance: random.Random) -> None:
        """The same data, zeros or discarded range in both."""
        start = chance.randrange(self.size) // 512 * 512
        length = min(chance.choice((512, 4096, 65536, 200192)), self.size - start)
        kind = chance.choice(("write -P 7", "write -z", "discard", "write -z -u", "write -c -P 9"))
        if "-c" in kind:
            unit = CLUSTERS[self.options]
            start = start // unit * unit
            length = min(unit, self.size - start)
        for path in (self.ours, self.theirs):
            run("qemu-io", "-f", "qcow2", "-c", f"{kind} {start} {length}", str(path))
        self.log.append(f"{kind} {start} {length}")

    def resize(self, size: int) -> None:
        self.log.append(f"resize {size}")
        said = run("qemu-img", "resize", "--shrink", "-f", "qcow2", str(self.theirs), str(size))
        try:
            instar.resize(self.ours, size, format="qcow2", shrink=True, qemu_version="7.2")
        except instar.InstarError as error:
            assert said.returncode == 1 and str(error) in said.stderr, (self.log, error, said)
        else:
            assert said.returncode == 0, (self.log, said)
            self.size = size

    def snapshot(self, action: str, name: str) -> None:
        self.log.append(f"{action} {name}")
        flag = {"create": "-c", "apply": "-a", "delete": "-d"}[action]
        said = run("qemu-img", "snapshot", flag, name, str(self.theirs))
        try:
            found = instar.snapshot(self.ours, action, name, format="qcow2", qemu_version="7.2")
        except instar.InstarError as error:
            assert said.returncode == 1 and str(error) in said.stderr, (self.log, error, said)
        else:
            assert said.returncode == 0, (self.log, said)
            self.size = found.virtual_size

    def check_same(self) -> None:
        """Byte for byte, but for the times of snapshots."""
        assert timeless(self.ours) == timeless(self.theirs), (self.options, self.log)


def timeless(path: Path) -> bytes:
    data = path.read_bytes()
    found = json.loads(run("qemu-img", "info", "--output=json", str(path)).stdout)
    for one in found.get("snapshots", ()):
        moment = struct.pack(">II", one["date-sec"], one["date-nsec"])
        data = data.replace(moment, bytes(len(moment)))
    return data
