# SPDX-License-Identifier: Apache-2.0
"""Where the versions of qemu-img differ, each difference found out from recorded answers.

A switch is a field of the generated `Profile`. Its value for a version is computed from what that
version answered to the cases named next to it, never typed; `profiles.py` asks them all and writes
the table. A version that was not asked a case takes the value of another of the same X.Y, else of
the next older one; where `since` tells which release made the change, that of the next newer one
from then on. To add a switch, add it to a list below and emit the table again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lab.parity.corpus import recorded_allocation
from lab.parity.store import Answer

Value = bool | str


class Undecided(ValueError):
    """A recorded answer is none of those that a probe knows: qemu-img has learned something new."""


@dataclass(frozen=True, slots=True)
class Switch:
    """One difference: the field's name, what it means, and the cases that decide it."""

    name: str
    meaning: str
    cases: tuple[str, ...]
    decide: Callable[..., Value]
    since: tuple[int, ...] = ()
    """The release that made the change, where qemu's history tells, for versions that were not
    asked.
    """


def succeeds(answer: Answer) -> bool:
    return answer.rc == 0


def fails(answer: Answer) -> bool:
    return answer.rc != 0


def prints(text: str) -> Callable[[Answer], bool]:
    """Whether standard output has the text."""
    return lambda answer: text in answer.stdout


def says(text: str) -> Callable[[Answer], bool]:
    """Whether standard error has the text."""
    return lambda answer: text in answer.stderr


def which(texts: Mapping[str, str]) -> Callable[[Answer], str]:
    """The name of the first text that the answer has, on either stream."""

    def decide(answer: Answer) -> str:
        for name, text in texts.items():
            if text in answer.stdout or text in answer.stderr:
                return name
        raise Undecided(f"none of {list(texts.values())} in {answer.stderr or answer.stdout!r}")

    return decide


def virtual_size(answer: Answer) -> int:
    return int(json.loads(answer.stdout)["virtual-size"])


def actual_size(answer: Answer) -> int:
    return int(json.loads(answer.stdout)["actual-size"])


def file_holes(dynamic: Answer, flat: Answer) -> str:
    """Whose file is asked for holes: every driver's, no flat image's, or only what is stored as
    it is.
    """
    if '"zero": true, "data": true' in dynamic.stdout:
        return "all"
    return "flat" if '"zero": true, "data": true' in flat.stdout else "raw"


def counts_data_file(answer: Answer) -> bool:
    """Whether the disk size is more than what the image's own file takes."""
    return succeeds(answer) and actual_size(answer) > recorded_allocation()["q2-data.qcow2"]


def parallels_bat_eof(answer: Answer) -> str:
    """What a block that lies beyond the end of the file is."""
    if fails(answer):
        return "refuse"
    return "gone" if '"zero": true, "data": false' in answer.stdout else "data"


MEASURE = (
    Switch(
        "opt_data_file",
        "qcow2 knows the options data_file and data_file_raw",
        ("measure_size/1M/qcow2/data_file=x.data/json",),
        succeeds,
    ),
    Switch(
        "external_data",
        "images with an external data file open",
        ("measure/q2-data.qcow2/raw-json",),
        succeeds,
    ),
    Switch(
        "luks_needs_secret",
        "encrypt.format=luks without a key-secret is an error",
        ("measure_size/1G/qcow2/encrypt.format=luks/json",),
        fails,
    ),
    Switch(
        "object_with_size",
        "--object may go with --size",
        ("measure_size/size-and-f",),
        lambda a: "--object" not in a.stderr,
    ),
    Switch(
        "opt_compression_type",
        "qcow2 knows the option compression_type and the header field",
        ("measure_size/1/qcow2/compression_type=zlib/json",),
        succeeds,
    ),
    Switch("zstd", "zstd-compressed images open", ("measure/q2-zstd.qcow2/raw-json",), succeeds),
    Switch(
        "opt_extended_l2",
        "qcow2 knows the option extended_l2, and such images open",
        ("measure/q2-extl2-0.qcow2/raw-json",),
        succeeds,
    ),
    Switch(
        "measure_bitmaps",
        "measure counts the bitmaps of a qcow2 v3 source",
        ("measure/q2-cs4k.qcow2/qcow2-json",),
        prints('"bitmaps"'),
    ),
    Switch(
        "parallels_bitmaps",
        "... and prints them for a parallels source",
        ("measure/same.parallels/qcow2-json",),
        prints('"bitmaps"'),
    ),
    Switch(
        "parallels",
        "the parallels driver is there (else probed as raw)",
        ("measure/same.parallels/f-raw",),
        succeeds,
    ),
    Switch(
        "nbd_measures",
        "-O nbd is refused for measuring, not for creating",
        ("measure_size/1G/nbd/none/json",),
        says("size measurement"),
    ),
    Switch(
        "measure_short_size",
        "-s is short for --size",
        ("measure_size/short-s",),
        lambda a: "required size" in a.stdout,
    ),
    Switch(
        "file_holes",
        "whose holes in the file read as zero: every driver's, only those of raw and fixed VHD, "
        "or also those of flat VMDK and static VDI",
        ("map/same-dyn.vhd/json", "map/same-flat.vmdk/json"),
        file_holes,
    ),
)

