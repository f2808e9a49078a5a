/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef STRUCTURES_H
#define STRUCTURES_H
/* Ids that errors carry to the host, which has the texts. 0 is none. */

enum structure_id {
	STRUCTURE_ATTACH_EXCHANGE = 0x101,
	STRUCTURE_BLOCK_DESCRIPTOR = 0x201,
	STRUCTURE_BLOCK_AVAILABLE = 0x202,
	STRUCTURE_BLOCK_USED = 0x203,
	STRUCTURE_BLOCK_REQUEST = 0x204,
	STRUCTURE_BLOCK_DATA_RANGE = 0x205,
	STRUCTURE_BLOCK_COPY = 0x206,
	STRUCTURE_BOOT_IMAGE_HEADER = 0x301,
	STRUCTURE_BOOT_INFO = 0x302,
	STRUCTURE_BOOT_DISK = 0x303,
	STRUCTURE_CALL_TABLE_TRANSFER = 0x401,
	STRUCTURE_CALL_TABLE_FAILURE = 0x402,
	STRUCTURE_CALL_TABLE_TABLE = 0x403,
	STRUCTURE_CHANNEL_STATE = 0x501,
	STRUCTURE_EXTENT_RECORD = 0x601,
	STRUCTURE_INFO_CONFIG = 0x701,
	STRUCTURE_MAP_CONFIG = 0x801,
	STRUCTURE_MAP_FILE_CELL = 0x802,
	STRUCTURE_MEASURE_CONFIG = 0x901,
	STRUCTURE_PANIC_RECORD = 0xb01,
	STRUCTURE_RESIZE_CONFIG = 0xc01,
	STRUCTURE_SOURCE_OPTIONS = 0xd01,
	STRUCTURE_BOCHS_HEADER = 0xe01,
	STRUCTURE_BOCHS_END_1 = 0xe02,
	STRUCTURE_BOCHS_END_2 = 0xe03,
	STRUCTURE_BOCHS_CATALOG_ENTRY = 0xe04,
	STRUCTURE_CLOOP_HEADER = 0xf01,
	STRUCTURE_CLOOP_OFFSET = 0xf02,
	STRUCTURE_DMG_TRAILER = 0x1001,
	STRUCTURE_DMG_PROPERTY_LIST = 0x1002,
	STRUCTURE_DMG_FORK_HEADER = 0x1003,
	STRUCTURE_DMG_RESOURCE = 0x1004,
	STRUCTURE_DMG_TABLE_HEADER = 0x1005,
	STRUCTURE_DMG_CHUNK = 0x1006,
	STRUCTURE_ISO9660_VOLUME_DESCRIPTOR = 0x1101,
	STRUCTURE_LUKS_PHDR = 0x1201,
	STRUCTURE_LUKS_KEY_SLOT = 0x1202,
	STRUCTURE_LUKS_HEADER2 = 0x1203,
	STRUCTURE_PARALLELS_HEADER = 0x1301,
	STRUCTURE_PARALLELS_BAT_ENTRY = 0x1302,
	STRUCTURE_PARALLELS_EXTENSION_HEADER = 0x1303,
	STRUCTURE_PARALLELS_EXTENSION_FEATURE = 0x1304,
	STRUCTURE_PARALLELS_DIRTY_BITMAP = 0x1305,
	STRUCTURE_PARALLELS_DIRTY_BITMAP_L1_ENTRY = 0x1306,
	STRUCTURE_QCOW1_HEADER = 0x1401,
	STRUCTURE_QCOW1_L1_ENTRY = 0x1402,
	STRUCTURE_QCOW1_L2_ENTRY = 0x1403,
	STRUCTURE_QCOW1_COMPRESSED_ENTRY = 0x1404,
	STRUCTURE_QCOW2_HEADER = 0x1501,
	STRUCTURE_QCOW2_EXTENSION_HEADER = 0x1502,
	STRUCTURE_QCOW2_EXTENSION = 0x1503,
	STRUCTURE_QCOW2_FEATURE_NAME = 0x1504,
	STRUCTURE_QCOW2_BITMAPS_EXTENSION = 0x1505,
	STRUCTURE_QCOW2_ENCRYPTION_POINTER = 0x1506,
	STRUCTURE_QCOW2_L1_ENTRY = 0x1507,
	STRUCTURE_QCOW2_L2_ENTRY = 0x1508,
	STRUCTURE_QCOW2_COMPRESSED_ENTRY = 0x1509,
	STRUCTURE_QCOW2_SUBCLUSTER_BITMAP = 0x150a,
	STRUCTURE_QCOW2_EXTENDED_L2_ENTRY = 0x150b,
	STRUCTURE_QCOW2_REFCOUNT_TABLE_ENTRY = 0x150c,
	STRUCTURE_QCOW2_REFCOUNTS_IN_BYTE = 0x150d,
	STRUCTURE_QCOW2_REFCOUNT_8 = 0x150e,
	STRUCTURE_QCOW2_REFCOUNT_16 = 0x150f,
	STRUCTURE_QCOW2_REFCOUNT_32 = 0x1510,
	STRUCTURE_QCOW2_REFCOUNT_64 = 0x1511,
	STRUCTURE_QCOW2_SNAPSHOT_HEADER = 0x1512,
	STRUCTURE_QCOW2_SNAPSHOT = 0x1513,
	STRUCTURE_QCOW2_BITMAP_ENTRY = 0x1514,
	STRUCTURE_QCOW2_BITMAP_TABLE_ENTRY = 0x1515,
	STRUCTURE_QED_HEADER = 0x1601,
	STRUCTURE_QED_TABLE_ENTRY = 0x1602,
	STRUCTURE_RAW_MBR_PARTITION = 0x1701,
	STRUCTURE_RAW_MBR = 0x1702,
	STRUCTURE_RAW_PROTECTIVE_MBR = 0x1703,
	STRUCTURE_RAW_GPT_HEADER = 0x1704,
	STRUCTURE_RAW_GPT_ENTRY = 0x1705,
	STRUCTURE_TARGET_OPTIONS = 0x1801,
	STRUCTURE_TARGET_IMAGE = 0x1802,
	STRUCTURE_TARGET_ENCRYPTION = 0x1803,
	STRUCTURE_VDI_HEADER = 0x1901,
	STRUCTURE_VDI_BLOCK_MAP_ENTRY = 0x1902,
	STRUCTURE_VDI_HEADER_0 = 0x1903,
	STRUCTURE_VHD_GEOMETRY = 0x1a01,
	STRUCTURE_VHD_FOOTER = 0x1a02,
	STRUCTURE_VHD_DYNAMIC_HEADER = 0x1a03,
	STRUCTURE_VHD_PARENT_LOCATOR = 0x1a04,
	STRUCTURE_VHD_BAT_ENTRY = 0x1a05,
	STRUCTURE_VHD_SECTOR_BITMAP_BYTE = 0x1a06,
	STRUCTURE_VHD_BATMAP_HEADER = 0x1a07,
	STRUCTURE_VHDX_FILE_IDENTIFIER = 0x1b01,
	STRUCTURE_VHDX_HEADER = 0x1b02,
	STRUCTURE_VHDX_REGION_TABLE_HEADER = 0x1b03,
	STRUCTURE_VHDX_REGION_TABLE_ENTRY = 0x1b04,
	STRUCTURE_VHDX_METADATA_TABLE_HEADER = 0x1b05,
	STRUCTURE_VHDX_METADATA_TABLE_ENTRY = 0x1b06,
	STRUCTURE_VHDX_FILE_PARAMETERS = 0x1b07,
	STRUCTURE_VHDX_VIRTUAL_DISK_SIZE = 0x1b08,
	STRUCTURE_VHDX_VIRTUAL_DISK_ID = 0x1b09,
	STRUCTURE_VHDX_LOGICAL_SECTOR_SIZE = 0x1b0a,
	STRUCTURE_VHDX_PHYSICAL_SECTOR_SIZE = 0x1b0b,
	STRUCTURE_VHDX_PARENT_LOCATOR_HEADER = 0x1b0c,
	STRUCTURE_VHDX_PARENT_LOCATOR_ENTRY = 0x1b0d,
	STRUCTURE_VHDX_PAYLOAD_BAT_ENTRY = 0x1b0e,
	STRUCTURE_VHDX_SECTOR_BITMAP_BAT_ENTRY = 0x1b0f,
	STRUCTURE_VHDX_SECTOR_BITMAP_BYTE = 0x1b10,
	STRUCTURE_VHDX_LOG_ENTRY_HEADER = 0x1b11,
	STRUCTURE_VHDX_LOG_ZERO_DESCRIPTOR = 0x1b12,
	STRUCTURE_VHDX_LOG_DATA_DESCRIPTOR = 0x1b13,
	STRUCTURE_VHDX_LOG_DATA_SECTOR = 0x1b14,
	STRUCTURE_VMDK_SPARSE_HEADER = 0x1c01,
	STRUCTURE_VMDK_COWD_HEADER = 0x1c02,
	STRUCTURE_VMDK_MARKER = 0x1c03,
	STRUCTURE_VMDK_GRAIN_MARKER = 0x1c04,
	STRUCTURE_VMDK_FOOTER = 0x1c05,
	STRUCTURE_VMDK_GRAIN_DIRECTORY_ENTRY = 0x1c06,
	STRUCTURE_VMDK_GRAIN_TABLE_ENTRY = 0x1c07,
	STRUCTURE_VMDK_DESCRIPTOR = 0x1c08,
	STRUCTURE_VMDK_NEW_DESCRIPTOR = 0x1c09,
	STRUCTURE_CREATE_CONFIG = 0x1e01,
	STRUCTURE_CHECK_OPTIONS = 0x2301,
	STRUCTURE_CHECK_PROBLEM = 0x2302,
	STRUCTURE_WORKER_CONFIG = 0x2901,
	STRUCTURE_JOURNAL_HEADER = 0x2a01,
	STRUCTURE_JOURNAL_RECORD = 0x2a02,
	STRUCTURE_JOURNAL_COMPANION = 0x2a03,
	STRUCTURE_JOURNAL_SEAL = 0x2a04,
	STRUCTURE_KEY_REQUEST = 0x2b01,
	STRUCTURE_CONVERT_CONFIG = 0x2c01,
	STRUCTURE_CHECK_RUN_CONFIG = 0x2d01,
	STRUCTURE_DESK_PIECE = 0x3e01,
	STRUCTURE_COMPARE_CONFIG = 0x4201,
	STRUCTURE_SNAPSHOT_CONFIG = 0x4a01,
	STRUCTURE_EDIT_SNAPSHOT = 0x4b01,
	STRUCTURE_EDIT_BACKING = 0x4b02,
	STRUCTURE_EDIT_AMENDMENT = 0x4b03,
	STRUCTURE_EDIT_KEY_SLOT = 0x4b04,
	STRUCTURE_EDIT_BITMAP = 0x4b05,
	STRUCTURE_EDIT_BITMAP_STEP = 0x4b06,
	STRUCTURE_REBASE_CONFIG = 0x4c01,
	STRUCTURE_BITMAP_CONFIG = 0x5801,
	STRUCTURE_COMMIT_CONFIG = 0x5c01,
	STRUCTURE_BENCH_CONFIG = 0x6401,
	STRUCTURE_AMEND_CONFIG = 0x6d01,
	STRUCTURE_ZLIB_HEADER = 0x7501,
	STRUCTURE_ZLIB_TRAILER = 0x7502,
	STRUCTURE_TAR_HEADER = 0xb401,
	STRUCTURE_ZIP_LOCAL_HEADER = 0xb501,
	STRUCTURE_ZIP_ENTRY = 0xb502,
	STRUCTURE_ZIP_EXTRA = 0xb503,
	STRUCTURE_ZIP_END = 0xb504,
	STRUCTURE_ZIP_LOCATOR = 0xb505,
	STRUCTURE_ZIP_END64 = 0xb506,
	STRUCTURE_MEMBERS_CONFIG = 0xb601,
	STRUCTURE_VIEW_CONFIG = 0xbe01,
	STRUCTURE_VIEW_RUN = 0xbe02,
	STRUCTURE_VIEW_NODE = 0xbe03,
	STRUCTURE_LOOK_REQUEST = 0xc401,
	STRUCTURE_SESPARSE_CONST_HEADER = 0xda01,
	STRUCTURE_SESPARSE_VOLATILE_HEADER = 0xda02,
	STRUCTURE_SESPARSE_GRAIN_DIRECTORY_ENTRY = 0xda03,
	STRUCTURE_SESPARSE_GRAIN_TABLE_ENTRY = 0xda04,
	STRUCTURE_ASIF_HEADER = 0xe101,
	STRUCTURE_ASIF_DIRECTORY = 0xe102,
	STRUCTURE_ASIF_DIRECTORY_ENTRY = 0xe103,
	STRUCTURE_ASIF_TABLE_ENTRY = 0xe104,
	STRUCTURE_HDD_DESCRIPTOR = 0xf301,
};

