# SPDX-License-Identifier: Apache-2.0
"""What `instar measure` may import.

Start-up is most of its time, so each module has to earn its place here.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from instar.cli import ahead

ROOT = Path(__file__).resolve().parents[2]

# Nothing of these: each costs more than the answer.
HEAVY = (
    "click",
    "google",
    "construct",
    "numpy",
    "dataclasses",
    "inspect",
    "argparse",
    "asyncio",
    "concurrent",
    "collections",
    "contextlib",
    "ctypes",
    "enum",
    "functools",
    "importlib",
    "json",
    "logging",
    "pathlib",
    "random",
    "re",
    "signal",
    "socket",
    "subprocess",
    "tempfile",
    "threading",
    "typing",
    "urllib",
)

# What is left, without the sandbox's kind, which depends on the machine.
EXPECTED = [
    "instar",
    "instar.cli",
    "instar.cli.ahead",
    "instar.cli.commands",
    "instar.cli.commands.measure",
    "instar.cli.flags",
    "instar.cli.frame",
    "instar.cli.getopt",
    "instar.cli.kinds",
    "instar.cli.main",
    "instar.cli.many",
    "instar.cli.numbers",
    "instar.cli.output",
    "instar.cli.parse",
    "instar.cli.program",
    "instar.cli.registry",
    "instar.cli.shared",
    "instar.cli.sizes",
    "instar.cli.target",
    "instar.cli.target_kinds",
    "instar.errors",
    "instar.finder",
    "instar.generated",
    "instar.generated.boot",
    "instar.generated.channel",
    "instar.generated.flags",
    "instar.generated.measure",
    "instar.generated.memory",
    "instar.generated.message",
    "instar.generated.message.measure_result",
    "instar.generated.messages",
    "instar.generated.options",
    "instar.generated.options.file",
    "instar.generated.options.qcow2",
    "instar.generated.profiles",
    "instar.generated.refusals",
    "instar.generated.source",
    "instar.generated.target",
    "instar.layout",
    "instar.layout.options",
    "instar.ops",
    "instar.ops.access",
    "instar.ops.arguments",
    "instar.ops.measure",
    "instar.ops.result",
    "instar.ops.run",
    "instar.options",
    "instar.options.names",
    "instar.options.refusing",
    "instar.options.schema",
    "instar.options.size",
    "instar.options.source",
    "instar.options.targets",
    "instar.options.targets.qcow2",
    "instar.options.targets.request",
    "instar.record",
    "instar.render",
    "instar.render.measure",
    "instar.sandbox",
    "instar.sandbox.backing",
    "instar.sandbox.channel",
    "instar.sandbox.errors",
    "instar.sandbox.guestmemory",
    "instar.sandbox.images",
    "instar.sandbox.limits",
    "instar.sandbox.access",
    "instar.sandbox.pool",
    "instar.sandbox.sandbox",
    "instar.text",
    "instar.widths",
]
KINDS = ("kvm", "kvm_api", "watchdog", "process")

PROGRAM = """
import sys
before = set(sys.modules)
from instar.cli.main import main
status = main({argv!r})
print(*sorted(set(sys.modules) - before), file=sys.stderr)
sys.exit(status)
"""


def imported_by(*argv: str) -> set[str]:
    """The modules that a run of its own imports."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(argv=list(argv))],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("kind", ["auto", "process"])
def test_measuring_a_size_imports_nothing_heavy(kind: str) -> None:
    found = imported_by("measure", "--sandbox", kind, "--size", "1G", "-O", "qcow2")
    assert sorted(name for name in found if name.split(".")[0] in HEAVY) == []


def test_measuring_a_size_imports_these_modules_of_instar() -> None:
    found = imported_by("measure", "--size", "1G", "-O", "qcow2")
    own = {name for name in found if name.split(".")[0] == "instar"}
    assert sorted(own - {f"instar.sandbox.{kind}" for kind in KINDS}) == sorted(EXPECTED)


MORE_FOR_AN_IMAGE = {
    "instar.cli.commands.info",
    "instar.cli.judging",
    "instar.options.named",
    "instar.generated.finding",
    "instar.generated.info",
    "instar.generated.message.info_result",
    "instar.ops.image_info",
    "instar.ops.info",
    "instar.render.info",
    "instar.render.info_size",
    "instar.render.info_text",
    "instar.sandbox.disk",
    "instar.sandbox.filesystem",
    "instar.sandbox.locks",
}
"""What describing an image takes besides, whatever a measurement takes that it does not."""


READING = {
    f"instar.{name}"
    for name in (
        *(
            "generated.block",
            "generated.message.qcow2_details",
            "sandbox.block",
            "sandbox.budget",
            "sandbox.requests",
        ),
        "sandbox.transfer",
    )
}
"""What reading a qcow2 image takes, which a raw one of one sector does without."""


def test_describing_an_image_imports_little_more(tmp_path: Path) -> None:
    path = tmp_path / "disk.raw"
    path.write_bytes(bytes(512))
    found = imported_by("info", "--sandbox", "process", "-f", "raw", str(path))
    assert sorted(name for name in found if name.split(".")[0] in HEAVY) == []
    own = {name for name in found if name.split(".")[0] == "instar"}
    own -= {f"instar.sandbox.{kind}" for kind in KINDS}
    assert sorted(own - set(EXPECTED)) == sorted(MORE_FOR_AN_IMAGE)


def needs(module: str) -> set[str]:
    """The modules of instar that one imports when it is imported itself."""
    path = ROOT / module.replace(".", "/")
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    found: set[str] = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.startswith("instar.") and exists(name)}


def exists(module: str) -> bool:
    path = ROOT / module.replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").exists()


@pytest.mark.parametrize("command", ["create", *ahead.MORE])
def test_modules_are_loaded_ahead_in_the_order_in_which_they_need_each_other(command: str) -> None:
    there = {"instar", "instar.cli.main"}
    while more := {below for module in there for below in needs(module)} - there:
        there |= more
    for name in ahead.names(command):
        module = f"instar.{name}"
        assert exists(module)
        assert module not in there
        assert needs(module) | {module.rpartition(".")[0]} <= there, module
        there.add(module)


def test_only_what_is_needed_is_loaded_ahead() -> None:
    measured = {f"instar.{name}" for name in ahead.names("measure")}
    assert measured <= set(EXPECTED)
    described = {f"instar.{name}" for name in ahead.names("info")}
    assert described - set(EXPECTED) <= MORE_FOR_AN_IMAGE | READING
    assert described - set(EXPECTED) >= MORE_FOR_AN_IMAGE


def test_importing_the_package_imports_next_to_nothing() -> None:
    program = (
        "import sys; before = set(sys.modules); import instar; "
        "print(*sorted(set(sys.modules) - before))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["__future__", "instar"]


def test_errors_are_there_without_an_import_of_their_module() -> None:
    program = "import instar; print(instar.errors.UsageError is instar.UsageError)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("True\n", "")
