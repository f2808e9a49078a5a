# SPDX-License-Identifier: Apache-2.0
meta:
  id: target
  title: What a new image shall be
  license: Apache-2.0
  endian: le
doc: |
  Limits of every new image, and the options that each format of one has. What `qemu-img create` and `qemu-img convert` choose where a
  format leaves it to the writer stands in that format's spec.
doc-ref: docs/measure.md
-instar-abi: true
seq: []
instances:
  max_size:
    value: 0x7fffffffffffffff
    -instar-unit: bytes
    doc: Largest file and largest disk, what a signed 64-bit offset reaches.
