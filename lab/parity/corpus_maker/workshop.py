# SPDX-License-Identifier: Apache-2.0
"""The bench on which a set of images is made: a directory, the tools, the dice, and the list of
what was made.
"""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from lab.parity.corpus_maker.poke import Poke

KIB, MIB, GIB, TIB = 1 << 10, 1 << 20, 1 << 30, 1 << 40
NOISE = ".prng"  # a file of seeded random bytes, there only while making
COMMANDS_A_RUN = 50
SCATTER = "write write part part prng zero unmap discard"

Mutant = tuple[str, Callable[[Poke], object]]  # what was done to an image, and doing it


@dataclass(frozen=True, slots=True)
class Damage:
    """The ways to damage an image: all of `must`, and `count` of `may`."""

    image: str
    must: dict[str, Mutant]
    may: dict[str, Mutant]
    count: int
    order: Literal["big", "little"] = "big"


class Workshop:
    """One set of images being made in a directory."""

    def __init__(self, folder: Path, maker: Path, old_maker: Path, seed: str) -> None:
        """`maker` and `old_maker` are directories with a qemu-img and a qemu-io."""
        self.folder, self.maker, self.old_maker = folder, maker.absolute(), old_maker.absolute()
        self.r = random.Random(seed)
        self.entries: dict[str, dict[str, Any]] = {}

    # the tools

    def run(self, tool: str, *argv: str, old: bool = False, check: bool = True) -> None:
        program = (self.old_maker if old else self.maker) / tool
        done = subprocess.run(
            [program, *argv],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if check and done.returncode:
            raise SystemExit(f"{tool} {' '.join(argv)}: {done.stdout}{done.stderr}")

    def img(self, *argv: str, old: bool = False, check: bool = True) -> None:
        self.run("qemu-img", *argv, old=old, check=check)

    def create(
        self,
        name: str,
        fmt: str,
        size: int,
        opts: str = "",
        args: Sequence[str] = (),
        old: bool = False,
    ) -> None:
        options = ["-o", opts] if opts else []
        self.img("create", "-q", "-f", fmt, *options, *args, name, str(size), old=old)

    def io(
        self, name: str, fmt: str, commands: Sequence[str], opts: str = "", args: Sequence[str] = ()
    ) -> None:
        target = ["--image-opts", opts] if opts else ["-f", fmt, name]
        for i in range(0, len(commands), COMMANDS_A_RUN):
            words = [w for command in commands[i : i + COMMANDS_A_RUN] for w in ("-c", command)]
            self.run("qemu-io", *words, *args, *target)

    # the files

    def path(self, name: str) -> Path:
        return self.folder / name

    def copy(self, src: str, dst: str) -> None:
        """Copy an image with its holes."""
        subprocess.run(["cp", "--sparse=auto", self.path(src), self.path(dst)], check=True)

    def poke(
        self, name: str, change: Callable[[Poke], object], order: Literal["big", "little"] = "big"
    ) -> None:
        """Change integers of an image in place."""
        with Poke(self.path(name), order) as p:
            change(p)

    def raw_file(
        self, name: str, size: int, pieces: Iterable[tuple[int, bytes | bytearray]]
    ) -> None:
        """A raw file of this size: a hole but for the pieces."""
        with open(self.path(name), "wb") as file:
            file.truncate(size)
            for at, data in pieces:
                file.seek(at)
                file.write(data)

    def add(
        self,
        name: str,
        fmt: str,
        features: Iterable[str],
        how: str,
        malformed: bool = False,
        **more: Any,
    ) -> None:
        """List an image in the manifest."""
        row = {"name": name, "format": fmt, "virtual_size": None, "features": list(features)}
        self.entries[name] = {**row, "how": how, "malformed": malformed, **more}

    # the dice

    def size(self, low: int, high: int, unit: int) -> int:
        """A random size: a multiple of unit between low and high units."""
        return self.r.randint(low, high) * unit

    def noise(self, length: int) -> bytes:
        return self.r.randbytes(length)

    def fill(self, length: int) -> bytes:
        """Compressible bytes without a zero."""
        word = bytes(self.r.randint(1, 255) for _ in range(self.r.choice((1, 3, 16, 61))))
        return (word * (length // len(word) + 1))[:length]

    def scatter(self, size: int, unit: int, count: int, kinds: str = SCATTER) -> list[str]:
        """Random qemu-io commands touching a disk of this size and cluster size."""
        words = kinds.split()
        return [
            self._command(size, unit, words[i] if i < len(words) else self.r.choice(words))
            for i in range(count)
        ]

    def _command(self, size: int, unit: int, kind: str) -> str:
        r = self.r
        base = r.randrange(max(1, size // unit)) * unit
        room = size - base
        whole = min(room, unit * r.choice((1, 1, 2, 3)))
        if kind == "write":
            return f"write -P {r.randint(1, 255)} {base} {whole}"
        if kind == "part":
            at = base + r.randrange(min(room, unit))
            length = max(1, min(size - at, r.randrange(1, 2 * unit)))
            return f"write -P {r.randint(1, 255)} {at} {length}"
        if kind == "prng":
            return f"write -s {NOISE} {base} {min(room, r.randrange(1, 20 * KIB))}"
        if kind == "zero":
            return f"write -z {base} {whole}"
        if kind == "unmap":
            return f"write -z -u {base} {whole}"
        return f"discard {base} {whole}"

    # damage

    def mutate(self, damage: Damage) -> None:
        """Make mutants of an image: all that must be, and some of the others."""
        chosen = dict(damage.must)
        for label in sorted(self.r.sample(sorted(damage.may), min(damage.count, len(damage.may)))):
            chosen[label] = damage.may[label]
        fmt = self.entries[damage.image]["format"]
        suffix = damage.image.rsplit(".", 1)[1]
        for label, mutant in chosen.items():
            self.mutant(f"bad-{fmt}-{label}.{suffix}", damage, label, mutant)

    def mutant(self, name: str, damage: Damage, label: str, mutant: Mutant) -> None:
        """One damaged copy of an image."""
        source = self.entries[damage.image]
        how, change = mutant
        self.copy(damage.image, name)
        self.poke(name, change, damage.order)
        kept = [key for key in ("secret", "image_opts") if source.get(key)]
        more = {key: source[key].replace(damage.image, name) for key in kept}
        how = f"{damage.image} with {how}"
        self.add(name, source["format"], ["malformed", label], how, malformed=True, **more)

    # the end

    def manifest(self) -> str:
        """The list of images, with the virtual size of each that opens."""
        for row in self.entries.values():
            line = [
                self.maker / "qemu-img",
                "info",
                "--output=json",
                "-f",
                row["format"],
                row["name"],
            ]
            done = subprocess.run(line, cwd=self.folder, capture_output=True, text=True, timeout=60)
            if done.returncode == 0:
                row["virtual_size"] = json.loads(done.stdout)["virtual-size"]
            elif not row["malformed"]:
                print(f"note: {row['name']} does not open: {done.stderr.strip()}")
        return "[\n " + ",\n ".join(json.dumps(row) for row in self.entries.values()) + "\n]\n"
