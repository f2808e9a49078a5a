# INSTAR-GEN profiles tests/parity/data spec=7e9b253f4cf6ebb1 gen=3
# SPDX-License-Identifier: Apache-2.0
"""What differs between the versions of qemu-img, as the recorded answers show it."""

from __future__ import annotations

import sys

from instar.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    PROFILES: tuple[Profile, ...]
    KNOWN: tuple[str, ...]


class Profile(Record):
    """One recorded version. The defaults are the newest's; a row says what is otherwise."""

    version: str
    number: tuple[int, ...]
    index: int
    year: int
    # qcow2 knows the options data_file and data_file_raw
    opt_data_file: bool = True
    # images with an external data file open
    external_data: bool = True
    # encrypt.format=luks without a key-secret is an error
    luks_needs_secret: bool = True
    # --object may go with --size
    object_with_size: bool = True
    # qcow2 knows the option compression_type and the header field
    opt_compression_type: bool = True
    # zstd-compressed images open
    zstd: bool = True
    # qcow2 knows the option extended_l2, and such images open
    opt_extended_l2: bool = True
    # measure counts the bitmaps of a qcow2 v3 source
    measure_bitmaps: bool = True
    # ... and prints them for a parallels source
    parallels_bitmaps: bool = True
    # the parallels driver is there (else probed as raw)
    parallels: bool = True
    # -O nbd is refused for measuring, not for creating
    nbd_measures: bool = True
    # -s is short for --size
    measure_short_size: bool = True
    # whose holes in the file read as zero: every driver's, only those of raw and fixed VHD, or also
    # those of flat VMDK and static VDI (all | raw | flat)
    file_holes: str = "flat"
    # the text for a size that is not a number (bang | sentence | quoted. | quoted)
    size_error: str = "quoted"
    # the text for a size out of range (EiB | between)
    size_range_error: str = "between"
    # a size of 2^63-1 is in range
    size_takes_int64_max: bool = True
    # a negative size is not a number, rather than out of range
    size_negative_is_syntax: bool = False
    # ... and so for sizes in -o
    option_negative_is_syntax: bool = False
    # 1e3 is a size
    size_scientific: bool = False
    # .5M is a size
    size_leading_dot: bool = True
    # what 0x10k is: accepted, accepted with a warning, or refused (accept | warn | refuse)
    size_hex_suffix: str = "refuse"
    # how a usage error ends (legacy | info | information)
    usage: str = "information"
    # --start-offset and --max-length exist
    map_window: bool = True
    # map prints `present`, and does not merge what differs in it
    map_present: bool = True
    # map prints `compressed`, and does not merge what differs in it
    map_compressed: bool = True
    # what is not allocated and has no backing reads as zero, in every format
    map_unallocated_zero: bool = True
    # the list is opened before the first read error
    map_opens_bracket: bool = True
    # a raw file of odd length can be mapped (before: an assertion fails)
    raw_tail: bool = True
    # a VHD with a wrong checksum is refused, not only warned about
    vhd_checksum_fatal: bool = True
    # which VHDs are as large as their geometry: all but those of d2v, tap, CTXS, win and qem2, or
    # only those of vpc and qemu (chs-but | chs-for)
    vhd_size_rule: str = "chs-for"
    # a VHD that has a footer at the end alone is refused if that is not of a fixed disk
    vhd_tail_checked: bool = True
    # VHDX blocks beyond the end of the file are refused on opening
    vhdx_bat_checked: bool = True
    # the text for two bad VHDX headers ends in an unknown errno
    vhdx_headers_errno: bool = False
    # QED has texts of its own for bad headers
    qed_errors: bool = True
    # how a key slot with a wrong number of stripes is refused (crash: it was not) (crash | == | !=)
    luks_stripes_error: str = "!="
    # overlapping LUKS key slots are refused before their stripes
    luks_overlap_checked: bool = True
    # the text for a folder in place of a file (large | expected | requires)
    folder_error: str = "requires"
    # a parallels block beyond the end of the file: still data, refused on opening, or gone (data |
    # refuse | gone)
    parallels_bat_eof: str = "gone"
    # a parallels image with too few BAT entries for its size is refused
    parallels_catalog_checked: bool = True
    # info lists qcow2's bitmaps
    info_bitmaps: bool = True
    # sizes for people are `6.44 MiB`, not `6.4M`
    info_iec_units: bool = True
    # a VMDK with a parent has the backing format vmdk
    vmdk_backing_format: bool = True
    # the columns of the snapshot list (2.12 | 5.0 | 5.2 | 9.0)
    snapshot_layout: str = "9.0"
    # snapshots have an instruction count
    snapshot_icount: bool = True
    # info says qcow2's compression type
    info_compression_type: bool = True
    # info says whether qcow2 has extended L2 entries
    info_extended_l2: bool = True
    # info says that a qcow2 is dirty
    info_dirty: bool = True
    # info says that a QED needs a check
    qed_dirty: bool = False
    # info describes the files below the image
    info_children: bool = True
    # info opens the external data file, and fails without it
    info_opens_data_file: bool = False
    # the disk size has the external data file in it
    info_counts_data_file: bool = False
    # info says whether a LUKS header is detached
    luks_detached_header: bool = True
    # --limits exists
    info_limits: bool = True


