/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/target.ksy spec=c56dd26a gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "target.h"

enum parse_status target_options_parse(struct parse_in *in, struct target_options *out)
{
	const uint8_t *p = in->buf;

	if (in->len < TARGET_OPTIONS_SIZE)
		return parse_truncated(in, STRUCTURE_TARGET_OPTIONS);

	uint64_t cluster_size = load_u8le(p);
	uint64_t log_size = load_u8le(p + 8);
	uint64_t len_payload = load_u8le(p + 16);

	uint32_t format = load_u4le(p + 24);
	if (!source_format_known(format))
		return parse_fail(in, STRUCTURE_TARGET_OPTIONS, TARGET_OPTIONS_FIELD_FORMAT, 24,
				  PARSE_ENUM, format);

	uint32_t subformat = load_u4le(p + 28);
	if (!target_subformat_known(subformat))
		return parse_fail(in, STRUCTURE_TARGET_OPTIONS, TARGET_OPTIONS_FIELD_SUBFORMAT, 28,
				  PARSE_ENUM, subformat);

	uint32_t flags = load_u4le(p + 32);

	uint32_t preallocation = load_u4le(p + 36);
	if (!target_preallocation_known(preallocation))
		return parse_fail(in, STRUCTURE_TARGET_OPTIONS, TARGET_OPTIONS_FIELD_PREALLOCATION,
				  36, PARSE_ENUM, preallocation);

	uint32_t refcount_bits = load_u4le(p + 40);
	uint32_t table_size = load_u4le(p + 44);
	uint32_t len_text = load_u4le(p + 48);

	if (!bytes_zero(p + 52, 4))
		return parse_fail(in, STRUCTURE_TARGET_OPTIONS, TARGET_OPTIONS_FIELD_RESERVED, 52,
				  PARSE_RESERVED, load_bytes_be(p + 52, 4));

	out->cluster_size = cluster_size;
	out->log_size = log_size;
	out->len_payload = len_payload;
	out->format = format;
	out->subformat = subformat;
	out->flags = flags;
	out->preallocation = preallocation;
	out->refcount_bits = refcount_bits;
	out->table_size = table_size;
	out->len_text = len_text;
	__builtin_memcpy(out->reserved, p + 52, 4);
	return PARSE_OK;
}

enum parse_status target_encryption_parse(struct parse_in *in, struct target_encryption *out)
{
	const uint8_t *p = in->buf;

	if (in->len < TARGET_ENCRYPTION_SIZE)
		return parse_truncated(in, STRUCTURE_TARGET_ENCRYPTION);

	uint32_t method = load_u4le(p);
	if (!target_encryption_method_known(method))
		return parse_fail(in, STRUCTURE_TARGET_ENCRYPTION, TARGET_ENCRYPTION_FIELD_METHOD,
				  0, PARSE_ENUM, method);

	uint32_t len_key = load_u4le(p + 4);
	if (len_key > 64)
		return parse_fail(in, STRUCTURE_TARGET_ENCRYPTION, TARGET_ENCRYPTION_FIELD_LEN_KEY,
				  4, PARSE_RANGE, len_key);

	uint32_t cipher = load_u4le(p + 8);
	if (!target_cipher_known(cipher))
		return parse_fail(in, STRUCTURE_TARGET_ENCRYPTION, TARGET_ENCRYPTION_FIELD_CIPHER,
				  8, PARSE_ENUM, cipher);

	uint32_t mode = load_u4le(p + 12);
	if (!target_cipher_mode_known(mode))
		return parse_fail(in, STRUCTURE_TARGET_ENCRYPTION, TARGET_ENCRYPTION_FIELD_MODE, 12,
				  PARSE_ENUM, mode);

	uint32_t vector = load_u4le(p + 16);
	if (!target_cipher_vector_known(vector))
		return parse_fail(in, STRUCTURE_TARGET_ENCRYPTION, TARGET_ENCRYPTION_FIELD_VECTOR,
				  16, PARSE_ENUM, vector);

	uint32_t vector_hash = load_u4le(p + 20);
	if (!target_cipher_hash_known(vector_hash))
		return parse_fail(in, STRUCTURE_TARGET_ENCRYPTION,
				  TARGET_ENCRYPTION_FIELD_VECTOR_HASH, 20, PARSE_ENUM, vector_hash);

	uint32_t hash = load_u4le(p + 24);
	if (!target_cipher_hash_known(hash))
		return parse_fail(in, STRUCTURE_TARGET_ENCRYPTION, TARGET_ENCRYPTION_FIELD_HASH, 24,
				  PARSE_ENUM, hash);

	uint32_t master_iterations = load_u4le(p + 28);
	uint32_t slot_iterations = load_u4le(p + 32);

