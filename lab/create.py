# SPDX-License-Identifier: Apache-2.0
"""New images of random options, whole files byte for byte against the live qemu-img but for what is
random in them; qemu-img check finds nothing in them.

python -m lab.create --seed 0 --cases 2000 [--format vhdx]
"""

from __future__ import annotations

import functools
import os
import random
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import instar
from lab import seeds, steady
from lab.fuzz.new_images import FORMATS, Drawn, some
from lab.fuzz.new_images import size as drawn_size
from lab.parity.random_fields import difference, vmdk_text

IMAGE = "image.img"
CHECKED = ("qcow2", "qed", "vdi", "vhdx", "vmdk", "parallels")
"""Formats that qemu-img check knows."""
KINDS = (
    "monolithicSparse",
    "monolithicFlat",
    "twoGbMaxExtentSparse",
    "twoGbMaxExtentFlat",
    "streamOptimized",
)
SECRET, PASSPHRASE = "sec0", "correct horse"
UNOPENABLE = "Nobody could open such an image"
_BITS = {"off": 46, "metadata": 34, "falloc": 31, "full": 27}
"""Largest disks, so that a case takes no more than a moment."""


@dataclass(slots=True)
class Case:
    """What is asked of both."""

    format: str
    size: int
    options: dict[str, str | int | bool] = field(default_factory=dict)
    backing: bool = False

    @property
    def is_encrypted(self) -> bool:
        return any(name.endswith("key-secret") for name in self.options)

    @property
    def preallocation(self) -> str:
        return str(self.options.get("preallocation", "off"))

    @property
    def has_data_file(self) -> bool:
        return "data_file" in self.options

    def arguments(self) -> list[str]:
        """For qemu-img."""
        values = ((name, _spelled(value)) for name, value in self.options.items())
        lists = [part for name, value in values for part in ("-o", f"{name}={value}")]
        backing = ["-b", "base.raw", "-F", "raw"] if self.backing else []
        secret = ["--object", f"secret,id={SECRET},data={PASSPHRASE}"] if self.is_encrypted else []
        return ["create", "-q", "-f", self.format, *secret, *lists, *backing]


def _spelled(value: str | int | bool) -> str:
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)


_LARGEST = 300 << 30
"""Of the disks in simple formats, so that no table is long."""


def make_simple_case(format: str, chance: random.Random) -> Case:
    """Options of a format of FORMATS."""
    options, size = FORMATS[format](chance, _LARGEST)
    case = Case(format, size)
    for one in options.split(",") if options else ():
        name, value = one.split("=")
        case.options[name] = value
    return case


def make_encrypted_case(chance: random.Random) -> Case:
    """LUKS, by itself or in a qcow2, and the old AES."""
    format = chance.choice(("luks", "luks", "qcow2", "qcow2", "qcow"))
    if format == "luks":
        words = ("off", "off", "falloc", "full")
        case = Case(format, _size(chance, 24), {"preallocation": chance.choice(words)})
        case.options |= _luks(chance, "")
        return case
    case = Case(format, 1 + _size(chance, 30))
    while format == "qcow2":
        case = _make_qcow2_or_raw(chance)
        if case.format == "qcow2" and case.size < 1 << 34:
            break
    if format == "qcow2" and chance.random() < 0.6:
        case.options |= {"encrypt.format": "luks", **_luks(chance, "encrypt.")}
    else:
        old = chance.random() < 0.5
        case.options |= {"encryption": True} if old else {"encrypt.format": "aes"}
        case.options["encrypt.key-secret"] = SECRET
    return case


def _luks(chance: random.Random, prefix: str) -> dict[str, str | int | bool]:
    """A cipher that both write. qemu-img is quick where few iterations are wanted, but measures."""
    mode = chance.choice(("xts", "xts", "cbc", "ctr", "ecb"))
    family = chance.choice(("aes", "aes", "serpent", "twofish"))
    sizes = ("128", "192", "256") if mode == "xts" else ("128", "256")
    found: dict[str, str | int | bool] = {
        "key-secret": SECRET,
        "iter-time": 10,
        "cipher-alg": f"{family}-{chance.choice(sizes)}",
        "cipher-mode": mode,
        "hash-alg": chance.choice(("md5", "sha1", "sha224", "sha256", "sha384", "sha512")),
        "ivgen-alg": chance.choice(("plain", "plain64", "essiv")),
    }
    if chance.random() < 0.3:
        found["ivgen-hash-alg"] = "sha256"
    return {f"{prefix}{name}": value for name, value in found.items()}


def make_case(chance: random.Random) -> Case:
    """Any options that both accept, or mostly; half of all are qcow2 and raw."""
    if chance.random() < 0.04:
        return make_encrypted_case(chance)
    if chance.random() < 0.5:
        format = chance.choice((*FORMATS, "vmdk"))
        text, size = vmdk(chance) if format == "vmdk" else FORMATS[format](chance, 300 << 30)
        pairs = (pair.partition("=") for pair in text.split(",") if pair)
        return Case(format, size, {name: value for name, _, value in pairs})
    return _make_qcow2_or_raw(chance)