DEFAULT = Profile("11.1.3-debian", (11, 1, 3), 26, 2026)
_DIGITS = 4
_NEWEST = 10**_DIGITS
"""Of a number without Z: it is the newest of its X.Y."""
ALIASES: dict[str, str] = {
    "2.12": "2.12.0",
    "3.1": "3.1.0",
    "4.0": "4.0.0",
    "4.1": "4.1.0",
    "4.2": "4.2.0",
    "5.0": "5.0.0",
    "5.1": "5.1.0",
    "5.2": "5.2.0",
    "6.0": "6.0.0",
    "6.1": "6.1.0",
    "6.2": "6.2.0",
    "7.0": "7.0.0",
    "7.1": "7.1.0",
    "7.2": "7.2-debian",
    "7.2.22": "7.2-debian",
    "8.0": "8.0.0",
    "8.1": "8.1.0",
    "8.2": "8.2.0",
    "9.0": "9.0.0",
    "9.1": "9.1.0",
    "9.2": "9.2.0",
    "9.2.92": "HEAD-10.0rc",
    "10.0": "10.0.13-debian",
    "10.0.2": "10.0.2-debian",
    "10.0.13": "10.0.13-debian",
    "11.1": "11.1.3-debian",
    "11.1.2": "11.1.2-debian",
    "11.1.3": "11.1.3-debian",
}


