# SPDX-License-Identifier: Apache-2.0
"""Generated text as the project's formatters leave it, so that emitters need not count columns.

The formatters are pinned in pyproject.toml and configured there, in `.clang-format` and in
`.clang-format-ignore`: clang-format takes seconds for the tables in one of the files.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

COLUMNS = 100
ROOT = Path(__file__).resolve().parents[2]
PYTHON = (".py",)
C = (".c", ".h")
IGNORED = ".clang-format-ignore"
FIXES = "I,SIM,E713,UP,RUF046"
"""What ruff may rewrite: the order of imports, and expressions that read better the other way."""


class MissingTool(ValueError):
    """A formatter is not installed."""


def formatted(outputs: dict[str, str]) -> dict[str, str]:
    """`outputs` with the Python and the C in it formatted."""
    code = {
        name: _filled(text) if name.endswith(PYTHON) else text
        for name, text in outputs.items()
        if name.endswith(PYTHON + C)
    }
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        for name, text in code.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        _format_python([name for name in code if name.endswith(PYTHON)], root)
        _format_c([name for name in code if name.endswith(C)], root)
        code = {name: (root / name).read_text(encoding="utf-8") for name in code}
    return {**outputs, **code}


def _format_python(names: list[str], root: Path) -> None:
    if not names:
        return
    config = ["--no-cache", "--quiet", "--config", str(ROOT / "pyproject.toml")]
    fix = ["--fix-only", "--unsafe-fixes", "--select", FIXES]
    ours = 'src = ["."]\nlint.isort.known-first-party = ["codegen", "instar", "lab", "tests"]'
    for line in ours.splitlines():
        config += ["--config", line]
    _run(["ruff", "check", *config, *fix, *names], root)
    _run(["ruff", "format", *config, *names], root)


def _format_c(names: list[str], root: Path) -> None:
    if names:
        shutil.copy(ROOT / IGNORED, root)
        _run(["clang-format", "-i", f"--style=file:{ROOT / '.clang-format'}", *names], root)


def _run(command: list[str], root: Path) -> None:
    """Raises `ValueError` with what the formatter says: an emitter wrote what it cannot read."""
    tool = shutil.which(command[0], path=str(Path(sys.executable).parent)) or shutil.which(
        command[0]
    )
    if tool is None:
        raise MissingTool(f"{command[0]} is not installed: pip install 'instar[codegen]'")
    done = subprocess.run([tool, *command[1:]], cwd=root, capture_output=True, text=True)
    if done.returncode:
        raise ValueError(f"{command[0]}: {done.stdout}{done.stderr}".strip())


def _filled(text: str) -> str:
    """Long comments and docstrings on several lines: formatters leave them as they are."""
    return "\n".join(
        line if len(line) <= COLUMNS or "INSTAR-GEN" in line else _fill(line)
        for line in text.split("\n")
    )


def _fill(line: str) -> str:
    code = line.lstrip()
    indent = line[: len(line) - len(code)]
    if code.startswith("# "):
        return _wrap(code, indent, indent + "# ")
    if code.startswith('"""') and code.endswith('"""') and len(code) > 6:
        return _wrap(code[:-3], indent, indent) + f'\n{indent}"""'
    return line


_QUOTES = '"""'
"""They would join a line that has room for them."""


def _wrap(text: str, first: str, rest: str) -> str:
    return textwrap.fill(
        text,
        COLUMNS - len(_QUOTES),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
