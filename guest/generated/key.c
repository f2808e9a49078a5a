/* SPDX-License-Identifier: Apache-2.0 */
/* INSTAR-GEN c specs/abi/key.ksy spec=ee0a4515 gen=1 */
/* Generated: edit the spec, then run `make codegen`. */
#include "key.h"

enum parse_status key_request_parse(struct parse_in *in, struct key_request *out)
{
	const uint8_t *p = in->buf;

	if (in->len < KEY_REQUEST_SIZE)
		return parse_truncated(in, STRUCTURE_KEY_REQUEST);

	uint32_t secret = load_u4le(p);

	uint32_t method = load_u4le(p + 4);
	if (!key_method_known(method))
		return parse_fail(in, STRUCTURE_KEY_REQUEST, KEY_REQUEST_FIELD_METHOD, 4,
				  PARSE_ENUM, method);

	uint32_t hash = load_u4le(p + 8);
	if (!target_cipher_hash_known(hash))
		return parse_fail(in, STRUCTURE_KEY_REQUEST, KEY_REQUEST_FIELD_HASH, 8, PARSE_ENUM,
				  hash);

	uint32_t iterations = load_u4le(p + 12);

	uint32_t len_password = load_u4le(p + 16);
	if (len_password > 64)
		return parse_fail(in, STRUCTURE_KEY_REQUEST, KEY_REQUEST_FIELD_LEN_PASSWORD, 16,
				  PARSE_RANGE, len_password);

	uint32_t len_key = load_u4le(p + 20);
	if (len_key < 1 || len_key > 64)
		return parse_fail(in, STRUCTURE_KEY_REQUEST, KEY_REQUEST_FIELD_LEN_KEY, 20,
				  PARSE_RANGE, len_key);

	uint32_t status = load_u4le(p + 24);
	if (!key_status_known(status))
		return parse_fail(in, STRUCTURE_KEY_REQUEST, KEY_REQUEST_FIELD_STATUS, 24,
				  PARSE_ENUM, status);

	uint32_t len_salt = load_u4le(p + 28);
	if (len_salt > 64)
		return parse_fail(in, STRUCTURE_KEY_REQUEST, KEY_REQUEST_FIELD_LEN_SALT, 28,
				  PARSE_RANGE, len_salt);

	uint32_t memory = load_u4le(p + 96);

	uint32_t lanes = load_u4le(p + 100);
	if (lanes > 16)
		return parse_fail(in, STRUCTURE_KEY_REQUEST, KEY_REQUEST_FIELD_LANES, 100,
				  PARSE_RANGE, lanes);

	out->secret = secret;
	out->method = method;
	out->hash = hash;
	out->iterations = iterations;
	out->len_password = len_password;
	out->len_key = len_key;
	out->status = status;
	out->len_salt = len_salt;
	__builtin_memcpy(out->salt, p + 32, 64);
	out->memory = memory;
	out->lanes = lanes;
	return PARSE_OK;
}
