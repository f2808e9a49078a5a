# SPDX-License-Identifier: Apache-2.0
meta:
  id: tar
  title: Tape archive
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  Files one after the other, each a header of one block and its bytes, padded to whole blocks; an OVA is one. Numbers are octal text, or
  big-endian bytes that begin with the bit 7 set. A name that is too long for the header is in a member of its own before it: as GNU
  writes it, or as a pax record. The archive ends with a block of zeros, or with the file.
doc-ref: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html pax Interchange Format, ustar Interchange Format
-instar-id: 180
-instar-programs:
  - name: qemu
    reads: As raw; it does not look into archives.
    run: qemu-img 5.2, 7.2, 10.0, 11.1
-instar-strings:
  - {id: posix, text: ustar, doc: "What `magic` begins with; a zero byte after it is that of POSIX."}
  - {id: key_path, text: path, doc: Key of the record with the member's name.}
  - {id: key_size, text: size, doc: "Key of the record with the member's bytes, decimal."}
  - {id: key_sparse, text: GNU.sparse., doc: What keys of records begin with that describe a file of which only some parts are here.}
seq:
  - id: header
    type: header
    doc: The first member.
instances:
  block_size:
    value: 512
    -instar-unit: bytes
    doc: Headers and padded members are whole blocks.
  binary_number:
    value: 0x80
    doc: First byte of a number that is no text. The others are the number, big-endian.
  ofs_is_extended:
    value: 482
    -instar-unit: bytes
    doc: Where a header of a sparse file says, by a byte that is not zero, that a block with more parts follows.
  ofs_has_more:
    value: 504
    -instar-unit: bytes
    doc: Where such a block says it.
  max_name_bytes:
    value: 4096
    -instar-unit: bytes
    -instar-own: true
    doc: Longest name that is read, as long as Linux lets a path be.
  max_record_bytes:
    value: 0x100000
    -instar-unit: bytes
    -instar-own: true
    doc: Most bytes of pax records before one member, or of a long name, that are read.
types:
  header:
    doc: What is before a member's bytes.
    doc-ref: https://www.gnu.org/software/tar/manual/html_node/Standard.html Basic Tar Format
    -instar-faults:
      - id: sum_differs
        field: checksum
        text: is {value}, not the sum of the header
        doc: All bytes of the header add up to the checksum, with spaces in its own place. Some old writers added them as signed ones.
      - id: bad_number
        field: size
        text: is no number
        doc: Octal digits between spaces and zeros, or a positive number of 63 bits as bytes.
      - id: past_end
        field: size
        text: is {value}, more than the rest of the file
        doc: The whole member is in the file.
      - id: long_name
        field: name
        text: has {value} bytes, more than {max_name_bytes}
        doc: Longer names cannot be opened.
      - id: long_records
        field: size
        text: is {value}, more than {max_record_bytes:#x} of names and records
        doc: What describes a member is short.
      - id: bad_record
        field: typeflag
        text: announces records that are broken at byte {value} of them
        doc: A pax record is its length, a space, a key, an equals sign, a value and the end of a line.
    seq:
      - id: name
        size: 100
        -instar-any: ends at its first zero byte; any other byte may be in a name
        -instar-c: [place]
        doc: The path of the member, or its end.
      - id: mode
        size: 8
        -instar-any: not read
        doc: Permissions, octal.
      - id: uid
        size: 8
        -instar-any: not read
        doc: Owner, octal.
      - id: gid
        size: 8
        -instar-any: not read
        doc: Group, octal.
      - id: size
        size: 12
        -instar-any: the faults `bad_number` and `past_end` have its rules
        -instar-c: [place]
        doc: Bytes of the member, a number.
      - id: mtime
        size: 12
        -instar-any: not read
        doc: When it was last changed, octal seconds since 1970.
      - id: checksum
        -orig-id: chksum
        size: 8
        -instar-any: the fault `sum_differs` has its rule
        -instar-c: [place]
        doc: Sum of all bytes of the header, octal, as if these eight were spaces.
      - id: typeflag
        type: u1
        enum: kind
        -instar-any: members of unknown kinds are passed over
        -instar-c: [place]
        doc: What the member is, one of `kind`.
      - id: linkname
        size: 100
        -instar-any: not read
        doc: What a link leads to.
      - id: magic
        size: 6
        -instar-any: old archives have none; the checksum says what is a header
        doc: "`ustar` and a zero byte, or a space as GNU writes it, or nothing."
      - id: version
        size: 2
        -instar-any: not read
        doc: "`00`, or a space and a zero byte as GNU writes it."
      - id: uname
        size: 32
        -instar-any: not read
        doc: Name of the owner.
      - id: gname
        size: 32
        -instar-any: not read
        doc: Name of the group.
      - id: devmajor
        size: 8
        -instar-any: not read
        doc: Of a device.
      - id: devminor
        size: 8
        -instar-any: not read
        doc: Of a device.
      - id: prefix
        size: 155
        -instar-any: ends at its first zero byte; any other byte may be in a name
        doc: The beginning of the path, before a slash, where `magic` is that of POSIX. GNU keeps other things here.
      - id: padding
        size: 12
        -instar-any: not read
        doc: Nothing.
enums:
  kind:
    0: {id: old_file, doc: "A file, as archives before POSIX have it; a directory where the name ends with a slash."}
    48: {id: file, doc: A file.}
    49: {id: link, doc: A name of a member before. It has no bytes.}
    50: {id: symlink, doc: A symbolic link.}
    51: {id: char_device, doc: A device.}
    52: {id: block_device, doc: A device.}
    53: {id: directory, doc: A directory.}
    54: {id: fifo, doc: A pipe.}
    55: {id: contiguous, doc: "A file, for systems that have such."}
    75: {id: gnu_long_link, doc: What the next member links to.}
    76: {id: gnu_long_name, doc: The name of the next member.}
    83: {id: gnu_sparse, doc: A file of which only some parts are here.}
    88: {id: solaris_records, doc: "As `records`."}
    103: {id: global_records, doc: "Pax records for all members that follow, which hold no names."}
    120: {id: records, doc: Pax records of the next member.}
