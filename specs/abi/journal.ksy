# SPDX-License-Identifier: Apache-2.0
meta:
  id: journal
  title: Journal of a change in place
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  What the host keeps next to an image while it changes it in place: `.instar-<inode in hexadecimal>.journal`. A journal has its name
  only when it is whole and on stable storage, and loses it when the change is whole and on stable storage. So an image without one is
  as before a change or as after it; an image with one is read through it, and the next command that changes the image completes the change
  first.

  A journal is a `header`, then records, then a `seal`. A record is a `record`, then, for a `put`, the checksum of each sector as it
  was before, 4 bytes each, then the data. All ranges but those that end with the file are whole sectors, so a sector is the smallest part
  that a crash leaves as before or as after.

  Images that are changed together, in one directory, may have one file: their journals follow each other in it, and it has as many names.

  A journal counts only if its file is a regular one with no more names than journals, belongs to who reads it, has mode 0600, and is on the
  image's file system; with the image's inode in its header and a `seal` that fits; and only if each sector that it puts is in the image as
  it was before the change, or as the change leaves it at some point. Others have then not written to the image since.

  What a command that copies much adds to an image goes into the image at once, past its old end. Before that there is a record of the old
  length, `.instar-<inode in hexadecimal>.growth`: a journal whose one step, and result, is that length. Nobody reads an image through it. It is
  removed when the journal is there; without one, the next command that changes the image cuts it off there, if nothing refers to what lies
  beyond, and removes it. A command that writes over data in place adds the step `over`: if it is interrupted, the disk has old and new content, and
  the next command that opens the image says so.

  A command that makes other files next to an image, or makes them longer, names each of them in such a record (`companion`) before it does so, and
  the record puts the whole image as it is, so that the next command sees whether anybody has changed it since. Without a journal, the next command that
  changes the image removes what is new and cuts off what was added to the others.

  A file for `check --undo` is a journal, too: of the way back, with a name that the user chooses, on any file system. What is as
  before its change is then what the repair has made.
doc-ref: docs/in-place.md
-instar-id: 42
-instar-abi: true
instances:
  len_sector:
    value: 512
    -instar-unit: bytes
    -instar-c: false
    doc: What is written whole or not at all.
  len_checksum:
    value: 4
    -instar-unit: bytes
    -instar-c: false
    doc: A sector's CRC-32, little-endian. What lies past the end of the file counts as zeros.
  mode:
    value: 0x180
    -instar-c: false
    doc: Permissions of a journal, 0600.
  max_journals:
    value: 256
    -instar-c: false
    doc: The most that one file has.
types:
  header:
    doc: Which image is changed, and by whom.
    seq:
      - id: magic
        type: u8
        valid: 0x4c4e524a54534e49
        doc: "`INSTJRNL`."
      - id: version
        type: u4
        valid: 1
        doc: Version of the whole layout.
      - id: owner
        type: u4
        -instar-any: compared with the user who reads the journal
        doc: User who makes the change.
      - id: inode
        type: u8
        -instar-any: compared with the image's
        doc: The image's inode.
      - id: len_old
        type: u8
        valid:
          max: 0x7fffffffffffffff
        -instar-unit: bytes
        doc: Length of the image before the change.
      - id: command
        size: 24
        -instar-any: shown, never read
        doc: The command that makes the change, in ASCII, filled up with zeros.
      - id: len_journal
        type: u8
        valid:
          max: 0x7fffffffffffffff
        -instar-unit: bytes
        doc: Length of this journal, with header and seal, after which another may follow; 0 for all of the file.
  record:
    doc: One step of the change.
    seq:
      - id: kind
        type: u4
        enum: kind
        valid:
          in-enum: true
        doc: What is done.
      - id: reserved
        contents: [0, 0, 0, 0]
        doc: Fills the structure up.
      - id: start
        type: u8
        valid:
          max: 0x7fffffffffffffff
        -instar-unit: bytes
        doc: Where; the new length for `resize`, 0 for `barrier`.
      - id: length
        type: u8
        valid:
          max: 0x7fffffffffffffff
        -instar-unit: bytes
        doc: How much; 0 for `resize` and `barrier`.
  companion:
    doc: What follows a record of that kind. A file in the image's directory, as it was before the change.
    seq:
      - id: inode
        type: u8
        -instar-any: compared with the file's
        doc: The file's inode.
      - id: len_old
        type: u8
        valid:
          max: 0x7fffffffffffffff
        -instar-unit: bytes
        doc: Its length before the change; 0 for one that is new.
      - id: is_new
        type: u1
        valid:
          max: 1
        doc: 1 for one that the change makes.
      - id: name
        size: 255
        -instar-any: compared with names in the directory
        doc: Its name, filled up with zeros.
  seal:
    doc: Last bytes of a journal that is whole.
    seq:
      - id: magic
        type: u8
        valid: 0x4c41455354534e49
        doc: "`INSTSEAL`."
      - id: num_records
        type: u8
        -instar-any: compared with the records
        doc: How many records there are.
      - id: len_records
        type: u8
        -instar-any: compared with the journal's length
        -instar-unit: bytes
        doc: Bytes of all records with what follows them.
      - id: len_new
        type: u8
        valid:
          max: 0x7fffffffffffffff
        -instar-unit: bytes
        doc: Length of the image after the change.
      - id: hash
        size: 32
        -instar-any: compared with the hash of what comes before
        doc: SHA-256 of the header and all records, and of this seal up to here.
enums:
  kind:
    0: {id: put, doc: Write the data.}
    1: {id: barrier, doc: What comes before is on stable storage before what comes after.}
    2: {id: resize, doc: Set the length of the image; what is new reads as zero.}
    3: {id: zero, doc: "Let the range read as zero, without space where the file system can."}
    4: {id: reserve, doc: Have the file system set space aside.}
    5: {id: fill, doc: Write zeros.}
    6: {id: over, doc: "Only in a record of the old length: data may have been written over."}
    7: {id: grown, doc: What the change has added at once. The journal belongs to no image without it.}
    8: {id: companion, doc: "Only in a record of the old length: a file next to the image is new, or may be longer. `length` bytes of `companion` follow."}
