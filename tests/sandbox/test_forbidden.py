# SPDX-License-Identifier: Apache-2.0
"""A guest that tries what it may not: each attempt ends the run with the named error, and the host
goes on.
"""

from __future__ import annotations

import pytest

from instar.generated import channel
from instar.sandbox.disk import Disk
from instar.sandbox.errors import GuestCrash, GuestLimit, GuestProtocolError, GuestTimeout
from instar.sandbox.sandbox import Sandbox
from tests.sandbox import trial
from tests.sandbox.conftest import Try

MMIO = "access to memory that is not there"

# action, arguments, how it ends under KVM, how it ends in a process
FORBIDDEN = [
    ("EVIL_WRITE_TEXT", (), "shutdown", "SIGSEGV"),
    ("EVIL_WRITE_RODATA", (), "shutdown", "SIGSEGV"),
    ("EVIL_WRITE_BOOT", (), "shutdown", "SIGSEGV"),
    ("EVIL_WRITE_CORE_TEXT", (), "shutdown", "SIGSEGV"),
    ("EVIL_WRITE_PAGE_TABLE", (), "shutdown", "SIGSEGV"),
    ("EVIL_READ_PAGE_TABLE", (), "shutdown", "SIGSEGV"),
    ("EVIL_EXECUTE_DATA", (), "shutdown", "SIGSEGV"),
    ("EVIL_EXECUTE_STACK", (), "shutdown", "SIGSEGV"),
    ("EVIL_EXECUTE_ARENA", (), "shutdown", "SIGSEGV"),
    ("EVIL_NULL_READ", (8,), "shutdown", "SIGSEGV"),
    ("EVIL_NULL_READ", (0xFFF,), "shutdown", "SIGSEGV"),
    ("EVIL_NULL_CALL", (), "shutdown", "SIGSEGV"),
    ("EVIL_UNMAPPED", (), "shutdown", "SIGSEGV"),
    ("EVIL_PAST_MEMORY", (), "shutdown", "SIGSEGV"),
    ("EVIL_HIGH_ADDRESS", (), "shutdown", "SIGSEGV"),
    ("EVIL_OTHER_PORT", (0x3F8,), "shutdown", "SIGSEGV"),
    ("EVIL_OTHER_PORT", (0xF0,), "shutdown", "SIGSEGV"),
    ("EVIL_OTHER_PORT", (0xF2,), "shutdown", "SIGSEGV"),
    ("EVIL_OTHER_PORT", (0xFFFF,), "shutdown", "SIGSEGV"),
    ("EVIL_PORT_IN", (), "access to port 0xf1", "SIGSEGV"),
    ("EVIL_PORT_WORD", (), "shutdown", "SIGSEGV"),
    ("EVIL_HLT", (), "shutdown", "SIGSEGV"),
    ("EVIL_CLI", (), "shutdown", "SIGSEGV"),
    ("EVIL_READ_CR3", (), "shutdown", "SIGSEGV"),
    ("EVIL_RDMSR", (), "shutdown", "SIGSEGV"),
    ("EVIL_INT80", (), "shutdown", "SIGSYS"),
    ("EVIL_INT3", (), "shutdown", "SIGTRAP"),
    ("EVIL_UD2", (), "shutdown", "SIGILL"),
    ("EVIL_DIVIDE", (), "shutdown", "SIGFPE"),
    ("EVIL_STACK_OVERFLOW", (), "shutdown", "SIGSEGV"),
    ("EVIL_SYSCALL", (1, 2, 0x10000000, 1), "shutdown", "SIGSYS"),  # write to another descriptor
    ("EVIL_SYSCALL", (1, 0, 0x10010000, 2), "shutdown", "SIGSYS"),  # two bytes to the doorbell
    ("EVIL_SYSCALL", (2, 0x10010000, 0, 0), "shutdown", "SIGSYS"),  # open
    ("EVIL_SYSCALL", (9, 0, 4096, 7), "shutdown", "SIGSYS"),  # mmap
    ("EVIL_SYSCALL", (10, 0x10200000, 4096, 7), "shutdown", "SIGSYS"),  # mprotect
    ("EVIL_SYSCALL", (39, 0, 0, 0), "shutdown", "SIGSYS"),  # getpid
    ("EVIL_SYSCALL", (41, 2, 1, 0), "shutdown", "SIGSYS"),  # socket
    ("EVIL_SYSCALL", (56, 0, 0, 0), "shutdown", "SIGSYS"),  # clone
    ("EVIL_SYSCALL", (59, 0x10010000, 0, 0), "shutdown", "SIGSYS"),  # execve
    ("EVIL_SYSCALL", (60, 0, 0, 0), "shutdown", "SIGSYS"),  # exit of a thread
    ("EVIL_SYSCALL", (62, 1, 9, 0), "shutdown", "SIGSYS"),  # kill
    ("EVIL_SYSCALL", (101, 0, 0, 0), "shutdown", "SIGSYS"),  # ptrace
    ("EVIL_SYSCALL", (0x40000001, 0, 0x10010000, 1), "shutdown", "SIGSYS"),  # write of the x32 ABI
    ("EVIL_SYSCALL", (231, 0, 0, 0), "shutdown", "exit status 0"),  # exit is allowed, and no answer
]


