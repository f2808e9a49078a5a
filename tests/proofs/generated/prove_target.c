/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN proof specs/abi/target.ksy spec=c56dd26a gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "../proof.h"
#include "../stand_ins.h"
#include "source.c"
#include "target.c"
/* unwind 20 */

void prove_target_options(void)
{
	struct parse_in in = any_input();
	struct target_options h;
	enum parse_status status = target_options_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 56);
	assert((((__int128)h.format) == ((__int128)0) || ((__int128)h.format) == ((__int128)1) ||
		((__int128)h.format) == ((__int128)2) || ((__int128)h.format) == ((__int128)3) ||
		((__int128)h.format) == ((__int128)4) || ((__int128)h.format) == ((__int128)5) ||
		((__int128)h.format) == ((__int128)6) || ((__int128)h.format) == ((__int128)7) ||
		((__int128)h.format) == ((__int128)8) || ((__int128)h.format) == ((__int128)9) ||
		((__int128)h.format) == ((__int128)10) || ((__int128)h.format) == ((__int128)11) ||
		((__int128)h.format) == ((__int128)12) || ((__int128)h.format) == ((__int128)13) ||
		((__int128)h.format) == ((__int128)14) || ((__int128)h.format) == ((__int128)15) ||
		((__int128)h.format) == ((__int128)16) || ((__int128)h.format) == ((__int128)17) ||
		((__int128)h.format) == ((__int128)18)));
	assert((((__int128)h.subformat) == ((__int128)0) ||
		((__int128)h.subformat) == ((__int128)1) ||
		((__int128)h.subformat) == ((__int128)2) ||
		((__int128)h.subformat) == ((__int128)3) ||
		((__int128)h.subformat) == ((__int128)4) ||
		((__int128)h.subformat) == ((__int128)5) ||
		((__int128)h.subformat) == ((__int128)6) ||
		((__int128)h.subformat) == ((__int128)7)));
	assert((((__int128)h.preallocation) == ((__int128)0) ||
		((__int128)h.preallocation) == ((__int128)1) ||
		((__int128)h.preallocation) == ((__int128)2) ||
		((__int128)h.preallocation) == ((__int128)3)));
}

void prove_target_encryption(void)
{
	struct parse_in in = any_input();
	struct target_encryption h;
	enum parse_status status = target_encryption_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 40);
	assert((((__int128)h.method) == ((__int128)0) || ((__int128)h.method) == ((__int128)1) ||
		((__int128)h.method) == ((__int128)2)));
	assert((((__int128)h.len_key) <= ((__int128)64)));
	assert((((__int128)h.cipher) == ((__int128)0) || ((__int128)h.cipher) == ((__int128)1) ||
		((__int128)h.cipher) == ((__int128)2) || ((__int128)h.cipher) == ((__int128)3)));
	assert((((__int128)h.mode) == ((__int128)0) || ((__int128)h.mode) == ((__int128)1) ||
		((__int128)h.mode) == ((__int128)2) || ((__int128)h.mode) == ((__int128)3) ||
		((__int128)h.mode) == ((__int128)4)));
	assert((((__int128)h.vector) == ((__int128)0) || ((__int128)h.vector) == ((__int128)1) ||
		((__int128)h.vector) == ((__int128)2) || ((__int128)h.vector) == ((__int128)3)));
	assert((((__int128)h.vector_hash) == ((__int128)0) ||
		((__int128)h.vector_hash) == ((__int128)1) ||
		((__int128)h.vector_hash) == ((__int128)2) ||
		((__int128)h.vector_hash) == ((__int128)3) ||
		((__int128)h.vector_hash) == ((__int128)4) ||
		((__int128)h.vector_hash) == ((__int128)5) ||
		((__int128)h.vector_hash) == ((__int128)6)));
	assert((((__int128)h.hash) == ((__int128)0) || ((__int128)h.hash) == ((__int128)1) ||
		((__int128)h.hash) == ((__int128)2) || ((__int128)h.hash) == ((__int128)3) ||
		((__int128)h.hash) == ((__int128)4) || ((__int128)h.hash) == ((__int128)5) ||
		((__int128)h.hash) == ((__int128)6)));
}

