# SPDX-License-Identifier: Apache-2.0
"""Makes a corpus of images with the real qemu-img and qemu-io, every choice drawn from a seed.

The images are not the same to the byte each time (snapshot dates, LUKS salts, VHDX GUIDs): keep the
packed set. Malformed images are damaged data and no more: small, and every path that they name does
not exist.
"""

from __future__ import annotations

from pathlib import Path

from lab.parity.corpus_maker.bad_other import make_bad_other
from lab.parity.corpus_maker.bad_qcow2 import make_bad_qcow2
from lab.parity.corpus_maker.other import make_other, make_same_content
from lab.parity.corpus_maker.qcow2_layouts import make_qcow2_layouts
from lab.parity.corpus_maker.qcow2_special import make_qcow2_special
from lab.parity.corpus_maker.raw import make_raw
from lab.parity.corpus_maker.workshop import KIB, NOISE, Workshop

NOISE_SIZE = 64 * KIB


def make(folder: Path, maker: Path, old_maker: Path, seed: str) -> str:
    """Fill an empty directory with images; the text of their manifest."""
    shop = Workshop(folder, maker, old_maker, seed)
    shop.path(NOISE).write_bytes(shop.noise(NOISE_SIZE))
    make_raw(shop)
    make_qcow2_layouts(shop)
    make_qcow2_special(shop)
    make_same_content(shop)
    make_other(shop)
    make_bad_qcow2(shop)
    make_bad_other(shop)
    shop.path(NOISE).unlink()
    return shop.manifest()
