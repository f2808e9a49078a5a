# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/boot.ksy spec=78fc3f5b gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of boot."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="boot",
        kind="spec",
        title="What a guest finds when it starts, and how it leaves",
        declared="specs/abi/boot.ksy",
        page="docs/abi/boot.md",
        meaning="A run starts at the core's entry with the stack pointer 8 bytes below the "
        "end of the stack region, as after a call, and every\nother register zero. "
        "The core reads `info`, checks it, and calls the operation. The guest leaves "
        "through the doorbell only: one byte, a member of\n`doorbell`, and everything "
        "else is in memory.",
        sources=("docs/architecture.md The guest",),
    ),
    Topic(
        name="boot.version",
        kind="constant",
        number=1,
        meaning="Version of everything under `specs/abi`, checked by core and host. Raised "
        "when an old binary would misread a new host.",
    ),
    Topic(
        name="boot.doorbell_port",
        kind="constant",
        number=241,
        meaning="The one I/O port that the KVM sandbox's TSS opens.",
    ),
    Topic(
        name="boot.doorbell_descriptor",
        kind="constant",
        number=0,
        meaning="The process sandbox's end of the socket pair.",
    ),
    Topic(
        name="boot.memory_descriptor",
        kind="constant",
        number=1,
        meaning="The process sandbox's shared memory. Closed before the guest starts.",
    ),
    Topic(
        name="boot.max_disks",
        kind="constant",
        number=1024,
        meaning="Files that a run may have, attached ones included. A VMDK of 2 TiB in "
        "extents of 2 GiB has as many. Each takes a descriptor of the host's\nprocess.",
    ),
    Topic(
        name="boot.len_request_min",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="Shortest that a run may be held to.",
    ),
    Topic(
        name="boot.len_request_max",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="Longest data of one block request.",
    ),
    Topic(
        name="boot.work_floor",
        kind="constant",
        number=67108864,
        unit="bytes",
        meaning="Work that a run may ask of its host whatever its files hold. Work is "
        "counted in bytes: what is moved, and for all else how many\nbytes are copied "
        "in the time that it takes. The guest ends a walk of tables at half of what "
        "the host allows, since it can say which.",
    ),
    Topic(
        name="boot.work_factor",
        kind="constant",
        number=16,
        meaning="Work besides, in units of what the run's files hold. An operation reads "
        "tables once or twice.",
    ),
    Topic(
        name="boot.len_holes_held",
        kind="constant",
        number=536870912,
        unit="bytes",
        meaning="Bytes of a file's holes that count as held. Tables of zeros may be holes, "
        "and some file systems say late what they have allocated.",
    ),
    Topic(
        name="boot.work_doorbell",
        kind="constant",
        number=16384,
        unit="bytes",
        meaning="Work of a batch of requests.",
    ),
    Topic(
        name="boot.work_request",
        kind="constant",
        number=2048,
        unit="bytes",
        meaning="Work of a request.",
    ),
    Topic(
        name="boot.work_range",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="Work of finding a range of data, which is two calls of `lseek`.",
    ),
    Topic(
        name="boot.ofs_disks",
        kind="constant",
        number=256,
        unit="bytes",
        meaning="Where the disk table starts in the boot region.",
    ),
    Topic(
        name="boot.ofs_head",
        kind="constant",
        number=61440,
        unit="bytes",
        meaning="Where the first bytes of file 0 are in the boot region, if the host has "
        "read them.",
    ),
    Topic(
        name="boot.len_head_max",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="Most of them, as much as a guest reads of an image first.",
    ),
    Topic(
        name="boot.image_kind",
        kind="enum",
    ),
    Topic(
        name="boot.image_kind.core",
        kind="member",
        number=1,
        meaning="Entry, drivers and call table.",
    ),
    Topic(
        name="boot.image_kind.operation",
        kind="member",
        number=2,
        meaning="Reaches the world through the core's call table.",
    ),
    Topic(
        name="boot.disk_flag",
        kind="enum",
    ),
    Topic(
        name="boot.disk_flag.writable",
        kind="member",
        number=1,
        meaning="Requests of type `out` are served.",
    ),
    Topic(
        name="boot.disk_flag.in_use",
        kind="member",
        number=2,
        meaning="Another process holds the file for writing, by qemu's locks. What has no "
        "tables may be read all the same.",
    ),
    Topic(
        name="boot.doorbell",
        kind="enum",
    ),
    Topic(
        name="boot.doorbell.queue",
        kind="member",
        number=1,
        meaning="The virtqueue has requests. They are complete when the doorbell returns.",
    ),
    Topic(
        name="boot.doorbell.channel",
        kind="member",
        number=2,
        meaning="The message buffer is to be emptied.",
    ),
    Topic(
        name="boot.doorbell.attach",
        kind="member",
        number=3,
        meaning="The attach exchange holds a request. It holds the answer when the doorbell "
        "returns.",
    ),
    Topic(
        name="boot.doorbell.done",
        kind="member",
        number=4,
        meaning="The operation has returned; its status is in the channel's state. Does not "
        "return.",
    ),
    Topic(
        name="boot.doorbell.panic",
        kind="member",
        number=5,
        meaning="The panic record says why the guest cannot go on. Does not return.",
    ),
    Topic(
        name="boot.doorbell.ready",
        kind="member",
        number=6,
        meaning="The process sandbox's loader is about to enter the core. Nothing of the "
        "guest has run yet.",
    ),
    Topic(
        name="boot.doorbell.key",
        kind="member",
        number=7,
        meaning="The control region holds a request for a key. It holds the key when the "
        "doorbell returns.",
    ),
    Topic(
        name="boot.runner_step",
        kind="enum",
    ),
    Topic(
        name="boot.runner_step.header",
        kind="member",
        number=101,
        meaning="Reading an image's header out of the shared memory.",
    ),
    Topic(
        name="boot.runner_step.map",
        kind="member",
        number=102,
        meaning="Mapping the shared memory where the guest expects it.",
    ),
    Topic(
        name="boot.runner_step.death_signal",
        kind="member",
        number=103,
        meaning="Asking to be killed with the parent.",
    ),
    Topic(
        name="boot.runner_step.not_dumpable",
        kind="member",
        number=104,
        meaning="Closing itself to debuggers and core files.",
    ),
    Topic(
        name="boot.runner_step.no_new_privileges",
        kind="member",
        number=105,
        meaning="Giving up new privileges.",
    ),
    Topic(
        name="boot.runner_step.close",
        kind="member",
        number=106,
        meaning="Closing every descriptor but the doorbell.",
    ),
    Topic(
        name="boot.runner_step.limits",
        kind="member",
        number=107,
        meaning="Setting resource limits to zero.",
    ),
    Topic(
        name="boot.runner_step.unmap",
        kind="member",
        number=108,
        meaning="Unmapping what the kernel put next to the guest.",
    ),
    Topic(
        name="boot.runner_step.seccomp",
        kind="member",
        number=109,
        meaning="Installing the system call filter.",
    ),
    Topic(
        name="boot.runner_step.ready",
        kind="member",
        number=110,
        meaning="Telling the host, which is gone.",
    ),
    Topic(
        name="boot.runner_step.directory",
        kind="member",
        number=111,
        meaning="Leaving the host's working directory.",
    ),
    Topic(
        name="boot.runner_step.capabilities",
        kind="member",
        number=112,
        meaning="Giving up all capabilities.",
    ),
    Topic(
        name="boot.image_header",
        kind="structure",
        type="64 bytes",
        meaning="First bytes of `core.bin` and `<op>.bin`, the start of their text. Text, "
        "read-only data and data follow each other on page\nboundaries; zeroed data "
        "comes after and is not in the file.",
    ),
    Topic(
        name="boot.image_header.magic",
        kind="field",
        place="bytes 0 to 7",
        type="8 bytes",
        rules=("49 4e 53 54 41 52 00 47",),
        meaning="`INSTAR`, a zero, `G` for guest.",
    ),
    Topic(
        name="boot.image_header.version",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of the ABI that the image was built for.",
    ),
    Topic(
        name="boot.image_header.kind",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 1 (core), 2 (operation)",),
        about="boot.image_kind",
        meaning="What the image is.",
    ),
    Topic(
        name="boot.image_header.specs_hash",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        rules=("any: the loader compares it with the one of its own tables",),
        meaning="Of the specs and messages that the image was built from; errors and "
        "messages of others would be read wrongly.",
    ),
    Topic(
        name="boot.image_header.len_text",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("a multiple of 4096",),
        meaning="Mapped readable and executable.",
    ),
    Topic(
        name="boot.image_header.len_rodata",
        kind="field",
        place="bytes 32 to 39",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("a multiple of 4096",),
        meaning="Mapped readable.",
    ),
    Topic(
        name="boot.image_header.len_data",
        kind="field",
        place="bytes 40 to 47",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("a multiple of 4096",),
        meaning="Mapped readable and writable, fresh for each run.",
    ),
    Topic(
        name="boot.image_header.len_bss",
        kind="field",
        place="bytes 48 to 55",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("a multiple of 4096",),
        meaning="Zeroed, mapped readable and writable.",
    ),
    Topic(
        name="boot.image_header.entry",
        kind="field",
        place="bytes 56 to 63",
        type="unsigned 64-bit number, little-endian",
        rules=("any: the loader checks it against the text's place",),
        meaning="Virtual address where the image starts.",
    ),
    Topic(
        name="boot.info",
        kind="structure",
        type="64 bytes",
        meaning="First bytes of the boot region.",
    ),
    Topic(
        name="boot.info.magic",
        kind="field",
        place="bytes 0 to 7",
        type="8 bytes",
        rules=("49 4e 53 54 41 52 00 42",),
        meaning="`INSTAR`, a zero, `B` for boot.",
    ),
    Topic(
        name="boot.info.version",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of the ABI that the host speaks.",
    ),
    Topic(
        name="boot.info.num_disks",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, little-endian",
        rules=("at most 1024",),
        meaning="Entries of the disk table in use.",
    ),
    Topic(
        name="boot.info.operation_entry",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        rules=("any: written by the host, which the guest trusts",),
        meaning="Where the core calls the operation.",
    ),
    Topic(
        name="boot.info.config_address",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, little-endian",
        rules=("any: written by the host, which the guest trusts",),
        meaning="The operation's configuration, in the boot region after the disk table.",
    ),
    Topic(
        name="boot.info.len_config",
        kind="field",
        place="bytes 32 to 39",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: written by the host, which the guest trusts",),
        meaning="Its length.",
    ),
    Topic(
        name="boot.info.len_memory",
        kind="field",
        place="bytes 40 to 47",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: written by the host, which the guest trusts",),
        meaning="Size of the memory; the arena ends there.",
    ),
    Topic(
        name="boot.info.ofs_arena",
        kind="field",
        place="bytes 48 to 55",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: written by the host, which the guest trusts",),
        meaning="Where the arena starts in the memory, after the operation.",
    ),
    Topic(
        name="boot.info.len_request",
        kind="field",
        place="bytes 56 to 59",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("512 (len_request_min)..1048576 (len_request_max)",),
        meaning="Largest single block request, a power of two (`--sector-size`).",
    ),
    Topic(
        name="boot.info.len_head",
        kind="field",
        place="bytes 60 to 63",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("at most 4096 (len_head_max)",),
        meaning="Bytes at `ofs_head`, which answer reads of file 0 for as long as nothing "
        "was asked of any file.",
    ),
    Topic(
        name="boot.disk",
        kind="structure",
        type="24 bytes",
        meaning="An entry of the disk table.",
    ),
    Topic(
        name="boot.disk.len_file",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: a file may have any length",),
        meaning="Length of the file when it was attached. The guest never sees another one.",
    ),
    Topic(
        name="boot.disk.allocated",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: a file may take any space",),
        meaning="What the file took of its file system then; 0 for a block device.",
    ),
    Topic(
        name="boot.disk.flags",
        kind="field",
        place="bytes 16 to 19",
        type="unsigned 32-bit number, little-endian",
        rules=("any: a set of `disk_flag` bits",),
        meaning="Set of `disk_flag`.",
    ),
    Topic(
        name="boot.disk.reserved",
        kind="field",
        place="bytes 20 to 23",
        type="4 bytes",
        rules=("zero",),
    ),
)
