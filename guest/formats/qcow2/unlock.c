/* SPDX-License-Identifier: Apache-2.0 */
/* The key of an encrypted image. Its LUKS header numbers sectors of the file, the cipher before
 * LUKS those of the disk. */
#include "formats/cipher.h"
#include "formats/luks/image.h"
#include "generated/luks.h"
#include "image.h"

bool qcow2_unlock(struct image *img, const struct qcow2 *q)
{
	uint8_t bytes[LUKS_PHDR_SIZE];
	struct luks_phdr h;

	if (q->header.crypt_method == QCOW2_CRYPT_METHOD_AES)
		return cipher_unlock(img);
	return io_read_padded(img->disk, q->ofs_encryption, bytes, sizeof(bytes)) &&
	       luks_check(img, bytes, q->ofs_encryption, &h) &&
	       luks_unlock(img, &h, q->ofs_encryption, 0);
}