def _all() -> tuple[Profile, ...]:
    return (
        Profile(
            "2.12.0",
            (2, 12, 0),
            0,
            2017,
            opt_data_file=False,
            external_data=False,
            luks_needs_secret=False,
            object_with_size=False,
            opt_compression_type=False,
            zstd=False,
            opt_extended_l2=False,
            measure_bitmaps=False,
            parallels_bitmaps=False,
            nbd_measures=False,
            measure_short_size=False,
            file_holes="all",
            size_error="bang",
            size_range_error="EiB",
            size_takes_int64_max=False,
            size_scientific=True,
            size_hex_suffix="accept",
            usage="legacy",
            map_window=False,
            map_present=False,
            map_compressed=False,
            map_unallocated_zero=False,
            map_opens_bracket=False,
            raw_tail=False,
            vhd_checksum_fatal=False,
            vhd_size_rule="chs-but",
            vhd_tail_checked=False,
            vhdx_bat_checked=False,
            vhdx_headers_errno=True,
            qed_errors=False,
            luks_stripes_error="crash",
            luks_overlap_checked=False,
            folder_error="large",
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            info_bitmaps=False,
            info_iec_units=False,
            vmdk_backing_format=False,
            snapshot_layout="2.12",
            snapshot_icount=False,
            info_compression_type=False,
            info_extended_l2=False,
            info_dirty=False,
            qed_dirty=True,
            info_children=False,
            info_opens_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "3.1.0",
            (3, 1, 0),
            1,
            2018,
            opt_data_file=False,
            external_data=False,
            luks_needs_secret=False,
            object_with_size=False,
            opt_compression_type=False,
            zstd=False,
            opt_extended_l2=False,
            measure_bitmaps=False,
            parallels_bitmaps=False,
            nbd_measures=False,
            measure_short_size=False,
            file_holes="all",
            size_error="bang",
            size_range_error="EiB",
            size_takes_int64_max=False,
            size_scientific=True,
            size_hex_suffix="accept",
            usage="legacy",
            map_window=False,
            map_present=False,
            map_compressed=False,
            map_unallocated_zero=False,
            map_opens_bracket=False,
            vhd_size_rule="chs-but",
            vhd_tail_checked=False,
            vhdx_bat_checked=False,
            vhdx_headers_errno=True,
            qed_errors=False,
            luks_stripes_error="crash",
            luks_overlap_checked=False,
            folder_error="expected",
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            info_bitmaps=False,
            info_iec_units=False,
            vmdk_backing_format=False,
            snapshot_layout="2.12",
            snapshot_icount=False,
            info_compression_type=False,
            info_extended_l2=False,
            info_dirty=False,
            info_children=False,
            info_opens_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "4.0.0",
            (4, 0, 0),
            2,
            2019,
            object_with_size=False,
            opt_compression_type=False,
            zstd=False,
            opt_extended_l2=False,
            measure_bitmaps=False,
            parallels_bitmaps=False,
            nbd_measures=False,
            measure_short_size=False,
            file_holes="all",
            size_error="bang",
            size_range_error="EiB",
            size_takes_int64_max=False,
            size_scientific=True,
            size_hex_suffix="accept",
            usage="legacy",
            map_window=False,
            map_present=False,
            map_compressed=False,
            map_unallocated_zero=False,
            map_opens_bracket=False,
            vhd_size_rule="chs-but",
            vhd_tail_checked=False,
            vhdx_bat_checked=False,
            vhdx_headers_errno=True,
            qed_errors=False,
            luks_stripes_error="crash",
            luks_overlap_checked=False,
            folder_error="expected",
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            info_iec_units=False,
            vmdk_backing_format=False,
            snapshot_layout="2.12",
            snapshot_icount=False,
            info_compression_type=False,
            info_extended_l2=False,
            info_dirty=False,
            info_children=False,
            info_opens_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "4.1.0",
            (4, 1, 0),
            3,
            2019,
            object_with_size=False,
            opt_compression_type=False,
            zstd=False,
            opt_extended_l2=False,
            measure_bitmaps=False,
            parallels_bitmaps=False,
            nbd_measures=False,
            measure_short_size=False,
            file_holes="raw",
            size_error="bang",
            size_range_error="EiB",
            size_takes_int64_max=False,
            size_scientific=True,
            size_hex_suffix="accept",
            usage="legacy",
            map_window=False,
            map_present=False,
            map_compressed=False,
            map_unallocated_zero=False,
            map_opens_bracket=False,
            vhd_size_rule="chs-but",
            vhd_tail_checked=False,
            vhdx_bat_checked=False,
            vhdx_headers_errno=True,
            qed_errors=False,
            luks_stripes_error="crash",
            luks_overlap_checked=False,
            folder_error="expected",
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="2.12",
            snapshot_icount=False,
            info_compression_type=False,
            info_extended_l2=False,
            info_dirty=False,
            info_children=False,
            info_opens_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "4.2.0",
            (4, 2, 0),
            4,
            2019,
            object_with_size=False,
            opt_compression_type=False,
            zstd=False,
            opt_extended_l2=False,
            measure_bitmaps=False,
            parallels_bitmaps=False,
            nbd_measures=False,
            measure_short_size=False,
            size_error="bang",
            size_range_error="EiB",
            size_takes_int64_max=False,
            size_scientific=True,
            size_hex_suffix="accept",
            usage="legacy",
            map_window=False,
            map_present=False,
            map_compressed=False,
            map_unallocated_zero=False,
            map_opens_bracket=False,
            vhd_size_rule="chs-but",
            vhd_tail_checked=False,
            vhdx_headers_errno=True,
            qed_errors=False,
            luks_stripes_error="==",
            luks_overlap_checked=False,
            folder_error="expected",
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="2.12",
            snapshot_icount=False,
            info_compression_type=False,
            info_extended_l2=False,
            info_dirty=False,
            info_children=False,
            info_opens_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "5.0.0",
            (5, 0, 0),
            5,
            2020,
            opt_compression_type=False,
            zstd=False,
            opt_extended_l2=False,
            measure_bitmaps=False,
            parallels_bitmaps=False,
            measure_short_size=False,
            size_error="bang",
            size_range_error="EiB",
            size_takes_int64_max=False,
            size_scientific=True,
            size_hex_suffix="accept",
            usage="legacy",
            map_window=False,
            map_present=False,
            map_compressed=False,
            map_unallocated_zero=False,
            map_opens_bracket=False,
            vhd_size_rule="chs-but",
            vhd_tail_checked=False,
            vhdx_headers_errno=True,
            qed_errors=False,
            luks_stripes_error="==",
            luks_overlap_checked=False,
            folder_error="expected",
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="5.0",
            snapshot_icount=False,
            info_compression_type=False,
            info_extended_l2=False,
            info_dirty=False,
            info_children=False,
            info_opens_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "5.1.0",
            (5, 1, 0),
            6,
            2020,
            opt_extended_l2=False,
            parallels_bitmaps=False,
            measure_short_size=False,
            size_error="sentence",
            size_takes_int64_max=False,
            size_scientific=True,
            size_hex_suffix="accept",
            usage="legacy",
            map_present=False,
            map_compressed=False,
            vhd_size_rule="chs-but",
            vhd_tail_checked=False,
            vhdx_headers_errno=True,
            qed_errors=False,
            luks_stripes_error="==",
            luks_overlap_checked=False,
            folder_error="expected",
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="5.0",
            snapshot_icount=False,
            info_extended_l2=False,
            info_dirty=False,
            info_children=False,
            info_opens_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "5.2-debian",
            (5, 2, 0),
            7,
            2020,
            zstd=False,
            parallels_bitmaps=False,
            parallels=False,
            measure_short_size=False,
            size_error="sentence",
            size_takes_int64_max=False,
            size_scientific=True,
            size_hex_suffix="accept",
            usage="legacy",
            map_present=False,
            map_compressed=False,
            vhd_size_rule="chs-but",
            vhd_tail_checked=False,
            vhdx_headers_errno=True,
            qed_errors=False,
            luks_stripes_error="==",
            luks_overlap_checked=False,
            folder_error="expected",
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="5.2",
            info_dirty=False,
            info_children=False,
            info_opens_data_file=True,
            info_counts_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "5.2.0",
            (5, 2, 0),
            8,
            2020,
            parallels_bitmaps=False,
            measure_short_size=False,
            size_error="sentence",
            size_takes_int64_max=False,
            size_scientific=True,
            size_hex_suffix="accept",
            usage="legacy",
            map_present=False,
            map_compressed=False,
            vhd_size_rule="chs-but",
            vhd_tail_checked=False,
            vhdx_headers_errno=True,
            qed_errors=False,
            luks_stripes_error="==",
            luks_overlap_checked=False,
            folder_error="expected",
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="5.2",
            info_dirty=False,
            info_children=False,
            info_opens_data_file=True,
            info_counts_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "6.0.0",
            (6, 0, 0),
            9,
            2021,
            parallels_bitmaps=False,
            measure_short_size=False,
            size_error="sentence",
            size_negative_is_syntax=True,
            option_negative_is_syntax=True,
            size_leading_dot=False,
            size_hex_suffix="warn",
            usage="legacy",
            map_present=False,
            map_compressed=False,
            vhd_size_rule="chs-but",
            vhd_tail_checked=False,
            vhdx_headers_errno=True,
            luks_stripes_error="==",
            luks_overlap_checked=False,
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="5.2",
            info_dirty=False,
            info_children=False,
            info_opens_data_file=True,
            info_counts_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "6.1.0",
            (6, 1, 0),
            10,
            2021,
            parallels_bitmaps=False,
            measure_short_size=False,
            size_error="sentence",
            size_negative_is_syntax=True,
            option_negative_is_syntax=True,
            size_leading_dot=False,
            size_hex_suffix="warn",
            usage="legacy",
            map_compressed=False,
            vhd_size_rule="chs-but",
            vhd_tail_checked=False,
            vhdx_headers_errno=True,
            luks_stripes_error="==",
            luks_overlap_checked=False,
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="5.2",
            info_children=False,
            info_opens_data_file=True,
            info_counts_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "6.2.0",
            (6, 2, 0),
            11,
            2021,
            parallels_bitmaps=False,
            measure_short_size=False,
            size_error="sentence",
            size_negative_is_syntax=True,
            option_negative_is_syntax=True,
            size_leading_dot=False,
            size_hex_suffix="warn",
            usage="legacy",
            map_compressed=False,
            vhd_size_rule="chs-but",
            vhdx_headers_errno=True,
            luks_stripes_error="==",
            luks_overlap_checked=False,
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="5.2",
            info_children=False,
            info_opens_data_file=True,
            info_counts_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "7.0.0",
            (7, 0, 0),
            12,
            2022,
            parallels_bitmaps=False,
            measure_short_size=False,
            size_error="sentence",
            size_negative_is_syntax=True,
            option_negative_is_syntax=True,
            size_leading_dot=False,
            size_hex_suffix="warn",
            usage="legacy",
            map_compressed=False,
            vhd_size_rule="chs-but",
            vhdx_headers_errno=True,
            luks_stripes_error="==",
            luks_overlap_checked=False,
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="5.2",
            info_children=False,
            info_opens_data_file=True,
            info_counts_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "7.1.0",
            (7, 1, 0),
            13,
            2022,
            parallels_bitmaps=False,
            measure_short_size=False,
            size_error="sentence",
            size_negative_is_syntax=True,
            option_negative_is_syntax=True,
            size_leading_dot=False,
            size_hex_suffix="warn",
            usage="legacy",
            map_compressed=False,
            vhd_size_rule="chs-but",
            luks_stripes_error="==",
            luks_overlap_checked=False,
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="5.2",
            info_children=False,
            info_opens_data_file=True,
            info_counts_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "7.2.0",
            (7, 2, 0),
            14,
            2022,
            parallels_bitmaps=False,
            measure_short_size=False,
            size_error="sentence",
            size_negative_is_syntax=True,
            option_negative_is_syntax=True,
            size_leading_dot=False,
            size_hex_suffix="warn",
            usage="legacy",
            map_compressed=False,
            vhd_size_rule="chs-but",
            luks_overlap_checked=False,
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="5.2",
            info_children=False,
            info_opens_data_file=True,
            info_counts_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "7.2-debian",
            (7, 2, 22),
            15,
            2022,
            parallels_bitmaps=False,
            measure_short_size=False,
            size_error="sentence",
            size_negative_is_syntax=True,
            option_negative_is_syntax=True,
            size_leading_dot=False,
            size_hex_suffix="warn",
            usage="legacy",
            map_compressed=False,
            vhd_size_rule="chs-but",
            luks_overlap_checked=False,
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="5.2",
            info_children=False,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "8.0.0",
            (8, 0, 0),
            16,
            2022,
            parallels_bitmaps=False,
            measure_short_size=False,
            size_error="sentence",
            size_negative_is_syntax=True,
            option_negative_is_syntax=True,
            size_leading_dot=False,
            usage="legacy",
            map_compressed=False,
            vhd_size_rule="chs-but",
            luks_overlap_checked=False,
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="5.2",
            info_opens_data_file=True,
            info_counts_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "8.1.0",
            (8, 1, 0),
            17,
            2023,
            parallels_bitmaps=False,
            measure_short_size=False,
            size_error="sentence",
            usage="legacy",
            map_compressed=False,
            vhd_size_rule="chs-but",
            luks_overlap_checked=False,
            parallels_bat_eof="refuse",
            parallels_catalog_checked=False,
            snapshot_layout="5.2",
            info_opens_data_file=True,
            info_counts_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "8.2.0",
            (8, 2, 0),
            18,
            2023,
            measure_short_size=False,
            size_error="sentence",
            usage="legacy",
            vhd_size_rule="chs-but",
            luks_overlap_checked=False,
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            snapshot_layout="5.2",
            info_opens_data_file=True,
            info_counts_data_file=True,
            luks_detached_header=False,
            info_limits=False,
        ),
        Profile(
            "9.0.0",
            (9, 0, 0),
            19,
            2024,
            measure_short_size=False,
            size_error="sentence",
            usage="legacy",
            vhd_size_rule="chs-but",
            luks_overlap_checked=False,
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            info_opens_data_file=True,
            info_counts_data_file=True,
            info_limits=False,
        ),
        Profile(
            "9.1.0",
            (9, 1, 0),
            20,
            2024,
            measure_short_size=False,
            size_error="sentence",
            usage="legacy",
            vhd_size_rule="chs-but",
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            info_limits=False,
        ),
        Profile(
            "9.2.0",
            (9, 2, 0),
            21,
            2024,
            measure_short_size=False,
            size_error="sentence",
            usage="legacy",
            vhd_size_rule="chs-but",
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            info_limits=False,
        ),
        Profile(
            "HEAD-10.0rc",
            (9, 2, 92),
            22,
            2025,
            measure_short_size=False,
            size_error="sentence",
            usage="legacy",
            vhd_size_rule="chs-but",
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            info_limits=False,
        ),
        Profile(
            "10.0.2-debian",
            (10, 0, 2),
            23,
            2025,
            measure_short_size=False,
            size_error="quoted.",
            usage="info",
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            info_limits=False,
        ),
        Profile(
            "10.0.13-debian",
            (10, 0, 13),
            24,
            2025,
            measure_short_size=False,
            size_error="quoted.",
            usage="info",
            parallels_bat_eof="data",
            parallels_catalog_checked=False,
            info_limits=False,
        ),
        Profile("11.1.2-debian", (11, 1, 2), 25, 2026),
        DEFAULT,
    )


