# SPDX-License-Identifier: Apache-2.0
"""Random options and sizes for new images, by format: what `create -o` and `convert -o` take."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

KIB, MIB, GIB, TIB = 1 << 10, 1 << 20, 1 << 30, 1 << 40

Drawn = tuple[str, int]
"""What follows -o, and the size."""


def size(chooser: Random, most: int) -> int:
    """Small and large ones alike; every other one a round number."""
    limit = 1 << chooser.randrange(most.bit_length())
    drawn = chooser.randrange(min(limit, most) + 1)
    unit = chooser.choice([1, 1, 512, MIB, GIB])
    return drawn // unit * unit


def some(chooser: Random, values: dict[str, list[str]]) -> str:
    """About half of the options, each with one of its values."""
    named = [f"{name}={chooser.choice(v)}" for name, v in values.items() if chooser.random() < 0.5]
    return ",".join(named)


def vdi(chooser: Random, most: int) -> Drawn:
    return some(chooser, {"static": ["on", "off"]}), size(chooser, most)


def vpc(chooser: Random, most: int) -> Drawn:
    """A fixed disk of no size is a footer alone, which nobody opens."""
    values = {"subformat": ["dynamic", "fixed"], "force_size": ["on", "off"]}
    return some(chooser, values), max(1, size(chooser, min(most, 2040 * GIB)))


def vhdx(chooser: Random, most: int) -> Drawn:
    """A disk of no size has a table for 2^32 blocks, so large ones make it long."""
    values = {
        "subformat": ["dynamic", "fixed"],
        "block_state_zero": ["on", "off"],
        "block_size": [str(MIB << n) for n in range(8)],
        "log_size": [str(n) for n in (MIB, MIB + 1, 2 * MIB, 3 * MIB, 16 * MIB)],
    }
    return some(chooser, values), max(1, size(chooser, most))


def parallels(chooser: Random, most: int) -> Drawn:
    """One sector is a cluster too, but the table of a large disk then has no end."""
    values = {"cluster_size": [str(n) for n in (4096, 6 * 512, 64 * KIB, 65 * 512, MIB, 3 * MIB)]}
    return some(chooser, values), size(chooser, min(most, GIB << 6))


def qcow(chooser: Random, most: int) -> Drawn:
    """No options, and no image of size 0."""
    return "", max(1, size(chooser, most))


def qed(chooser: Random, most: int) -> Drawn:
    """Small tables do not reach a large disk."""
    clusters = [4096 << n for n in range(8)]
    cluster, tables = chooser.choice(clusters), chooser.choice([2, 4, 8, 16])
    reach = cluster * (cluster * tables // 8) ** 2
    return f"cluster_size={cluster},table_size={tables}", size(chooser, min(most, reach))


FORMATS: dict[str, Callable[[Random, int], Drawn]] = {
    "parallels": parallels,
    "qcow": qcow,
    "qed": qed,
    "vdi": vdi,
    "vhdx": vhdx,
    "vpc": vpc,
}
