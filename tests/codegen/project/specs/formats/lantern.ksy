meta:
  id: lantern
  title: Lantern image
  license: Apache-2.0
  endian: be
  bit-endian: be
doc: |
  An invented format that has one of everything which a spec can say.

  - lists stay lists
  - in comments, too
doc-ref: https://example.org/lantern Lantern 1.2, section 3
-instar-id: 2
-instar-programs:
  - name: Whaler
    since: 1.0
    writes: Version 2.
    reads: Both versions, in the dark as well.
    source: https://example.org/whaler The log of the Whaler
    seen: calm
-instar-samples:
  - id: calm
    program: Whaler 1.1
    made: whaler --calm
    sha256: 0000000000000000000000000000000000000000000000000000000000000000
-instar-places:
  - {id: header, type: header, at: 0}
  - id: table
    type: entry
    at: header.ofs_table
    count: header.num_blocks
    index: offset / header.block_size
    doc: One entry for each block.
  - id: block
    size: header.block_size
    at: table.block * header.block_size
    byte: offset % header.block_size
    doc: A block of the disk.
-instar-magic:
  - offset: -16
    hex: 4c 4e 54 00
    -instar-c: [value]
    doc: Also stands near the end.
-instar-strings:
  - id: word
    text: 'li"ght'
    doc: A text with a quote in it.
seq:
  - id: head
    type: header
    doc: At the start.
instances:
  max_blocks:
    value: 0x100000000
    doc: Does not fit 32 bits.
  guild:
    value: '[0x4c, 0x00, 0xfe, 0x22]'
    -instar-c: [value, size]
    doc: The mark of its makers.
types:
  header:
    doc: First bytes of the image.
    doc-ref: https://example.org/lantern#header section 3.1
    -instar-practice:
      - text: Everyone writes version 2.
        unverified: nobody was asked
    -instar-faults:
      - id: table_past_end
        field: ofs_table
        text: is {value}, past the end of the file
        qemu: Table is gone
        doc: The table has to be in the file.
    seq:
      - id: magic
        contents: [0x4c, 0x4e, 0x54, 0xfe]
        -instar-qemu: Not a lantern
        -instar-c: [value, size]
      - id: version
        type: u2
        valid:
          any-of: [1, 2]
        -instar-qemu:
          - {until: "5.0", text: "Version {value} is too new"}
          - {text: "Unsupported version {value}"}
        -instar-c: [place]
        doc: 1 or 2.
      - id: block_bits
        type: u1
        valid:
          min: 9
          max: 21
        -instar-unit: bits
        -instar-c: [peek, min, max]
        doc: A block is `1 << block_bits` bytes.
      - id: kind
        type: u1
        enum: kind
        valid:
          in-enum: true
        doc: What burns.
      - id: ofs_table
        -orig-id: tbl_off
        type: u8
        valid:
          expr: _ % 512 == 0
        doc: Block table. 0 means the image has no blocks.
      - id: num_blocks
        type: u8
        valid:
          expr: _ * block_size <= limit
        doc: How many blocks there are.
      - id: num_used
        type: u8
        valid:
          max: _root.max_blocks
        doc: How many of them are used.
      - id: checksum
        type: u4
        -instar-checksum: {algorithm: crc32c, span: [4, 40]}
        doc: Of 36 bytes.
      - id: delta
        type: s4le
        -instar-any: any shift of the hue
        -instar-qemu-valid:
          max: 100
          doc: it has no brighter colours
        doc: Little-endian for a change; a negative one darkens.
      - id: flags
        type: u4
        if: version >= 2
        valid:
          expr: (_ & ~0x3) == 0
        doc: Two bits.
      - id: extra
        type: u2
        if: version >= 2 and flags == 1
        valid: 0x1234
        doc: After the flags.
    instances:
      limit:
        value: 0x7fffffffffffffff
        doc: Largest size.
      block_size:
        value: 1 << block_bits
        -instar-unit: bytes
        doc: Bytes in a block.
      bright:
        value: version >= 2 and (flags & 1) != 0
        doc: Whether it shines.
  entry:
    doc: Entry of the block table.
    params:
      - id: block_bits
        type: u1
        -instar-bound: [9, 21]
        doc: From the header.
    -instar-entry:
      - {means: hole, if: not used}
      - {means: zero, if: offset == 0, doc: The header is there.}
      - {means: data}
    seq:
      - id: used
        type: b1
        -instar-any: both values have a meaning
        doc: Whether there is a block.
      - id: reserved
        type: b7
        valid: 0
      - id: block
        type: b24
        valid:
          expr: used or _ == 0
        doc: Where it is.
    instances:
      offset:
        value: block << block_bits
        doc: In bytes.
  pair:
    doc: Two entries and a bit field in the middle.
    seq:
      - id: left
        type: entry(12)
        doc: The one.
      - id: high
        type: b12le
        -instar-any: any number
        doc: Twelve bits.
      - id: low
        type: b4le
        valid:
          max: 9
        doc: The other four.
      - id: right
        type: 'entry(left.block > 3 ? 9 : 10)'
        doc: The other.
  name:
    doc: Variable parts.
    seq:
      - id: len_name
        type: u2
        -instar-any: the bound of `name` holds it
        doc: Length of the name.
      - id: num_pairs
        type: u1
        valid:
          max: 3
        doc: Pairs behind the name.
      - id: name
        size: len_name
        -instar-bound: 64
        doc: The name.
      - id: padding
        size: (4 - len_name % 4) % 4
        -instar-bound: 3
        -instar-any: ignored
      - id: pairs
        type: pair
        repeat: expr
        repeat-expr: num_pairs
        -instar-bound: 3
        doc: As many as `num_pairs` says.
      - id: rest
        size: len_name - 2
        -instar-bound: 62
        doc: May not be negative.
      - id: title
        type: strz
        encoding: UTF-8
        -instar-bound: 8
        doc: Ends with a zero.
  table:
    doc: Fixed arrays and texts.
    seq:
      - id: word
        type: strz
        size: 4
        encoding: ASCII
        valid:
          any-of: ['"glow"', '"dim"']
        doc: A word.
      - id: numbers
        type: u2
        repeat: expr
        repeat-expr: 3
        valid:
          min: 1
        doc: Three numbers.
      - id: entries
        type: entry(9)
        repeat: expr
        repeat-expr: 2
        doc: Two entries.
      - id: blob
        size: 2
        repeat: expr
        repeat-expr: 2
        -instar-any: two times two bytes
        doc: Bytes.
      - id: sum
        type: u1
        valid:
          expr: _ == (numbers[0] + numbers[2]) / 2
        doc: Of the first and the last.
    instances:
      is_dim:
        value: word == "dim"
        doc: Whether it is weak.
enums:
  kind:
    1:
      id: oil
      doc: Of a whale.
    0xffffffff:
      id: gas
      doc: From a pipe.
