# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/block.ksy spec=aedd644b gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of block."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="block",
        kind="spec",
        title="Block requests",
        declared="specs/abi/block.ksy",
        page="docs/abi/block.md",
        meaning="Files are virtio-blk devices: requests and the split virtqueue are those of "
        "VIRTIO 1.x, with these choices.\n\n- One queue serves all files: the request "
        "header's second word, reserved in VIRTIO, is the file's number.\n- The "
        "driver's placement is fixed, and the device refuses any other: request `i` "
        "of a batch has its header in descriptor\n  `3 * i`, its data in `3 * i + 1` "
        "and its status in `3 * i + 2`, and takes header `i` and status byte `i`. "
        "There is no chain to\n  follow, so none can loop. A flush has a data "
        "descriptor of length 0.\n- Ring slot `i` of a batch is request `i`, and both "
        "indices count from zero in every batch: the available index says how\n  many "
        "requests there are, the used index, when the doorbell returns, that all of "
        "them are complete.\n- Addresses are virtual addresses of the memory map "
        "(`memory.ksy`).\n- Request types from 0x10000 on are instar's own. `holes` "
        "is a question about a file that only its host can\n  answer. The others "
        "change a file that the run has as an output, and are addressed in bytes: "
        "the header's last word is\n  then a byte's offset, not a sector. VIRTIO's "
        "own write is not served.\n- The host gives each output bounds on its length "
        "and on all that is written to it. What leaves them ends the run, and so "
        "does any\n  request after one that changed an output has failed.",
        sources=(
            "https://docs.oasis-open.org/virtio/virtio/v1.2/virtio-v1.2.html VIRTIO 1.2, "
            "sections 2.7 and 5.2",
        ),
    ),
    Topic(
        name="block.type_mask",
        kind="constant",
        number=4294967295,
        meaning="The type of a request in its first 8 bytes, read as one little-endian number.",
    ),
    Topic(
        name="block.disk_shift",
        kind="constant",
        number=32,
        meaning="Where the disk begins in that number.",
    ),
    Topic(
        name="block.num_descriptors",
        kind="constant",
        number=1024,
        meaning="Size of the queue, a power of two as VIRTIO asks.",
    ),
    Topic(
        name="block.per_request",
        kind="constant",
        number=3,
        meaning="Descriptors of a request.",
    ),
    Topic(
        name="block.max_requests",
        kind="constant",
        number=341,
        meaning="Requests of a batch, as many as the descriptors allow.",
    ),
    Topic(
        name="block.len_sector",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="Unit of a request's place and length.",
    ),
    Topic(
        name="block.sector_shift",
        kind="constant",
        number=9,
        meaning="Binary logarithm of the sector.",
    ),
    Topic(
        name="block.ofs_descriptors",
        kind="constant",
        number=0,
        unit="bytes",
        meaning="Descriptor table, in the queue region.",
    ),
    Topic(
        name="block.ofs_headers",
        kind="constant",
        number=16384,
        unit="bytes",
        meaning="Request headers.",
    ),
    Topic(
        name="block.ofs_available",
        kind="constant",
        number=24576,
        unit="bytes",
        meaning="Available ring.",
    ),
    Topic(
        name="block.ofs_status",
        kind="constant",
        number=27136,
        unit="bytes",
        meaning="Status bytes.",
    ),
    Topic(
        name="block.ofs_used",
        kind="constant",
        number=28672,
        unit="bytes",
        meaning="Used ring.",
    ),
    Topic(
        name="block.descriptor_flag",
        kind="enum",
    ),
    Topic(
        name="block.descriptor_flag.next",
        kind="member",
        number=1,
        meaning="The request goes on in another descriptor.",
    ),
    Topic(
        name="block.descriptor_flag.write",
        kind="member",
        number=2,
        meaning="The host writes this buffer.",
    ),
    Topic(
        name="block.request_type",
        kind="enum",
    ),
    Topic(
        name="block.request_type.read",
        kind="member",
        number=0,
        meaning="VIRTIO_BLK_T_IN. Read from the file. What lies past its end inside the last "
        "sector reads as zero.",
    ),
    Topic(
        name="block.request_type.flush",
        kind="member",
        number=4,
        meaning="A barrier. What was written before it is durable before what is written after it.",
    ),
    Topic(
        name="block.request_type.holes",
        kind="member",
        number=65536,
        meaning="Which ranges from the sector on are data, in order, as many as the buffer takes.",
    ),
    Topic(
        name="block.request_type.put",
        kind="member",
        number=65537,
        meaning="Write the buffer to the output.",
    ),
    Topic(
        name="block.request_type.resize",
        kind="member",
        number=65538,
        meaning="Set the output's length; the buffer is empty. What is new reads as zero.",
    ),
    Topic(
        name="block.request_type.zero",
        kind="member",
        number=65539,
        meaning="Let a `data_range` of the output read as zero.",
    ),
    Topic(
        name="block.request_type.unmap",
        kind="member",
        number=65540,
        meaning="As `zero`, and make it a hole where the file system can.",
    ),
    Topic(
        name="block.request_type.reserve",
        kind="member",
        number=65541,
        meaning="Have the file system set space aside for a `data_range` of the output.",
    ),
    Topic(
        name="block.request_type.copy",
        kind="member",
        number=65542,
        meaning="Bytes of another file into the output: a `copy`.",
    ),
    Topic(
        name="block.request_type.put_over",
        kind="member",
        number=65543,
        meaning="As `put`, of data where the image has data, or where nothing refers to: "
        "whenever it gets into the file, the image\nhas old or new data there.",
    ),
    Topic(
        name="block.request_status",
        kind="enum",
    ),
    Topic(
        name="block.request_status.ok",
        kind="member",
        number=0,
        meaning="Done.",
    ),
    Topic(
        name="block.request_status.io_error",
        kind="member",
        number=1,
        meaning="The host tried and failed.",
    ),
    Topic(
        name="block.request_status.unsupported",
        kind="member",
        number=2,
        meaning="The host does not do that.",
    ),
    Topic(
        name="block.descriptor",
        kind="structure",
        type="16 bytes",
        meaning="A piece of guest memory that takes part in a request.",
    ),
    Topic(
        name="block.descriptor.address",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        rules=("any: checked against the memory map by the host",),
        meaning="First byte.",
    ),
    Topic(
        name="block.descriptor.len_buffer",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: checked against the request by the host",),
        meaning="How many.",
    ),
    Topic(
        name="block.descriptor.flags",
        kind="field",
        place="bytes 12 to 13",
        type="unsigned 16-bit number, little-endian",
        rules=("any: a set of `descriptor_flag` bits, fixed by the placement",),
        meaning="Set of `descriptor_flag`.",
    ),
    Topic(
        name="block.descriptor.next",
        kind="field",
        place="bytes 14 to 15",
        type="unsigned 16-bit number, little-endian",
        rules=("any: fixed by the placement",),
        meaning="Next descriptor of the request.",
    ),
    Topic(
        name="block.available",
        kind="structure",
        type="2056 bytes",
        meaning="Ring that the guest writes.",
    ),
    Topic(
        name="block.available.flags",
        kind="field",
        place="bytes 0 to 1",
        type="unsigned 16-bit number, little-endian",
        rules=("any: the host never interrupts, so there is nothing to suppress",),
        meaning="Zero.",
    ),
    Topic(
        name="block.available.index",
        kind="field",
        place="bytes 2 to 3",
        type="unsigned 16-bit number, little-endian",
        rules=("any: checked against `max_requests` by the host",),
        meaning="Requests in the batch.",
    ),
    Topic(
        name="block.available.ring",
        kind="field",
        place="bytes 4 to 2051",
        type="1024 times unsigned 16-bit number, little-endian",
        rules=("any: fixed by the placement",),
        meaning="First descriptor of each request.",
    ),
    Topic(
        name="block.available.used_event",
        kind="field",
        place="bytes 2052 to 2053",
        type="unsigned 16-bit number, little-endian",
        rules=("any: unused, as no event index is negotiated",),
        meaning="Zero.",
    ),
    Topic(
        name="block.available.reserved",
        kind="field",
        place="bytes 2054 to 2055",
        type="2 bytes",
        rules=("zero",),
    ),
    Topic(
        name="block.used",
        kind="structure",
        type="8200 bytes",
        meaning="Ring that the host writes.",
    ),
    Topic(
        name="block.used.flags",
        kind="field",
        place="bytes 0 to 1",
        type="unsigned 16-bit number, little-endian",
        rules=("any: the guest always rings",),
        meaning="Zero.",
    ),
    Topic(
        name="block.used.index",
        kind="field",
        place="bytes 2 to 3",
        type="unsigned 16-bit number, little-endian",
        rules=("any: the guest checks that it is what it asked for",),
        meaning="Requests completed.",
    ),
    Topic(
        name="block.used.ring",
        kind="field",
        place="bytes 4 to 8195",
        type="2048 times unsigned 32-bit number, little-endian",
        rules=("any: the guest checks the part it uses",),
        meaning="Pairs of a request's first descriptor and the number of bytes written for "
        "it, status included.",
    ),
    Topic(
        name="block.used.available_event",
        kind="field",
        place="bytes 8196 to 8197",
        type="unsigned 16-bit number, little-endian",
        rules=("any: unused, as no event index is negotiated",),
        meaning="Zero.",
    ),
    Topic(
        name="block.used.reserved",
        kind="field",
        place="bytes 8198 to 8199",
        type="2 bytes",
        rules=("zero",),
    ),
    Topic(
        name="block.request",
        kind="structure",
        type="16 bytes",
        meaning="Header of a request.",
    ),
    Topic(
        name="block.request.type",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "one of 0 (read), 4 (flush), 65536 (holes), 65537 (put), 65538 (resize), "
            "65539 (zero), 65540 (unmap), 65541 (reserve), 65542 (copy), 65543 (put_over)",
        ),
        about="block.request_type",
        meaning="What is asked.",
    ),
    Topic(
        name="block.request.disk",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("any: checked against the attached files by the host",),
        meaning="Number of the file (reserved in VIRTIO).",
    ),
    Topic(
        name="block.request.place",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        rules=("any: checked against the file's length or bounds by the host",),
        meaning="Where in the file, in sectors for `read` and `holes`, in bytes for `put`; "
        "the new length for `resize`.",
    ),
    Topic(
        name="block.request.past_end",
        kind="fault",
        text="asks for bytes at {value}, past the end of the file",
        about="block.request",
        meaning="A structure points past the end of the file. Found before anything is sent "
        "to the host.",
    ),
    Topic(
        name="block.request.read_failed",
        kind="fault",
        text="at {value} could not be read",
        about="block.request",
        meaning="The host's read failed; the host knows why.",
    ),
    Topic(
        name="block.request.write_failed",
        kind="fault",
        text="at {value} could not be written",
        about="block.request",
        meaning="The host's write failed; the host knows why.",
    ),
    Topic(
        name="block.request.bad_disk",
        kind="fault",
        text="names file {value}, which is not attached",
        about="block.request",
        meaning="An operation asked for a file that it does not have.",
    ),
    Topic(
        name="block.data_range",
        kind="structure",
        type="16 bytes",
        meaning="Answer to `holes`, an array of these; the used ring's length says how many. "
        "Of `zero`, `unmap` and `reserve`, what they are\nasked for.",
    ),
    Topic(
        name="block.data_range.start",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the host's answer",),
        meaning="First byte that is not in a hole.",
    ),
    Topic(
        name="block.data_range.length",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("at least 1",),
        meaning="Bytes to the next hole.",
    ),
    Topic(
        name="block.copy",
        kind="structure",
        type="32 bytes",
        meaning="What `copy` is asked for. The request's own file is the one that is written.",
    ),
    Topic(
        name="block.copy.source_start",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: checked against the source's length by the host",),
        meaning="Where in the source.",
    ),
    Topic(
        name="block.copy.start",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: checked against the output's bounds by the host",),
        meaning="Where in the output.",
    ),
    Topic(
        name="block.copy.length",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("at least 1",),
        meaning="How many bytes.",
    ),
    Topic(
        name="block.copy.source",
        kind="field",
        place="bytes 24 to 27",
        type="unsigned 32-bit number, little-endian",
        rules=("any: checked against the attached files by the host",),
        meaning="Number of the file that is read; no output.",
    ),
    Topic(
        name="block.copy.reserved",
        kind="field",
        place="bytes 28 to 31",
        type="4 bytes",
        rules=("zero",),
        meaning="Fills the structure up to 8 bytes.",
    ),
)
