# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/abi/attach.ksy spec=f1dde835 gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of attach."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="attach",
        kind="spec",
        title="Attaching files that an image names",
        declared="specs/abi/attach.ksy",
        page="docs/abi/attach.md",
        meaning="An image may name further files: a backing image, an external data file, "
        "extents, a parent. The guest asks for them by the\nname that is in the "
        "image; the host resolves it beneath the directory of the file that names "
        "it, under its policy, and answers with a disk\nor with the reason why not.",
        sources=("SECURITY.md Names out of images",),
    ),
    Topic(
        name="attach.ofs_exchange",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="Where `exchange` is in the control region.",
    ),
    Topic(
        name="attach.max_name",
        kind="constant",
        number=4096,
        unit="bytes",
        meaning="Longest name that may be asked for.",
    ),
    Topic(
        name="attach.kind",
        kind="enum",
    ),
    Topic(
        name="attach.kind.backing",
        kind="member",
        number=1,
        meaning="A backing image.",
    ),
    Topic(
        name="attach.kind.data_file",
        kind="member",
        number=2,
        meaning="An external data file.",
    ),
    Topic(
        name="attach.kind.extent",
        kind="member",
        number=3,
        meaning="A part of the image.",
    ),
    Topic(
        name="attach.kind.parent",
        kind="member",
        number=4,
        meaning="The parent of a differencing image.",
    ),
    Topic(
        name="attach.status",
        kind="enum",
    ),
    Topic(
        name="attach.status.ok",
        kind="member",
        number=0,
        meaning="Attached.",
    ),
    Topic(
        name="attach.status.not_found",
        kind="member",
        number=1,
        meaning="There is no such file.",
    ),
    Topic(
        name="attach.status.failed",
        kind="member",
        number=2,
        meaning="The host could not open it.",
    ),
    Topic(
        name="attach.status.escapes",
        kind="member",
        number=3,
        meaning="It lies outside the directory.",
    ),
    Topic(
        name="attach.status.protocol",
        kind="member",
        number=4,
        meaning="The name is not a file's.",
    ),
    Topic(
        name="attach.status.special",
        kind="member",
        number=5,
        meaning="Not a regular file.",
    ),
    Topic(
        name="attach.status.cycle",
        kind="member",
        number=6,
        meaning="Already part of the chain.",
    ),
    Topic(
        name="attach.status.too_deep",
        kind="member",
        number=7,
        meaning="The chain is too long.",
    ),
    Topic(
        name="attach.status.too_many",
        kind="member",
        number=8,
        meaning="No room for another file.",
    ),
    Topic(
        name="attach.status.bad_name",
        kind="member",
        number=9,
        meaning="Empty, too long or with a zero byte.",
    ),
    Topic(
        name="attach.status.forbidden",
        kind="member",
        number=10,
        meaning="The caller follows no names.",
    ),
    Topic(
        name="attach.exchange",
        kind="structure",
        type="4136 bytes",
        meaning="A request, and in the same place its answer.",
    ),
    Topic(
        name="attach.exchange.from_disk",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=("any: checked against the attached files by the host",),
        meaning="The file whose bytes hold the name.",
    ),
    Topic(
        name="attach.exchange.kind",
        kind="field",
        place="bytes 4 to 7",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 1 (backing), 2 (data_file), 3 (extent), 4 (parent)",),
        about="attach.kind",
        meaning="What the file is to the image.",
    ),
    Topic(
        name="attach.exchange.len_name",
        kind="field",
        place="bytes 8 to 11",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("at most 4096",),
        meaning="Length of the name.",
    ),
    Topic(
        name="attach.exchange.status",
        kind="field",
        place="bytes 12 to 15",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "one of 0 (ok), 1 (not_found), 2 (failed), 3 (escapes), 4 (protocol), 5 "
            "(special), 6 (cycle), 7 (too_deep), 8 (too_many), 9 (bad_name), 10 "
            "(forbidden)",
        ),
        about="attach.status",
        meaning="The answer.",
    ),
    Topic(
        name="attach.exchange.disk",
        kind="field",
        place="bytes 16 to 19",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the host's answer, valid when `status` is `ok`",),
        meaning="Number of the new disk.",
    ),
    Topic(
        name="attach.exchange.flags",
        kind="field",
        place="bytes 20 to 23",
        type="unsigned 32-bit number, little-endian",
        rules=("any: the host's answer, a set of `boot.disk_flag` bits",),
        meaning="As in the boot disk table.",
    ),
    Topic(
        name="attach.exchange.len_file",
        kind="field",
        place="bytes 24 to 31",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the host's answer",),
        meaning="As in the boot disk table.",
    ),
    Topic(
        name="attach.exchange.allocated",
        kind="field",
        place="bytes 32 to 39",
        type="unsigned 64-bit number, little-endian",
        unit="bytes",
        rules=("any: the host's answer",),
        meaning="As in the boot disk table.",
    ),
    Topic(
        name="attach.exchange.name",
        kind="field",
        place="bytes 40 to 4135",
        type="4096 bytes",
        meaning="The name, as it is in the image.",
    ),
    Topic(
        name="attach.exchange.not_found",
        kind="fault",
        text="names a file that could not be opened",
        about="attach.exchange",
        qemu=(
            (
                None,
                "Could not open '{detail}': No such file or directory",
            ),
        ),
        meaning="There is no such file.",
    ),
    Topic(
        name="attach.exchange.failed",
        kind="fault",
        text="names a file that could not be opened",
        about="attach.exchange",
        meaning="The host tried and failed; the host knows why.",
    ),
    Topic(
        name="attach.exchange.escapes",
        kind="fault",
        text="names a file outside the directory of the image that names it",
        about="attach.exchange",
        meaning="Its absolute path, `..` or a symbolic link leads out. `--allow-path` widens "
        "what is allowed.",
    ),
    Topic(
        name="attach.exchange.protocol",
        kind="fault",
        text="names a protocol, not a file",
        about="attach.exchange",
        meaning="`nbd:`, `http:`, `json:` and the like are never followed.",
    ),
    Topic(
        name="attach.exchange.special",
        kind="fault",
        text="names something that is not a regular file",
        about="attach.exchange",
        meaning="A FIFO, a socket, a device, a directory, or a file that the kernel makes up "
        "(procfs, sysfs).",
    ),
    Topic(
        name="attach.exchange.cycle",
        kind="fault",
        text="names a file that is already part of the chain",
        about="attach.exchange",
        meaning="The same file, whatever its name.",
    ),
    Topic(
        name="attach.exchange.too_deep",
        kind="fault",
        text="makes a chain of more than the {value} images below the first that are allowed",
        about="attach.exchange",
        meaning="More images on top of each other than the caller allows "
        "(`source.max_depth_default`).",
    ),
    Topic(
        name="attach.exchange.too_many",
        kind="fault",
        text="makes more files than a run may have",
        about="attach.exchange",
        meaning="More than `boot.max_disks`, or in more directories than the host holds open.",
    ),
    Topic(
        name="attach.exchange.forbidden",
        kind="fault",
        text="names a file, and no file that an image names is to be opened",
        about="attach.exchange",
        meaning="`--no-files`, or `files=False`.",
    ),
    Topic(
        name="attach.exchange.bad_name",
        kind="fault",
        text="names no file",
        about="attach.exchange",
        meaning="An empty name, one with a zero byte, or one longer than `max_name`.",
    ),
)
