# SPDX-License-Identifier: Apache-2.0
"""C compiled for tests: shared objects under UBSan in trap mode, loaded with ctypes."""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "-std=c11",
    "-O0",
    "-fPIC",
    "-shared",
    "-Wall",
    "-Wextra",
    "-Werror",
    "-Wshadow",
    "-Wconversion",
    "-Wno-sign-conversion",
    "-fsanitize=undefined",
    "-fsanitize-undefined-trap-on-error",
    "-fno-sanitize-recover=all",
)


def build(
    target: Path,
    sources: Sequence[Path],
    includes: Sequence[Path] = (),
    options: Sequence[str] = (),
) -> ctypes.CDLL:
    """Compile `sources` with every warning as an error, and load the result."""
    folders = (*includes, ROOT / "guest/base", ROOT / "guest/generated", ROOT / "guest")
    flags = (*FLAGS, *options, *(f"-I{f}" for f in folders))
    subprocess.run(
        [os.environ.get("CC", "cc"), *flags, *map(str, sources), "-o", str(target)], check=True
    )
    return ctypes.CDLL(str(target))


class ParseIn(ctypes.Structure):
    """`struct parse_in` of guest/base/parse.h."""

    _fields_ = [
        ("buf", ctypes.c_void_p),
        ("len", ctypes.c_size_t),
        ("base", ctypes.c_uint64),
        ("bad_off", ctypes.c_size_t),
        ("structure", ctypes.c_uint32),
        ("field", ctypes.c_uint32),
        ("status", ctypes.c_uint32),
        ("value", ctypes.c_uint64),
    ]
