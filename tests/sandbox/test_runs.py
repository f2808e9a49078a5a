# SPDX-License-Identifier: Apache-2.0
"""Runs after runs, side by side, interrupted, and what is left of them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from instar.generated import memory
from instar.sandbox import watchdog
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestCrash, GuestTimeout, SandboxError, SandboxUnavailable
from instar.sandbox.medium import Medium
from instar.sandbox.pool import Pool, requested
from instar.sandbox.sandbox import Sandbox
from tests.sandbox import trial
from tests.sandbox.conftest import Try
from tests.sandbox.inside import Clock, is_at_work, signalling
from tests.shared import Descriptors

MARK = 0xA5A5_5A5A_1234_8765
MARK_LOW = 0x5A5A_5A5A_1234_8765 >> 20
"""A mark that is an address as well, as a segment's base has to be."""
ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("kept", [0, 2 << 20, 1 << 30])
def test_nothing_of_a_run_is_left_for_the_next(
    kept: int, attempt: Try, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A guest writes a mark wherever it can, in memory and registers. The next finds only zeros, as
    does the host.
    """
    monkeypatch.setattr(type(sandbox._memory.backing), "kept", kept)
    assert attempt("ACTION_FILL", MARK, 1)[1][0] == "0"
    sandbox._memory.pristine()
    assert bytes(sandbox._memory.view).find(MARK.to_bytes(8, "little")) < 0
    result, said = attempt("ACTION_SEARCH", MARK, 0)
    assert (result.ok, said) == (True, ["0", "0"])


def test_no_byte_of_an_image_is_left(attempt: Try, sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"SECRETIMAGEBYTES" * (1 << 17))
    with Disk.open(str(path)) as disk:
        assert attempt("ACTION_READ", 0, 0, 65536, 32, 65536, disks=(disk,))[0].ok
    assert b"SECRETIMAGEBYTES" in bytes(sandbox._memory.view)
    assert attempt("ACTION_SAY")[0].ok
    assert b"SECRETIMAGEBYTES" not in bytes(sandbox._memory.view)
    assert attempt("ACTION_SEARCH", MARK, 0)[1] == ["0", "0"]


@pytest.mark.parametrize(("registers", "num_words"), [(0, 40), (1, 64), (2, 256), (3, 8), (4, 2)])
def test_no_register_keeps_a_mark(registers: int, num_words: int, attempt: Try) -> None:
    """x87 with XMM, YMM, ZMM, opmasks, and the bases of fs and gs."""
    try:
        said = attempt("ACTION_REGISTERS", MARK_LOW, 1, registers)[1]
    except GuestCrash as error:  # nothing is kept where there is no such register
        assert registers and error.reason in ("shutdown", "SIGILL")
        return
    assert said == [str(num_words)]
    assert attempt("ACTION_REGISTERS", MARK_LOW, 0, registers)[1] == ["0"]


def test_control_words_start_anew(attempt: Try) -> None:
    control = 5
    assert attempt("ACTION_REGISTERS", 0, 1, control)[1] == [str(0x27F), str(0x9F80)]
    assert attempt("ACTION_REGISTERS", 0, 0, control)[1] == [str(0x37F), str(0x1F80)]


def test_configuration_of_a_run_is_gone_in_the_next(attempt: Try, sandbox: Sandbox) -> None:
    attempt("ACTION_SAY", text=b"SECRETCONFIG")
    assert b"SECRETCONFIG" in bytes(sandbox._memory.view)
    attempt("ACTION_SAY")
    assert b"SECRETCONFIG" not in bytes(sandbox._memory.view)


def test_another_operation_finds_nothing_of_the_one_before(
    attempt: Try, sandbox: Sandbox, tmp_path: Path
) -> None:
    text_start = memory.OFS_OPERATION
    attempt("ACTION_SAY")
    longer = Path(attempt.operation).read_bytes()  # type: ignore[attr-defined]
    other = tmp_path / "other.bin"
    other.write_bytes(longer)
    sandbox.run(str(other), trial.config(sandbox.kind, "ACTION_SAY"))
    assert (
        bytes(sandbox._memory.view[text_start : text_start + len(longer)])[:4096] == longer[:4096]
    )


def test_sandbox_that_crashed_is_closed(attempt: Try, sandbox: Sandbox) -> None:
    with pytest.raises(GuestCrash):
        attempt("EVIL_UD2")
    assert sandbox.closed
    with pytest.raises(SandboxError, match="closed"):
        attempt("ACTION_SAY")


def test_exception_of_the_listener_ends_the_run(kind: str, operation: str) -> None:
    def hear(message: object) -> None:
        raise LookupError("enough")

    with Sandbox(kind) as sandbox:
        with pytest.raises(LookupError, match="enough"):
            sandbox.run(operation, trial.config(kind, "ACTION_SAY"), on_message=hear)
        assert sandbox.closed


def test_pool_reuses_what_ended_well_only(kind: str, operation: str) -> None:
    with Pool(kind) as pool:
        first = pool._idle[0]
        for _ in range(3):
            pool.run(operation, trial.config(kind, "ACTION_SAY"))
            assert pool._idle == [first]
        with pytest.raises(GuestCrash):
            pool.run(operation, trial.config(kind, "EVIL_UD2"))
        assert pool._idle == []
        assert pool.run(operation, trial.config(kind, "ACTION_SAY")).ok
        assert first not in pool._idle


def test_pool_takes_the_sandbox_that_has_the_operation_loaded(kind: str) -> None:
    with Pool(kind) as pool:
        one, two = pool._idle[0], Sandbox(kind)
        one.operation, two.operation = "map", "info"
        pool._idle.append(two)
        for operation, sandbox in (("map", one), ("info", two), ("map", one)):
            assert pool._take(operation) is sandbox
            pool._idle.append(sandbox)
        assert pool._take("check") is two, "the one that was idle for longest"
        pool._idle.append(two)
        pool._num_runs = 100
        with pool._take("check") as new:
            assert new not in (one, two), "there are many runs to come"


def test_threads_share_a_pool(kind: str, operation: str, image: Disk) -> None:
    config = trial.config(kind, "ACTION_READ", 0, 0, 4096, 200, 4096)
    alone: list[object] = []
    with Pool(kind) as pool, ThreadPoolExecutor(4) as threads:
        pool.run(operation, config, [image], alone.append)

        def work(_: int) -> list[object]:
            heard: list[object] = []
            pool.run(operation, config, [image], heard.append)
            return heard

        assert list(threads.map(work, range(40))) == [alone] * 40


def test_time_limit_holds_in_any_thread(kind: str, operation: str) -> None:
    def loop(_: int) -> str:
        with Sandbox(kind, timeout=0.3) as sandbox, pytest.raises(GuestTimeout) as caught:
            sandbox.run(operation, trial.config(kind, "EVIL_LOOP"))
        return str(caught.value)

    with ThreadPoolExecutor(4) as threads:
        texts = list(threads.map(loop, range(8)))
    assert texts == ["guest ended (no progress for 0.3 seconds)"] * 8


def test_a_short_limit_counts_beside_a_long_one(kind: str, operation: str) -> None:
    with Sandbox(kind, timeout=3600) as patient, Sandbox(kind, timeout=0.2) as hasty:
        patient.run(operation, trial.config(kind, "ACTION_SAY"))
        with pytest.raises(GuestTimeout):
            hasty.run(operation, trial.config(kind, "EVIL_LOOP"))
        assert patient.run(operation, trial.config(kind, "ACTION_SAY")).ok


class Slow(Medium):
    """A disk that takes an hour for each read, in which the watchdog looks at the run."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.num_reads = 0
        self.passed = self.looked = 0.0
        self.dog = watchdog.Watchdog()
        monkeypatch.setattr(self.dog, "_look", partial(self.look, self.dog._look))
        monkeypatch.setattr(watchdog, "_watchdog", self.dog)
        self.clock = Clock(monkeypatch, self.monotonic)

    def look(self, look: Callable[[], float]) -> float:
        self.clock.join()
        begun = self.monotonic()
        pause = look()
        self.looked = begun
        return pause

    def monotonic(self) -> float:
        return time.monotonic() + self.passed

    def read(self, buffers: Sequence[memoryview], start: int, end: int) -> None:
        self.num_reads += 1
        for _ in range(12):  # a jump of an hour would look as if the machine had been stopped
            self.passed += 300
            now = self.monotonic()
            if self.dog._wake.locked():
                self.dog._wake.release()
            while self.looked < now:
                time.sleep(0.001)

    def ranges(self, start: int) -> Iterator[tuple[int, int]]:
        yield 0, 1 << 20


def test_limit_counts_from_the_last_doorbell(
    kind: str, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that takes longer than the limit in all, and never between two doorbells, is not
    ended.
    """
    slow, config = Slow(monkeypatch), trial.config(kind, "ACTION_READ", 0, 0, 4096, 3, 1 << 18)
    disk = Disk.medium_of(slow, "slow", 1 << 20)
    with Sandbox(kind, timeout=600) as sandbox:
        assert sandbox.run(operation, config, [disk], request_size=4096, deadline=None).ok
    assert slow.num_reads == 3


def test_signals_are_as_they_were_after_a_run(kind: str, operation: str) -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    with Sandbox(kind, timeout=0.2) as sandbox, pytest.raises(GuestTimeout):
        sandbox.run(operation, trial.config(kind, "EVIL_LOOP"))
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before
    assert not signal.sigpending()


def test_interrupt_ends_a_run(kind: str, operation: str) -> None:
    # A shell starts what it runs in the background with the interrupt ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with Sandbox(kind) as sandbox:
            killer = signalling(sandbox, signal.SIGINT)
            with pytest.raises(KeyboardInterrupt):
                sandbox.run(operation, trial.config(kind, "EVIL_LOOP"))
            assert sandbox.closed
    finally:
        killer.join()
        signal.signal(signal.SIGINT, before)


def test_other_signals_do_not_end_a_run(kind: str, operation: str) -> None:
    seen: list[int] = []
    before = signal.signal(signal.SIGUSR1, lambda number, frame: seen.append(number))
    try:
        with Sandbox(kind, timeout=0.5) as sandbox:
            killer = signalling(sandbox, signal.SIGUSR1)
            with pytest.raises(GuestTimeout):
                sandbox.run(operation, trial.config(kind, "EVIL_LOOP"))
    finally:
        killer.join()
        signal.signal(signal.SIGUSR1, before)
    assert seen == [signal.SIGUSR1]


def test_descriptors_are_given_back(kind: str, operation: str) -> None:
    def cycle() -> None:
        with Sandbox(kind) as sandbox:
            sandbox.run(operation, trial.config(kind, "ACTION_SAY"))
        with Sandbox(kind) as sandbox, pytest.raises(GuestCrash):
            sandbox.run(operation, trial.config(kind, "EVIL_UD2"))

    cycle()
    opened = Descriptors()
    for _ in range(5):
        cycle()
    assert opened.new() == []


def _script(kind: str, operation: str, body: str) -> list[str]:
    code = f"""
    import os, sys
    sys.path.insert(0, {str(ROOT)!r})
    from instar.sandbox.sandbox import Sandbox
    from tests.sandbox import trial
    from tests.sandbox.inside import guest_pid
    kind, operation = {kind!r}, {operation!r}
    """
    return [sys.executable, "-c", textwrap.dedent(code) + textwrap.dedent(body)]


def test_process_has_nothing_of_its_parent(operation: str, kind: str) -> None:
    if kind != "process":
        pytest.skip("only a process has anything to inherit")
    body = """
    import json, threading
    secret = os.open("/etc/passwd", os.O_RDONLY)
    os.set_inheritable(secret, True)
    sandbox = Sandbox(kind)
    config = trial.config(kind, "EVIL_LOOP")
    run = lambda: sandbox.run(operation, config, deadline=100)
    threading.Thread(target=run, daemon=True).start()
    proc = f"/proc/{guest_pid(sandbox)}/"
    status = dict(line.split(":", 1) for line in open(proc + "status") if ":" in line)
    limits = {line[:26].strip(): line[26:68].split() for line in open(proc + "limits")}
    print(json.dumps({
        "files": os.listdir(proc + "fd"),
        "status": {name: value.strip() for name, value in status.items()},
        "limits": limits,
        "environ": open(proc + "environ").read(),
        "directory": os.readlink(proc + "cwd"),
        "maps": [line.split() for line in open(proc + "maps")],
    }))
    os._exit(0)
    """
    done = subprocess.run(
        _script(kind, operation, body), capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["files"], found["environ"], found["directory"]) == (["0"], "", "/")
    _check_status(found["status"])
    _check_limits(found["limits"])
    assert found["maps"]
    for line in found["maps"]:
        assert "w" not in line[1] or "x" not in line[1], line
        assert line[-1].endswith(("runner.elf", "memfd:instar", "(deleted)", "[vsyscall]")), line


def _check_status(status: dict[str, str]) -> None:
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    for name in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        assert int(status[name], 16) == 0, name
    assert status["Speculation_Store_Bypass"] != "thread vulnerable"


def _check_limits(limits: dict[str, list[str]]) -> None:
    """A core file would hold the image's bytes, and be written by the kernel."""
    for name in (
        "Max core file size",
        "Max processes",
        "Max file size",
        "Max locked memory",
        "Max open files",
        "Max address space",
        "Max data size",
    ):
        assert limits[name] == ["0", "0"], name
    assert limits["Max cpu time"] == ["102", "102"]


def test_a_host_of_little_processor_time_runs_guests(operation: str, kind: str) -> None:
    body = """
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
    with Sandbox(kind) as sandbox:
        assert sandbox.run(operation, trial.config(kind, "ACTION_SAY")).ok
    """
    done = subprocess.run(
        _script(kind, operation, body), capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("action", ["ACTION_SAY", "EVIL_DONE_AND_EXIT"])
def test_a_program_that_ignores_its_children_runs_guests(
    action: str, operation: str, kind: str
) -> None:
    body = f"""
    import signal
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with Sandbox(kind) as sandbox:
        for _ in range(5):
            sandbox.run(operation, trial.config(kind, {action!r}))
    """
    done = subprocess.run(
        _script(kind, operation, body), capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr


def test_process_dies_with_its_parent(operation: str, kind: str) -> None:
    if kind != "process":
        pytest.skip("a virtual machine is part of its process")
    body = """
    import threading
    sandbox = Sandbox(kind, timeout=600)
    config = trial.config(kind, "EVIL_LOOP")
    thread = threading.Thread(target=lambda: sandbox.run(operation, config), daemon=True)
    thread.start()
    print(guest_pid(sandbox), flush=True)
    os.kill(os.getpid(), 9)
    """
    done = subprocess.run(
        _script(kind, operation, body), capture_output=True, text=True, check=False, cwd=ROOT
    )
    pid = int(done.stdout)
    until = time.monotonic() + 60
    while is_at_work(pid):
        assert time.monotonic() < until, "the guest outlives its host"
        time.sleep(0.01)


def test_pool_works_in_a_forked_child(kind: str, operation: str) -> None:
    body = """
    from instar.sandbox.pool import Pool
    pool = Pool(kind)
    assert pool.run(operation, trial.config(kind, "ACTION_SAY")).ok
    pid = os.fork()
    ok = pool.run(operation, trial.config(kind, "ACTION_SAY")).ok
    if pid == 0:
        os._exit(0 if ok else 1)
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    """
    done = subprocess.run(
        _script(kind, operation, body), capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr


def test_auto_does_without_kvm_and_knows_why(
    operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from instar.sandbox import kvm

    monkeypatch.setattr(kvm, "DEVICE", "/nonexistent/kvm")
    kvm.opened.clear()
    try:
        with Pool("auto") as pool:
            assert pool.kind == "process"
            missing = "/nonexistent/kvm: No such file or directory"
            assert pool.why == f"the kvm sandbox is not available: {missing}"
            assert pool.run(operation, trial.config("process", "ACTION_SAY")).ok
        with pytest.raises(
            SandboxUnavailable, match="kvm sandbox is not available: /nonexistent/kvm: No such file"
        ):
            Pool("kvm")
    finally:
        kvm.opened.clear()


def test_environment_asks_for_a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INSTAR_SANDBOX", raising=False)
    assert requested() == "auto"
    monkeypatch.setenv("INSTAR_SANDBOX", "process")
    assert requested() == "process"
    assert requested("kvm") == "kvm"
    with pytest.raises(ValueError, match="no sandbox is called 'jail'"):
        requested("jail")


@pytest.mark.parametrize("size", [0, 1 << 20, (4 << 20) + 4096, 1 << 30])
def test_memory_size_is_checked(size: int) -> None:
    with pytest.raises(ValueError, match=r"guest memory must be a multiple of 2 MiB, 4\.\.256 MiB"):
        Sandbox("process", size)


@pytest.mark.parametrize("size", [memory.LEN_MIN, memory.LEN_MAX])
def test_smallest_and_largest_memory_work(size: int, kind: str, operation: str) -> None:
    said: list[object] = []
    with Sandbox(kind, size) as sandbox:
        result = sandbox.run(
            operation, trial.config(kind, "ACTION_ALLOC", 1 << 20), on_message=said.append
        )
    assert result.ok
    assert str(size - memory.OFS_ARENA).encode() in repr(said).encode()
