# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/finding.ksy spec=955e25b8 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of finding."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="finding",
        kind="spec",
        title="What a careful reader should know of an image",
        declared="specs/abi/finding.ksy",
        page="docs/abi/finding.md",
        meaning="Formats and operations find these things; `info --safety` reports them, one "
        "`Finding` each (guest.proto).",
        sources=("docs/info.md",),
    ),
    Topic(
        name="finding.severity_shift",
        kind="constant",
        number=8,
        meaning="What is above these bits of a `kind` is its `severity`.",
    ),
    Topic(
        name="finding.severity",
        kind="enum",
    ),
    Topic(
        name="finding.severity.low",
        kind="member",
        number=1,
        meaning="Worth knowing; nothing that reads the image is led astray.",
    ),
    Topic(
        name="finding.severity.medium",
        kind="member",
        number=2,
        meaning="Trouble or waste for users of the image.",
    ),
    Topic(
        name="finding.severity.high",
        kind="member",
        number=3,
        meaning="Opening the image may read what its maker chose, not what it holds.",
    ),
    Topic(
        name="finding.kind",
        kind="enum",
    ),
    Topic(
        name="finding.kind.dirty",
        kind="member",
        number=257,
        meaning="The image was not closed properly.",
    ),
    Topic(
        name="finding.kind.snapshots",
        kind="member",
        number=258,
        meaning="Snapshots come with the image: states of a disk, or of a machine, whose "
        "content is not examined.",
    ),
    Topic(
        name="finding.kind.encrypted",
        kind="member",
        number=259,
        meaning="What is stored cannot be looked at without a key.",
    ),
    Topic(
        name="finding.kind.corrupt",
        kind="member",
        number=513,
        meaning="The image is marked as corrupt, by a reader that found it so.",
    ),
    Topic(
        name="finding.kind.data_after_end",
        kind="member",
        number=514,
        meaning="Data follows after the last byte that the format uses.",
    ),
    Topic(
        name="finding.kind.virtual_size",
        kind="member",
        number=515,
        meaning="The disk is larger than allowed.",
    ),
    Topic(
        name="finding.kind.compression_ratio",
        kind="member",
        number=516,
        meaning="The disk is so much larger than what compressed clusters hold of it that "
        "unpacking it is an attack.",
    ),
    Topic(
        name="finding.kind.partition_table",
        kind="member",
        number=517,
        meaning="The partition table contradicts itself, so that readers may see different "
        "partitions.",
    ),
    Topic(
        name="finding.kind.rare_features",
        kind="member",
        number=518,
        meaning="The image asks its readers for features that few of them know.",
    ),
    Topic(
        name="finding.kind.undeclared_format",
        kind="member",
        number=519,
        meaning="The image does not say which format its backing file has, so that a writer "
        "of that file decides it.",
    ),
    Topic(
        name="finding.kind.expansion",
        kind="member",
        number=520,
        meaning="Tables lead to the same data again and again, so that unpacking the disk is "
        "an attack.",
    ),
    Topic(
        name="finding.kind.unexamined",
        kind="member",
        number=521,
        meaning="The image has more tables than are looked at for data that overlaps them.",
    ),
    Topic(
        name="finding.kind.unreadable",
        kind="member",
        number=769,
        meaning="The image breaks a rule of its format and does not open.",
    ),
    Topic(
        name="finding.kind.unknown_features",
        kind="member",
        number=770,
        meaning="The image asks its readers for features that none knows.",
    ),
    Topic(
        name="finding.kind.backing_file",
        kind="member",
        number=771,
        meaning="The image shows the content of another file.",
    ),
    Topic(
        name="finding.kind.data_file",
        kind="member",
        number=772,
        meaning="The disk's data is in another file.",
    ),
    Topic(
        name="finding.kind.extent_file",
        kind="member",
        number=773,
        meaning="A part of the disk is in another file.",
    ),
    Topic(
        name="finding.kind.absolute_name",
        kind="member",
        number=774,
        meaning="The image names another file by an absolute path.",
    ),
    Topic(
        name="finding.kind.escaping_name",
        kind="member",
        number=775,
        meaning="The image names another file outside its own directory.",
    ),
    Topic(
        name="finding.kind.protocol_name",
        kind="member",
        number=776,
        meaning="The image names something that is not a file: a protocol, or a `json:` "
        "pseudo-name.",
    ),
    Topic(
        name="finding.kind.polyglot",
        kind="member",
        number=777,
        meaning="The file has the signature of another format too: two readers may take it "
        "for two different disks.",
    ),
    Topic(
        name="finding.kind.risky_format",
        kind="member",
        number=778,
        meaning="The format is obsolete, or its readers have known holes; no untrusted image "
        "needs it.",
    ),
    Topic(
        name="finding.kind.create_type",
        kind="member",
        number=779,
        meaning="A VMDK of a kind that is not one file, or whose kind is not said.",
    ),
    Topic(
        name="finding.kind.descriptor",
        kind="member",
        number=780,
        meaning="A VMDK descriptor has lines that mean nothing, or names no extent.",
    ),
    Topic(
        name="finding.kind.footer",
        kind="member",
        number=781,
        meaning="The header at the end of a VMDK, which counts, says other things than that "
        "at its beginning.",
    ),
    Topic(
        name="finding.kind.overlap",
        kind="member",
        number=782,
        meaning="Data of the disk is where other data or the format's own structures are: a "
        "write to the disk changes those.",
    ),
)
