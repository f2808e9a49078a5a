# SPDX-License-Identifier: Apache-2.0
# INSTAR-GEN python specs/formats/parallels.ksy spec=ca4f037f gen=1
# Generated: edit the spec, then run `make codegen`.
"""What `explain` knows of parallels."""

from __future__ import annotations

from instar.layout.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        name="parallels",
        kind="spec",
        title="Parallels expandable disk image (HDD)",
        declared="specs/formats/parallels.ksy",
        page="docs/formats/parallels.md",
        meaning="A Parallels image is a 64-byte header, directly followed by the block "
        "allocation table (BAT) with one 32-bit entry for\neach cluster of the disk, "
        "and the clusters. Everything is little-endian; sectors are 512 bytes. There "
        "are two generations\nthat differ in their magic: in the older one a BAT "
        "entry counts sectors and the disk ends at 2 TiB, in the newer one an\nentry "
        "counts clusters.\n\nImages of Parallels Desktop and Virtuozzo come in a "
        "directory with a DiskDescriptor.xml that lists images and "
        "snapshots\n([hdd](hdd.md)); this file describes one image.",
        sources=(
            "https://www.qemu.org/docs/master/interop/parallels.html Parallels "
            "Expandable Image File Format",
        ),
    ),
    Topic(
        name="parallels.sector_size",
        kind="constant",
        number=512,
        unit="bytes",
        meaning="All offsets and sizes in sectors count these.",
    ),
    Topic(
        name="parallels.bat_offset",
        kind="constant",
        number=64,
        unit="bytes",
        meaning="The BAT follows the header without a gap.",
    ),
    Topic(
        name="parallels.default_cluster_size",
        kind="constant",
        number=1048576,
        unit="bytes",
        meaning="Cluster size of Parallels and of qemu unless asked otherwise, 1 MiB.",
    ),
    Topic(
        name="parallels.max_cluster_sectors",
        kind="constant",
        number=4186127,
        unit="sectors",
        meaning="Largest cluster that qemu opens, a little below 2 GiB (the largest signed "
        "32-bit number divided by 513).",
    ),
    Topic(
        name="parallels.max_bat_entries",
        kind="constant",
        number=536870911,
        meaning="Most BAT entries that qemu opens; the table has to stay below 2 GiB.",
    ),
    Topic(
        name="parallels.default_heads",
        kind="constant",
        number=16,
        meaning="Heads that qemu writes.",
    ),
    Topic(
        name="parallels.default_sectors_per_cylinder",
        kind="constant",
        number=512,
        meaning="Sectors by which qemu divides the size to get the cylinders that it writes.",
    ),
    Topic(
        name="parallels.max_dirty_bitmaps",
        kind="constant",
        number=1024,
        meaning="Most dirty bitmaps that instar reads. Backup programs keep a handful.",
    ),
    Topic(
        name="parallels.max_granularity_sectors",
        kind="constant",
        number=4194304,
        unit="sectors",
        meaning="Largest unit of a dirty bitmap, 2 GiB; its bytes must fit into 32 bits.",
    ),
    Topic(
        name="parallels.max_offset_sectors",
        kind="constant",
        number=18014398509481982,
        unit="sectors",
        meaning="Furthest place of the format extension that qemu accepts.",
    ),
    Topic(
        name="parallels.max_extension_check",
        kind="constant",
        number=67108864,
        unit="bytes",
        meaning="Largest format extension whose checksum instar computes. It is as long as a "
        "cluster, which may be 2 GiB, most of it past the end\nof the file.",
    ),
    Topic(
        name="parallels.in_use",
        kind="enum",
    ),
    Topic(
        name="parallels.in_use.open",
        kind="member",
        number=1953459801,
        meaning="Open for writing, or left so by a crash.",
    ),
    Topic(
        name="parallels.in_use.closed",
        kind="member",
        number=825111158,
        meaning="Closed properly, by a writer that knows this field.",
    ),
    Topic(
        name="parallels.in_use.unknown",
        kind="member",
        number=0,
        meaning="Written by a program that does not know this field.",
    ),
    Topic(
        name="parallels.feature",
        kind="enum",
    ),
    Topic(
        name="parallels.feature.end",
        kind="member",
        number=0,
        meaning="End of the list of features.",
    ),
    Topic(
        name="parallels.feature.dirty_bitmap",
        kind="member",
        number=2321710809462125386,
        meaning="A dirty bitmap.",
    ),
    Topic(
        name="parallels.header",
        kind="structure",
        type="64 bytes",
        practice="A header that is cut short reads as if it went on with zeros. Neither "
        "`data_sector` nor `in_use` keeps qemu from opening an\nimage. (run: qemu-img "
        "7.2, 10.0, 11.1)",
        meaning="Generation, geometry, size and state of the image. The BAT follows.",
        sources=('Parallels Expandable Image File Format, "Header"',),
    ),
    Topic(
        name="parallels.header.magic",
        kind="field",
        place="bytes 0 to 15",
        type="ASCII text in 16 bytes",
        rules=('"WithoutFreeSpace" or "WithouFreSpacExt"',),
        qemu=(
            (
                None,
                "Image not in Parallels format",
            ),
        ),
        meaning="Which generation the image is of, see `is_extended`.",
    ),
    Topic(
        name="parallels.header.version",
        kind="field",
        place="bytes 16 to 19",
        type="unsigned 32-bit number, little-endian",
        rules=("2",),
        qemu=(
            (
                None,
                "Image not in Parallels format",
            ),
        ),
        meaning="Version of the format; 2 is the only one.",
    ),
    Topic(
        name="parallels.header.num_heads",
        kind="field",
        place="bytes 20 to 23",
        type="unsigned 32-bit number, little-endian",
        rules=("any: nothing depends on the geometry when reading",),
        called="heads",
        meaning="Heads of the drive's geometry. qemu writes 16.",
    ),
    Topic(
        name="parallels.header.num_cylinders",
        kind="field",
        place="bytes 24 to 27",
        type="unsigned 32-bit number, little-endian",
        rules=("any: nothing depends on the geometry when reading",),
        called="cylinders",
        meaning="Cylinders of the drive's geometry. qemu writes the sectors of the disk "
        "divided by 16 x 32.",
    ),
    Topic(
        name="parallels.header.cluster_sectors",
        kind="field",
        place="bytes 28 to 31",
        type="unsigned 32-bit number, little-endian",
        unit="sectors",
        rules=("at least 1",),
        qemu_rules=(
            "at most 4186127",
            "as many as a byte count of 31 bits allows; 0 is refused later",
        ),
        qemu=(
            (
                None,
                "Invalid image: Too big cluster",
            ),
        ),
        practice="2048 (1 MiB) is the default today. Earlier versions had 63 sectors, 252 KiB "
        "or 256 KiB; so this need not be a power of two. (source: "
        "https://www.qemu.org/docs/master/interop/parallels.html Parallels "
        "Expandable Image File Format, Definitions)",
        called="tracks",
        meaning="Sectors in one cluster.",
    ),
    Topic(
        name="parallels.header.num_bat_entries",
        kind="field",
        place="bytes 32 to 35",
        type="unsigned 32-bit number, little-endian",
        rules=("any: as many as the disk has clusters, or fewer",),
        qemu_rules=(
            "at most 0x1fffffff",
            "a table of less than 2 GiB",
        ),
        qemu=(
            (
                None,
                "Catalog too large",
            ),
        ),
        called="bat_entries",
        meaning="Entries in the BAT. Clusters after its last entry are not allocated.",
    ),
    Topic(
        name="parallels.header.num_sectors",
        kind="field",
        place="bytes 36 to 43",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: the sizes that the BAT cannot describe read as zeros",),
        called="nb_sectors",
        meaning="Size of the disk. The older generation uses the lower 32 bits only, see "
        "`disk_sectors`; the upper ones are 0 there.",
    ),
    Topic(
        name="parallels.header.in_use",
        kind="field",
        place="bytes 44 to 47",
        type="unsigned 32-bit number, little-endian",
        rules=("one of 1953459801 (open), 825111158 (closed), 0 (unknown)",),
        qemu_rules=("other values are the same as closed to it",),
        about="parallels.in_use",
        practice="qemu opens an image marked as open and only has its `check` complain. (run: "
        "qemu-img 7.2, 10.0, 11.1) 0 is of software that does not know the format "
        "extension. (source: https://www.qemu.org/docs/master/interop/parallels.html "
        "Parallels Expandable Image File Format, in_use) That is Parallels before "
        "version 9. (unverified: no image of it was looked at)",
        called="inuse",
        meaning="Whether the image is open for writing, or was when its writer crashed.",
    ),
    Topic(
        name="parallels.header.data_sector",
        kind="field",
        place="bytes 48 to 51",
        type="unsigned 32-bit number, little-endian",
        unit="sectors",
        rules=("any: checked against the end of the BAT",),
        called="data_off",
        meaning="First sector of the clusters. In the newer generation a multiple of the "
        "cluster, and not 0. In the older one any sector; 0 means\nright after the "
        "BAT.",
    ),
    Topic(
        name="parallels.header.flags",
        kind="field",
        place="bytes 52 to 55",
        type="unsigned 32-bit number, little-endian",
        rules=("any: nothing depends on the flags when reading",),
        meaning="Bit 0 says that the image is empty and need not be read.",
    ),
    Topic(
        name="parallels.header.extension_sector",
        kind="field",
        place="bytes 56 to 63",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=(
            "any: 0 means none; checked against the length of the file by the reader of "
            "the extension",
        ),
        called="ext_off",
        meaning="Sector of the format extension cluster, which holds dirty bitmaps. 0 when "
        "there is none.",
    ),
    Topic(
        name="parallels.header.is_extended",
        kind="value",
        type="magic == 'WithouFreSpacExt'",
        meaning="The newer generation, in which a BAT entry counts clusters.",
    ),
    Topic(
        name="parallels.header.disk_sectors",
        kind="value",
        type="magic == 'WithouFreSpacExt' ? num_sectors : num_sectors & 0xffffffff",
        unit="sectors",
        meaning="Size of the disk.",
    ),
    Topic(
        name="parallels.header.no_cluster",
        kind="fault",
        text="is {value}, must be at least 1",
        about="parallels.header.cluster_sectors",
        qemu=(
            (
                None,
                "Invalid image: Zero sectors per track",
            ),
        ),
        meaning="A cluster has at least one sector.",
    ),
    Topic(
        name="parallels.header.bat_too_small",
        kind="fault",
        text="is {value}, too few clusters for the size of the disk",
        about="parallels.header.num_bat_entries",
        qemu=(
            (
                (
                    11,
                    1,
                ),
                "",
            ),
            (
                None,
                "Invalid image: Catalog size too small for advertised disk size",
            ),
        ),
        meaning="The clusters that the BAT describes must cover the disk. Older versions "
        "opened such an image, and read zeros after the BAT.",
    ),
    Topic(
        name="parallels.header.too_large",
        kind="fault",
        text="is {value}, more than 0x3fffffffffffff",
        about="parallels.header.num_sectors",
        qemu=(
            (
                None,
                "Could not refresh total sector count: File too large",
            ),
        ),
        meaning="The size in bytes does not fit into a signed 64-bit number. With a BAT "
        "large enough for the disk this cannot be.",
    ),
    Topic(
        name="parallels.header.extension_unreachable",
        kind="fault",
        text="is {value}, no file can be so long",
        about="parallels.header.extension_sector",
        qemu=(
            (
                None,
                "Invalid image: Too big offset",
            ),
        ),
        meaning="See `max_offset_sectors`.",
    ),
    Topic(
        name="parallels.header.extension_past_limit",
        kind="fault",
        text="is {value}, past the longest file that there can be",
        about="parallels.header.extension_sector",
        qemu=(
            (
                None,
                "Failed to read Format Extension cluster: Input/output error",
            ),
        ),
        meaning="The cluster ends past raw's `max_file_bytes`.",
    ),
    Topic(
        name="parallels.header.bat_past_end",
        kind="fault",
        text="is {value}, the block allocation table leaves the file",
        about="parallels.header.num_bat_entries",
        meaning="The BAT must lie in the file whole. qemu reads what is missing as zeros, "
        "that is as unallocated clusters.",
    ),
    Topic(
        name="parallels.header.check_in_use",
        kind="fault",
        text="says that the image was not closed",
        about="parallels.header.in_use",
        qemu=(
            (
                None,
                "ERROR image was not closed correctly",
            ),
        ),
        meaning="The last writer may not have written everything.",
    ),
    Topic(
        name="parallels.header.check_in_use_repaired",
        kind="fault",
        text="said that the image was not closed, and does not any more",
        about="parallels.header.in_use",
        qemu=(
            (
                None,
                "Repairing image was not closed correctly",
            ),
        ),
        meaning="All else is looked at too.",
    ),
    Topic(
        name="parallels.header.check_closes",
        kind="fault",
        text="was {value:#x}, and says that the image is closed",
        about="parallels.header.in_use",
        meaning="qemu-img marks an image as closed when it gives it up.",
    ),
    Topic(
        name="parallels.header.check_data_sector",
        kind="fault",
        text="is {value}, where no cluster can be",
        about="parallels.header.data_sector",
        qemu=(
            (
                (
                    8,
                    2,
                ),
                "",
            ),
            (
                None,
                "ERROR data_off field has incorrect value",
            ),
        ),
        meaning="Clusters begin after the BAT, at or before the first that is used.",
    ),
    Topic(
        name="parallels.header.check_data_sector_repaired",
        kind="fault",
        text="was {value}, where no cluster can be, and is {extra0} now",
        about="parallels.header.data_sector",
        qemu=(
            (
                None,
                "Repairing data_off field has incorrect value",
            ),
        ),
        meaning="The first sector after the BAT where a cluster can be.",
    ),
    Topic(
        name="parallels.header.check_leaked",
        kind="fault",
        text="leaves {value} bytes at the end of the file to nobody",
        about="parallels.header.num_bat_entries",
        qemu=(
            (
                None,
                "ERROR space leaked at the end of the image {value}",
            ),
        ),
        meaning="No entry points there.",
    ),
    Topic(
        name="parallels.header.check_leaked_repaired",
        kind="fault",
        text="left {value} bytes at the end of the file to nobody, which are cut off",
        about="parallels.header.num_bat_entries",
        qemu=(
            (
                None,
                "Repairing space leaked at the end of the image {value}",
            ),
        ),
        meaning="No entry pointed there.",
    ),
    Topic(
        name="parallels.bat_entry",
        kind="structure",
        type="4 bytes",
        meaning="Place of one cluster. Entry n describes the disk from sector n x "
        "`cluster_sectors` on. The newer generation counts clusters from the\nstart "
        "of the file, the older one sectors. A place that is not 0 is not before "
        "`data_sector`, is in the file, is no other entry's, and\nis a multiple of "
        "the cluster from `data_sector` on. The format extension and the clusters of "
        "dirty bitmaps lie by the same rules.",
        sources=('Parallels Expandable Image File Format, "BAT"',),
    ),
    Topic(
        name="parallels.bat_entry.place",
        kind="field",
        place="bytes 0 to 3",
        type="unsigned 32-bit number, little-endian",
        rules=(
            "any: any place is possible; the end of the cluster is checked against the "
            "length of the file",
        ),
        meaning="Where the cluster is, or 0 for a cluster that was never written and reads "
        "as zeros.",
    ),
    Topic(
        name="parallels.bat_entry.unallocated",
        kind="constant",
        number=0,
        meaning="Value of an entry without a cluster.",
    ),
    Topic(
        name="parallels.bat_entry.is_allocated",
        kind="value",
        type="place != unallocated",
        meaning="Whether the cluster is in the file.",
    ),
    Topic(
        name="parallels.bat_entry.past_end",
        kind="fault",
        text="is {value}, the cluster begins past the end of the file",
        about="parallels.bat_entry.place",
        qemu=(
            (
                (
                    8,
                    1,
                ),
                "",
            ),
            (
                (
                    8,
                    2,
                ),
                "parallels: Offset {extra0} in BAT[{extra1}] entry is larger than file size "
                "({extra2})",
            ),
            (
                None,
                "",
            ),
        ),
        meaning="qemu 8.1 refuses such an image when it opens it; before and after, it reads "
        "zeros there. From 11.1 on an entry counts as\nunallocated unless its cluster "
        "lies in the file whole, after `data_sector` (or, where that is before the "
        "end of the BAT or past the end\nof the file, after the BAT). The extra "
        "numbers are the offset in bytes, the index of the entry, and the length of "
        "the file.",
    ),
    Topic(
        name="parallels.bat_entry.duplicate",
        kind="fault",
        text="is {value}, which another entry names too",
        about="parallels.bat_entry.place",
        meaning="Two clusters of the disk share their storage. qemu reads both; its `check` "
        "complains from 8.2 on.",
    ),
    Topic(
        name="parallels.bat_entry.check_outside",
        kind="fault",
        text="of cluster {extra0} is {value}, past the end of the file",
        about="parallels.bat_entry.place",
        qemu=(
            (
                None,
                "ERROR cluster {extra0} is outside image",
            ),
        ),
        meaning="What was stored there is lost.",
    ),
    Topic(
        name="parallels.bat_entry.check_outside_repaired",
        kind="fault",
        text="of cluster {extra0} was {value}, past the end of the file, and is empty now",
        about="parallels.bat_entry.place",
        qemu=(
            (
                None,
                "Repairing cluster {extra0} is outside image",
            ),
        ),
        meaning="What was stored there is lost; the cluster reads as zeros, or as the "
        "backing file.",
    ),
    Topic(
        name="parallels.bat_entry.check_used_twice",
        kind="fault",
        text="of cluster {extra0} is {value}, which another cluster has",
        about="parallels.bat_entry.place",
        qemu=(
            (
                (
                    8,
                    2,
                ),
                "",
            ),
            (
                None,
                "ERROR duplicate offset in BAT entry {extra0}",
            ),
        ),
        meaning="A write to one of the two changes both.",
    ),
    Topic(
        name="parallels.bat_entry.check_used_twice_repaired",
        kind="fault",
        text="of cluster {extra0} was {value}, which another cluster has, and is a copy of it now",
        about="parallels.bat_entry.place",
        qemu=(
            (
                None,
                "Repairing duplicate offset in BAT entry {extra0}",
            ),
        ),
        meaning="Which of the two the content belongs to cannot be known; both keep it.",
    ),
    Topic(
        name="parallels.bat_entry.check_copies",
        kind="fault",
        text="of cluster {value} leads here, to its own copy",
        about="parallels.bat_entry.place",
        meaning="It was used twice.",
    ),
    Topic(
        name="parallels.extension_header",
        kind="structure",
        type="24 bytes",
        meaning="Begins the format extension cluster, whose length is one cluster. Feature "
        "headers with their data follow, each padded to 8\nbytes, up to a feature of "
        "magic 0.",
        sources=('Parallels Expandable Image File Format, "Format Extension"',),
    ),
    Topic(
        name="parallels.extension_header.magic",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        rules=("0xab234cef23dcea87",),
        qemu=(
            (
                None,
                "Wrong parallels Format Extension magic: 0x{value:x}, expected: 0xab234cef23dcea87",
            ),
        ),
        meaning="By this number the extension is recognised.",
    ),
    Topic(
        name="parallels.extension_header.checksum",
        kind="field",
        place="bytes 8 to 23",
        type="16 bytes",
        rules=("any: an MD5, which the reader computes over the rest of the cluster",),
        meaning="MD5 of the cluster after this field.",
    ),
    Topic(
        name="parallels.extension_header.bad_checksum",
        kind="fault",
        text="is not the MD5 of the cluster after it",
        about="parallels.extension_header.checksum",
        qemu=(
            (
                None,
                "Wrong checksum in Format Extension header. Format extension is corrupted.",
            ),
        ),
        meaning="qemu refuses an image with a damaged extension.",
    ),
    Topic(
        name="parallels.extension_header.too_costly",
        kind="fault",
        text="is that of {value} bytes, too many to check",
        about="parallels.extension_header.checksum",
        meaning="See `max_extension_check`. qemu computes it.",
    ),
    Topic(
        name="parallels.extension_feature",
        kind="structure",
        type="24 bytes",
        meaning="Header of one feature of the format extension.",
        sources=('Parallels Expandable Image File Format, "Format Extension", feature section',),
    ),
    Topic(
        name="parallels.extension_feature.magic",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        rules=("any: unknown features are a matter of the fault `unknown`",),
        about="parallels.feature",
        meaning="Which feature; 0 ends the list.",
    ),
    Topic(
        name="parallels.extension_feature.flags",
        kind="field",
        place="bytes 8 to 15",
        type="unsigned 64-bit number, little-endian",
        rules=("any: bits that are not known are a matter of the fault `unsupported_flags`",),
        meaning="What a program does that does not know the feature. Bit 0, necessary: it "
        "does not change the image. Bit 1, transit: it keeps the\nfeature when it "
        "rewrites the image. With neither bit it drops the feature.",
    ),
    Topic(
        name="parallels.extension_feature.len_data",
        kind="field",
        place="bytes 16 to 19",
        type="unsigned 32-bit number, little-endian",
        unit="bytes",
        rules=("any: checked against the cluster by the reader",),
        meaning="Length of the data after this header, without padding.",
    ),
    Topic(
        name="parallels.extension_feature.reserved",
        kind="field",
        place="bytes 20 to 23",
        type="4 bytes",
        rules=("any: readers ignore it",),
        meaning="Unused.",
    ),
    Topic(
        name="parallels.extension_feature.flag_necessary",
        kind="constant",
        number=1,
        meaning="Bit of `flags`, the image must not be changed without knowing the feature.",
    ),
    Topic(
        name="parallels.extension_feature.flag_transit",
        kind="constant",
        number=2,
        meaning="Bit of `flags`, the feature is to be kept by programs that do not know it.",
    ),
    Topic(
        name="parallels.extension_feature.is_necessary",
        kind="value",
        type="flags & flag_necessary != 0",
        meaning="The image must not be changed without knowing the feature.",
    ),
    Topic(
        name="parallels.extension_feature.unsupported_flags",
        kind="fault",
        text="is {value:x}, which is not supported",
        about="parallels.extension_feature.flags",
        qemu=(
            (
                None,
                "Flags for extension feature are unsupported",
            ),
        ),
        meaning="qemu knows neither of the two flags, and refuses an image that sets one.",
    ),
    Topic(
        name="parallels.extension_feature.too_long",
        kind="fault",
        text="is {value}, more than is left of the cluster",
        about="parallels.extension_feature.len_data",
        qemu=(
            (
                None,
                "Feature data_size exceedes Format Extension cluster",
            ),
        ),
        meaning="A feature lies in the cluster whole.",
    ),
    Topic(
        name="parallels.extension_feature.unknown",
        kind="fault",
        text="is {value:x}, which is not known",
        about="parallels.extension_feature.magic",
        qemu=(
            (
                None,
                "Unknown feature: 0x{value:x}",
            ),
        ),
        meaning="qemu refuses an image with a feature that it does not know, whether or not "
        "the feature is marked as necessary.",
    ),
    Topic(
        name="parallels.dirty_bitmap",
        kind="structure",
        type="32 bytes",
        meaning="Data of the dirty bitmap feature. The L1 table follows, with one 64-bit "
        "entry for each cluster of the bitmap.",
        sources=('Parallels Expandable Image File Format, "Dirty bitmaps feature"',),
    ),
    Topic(
        name="parallels.dirty_bitmap.num_sectors",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: compared with the size of the disk by the reader",),
        meaning="Size of the disk that the bitmap describes.",
    ),
    Topic(
        name="parallels.dirty_bitmap.uuid",
        kind="field",
        place="bytes 8 to 23",
        type="16 bytes",
        rules=("any: any identity is possible",),
        meaning="Name of the bitmap.",
    ),
    Topic(
        name="parallels.dirty_bitmap.granularity",
        kind="field",
        place="bytes 24 to 27",
        type="unsigned 32-bit number, little-endian",
        unit="sectors",
        rules=("any: checked by the reader of the bitmap",),
        meaning="Sectors for each bit, a power of two.",
    ),
    Topic(
        name="parallels.dirty_bitmap.num_l1_entries",
        kind="field",
        place="bytes 28 to 31",
        type="unsigned 32-bit number, little-endian",
        rules=("any: checked against the size of the feature by the reader",),
        meaning="Entries in the L1 table.",
    ),
    Topic(
        name="parallels.dirty_bitmap.too_short",
        kind="fault",
        text="does not fit, the feature has {value} bytes",
        about="parallels.dirty_bitmap.num_sectors",
        qemu=(
            (
                None,
                "Too small Bitmap Feature area in Parallels Format Extension: {value} bytes, "
                "expected at least 32 bytes",
            ),
        ),
        meaning="The feature is shorter than this structure.",
    ),
    Topic(
        name="parallels.dirty_bitmap.size_differs",
        kind="fault",
        text="is {value}, the disk has {extra0}",
        about="parallels.dirty_bitmap.num_sectors",
        qemu=(
            (
                None,
                "Bitmap size (in sectors) {value:i64} differs from disk size in sectors {extra0}",
            ),
        ),
        meaning="A bitmap describes the whole disk.",
    ),
    Topic(
        name="parallels.dirty_bitmap.l1_too_long",
        kind="fault",
        text="is {value}, more than the feature holds",
        about="parallels.dirty_bitmap.num_l1_entries",
        qemu=(
            (
                None,
                "Bitmaps feature corrupted: l1 table exceeds extension data_size",
            ),
        ),
        meaning="The L1 table lies in the feature whole.",
    ),
    Topic(
        name="parallels.dirty_bitmap.bad_granularity",
        kind="fault",
        text="is {value}, must be a power of two up to 4194304",
        about="parallels.dirty_bitmap.granularity",
        meaning="qemu-img dies of an assertion on such an image, in all versions.",
    ),
    Topic(
        name="parallels.dirty_bitmap.l1_size_differs",
        kind="fault",
        text="is {value}, must be {extra0}",
        about="parallels.dirty_bitmap.num_l1_entries",
        qemu=(
            (
                None,
                "Bitmap table size {value} does not correspond to bitmap size and cluster "
                "size. Expected {extra0}",
            ),
        ),
        meaning="The L1 table has an entry for each cluster of bits that the disk needs.",
    ),
    Topic(
        name="parallels.dirty_bitmap.duplicate",
        kind="fault",
        text="is {detail}, which another bitmap has too",
        about="parallels.dirty_bitmap.uuid",
        qemu=(
            (
                None,
                "Bitmap already exists: {detail}",
            ),
        ),
        meaning="This name distinguishes bitmaps.",
    ),
    Topic(
        name="parallels.dirty_bitmap.too_many",
        kind="fault",
        text="is that of more than {value} bitmaps",
        about="parallels.dirty_bitmap.uuid",
        meaning="See `max_dirty_bitmaps`.",
    ),
    Topic(
        name="parallels.dirty_bitmap_l1_entry",
        kind="structure",
        type="8 bytes",
        meaning="Place of one cluster of a dirty bitmap.",
        sources=('Parallels Expandable Image File Format, "Dirty bitmaps feature", L1 table',),
    ),
    Topic(
        name="parallels.dirty_bitmap_l1_entry.sector",
        kind="field",
        place="bytes 0 to 7",
        type="unsigned 64-bit number, little-endian",
        unit="sectors",
        rules=("any: checked by the fault `unreachable`",),
        meaning="Sector of the cluster of bits, or one of the two constants.",
    ),
    Topic(
        name="parallels.dirty_bitmap_l1_entry.all_zeros",
        kind="constant",
        number=0,
        meaning="All bits of this part of the bitmap are clear.",
    ),
    Topic(
        name="parallels.dirty_bitmap_l1_entry.all_ones",
        kind="constant",
        number=1,
        meaning="All bits of this part of the bitmap are set.",
    ),
    Topic(
        name="parallels.dirty_bitmap_l1_entry.unreachable",
        kind="fault",
        text="is {value}, no file can be so long",
        about="parallels.dirty_bitmap_l1_entry.sector",
        qemu=(
            (
                None,
                "Failed to read bitmap data cluster: Input/output error",
            ),
        ),
        meaning="The cluster ends past raw's `max_file_bytes`. What lies past the end of the "
        "file reads as zeros, that is as clear bits.",
    ),
)