SIZES = (
    Switch(
        "size_error",
        "the text for a size that is not a number",
        ("measure_size/junk/raw/none/json",),
        which({"bang": "specified! ", "sentence": "specified. ", "quoted.": "'.", "quoted": "'"}),
    ),
    Switch(
        "size_range_error",
        "the text for a size out of range",
        ("measure_size/8E/raw/none/json",),
        which({"EiB": "less than 8 EiB", "between": "Must be between"}),
    ),
    Switch(
        "size_takes_int64_max",
        "a size of 2^63-1 is in range",
        ("measure_size/9223372036854775807/raw/none/json",),
        succeeds,
    ),
    Switch(
        "size_negative_is_syntax",
        "a negative size is not a number, rather than out of range",
        ("measure_size/-1/raw/none/json",),
        says("suffixes"),
    ),
    Switch(
        "option_negative_is_syntax",
        "... and so for sizes in -o",
        ("measure_size/1G/qcow2/cluster_size=-1/json",),
        says("non-negative number"),
    ),
    Switch(
        "size_scientific",
        "1e3 is a size",
        ("measure_size/1e3/raw/none/json",),
        succeeds,
    ),
    Switch(
        "size_leading_dot",
        ".5M is a size",
        ("measure_size/.5M/raw/none/json",),
        succeeds,
    ),
    Switch(
        "size_hex_suffix",
        "what 0x10k is: accepted, accepted with a warning, or refused",
        ("measure_size/0x10k/raw/none/json",),
        lambda a: "refuse" if fails(a) else "warn" if a.stderr else "accept",
    ),
    Switch(
        "usage",
        "how a usage error ends",
        ("measure_size/1M/qcow2/none/xml",),
        which(
            {"legacy": "must be used with", "information": "information", "info": "for more info"}
        ),
    ),
)

MAP = (
    Switch(
        "map_window",
        "--start-offset and --max-length exist",
        ("map/raw-empty.raw/window0",),
        succeeds,
    ),
    Switch(
        "map_present",
        "map prints `present`, and does not merge what differs in it",
        ("map/raw-sparse.raw/json",),
        prints('"present"'),
    ),
    Switch(
        "map_compressed",
        "map prints `compressed`, and does not merge what differs in it",
        ("map/raw-sparse.raw/json",),
        prints('"compressed"'),
    ),
    Switch(
        "map_unallocated_zero",
        "what is not allocated and has no backing reads as zero, in every format",
        ("map/same.qcow/json",),
        prints('"zero": true, "data": false'),
    ),
    Switch(
        "map_opens_bracket",
        "the list is opened before the first read error",
        ("map/bad-qed-l2-eof.qed/json",),
        prints("["),
    ),
    Switch(
        "raw_tail",
        "a raw file of odd length can be mapped (before: an assertion fails)",
        ("map/raw-tiny1.raw/json",),
        succeeds,
    ),
)