/* Rules that need more than one structure. */
enum fault_id {
	FAULT_NONE = 0,
	/* names a file that could not be opened */
	FAULT_ATTACH_EXCHANGE_NOT_FOUND = 0x10101,
	/* names a file that could not be opened */
	FAULT_ATTACH_EXCHANGE_FAILED = 0x10102,
	/* names a file outside the directory of the image that names it */
	FAULT_ATTACH_EXCHANGE_ESCAPES = 0x10103,
	FAULT_ATTACH_EXCHANGE_PROTOCOL = 0x10104, /* names a protocol, not a file */
	/* names something that is not a regular file */
	FAULT_ATTACH_EXCHANGE_SPECIAL = 0x10105,
	/* names a file that is already part of the chain */
	FAULT_ATTACH_EXCHANGE_CYCLE = 0x10106,
	/* makes a chain of more than the {value} images below the first that are allowed */
	FAULT_ATTACH_EXCHANGE_TOO_DEEP = 0x10107,
	/* makes more files than a run may have */
	FAULT_ATTACH_EXCHANGE_TOO_MANY = 0x10108,
	/* names a file, and no file that an image names is to be opened */
	FAULT_ATTACH_EXCHANGE_FORBIDDEN = 0x10109,
	FAULT_ATTACH_EXCHANGE_BAD_NAME = 0x1010a, /* names no file */
	/* asks for bytes at {value}, past the end of the file */
	FAULT_BLOCK_REQUEST_PAST_END = 0x20401,
	FAULT_BLOCK_REQUEST_READ_FAILED = 0x20402, /* at {value} could not be read */
	/* at {value} could not be written */
	FAULT_BLOCK_REQUEST_WRITE_FAILED = 0x20403,
	/* names file {value}, which is not attached */
	FAULT_BLOCK_REQUEST_BAD_DISK = 0x20404,
	/* needs {value} more bytes than a guest has */
	FAULT_CALL_TABLE_TABLE_OUT_OF_MEMORY = 0x40301,
	/* format is {value}, which no walker reads */
	FAULT_SOURCE_OPTIONS_FORMAT_UNKNOWN = 0xd0101,
	/* format of the backing image is declared as {detail}, which is not known */
	FAULT_SOURCE_OPTIONS_BACKING_FORMAT_UNKNOWN = 0xd0102,
	/* format of the backing image {detail} is not declared, and it looks like a raw image */
	FAULT_SOURCE_OPTIONS_BACKING_PROBED_RAW = 0xd0103,
	/*
	 * format of this image repeats itself: its tables took the work of {value} bytes in files
	 * that hold {extra0}, and there was no end
	 */
	FAULT_SOURCE_OPTIONS_TABLES_OVERLAP = 0xd0104,
	/* format is one whose tables another process may be writing */
	FAULT_SOURCE_OPTIONS_IN_USE = 0xd0105,
	/* snapshot_kind asks for an internal snapshot, which {detail} images do not have */
	FAULT_SOURCE_OPTIONS_NO_SNAPSHOTS = 0xd0106,
	/* keeps data at {value} of the disk in a way that is not read */
	FAULT_SOURCE_OPTIONS_UNREADABLE = 0xd0107,
	/* has a compressed cluster for {value} of the disk that cannot be unpacked */
	FAULT_SOURCE_OPTIONS_STREAM_BROKEN = 0xd0108,
	/* len_extent is {value}, less than 512 */
	FAULT_BOCHS_HEADER_EXTENT_TOO_SMALL = 0xe0101,
	/* len_extent is {value}, not a power of two */
	FAULT_BOCHS_HEADER_EXTENT_UNEVEN = 0xe0102,
	/* len_extent is {value}, more than 0x800000 */
	FAULT_BOCHS_HEADER_EXTENT_TOO_LARGE = 0xe0103,
	/* num_catalog_entries is {value}, too few extents for the disk */
	FAULT_BOCHS_HEADER_CATALOG_TOO_SMALL = 0xe0104,
	/* extent is {value}, past what a file can reach */
	FAULT_BOCHS_CATALOG_ENTRY_OUT_OF_REACH = 0xe0401,
	/* len_block is {value}, not a multiple of 512 */
	FAULT_CLOOP_HEADER_BLOCK_UNEVEN = 0xf0101,
	/* len_block is {value}, a block of nothing */
	FAULT_CLOOP_HEADER_BLOCK_EMPTY = 0xf0102,
	/* len_block is {value}, more than 0x4000000 */
	FAULT_CLOOP_HEADER_BLOCK_TOO_LARGE = 0xf0103,
	/* num_blocks is {value}, more than 536870911 */
	FAULT_CLOOP_HEADER_TOO_MANY_BLOCKS = 0xf0104,
	/* num_blocks is {value}, whose table is 2^32 bytes long */
	FAULT_CLOOP_HEADER_TABLE_WRAPS = 0xf0105,
	/* num_blocks is {value}, whose table is longer than 0x20000000 */
	FAULT_CLOOP_HEADER_TABLE_TOO_LARGE = 0xf0106,
	/* place is {value}, before the one of the block before */
	FAULT_CLOOP_OFFSET_DESCENDS = 0xf0201,
	/* place is {value}, more than 0x8000000 after the one before */
	FAULT_CLOOP_OFFSET_TOO_LONG = 0xf0202,
	/* magic is nowhere at the end of the file */
	FAULT_DMG_TRAILER_MISSING = 0x100101,
	/* ofs_data_fork is {value}, past the trailer */
	FAULT_DMG_TRAILER_DATA_PAST_END = 0x100102,
	/* ofs_resource_fork is {value}, and the fork of {extra0} bytes is not before the trailer */
	FAULT_DMG_TRAILER_FORK_PAST_END = 0x100103,
	/* ofs_property_list is {value}, and the list of {extra0} bytes is not before the trailer */
	FAULT_DMG_TRAILER_LIST_PAST_END = 0x100104,
	/* num_sectors is {value}, below zero as a signed number */
	FAULT_DMG_TRAILER_DISK_NEGATIVE = 0x100105,
	/* num_sectors is {value}, more bytes than 63 bits can count */
	FAULT_DMG_TRAILER_DISK_TOO_LARGE = 0x100106,
	/* len_property_list is {value}, and there is no resource fork either */
	FAULT_DMG_TRAILER_NO_RESOURCES = 0x100107,
	/* len_property_list is {value}, more than 5242880, or that of the resource fork is */
	FAULT_DMG_TRAILER_RESOURCES_TOO_LONG = 0x100108,
	/* num_sectors is {value}, and no table has a chunk of the disk */
	FAULT_DMG_TRAILER_NO_CHUNKS = 0x100109,
	/* text is no XML at byte {value} of it */
	FAULT_DMG_PROPERTY_LIST_BROKEN = 0x100201,
	/* text holds data before byte {value} of it that is not base64 */
	FAULT_DMG_PROPERTY_LIST_NOT_BASE64 = 0x100202,
	/* ofs_data is {value}, past the end of the fork */
	FAULT_DMG_FORK_HEADER_DATA_PAST_END = 0x100301,
	/* len_data is {value}, and the data is empty, or goes past the end of the fork */
	FAULT_DMG_FORK_HEADER_DATA_TOO_LONG = 0x100302,
	/* len_body is {value}, and the resource is empty, or goes past the end of the fork */
	FAULT_DMG_RESOURCE_PAST_END = 0x100401,
	/* num_sectors is {value}, more than 131072, for chunk {extra0} */
	FAULT_DMG_CHUNK_TOO_MANY_SECTORS = 0x100601,
	/* len_data is {value}, more than 67108864, for chunk {extra0} */
	FAULT_DMG_CHUNK_TOO_LONG = 0x100602,
	/* len_data is {value}, and chunk {extra0} has {extra1} sectors as they are */
	FAULT_DMG_CHUNK_UNEVEN = 0x100603,
	/* first_sector is {value}, past 2^63 bytes with its {extra1} sectors, for chunk {extra0} */
	FAULT_DMG_CHUNK_WRAPS = 0x100604,
	/* first_sector is {value}, before the end of the chunk before, for chunk {extra0} */
	FAULT_DMG_CHUNK_OVERLAPS = 0x100605,
	/* first_sector of no chunk, nor of those that follow it, has sector {value} of the disk */
	FAULT_DMG_CHUNK_MISSING = 0x100606,
	/* ofs_data is {value}, and the data of the chunk is not before the trailer */
	FAULT_DMG_CHUNK_DATA_PAST_END = 0x100607,
	/* type is {value:#x}, {detail}, which is not read */
	FAULT_DMG_CHUNK_NOT_SUPPORTED = 0x100608,
	/* type is {value:#x}, bzip2, which is left out */
	FAULT_DMG_CHUNK_BZIP2_LEFT_OUT = 0x100609,
	/* type is {value:#x}, lzfse, which is left out */
	FAULT_DMG_CHUNK_LZFSE_LEFT_OUT = 0x10060a,
	/* type is {value:#x}, which is left out */
	FAULT_DMG_CHUNK_UNKNOWN_LEFT_OUT = 0x10060b,
	/* cipher_name has no terminator */
	FAULT_LUKS_PHDR_CIPHER_NAME_UNTERMINATED = 0x120101,
	/* cipher_mode has no terminator */
	FAULT_LUKS_PHDR_CIPHER_MODE_UNTERMINATED = 0x120102,
	/* hash_spec has no terminator */
	FAULT_LUKS_PHDR_HASH_SPEC_UNTERMINATED = 0x120103,
	/* key_slots number {extra0} has {value} stripes, must be 4000 */
	FAULT_LUKS_PHDR_SLOT_STRIPES = 0x120104,
	/* key_slots number {extra0} has its key material at sector {value}, inside the header */
	FAULT_LUKS_PHDR_SLOT_IN_HEADER = 0x120105,
	/* key_slots number {extra0} has state {value:x}, neither active nor inactive */
	FAULT_LUKS_PHDR_SLOT_STATE = 0x120106,
	/* key_slots number {extra0} is active and has no iterations */
	FAULT_LUKS_PHDR_SLOT_ITERATIONS = 0x120107,
	/*
	 * key_slots number {extra0} has its key material at sector {value}, reaching into the
	 * payload
	 */
	FAULT_LUKS_PHDR_SLOT_PAST_PAYLOAD = 0x120108,
	/* key_slots number {extra0} and {extra1} overlap */
	FAULT_LUKS_PHDR_SLOTS_OVERLAP = 0x120109,
	/* cipher_name is {detail} with keys of {value} bytes, which is not known */
	FAULT_LUKS_PHDR_UNKNOWN_CIPHER = 0x12010a,
	/* cipher_mode is {detail}, which is not a cipher mode with a vector generator */
	FAULT_LUKS_PHDR_UNKNOWN_CIPHER_MODE = 0x12010b,
	/* cipher_mode has the mode {detail}, which is not known */
	FAULT_LUKS_PHDR_UNKNOWN_MODE = 0x12010c,
	/* cipher_mode has the generator {detail}, which is not known */
	FAULT_LUKS_PHDR_UNKNOWN_VECTOR = 0x12010d,
	/* hash_spec is {detail}, which is not known */
	FAULT_LUKS_PHDR_UNKNOWN_HASH = 0x12010e,
	/* cipher_mode has the generator essiv without a hash */
	FAULT_LUKS_PHDR_ESSIV_WITHOUT_HASH = 0x12010f,
	/*
	 * cipher_mode has an essiv whose hash makes a key of {value} bytes, which {detail} does not
	 * take
	 */
	FAULT_LUKS_PHDR_ESSIV_CIPHER = 0x120110,
	/*
	 * cipher_mode has an essiv whose hash makes a key of {value} bytes, which {detail} does not
	 * take
	 */
	FAULT_LUKS_PHDR_ESSIV_UNSUPPORTED = 0x120111,
	/* key_slots need a passphrase, and none was given */
	FAULT_LUKS_PHDR_KEY_MISSING = 0x120112,
	/* key_slots are opened by another passphrase */
	FAULT_LUKS_PHDR_WRONG_KEY = 0x120113,
	/* cipher_name is {detail}, or goes with a hash, that instar does not decrypt */
	FAULT_LUKS_PHDR_NOT_READ = 0x120114,
	/* payload_sector is {value}, past the end of the file */
	FAULT_LUKS_PHDR_PAYLOAD_PAST_END = 0x120115,
	/* key_slots are all inactive, so that no passphrase opens the disk */
	FAULT_LUKS_PHDR_CHECK_NO_KEY = 0x120116,
	/*
	 * key_slots number {extra0} is active, and its key material at byte {value} is past the end
	 * of the file
	 */
	FAULT_LUKS_PHDR_CHECK_MATERIAL_MISSING = 0x120117,
	/*
	 * key_slots number {extra0} is active, and a sector of its key material, at byte {value},
	 * has one byte all over
	 */
	FAULT_LUKS_PHDR_CHECK_MATERIAL_BLANK = 0x120118,
	/* version is 2, which qemu does not open */
	FAULT_LUKS_PHDR_VERSION_2 = 0x120119,
	/* key_slots {value} is not opened by the old secret */
	FAULT_LUKS_PHDR_AMEND_OTHER_SECRET = 0x12011a,
	/* key_slots has none that the old secret opens */
	FAULT_LUKS_PHDR_AMEND_NO_SLOT = 0x12011b,
	/* key_slots {value} is not in use */
	FAULT_LUKS_PHDR_AMEND_ERASED = 0x12011c,
	/* key_slots {value} is the last one in use */
	FAULT_LUKS_PHDR_AMEND_LAST_SLOT = 0x12011d,
	/* key_slots has no other slots in use than those that the old secret opens */
	FAULT_LUKS_PHDR_AMEND_ALL_SLOTS = 0x12011e,
	/* magic begins a header at byte {extra0} that breaks a rule in its byte {value} */
	FAULT_LUKS_HEADER2_CHECK_BROKEN = 0x120301,
	/* magic of the first header is missing, and its copy is at byte {value} */
	FAULT_LUKS_HEADER2_CHECK_FIRST_MISSING = 0x120302,
	/* len_header is {value}, where no copy of the header is */
	FAULT_LUKS_HEADER2_CHECK_COPY_MISSING = 0x120303,
	/* len_header is {value}, and in the first header {extra0} */
	FAULT_LUKS_HEADER2_CHECK_LENGTH = 0x120304,
	/* len_header is {value} in the header at byte {extra0}, past the end of the file */
	FAULT_LUKS_HEADER2_CHECK_PAST_END = 0x120305,
	/* ofs_header is {value}, and the header is at byte {extra0} */
	FAULT_LUKS_HEADER2_CHECK_PLACE = 0x120306,
	/* sequence is {value}, and that of the other header, which is the newer, {extra0} */
	FAULT_LUKS_HEADER2_CHECK_OLDER = 0x120307,
	/* magic begins a header that differs from the first in byte {value}, and is as new */
	FAULT_LUKS_HEADER2_CHECK_COPY_DIFFERS = 0x120308,
	/* checksum is not that of the header at byte {extra0} and its JSON area */
	FAULT_LUKS_HEADER2_CHECK_CHECKSUM = 0x120309,
	/*
	 * checksum_algorithm is {detail} in the header at byte {extra0}, which is not known, so
	 * that its checksum was not checked
	 */
	FAULT_LUKS_HEADER2_CHECK_UNKNOWN_HASH = 0x12030a,
	/*
	 * padding of the header at byte {extra0} is followed by a JSON area that begins with no
	 * object
	 */
	FAULT_LUKS_HEADER2_CHECK_NO_TEXT = 0x12030b,
	/*
	 * padding of the header at byte {extra0} is followed by a JSON area without a zero byte at
	 * its end
	 */
	FAULT_LUKS_HEADER2_CHECK_TEXT_END = 0x12030c,
	/*
	 * padding of the header at byte {extra0} is followed by a JSON text after whose end, in
	 * byte {value} of its area, is something else
	 */
	FAULT_LUKS_HEADER2_CHECK_TEXT_REST = 0x12030d,
	/*
	 * padding of the header at byte {extra0} is followed by a JSON text whose `json_size` is
	 * not the {value} bytes of its area
	 */
	FAULT_LUKS_HEADER2_CHECK_TEXT_SIZE = 0x12030e,
	/*
	 * padding of the header at byte {extra0} is followed by a JSON text without a number as
	 * `keyslots_size`
	 */
	FAULT_LUKS_HEADER2_CHECK_NO_KEYSLOTS = 0x12030f,
	/*
	 * padding of the header at byte {extra0} is followed by a JSON text whose `keyslots_size`
	 * is {value}, past the end of the file
	 */
	FAULT_LUKS_HEADER2_CHECK_KEYSLOTS_PAST_END = 0x120310,
	/* has a key in no slot that the passphrase opens */
	FAULT_LUKS_HEADER2_WRONG_KEY = 0x120311,
	/* ofs_header is {value} in a header that is elsewhere, and no copy can be used */
	FAULT_LUKS_HEADER2_PLACE = 0x120312,
	/* len_header is {value}, past the end of the file, and no copy can be used */
	FAULT_LUKS_HEADER2_PAST_END = 0x120313,
	/*
	 * checksum is not that of the header and its JSON area, or of a hash that is not known, and
	 * no copy can be used
	 */
	FAULT_LUKS_HEADER2_WRONG_CHECKSUM = 0x120314,
	/*
	 * padding is followed by a JSON area that is no object in JSON with a zero byte after it,
	 * and no copy can be used
	 */
	FAULT_LUKS_HEADER2_TEXT = 0x120315,
	/*
	 * padding is followed by a JSON text whose member `{detail}` is missing, twice there or not
	 * what it must be
	 */
	FAULT_LUKS_HEADER2_MEMBER = 0x120316,
	/* padding is followed by a JSON text that requires {detail}, which is not supported */
	FAULT_LUKS_HEADER2_REQUIREMENT = 0x120317,
	/* padding is followed by a JSON text with {value} segments, not one */
	FAULT_LUKS_HEADER2_SEGMENTS = 0x120318,
	/*
	 * padding is followed by a JSON text with a segment of the type {detail}, which is not read
	 */
	FAULT_LUKS_HEADER2_SEGMENT_KIND = 0x120319,
	/*
	 * padding is followed by a JSON text whose segment has integrity data, {detail}, which is
	 * not read
	 */
	FAULT_LUKS_HEADER2_INTEGRITY = 0x12031a,
	/*
	 * padding is followed by a JSON text whose segment begins at byte {value}, in the header or
	 * inside a sector
	 */
	FAULT_LUKS_HEADER2_SEGMENT_PLACE = 0x12031b,
	/*
	 * padding is followed by a JSON text whose segment at byte {value} reaches past the end of
	 * the file
	 */
	FAULT_LUKS_HEADER2_SEGMENT_PAST_END = 0x12031c,
	/*
	 * padding is followed by a JSON text that encrypts by {detail} with keys of {value} bytes,
	 * which is not read
	 */
	FAULT_LUKS_HEADER2_UNKNOWN_ENCRYPTION = 0x12031d,
	/* padding is followed by a JSON text that names the hash {detail}, which is not known */
	FAULT_LUKS_HEADER2_UNKNOWN_HASH = 0x12031e,
	/*
	 * padding is followed by a JSON text that names the derivation {detail}, which is not known
	 */
	FAULT_LUKS_HEADER2_UNKNOWN_KDF = 0x12031f,
	/*
	 * padding is followed by a JSON text whose key slot {extra0} has {value} stripes, not 4000
	 */
	FAULT_LUKS_HEADER2_SLOT_STRIPES = 0x120320,
	/*
	 * padding is followed by a JSON text whose key slot {extra0} has an area at byte {value}
	 * that is too small, elsewhere than the key slots or another's
	 */
	FAULT_LUKS_HEADER2_SLOT_PLACE = 0x120321,
	/* cluster_sectors is {value}, must be at least 1 */
	FAULT_PARALLELS_HEADER_NO_CLUSTER = 0x130101,
	/* num_bat_entries is {value}, too few clusters for the size of the disk */
	FAULT_PARALLELS_HEADER_BAT_TOO_SMALL = 0x130102,
	/* num_sectors is {value}, more than 0x3fffffffffffff */
	FAULT_PARALLELS_HEADER_TOO_LARGE = 0x130103,
	/* extension_sector is {value}, no file can be so long */
	FAULT_PARALLELS_HEADER_EXTENSION_UNREACHABLE = 0x130104,
	/* extension_sector is {value}, past the longest file that there can be */
	FAULT_PARALLELS_HEADER_EXTENSION_PAST_LIMIT = 0x130105,
	/* num_bat_entries is {value}, the block allocation table leaves the file */
	FAULT_PARALLELS_HEADER_BAT_PAST_END = 0x130106,
	/* in_use says that the image was not closed */
	FAULT_PARALLELS_HEADER_CHECK_IN_USE = 0x130107,
	/* in_use said that the image was not closed, and does not any more */
	FAULT_PARALLELS_HEADER_CHECK_IN_USE_REPAIRED = 0x130108,
	/* in_use was {value:#x}, and says that the image is closed */
	FAULT_PARALLELS_HEADER_CHECK_CLOSES = 0x130109,
	/* data_sector is {value}, where no cluster can be */
	FAULT_PARALLELS_HEADER_CHECK_DATA_SECTOR = 0x13010a,
	/* data_sector was {value}, where no cluster can be, and is {extra0} now */
	FAULT_PARALLELS_HEADER_CHECK_DATA_SECTOR_REPAIRED = 0x13010b,
	/* num_bat_entries leaves {value} bytes at the end of the file to nobody */
	FAULT_PARALLELS_HEADER_CHECK_LEAKED = 0x13010c,
	/* num_bat_entries left {value} bytes at the end of the file to nobody, which are cut off */
	FAULT_PARALLELS_HEADER_CHECK_LEAKED_REPAIRED = 0x13010d,
	/* place is {value}, the cluster begins past the end of the file */
	FAULT_PARALLELS_BAT_ENTRY_PAST_END = 0x130201,
	/* place is {value}, which another entry names too */
	FAULT_PARALLELS_BAT_ENTRY_DUPLICATE = 0x130202,
	/* place of cluster {extra0} is {value}, past the end of the file */
	FAULT_PARALLELS_BAT_ENTRY_CHECK_OUTSIDE = 0x130203,
	/* place of cluster {extra0} was {value}, past the end of the file, and is empty now */
	FAULT_PARALLELS_BAT_ENTRY_CHECK_OUTSIDE_REPAIRED = 0x130204,
	/* place of cluster {extra0} is {value}, which another cluster has */
	FAULT_PARALLELS_BAT_ENTRY_CHECK_USED_TWICE = 0x130205,
	/*
	 * place of cluster {extra0} was {value}, which another cluster has, and is a copy of it now
	 */
	FAULT_PARALLELS_BAT_ENTRY_CHECK_USED_TWICE_REPAIRED = 0x130206,
	/* place of cluster {value} leads here, to its own copy */
	FAULT_PARALLELS_BAT_ENTRY_CHECK_COPIES = 0x130207,
	/* checksum is not the MD5 of the cluster after it */
	FAULT_PARALLELS_EXTENSION_HEADER_BAD_CHECKSUM = 0x130301,
	/* checksum is that of {value} bytes, too many to check */
	FAULT_PARALLELS_EXTENSION_HEADER_TOO_COSTLY = 0x130302,
	/* flags is {value:x}, which is not supported */
	FAULT_PARALLELS_EXTENSION_FEATURE_UNSUPPORTED_FLAGS = 0x130401,
	/* len_data is {value}, more than is left of the cluster */
	FAULT_PARALLELS_EXTENSION_FEATURE_TOO_LONG = 0x130402,
	/* magic is {value:x}, which is not known */
	FAULT_PARALLELS_EXTENSION_FEATURE_UNKNOWN = 0x130403,
	/* num_sectors does not fit, the feature has {value} bytes */
	FAULT_PARALLELS_DIRTY_BITMAP_TOO_SHORT = 0x130501,
	/* num_sectors is {value}, the disk has {extra0} */
	FAULT_PARALLELS_DIRTY_BITMAP_SIZE_DIFFERS = 0x130502,
	/* num_l1_entries is {value}, more than the feature holds */
	FAULT_PARALLELS_DIRTY_BITMAP_L1_TOO_LONG = 0x130503,
	/* granularity is {value}, must be a power of two up to 4194304 */
	FAULT_PARALLELS_DIRTY_BITMAP_BAD_GRANULARITY = 0x130504,
	/* num_l1_entries is {value}, must be {extra0} */
	FAULT_PARALLELS_DIRTY_BITMAP_L1_SIZE_DIFFERS = 0x130505,
	/* uuid is {detail}, which another bitmap has too */
	FAULT_PARALLELS_DIRTY_BITMAP_DUPLICATE = 0x130506,
	/* uuid is that of more than {value} bitmaps */
	FAULT_PARALLELS_DIRTY_BITMAP_TOO_MANY = 0x130507,
	/* sector is {value}, no file can be so long */
	FAULT_PARALLELS_DIRTY_BITMAP_L1_ENTRY_UNREACHABLE = 0x130601,
	/* virtual_size is {value}, needs more L1 entries than an image can have */
	FAULT_QCOW1_HEADER_IMAGE_TOO_LARGE = 0x140101,
	/* len_backing_file is {value}, more than 1023 */
	FAULT_QCOW1_HEADER_BACKING_NAME_TOO_LONG = 0x140102,
	/* ofs_backing_file is {value}, past the end of the file */
	FAULT_QCOW1_HEADER_BACKING_NAME_PAST_END = 0x140103,
	/* ofs_l1_table is {value}, where no file reaches */
	FAULT_QCOW1_HEADER_L1_PAST_LIMIT = 0x140104,
	/* ofs_backing_file is {value}, where no file reaches */
	FAULT_QCOW1_HEADER_BACKING_NAME_PAST_LIMIT = 0x140105,
	/* crypt_method is {value}, and no key was given */
	FAULT_QCOW1_HEADER_KEY_MISSING = 0x140106,
	/* version is {value}, which is qcow2 */
	FAULT_QCOW1_HEADER_VERSION_OF_QCOW2 = 0x140107,
	/* ofs_l1_table is {value}, past the end of the file */
	FAULT_QCOW1_HEADER_L1_PAST_END = 0x140108,
	/* ofs_l1_table leads to nothing that uses the {extra0} bytes at {value} */
	FAULT_QCOW1_HEADER_CHECK_UNUSED = 0x140109,
	/* ofs_l2_table is {value}, past the end of the file */
	FAULT_QCOW1_L1_ENTRY_L2_PAST_END = 0x140201,
	/* ofs_l2_table is {value}, where no file reaches */
	FAULT_QCOW1_L1_ENTRY_L2_PAST_LIMIT = 0x140202,
	/* ofs_l2_table is {value}, where something else is */
	FAULT_QCOW1_L1_ENTRY_CHECK_OVERLAP = 0x140203,
	/* host_offset is {value}, past the end of the file */
	FAULT_QCOW1_L2_ENTRY_DATA_PAST_END = 0x140301,
	/* host_offset is {value}, where something else is */
	FAULT_QCOW1_L2_ENTRY_CHECK_OVERLAP = 0x140302,
	/* descriptor points at {value}, past the end of the file */
	FAULT_QCOW1_COMPRESSED_ENTRY_DATA_PAST_END = 0x140401,
	/* descriptor points at {value}, where something else is */
	FAULT_QCOW1_COMPRESSED_ENTRY_CHECK_OVERLAP = 0x140402,
	/* len_header is {value}, longer than a cluster */
	FAULT_QCOW2_HEADER_HEADER_EXCEEDS_CLUSTER = 0x150101,
	/* ofs_backing_file is {value}, outside the first cluster */
	FAULT_QCOW2_HEADER_BACKING_NAME_PAST_CLUSTER = 0x150102,
	/* len_backing_file is {value}, more than 1023 or past the end of the first cluster */
	FAULT_QCOW2_HEADER_BACKING_NAME_TOO_LONG = 0x150103,
	/* incompatible_features has bits that this reader does not know ({detail}) */
	FAULT_QCOW2_HEADER_UNSUPPORTED_FEATURES = 0x150104,
	/*
	 * cluster_bits gives subclusters of {value} bytes, at least 512 are needed (cluster_bits
	 * 14)
	 */
	FAULT_QCOW2_HEADER_EXTENDED_L2_SMALL_CLUSTER = 0x150105,
	/* num_refcount_table_clusters is 0 */
	FAULT_QCOW2_HEADER_REFCOUNT_TABLE_MISSING = 0x150106,
	/* num_refcount_table_clusters is {value}, more than 8 MiB */
	FAULT_QCOW2_HEADER_REFCOUNT_TABLE_TOO_LARGE = 0x150107,
	/*
	 * ofs_refcount_table is {value}, not a multiple of the cluster size or past the largest
	 * offset
	 */
	FAULT_QCOW2_HEADER_REFCOUNT_TABLE_INVALID = 0x150108,
	/* ofs_refcount_table is {value}, where no file reaches */
	FAULT_QCOW2_HEADER_REFCOUNT_TABLE_PAST_LIMIT = 0x150109,
	/* ofs_refcount_table is {value}, past the end of the file */
	FAULT_QCOW2_HEADER_REFCOUNT_TABLE_PAST_END = 0x15010a,
	/* num_snapshots is {value}, more than 65536 */
	FAULT_QCOW2_HEADER_SNAPSHOT_TABLE_TOO_LARGE = 0x15010b,
	/*
	 * ofs_snapshots is {value}, not a multiple of the cluster size or past the largest offset
	 */
	FAULT_QCOW2_HEADER_SNAPSHOT_TABLE_INVALID = 0x15010c,
	/* num_l1_entries is {value}, more than 32 MiB of entries */
	FAULT_QCOW2_HEADER_L1_TOO_LARGE = 0x15010d,
	/* ofs_l1_table is {value}, not a multiple of the cluster size or past the largest offset */
	FAULT_QCOW2_HEADER_L1_INVALID = 0x15010e,
	/* virtual_size is {value}, needs more L1 entries than an image can have */
	FAULT_QCOW2_HEADER_IMAGE_TOO_BIG = 0x15010f,
	/* virtual_size is {value}, more than the largest file offset */
	FAULT_QCOW2_HEADER_SIZE_PAST_LIMIT = 0x150110,
	/* num_l1_entries is {value}, too few for the virtual size */
	FAULT_QCOW2_HEADER_L1_TOO_SMALL = 0x150111,
	/* ofs_l1_table is {value}, where no file reaches */
	FAULT_QCOW2_HEADER_L1_PAST_LIMIT = 0x150112,
	/* ofs_l1_table is {value}, past the end of the file */
	FAULT_QCOW2_HEADER_L1_PAST_END = 0x150113,
	/* compression_type is {value}, but the feature bit `compression` is not set */
	FAULT_QCOW2_HEADER_COMPRESSION_TYPE_WITHOUT_FEATURE = 0x150114,
	/* compression_type is 0, but the feature bit `compression` is set */
	FAULT_QCOW2_HEADER_COMPRESSION_FEATURE_WITHOUT_TYPE = 0x150115,
	/* incompatible_features asks for a data file that nothing names */
	FAULT_QCOW2_HEADER_DATA_FILE_MISSING = 0x150116,
	/* autoclear_features says that the data file is raw, but the image has none */
	FAULT_QCOW2_HEADER_DATA_FILE_UNEXPECTED = 0x150117,
	/* crypt_method is 2, but there is no extension `encryption` */
	FAULT_QCOW2_HEADER_ENCRYPTION_HEADER_MISSING = 0x150118,
	/* crypt_method is {value}, and no key was given */
	FAULT_QCOW2_HEADER_KEY_MISSING = 0x150119,
	/*
	 * virtual_size counts on {extra0} bytes at {value}, a cluster or more past the end of the
	 * file
	 */
	FAULT_QCOW2_HEADER_CHECK_PAST_END = 0x15011a,
	/*
	 * refcount_order is too small: the cluster at {value} has more users than a count can hold
	 */
	FAULT_QCOW2_HEADER_CHECK_OVERFLOW = 0x15011b,
	/*
	 * ofs_snapshots is {value}, not a multiple of the cluster size or past the largest offset
	 */
	FAULT_QCOW2_HEADER_CHECK_SNAPSHOTS_INVALID = 0x15011c,
	/* num_snapshots is {value}, more than 65536 */
	FAULT_QCOW2_HEADER_CHECK_SNAPSHOTS_TOO_LARGE = 0x15011d,
	/* num_snapshots is {value}, more than 65536: the last {extra0} are dropped */
	FAULT_QCOW2_HEADER_CHECK_SNAPSHOTS_CUT = 0x15011e,
	/* num_snapshots becomes {value} */
	FAULT_QCOW2_HEADER_CHECK_WRITES_SNAPSHOTS = 0x15011f,
	/* num_snapshots is {value} in an image whose data is in another file */
	FAULT_QCOW2_HEADER_CHECK_SNAPSHOTS_WITH_DATA_FILE = 0x150120,
	/* ofs_refcount_table becomes {value}, where the new counts are */
	FAULT_QCOW2_HEADER_CHECK_WRITES_COUNTS = 0x150121,
	/* incompatible_features has {value:#x}, which is cleared */
	FAULT_QCOW2_HEADER_CHECK_CLEARS_MARKS = 0x150122,
	/* autoclear_features has {value:#x}, which is cleared */
	FAULT_QCOW2_HEADER_CHECK_CLEARS_STALE = 0x150123,
	/*
	 * incompatible_features is {value:#x}, the image is marked as corrupt, and is not changed
	 * before it is repaired
	 */
	FAULT_QCOW2_HEADER_EDIT_CORRUPT = 0x150124,
	/*
	 * incompatible_features is {value:#x}, the image is marked as dirty, and is not changed
	 * before `check -r all` has repaired it
	 */
	FAULT_QCOW2_HEADER_EDIT_DIRTY = 0x150125,
	/*
	 * autoclear_features says that the image has {value} bitmaps, which cannot be changed with
	 * the disk yet
	 */
	FAULT_QCOW2_HEADER_EDIT_BITMAPS = 0x150126,
	/* crypt_method is {value}, the disk is encrypted, and its key is not known */
	FAULT_QCOW2_HEADER_EDIT_ENCRYPTED = 0x150127,
	/*
	 * refcount_order was not reached: the cluster at {value} is freed more often than it is
	 * used
	 */
	FAULT_QCOW2_HEADER_EDIT_REFCOUNT_UNDERFLOW = 0x150128,
	/*
	 * refcount_order does not help: the cluster at {value} is freed, and is past the end of the
	 * file
	 */
	FAULT_QCOW2_HEADER_EDIT_PAST_END = 0x150129,
	/* refcount_order was not reached: the cluster at {value} is used, and is not counted */
	FAULT_QCOW2_HEADER_EDIT_NOT_COUNTED = 0x15012a,
	/* virtual_size cannot become {value}, which is not a multiple of 512 */
	FAULT_QCOW2_HEADER_RESIZE_NOT_SECTORS = 0x15012b,
	/* num_l1_entries cannot become {value}, more than 32 MiB of entries */
	FAULT_QCOW2_HEADER_RESIZE_L1_TOO_LARGE = 0x15012c,
	/*
	 * num_snapshots is {value}, and in version 2 a snapshot does not say what size its disk has
	 */
	FAULT_QCOW2_HEADER_RESIZE_SNAPSHOTS = 0x15012d,
	/*
	 * virtual_size is {value}, not whole clusters, and the backing image would show in what is
	 * added
	 */
	FAULT_QCOW2_HEADER_RESIZE_BACKING_SHOWS = 0x15012e,
	/*
	 * version is {value}, which has no clusters that read as zeros, and the longer backing
	 * image would show in what is added
	 */
	FAULT_QCOW2_HEADER_RESIZE_NO_ZEROS = 0x15012f,
	/* version is {value}, in which refcounts have 16 bits */
	FAULT_QCOW2_HEADER_AMEND_REFCOUNT_VERSION = 0x150130,
	/* refcount_order would say {extra0} bits: the cluster at {value} is used {extra1} times */
	FAULT_QCOW2_HEADER_AMEND_REFCOUNT_TOO_NARROW = 0x150131,
	/* version is {value}, in which refcounts are never written late */
	FAULT_QCOW2_HEADER_AMEND_LAZY_VERSION = 0x150132,
	/* refcount_order says {value} bits, and version 2 has 16 */
	FAULT_QCOW2_HEADER_AMEND_DOWN_REFCOUNTS = 0x150133,
	/*
	 * incompatible_features is {value:#x}, the data is in another file, which version 2 has not
	 */
	FAULT_QCOW2_HEADER_AMEND_DOWN_DATA_FILE = 0x150134,
	/* num_snapshots is {value}, and one of them says what version 2 has no room for */
	FAULT_QCOW2_HEADER_AMEND_DOWN_SNAPSHOTS = 0x150135,
	/* incompatible_features is {value:#x}, which version 2 has not */
	FAULT_QCOW2_HEADER_AMEND_DOWN_FEATURES = 0x150136,
	/*
	 * compression_type is {value}, and some clusters are compressed so, which version 2 has not
	 */
	FAULT_QCOW2_HEADER_AMEND_DOWN_COMPRESSED = 0x150137,
	/*
	 * autoclear_features says that the image has {value} bitmaps, which version 2 has not;
	 * `--force` deletes them
	 */
	FAULT_QCOW2_HEADER_AMEND_DOWN_BITMAPS = 0x150138,
	/* len_data is {value}, reaches past the header area */
	FAULT_QCOW2_EXTENSION_HEADER_TOO_LARGE = 0x150201,
	/* len_data is {value}, too long for the name of a format (at most 15) */
	FAULT_QCOW2_EXTENSION_HEADER_BACKING_FORMAT_TOO_LONG = 0x150202,
	/* type is an encryption header, but crypt_method is not LUKS */
	FAULT_QCOW2_EXTENSION_HEADER_ENCRYPTION_NOT_LUKS = 0x150203,
	/* len_data is {value}, an encryption header pointer has 16 */
	FAULT_QCOW2_EXTENSION_HEADER_ENCRYPTION_WRONG_LENGTH = 0x150204,
	/* len_data is {value}, a bitmaps extension has 24 */
	FAULT_QCOW2_EXTENSION_HEADER_BITMAPS_WRONG_LENGTH = 0x150205,
	/* ofs_directory is {value}, not a multiple of the cluster size */
	FAULT_QCOW2_BITMAPS_EXTENSION_DIRECTORY_UNALIGNED = 0x150501,
	/* ofs_directory is {value}, where no file reaches */
	FAULT_QCOW2_BITMAPS_EXTENSION_DIRECTORY_PAST_LIMIT = 0x150502,
	/* len_directory is 0 */
	FAULT_QCOW2_BITMAPS_EXTENSION_DIRECTORY_EMPTY = 0x150503,
	/* num_bitmaps is {value}, more than 65535 */
	FAULT_QCOW2_BITMAPS_EXTENSION_TOO_MANY = 0x150504,
	/* num_bitmaps is {value}, more than the directory has entries */
	FAULT_QCOW2_BITMAPS_EXTENSION_TOO_FEW_ENTRIES = 0x150505,
	/* num_bitmaps is {value}, fewer than the directory has entries */
	FAULT_QCOW2_BITMAPS_EXTENSION_TOO_MANY_ENTRIES = 0x150506,
	/* ofs_header is {value}, not a multiple of the cluster size */
	FAULT_QCOW2_ENCRYPTION_POINTER_UNALIGNED = 0x150601,
	/* len_header is {value}, shorter than the LUKS header in it */
	FAULT_QCOW2_ENCRYPTION_POINTER_TOO_SHORT = 0x150602,
	/* l2_sector points at {value}, not a multiple of the cluster size */
	FAULT_QCOW2_L1_ENTRY_L2_UNALIGNED = 0x150701,
	/* l2_sector points at {value}, past the end of the file */
	FAULT_QCOW2_L1_ENTRY_L2_PAST_END = 0x150702,
	/* reserved_high or the low ones are not zero (entry {value:#x}) */
	FAULT_QCOW2_L1_ENTRY_CHECK_RESERVED = 0x150703,
	/* l2_sector points at {value}, not a multiple of the cluster size */
	FAULT_QCOW2_L1_ENTRY_CHECK_L2_UNALIGNED = 0x150704,
	/*
	 * copied of entry {extra0} contradicts the count {extra1} of its L2 table (entry
	 * {value:#x})
	 */
	FAULT_QCOW2_L1_ENTRY_CHECK_COPIED = 0x150705,
	/*
	 * copied of entry {extra0} contradicted the count {extra1} of its L2 table, and was changed
	 * (entry {value:#x})
	 */
	FAULT_QCOW2_L1_ENTRY_CHECK_COPIED_REPAIRED = 0x150706,
	/* host_sector points at {value}, not a multiple of the cluster size */
	FAULT_QCOW2_L2_ENTRY_DATA_UNALIGNED = 0x150801,
	/* zero is set in a version 2 image */
	FAULT_QCOW2_L2_ENTRY_ZERO_IN_VERSION_2 = 0x150802,
	/* host_sector points at {value} of the data file, must be the guest offset {extra0} */
	FAULT_QCOW2_L2_ENTRY_DATA_FILE_MISMATCH = 0x150803,
	/* compressed is set in an image with an external data file */
	FAULT_QCOW2_L2_ENTRY_COMPRESSED_IN_DATA_FILE = 0x150804,
	/* host_sector points at {value}, past the end of the file */
	FAULT_QCOW2_L2_ENTRY_DATA_PAST_END = 0x150805,
	/* reserved_high or the low ones are not zero (entry {value:#x}) */
	FAULT_QCOW2_L2_ENTRY_CHECK_RESERVED = 0x150806,
	/* host_sector points at {value}, not a multiple of the cluster size */
	FAULT_QCOW2_L2_ENTRY_CHECK_DATA_UNALIGNED = 0x150807,
	/*
	 * host_sector keeps {value}, not a multiple of the cluster size, for a cluster that reads
	 * as zeros
	 */
	FAULT_QCOW2_L2_ENTRY_CHECK_PREALLOCATED_UNALIGNED = 0x150808,
	/*
	 * host_sector kept {value}, not a multiple of the cluster size, for a cluster that reads as
	 * zeros, and was dropped
	 */
	FAULT_QCOW2_L2_ENTRY_CHECK_PREALLOCATED_REPAIRED = 0x150809,
	/* copied contradicts the count {extra0} of its cluster (entry {value:#x}) */
	FAULT_QCOW2_L2_ENTRY_CHECK_COPIED = 0x15080a,
	/*
	 * copied contradicted the count {extra0} of its cluster, and was changed (entry {value:#x})
	 */
	FAULT_QCOW2_L2_ENTRY_CHECK_COPIED_REPAIRED = 0x15080b,
	/* descriptor points at {value}, past the end of the file */
	FAULT_QCOW2_COMPRESSED_ENTRY_DATA_PAST_END = 0x150901,
	/* copied is set (data at {value}) */
	FAULT_QCOW2_COMPRESSED_ENTRY_CHECK_COPIED = 0x150902,
	/*
	 * compressed is set in an image with a data file (entry {value:#x} of its table,
	 * {extra0:#x})
	 */
	FAULT_QCOW2_COMPRESSED_ENTRY_CHECK_IN_DATA_FILE = 0x150903,
	/*
	 * compressed is set in an entry that has subclusters (entry {value:#x} of its table,
	 * {extra0:#x})
	 */
	FAULT_QCOW2_COMPRESSED_ENTRY_CHECK_SUBCLUSTERS = 0x150904,
	/* reads_as_zero overlaps with allocated (entry {value:#x}) */
	FAULT_QCOW2_SUBCLUSTER_BITMAP_BOTH_SET = 0x150a01,
	/* allocated is not 0 in an entry without a host offset (entry {value:#x}) */
	FAULT_QCOW2_SUBCLUSTER_BITMAP_ALLOCATED_WITHOUT_OFFSET = 0x150a02,
	/* reads_as_zero overlaps with allocated (cluster at {value}) */
	FAULT_QCOW2_SUBCLUSTER_BITMAP_CHECK_BOTH_SET = 0x150a03,
	/* allocated is not 0 in an entry without a host offset (bits {value:#x}) */
	FAULT_QCOW2_SUBCLUSTER_BITMAP_CHECK_ALLOCATED_WITHOUT_OFFSET = 0x150a04,
	/* block_sector points at {value}, not a multiple of the cluster size */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_BLOCK_UNALIGNED = 0x150c01,
	/* block_sector points at {value}, past the end of the file */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_BLOCK_PAST_END = 0x150c02,
	/* reserved is not 0 in entry {value} */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_RESERVED = 0x150c03,
	/* block_sector of entry {value} is not a multiple of the cluster size */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_BLOCK_UNALIGNED = 0x150c04,
	/* block_sector of entry {value} is past the end of the file */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_BLOCK_OUTSIDE = 0x150c05,
	/* block_sector of entry {value} names a cluster with {extra0} users */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_BLOCK_COUNT = 0x150c06,
	/* block_sector leads to no count for cluster {value} */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_COUNT_UNREADABLE = 0x150c07,
	/*
	 * block_sector leads to a count of {extra0} for cluster {value}, which has {extra1} users
	 */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_COUNT_LOW = 0x150c08,
	/*
	 * block_sector leads to a count of {extra0} for cluster {value}, which has {extra1} users
	 */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_LEAKED = 0x150c09,
	/*
	 * block_sector led to a count of {extra0} for cluster {value}, which has {extra1} users,
	 * and was changed
	 */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_COUNT_REPAIRED = 0x150c0a,
	/* block_sector and all counts are written anew */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_REBUILD = 0x150c0b,
	/*
	 * block_sector and all counts would have to be written anew, which repairing leaks alone
	 * does not do
	 */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_NEEDS_REBUILD = 0x150c0c,
	/* block_sector and all counts were written anew, and are wrong still */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_STILL_BROKEN = 0x150c0d,
	/* block_sector of range {value} leads here, to the counts as they are now */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_WRITES_BLOCK = 0x150c0e,
	/* block_sector is the first of {value} of the new table */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_WRITES_TABLE = 0x150c0f,
	/*
	 * block_sector leads to counts of 0 for these {value} bytes, which are given back to the
	 * file system
	 */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_GIVES_UP = 0x150c10,
	/*
	 * block_sector leads to the count of cluster {value}, which is the disk from byte {extra0}
	 * on, in snapshot {extra1} (0: the active state)
	 */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_USED_BY_DATA = 0x150c11,
	/*
	 * block_sector leads to the count of cluster {value}, which is the L2 table for the disk
	 * from byte {extra0} on, in snapshot {extra1} (0: the active state)
	 */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_USED_BY_L2 = 0x150c12,
	/*
	 * block_sector leads to the count of cluster {value}, which is the L1 table of snapshot
	 * {extra1} (0: the active state)
	 */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_USED_BY_L1 = 0x150c13,
	/* block_sector leads to the count of cluster {value}, which is a part of a bitmap */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_USED_BY_BITMAP = 0x150c14,
	/* block_sector leads to the count of cluster {value}, which is the snapshot table */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_USED_BY_SNAPSHOTS = 0x150c15,
	/*
	 * block_sector leads to the count of cluster {value}, which is the refcount table or a
	 * block
	 */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_USED_BY_COUNTS = 0x150c16,
	/*
	 * block_sector leads to the count of cluster {value}, which is the header or what it leads
	 * to
	 */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_USED_BY_HEADER = 0x150c17,
	/* block_sector leads to the count of cluster {value}, which is a leak: a repair frees it */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_IS_LEAK = 0x150c18,
	/*
	 * block_sector leads to the count of cluster {value}, which has data on top of a table: it
	 * is not repaired
	 */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_IS_OVERLAP = 0x150c19,
	/*
	 * block_sector leads to the count of cluster {value}, which has a count that is too high: a
	 * repair lowers it to {extra0}
	 */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_IS_HIGH = 0x150c1a,
	/*
	 * block_sector leads to the count of cluster {value}, which is used twice: a repair raises
	 * its count to {extra0}, and who writes to it then gets another cluster
	 */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_IS_DOUBLE_USE = 0x150c1b,
	/*
	 * block_sector leads to the count of cluster {value}, which has a count that is too low: a
	 * repair raises it to {extra0}
	 */
	FAULT_QCOW2_REFCOUNT_TABLE_ENTRY_CHECK_IS_LOW = 0x150c1c,
	/* len_name takes the snapshot table past 64 MiB, with {extra0} snapshots left */
	FAULT_QCOW2_SNAPSHOT_HEADER_TABLE_PAST_LIMIT = 0x151201,
	/* ofs_l1_table is at {value}, where no file reaches */
	FAULT_QCOW2_SNAPSHOT_HEADER_PAST_LIMIT = 0x151202,
	/* num_l1_entries is {value}, more than 32 MiB of entries */
	FAULT_QCOW2_SNAPSHOT_HEADER_L1_TOO_LARGE = 0x151203,
	/* ofs_l1_table is {value}, not a multiple of the cluster size or past the largest offset */
	FAULT_QCOW2_SNAPSHOT_HEADER_L1_INVALID = 0x151204,
	/* ofs_l1_table is {value}, past the end of the file */
	FAULT_QCOW2_SNAPSHOT_HEADER_L1_PAST_END = 0x151205,
	/* num_l1_entries of no snapshot: there is none called {detail} */
	FAULT_QCOW2_SNAPSHOT_HEADER_NOT_FOUND = 0x151206,
	/* len_extra_data is {value}, more than 1024, in entry {extra0} */
	FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_EXTRA_DATA_TOO_LONG = 0x151207,
	/* len_name takes the snapshot table past 64 MiB, with {extra0} snapshots left */
	FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_TABLE_PAST_LIMIT = 0x151208,
	/* len_extra_data is {extra0}, at least 16 are needed, in entry {value} */
	FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_INCOMPLETE = 0x151209,
	/* len_extra_data is {extra0}, at least 16 are needed, in entry {value} */
	FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_INCOMPLETE_REPAIRED = 0x15120a,
	/* len_extra_data is {value}, more than 1024, which are kept, in entry {extra0} */
	FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_EXTRA_DATA_CUT = 0x15120b,
	/* len_name takes the snapshot table past 64 MiB: the last {extra0} snapshots are dropped */
	FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_TABLE_CUT = 0x15120c,
	/* ofs_l1_table is in the new snapshot table, at {value} */
	FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_WRITES_TABLE = 0x15120d,
	/* ofs_l1_table is in the old snapshot table at {value}, which no block counts */
	FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_OLD_UNCOUNTED = 0x15120e,
	/*
	 * ofs_l1_table is in the old snapshot table at {value}, whose clusters are counted as
	 * unused
	 */
	FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_OLD_UNUSED = 0x15120f,
	/* ofs_l1_table is {value}, not a multiple of the cluster size, in snapshot {detail} */
	FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_L1_UNALIGNED = 0x151210,
	/* num_l1_entries is {value}, more than 32 MiB of entries, in snapshot {detail} */
	FAULT_QCOW2_SNAPSHOT_HEADER_CHECK_L1_TOO_LARGE = 0x151211,
	/* num_table_entries or another field breaks a limit (bitmap {detail}) */
	FAULT_QCOW2_BITMAP_ENTRY_CONSTRAINTS = 0x151401,
	/* len_name is {value}, the entry does not fit into the directory */
	FAULT_QCOW2_BITMAP_ENTRY_DIRECTORY_CORRUPT = 0x151402,
	/* num_table_entries is {value}, more than the disk needs (bitmap {detail}) */
	FAULT_QCOW2_BITMAP_ENTRY_WRONG_TABLE_LENGTH = 0x151403,
	/* ofs_table is {value}, where no file reaches (bitmap {detail}) */
	FAULT_QCOW2_BITMAP_ENTRY_TABLE_PAST_LIMIT = 0x151404,
	/* name is that of another bitmap ({detail}) */
	FAULT_QCOW2_BITMAP_ENTRY_DUPLICATE_NAME = 0x151405,
	/* len_extra_data is {value}, this reader knows no extra data */
	FAULT_QCOW2_BITMAP_ENTRY_EXTRA_DATA_REFUSED = 0x151406,
	/* host_sector leads to cluster {value}, which is a table of the image */
	FAULT_QCOW2_BITMAP_TABLE_ENTRY_NOT_ITS_OWN = 0x151501,
	/*
	 * host_sector belongs to an entry with reserved bits, or that points at no cluster
	 * ({value:#x}, bitmap {detail})
	 */
	FAULT_QCOW2_BITMAP_TABLE_ENTRY_INVALID = 0x151502,
	FAULT_QED_HEADER_CHECK_CLEARS_MARKS = 0x160101, /* features becomes {value:#x} */
	/* image_size is {value}, more than the tables can describe */
	FAULT_QED_HEADER_IMAGE_SIZE_INVALID = 0x160102,
	/*
	 * ofs_l1_table is {value}, not a multiple of the cluster size, inside the header or past
	 * the end of the file
	 */
	FAULT_QED_HEADER_L1_INVALID = 0x160103,
	/* ofs_backing_file is {value}, the name reaches past the header */
	FAULT_QED_HEADER_BACKING_NAME_INVALID = 0x160104,
	/* len_backing_file is {value}, more than 4095 */
	FAULT_QED_HEADER_BACKING_NAME_TOO_LONG = 0x160105,
	/*
	 * features is {value:#x}, the image needs a check, and is not changed before `check -r all`
	 * has repaired it
	 */
	FAULT_QED_HEADER_EDIT_DIRTY = 0x160106,
	/*
	 * image_size cannot become {value}, not a multiple of 512 or more than the tables can
	 * describe
	 */
	FAULT_QED_HEADER_RESIZE_INVALID = 0x160107,
	/* image_size cannot become {value}, less than it is */
	FAULT_QED_HEADER_RESIZE_SHRINK = 0x160108,
	/* image_size is {value}, and the longer backing image would show in what is added */
	FAULT_QED_HEADER_RESIZE_BACKING_SHOWS = 0x160109,
	/* image_size cannot be preallocated as {detail} */
	FAULT_QED_HEADER_RESIZE_PREALLOCATION = 0x16010a,
	/* offset is {value}, where no L2 table can be */
	FAULT_QED_TABLE_ENTRY_L2_INVALID = 0x160201,
	/* offset is {value}, where no cluster of data can be */
	FAULT_QED_TABLE_ENTRY_DATA_INVALID = 0x160202,
	/* offset of the L1 table points at {value}, where no L2 table can be */
	FAULT_QED_TABLE_ENTRY_CHECK_L2_INVALID = 0x160203,
	/* offset of an L2 table points at {value}, where no cluster can be */
	FAULT_QED_TABLE_ENTRY_CHECK_DATA_INVALID = 0x160204,
	/* offset points at {value}, which is used already */
	FAULT_QED_TABLE_ENTRY_CHECK_USED_TWICE = 0x160205,
	/* offset of no table points at the cluster {value} */
	FAULT_QED_TABLE_ENTRY_CHECK_LEAKED = 0x160206,
	/*
	 * start_sector is {value}, and {extra0} sectors from there on pass the end of the disk,
	 * which has {extra1}
	 */
	FAULT_RAW_MBR_PARTITION_CHECK_PAST_END = 0x170101,
	/* start_sector is {value}, and sector {extra0} belongs to another partition too */
	FAULT_RAW_MBR_PARTITION_CHECK_OVERLAP = 0x170102,
	/* num_sectors is {value} in an entry that is in use */
	FAULT_RAW_MBR_PARTITION_CHECK_EMPTY = 0x170103,
	/* signature of a record of logical partitions is missing in sector {value} */
	FAULT_RAW_MBR_CHECK_CHAIN_BROKEN = 0x170201,
	/* partitions lead from sector {extra0} back to sector {value} */
	FAULT_RAW_MBR_CHECK_CHAIN_LOOP = 0x170202,
	/* partitions lead to sector {value}, outside of the extended partition */
	FAULT_RAW_MBR_CHECK_CHAIN_OUTSIDE = 0x170203,
	/* partitions are more than {value} logical ones, those after them are not looked at */
	FAULT_RAW_MBR_CHECK_CHAIN_LONG = 0x170204,
	/* type is that of a disk with a GPT, and there is none */
	FAULT_RAW_PROTECTIVE_MBR_CHECK_GPT_MISSING = 0x170301,
	/* type does not protect the GPT that is on the disk */
	FAULT_RAW_PROTECTIVE_MBR_CHECK_MISSING = 0x170302,
	/* entries_crc32 is {value:x}, which the partition entries do not have */
	FAULT_RAW_GPT_HEADER_ENTRIES_CHECKSUM = 0x170401,
	/* entries_sector is {value}, past the end of the disk */
	FAULT_RAW_GPT_HEADER_ENTRIES_PAST_END = 0x170402,
	/* header_crc32 is {value:#x}, and the header's bytes give {extra0:#x} */
	FAULT_RAW_GPT_HEADER_CHECK_HEADER_CHECKSUM = 0x170403,
	/* signature begins a header that breaks a rule in byte {value} */
	FAULT_RAW_GPT_HEADER_CHECK_BROKEN = 0x170404,
	/* signature is missing in sector {value}, the copy of the header is in sector {extra0} */
	FAULT_RAW_GPT_HEADER_CHECK_FIRST_MISSING = 0x170405,
	/* alternate_sector is {value}, where no header is */
	FAULT_RAW_GPT_HEADER_CHECK_COPY_MISSING = 0x170406,
	/* disk_guid or something else differs between the two headers, first in byte {value} */
	FAULT_RAW_GPT_HEADER_CHECK_COPY_DIFFERS = 0x170407,
	/* my_sector is {value}, and the header is in sector {extra0} */
	FAULT_RAW_GPT_HEADER_CHECK_PLACE = 0x170408,
	/* last_usable_sector is {value}, past the end of the disk, which has {extra0} sectors */
	FAULT_RAW_GPT_HEADER_CHECK_USABLE_PAST_END = 0x170409,
	/* num_entries is {value}, those after the first {extra0} are not looked at */
	FAULT_RAW_GPT_HEADER_CHECK_TOO_MANY = 0x17040a,
	/* last_sector is {value}, before the first, {extra0} */
	FAULT_RAW_GPT_ENTRY_CHECK_BACKWARDS = 0x170501,
	/*
	 * first_sector is {value}, and the partition up to sector {extra0} leaves the usable
	 * sectors
	 */
	FAULT_RAW_GPT_ENTRY_CHECK_OUTSIDE = 0x170502,
	/* first_sector is {value}, and sector {extra0} belongs to another partition too */
	FAULT_RAW_GPT_ENTRY_CHECK_OVERLAP = 0x170503,
	/* gives an image of {value} bytes of disk that the format cannot hold */
	FAULT_TARGET_OPTIONS_TOO_LARGE = 0x180101,
	/* cluster_size is too small for a disk of {value} bytes */
	FAULT_TARGET_OPTIONS_QCOW2_TOO_LARGE = 0x180102,
	/* gives a disk of {value} bytes that no vhd holds */
	FAULT_TARGET_OPTIONS_VHD_TOO_LARGE = 0x180103,
	/* len_payload leaves no room for a disk of {value} bytes */
	FAULT_TARGET_OPTIONS_LUKS_TOO_LARGE = 0x180104,
	/* gives a disk of {value} bytes that no vhdx holds */
	FAULT_TARGET_OPTIONS_VHDX_TOO_LARGE = 0x180105,
	/* cluster_size is too small for a disk of {value} bytes */
	FAULT_TARGET_OPTIONS_PARALLELS_TOO_LARGE = 0x180106,
	/* gives a disk of {value} bytes, more than {extra0} */
	FAULT_TARGET_OPTIONS_VDI_TOO_LARGE = 0x180107,
	/* gives a disk of {value} bytes that the format cannot hold */
	FAULT_TARGET_OPTIONS_SIZE_REFUSED = 0x180108,
	/* gives a disk of {value} bytes */
	FAULT_TARGET_OPTIONS_QCOW1_EMPTY = 0x180109,
	/* gives a disk of {value} bytes, past what the tables reach */
	FAULT_TARGET_OPTIONS_QED_SIZE = 0x18010a,
	/* cluster_size is no cluster size of a qed */
	FAULT_TARGET_OPTIONS_QED_CLUSTER_SIZE = 0x18010b,
	/* table_size is no table size of a qed */
	FAULT_TARGET_OPTIONS_QED_TABLE_SIZE = 0x18010c,
	/* cluster_size is no block size of a vhdx */
	FAULT_TARGET_OPTIONS_VHDX_BLOCK_SIZE = 0x18010d,
	/* log_size is more than the log of a vhdx may have */
	FAULT_TARGET_OPTIONS_VHDX_LOG_TOO_LARGE = 0x18010e,
	/* log_size is not whole megabytes */
	FAULT_TARGET_OPTIONS_VHDX_LOG_SIZE = 0x18010f,
	/* cluster_size is no cluster size of a parallels image */
	FAULT_TARGET_OPTIONS_PARALLELS_CLUSTER_SIZE = 0x180110,
	/* cluster_size is no grain size of a vmdk */
	FAULT_TARGET_OPTIONS_VMDK_GRAIN_SIZE = 0x180111,
	/* has an option that the format does not allow: field {value} */
	FAULT_TARGET_OPTIONS_OPTION_REFUSED = 0x180112,
	/* has a backing file's name of {value} bytes that does not fit the first cluster */
	FAULT_TARGET_IMAGE_BACKING_NAME_NO_ROOM = 0x180201,
	/* has a backing file's name of {value} bytes */
	FAULT_TARGET_IMAGE_BACKING_NAME_TOO_LONG = 0x180202,
	/* has header extensions that do not fit the first cluster */
	FAULT_TARGET_IMAGE_EXTENSIONS_NO_ROOM = 0x180203,
	/* takes a refcount table with {value} entries */
	FAULT_TARGET_IMAGE_REFCOUNTS_TOO_LARGE = 0x180204,
	/* asks for a cipher of keys of {value} bytes, which is not written */
	FAULT_TARGET_IMAGE_UNKNOWN_CIPHER = 0x180205,
	/* is of format {value}, which is not written */
	FAULT_TARGET_IMAGE_NO_WRITER = 0x180206,
	/* is of a kind that is not written over yet ({value}) */
	FAULT_TARGET_IMAGE_KIND_OVER = 0x180207,
	/* has a block at {value}, where no block can be */
	FAULT_TARGET_IMAGE_BLOCK_IN_TABLES = 0x180208,
	/*
	 * has {value} blocks in a file so long that whether two share a place is not looked at, and
	 * is not written over
	 */
	FAULT_TARGET_IMAGE_SCATTERED = 0x180209,
	/* has at {value} something that cannot be there, and is not written over */
	FAULT_TARGET_IMAGE_DAMAGED_OVER = 0x18020a,
	/* has no place at {value} for more data */
	FAULT_TARGET_IMAGE_FULL_OVER = 0x18020b,
	/*
	 * has a data file, which keeps no compressed clusters ({value} is the first of the disk's)
	 */
	FAULT_TARGET_IMAGE_COMPRESSED_APART = 0x18020c,
	/*
	 * has a cluster for {value} of the disk already, over which nothing is written compressed
	 */
	FAULT_TARGET_IMAGE_COMPRESSED_OVER = 0x18020d,
	/* cannot become {value}: images of this format only grow */
	FAULT_TARGET_IMAGE_GROW_LESS = 0x18020e,
	/* cannot become {value}, not a multiple of 512 or more than such an image can have */
	FAULT_TARGET_IMAGE_GROW_SIZE = 0x18020f,
	/* cannot be preallocated as {detail} */
	FAULT_TARGET_IMAGE_GROW_PREALLOCATION = 0x180210,
	/* is of a kind that does not grow ({value}) */
	FAULT_TARGET_IMAGE_GROW_KIND = 0x180211,
	/* has at {value} something that cannot be there, and does not grow */
	FAULT_TARGET_IMAGE_GROW_DAMAGED = 0x180212,
	/* version_major is {value}, with minor version {extra0}, must be 1.1 */
	FAULT_VDI_HEADER_BAD_VERSION = 0x190101,
	/* disk_size is {value}, more than the largest, 0x1fffff8000000 */
	FAULT_VDI_HEADER_TOO_LARGE = 0x190102,
	/* disk_size is {value}, the block map has room for {extra0} */
	FAULT_VDI_HEADER_TOO_FEW_BLOCKS = 0x190103,
	/* ofs_block_map is {value}, the block map leaves the file */
	FAULT_VDI_HEADER_BLOCK_MAP_PAST_END = 0x190104,
	/* blocks_allocated is {value}, and the map has {extra0} */
	FAULT_VDI_HEADER_CHECK_BLOCKS_ALLOCATED = 0x190105,
	/* block is {value}, the block ends past the end of the file */
	FAULT_VDI_BLOCK_MAP_ENTRY_PAST_END = 0x190201,
	/* block is {value}, which another entry names too */
	FAULT_VDI_BLOCK_MAP_ENTRY_DUPLICATE = 0x190202,
	/* block of block {extra1} is {value}, and there are {extra0} blocks */
	FAULT_VDI_BLOCK_MAP_ENTRY_CHECK_TOO_LARGE = 0x190203,
	/* block of block {extra1} is {value}, which another block has */
	FAULT_VDI_BLOCK_MAP_ENTRY_CHECK_USED_TWICE = 0x190204,
	/* cookie does not fit, the file has {value} bytes */
	FAULT_VHD_FOOTER_FILE_TOO_SMALL = 0x1a0201,
	/*
	 * cookie is that of a footer which differs from the copy at the start of the file, first in
	 * byte {value}
	 */
	FAULT_VHD_FOOTER_CHECK_COPY_DIFFERS = 0x1a0202,
	/* cookie is missing at the end of the file, where the footer belongs */
	FAULT_VHD_FOOTER_CHECK_MISSING = 0x1a0203,
	/*
	 * current_size is that of a disk of {value} bytes, and the file has {extra0} before its
	 * footer
	 */
	FAULT_VHD_FOOTER_CHECK_SIZE = 0x1a0204,
	/* disk_type is {value}, but only a fixed disk may have its footer at the end alone */
	FAULT_VHD_FOOTER_NOT_FIXED = 0x1a0205,
	/* current_size makes a disk of {value} sectors, more than the largest, 0xff000000 */
	FAULT_VHD_FOOTER_TOO_LARGE = 0x1a0206,
	/* current_size is {value} bytes, more than the file holds in front of the footer */
	FAULT_VHD_FOOTER_PAST_END = 0x1a0207,
	/* cookie is at byte {value}, past the end of the file */
	FAULT_VHD_DYNAMIC_HEADER_PAST_END = 0x1a0301,
	/* cookie is at byte {value}, no file can be so long */
	FAULT_VHD_DYNAMIC_HEADER_UNREACHABLE = 0x1a0302,
	/* max_table_entries is {value}, too few blocks for the size of the disk */
	FAULT_VHD_DYNAMIC_HEADER_TOO_FEW_BLOCKS = 0x1a0303,
	/* table_offset is {value}, the block allocation table cannot be read */
	FAULT_VHD_DYNAMIC_HEADER_BAT_UNREACHABLE = 0x1a0304,
	/* table_offset is {value}, the block allocation table leaves the file */
	FAULT_VHD_DYNAMIC_HEADER_BAT_PAST_END = 0x1a0305,
	/* checksum is {value:#x}, and the header's bytes give {extra0:#x} */
	FAULT_VHD_DYNAMIC_HEADER_CHECK_CHECKSUM = 0x1a0306,
	/* table_offset is {value}, and the table overlaps with a header */
	FAULT_VHD_DYNAMIC_HEADER_CHECK_OVERLAP = 0x1a0307,
	/* table_offset names no block that uses the {extra0} bytes at {value} */
	FAULT_VHD_DYNAMIC_HEADER_CHECK_UNUSED = 0x1a0308,
	/* parent_unique_id names a parent, which cannot be opened */
	FAULT_VHD_DYNAMIC_HEADER_DIFFERENCING = 0x1a0309,
	/*
	 * platform_data_length cannot hold the parent's name '{detail}': it is not UTF-8, has a
	 * backslash, or is longer than {value} bytes in UTF-16
	 */
	FAULT_VHD_PARENT_LOCATOR_NO_PATH = 0x1a0401,
	/* platform_code is of a parent that was not opened, and its identity is needed */
	FAULT_VHD_PARENT_LOCATOR_NO_PARENT = 0x1a0402,
	/* sector is {value}, the block ends past the end of the file */
	FAULT_VHD_BAT_ENTRY_PAST_END = 0x1a0501,
	/* sector of block {extra0} is {value}, where another block or a header is */
	FAULT_VHD_BAT_ENTRY_CHECK_OVERLAP = 0x1a0502,
	/* sector of block {extra0} is {value}, and the disk ends before that block */
	FAULT_VHD_BAT_ENTRY_CHECK_PAST_DISK = 0x1a0503,
	/* signature is not valid in either of the two headers */
	FAULT_VHDX_HEADER_NONE_VALID = 0x1b0201,
	/* log_version is {value}, must be 0 */
	FAULT_VHDX_HEADER_BAD_LOG_VERSION = 0x1b0202,
	/* log_offset is {value}, must be a multiple of 1 MiB past the header section */
	FAULT_VHDX_HEADER_BAD_LOG_OFFSET = 0x1b0203,
	/* log_length is {value}, must be a multiple of 1 MiB */
	FAULT_VHDX_HEADER_BAD_LOG_LENGTH = 0x1b0204,
	/* log_offset is {value}, the log leaves the file */
	FAULT_VHDX_HEADER_LOG_PAST_END = 0x1b0205,
	/* log_guid names a log with entries that were not replayed */
	FAULT_VHDX_HEADER_NEEDS_REPLAY = 0x1b0206,
	/* log_guid named a log with entries that were not replayed, and names none now */
	FAULT_VHDX_HEADER_CHECK_REPLAYED = 0x1b0207,
	/* checksum is {value:x}, the 64 KiB of the table say otherwise */
	FAULT_VHDX_REGION_TABLE_HEADER_CHECKSUM_MISMATCH = 0x1b0301,
	/* num_entries is {value}, but the BAT or the metadata region is not among them */
	FAULT_VHDX_REGION_TABLE_HEADER_MISSING_REGION = 0x1b0302,
	/* guid is not known, but the region is required */
	FAULT_VHDX_REGION_TABLE_ENTRY_UNKNOWN_REQUIRED = 0x1b0401,
	/* guid names a region that the table had before */
	FAULT_VHDX_REGION_TABLE_ENTRY_DUPLICATE = 0x1b0402,
	/* file_offset is {value}, the region {extra0}-{extra1} overlaps {extra2}-{extra3} */
	FAULT_VHDX_REGION_TABLE_ENTRY_OVERLAP = 0x1b0403,
	/* file_offset is {value}, the region leaves the file */
	FAULT_VHDX_REGION_TABLE_ENTRY_PAST_END = 0x1b0404,
	/* file_offset is {value}, past the longest file that there can be */
	FAULT_VHDX_REGION_TABLE_ENTRY_PAST_LIMIT = 0x1b0405,
	/* length is {value}, the BAT has no room for the blocks of the disk */
	FAULT_VHDX_REGION_TABLE_ENTRY_BAT_TOO_SMALL = 0x1b0406,
	/* num_entries is {value}, the item {detail} is not among them */
	FAULT_VHDX_METADATA_TABLE_HEADER_MISSING_ITEM = 0x1b0501,
	/* item_id is not known, but the item is required */
	FAULT_VHDX_METADATA_TABLE_ENTRY_UNKNOWN_REQUIRED = 0x1b0601,
	/* item_id names an item that the table had before */
	FAULT_VHDX_METADATA_TABLE_ENTRY_DUPLICATE = 0x1b0602,
	/* offset is {value}, the item leaves the metadata region */
	FAULT_VHDX_METADATA_TABLE_ENTRY_OUTSIDE = 0x1b0603,
	/* flags is {value}, not a differencing image, but there is a parent locator */
	FAULT_VHDX_FILE_PARAMETERS_LOCATOR_WITHOUT_PARENT = 0x1b0701,
	/* flags is {value}, a differencing image, but there is no parent locator */
	FAULT_VHDX_FILE_PARAMETERS_NO_LOCATOR = 0x1b0702,
	/* size is {value}, which is not supported */
	FAULT_VHDX_LOGICAL_SECTOR_SIZE_UNSUPPORTED = 0x1b0a01,
	/* locator_type is not that of a VHDX parent locator */
	FAULT_VHDX_PARENT_LOCATOR_HEADER_UNKNOWN_TYPE = 0x1b0c01,
	/* num_entries is {value}, more entries than the item of {extra0} bytes holds */
	FAULT_VHDX_PARENT_LOCATOR_HEADER_OUTSIDE = 0x1b0c02,
	/* num_entries is {value}, but no entry is a path of the parent */
	FAULT_VHDX_PARENT_LOCATOR_HEADER_NO_PATH = 0x1b0c03,
	/* key_offset is {value}, key or value leaves the item */
	FAULT_VHDX_PARENT_LOCATOR_ENTRY_OUTSIDE = 0x1b0d01,
	/*
	 * value_length cannot hold the parent's name '{detail}': it is not UTF-8, has a backslash,
	 * or is longer than {value} bytes in UTF-16
	 */
	FAULT_VHDX_PARENT_LOCATOR_ENTRY_NO_PATH = 0x1b0d02,
	/* value_offset is of a parent that was not opened, and its identity is needed */
	FAULT_VHDX_PARENT_LOCATOR_ENTRY_NO_PARENT = 0x1b0d03,
	/* file_offset_mb is {value}, the block begins past the end of the file */
	FAULT_VHDX_PAYLOAD_BAT_ENTRY_START_PAST_END = 0x1b0e01,
	/* file_offset_mb is {value}, the block ends past the end of the file */
	FAULT_VHDX_PAYLOAD_BAT_ENTRY_END_PAST_END = 0x1b0e02,
	/* file_offset_mb is {value}, no file can be so long */
	FAULT_VHDX_PAYLOAD_BAT_ENTRY_OFFSET_OVERFLOW = 0x1b0e03,
	/* file_offset_mb is {value}, the block {extra0}-{extra1} overlaps {extra2}-{extra3} */
	FAULT_VHDX_PAYLOAD_BAT_ENTRY_OVERLAP = 0x1b0e04,
	/* state is {value}, must be 0..3 or 5..7 */
	FAULT_VHDX_PAYLOAD_BAT_ENTRY_BAD_STATE = 0x1b0e05,
	/* file_offset_mb is {value}, whose end no file can have (entry {extra0}) */
	FAULT_VHDX_PAYLOAD_BAT_ENTRY_CHECK_OFFSET_OVERFLOW = 0x1b0e06,
	/* file_offset_mb is {value}, past the end of the file (entry {extra0}) */
	FAULT_VHDX_PAYLOAD_BAT_ENTRY_CHECK_START_PAST_END = 0x1b0e07,
	/*
	 * file_offset_mb is {value}, and the block ends past the end of the file (entry {extra0})
	 */
	FAULT_VHDX_PAYLOAD_BAT_ENTRY_CHECK_END_PAST_END = 0x1b0e08,
	/* file_offset_mb leads to the block {value}-{extra0}, which overlaps {extra1}-{extra2} */
	FAULT_VHDX_PAYLOAD_BAT_ENTRY_CHECK_OVERLAP = 0x1b0e09,
	/* state is {value}, but a block of the chunk is partially present */
	FAULT_VHDX_SECTOR_BITMAP_BAT_ENTRY_NO_BITMAP = 0x1b0f01,
	/* file_offset_mb is {value}, the bitmap ends past the end of the file */
	FAULT_VHDX_SECTOR_BITMAP_BAT_ENTRY_PAST_END = 0x1b0f02,
	/* num_descriptors is {value}, and one of the descriptors is not in order */
	FAULT_VHDX_LOG_ENTRY_HEADER_BAD_DESCRIPTOR = 0x1b1101,
	/* entry_length is {value}, too many bytes to check among all that claims to be an entry */
	FAULT_VHDX_LOG_ENTRY_HEADER_TOO_COSTLY = 0x1b1102,
	/* tail is {value}, from where no sequence of entries leads to this one */
	FAULT_VHDX_LOG_ENTRY_HEADER_BAD_SEQUENCE = 0x1b1103,
	/* flushed_file_offset is {value}, more than the file has */
	FAULT_VHDX_LOG_ENTRY_HEADER_FILE_CUT = 0x1b1104,
	/* last_file_offset is {value}, and one of the descriptors leads past it */
	FAULT_VHDX_LOG_ENTRY_HEADER_BAD_PLACE = 0x1b1105,
	/*
	 * entry_length is {value}, and a data sector of the entry is missing or belongs to another
	 */
	FAULT_VHDX_LOG_ENTRY_HEADER_BAD_DATA = 0x1b1106,
	/* grain_sectors is {value}, so that one grain table covers nothing */
	FAULT_VMDK_SPARSE_HEADER_NO_COVERAGE = 0x1c0101,
	/* grain_sectors is {value}, must be at most 0x200000 */
	FAULT_VMDK_SPARSE_HEADER_GRAIN_TOO_LARGE = 0x1c0102,
	/* capacity is {value}, which needs more than 0x2000000 grain directory entries */
	FAULT_VMDK_SPARSE_HEADER_GD_TOO_LARGE = 0x1c0103,
	/* capacity is {value}, more than 0x3fffffffffffff sectors */
	FAULT_VMDK_SPARSE_HEADER_TOO_LARGE = 0x1c0104,
	/* overhead_sectors is {value} sectors, the file is shorter */
	FAULT_VMDK_SPARSE_HEADER_TRUNCATED = 0x1c0105,
	/* gd_sector is {value}, the grain directory leaves the file */
	FAULT_VMDK_SPARSE_HEADER_GD_PAST_END = 0x1c0106,
	/* gd_sector is {value}, no file can be so long */
	FAULT_VMDK_SPARSE_HEADER_GD_UNREACHABLE = 0x1c0107,
	/* redundant_gd_sector is {value}, no file can be so long */
	FAULT_VMDK_SPARSE_HEADER_REDUNDANT_GD_UNREACHABLE = 0x1c0108,
	/* capacity needs more entries than the grain directory has, {value} */
	FAULT_VMDK_SPARSE_HEADER_GD_TOO_SHORT = 0x1c0109,
	/* gd_sector says that there is a footer, but the end of the file has none */
	FAULT_VMDK_SPARSE_HEADER_NO_FOOTER = 0x1c010a,
	/* descriptor_sector is {value}, where no descriptor with CID and parentCID is */
	FAULT_VMDK_SPARSE_HEADER_BAD_DESCRIPTOR = 0x1c010b,
	/* capacity is 0, and the embedded descriptor is of the unsupported type '{detail}' */
	FAULT_VMDK_SPARSE_HEADER_DESCRIPTOR_SAYS = 0x1c010c,
	/* grain_sectors is {value}, must be at most 0x200000 */
	FAULT_VMDK_COWD_HEADER_GRAIN_TOO_LARGE = 0x1c0201,
	/* grain_sectors is {value}, must not be 0 */
	FAULT_VMDK_COWD_HEADER_NO_GRAIN = 0x1c0202,
	/* gd_sector is {value}, the grain directory leaves the file */
	FAULT_VMDK_COWD_HEADER_GD_PAST_END = 0x1c0203,
	/* num_gd_entries is {value}, too few for the disk */
	FAULT_VMDK_COWD_HEADER_GD_TOO_SHORT = 0x1c0204,
	/* len_data is {value}, more than twice a grain */
	FAULT_VMDK_GRAIN_MARKER_TOO_LONG = 0x1c0401,
	/* len_data is {value}, the grain leaves the file */
	FAULT_VMDK_GRAIN_MARKER_PAST_END = 0x1c0402,
	/* sector is {value}, the grain table leaves the file */
	FAULT_VMDK_GRAIN_DIRECTORY_ENTRY_PAST_END = 0x1c0601,
	/*
	 * sector is missing for sector {extra0} of the disk, which has more than the {value}
	 * entries cover
	 */
	FAULT_VMDK_GRAIN_DIRECTORY_ENTRY_CHECK_MISSING = 0x1c0602,
	/* sector is {value}, the grain leaves the file */
	FAULT_VMDK_GRAIN_TABLE_ENTRY_PAST_END = 0x1c0701,
	/* sector is {value}, past the end of the file, for sector {extra0} of the disk */
	FAULT_VMDK_GRAIN_TABLE_ENTRY_CHECK_PAST_END = 0x1c0702,
	/* text has {value} bytes, too few for a VMDK */
	FAULT_VMDK_DESCRIPTOR_TOO_SMALL = 0x1c0801,
	/* text has no createType, this is no descriptor */
	FAULT_VMDK_DESCRIPTOR_GARBAGE = 0x1c0802,
	/* text has the createType '{detail}', which is not supported */
	FAULT_VMDK_DESCRIPTOR_UNSUPPORTED_TYPE = 0x1c0803,
	/* text has no CID or parentCID, or one that is no hexadecimal number */
	FAULT_VMDK_DESCRIPTOR_BAD_CID = 0x1c0804,
	/* text has an invalid extent line: {detail} */
	FAULT_VMDK_DESCRIPTOR_INVALID_EXTENT = 0x1c0805,
	/* text names the extent '{detail}', which cannot be opened */
	FAULT_VMDK_DESCRIPTOR_MISSING_EXTENT = 0x1c0806,
	/* text names the extent '{detail}', which is no sparse extent */
	FAULT_VMDK_DESCRIPTOR_NOT_SPARSE = 0x1c0807,
	FAULT_VMDK_DESCRIPTOR_NO_EXTENTS = 0x1c0808, /* text names no usable extent */
	/* text names the extent '{detail}', which is shorter than the line says */
	FAULT_VMDK_DESCRIPTOR_EXTENT_TOO_SHORT = 0x1c0809,
	/* text makes a disk of more than 9223372036854775807 bytes */
	FAULT_VMDK_DESCRIPTOR_TOO_LARGE = 0x1c080a,
	/* text makes a disk of {value} sectors */
	FAULT_VMDK_DESCRIPTOR_SIZE_WRAPS = 0x1c080b,
	/* text has a parentFileNameHint whose value does not end */
	FAULT_VMDK_DESCRIPTOR_BAD_PARENT = 0x1c080c,
	/* text names the extent '{detail}', which is a descriptor itself */
	FAULT_VMDK_DESCRIPTOR_NESTED = 0x1c080d,
	/* text has {value} bytes, of which only the first 1048575 are read */
	FAULT_VMDK_DESCRIPTOR_TOO_LONG = 0x1c080e,
	/* needs a passphrase, and none was given */
	FAULT_KEY_REQUEST_NO_SECRET = 0x2b0101,
	/* asks for {value} iterations, which takes too long */
	FAULT_KEY_REQUEST_TOO_MANY_ITERATIONS = 0x2b0102,
	/* asks for {value} KiB of memory, more than 1048576 or than there is */
	FAULT_KEY_REQUEST_TOO_MUCH_MEMORY = 0x2b0103,
	/* needs Argon2: install the package argon2-cffi, or instar with its extra luks2 */
	FAULT_KEY_REQUEST_NO_ARGON2 = 0x2b0104,
	/* image asks for another disk than the sources have together, which is {value} bytes */
	FAULT_CONVERT_CONFIG_SOURCE_CHANGED = 0x2c0101,
	/* length is {value}, which is no part of the sources, or more than the image has */
	FAULT_CONVERT_CONFIG_PART_WRONG = 0x2c0102,
	/* start puts {value} bytes where a worker has none */
	FAULT_DESK_PIECE_OUT_OF_PLACE = 0x3e0101,
	/* start is {value}, past the end of the disk */
	FAULT_COMPARE_CONFIG_PART_WRONG = 0x420101,
	/* action is {value}, among copies */
	FAULT_EDIT_BITMAP_STEP_MIXED = 0x4b0601,
	/* checksum is {value}, not the sum of the header */
	FAULT_TAR_HEADER_SUM_DIFFERS = 0xb40101,
	FAULT_TAR_HEADER_BAD_NUMBER = 0xb40102, /* size is no number */
	/* size is {value}, more than the rest of the file */
	FAULT_TAR_HEADER_PAST_END = 0xb40103,
	/* name has {value} bytes, more than 4096 */
	FAULT_TAR_HEADER_LONG_NAME = 0xb40104,
	/* size is {value}, more than 0x100000 of names and records */
	FAULT_TAR_HEADER_LONG_RECORDS = 0xb40105,
	/* typeflag announces records that are broken at byte {value} of them */
	FAULT_TAR_HEADER_BAD_RECORD = 0xb40106,
	/* ofs_header is {value}, and the member ends past the end of the file */
	FAULT_ZIP_ENTRY_PAST_END = 0xb50201,
	FAULT_ZIP_ENTRY_LONG_NAME = 0xb50202, /* len_name is {value}, more than 4096 */
	/* len_name is {value}, and the entry ends past the end of the directory */
	FAULT_ZIP_ENTRY_CUT_OFF = 0xb50203,
	/* len_extra is {value}, too short for the numbers that are left to the extra field */
	FAULT_ZIP_ENTRY_NO_EXTRA = 0xb50204,
	/* magic is not in the last 64 KiB of the file, which is no zip archive */
	FAULT_ZIP_END_NOT_FOUND = 0xb50401,
	/* ofs_directory is {value}, and the directory ends past the record */
	FAULT_ZIP_END_PAST_END = 0xb50402,
	/* reserved_1 is {value}, and what follows is {extra0}, {extra1} and {extra2}, must be 0 */
	FAULT_SESPARSE_CONST_HEADER_RESERVED_SET = 0xda0101,
	/* padding holds bytes that are not zero */
	FAULT_SESPARSE_CONST_HEADER_PADDING_SET = 0xda0102,
	/* volatile_header_sector is {value}, no file can be so long */
	FAULT_SESPARSE_CONST_HEADER_VOLATILE_UNREACHABLE = 0xda0103,
	/* grain_directory_sectors is {value}, must be at most 0x80000 */
	FAULT_SESPARSE_CONST_HEADER_DIRECTORY_TOO_LARGE = 0xda0104,
	/* grain_directory_sector is {value}, no file can be so long */
	FAULT_SESPARSE_CONST_HEADER_DIRECTORY_UNREACHABLE = 0xda0105,
	/* grain_directory_sectors holds {value} entries, too few for the disk */
	FAULT_SESPARSE_CONST_HEADER_DIRECTORY_TOO_SHORT = 0xda0106,
	/* replay_journal is {value}, the journal holds changes that are not yet in the tables */
	FAULT_SESPARSE_VOLATILE_HEADER_DIRTY = 0xda0201,
	/* padding holds bytes that are not zero */
	FAULT_SESPARSE_VOLATILE_HEADER_PADDING_SET = 0xda0202,
	/* state makes {value:#x} of the entry, which means nothing */
	FAULT_SESPARSE_GRAIN_DIRECTORY_ENTRY_UNKNOWN = 0xda0301,
	/* table makes {value:#x} of the entry, whose table is past sector 0xffffffff of the file */
	FAULT_SESPARSE_GRAIN_DIRECTORY_ENTRY_OUT_OF_REACH = 0xda0302,
	/*
	 * state makes {value:#x} of the entry for sector {extra0} of the disk, which leads to no
	 * table
	 */
	FAULT_SESPARSE_GRAIN_DIRECTORY_ENTRY_CHECK_UNREADABLE = 0xda0303,
	/* state makes {value:#x} of the entry, which means nothing */
	FAULT_SESPARSE_GRAIN_TABLE_ENTRY_UNKNOWN = 0xda0401,
	/* index_high makes {value:#x} of the entry, whose grain is past what a file can reach */
	FAULT_SESPARSE_GRAIN_TABLE_ENTRY_OUT_OF_REACH = 0xda0402,
	/*
	 * state makes {value:#x} of the entry for sector {extra0} of the disk, which leads nowhere
	 */
	FAULT_SESPARSE_GRAIN_TABLE_ENTRY_CHECK_UNREADABLE = 0xda0403,
	/*
	 * index_high makes {value:#x} of the entry, whose grain is past the end of the file, for
	 * sector {extra0} of the disk
	 */
	FAULT_SESPARSE_GRAIN_TABLE_ENTRY_CHECK_PAST_END = 0xda0404,
	/* num_sectors is {value}, more bytes than 63 bits can count */
	FAULT_ASIF_HEADER_DISK_TOO_LARGE = 0xe10101,
	/* num_sectors is {value}, more than `max_sectors` of {extra0} */
	FAULT_ASIF_HEADER_PAST_MAX = 0xe10102,
	/* num_sectors is {value}, which needs {extra0} tables, more than 1048576 */
	FAULT_ASIF_HEADER_TOO_MANY_TABLES = 0xe10103,
	/* ofs_directories is {value}, and the directory there ends past the end of the file */
	FAULT_ASIF_HEADER_DIRECTORY_PAST_END = 0xe10104,
	/* chunk is {value}, past the end of the file */
	FAULT_ASIF_DIRECTORY_ENTRY_PAST_END = 0xe10301,
	/* chunk is {value}, past the end of the file */
	FAULT_ASIF_TABLE_ENTRY_PAST_END = 0xe10401,
	/* state is {value}, for a chunk that is at {extra0} of the file */
	FAULT_ASIF_TABLE_ENTRY_STATE_UNKNOWN = 0xe10402,
	/* chunk is {value}, of no bitmap, though chunks of its group are written in part */
	FAULT_ASIF_TABLE_ENTRY_NO_BITMAP = 0xe10403,
	/* chunk is {value}, a bitmap that has a sector in state {extra0} */
	FAULT_ASIF_TABLE_ENTRY_SECTOR_UNKNOWN = 0xe10404,
	/* text has {value} bytes, more than 1048576 */
	FAULT_HDD_DESCRIPTOR_TOO_LONG = 0xf30101,
	FAULT_HDD_DESCRIPTOR_BROKEN = 0xf30102, /* text is no XML at byte {value} of it */
	/* text describes no Parallels disk */
	FAULT_HDD_DESCRIPTOR_NOT_DISK = 0xf30103,
	FAULT_HDD_DESCRIPTOR_NO_SIZE = 0xf30104, /* text has no Disk_size */
	/* text has no number of sectors where one should be, before byte {value} */
	FAULT_HDD_DESCRIPTOR_BAD_NUMBER = 0xf30105,
	/* text has no GUID where one should be, before byte {value} */
	FAULT_HDD_DESCRIPTOR_BAD_GUID = 0xf30106,
	/* text has an image of type '{detail}', which is not known, before byte {value} */
	FAULT_HDD_DESCRIPTOR_BAD_TYPE = 0xf30107,
	/* text has no name of a file where one should be, before byte {value} */
	FAULT_HDD_DESCRIPTOR_BAD_NAME = 0xf30108,
	FAULT_HDD_DESCRIPTOR_PADDED = 0xf30109, /* text describes a disk with padding */
	/* text describes a disk that the engine '{detail}' has encrypted */
	FAULT_HDD_DESCRIPTOR_ENCRYPTED = 0xf3010a,
	/* text has an element that lacks a part, before byte {value} */
	FAULT_HDD_DESCRIPTOR_INCOMPLETE = 0xf3010b,
	/* text has more than {extra0} elements of a kind, at byte {value} */
	FAULT_HDD_DESCRIPTOR_TOO_MANY = 0xf3010c,
	/*
	 * text has a storage that begins or ends at sector {value} instead of {extra0}, or is empty
	 */
	FAULT_HDD_DESCRIPTOR_GAP = 0xf3010d,
	/* text has no snapshot '{detail}', which the disk or another snapshot is on top of */
	FAULT_HDD_DESCRIPTOR_TOP_MISSING = 0xf3010e,
	/* text has more than {value} snapshots on top of each other, or some without end */
	FAULT_HDD_DESCRIPTOR_ENDLESS = 0xf3010f,
	/* text has no image of the snapshot '{detail}' in the storage from sector {value} on */
	FAULT_HDD_DESCRIPTOR_IMAGE_MISSING = 0xf30110,
	/* text has a plain image on top of another one, in the storage from sector {value} on */
	FAULT_HDD_DESCRIPTOR_PLAIN_ON_TOP = 0xf30111,
	/* text has a storage of {value} sectors, and the image '{detail}' in it has {extra0} */
	FAULT_HDD_DESCRIPTOR_IMAGE_TOO_SMALL = 0xf30112,
};

/* What a table's entry says of its range. */
enum meaning {
	MEANS_HOLE = 0, /* nothing of it is here: it is the parent's, or zeros */
	MEANS_ZERO = 1, /* it reads as zeros */
	MEANS_ONES = 2, /* all its bits are set */
	MEANS_DATA = 3, /* its bytes are where the entry says */
	/* a bitmap says which of its sectors are where the entry says */
	MEANS_PARTIAL = 4,
	MEANS_COMPRESSED = 5, /* compressed data is where the entry says */
	MEANS_TABLE = 6,      /* the next table is where the entry says */
	MEANS_RESERVED = 7,   /* no reader knows: a fault */
};

#endif
