# SPDX-License-Identifier: Apache-2.0
"""What `hashlib`, qemu and LUKS call the hashes of the specs."""

from instar.generated.target import TargetCipherHash

HASHES: dict[int, str] = {
    TargetCipherHash.SHA1: "sha1",
    TargetCipherHash.SHA224: "sha224",
    TargetCipherHash.SHA256: "sha256",
    TargetCipherHash.SHA384: "sha384",
    TargetCipherHash.SHA512: "sha512",
    TargetCipherHash.MD5: "md5",
}
