# SPDX-License-Identifier: Apache-2.0
"""One content in every format, and more images of the formats other than qcow2."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lab.parity.corpus_maker.poke import Poke, vhd_footer
from lab.parity.corpus_maker.workshop import GIB, KIB, MIB, Workshop

SPOT = 32 * KIB  # the places of data in same.raw are multiples of this
EXTENT = 2 * GIB
CREATORS = (b"vpc ", b"win ", b"qem2", b"tap\0", b"\0\0\0\0", b"qemu")


def make_same_content(shop: Workshop) -> None:
    """One content in every format, and near copies of it, for compare."""
    r = shop.r
    size = shop.size(20, 60, 128 * KIB)
    spots = sorted(r.sample(range(size // SPOT - 4), 14))
    pieces = [
        (s * SPOT + r.choice((0, 4096, 512)), shop.fill(r.randint(3000, 60000))) for s in spots
    ]
    shop.raw_file("same.raw", size, [*pieces, (size - 70000, shop.noise(7777))])
    shop.add("same.raw", "raw", ["sparse"], "the content of every same-* image", content="same")
    _same_qcow2(shop)
    _same_vmdk(shop, size)
    _same_others(shop)
    _near_copies(shop, size, r.choice(spots) * SPOT + r.randint(4096, 30000))


def _convert(
    shop: Workshop,
    name: str,
    fmt: str,
    opts: str = "",
    args: Sequence[str] = (),
    files: Sequence[str] = (),
) -> None:
    options = ["-o", opts] if opts else []
    # convert -c -O qcow exits 1 without a word in every version, but the image is whole
    whole = (fmt, *args) != ("qcow", "-c")
    shop.img("convert", "-f", "raw", "-O", fmt, *options, *args, "same.raw", name, check=whole)
    features = [word for word in opts.replace("=", ",").split(",") if word]
    features += [arg for arg in args if arg == "-c"]
    how = " ".join(["convert -O", fmt, f"-o '{opts}'", *args])
    shop.add(name, fmt, features, how, content="same")
    if files:
        shop.entries[name]["files"] = list(files)


def _same_qcow2(shop: Workshop) -> None:
    r = shop.r
    _convert(shop, "same.qcow2", "qcow2")
    _convert(shop, "same-c.qcow2", "qcow2", f"cluster_size={r.choice((32, 256))}k", ["-c"])
    _convert(shop, "same-S0.qcow2", "qcow2", f"cluster_size={r.choice((8, 16))}k", ["-S", "0"])


def _same_vmdk(shop: Workshop, size: int) -> None:
    r = shop.r
    adapters = ["ide", "lsilogic", "buslogic", "legacyESX"]
    r.shuffle(adapters)
    for label, opts, files in (
        ("sparse", f"monolithicSparse,adapter_type={adapters[0]},hwversion={r.randint(5, 13)}", []),
        ("flat", f"monolithicFlat,adapter_type={adapters[1]}", ["same-flat-flat.vmdk"]),
        ("stream", f"streamOptimized,adapter_type={adapters[2]}", []),
        ("c6", "monolithicSparse,compat6=on", []),
        ("zg", "monolithicSparse,zeroed_grain=on", []),
    ):
        _convert(shop, f"same-{label}.vmdk", "vmdk", f"subformat={opts}", files=files)
    shop.io("same-zg.vmdk", "vmdk", shop.scatter(size, 65536, 6, "write zero zero"))
    del shop.entries["same-zg.vmdk"]["content"]
    shop.entries["same-zg.vmdk"]["how"] += "; zero grains and writes added"


def _same_others(shop: Workshop) -> None:
    r = shop.r
    _convert(shop, "same-dyn.vhd", "vpc", "subformat=dynamic")
    _convert(shop, "same-dyn-force.vhd", "vpc", "subformat=dynamic,force_size=on")
    _convert(shop, "same-fixed.vhd", "vpc", "subformat=fixed,force_size=on")
    for mega in (1, r.choice((8, 16)), 32):
        log, zero = r.randint(1, 4), r.choice(("on", "off"))
        opts = f"block_size={mega}M,log_size={log}M,block_state_zero={zero}"
        _convert(shop, f"same-{mega}M.vhdx", "vhdx", opts)
    _convert(shop, "same-fixed.vhdx", "vhdx", "subformat=fixed")
    _convert(shop, "same.vdi", "vdi")
    _convert(shop, "same-static.vdi", "vdi", "static=on")
    cluster, table = r.choice((4, 16, 64)), r.choice((2, 4, 8))
    _convert(shop, "same.qed", "qed", f"cluster_size={cluster}k,table_size={table}")
    _convert(shop, "same.qcow", "qcow")
    _convert(shop, "same-c.qcow", "qcow", "", ["-c"])
    _convert(shop, "same.parallels", "parallels")


def _near_copies(shop: Workshop, size: int, at: int) -> None:
    r = shop.r
    changes: tuple[tuple[str, str, Callable[[Poke], object]], ...] = (
        ("diff", f"same.raw with 2 bytes changed at {at}", lambda p: p.write(at, b"\xee\xdd")),
        (
            "tailzero",
            "same.raw and a hole after it",
            lambda p: p.truncate(size + 512 * r.randint(3, 400)),
        ),
        (
            "taildata",
            "same.raw, a hole, and a sector of data",
            lambda p: p.write(size + 512 * r.randint(3, 400), shop.fill(512)),
        ),
        (
            "short",
            "same.raw cut short by data",
            lambda p: p.truncate(size - 512 * r.randint(200, 300)),
        ),
    )
    for label, how, change in changes:
        name = f"cmp-{label}.raw"
        shop.copy("same.raw", name)
        shop.poke(name, change)
        shop.add(name, "raw", ["near-copy"], how)


def make_other(shop: Workshop) -> None:
    """The other formats, where `make_same_content` does not cover them."""
    _vmdk(shop)
    _vhd(shop)
    _vhdx(shop)
    _small_formats(shop)


def _made(
    shop: Workshop,
    name: str,
    fmt: str,
    size: int,
    opts: str,
    commands: Sequence[str],
    base: str = "",
) -> None:
    back = ["-b", base, "-F", base.rsplit(".", 1)[1]] if base else []
    shop.create(name, fmt, size, opts, back)
    shop.io(name, fmt, commands)


def _vmdk(shop: Workshop) -> None:
    r = shop.r
    size = EXTENT + shop.size(100, 3000, 64 * KIB) + 512 * r.randint(0, 3)
    across = f"write -P 8 {EXTENT - 65536} 131072"
    for sub in ("twoGbMaxExtentSparse", "twoGbMaxExtentFlat"):
        commands = [*shop.scatter(size, 65536, 4, "write part"), across]
        _made(shop, f"{sub}.vmdk", "vmdk", size, f"subformat={sub}", commands)
        letter = "s" if "Sparse" in sub else "f"
        files = [f"{sub}-{letter}{i:03}.vmdk" for i in range(1, -(-size // EXTENT) + 1)]
        how = "4 writes, and one across the 2 GiB border"
        shop.add(f"{sub}.vmdk", "vmdk", [sub], how, files=files)
    size = shop.size(30, 70, 64 * KIB)
    commands = shop.scatter(size, 65536, 8, "write part zero")
    _made(shop, "vmdk-base.vmdk", "vmdk", size, "zeroed_grain=on", commands)
    how = "base of vmdk-ov.vmdk; writes and zero grains"
    shop.add("vmdk-base.vmdk", "vmdk", ["zeroed_grain", "base"], how)
    commands = shop.scatter(size, 65536, 5, "write part")
    _made(shop, "vmdk-ov.vmdk", "vmdk", size, "", commands, base="vmdk-base.vmdk")
    shop.add("vmdk-ov.vmdk", "vmdk", ["backing"], "overlay of vmdk-base.vmdk")


def _vhd(shop: Workshop) -> None:
    r = shop.r
    for i, creator in enumerate(CREATORS):
        sizes = (shop.size(1, 30, MIB) + 512 * r.randint(1, 99), shop.size(3000, 90000, 512))
        size = r.choice(sizes)
        subformat = "fixed" if i == r.randint(0, 9) else "dynamic"
        opts = f"subformat={subformat},force_size={r.choice(('on', 'off'))}"
        commands = shop.scatter(size // 65536 * 65536, 65536, 4, "write part")
        _made(shop, f"vpc-app{i}.vhd", "vpc", size, opts, commands)
        _set_creator(shop, f"vpc-app{i}.vhd", creator)
        how = f"size {size} asked for, then creator application set to {creator!r}"
        shop.add(f"vpc-app{i}.vhd", "vpc", ["creator_app"], how)
    size = 136 * GIB - 512 * r.randint(1, 5000)
    commands = shop.scatter(size, 65536, 3, "write part")
    _made(shop, "vpc-big.vhd", "vpc", size, "force_size=on", commands)
    shop.add("vpc-big.vhd", "vpc", ["big"], "force_size=on, beyond the largest CHS size")


def _set_creator(shop: Workshop, name: str, creator: bytes) -> None:
    def change(block: bytearray) -> None:
        block[28:32] = creator

    shop.poke(name, lambda p: vhd_footer(p, change))


def _vhdx(shop: Workshop) -> None:
    size = shop.size(2, 40, 32 * MIB) + 512 * shop.r.randint(0, 3)
    commands = shop.scatter(size, MIB, 2, "write part")
    _made(shop, "vhdx-256M.vhdx", "vhdx", size, "block_size=256M", commands)
    shop.add("vhdx-256M.vhdx", "vhdx", ["block_size"], "block size 256 MiB, 2 writes")
    size = shop.size(9, 40, MIB)
    commands = shop.scatter(size, MIB, 5, "write part")
    _made(shop, "vhdx-zero.vhdx", "vhdx", size, "block_size=1M,block_state_zero=off", commands)
    shop.add("vhdx-zero.vhdx", "vhdx", ["block_state_zero"], "block_state_zero=off, 5 writes")


def _small_formats(shop: Workshop) -> None:
    r = shop.r
    size = shop.size(9, 40, MIB) + 512 * r.randint(1, 9)
    _made(shop, "vdi-dyn.vdi", "vdi", size, "", shop.scatter(size, MIB, 6, "write part"))
    shop.add("vdi-dyn.vdi", "vdi", ["odd-size"], f"size {size}, 6 writes")
    size = shop.size(20, 60, 64 * KIB)
    commands = shop.scatter(size, 65536, 6, "write part zero")
    _made(shop, "qed-ov.qed", "qed", size, "", commands, base="base.raw")
    shop.add("qed-ov.qed", "qed", ["backing"], "overlay of base.raw; writes and zeros")
    commands = shop.scatter(size, 4096, 9, "write part")
    _made(shop, "qcow1-ov.qcow", "qcow", size, "", commands, base="base.raw")
    shop.add("qcow1-ov.qcow", "qcow", ["backing"], "overlay of base.raw; writes")
    size = shop.size(20, 90, MIB)
    commands = shop.scatter(size, MIB, 5, "write part")
    cluster = r.choice((64, 256, 1024))
    _made(shop, "par.parallels", "parallels", size, f"cluster_size={cluster}k", commands)
    shop.add("par.parallels", "parallels", ["cluster_size"], "5 writes")