@pytest.mark.parametrize(("action", "arguments", "kvm", "process"), FORBIDDEN)
def test_forbidden_thing_ends_the_run(
    action: str,
    arguments: tuple[int, ...],
    kvm: str,
    process: str,
    kind: str,
    sandbox: Sandbox,
    attempt: Try,
    image: Disk,
) -> None:
    with pytest.raises(GuestCrash) as caught:
        attempt(action, *arguments, disks=(image,))
    expected = {"kvm": (kvm, MMIO), "process": (process,)}[kind]
    assert caught.value.reason in expected
    assert (
        str(caught.value)
        == f"guest crashed while reading {image.name} ({kind} {caught.value.reason})"
    )
    assert sandbox.closed
    assert not [
        message for message in caught.value.messages if b"survived" in repr(message).encode()
    ]
    with Sandbox(kind) as again:  # the host is as it was
        assert again.run(attempt.operation, trial.config(kind, "ACTION_SAY")).ok  # type: ignore[attr-defined]


def test_hypercall_does_nothing_for_the_guest(kind: str, attempt: Try) -> None:
    """Processors differ: for some it is no instruction, and for others one that the hypervisor
    answers with an error, after which the guest goes on.
    """
    try:
        _, said = attempt("EVIL_VMCALL")
    except GuestCrash as crash:
        assert crash.reason in {"kvm": ("shutdown",), "process": ("SIGILL", "SIGSEGV")}[kind]
    else:
        [number, survived] = said
        assert (int(number) >= 1 << 63, survived) == (True, "survived")


QUEUE = [
    ("QUEUE_EMPTY", "queue holds 0 requests, must be 1..341"),
    ("QUEUE_TOO_MANY", "queue holds 342 requests, must be 1..341"),
    ("QUEUE_PAST_END", "read of 512 bytes at 549755813888, past the end of file 0"),
    (
        "QUEUE_WRAPPING_SECTOR",
        "read of 512 bytes at 9444732965739290426880, past the end of file 0",
    ),
    ("QUEUE_OUT_READ_ONLY", "write to {image}, which is read-only"),
    ("QUEUE_OUT_PAST_END", "write to {image}, which is read-only"),
    ("QUEUE_BAD_DISK", "request for file 1000 of 1"),
    ("QUEUE_BAD_TYPE", "request of type 0x8"),
    ("QUEUE_BUFFER_TEXT", "buffer of 512 bytes at 0x10010000 is not in the guest's memory"),
    ("QUEUE_BUFFER_PAGE_TABLE", "buffer of 512 bytes at 0x10005000 is not in the guest's memory"),
    (
        "QUEUE_BUFFER_WRAPS",
        "buffer of 512 bytes at 0xffffffffffffff9b is not in the guest's memory",
    ),
    ("QUEUE_BUFFER_PAST_END", "buffer of 512 bytes at 0x10ffffff is not in the guest's memory"),
    ("QUEUE_TOO_LONG", "request of 4294966784 bytes, must be at most 1048576"),
    ("QUEUE_NOT_SECTORS", "read of a length that is not whole sectors"),
    ("QUEUE_LENGTH_ZERO", "read of a length that is not whole sectors"),
    ("QUEUE_CHAIN_LOOPS", "request 0: data link is 0x3, must be 0x20003"),
    (
        "QUEUE_CHAIN_ELSEWHERE",
        "request 0: header length or link is 0xea60000100000010, must be 0x1000100000010",
    ),
    ("QUEUE_HEADER_ELSEWHERE", "request 0: header address is 0x0, must be 0x10034000"),
    ("QUEUE_STATUS_ELSEWHERE", "request 0: status address is 0x10010000, must be 0x10036a00"),
    ("QUEUE_RING_ELSEWHERE", "ring slots are not those of the requests in order"),
    (
        "QUEUE_INDIRECT",
        "request 0: header length or link is 0x1000500000010, must be 0x1000100000010",
    ),
    ("QUEUE_FLUSH_WITH_DATA", "flush with data"),
    ("QUEUE_HOLES_ODD", "holes: buffer of 100 bytes"),
]


