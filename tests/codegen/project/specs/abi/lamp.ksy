meta:
  id: lamp
  title: What the host tells a lantern
  license: Apache-2.0
  endian: le
doc: A small host-guest structure, and a memory map.
doc-ref: the tests
-instar-id: 1
-instar-abi: true
instances:
  ofs_oil:
    value: 0x1000
    doc: Where the oil is.
  len_oil:
    value: ofs_oil / 2
    doc: How much of it.
  ofs_wick:
    value: ofs_oil + len_oil
    doc: Behind the oil.
  len_wick:
    value: 16
    doc: Short.
types:
  config:
    doc: How to shine.
    seq:
      - id: magic
        type: u4
        valid: 0x4c414d50
        doc: The letters LAMP.
      - id: colour
        type: u4
        enum: colour
        valid:
          in-enum: true
        doc: One of the colours.
      - id: spare
        type: spare
        doc: What is left over.
  spare:
    doc: Room.
    seq:
      - id: level
        type: s2
        valid:
          min: -5
          max: 5
        doc: Degrees.
      - id: reserved
        contents: [0, 0, 0, 0, 0, 0]
enums:
  colour:
    0:
      id: red
      doc: Long waves.
    7:
      id: violet
      doc: Short waves.