OPENING = (
    Switch(
        "vhd_checksum_fatal",
        "a VHD with a wrong checksum is refused, not only warned about",
        ("measure/bad-vpc-checksum.vhd/raw-json",),
        fails,
    ),
    Switch(
        "vhd_size_rule",
        "which VHDs are as large as their geometry: all but those of d2v, tap, CTXS, win and qem2, "
        "or only those of vpc and qemu",
        ("info/extra-vpc-dynamic-other.vhd/f-json", "info/extra-vpc-dynamic-vpc.vhd/f-json"),
        lambda other, vpc: "chs-but" if virtual_size(other) == virtual_size(vpc) else "chs-for",
    ),
    Switch(
        "vhd_tail_checked",
        "a VHD that has a footer at the end alone is refused if that is not of a fixed disk",
        ("info/extra-vpc-tail-3-win.vhd/f-json",),
        fails,
        since=(6, 2, 0),
    ),
    Switch(
        "vhdx_bat_checked",
        "VHDX blocks beyond the end of the file are refused on opening",
        ("measure/bad-vhdx-bat-eof.vhdx/raw-json",),
        fails,
    ),
    Switch(
        "vhdx_headers_errno",
        "the text for two bad VHDX headers ends in an unknown errno",
        ("measure/bad-vhdx-headers.vhdx/raw-json",),
        says("Unknown error"),
    ),
    Switch(
        "qed_errors",
        "QED has texts of its own for bad headers",
        ("measure/bad-qed-clustersize.qed/raw-json",),
        says("QED cluster size is invalid"),
    ),
    Switch(
        "luks_stripes_error",
        "how a key slot with a wrong number of stripes is refused (crash: it was not)",
        ("measure/bad-luks-stripes.luks/raw-json",),
        lambda a: "crash" if a.rc > 1 else which({"==": "stripes == ", "!=": " != "})(a),
    ),
    Switch(
        "luks_overlap_checked",
        "overlapping LUKS key slots are refused before their stripes",
        ("measure/bad-luks-trunc.luks/raw-json",),
        says("overlapping"),
    ),
    Switch(
        "folder_error",
        "the text for a folder in place of a file",
        ("measure/folder",),
        which(
            {
                "large": "File too large",
                "expected": "A regular file was expected",
                "requires": "driver requires",
            }
        ),
    ),
    Switch(
        "parallels_bat_eof",
        "a parallels block beyond the end of the file: still data, refused on opening, or gone",
        ("map/bad-parallels-bat-eof.parallels/json",),
        parallels_bat_eof,
    ),
    Switch(
        "parallels_catalog_checked",
        "a parallels image with too few BAT entries for its size is refused",
        ("map/extra-bad-parallels-entries-2.parallels/f-json",),
        says("Catalog size too small"),
    ),
)

INFO = (
    Switch(
        "info_bitmaps",
        "info lists qcow2's bitmaps",
        ("info/q2-bitmap.qcow2/json",),
        prints('"bitmaps"'),
    ),
    Switch(
        "info_iec_units",
        "sizes for people are `6.44 MiB`, not `6.4M`",
        ("info/raw-sparse.raw/human",),
        prints("iB ("),
    ),
    Switch(
        "vmdk_backing_format",
        "a VMDK with a parent has the backing format vmdk",
        ("info/vmdk-ov.vmdk/human",),
        prints("backing file format: vmdk"),
    ),
    Switch(
        "snapshot_layout",
        "the columns of the snapshot list",
        ("info/q2-snap.qcow2/human",),
        which(
            {
                "9.0": "VM_SIZE",
                "5.2": "ICOUNT",
                "5.0": "TAG                     VM SIZE",
                "2.12": "TAG                 VM SIZE",
            }
        ),
    ),
    Switch(
        "snapshot_icount",
        "snapshots have an instruction count",
        ("info/q2-snap.qcow2/json",),
        prints('"icount"'),
    ),
    Switch(
        "info_compression_type",
        "info says qcow2's compression type",
        ("info/q2-cs4k.qcow2/json",),
        prints('"compression-type"'),
    ),
    Switch(
        "info_extended_l2",
        "info says whether qcow2 has extended L2 entries",
        ("info/q2-cs4k.qcow2/json",),
        prints('"extended-l2"'),
    ),
    Switch(
        "info_dirty",
        "info says that a qcow2 is dirty",
        ("info/q2-dirty.qcow2/json",),
        prints('"dirty-flag": true'),
    ),
    Switch(
        "qed_dirty",
        "info says that a QED needs a check",
        ("info/bad-qed-need-check.qed/json",),
        prints('"dirty-flag": true'),
    ),
    Switch(
        "info_children",
        "info describes the files below the image",
        ("info/raw-sparse.raw/json",),
        prints('"children"'),
    ),
    Switch(
        "info_opens_data_file",
        "info opens the external data file, and fails without it",
        ("info/bad-qcow2-data-missing.qcow2/json",),
        fails,
    ),
    Switch(
        "info_counts_data_file",
        "the disk size has the external data file in it",
        ("info/q2-data.qcow2/json",),
        counts_data_file,
    ),
    Switch(
        "luks_detached_header",
        "info says whether a LUKS header is detached",
        ("info/luks.luks/json",),
        prints('"detached-header"'),
    ),
    Switch(
        "info_limits",
        "--limits exists",
        ("info/raw-tiny1.raw/limits",),
        succeeds,
    ),
)

SWITCHES = (*MEASURE, *SIZES, *MAP, *OPENING, *INFO)