@pytest.mark.parametrize(("action", "reason"), QUEUE)
def test_bad_block_request_is_a_protocol_error(
    action: str, reason: str, attempt: Try, image: Disk
) -> None:
    with pytest.raises(GuestProtocolError) as caught:
        attempt(action, disks=(image,))
    assert caught.value.reason == reason.format(image=image.name)


CHANNEL = [
    ("CHANNEL_TOO_LONG", (), "frame of 983041 bytes, must be at most 983040"),
    ("CHANNEL_TRUNCATED", (), "frame at 0 of the channel is truncated"),
    ("CHANNEL_OVERFULL", (), "channel holds 1040385 bytes of 1040384"),
    ("CHANNEL_ATTACH_BAD_DISK", (), "attach from file 77 of 1"),
]


@pytest.mark.parametrize(("action", "arguments", "reason"), CHANNEL)
def test_bad_frame_is_a_protocol_error(
    action: str, arguments: tuple[int, ...], reason: str, attempt: Try, image: Disk
) -> None:
    with pytest.raises(GuestProtocolError) as caught:
        attempt(action, *arguments, disks=(image,))
    assert caught.value.reason == reason


def test_core_takes_no_message_that_is_too_long(attempt: Try) -> None:
    """It ends the run before a byte of it is in the channel."""
    with pytest.raises(GuestCrash) as caught:
        attempt("CHANNEL_EMIT", channel.MAX_MESSAGE + 1)
    assert caught.value.reason == f"panic: message too long, {channel.MAX_MESSAGE + 1:#x}"
    assert caught.value.messages == ()


@pytest.mark.parametrize("action", ["CHANNEL_NOT_PROTOBUF", "CHANNEL_EMPTY_FRAME"])
def test_frame_that_is_no_message_is_a_protocol_error(action: str, attempt: Try) -> None:
    with pytest.raises(GuestProtocolError, match="message 1 is malformed"):
        attempt(action)


@pytest.mark.parametrize(
    ("action", "field"),
    [("CHANNEL_ATTACH_BAD_KIND", "kind"), ("CHANNEL_ATTACH_LONG_NAME", "len_name")],
)
def test_bad_attach_request_is_a_protocol_error(
    action: str, field: str, attempt: Try, image: Disk
) -> None:
    with pytest.raises(GuestProtocolError, match=field):
        attempt(action, disks=(image,))


@pytest.mark.parametrize(
    ("limit", "value", "reason"),
    [
        ("MAX_MESSAGES", 10_000, "more than 10000 messages"),
        ("MAX_BYTES", 10_000, "more than 10000 bytes of messages"),
        ("MAX_KEPT", 1 << 14, "more than 16384 messages that are no extents"),
        ("MAX_KEPT_BYTES", 50_000, "more than 50000 bytes of messages that are no extents"),
    ],
)
def test_flood_of_messages_ends(
    limit: str, value: int, reason: str, attempt: Try, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"instar.sandbox.channel.{limit}", value)
    with pytest.raises((GuestProtocolError, GuestLimit)) as caught:
        attempt("CHANNEL_FLOOD")
    assert caught.value.reason == reason
    assert len(caught.value.messages) == 8


def test_reading_forever_ends(attempt: Try, image: Disk) -> None:
    """After 64 MiB and sixteen times what the file holds, and no later."""
    with pytest.raises(GuestLimit) as caught:
        attempt("EVIL_READ_FOREVER", disks=(image,))
    words = caught.value.reason.split()
    work, held = int(words[2]), int(words[-1])
    most = 64 * 2**20 + 16 * held
    assert image.size <= held <= image.size + 8192
    assert most < work < most + 2 * 2**20


def test_unknown_doorbell_is_a_protocol_error(attempt: Try) -> None:
    with pytest.raises(GuestProtocolError, match="doorbell 200"):
        attempt("EVIL_DOORBELL", 200)


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (3, "panic: bad call, 0x2a"),
        (99, "panic: reason 99, 0x2a"),
        (6, "panic: doorbell returned, 0x2a"),
    ],
)
def test_panic_names_its_reason(reason: int, text: str, attempt: Try) -> None:
    with pytest.raises(GuestCrash) as caught:
        attempt("CHANNEL_PANIC", reason, 42)
    assert caught.value.reason == text


def test_endless_loop_is_ended(kind: str, operation: str) -> None:
    with (
        Sandbox(kind, timeout=0.3) as sandbox,
        pytest.raises(GuestTimeout, match=r"no progress for 0.3 seconds"),
    ):
        sandbox.run(operation, trial.config(kind, "EVIL_LOOP"))


def test_crash_tells_registers_under_kvm(kind: str, attempt: Try) -> None:
    with pytest.raises(GuestCrash) as caught:
        attempt("EVIL_UD2")
    if kind == "kvm":
        assert set(caught.value.registers) >= {"rip", "rsp", "rflags"}
        assert "rip 0x" in caught.value.details()