void prove_target_image(void)
{
	struct parse_in in = any_input();
	struct target_image h;
	enum parse_status status = target_image_parse(&in, &h);

	if (status != PARSE_OK) {
		check_refusal(&in, status);
		return;
	}
	assert(in.len >= 8416);
	assert((((__int128)h.num_outputs) >= ((__int128)1) &&
		((__int128)h.num_outputs) <= ((__int128)256)));
	assert((((__int128)h.has_parent) <= ((__int128)1)));
}

void prove_target_encryption_method_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(TARGET_ENCRYPTION_METHOD_NONE == ((__int128)0) &&
	       TARGET_ENCRYPTION_METHOD_AES == ((__int128)1) &&
	       TARGET_ENCRYPTION_METHOD_LUKS == ((__int128)2));
	assert(target_encryption_method_known(v) ==
	       (v == ((__int128)0) || v == ((__int128)1) || v == ((__int128)2)));
}

void prove_target_cipher_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(TARGET_CIPHER_NONE == ((__int128)0) && TARGET_CIPHER_AES == ((__int128)1) &&
	       TARGET_CIPHER_SERPENT == ((__int128)2) && TARGET_CIPHER_TWOFISH == ((__int128)3));
	assert(target_cipher_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
					  v == ((__int128)2) || v == ((__int128)3)));
}

void prove_target_cipher_mode_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(TARGET_CIPHER_MODE_NONE == ((__int128)0) &&
	       TARGET_CIPHER_MODE_ECB == ((__int128)1) && TARGET_CIPHER_MODE_CBC == ((__int128)2) &&
	       TARGET_CIPHER_MODE_XTS == ((__int128)3) && TARGET_CIPHER_MODE_CTR == ((__int128)4));
	assert(target_cipher_mode_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
					       v == ((__int128)2) || v == ((__int128)3) ||
					       v == ((__int128)4)));
}

void prove_target_cipher_vector_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(TARGET_CIPHER_VECTOR_NONE == ((__int128)0) &&
	       TARGET_CIPHER_VECTOR_PLAIN == ((__int128)1) &&
	       TARGET_CIPHER_VECTOR_PLAIN64 == ((__int128)2) &&
	       TARGET_CIPHER_VECTOR_ESSIV == ((__int128)3));
	assert(target_cipher_vector_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
						 v == ((__int128)2) || v == ((__int128)3)));
}

void prove_target_cipher_hash_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(TARGET_CIPHER_HASH_NONE == ((__int128)0) &&
	       TARGET_CIPHER_HASH_SHA1 == ((__int128)1) &&
	       TARGET_CIPHER_HASH_SHA224 == ((__int128)2) &&
	       TARGET_CIPHER_HASH_SHA256 == ((__int128)3) &&
	       TARGET_CIPHER_HASH_SHA384 == ((__int128)4) &&
	       TARGET_CIPHER_HASH_SHA512 == ((__int128)5) &&
	       TARGET_CIPHER_HASH_MD5 == ((__int128)6));
	assert(target_cipher_hash_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
					       v == ((__int128)2) || v == ((__int128)3) ||
					       v == ((__int128)4) || v == ((__int128)5) ||
					       v == ((__int128)6)));
}

void prove_target_preallocation_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(TARGET_PREALLOCATION_OFF == ((__int128)0) &&
	       TARGET_PREALLOCATION_METADATA == ((__int128)1) &&
	       TARGET_PREALLOCATION_FALLOC == ((__int128)2) &&
	       TARGET_PREALLOCATION_FULL == ((__int128)3));
	assert(target_preallocation_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
						 v == ((__int128)2) || v == ((__int128)3)));
}

void prove_target_subformat_known(void)
{
	uint64_t v = (uint64_t)any_u64();

	assert(TARGET_SUBFORMAT_DEFAULT == ((__int128)0) &&
	       TARGET_SUBFORMAT_MONOLITHIC_SPARSE == ((__int128)1) &&
	       TARGET_SUBFORMAT_MONOLITHIC_FLAT == ((__int128)2) &&
	       TARGET_SUBFORMAT_TWO_GB_MAX_EXTENT_SPARSE == ((__int128)3) &&
	       TARGET_SUBFORMAT_TWO_GB_MAX_EXTENT_FLAT == ((__int128)4) &&
	       TARGET_SUBFORMAT_STREAM_OPTIMIZED == ((__int128)5) &&
	       TARGET_SUBFORMAT_DYNAMIC == ((__int128)6) &&
	       TARGET_SUBFORMAT_FIXED == ((__int128)7));
	assert(target_subformat_known(v) == (v == ((__int128)0) || v == ((__int128)1) ||
					     v == ((__int128)2) || v == ((__int128)3) ||
					     v == ((__int128)4) || v == ((__int128)5) ||
					     v == ((__int128)6) || v == ((__int128)7)));
}