def vmdk(chance: random.Random) -> Drawn:
    """One file or several. A disk of no size is one that instar refuses."""
    values = {
        "subformat": list(KINDS),
        "adapter_type": ["ide", "lsilogic", "buslogic", "legacyESX"],
        "toolsversion": ["", "10346"],
    }
    text = some(chance, values)
    more = chance.choice(("", "compat6=on", "hwversion=", "hwversion=19"))
    return ",".join(part for part in (text, more) if part), 1 + drawn_size(chance, 20 << 30)


def _make_qcow2_or_raw(chance: random.Random) -> Case:
    preallocation = chance.choice(("off", "off", "metadata", "falloc", "full"))
    if chance.random() < 0.1:
        words = ("off", "falloc", "full")
        case = Case("raw", 0, {"preallocation": chance.choice(words)})
        case.size = _size(chance, 40 if case.preallocation == "off" else 27)
        return case
    bits = chance.randrange(9, 22)
    case = Case("qcow2", 0, {"cluster_size": 1 << bits, "preallocation": preallocation})
    _add_options(case, bits, chance)
    most = _BITS[preallocation]
    if preallocation != "off" or case.has_data_file:  # qemu-img takes minutes for more clusters
        most = min(most, bits + 16, 34)
    case.size = _size(chance, most)
    return case


def _add_options(case: Case, bits: int, chance: random.Random) -> None:
    options = case.options
    if chance.random() < 0.15:
        options["compat"] = "0.10"
    else:
        options["refcount_bits"] = 1 << chance.randrange(7)
        options["extended_l2"] = bits >= 14 and chance.random() < 0.4
        options["lazy_refcounts"] = chance.random() < 0.3
        options["compression_type"] = chance.choice(("zlib", "zstd"))
        if chance.random() < 0.2:
            options["data_file"] = "data.raw"
            options["data_file_raw"] = chance.random() < 0.5
    case.backing = (
        case.preallocation == "off" and not options.get("data_file_raw") and chance.random() < 0.3
    )


def _size(chance: random.Random, most: int) -> int:
    bits = chance.randrange(10, most + 1)
    return chance.choice((0, 1, 512, chance.getrandbits(bits), 1 << (bits - 1)))


def differ(case: Case, folder: Path) -> str:
    """How the two differ; empty: not at all."""
    (folder / "base.raw").write_bytes(bytes(512))
    before = set(os.listdir(folder))
    done = _qemu_img(case, folder)
    theirs = done.returncode == 0
    made = sorted(set(os.listdir(folder)) - before)
    (folder / "theirs").mkdir()
    for name in made:
        os.rename(folder / name, folder / "theirs" / name)
    error = _ours(case, folder)
    if error.startswith(UNOPENABLE):
        return "" if theirs and _exit("info", case, folder / "theirs") else error
    if theirs == bool(error):
        return f"qemu-img: {done.stderr or 'made it'}; instar: {error or 'made it'}"
    if not theirs:
        return ""
    return compare(case, folder, made) or _check(case, folder)


def _qemu_img(case: Case, folder: Path) -> subprocess.CompletedProcess[str]:
    return steady.qemu_img(folder, [*case.arguments(), IMAGE, str(case.size)])


def compare(case: Case, folder: Path, made: list[str]) -> str:
    """Where files differ, but for what is random."""
    ours = sorted(set(os.listdir(folder)) - {"theirs", "base.raw"})
    if ours != made:
        return f"{made} against {ours}"
    for name in made:
        here, there = folder / name, folder / "theirs" / name
        if case.format == "vmdk" and len(made) > 1 and name == IMAGE:
            if vmdk_text(here.read_bytes()) != vmdk_text(there.read_bytes()):
                return "another descriptor"
        elif found := difference(case.format if name == IMAGE else "raw", here, there):
            return f"{name}: {found}"
    return ""


def _check(case: Case, folder: Path) -> str:
    """What qemu-img's check finds, unless it finds as much in its own image."""
    if case.format not in CHECKED or not (status := _exit("check", case, folder)):
        return ""
    return "" if _exit("check", case, folder / "theirs") == status else f"check exits {status}"


def _exit(command: str, case: Case, folder: Path) -> int:
    line = ["qemu-img", command, "-f", case.format, IMAGE]
    done = subprocess.run(line, cwd=folder, capture_output=True, check=False, timeout=120)
    return done.returncode


def _ours(case: Case, folder: Path) -> str:
    def make() -> None:
        instar.create(
            IMAGE,
            format=case.format,
            size=case.size,
            options=case.options,
            backing="base.raw" if case.backing else None,
            backing_format="raw" if case.backing else None,
            secrets={SECRET: PASSPHRASE} if case.is_encrypted else None,
        )

    return seeds.error_of(folder, make)


def draw(kind: str | None, chance: random.Random) -> Case:
    """A case of one kind, or of any."""
    if kind is None:
        return make_case(chance)
    return make_encrypted_case(chance) if kind == "encrypted" else make_simple_case(kind, chance)


def judge(kind: str | None, seed: int, folder: Path) -> str:
    case = draw(kind, random.Random(seed))
    try:
        return seeds.about(case, differ(case, folder))
    except subprocess.TimeoutExpired as error:
        raise seeds.SkippedError("qemu-img takes too long") from error


def main() -> int:
    parser = seeds.make_parser(__doc__, cases=2000)
    parser.add_argument("--format", choices=[*sorted(FORMATS), "encrypted"])
    given = parser.parse_args()
    return seeds.run(given, functools.partial(judge, given.format))


if __name__ == "__main__":
    sys.exit(main())