	if (!bytes_zero(p + 36, 4))
		return parse_fail(in, STRUCTURE_TARGET_ENCRYPTION, TARGET_ENCRYPTION_FIELD_RESERVED,
				  36, PARSE_RESERVED, load_bytes_be(p + 36, 4));

	out->method = method;
	out->len_key = len_key;
	out->cipher = cipher;
	out->mode = mode;
	out->vector = vector;
	out->vector_hash = vector_hash;
	out->hash = hash;
	out->master_iterations = master_iterations;
	out->slot_iterations = slot_iterations;
	__builtin_memcpy(out->reserved, p + 36, 4);
	return PARSE_OK;
}

enum parse_status target_image_parse(struct parse_in *in, struct target_image *out)
{
	const uint8_t *p = in->buf;

	if (in->len < TARGET_IMAGE_SIZE)
		return parse_truncated(in, STRUCTURE_TARGET_IMAGE);

	struct target_options options;
	{
		struct parse_in part = parse_part(in, 0, TARGET_OPTIONS_SIZE);

		if (target_options_parse(&part, &options) != PARSE_OK)
			return parse_part_fail(in, 0, &part);
	}

	uint64_t virtual_size = load_u8le(p + 56);
	uint64_t unix_time = load_u8le(p + 64);

	uint32_t num_outputs = load_u4le(p + 72);
	if (num_outputs < 1 || num_outputs > 256)
		return parse_fail(in, STRUCTURE_TARGET_IMAGE, TARGET_IMAGE_FIELD_NUM_OUTPUTS, 72,
				  PARSE_RANGE, num_outputs);

	uint32_t len_backing_name = load_u4le(p + 76);
	uint32_t len_backing_format = load_u4le(p + 80);
	uint32_t len_data_file = load_u4le(p + 84);
	uint32_t len_file_name = load_u4le(p + 88);
	uint32_t hw_version_room = load_u4le(p + 92);
	uint32_t adapter_type_room = load_u4le(p + 96);
	uint32_t tools_version_room = load_u4le(p + 100);
	uint32_t parent_cid = load_u4le(p + 104);

	uint32_t has_parent = load_u4le(p + 108);
	if (has_parent > 1)
		return parse_fail(in, STRUCTURE_TARGET_IMAGE, TARGET_IMAGE_FIELD_HAS_PARENT, 108,
				  PARSE_RANGE, has_parent);

	uint64_t parent_time = load_u8le(p + 112);

	struct target_encryption encryption;
	{
		struct parse_in part = parse_part(in, 184, TARGET_ENCRYPTION_SIZE);

		if (target_encryption_parse(&part, &encryption) != PARSE_OK)
			return parse_part_fail(in, 184, &part);
	}

	out->options = options;
	out->virtual_size = virtual_size;
	out->unix_time = unix_time;
	out->num_outputs = num_outputs;
	out->len_backing_name = len_backing_name;
	out->len_backing_format = len_backing_format;
	out->len_data_file = len_data_file;
	out->len_file_name = len_file_name;
	out->hw_version_room = hw_version_room;
	out->adapter_type_room = adapter_type_room;
	out->tools_version_room = tools_version_room;
	out->parent_cid = parent_cid;
	out->has_parent = has_parent;
	out->parent_time = parent_time;
	__builtin_memcpy(out->entropy, p + 120, 64);
	out->encryption = encryption;
	__builtin_memcpy(out->texts, p + 224, 8192);
	return PARSE_OK;
}

const struct target_option_fault target_option_faults[TARGET_NUM_OPTION_FAULTS] = {
	{ SOURCE_FORMAT_VMDK4, TARGET_OPTIONS_FIELD_CLUSTER_SIZE,
	  FAULT_TARGET_OPTIONS_VMDK_GRAIN_SIZE, 4096u, 1073741824u },
	{ SOURCE_FORMAT_VHDX, TARGET_OPTIONS_FIELD_LOG_SIZE, FAULT_TARGET_OPTIONS_VHDX_LOG_SIZE, 1u,
	  0u },
	{ SOURCE_FORMAT_VHDX, TARGET_OPTIONS_FIELD_CLUSTER_SIZE,
	  FAULT_TARGET_OPTIONS_VHDX_BLOCK_SIZE, 0u, 0u },
	{ SOURCE_FORMAT_QED, TARGET_OPTIONS_FIELD_CLUSTER_SIZE,
	  FAULT_TARGET_OPTIONS_QED_CLUSTER_SIZE, 4096u, 67108864u },
	{ SOURCE_FORMAT_QED, TARGET_OPTIONS_FIELD_TABLE_SIZE, FAULT_TARGET_OPTIONS_QED_TABLE_SIZE,
	  1u, 16u },
	{ SOURCE_FORMAT_PARALLELS, TARGET_OPTIONS_FIELD_CLUSTER_SIZE,
	  FAULT_TARGET_OPTIONS_PARALLELS_CLUSTER_SIZE, 1u, 0u },
};
