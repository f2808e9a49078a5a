# SPDX-License-Identifier: Apache-2.0
"""What sandboxes this machine offers: found out by using them, not by guessing from what is
installed.
"""

from __future__ import annotations

import errno
import os
import platform
import time
from dataclasses import dataclass

from instar.errors import InstarError
from instar.generated.measure import MeasureConfig
from instar.generated.profiles import DEFAULT
from instar.generated.source import SourceFormat
from instar.generated.target import TargetOptions
from instar.ops.access import Access
from instar.sandbox import images
from instar.sandbox.errors import SandboxUnavailable
from instar.sandbox.pool import VARIABLE, requested
from instar.sandbox.sandbox import Sandbox
from instar.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 40
"""Runs of each kind that a cost is the median of."""

_MODULES = (("kvm_pvm", "kvm_pvm"), ("kvm_intel", "vmx"), ("kvm_amd", "svm"))


@dataclass(frozen=True, slots=True)
class SandboxReport:
    """One kind of sandbox on this machine."""

    kind: str
    usable: bool
    reason: str
    """Why not; empty when it is."""
    facts: tuple[str, ...]
    """What it builds on here."""
    fresh: float | None
    """Seconds that a run takes with the making of its sandbox."""
    reused: float | None
    """Seconds that a run takes in a sandbox that was used before."""


@dataclass(frozen=True, slots=True)
class Binary:
    """A guest binary."""

    name: str
    size: int
    blake2b: str
    fault: str
    """Why no run uses it; empty when it is what was built."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that `instar doctor` reports."""

    version: str
    python: str
    kernel: str
    machine: str
    sandboxes: tuple[SandboxReport, ...]
    chosen: str
    """The kind that will be used; empty when there is none."""
    why: str
    folder: str
    binaries: tuple[Binary, ...]

    @property
    def sound(self) -> bool:
        """Whether every run has a sandbox to take and the binaries that were built."""
        return bool(self.chosen) and not any(binary.fault for binary in self.binaries)


def examine() -> Report:
    """Try everything once, and time it."""
    sandboxes = (_examine("kvm", _kvm_facts()), _examine("process", _process_facts()))
    chosen, why = _choice({report.kind: report for report in sandboxes})
    folder, binaries = _binaries()
    return Report(
        version=__version__,
        python=platform.python_version(),
        kernel=f"{platform.system()} {platform.release()}",
        machine=platform.machine(),
        sandboxes=sandboxes,
        chosen=chosen,
        why=why,
        folder=folder,
        binaries=binaries,
    )


def _examine(kind: str, facts: tuple[str, ...]) -> SandboxReport:
    config = _trivial_config()
    try:
        fresh = _median(lambda: _fresh_run(kind, config))
        with Sandbox(kind) as sandbox:
            reused = _median(lambda: _timed(sandbox, config))
    except SandboxUnavailable as error:
        return SandboxReport(kind, False, error.reason, facts, None, None)
    except InstarError as error:
        return SandboxReport(kind, False, str(error), facts, None, None)
    return SandboxReport(kind, True, "", facts, fresh, reused)


def _trivial_config() -> bytes:
    """How large is an empty raw disk of 1 GiB? As little as an operation can be asked."""
    source = Access().source_options(None, DEFAULT)
    return MeasureConfig(
        source=source, target=TargetOptions(format=SourceFormat.RAW), virtual_size=1 << 30
    ).pack()


def _fresh_run(kind: str, config: bytes) -> float:
    start = time.perf_counter()
    with Sandbox(kind) as sandbox:
        sandbox.run("measure", config)
    return time.perf_counter() - start


def _timed(sandbox: Sandbox, config: bytes) -> float:
    start = time.perf_counter()
    sandbox.run("measure", config)
    return time.perf_counter() - start


def _median(run: Callable[[], float]) -> float:
    run()
    return sorted(run() for _ in range(RUNS))[RUNS // 2]


def _kvm_facts() -> tuple[str, ...]:
    facts = ["/dev/kvm" if os.path.exists("/dev/kvm") else "no /dev/kvm"]
    facts += [name for module, name in _MODULES if os.path.isdir(f"/sys/module/{module}")]
    return tuple(facts)


def _process_facts() -> tuple[str, ...]:
    """Whether the kernel has what the runner locks itself in with."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            fields = {line.partition(":")[0] for line in status}
    except FileNotFoundError:
        return ("no /proc",)
    return tuple(
        name if key in fields else f"no {name}"
        for name, key in (("seccomp", "Seccomp"), ("no_new_privs", "NoNewPrivs"))
    )


def _choice(reports: dict[str, SandboxReport]) -> tuple[str, str]:
    """What a run that names no sandbox will take, and why."""
    asked = requested()
    kvm, process = reports["kvm"], reports["process"]
    if asked != "auto":
        why = f"{VARIABLE} asks for it"
        return (asked, why) if reports[asked].usable else ("", f"{why}, but it is not usable")
    if kvm.usable:
        return "kvm", "it works here"
    if process.usable:
        return "process", f"kvm does not work here: {kvm.reason}"
    return "", "neither works here"


def _binaries() -> tuple[str, tuple[Binary, ...]]:
    """The guest binaries that runs use, and the directory where they are looked for."""
    folder = images.folder()
    try:
        built = images.table()
    except images.ImageMissing:
        return folder, ()
    return folder, tuple(_examined(folder, name, built[name]) for name in sorted(built))


def _examined(folder: str, name: str, built: str) -> Binary:
    try:
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read()
    except OSError as error:
        return Binary(name, 0, "", os.strerror(error.errno or errno.EIO))
    found = images.digest(data)
    fault = "" if found == built else f"not the one that was built, whose BLAKE2b is {built}"
    return Binary(name, len(data), found, fault)
