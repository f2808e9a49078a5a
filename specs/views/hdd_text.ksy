# SPDX-License-Identifier: Apache-2.0
meta:
  id: hdd_text
  title: Parallels disk of several files, the descriptor
  application:
    - Parallels Desktop
  file-extension:
    - hdd
    - xml
  license: Apache-2.0
  ks-version: '0.11'
  encoding: UTF-8
doc: |
  The XML that names the images of a disk, by its lines. Its elements are in
  `formats/hdd.ksy`; each image has a view of its own.
doc-ref: https://www.qemu.org/docs/master/interop/prl-xml.html
seq:
  - id: lines
    type: strz
    terminator: 0x0a
    eos-error: false
    repeat: eos
    -instar-owner: descriptor
