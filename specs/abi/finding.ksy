meta:
  id: finding
  title: What a careful reader should know of an image
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  Formats and operations find these things; `info --safety` reports them, one `Finding` each (guest.proto).
doc-ref: docs/info.md
-instar-id: 31
-instar-abi: true
instances:
  severity_shift:
    value: 8
    -instar-c: false
    doc: What is above these bits of a `kind` is its `severity`.
enums:
  severity:
    1: {id: low, doc: Worth knowing; nothing that reads the image is led astray.}
    2: {id: medium, doc: Trouble or waste for users of the image.}
    3: {id: high, doc: "Opening the image may read what its maker chose, not what it holds."}
  kind:
    0x101: {id: dirty, doc: The image was not closed properly.}
    0x102: {id: snapshots, doc: "Snapshots come with the image: states of a disk, or of a machine, whose content is not examined."}
    0x103: {id: encrypted, doc: What is stored cannot be looked at without a key.}
    0x201: {id: corrupt, doc: "The image is marked as corrupt, by a reader that found it so."}
    0x202: {id: data_after_end, doc: Data follows after the last byte that the format uses.}
    0x203: {id: virtual_size, doc: The disk is larger than allowed.}
    0x204: {id: compression_ratio, doc: "The disk is so much larger than what compressed clusters hold of it that unpacking it is an attack."}
    0x205: {id: partition_table, doc: "The partition table contradicts itself, so that readers may see different partitions."}
    0x206: {id: rare_features, doc: The image asks its readers for features that few of them know.}
    0x207: {id: undeclared_format, doc: "The image does not say which format its backing file has, so that a writer of that file decides it."}
    0x208: {id: expansion, doc: "Tables lead to the same data again and again, so that unpacking the disk is an attack."}
    0x209: {id: unexamined, doc: "The image has more tables than are looked at for data that overlaps them."}
    0x301: {id: unreadable, doc: The image breaks a rule of its format and does not open.}
    0x302: {id: unknown_features, doc: The image asks its readers for features that none knows.}
    0x303: {id: backing_file, doc: The image shows the content of another file.}
    0x304: {id: data_file, doc: The disk's data is in another file.}
    0x305: {id: extent_file, doc: A part of the disk is in another file.}
    0x306: {id: absolute_name, doc: The image names another file by an absolute path.}
    0x307: {id: escaping_name, doc: The image names another file outside its own directory.}
    0x308: {id: protocol_name, doc: "The image names something that is not a file: a protocol, or a `json:` pseudo-name."}
    0x309: {id: polyglot, doc: "The file has the signature of another format too: two readers may take it for two different disks."}
    0x30a: {id: risky_format, doc: "The format is obsolete, or its readers have known holes; no untrusted image needs it."}
    0x30b: {id: create_type, doc: "A VMDK of a kind that is not one file, or whose kind is not said."}
    0x30c: {id: descriptor, doc: "A VMDK descriptor has lines that mean nothing, or names no extent."}
    0x30d: {id: footer, doc: "The header at the end of a VMDK, which counts, says other things than that at its beginning."}
    0x30e: {id: overlap, doc: "Data of the disk is where other data or the format's own structures are: a write to the disk changes those."}
