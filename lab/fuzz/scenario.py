# SPDX-License-Identifier: Apache-2.0
"""Random images, as short shell scripts for the real qemu-img and qemu-io, and random questions
about them.

A quarter of the images are not made by qemu-img but laid down byte by byte, as the specs allow it,
or nearly so.
"""

from __future__ import annotations

import base64
import shlex
from dataclasses import dataclass, field
from random import Random

from lab.fuzz import packing, seeds
from lab.fuzz.mutation import mutate, with_checksums

KIB, MIB = 1 << 10, 1 << 20
NUM_DRAWN = 60
"""Images of each strategy."""

CREATE: dict[str, list[dict[str, list[str]]]] = {
    "raw": [{}],
    "qcow2": [
        {
            "cluster_size": ["512", "1k", "2k", "4k", "16k", "32k", "64k", "128k", "2M"],
            "compat": ["0.10"],
            "preallocation": ["off", "metadata"],
        },
        {
            "cluster_size": ["512", "2k", "4k", "8k", "64k", "256k", "1M"],
            "refcount_bits": ["1", "2", "4", "8", "16", "32", "64"],
            "lazy_refcounts": ["on", "off"],
            "preallocation": ["off", "metadata", "falloc"],
        },
        {
            "cluster_size": ["16k", "32k", "64k", "128k"],
            "extended_l2": ["on"],
            "preallocation": ["off", "metadata"],
        },
    ],
    "vmdk": [
        {
            "subformat": [
                "monolithicSparse",
                "monolithicFlat",
                "twoGbMaxExtentSparse",
                "twoGbMaxExtentFlat",
            ]
        },
        {"subformat": ["monolithicSparse"], "zeroed_grain": ["on"]},
        {"compat6": ["on"]},
    ],
    "vpc": [{"subformat": ["dynamic"], "force_size": ["on", "off"]}],
    "vhdx": [
        {
            "subformat": ["dynamic"],
            "block_size": ["1M", "2M", "8M"],
            "block_state_zero": ["on", "off"],
        }
    ],
    "vdi": [{"static": ["on", "off"]}],
    "qed": [{"cluster_size": ["4k", "16k", "64k", "1M"], "table_size": ["1", "2", "4", "16"]}],
    "qcow": [{}],
    "parallels": [{"cluster_size": ["64k", "1M"]}],
}
BACKABLE = ("qcow2", "qed", "qcow", "vmdk")
TARGETS: dict[str, dict[str, list[str]]] = {
    "raw": {},
    "qcow2": {
        "cluster_size": ["512", "4k", "64k", "512k", "2M"],
        "refcount_bits": ["1", "8", "16", "64"],
        "extended_l2": ["on", "off"],
        "compat": ["0.10", "1.1"],
        "preallocation": ["off", "metadata", "falloc", "full"],
        "lazy_refcounts": ["on"],
        "size": ["1M"],
    },
}


LARGE = (64 << 20, 2 << 30, (2 << 30) + 512, 5 << 30, 300 << 30)
TO_LUKS = ("--object", "secret,id=sec0,data=secret", "-o", "key-secret=sec0")


@dataclass(slots=True)
class Scenario:
    """Shell lines that make files, and questions about the last image made."""

    lines: list[str] = field(default_factory=list)
    questions: list[list[str]] = field(default_factory=list)
    image: str = ""
    """The last image made."""
    damaged: bool = False
    """Bytes were changed by hand: only exit status and standard output are compared."""