def __getattr__(name: str) -> tuple[object, ...]:
    """PROFILES and KNOWN, made when somebody asks for other releases than the newest."""
    if name == "PROFILES":
        made: tuple[object, ...] = _all()
    elif name == "KNOWN":
        made = (*(profile.version for profile in _module().PROFILES), *ALIASES)
    else:
        raise AttributeError(name)
    globals()[name] = made
    return made


def _module() -> Any:
    return sys.modules[__name__]


def find(version: str | None = None) -> Profile:
    """The profile of a version, the newest for None; KeyError if it is older than all or none.

    A number that was not recorded has the newest profile that is not newer, and one of the same X.Y
    where there is one, for what changes within that are faults.
    """
    if version is None:
        return DEFAULT
    profiles: tuple[Profile, ...] = _module().PROFILES
    name = ALIASES.get(version, version)
    for profile in profiles:
        if profile.version == name:
            return profile
    number = _number(version)
    series = [profile for profile in profiles if profile.number[:2] == number[:2]]
    older = [profile for profile in series or profiles if profile.number <= number]
    try:
        return (older or series[:1])[-1]
    except IndexError:
        raise KeyError(version) from None


def _number(version: str) -> tuple[int, ...]:
    """The X[.Y[.Z]] of a version; KeyError where it is none."""
    parts = version.split(".")
    if len(parts) > 3 or not all(part.isdecimal() and len(part) <= _DIGITS for part in parts):
        raise KeyError(version)
    major, minor, *micro = (*map(int, parts), *(0,) * (2 - len(parts)))
    return (major, minor, *(micro or (_NEWEST,)))
