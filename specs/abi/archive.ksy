# SPDX-License-Identifier: Apache-2.0
meta:
  id: archive
  title: Archives and their members
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  Files that hold other files, which may be images, and how these are stored.
doc-ref: docs/fleet.md Archives
-instar-id: 183
-instar-abi: true
enums:
  kind:
    1: {id: tar, doc: A tar archive.}
    2: {id: zip, doc: A zip archive.}
  stored:
    0: {id: plain, doc: "The member is a part of the file, as it is."}
    1: {id: deflate, doc: It is compressed with deflate.}
    2: {id: sparse, doc: Only some parts of it are there.}
    3: {id: encrypted, doc: It is encrypted.}
    4: {id: other, doc: It is compressed with something else.}
