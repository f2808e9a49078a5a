# SPDX-License-Identifier: Apache-2.0
"""What the guest's codecs are compiled of outside of a guest, and the codecs as a library."""

from __future__ import annotations

import ctypes
import functools
import subprocess
import sys
from pathlib import Path

from lab.lock import alone
from lab.objects import Compiler, digest
from tests.guest.native.walkers import BUILD, GUEST, NATIVE, compiler

LIBRARIES = BUILD / "codec"
PINS = GUEST / "codec" / "sources.txt"
"""Which libraries: their headers change with it."""
DEFINES = ("-DFREESTANDING", "-DNDEBUG", "-DDYNAMIC_BMI2=0")
QUIET = ("-w", "-fno-sanitize=undefined", *DEFINES)
"""For what is a library's own code, as in the guest's Makefile."""
FOLDERS = (
    GUEST,
    GUEST / "base",
    GUEST / "generated",
    *map(LIBRARIES.joinpath, ("libdeflate", "zstd")),
)
INCLUDE = tuple(f"-I{path}" for path in FOLDERS)


def fetch() -> str:
    """Fetch the libraries; what went wrong, or an empty text."""
    line = [sys.executable, str(GUEST / "codec" / "fetch.py"), str(LIBRARIES)]
    with alone(BUILD):
        done = subprocess.run(line, capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else ""


def own_sources() -> list[Path]:
    """What the guest adds to the libraries, and the functions of `codecs_native.h` before it."""
    files = sorted((GUEST / "codec").glob("*.c"))
    own = [path for path in files if path not in _wrappers()]
    return [*own, GUEST / "base" / "checksum.c", NATIVE / "codecs_native.c"]


def library_sources() -> list[Path]:
    folder = LIBRARIES / "libdeflate" / "lib"
    names = ("deflate_decompress.c", "utils.c")
    return [*_wrappers(), *(folder / name for name in names)]


def _wrappers() -> list[Path]:
    return sorted((GUEST / "codec").glob("*_library.c"))


def headers() -> list[Path]:
    own = (*GUEST.glob("codec/*.h"), NATIVE / "codecs_native.h", GUEST / "generated" / "zlib.h")
    return sorted([*own, *LIBRARIES.glob("**/*.h")])


@functools.cache
def library() -> ctypes.CDLL:
    """The codecs, with the functions of `codecs_native.h` before them."""
    cc = compiler()
    assert cc is not None
    flags = ("-std=gnu11", "-g", "-Og", "-fPIC", *INCLUDE)
    strict = (*flags, "-Wall", "-Wextra", "-Werror")
    seen = digest(headers())
    objects = [
        *Compiler(cc, strict, seen, BUILD / "objects").objects(own_sources()),
        *Compiler(cc, (*flags, *QUIET), seen, BUILD / "objects").objects(library_sources()),
    ]
    path = BUILD / f"codecs-{digest(objects)}.so"
    if not path.exists():
        with alone(BUILD):
            subprocess.run([cc, "-shared", *map(str, objects), "-o", str(path)], check=True)
    return ctypes.CDLL(str(path))
