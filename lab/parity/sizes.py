# SPDX-License-Identifier: Apache-2.0
"""The questions about a disk of a given size: the fixed list, and drawn sizes and options."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

Line = tuple[str, list[str]]  # a label, and the arguments after qemu-img

CLUSTERS = (
    "512", "1k", "2k", "4k", "8k", "16k", "32k", "64k", "128k", "256k", "512k", "1M", "2M",
)  # fmt: skip
EXTENDED_CLUSTERS = CLUSTERS[5:]  # extended L2 entries need at least 16 KiB
PLAIN_SIZES = (
    "0", "1", "511", "512", "513", "65535", "65536", "65537", "1M", "1048577", "10M", "16M", "64M",
    "100M", "1G", "1073742336", "5G", "10G", "127G", "1T", "2T", "8T", "64T", "1E",
)  # fmt: skip
ODD_SIZES = (
    "1k", "1K", "1.5G", "10MB", "1b", "1B", "0x100000", "-1", "", "junk", "1m", "1g", "1t", "2P",
    "8E", "7E", "1e3", "1.0", ".5M", "9223372036854775807", "9223372036854775808",
    "9223372036854774784", "18446744073709551616", " 1M", "1M ", "+1M", "1 M", "0x10k", "1Q",
)  # fmt: skip
VERSION_OPTIONS = (
    "compat=0.10", "compat=v2", "compat=1.1", "compat=v3", "lazy_refcounts=on",
    "lazy_refcounts=on,compat=0.10", "compression_type=zlib", "compression_type=zstd",
    "compression_type=zstd,compat=0.10", "nocow=on",
)  # fmt: skip
FILE_OPTIONS = (
    "backing_file=base.raw", "backing_file=base.raw,backing_fmt=raw",
    "backing_file=nonexistent.qcow2,backing_fmt=qcow2",
    "backing_file=base.raw,preallocation=metadata", "data_file=x.data",
    "data_file=x.data,data_file_raw=on", "data_file_raw=on", "data_file=x.data,preallocation=full",
    "data_file=x.data,backing_file=base.raw", "data_file=x.data,compat=0.10",
)  # fmt: skip
BAD_OPTIONS = (
    "cluster_size=1000", "cluster_size=256", "cluster_size=4M", "cluster_size=0",
    "cluster_size=-1", "cluster_size=junk", *(f"refcount_bits={b}" for b in (0, 3, 7, 128)),
    "compat=0.10,refcount_bits=1", "compat=0.10,refcount_bits=64", "compat=0.10,refcount_bits=16",
    *(f"extended_l2=on,cluster_size={c}" for c in CLUSTERS[:5]), "compat=0.10,extended_l2=on",
    "nonsense=1", "nonsense", "preallocation=sparse", "compat=0.11", "compat=", "lazy_refcounts=2",
    "extended_l2=maybe", "size=5G", "size=1M,size=2M", "cluster_size=4k,cluster_size=64k",
    "encryption=on", "encrypt.format=aes", "encrypt.format=nonsense", "encrypt.format=luks",
    "compression_type=lz4", "=", ",", "help", "?", "cluster_size=64k,help",
)  # fmt: skip
OTHER_TARGETS = (
    "vmdk", "vpc", "vhdx", "vdi", "qed", "qcow", "parallels", "nonsense", "file", "", "nbd",
)  # fmt: skip


def question(
    size: str | None,
    target: str,
    options: str = "",
    output: str = "json",
    more: Sequence[str] = (),
    label: str = "",
) -> Line:
    """One command line, labelled by what it asks unless a label is given."""
    argv = ["measure", *(("--size", size) if size is not None else ()), "-O", target]
    argv += [*(("-o", options) if options else ()), *more, f"--output={output}"]
    return label or f"{size}/{target}/{options or 'none'}/{output}", argv


def standard() -> Iterator[Line]:
    """The fixed list."""
    for size in PLAIN_SIZES:
        for target in ("raw", "qcow2"):
            for output in ("human", "json"):
                yield question(size, target, "", output)
    for size in ODD_SIZES:
        yield question(size, "raw")
        yield question(size, "qcow2")
        yield question(size, "qcow2", "", "human")
    yield from _standard_options()
    for options in BAD_OPTIONS:
        yield question("1G", "qcow2", options)
        yield question("1G", "qcow2", options, "human")
    for target in OTHER_TARGETS:
        yield question("1G", target)
        yield question("1G", target, "", "human")
    for options in ("cluster_size=64k", "size=2G", "help"):
        yield question("1G", "raw", options)
    yield from _standard_usage()


def _standard_options() -> Iterator[Line]:
    for cluster in CLUSTERS:
        for size in ("0", "1", "1M", "1048577", "100M", "1G", "64T"):
            yield question(size, "qcow2", f"cluster_size={cluster}")
    for bits in (1, 2, 4, 8, 16, 32, 64):
        for size in ("0", "10M", "1G", "127G"):
            yield question(size, "qcow2", f"refcount_bits={bits}")
    for options in VERSION_OPTIONS:
        for size in ("1", "1G", "5G"):
            yield question(size, "qcow2", options)
    for cluster in EXTENDED_CLUSTERS:
        for size in ("0", "1048577", "1G", "1T"):
            yield question(size, "qcow2", f"extended_l2=on,cluster_size={cluster}")
    for mode in ("off", "metadata", "falloc", "full"):
        for size in ("0", "1", "1M", "64M", "1073742336", "1T"):
            yield question(size, "qcow2", f"preallocation={mode}")
            yield question(size, "raw", f"preallocation={mode}")
    for options in FILE_OPTIONS:
        for size in ("1M", "1G"):
            yield question(size, "qcow2", options)


def _standard_usage() -> Iterator[Line]:
    yield question("1M", "qcow2", "", "xml")
    yield question("1M", "qcow2", more=["same.raw"], label="size-and-file")
    yield question(None, "qcow2", label="neither")
    yield question(None, "qcow2", more=["same.raw", "same.qcow2"], label="two-files")
    yield question("1M", "qcow2", more=["-f", "raw"], label="size-and-f")
    yield question("1M", "qcow2", more=["-l", "snap"], label="size-and-l")
    yield question("1M", "qcow2", more=["--image-opts"], label="size-and-image-opts")
    yield question("1M", "qcow2", more=["-U"], label="size-and-U")
    yield question("1M", "qcow2", more=["--nonsense"], label="unknown-flag")
    yield question("1M", "qcow2", more=["--size", "2M"], label="size-twice")
    yield "short-s", ["measure", "-s", "1M", "-O", "qcow2"]
    yield "no-O", ["measure", "--size", "1000"]
    two = ["-o", "cluster_size=4k", "-o", "refcount_bits=1"]
    yield "two-o", ["measure", "--size", "1G", "-O", "qcow2", *two]
    yield "help", ["measure", "--help"]
    yield "bare", ["measure"]


def encrypted(r: random.Random) -> Iterator[Line]:
    """A few with LUKS; each takes qemu-img seconds, as it times the key derivation."""
    secret = ["--object", f"secret,id=sec0,data=pw{r.randint(1, 999)}"]
    luks = "encrypt.format=luks,encrypt.iter-time=10,encrypt.key-secret=sec0"
    for options in (luks, luks + f",cluster_size={r.choice(CLUSTERS[4:])}"):
        yield question(random_size(r), "qcow2", options, more=secret)
    yield question(random_size(r), "luks", "key-secret=sec0,iter-time=10", more=secret)
    missing = "encrypt.format=luks,encrypt.key-secret=nosuch"
    yield question(random_size(r), "qcow2", missing, more=secret)


def drawn(r: random.Random) -> Line:
    """A drawn size with drawn options: mostly valid ones for qcow2."""
    size, output = random_size(r), r.choice(["json", "json", "human"])
    kind = r.random()
    if kind < 0.06:
        mode = "preallocation=" + r.choice(["off", "falloc", "full", "metadata"])
        return question(size, "raw", r.choice(["", mode]), output)
    if kind < 0.12:
        return question(size, "qcow2", "", output)
    return question(size, "qcow2", random_options(r, 4, valid=kind < 0.86), output)


def random_size(r: random.Random) -> str:
    """A size as people and programs write them, often near a power of two."""
    near = 1 << r.randint(8, 46)
    choices: list[int | str] = [
        r.randint(1, 1 << r.randint(10, 45)),
        max(0, near + r.choice([-513, -512, -1, 1, 511, 512, 513])),
        r.randint(3, 9000) * 512,
        r.randint(1, 99) << 20,
        r.randint(2, 300) << 30,
        f"{r.randint(2, 900)}{r.choice('kKMG')}",
        f"{r.randint(1, 60)}T",
        f"{r.randint(1, 99)}.{r.randint(1, 9)}{r.choice('KMGT')}",
    ]
    return str(r.choice(choices))


def random_options(r: random.Random, most: int, valid: bool = True) -> str:
    """A list of qcow2 creation options, at most `most` of them."""
    pool = {
        "cluster_size": r.choice([*CLUSTERS, str(512 << r.randint(0, 12))]),
        "refcount_bits": str(1 << r.randint(0, 6)),
        "compat": r.choice(["0.10", "1.1", "1.1", "v2", "v3", "v3"]),
        "extended_l2": r.choice(["on", "on", "off"]),
        "preallocation": r.choice(["off", "metadata", "falloc", "full"]),
        "lazy_refcounts": r.choice(["on", "off"]),
        "compression_type": r.choice(["zlib", "zstd"]),
    }
    if not valid:
        pool.update(_invalid_options(r))
    keys = r.sample(sorted(pool), r.randint(1, min(most, len(pool))))
    return ",".join(f"{key}={pool[key]}" for key in keys)


def _invalid_options(r: random.Random) -> dict[str, str]:
    clusters = ["0", "1", "256", "513", "1000", "3M", "4M", "64kk", "-512", "1.5k", "3k", "96k"]
    return {
        "cluster_size": r.choice(clusters),
        "refcount_bits": r.choice(["0", "3", "7", "12", "65", "128", "-1", "x"]),
        "compat": r.choice(["0.9", "1.0", "v1", "v4", "1.2", ""]),
        "extended_l2": r.choice(["yes", "1", "maybe", "true"]),
        "preallocation": r.choice(["none", "sparse", "Full", ""]),
        "compression_type": r.choice(["lz4", "none", "ZLIB"]),
        r.choice(["nonsense", "clustersize", "size_", "Compat"]): "1",
    }