void prove_target_qcow2_cluster_size(void)
{
	struct target_options options;
	uint64_t value = target_qcow2_cluster_size(&options);

	assert(value == (__int128)(options.cluster_size == 0 ? 65536 : options.cluster_size));
}

void prove_target_qcow2_cluster_size_allowed(void)
{
	__int128 v = any_u64();
	uint64_t one = any_u64() % 64, other = any_u64() % 64;

	if (v == (__int128)1 << one)
		assert(target_qcow2_cluster_size_allowed(v) == (v >= 512 && v <= 2097152));
	if (one != other && (v >> one & 1) && (v >> other & 1))
		assert(!target_qcow2_cluster_size_allowed(v));
}

void prove_target_qcow2_refcount_bits(void)
{
	struct target_options options;
	uint64_t value = target_qcow2_refcount_bits(&options);

	assert(value == (__int128)(options.refcount_bits == 0 ? 16 : options.refcount_bits));
}

void prove_target_qcow2_refcount_bits_allowed(void)
{
	__int128 v = any_u64();
	uint64_t one = any_u64() % 64, other = any_u64() % 64;

	if (v == (__int128)1 << one)
		assert(target_qcow2_refcount_bits_allowed(v) == (v >= 1 && v <= 64));
	if (one != other && (v >> one & 1) && (v >> other & 1))
		assert(!target_qcow2_refcount_bits_allowed(v));
}

void prove_target_vmdk_grain_size(void)
{
	struct target_options options;
	uint64_t value = target_vmdk_grain_size(&options);

	assert(value == (__int128)(options.cluster_size == 0 ? 65536 : options.cluster_size));
}

void prove_target_vmdk_grain_size_allowed(void)
{
	__int128 v = any_u64();
	uint64_t one = any_u64() % 64, other = any_u64() % 64;

	if (v == (__int128)1 << one)
		assert(target_vmdk_grain_size_allowed(v) == (v >= 4096 && v <= 1073741824));
	if (one != other && (v >> one & 1) && (v >> other & 1))
		assert(!target_vmdk_grain_size_allowed(v));
}

void prove_target_vhdx_log_size(void)
{
	struct target_options options;
	uint64_t value = target_vhdx_log_size(&options);

	assert(value == (__int128)(options.log_size == 0 ? 1048576 : options.log_size));
}

void prove_target_qed_cluster_size(void)
{
	struct target_options options;
	uint64_t value = target_qed_cluster_size(&options);

	assert(value == (__int128)(options.cluster_size == 0 ? 65536 : options.cluster_size));
}

void prove_target_qed_cluster_size_allowed(void)
{
	__int128 v = any_u64();
	uint64_t one = any_u64() % 64, other = any_u64() % 64;

	if (v == (__int128)1 << one)
		assert(target_qed_cluster_size_allowed(v) == (v >= 4096 && v <= 67108864));
	if (one != other && (v >> one & 1) && (v >> other & 1))
		assert(!target_qed_cluster_size_allowed(v));
}

void prove_target_qed_table_size(void)
{
	struct target_options options;
	uint64_t value = target_qed_table_size(&options);

	assert(value == (__int128)(options.table_size == 0 ? 4 : options.table_size));
}

void prove_target_qed_table_size_allowed(void)
{
	__int128 v = any_u64();
	uint64_t one = any_u64() % 64, other = any_u64() % 64;

	if (v == (__int128)1 << one)
		assert(target_qed_table_size_allowed(v) == (v >= 1 && v <= 16));
	if (one != other && (v >> one & 1) && (v >> other & 1))
		assert(!target_qed_table_size_allowed(v));
}

void prove_target_parallels_cluster_size(void)
{
	struct target_options options;
	uint64_t value = target_parallels_cluster_size(&options);

	assert(value == (__int128)(options.cluster_size == 0 ? 1048576 : options.cluster_size));
}
