# SPDX-License-Identifier: Apache-2.0
meta:
  id: vmdk_text
  title: VMDK, a descriptor file
  application:
    - VMware
    - QEMU
  file-extension:
    - vmdk
  license: Apache-2.0
  ks-version: '0.11'
  encoding: UTF-8
doc: |
  The text that names the extents of a disk, a line each. Its grammar is in
  `formats/vmdk.ksy`, type `descriptor`.
doc-ref: https://www.vmware.com/support/developer/vddk/vmdk_50_technote.pdf
seq:
  - id: lines
    type: strz
    terminator: 0x0a
    eos-error: false
    repeat: eos
    -instar-owner: descriptor
