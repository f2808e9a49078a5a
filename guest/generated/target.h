/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/formats/target.ksy spec=86ebd975 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#ifndef GENERATED_TARGET_H
#define GENERATED_TARGET_H
/*
 * What qemu-img writes into a new image. No format of its own: the choices that `qemu-img create`
 * and `qemu-img convert` make where a format leaves them to the writer, from which `instar measure`
 * computes the size of an image that does not exist yet. What the formats themselves fix stands in
 * their own specs. All of it was found by writing images with qemu-img 7.2 and 11.1 and looking at
 * their sizes; both write the same.
 */
#include "parse.h"
#include "structures.h"

/* Largest file and largest disk, what a signed 64-bit offset reaches. */
#define TARGET_MAX_SIZE			  UINT64_C(0x7fffffffffffffff)
/* Entries of the bitmap directory are padded to this. */
#define TARGET_QCOW2_BITMAP_ENTRY_ALIGN	  8u
/* Smallest grain that the VMDK specification allows, 8 sectors. */
#define TARGET_VMDK_MIN_GRAIN_SIZE	  4096u
/*
 * qemu counts the grains of an extent in 32 bits; with more it wraps around and writes an image
 * that overlaps itself.
 */
#define TARGET_VMDK_MAX_GRAINS		  0xffffffffu
#define TARGET_VMDK_CID_DIGITS		  8u /* Bytes of a CID in a descriptor. */
#define TARGET_ZLIB_STREAM_OVERHEAD	  6u /* Header and checksum of a zlib stream (RFC 1950). */
/*
 * Most bytes that zlib at its default memory level stores in one block when they cannot be
 * compressed.
 */
#define TARGET_ZLIB_STORED_BLOCK	  16383u
/*
 * Bits and two lengths in front of a stored block (RFC 1951, section 3.2.4), rounded up to bytes.
 */
#define TARGET_ZLIB_STORED_BLOCK_OVERHEAD 5u
/* From the metadata region to the first payload block, 5 MiB. */
#define TARGET_VHDX_DATA_DISTANCE	  0x500000u
/* Largest log that qemu creates, 1 MiB less than 4 GiB. */
#define TARGET_VHDX_MAX_LOG_SIZE	  0xfff00000u
#define TARGET_VHDX_MAX_BAT_SIZE	  0x7fffffffu /* Largest BAT that qemu writes at once. */
#define TARGET_VHDX_BLOCK_NUMBER_MASK	  0xffffffffu /* qemu numbers blocks in 32 bits. */
/* Cluster of a qed unless `cluster_size` says otherwise. */
#define TARGET_QED_CLUSTER_SIZE		  65536u
#define TARGET_QED_MIN_CLUSTER_SIZE	  4096u	     /* Smallest cluster that qemu takes. */
#define TARGET_QED_MAX_CLUSTER_SIZE	  0x4000000u /* Largest cluster that qemu takes, 64 MiB. */
#define TARGET_QED_TABLE_SIZE		  4u /* Clusters of each table unless `table_size` says otherwise. */
#define TARGET_QED_MAX_TABLE_SIZE	  16u /* Most clusters of a table. */
/*
 * qemu computes the largest disk that the tables reach in so many bits; what needs more becomes 0,
 * and no disk fits.
 */
#define TARGET_QED_SIZE_BITS		  64u
#define TARGET_QCOW1_CLUSTER_SIZE	  4096u /* Cluster of a qcow without a backing file. */
#define TARGET_QCOW1_CLUSTER_SIZE_BACKED  512u	/* Cluster of a qcow with a backing file. */
/* Bytes of the disk under each L2 table, with and without a backing file. */
#define TARGET_QCOW1_TABLE_SPAN		  0x200000u
/* The L1 table begins behind the header and the backing file's name, at a multiple of this. */
#define TARGET_QCOW1_HEADER_ALIGN	  8u

/*
 * The descriptor that qemu writes, cut at the places where numbers and texts are filled in: sizes,
 * CID, the kind of the disk, the number of an extent. Extents are named after the output, which is
 * taken to be called `output.vmdk`.
 */
/* An extent's number has leading zeros up to so many digits. */
#define TARGET_VMDK_DESCRIPTOR_MIN_NUMBER_DIGITS 3u

/* To the kind of the disk. */
#define TARGET_VMDK_DESCRIPTOR_HEAD \
	"# Disk DescriptorFile\012version=1\012CID=\012parentCID=\012createType=\"\"\012"
/* Follows where there is a backing file, with its name. */
#define TARGET_VMDK_DESCRIPTOR_PARENT	    "parentFileNameHint=\"\""
/* In front of the extents. */
#define TARGET_VMDK_DESCRIPTOR_EXTENTS	    "\012# Extent description\012"
/* The extent of monolithicFlat. */
#define TARGET_VMDK_DESCRIPTOR_FLAT	    "RW  FLAT \"output-flat.vmdk\" 0\012"
/* An extent of twoGbMaxExtentFlat; its number stands behind the f. */
#define TARGET_VMDK_DESCRIPTOR_SPLIT_FLAT   "RW  FLAT \"output-f.vmdk\" 0\012"
/* An extent of twoGbMaxExtentSparse; its number stands behind the s. */
#define TARGET_VMDK_DESCRIPTOR_SPLIT_SPARSE "RW  SPARSE \"output-s.vmdk\"\012"
/* To the hardware version. */
#define TARGET_VMDK_DESCRIPTOR_DDB \
	"\012# The Disk Data Base\012#DDB\012\012ddb.virtualHWVersion = \"\"\012"
/* Cylinders of the geometry. */
#define TARGET_VMDK_DESCRIPTOR_CYLINDERS	     "ddb.geometry.cylinders = \"\"\012"
#define TARGET_VMDK_DESCRIPTOR_HEADS		     "ddb.geometry.heads = \"\"\012" /* Heads of the geometry. */
/* Sectors per track of the geometry. */
#define TARGET_VMDK_DESCRIPTOR_SECTORS		     "ddb.geometry.sectors = \"63\"\012"
#define TARGET_VMDK_DESCRIPTOR_ADAPTER		     "ddb.adapterType = \"\"\012" /* Adapter type. */
/* Version of the guest tools. */
#define TARGET_VMDK_DESCRIPTOR_TOOLS		     "ddb.toolsVersion = \"\"\012"
/* Hardware version unless `hwversion` says otherwise (6 with `compat6`). */
#define TARGET_VMDK_DESCRIPTOR_DEFAULT_HW_VERSION    "4"
/* Adapter type unless `adapter_type` says otherwise. */
#define TARGET_VMDK_DESCRIPTOR_DEFAULT_ADAPTER	     "ide"
/* Version of the tools unless `toolsversion` says otherwise. */
#define TARGET_VMDK_DESCRIPTOR_DEFAULT_TOOLS_VERSION "2147483647"

struct target_vmdk_descriptor_string {
	const char *text;
	uint32_t len;
};

#define TARGET_VMDK_DESCRIPTOR_NUM_STRINGS 15u
extern const struct target_vmdk_descriptor_string
	target_vmdk_descriptor_strings[TARGET_VMDK_DESCRIPTOR_NUM_STRINGS];

#endif
