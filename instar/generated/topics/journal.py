# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/journal.ksy spec=62b47234 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of journal."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="journal",
        kind="spec",
        title="Journal of a change in place",
        declared="specs/abi/journal.ksy",
        page="docs/abi/journal.md",
        meaning="What the host keeps next to an image while it changes it in place: "
        "`.instar-<inode in hexadecimal>.journal`. A journal has its name\nonly when "
        "it is whole and on stable storage, and loses it when the change is whole "
        "and on stable storage. So an image without one is\nas before a change or as "
        "after it; an image with one is read through it, and the next command that "
        "changes the image completes the change\nfirst.\n\nA journal is a `header`, "
        "then records, then a `seal`. A record is a `record`, then, for a `put`, the "
        "checksum of each sector as it\nwas before, 4 bytes each, then the data. All "
        "ranges but those that end with the file are whole sectors, so a sector is "
        "the smallest part\nthat a crash leaves as before or as after.\n\nImages that "
        "are changed together, in one directory, may have one file: their journals "
        "follow each other in it, and it has as many names.\n\nA journal counts only "
        "if its file is a regular one with no more names than journals, belongs to "
        "who reads it, has mode 0600, and is on the\nimage's file system; with the "
        "image's inode in its header and a `seal` that fits; and only if each sector "
        "that it puts is in the image as\nit was before the change, or as the change "
        "leaves it at some point. Others have then not written to the image "
        "since.\n\nWhat a command that copies much adds to an image goes into the "
        "image at once, past its old end. Before that there is a record of the "
        "old\nlength, `.instar-<inode in hexadecimal>.growth`: a journal whose one "
        "step, and result, is that length. Nobody reads an image through it. It "
        "is\nremoved when the journal is there; without one, the next command that "
        "changes the image cuts it off there, if nothing refers to what lies\nbeyond, "
        "and removes it. A command that writes over data in place adds the step "
        "`over`: if it is interrupted, the disk has old and new content, and\nthe "
        "next command that opens the image says so.\n\nA command that makes other "
        "files next to an image, or makes them longer, names each of them in such a "
        "record (`companion`) before it does so, and\nthe record puts the whole image "
        "as it is, so that the next command sees whether anybody has changed it "
        "since. Without a journal, the next command that\nchanges the image removes "
        "what is new and cuts off what was added to the others.\n\nA file for `check "
        "--undo` is a journal, too: of the way back, with a name that the user "
        "chooses, on any file system. What is as\nbefore its change is then what the "
        "repair has made.",
        sources=("docs/in-place.md",),
    ),
    Topic(
        name="journal.len_sector",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="What is written whole or not at all.",
    ),
    Topic(
        name="journal.len_checksum",
        kind="constant",
        number=4,
        unit="bytes",
        meaning="A sector's CRC-32, little-endian. What lies past the end of the file counts "
        "as zeros.",
    ),
    Topic(
        name="journal.mode",
        kind="constant",
        number=384,
        meaning="Permissions of a journal, 0600.",
    ),
    Topic(
        name="journal.max_journals",
        kind="constant",
        number=256,
        meaning="The most that one file has.",
    ),
    Topic(
        name="journal.kind",
        kind="enum",
    ),
    Topic(
        name="journal.kind.put",
        kind="member",
        number=0,
        meaning="Write the data.",
    ),
    Topic(
        name="journal.kind.barrier",
        kind="member",
        number=1,
        meaning="What comes before is on stable storage before what comes after.",
    ),
    Topic(
        name="journal.kind.resize",
        kind="member",
        number=2,
        meaning="Set the length of the image; what is new reads as zero.",
    ),
    Topic(
        name="journal.kind.zero",
        kind="member",
        number=3,
        meaning="Let the range read as zero, without space where the file system can.",
    ),
    Topic(
        name="journal.kind.reserve",
        kind="member",
        number=4,
        meaning="Have the file system set space aside.",
    ),
    Topic(
        name="journal.kind.fill",
        kind="member",
        number=5,
        meaning="Write zeros.",
    ),
    Topic(
        name="journal.kind.over",
        kind="member",
        number=6,
        meaning="Only in a record of the old length: data may have been written over.",
    ),
    Topic(
        name="journal.kind.grown",
        kind="member",
        number=7,
        meaning="What the change has added at once. The journal belongs to no image without it.",
    ),
    Topic(
        name="journal.kind.companion",
        kind="member",
        number=8,
        meaning="Only in a record of the old length: a file next to the image is new, or may "
        "be longer. `length` bytes of `companion` follow.",
    ),
    Topic(
        name="journal.header",
        kind="structure",
        type="64 bytes",
        meaning="Which image is changed, and by whom.",
    ),
    Topic(
        name="journal.header.magic",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        rules=("0x4c4e524a54534e49",),
        meaning="`INSTJRNL`.",
    ),
    Topic(
        name="journal.header.version",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        rules=("1",),
        meaning="Version of the whole layout.",
    ),
    Topic(
        name="journal.header.owner",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, little-endian",
        rules=("any: compared with the user who reads the journal",),
        meaning="User who makes the change.",
    ),
    Topic(
        name="journal.header.inode",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        rules=("any: compared with the image's",),
        meaning="The image's inode.",
    ),
    Topic(
        name="journal.header.len_old",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("at most 0x7fffffffffffffff",),
        meaning="Length of the image before the change.",
    ),
    Topic(
        name="journal.header.command",
        kind="field",
        place="bytes 32 to 55",
        type="24 bytes",
        rules=("any: shown, never read",),
        meaning="The command that makes the change, in ASCII, filled up with zeros.",
    ),
    Topic(
        name="journal.header.len_journal",
        kind="field",
        place="bytes 56 to 63",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("at most 0x7fffffffffffffff",),
        meaning="Length of this journal, with header and seal, after which another may "
        "follow; 0 for all of the file.",
    ),
    Topic(
        name="journal.record",
        kind="structure",
        type="24 bytes",
        meaning="One step of the change.",
    ),
    Topic(
        name="journal.record.kind",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "one of 0 (put), 1 (barrier), 2 (resize), 3 (zero), 4 (reserve), 5 (fill), 6 "
            "(over), 7 (grown), 8 (companion)",
        ),
        about="journal.kind",
        meaning="What is done.",
    ),
    Topic(
        name="journal.record.reserved",
        kind="field",
        place="bytes 4 to 7",
        type="4 bytes",
        rules=("zero",),
        meaning="Fills the structure up.",
    ),
    Topic(
        name="journal.record.start",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("at most 0x7fffffffffffffff",),
        meaning="Where; the new length for `resize`, 0 for `barrier`.",
    ),
    Topic(
        name="journal.record.length",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("at most 0x7fffffffffffffff",),
        meaning="How much; 0 for `resize` and `barrier`.",
    ),
    Topic(
        name="journal.companion",
        kind="structure",
        type="272 bytes",
        meaning="What follows a record of that kind. A file in the image's directory, as it "
        "was before the change.",
    ),
    Topic(
        name="journal.companion.inode",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        rules=("any: compared with the file's",),
        meaning="The file's inode.",
    ),
    Topic(
        name="journal.companion.len_old",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("at most 0x7fffffffffffffff",),
        meaning="Its length before the change; 0 for one that is new.",
    ),
    Topic(
        name="journal.companion.is_new",
        kind="field",
        place="byte 16",
        type="unsigned byte",
        rules=("at most 1",),
        meaning="1 for one that the change makes.",
    ),
    Topic(
        name="journal.companion.name",
        kind="field",
        place="bytes 17 to 271",
        type="255 bytes",
        rules=("any: compared with names in the directory",),
        meaning="Its name, filled up with zeros.",
    ),
    Topic(
        name="journal.seal",
        kind="structure",
        type="64 bytes",
        meaning="Last bytes of a journal that is whole.",
    ),
    Topic(
        name="journal.seal.magic",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        rules=("0x4c41455354534e49",),
        meaning="`INSTSEAL`.",
    ),
    Topic(
        name="journal.seal.num_records",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        rules=("any: compared with the records",),
        meaning="How many records there are.",
    ),
    Topic(
        name="journal.seal.len_records",
        kind="field",
        place="bytes 16 to 23",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: compared with the journal's length",),
        meaning="Bytes of all records with what follows them.",
    ),
    Topic(
        name="journal.seal.len_new",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("at most 0x7fffffffffffffff",),
        meaning="Length of the image after the change.",
    ),
    Topic(
        name="journal.seal.hash",
        kind="field",
        place="bytes 32 to 63",
        type="32 bytes",
        rules=("any: compared with the hash of what comes before",),
        meaning="SHA-256 of the header and all records, and of this seal up to here.",
    ),
)
