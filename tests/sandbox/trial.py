# SPDX-License-Identifier: Apache-2.0
"""The trial operation (`guest/trial`) from the host's side: its actions by name, its configuration,
how it is built.
"""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SOURCES = HERE / "guest" / "trial"

_CONFIG = struct.Struct("<II6Q64s")
_ENUM = re.compile(r"enum \w+ \{([^}]*)\};")


def _actions() -> dict[str, int]:
    """The enums of the C sources."""
    actions: dict[str, int] = {}
    for source in sorted(SOURCES.glob("*.c")):
        for body in _ENUM.findall(source.read_text()):
            number = -1
            for item in filter(None, (part.strip() for part in body.split(","))):
                name, _, value = item.partition("=")
                number = int(value) if value else number + 1
                actions[name.strip()] = number
    return actions


ACTIONS = _actions()


def config(kind: str, action: str, *arguments: int, text: bytes = b"") -> bytes:
    """What the trial operation receives."""
    padded = [*arguments, *[0] * (6 - len(arguments))]
    return _CONFIG.pack(ACTIONS[action], kind == "process", *padded, text)


def build(out: Path) -> Path:
    """Compile the trial operation, and what is out of date of the guest. Returns the operation's
    binary.
    """
    compiled(out)
    make(f"OPS={SOURCES.parent}", f"OUT={out}", "FORMATS=none", "operations")
    return out / "trial.bin"


def build_large(out: Path, size: int) -> Path:
    """The same operation with so many bytes of text on top, as a codec might have."""
    compiled(out)
    sources = out / "ops" / "large"
    shutil.copytree(SOURCES, sources)
    (sources / "bulk.c").write_text(
        f'__attribute__((used, retain, section(".text.bulk"))) static const char bulk[{size}] = "";'
    )
    make(f"OPS={sources.parent}", f"OUT={out}", "FORMATS=none", "operations")
    return out / "large.bin"


def compiled(out: Path) -> None:
    """Give a build what the guest's own build has compiled of the sources that they share."""
    make()
    for folder in ("obj", "codec"):
        shutil.copytree(
            ROOT / "guest" / "build" / folder,
            out / folder,
            ignore=shutil.ignore_patterns("ops", "*.elf"),
            dirs_exist_ok=True,
        )


def make(*arguments: str) -> None:
    command = ["make", "--no-print-directory", "-C", str(ROOT / "guest"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
