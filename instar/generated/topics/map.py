# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/map.ksy spec=b35e6efb gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of map."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="map",
        kind="spec",
        title="Configuration of the map operation",
        declared="specs/abi/map.ksy",
        page="docs/abi/map.md",
        meaning="What the host sends to the `map` operation. It answers with `ExtentBatch` "
        "messages, the first of them empty as soon as the\nimage is open, followed by "
        "a `Progress` that says how long the window is, then one `MapResult` "
        "(guest.proto), or an `Error`\nwhose `code` is one of `error`; the message "
        "also has what exactly was wrong with the image, and where.",
        sources=("docs/map.md",),
    ),
    Topic(
        name="map.result_magic",
        kind="constant",
        number=1297109587,
        meaning="`MPRS`, the number of a result in a layout of this ABI. Results travel as "
        "messages (guest.proto), which need none.",
    ),
    Topic(
        name="map.max_extents_default",
        kind="constant",
        number=16777216,
        meaning="Runs that are printed unless the user allows more. A disk of 1 TiB of which "
        "every other cluster of 64 KiB is allocated has as many;\nan image of a few "
        "hundred KiB, whose tables share what they point at, may have any number.",
    ),
    Topic(
        name="map.cell_without_clusters",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="The smallest cell of a picture where an image has no clusters.",
    ),
    Topic(
        name="map.max_file_cells",
        kind="constant",
        number=1024,
        meaning="Parts of a file in a picture at most.",
    ),
    Topic(
        name="map.flag",
        kind="enum",
    ),
    Topic(
        name="map.flag.human",
        kind="member",
        number=1,
        meaning="Send only what the human table shows: data that does not read as zeros.",
    ),
    Topic(
        name="map.flag.ignore_allocated",
        kind="member",
        number=2,
        meaning="Runs that differ only in `allocated` merge, as before 6.1.",
    ),
    Topic(
        name="map.flag.ignore_compressed",
        kind="member",
        number=4,
        meaning="Runs that differ only in `compressed` merge, as before 8.2.",
    ),
    Topic(
        name="map.flag.unallocated_unknown",
        kind="member",
        number=8,
        meaning="Before 5.1, what a qcow, VMDK or parallels image does not allocate was not "
        "known to read as zeros where nothing is below.",
    ),
    Topic(
        name="map.error",
        kind="enum",
    ),
    Topic(
        name="map.error.ok",
        kind="member",
        number=0,
        meaning="The answer is complete.",
    ),
    Topic(
        name="map.error.invalid_source",
        kind="member",
        number=1,
        meaning="The source cannot be opened.",
    ),
    Topic(
        name="map.error.invalid_option",
        kind="member",
        number=2,
        meaning="A bit of `flags` is not known; the error's `value` says which.",
    ),
    Topic(
        name="map.error.has_backing",
        kind="member",
        number=3,
        meaning="Reserved: chains are composed here.",
    ),
    Topic(
        name="map.error.io",
        kind="member",
        number=4,
        meaning="A table could not be read.",
    ),
    Topic(
        name="map.error.too_many",
        kind="member",
        number=5,
        meaning="The window has more runs than `max_extents`; the error's `value` says how "
        "many these are.",
    ),
    Topic(
        name="map.config",
        kind="structure",
        type="712 bytes",
        meaning="The window to map and how to merge its runs.",
    ),
    Topic(
        name="map.config.magic",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("0x4d41505f",),
        meaning="`MAP_`. The guest refuses anything else.",
    ),
    Topic(
        name="map.config.version",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of this structure. The guest refuses others.",
    ),
    Topic(
        name="map.config.source",
        kind="field",
        place="bytes 8 to 623",
        type="structure source.options",
        about="source.options",
        meaning="How to open the source.",
    ),
    Topic(
        name="map.config.start",
        kind="field",
        place="bytes 624 to 631",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the window is clipped to the image's size",),
        meaning="First byte of the window. One past the end is an empty window, not an error.",
    ),
    Topic(
        name="map.config.length",
        kind="field",
        place="bytes 632 to 639",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the window is clipped to the image's size",),
        meaning="Length of the window; all ones means up to the end.",
    ),
    Topic(
        name="map.config.flags",
        kind="field",
        place="bytes 640 to 643",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the operation refuses bits that are not in `flag`",),
        meaning="Set of `flag`.",
    ),
    Topic(
        name="map.config.max_extents",
        kind="field",
        place="bytes 644 to 647",
        type="unsigned 32-bit number, little-endian",
        rules=("1..1073741824",),
        meaning="Runs to send at most. One more is the error `too_many`, after those that "
        "are allowed.",
    ),
    Topic(
        name="map.config.max_cells",
        kind="field",
        place="bytes 648 to 651",
        type="unsigned 32-bit number, little-endian",
        rules=("at most 16384",),
        meaning="For a picture: the disk is cut into at most as many cells of equal length, "
        "each a cluster or a power of two of them, and the\nruns of a cell that are "
        "alike are sent as one, in any order. They still partition the window. 0: "
        "runs are sent as they are.",
    ),
    Topic(
        name="map.config.reserved",
        kind="field",
        place="bytes 652 to 711",
        type="60 bytes",
        rules=("zero",),
        meaning="Room for later versions.",
    ),
    Topic(
        name="map.file_cell",
        kind="structure",
        type="16 bytes",
        meaning="A part of the file that holds the data of a disk, for a picture of the file.",
    ),
    Topic(
        name="map.file_cell.stored",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: more than the part has where the image uses bytes twice",),
        meaning="Bytes of the part in which data of the disk is stored.",
    ),
    Topic(
        name="map.file_cell.place",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        rules=("any: the host checks it against the number of cells of the disk",),
        meaning="The cell of the disk, counted from the first, that this data is in on the "
        "average.",
    ),
)
