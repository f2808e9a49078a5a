# SPDX-License-Identifier: Apache-2.0
meta:
  id: zip
  title: Zip archive
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  Members one after the other, and at the end a directory of them all, found by a record that ends the file. Numbers that do not fit
  are all ones, and in an extra field or a second record instead.
doc-ref: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT .ZIP File Format Specification 6.3, section 4.3
-instar-id: 181
-instar-programs:
  - name: qemu
    reads: As raw; it does not look into archives.
    run: qemu-img 5.2, 7.2, 10.0, 11.1
seq:
  - id: first
    type: local_header
    doc: The first member.
instances:
  max_comment_bytes:
    value: 65535
    -instar-unit: bytes
    doc: The record that ends the file is no further from its end than this and its own length.
  absent_u2:
    value: 0xffff
    -instar-c: false
    doc: The number is in the second record.
  absent_u4:
    value: 0xffffffff
    doc: The number is in the extra field, or in the second record.
  max_name_bytes:
    value: 4096
    -instar-unit: bytes
    -instar-own: true
    doc: Longest name that is read, as long as Linux lets a path be.
types:
  local_header:
    doc: What is before a member's bytes. Name and extra field follow, whose lengths may differ from those in the directory.
    doc-ref: section 4.3.7
    seq:
      - id: magic
        contents: [0x50, 0x4b, 3, 4]
        doc: "`PK`, 3, 4."
      - id: version_needed
        type: u2
        -instar-any: not read
        doc: Who can unpack it.
      - id: flags
        type: u2
        -instar-any: those of the directory count
        doc: As in the directory.
      - id: method
        type: u2
        -instar-any: that of the directory counts
        doc: As in the directory.
      - id: time
        type: u4
        -instar-any: not read
        doc: When it was changed.
      - id: checksum
        -orig-id: crc-32
        type: u4
        -instar-any: not read
        doc: Of the member.
      - id: len_stored
        type: u4
        -instar-any: that of the directory counts
        -instar-unit: bytes
        doc: As in the directory; 0 where it was not known yet.
      - id: len_member
        type: u4
        -instar-any: that of the directory counts
        -instar-unit: bytes
        doc: As in the directory; 0 where it was not known yet.
      - id: len_name
        type: u2
        -instar-any: what it leads to has to be in the file
        -instar-unit: bytes
        doc: Length of the name.
      - id: len_extra
        type: u2
        -instar-any: what it leads to has to be in the file
        -instar-unit: bytes
        doc: Length of the extra field.
  entry:
    doc: A member in the directory. Name, extra field and comment follow.
    doc-ref: section 4.3.12
    -instar-faults:
      - id: past_end
        field: ofs_header
        text: is {value}, and the member ends past the end of the file
        doc: The whole member is in the file.
      - id: long_name
        field: len_name
        text: is {value}, more than {max_name_bytes}
        doc: Longer names cannot be opened.
      - id: cut_off
        field: len_name
        text: is {value}, and the entry ends past the end of the directory
        doc: The whole entry is in the directory.
      - id: no_extra
        field: len_extra
        text: is {value}, too short for the numbers that are left to the extra field
        doc: Numbers that are all ones are in the extra field.
    seq:
      - id: magic
        contents: [0x50, 0x4b, 1, 2]
        doc: "`PK`, 1, 2."
      - id: version_made
        type: u2
        -instar-any: not read
        doc: Who made it.
      - id: version_needed
        type: u2
        -instar-any: not read
        doc: Who can unpack it.
      - id: flags
        type: u2
        -instar-any: not all bits mean something here
        doc: Set of `flag`.
      - id: method
        type: u2
        -instar-any: the host refuses what it does not know
        doc: How the member is stored, one of `method`.
      - id: time
        type: u4
        -instar-any: not read
        doc: When it was changed.
      - id: checksum
        -orig-id: crc-32
        type: u4
        -instar-any: not read
        doc: Of the member.
      - id: len_stored
        type: u4
        -instar-any: what it leads to has to be in the file
        -instar-unit: bytes
        doc: Bytes that the member takes.
      - id: len_member
        type: u4
        -instar-any: a stored member has as many as it takes
        -instar-unit: bytes
        doc: Bytes of the member.
      - id: len_name
        type: u2
        -instar-any: what it leads to has to be in the directory
        -instar-unit: bytes
        -instar-c: [place]
        doc: Length of the name.
      - id: len_extra
        type: u2
        -instar-any: what it leads to has to be in the directory
        -instar-unit: bytes
        -instar-c: [place]
        doc: Length of the extra field.
      - id: len_comment
        type: u2
        -instar-any: what it leads to has to be in the directory
        -instar-unit: bytes
        doc: Length of the comment.
      - id: first_disk
        type: u2
        -instar-any: members of split archives end past the end of the file
        doc: The part of a split archive that the member is in.
      - id: internal
        type: u2
        -instar-any: not read
        doc: Whether it is text.
      - id: external
        type: u4
        -instar-any: not read
        doc: Permissions.
      - id: ofs_header
        type: u4
        -instar-any: the fault `past_end` has its rule
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where the member's own header is.
  extra:
    doc: Head of a part of an extra field.
    doc-ref: section 4.5.1
    seq:
      - id: kind
        type: u2
        -instar-any: unknown parts are passed over
        doc: What it is.
      - id: len_data
        type: u2
        -instar-any: what it leads to has to be in the extra field
        -instar-unit: bytes
        doc: Bytes that follow.
    instances:
      zip64:
        value: 1
        doc: Numbers of 64 bits, in the order `len_member`, `len_stored`, `ofs_header`, those only that are all ones in the directory.
  end:
    doc: The record that ends the file. A comment follows.
    doc-ref: section 4.3.16
    -instar-faults:
      - id: not_found
        field: magic
        text: is not in the last 64 KiB of the file, which is no zip archive
        doc: Every archive ends with this record.
      - id: past_end
        field: ofs_directory
        text: is {value}, and the directory ends past the record
        doc: The directory is before the record.
    seq:
      - id: magic
        contents: [0x50, 0x4b, 5, 6]
        -instar-c: [place]
        doc: "`PK`, 5, 6."
      - id: disk
        type: u2
        -instar-any: not read
        doc: The part of a split archive that this is.
      - id: first_disk
        type: u2
        -instar-any: not read
        doc: The part in which the directory begins.
      - id: num_here
        type: u2
        -instar-any: not read
        doc: Members in this part.
      - id: num_members
        type: u2
        -instar-any: the length of the directory counts
        doc: Members in all.
      - id: len_directory
        type: u4
        -instar-any: the fault `past_end` has its rule
        -instar-unit: bytes
        doc: Length of the directory.
      - id: ofs_directory
        type: u4
        -instar-any: the fault `past_end` has its rule
        -instar-unit: bytes
        -instar-c: [place]
        doc: Where it begins, as if the archive began the file.
      - id: len_comment
        type: u2
        -instar-any: it ends with the file
        -instar-unit: bytes
        doc: Length of the comment.
  locator:
    doc: Before the record that ends the file, where there is a second one.
    doc-ref: section 4.3.15
    seq:
      - id: magic
        contents: [0x50, 0x4b, 6, 7]
        doc: "`PK`, 6, 7."
      - id: disk
        type: u4
        -instar-any: not read
        doc: The part that the second record is in.
      - id: ofs_end64
        type: u8
        -instar-any: what it leads to has to be in the file
        -instar-unit: bytes
        doc: Where the second record is.
      - id: num_disks
        type: u4
        -instar-any: not read
        doc: Parts of a split archive.
  end64:
    doc: The second record, with numbers of 64 bits.
    doc-ref: section 4.3.14
    seq:
      - id: magic
        contents: [0x50, 0x4b, 6, 6]
        doc: "`PK`, 6, 6."
      - id: len_record
        type: u8
        -instar-any: not read
        -instar-unit: bytes
        doc: Bytes that follow.
      - id: version_made
        type: u2
        -instar-any: not read
        doc: Who made it.
      - id: version_needed
        type: u2
        -instar-any: not read
        doc: Who can unpack it.
      - id: disk
        type: u4
        -instar-any: not read
        doc: The part that this is.
      - id: first_disk
        type: u4
        -instar-any: not read
        doc: The part in which the directory begins.
      - id: num_here
        type: u8
        -instar-any: not read
        doc: Members in this part.
      - id: num_members
        type: u8
        -instar-any: the length of the directory counts
        doc: Members in all.
      - id: len_directory
        type: u8
        -instar-any: the fault `past_end` of `end` has its rule
        -instar-unit: bytes
        doc: Length of the directory.
      - id: ofs_directory
        type: u8
        -instar-any: the fault `past_end` of `end` has its rule
        -instar-unit: bytes
        doc: Where it begins.
enums:
  method:
    0: {id: stored, doc: As it is.}
    8: {id: deflate, doc: A raw deflate stream.}
  flag:
    1: {id: encrypted, doc: The member is encrypted.}