class Maker:
    """Draws one scenario."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.out = Scenario()
        self.count = 0
        self.large = False
        """Something in the chain is: qemu-img is slow on a large qcow, whose clusters are small."""

    def make(self) -> Scenario:
        rng = self.rng
        laid = rng.random() < 0.25
        name, form = self.laid_down() if laid else self.image(None, None)
        if self.out.damaged:
            self.ask(name, form)
            return self.out
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3))):
            if form == "luks":
                break
            name, form = self.image(name, form)
        if form not in ("vmdk", "raw") and rng.random() < 0.15:
            self.damage(name)
        self.ask(name, form)
        return self.out

    def image(self, backing: str | None, backing_format: str | None) -> tuple[str, str]:
        """Create an image, perhaps over another, and fill it."""
        rng = self.rng
        form = rng.choice(BACKABLE if backing else tuple(CREATE))
        large = rng.random() < 0.1 and form != "qcow"
        if form == "qcow" and self.large:
            form = "qcow2"
        self.large |= large
        if backing and form == "vmdk" and backing_format != "vmdk":
            form = "qcow2"
        name = f"disk{self.count}.{form}"
        self.count += 1
        size = rng.choice(LARGE) + rng.choice((0, 512, 65536)) if large else self.size()
        words = ["qemu-img", "create", "-q", "-f", form]
        options = self.options(rng.choice(CREATE[form]), backing is not None)
        if options:
            words += ["-o", options]
        if backing:
            words += ["-b", backing, "-F", backing_format or "raw"]
        words.append(name)
        if not backing or rng.random() < 0.6:
            words.append(str(size))
        self.line(words)
        self.fill(name, form, size)
        if form == "qcow2":
            self.qcow2_extras(name)
        if not backing and rng.random() < 0.12:
            name, form = self.compressed(name, form)
        return name, form

    def laid_down(self) -> tuple[str, str]:
        """An image of the strategies, half of the time with some fields changed."""
        rng = self.rng
        form = rng.choice(tuple(seeds.STRATEGIES))
        data = rng.choice(seeds.drawn(form, NUM_DRAWN))
        if rng.random() < 0.5:
            data = mutate(rng, data)
            if rng.random() < 0.8:
                data = with_checksums(data)
            self.out.damaged = True
        name = f"disk{self.count}.{form}"
        self.count += 1
        _, size, pieces = packing.unpack(data)
        self.line(["truncate", "-s", str(size), name])
        for offset, content in pieces:
            content = content[: max(0, size - offset)]
            if content:
                text = base64.b64encode(content).decode()
                dd = (
                    f"dd of={name} bs=64k seek={offset} oflag=seek_bytes iflag=fullblock "
                    "conv=notrunc status=none"
                )
                self.out.lines.append(f"printf %s {text} | base64 -d | {dd}")
        return name, form

    def options(self, choices: dict[str, list[str]], over_backing: bool) -> str:
        rng = self.rng
        picked = []
        for key, values in choices.items():
            if key == "preallocation" and (over_backing or self.large):
                continue
            if rng.random() < 0.7 or key in ("compat", "extended_l2", "subformat"):
                picked.append(f"{key}={rng.choice(values)}")
        return ",".join(picked)

    def size(self) -> int:
        rng = self.rng
        unit = rng.choice((512, 4096, 65536, MIB))
        return rng.randrange(1, 6 * MIB // unit + 2) * unit

    def fill(self, name: str, form: str, size: int) -> None:
        rng = self.rng
        commands: list[str] = []
        for _ in range(rng.choice((0, 1, 2, 4, 8, 16))):
            unit = rng.choice((512, 4096, 65536))
            start = rng.randrange(0, max(1, size // unit)) * unit
            length = min(rng.choice((1, 1, 2, 3, 8, 17)) * unit, size - start)
            if length <= 0:
                continue
            verb = rng.choice(
                ("write -P 7", "write -P 7", "write -P 7", "write -z", "discard", "write -z -u")
            )
            commands.append(f"{verb} {start} {length}")
        if not commands:
            return
        words = ["qemu-io", "-t", "unsafe", "-f", form]
        if rng.random() < 0.3:
            words += ["-d", "unmap"]
        for command in commands:
            words += ["-c", command]
        self.line([*words, name], quiet=True)

    def qcow2_extras(self, name: str) -> None:
        rng = self.rng
        if rng.random() < 0.2:
            tag = rng.choice(
                (f"snap{self.count}", f"snap{self.count}", "\u00e9t\u00e9", "long, and with blanks")
            )
            self.line(["qemu-img", "snapshot", "-c", tag, name])
            self.fill(name, "qcow2", MIB)
        if rng.random() < 0.15:
            granularity = rng.choice(("512", "64k", "1M"))
            self.line(["qemu-img", "bitmap", "--add", "-g", granularity, name, f"bits{self.count}"])
            self.fill(name, "qcow2", MIB)
        if rng.random() < 0.15:
            self.line(
                [
                    "qemu-img",
                    "resize",
                    "-q",
                    "-f",
                    "qcow2",
                    name,
                    f"+{rng.choice((512, 4096, 65536, MIB))}",
                ]
            )

    def compressed(self, name: str, form: str) -> tuple[str, str]:
        rng = self.rng
        target = rng.choice(("qcow2", "vmdk") if self.large else ("qcow2", "qcow2", "qcow", "vmdk"))
        new = f"packed{self.count}.{target}"
        self.count += 1
        options = {
            "qcow2": rng.choice(
                ("cluster_size=4k", "cluster_size=64k", "compression_type=zstd", "cluster_size=1M")
            ),
            "qcow": "",
            "vmdk": "subformat=streamOptimized",
        }[target]
        words = ["qemu-img", "convert", "-q", "-c", "-f", form, "-O", target]
        if target == "vmdk":
            words.remove("-c")
        self.line([*words, *(["-o", options] if options else []), name, new])
        return new, target

    def damage(self, name: str) -> None:
        rng = self.rng
        self.out.damaged = True
        offset = rng.choice(
            (rng.randrange(0, 512), rng.randrange(0, 4096), rng.randrange(0, 1 << 18))
        )
        data = bytes(
            rng.choice((0, 1, 127, 128, 255, rng.randrange(256)))
            for _ in range(rng.choice((1, 1, 2, 4, 8)))
        )
        octal = "".join(f"\\{b:03o}" for b in data)
        self.out.lines.append(
            f"printf '{octal}' | dd of={name} bs=1 seek={offset} conv=notrunc status=none"
        )
        if rng.random() < 0.2:
            self.out.lines.append(f"truncate -s -{rng.choice((1, 511, 512, 4096, 70000))} {name}")

    def ask(self, name: str, form: str) -> None:
        rng = self.rng
        self.out.image = name
        explicit = ["-f", form] if rng.random() < 0.5 else []
        for _ in range(3):
            target = rng.choice(tuple(TARGETS))
            options = ",".join(
                f"{k}={rng.choice(v)}" for k, v in TARGETS[target].items() if rng.random() < 0.25
            )
            output = f"--output={rng.choice(('human', 'json'))}"
            words = [
                "measure",
                *explicit,
                "-O",
                target,
                *(["-o", options] if options else []),
                output,
                name,
            ]
            self.out.questions.append(words)
        if form == "qcow2" and rng.random() < 0.3:
            snapshot = rng.choice(
                ("1", "2", "snap1", "none", "snapshot.id=1", "snapshot.name=snap1")
            )
            self.out.questions.append(["measure", "-O", "qcow2", "-l", snapshot, name])
        if rng.random() < 0.005:  # qemu-img spends seconds on the key derivation
            size = rng.choice(
                (rng.randrange(1 << 20), rng.randrange(1 << 45), rng.randrange(1 << 63))
            )
            self.out.questions.append(["measure", *TO_LUKS, "--size", str(size), "-O", "luks"])
        if rng.random() < 0.005:
            self.out.questions.append(["measure", *TO_LUKS, *explicit, "-O", "luks", name])
        if rng.random() < 0.15:
            opened = f"driver={form},file.filename={name}"
            self.out.questions.append(
                ["measure", "-O", "qcow2", "--output=json", "--image-opts", opened]
            )
        for _ in range(2):
            window: list[str] = []
            if rng.random() < 0.4:
                window.append(
                    f"--start-offset={rng.choice((0, 1, 511, 512, 4096, 65537, MIB, 9 * MIB))}"
                )
            if rng.random() < 0.4:
                window.append(f"--max-length={rng.choice((1, 512, 4097, 65536, MIB, 1 << 40))}")
            output = f"--output={rng.choice(('human', 'json', 'json'))}"
            self.out.questions.append(["map", *explicit, output, *window, name])
        shared = ["-U"] if rng.random() < 0.2 else []
        chain = ["--backing-chain"] if rng.random() < 0.3 else []
        output = f"--output={rng.choice(('human', 'json'))}"
        self.out.questions.append(["info", *explicit, *shared, *chain, output, name])

    def line(self, words: list[str], quiet: bool = False) -> None:
        self.out.lines.append(shlex.join(words) + (" >/dev/null" if quiet else ""))


def draw(seed: int) -> Scenario:
    """The scenario of a seed; the same one every time."""
    return Maker(Random(seed)).make()
