meta:
  id: lamp
  title: What the host tells a lantern
  license: Apache-2.0
  endian: le
doc: A small host-guest structure, and a memory map.
doc-ref: the tests
-instar-id: 1
-instar-abi: true
-instar-options:
  - id: room
    everywhere: true
    doc: What any lamp takes.
    options:
      - id: place
        kind: str
        doc: where it hangs
      - id: night.light
        kind: bool
        default: off
        on: colour::violet
        into: colour
        doc: a weak light
  - id: oil
    format: colour::red
    compresses: true
    shown-before: {until: "2.0", order: [size, place]}
    doc: A lamp that burns oil.
    options:
      - use: room.place
      - id: size
        kind: size
        default: _root.len_wick * 32
        valid: {min: 512, max: _root.ofs_oil * 512, power-of-two: true}
        into: size
        fault: bad_size
        qemu: Between {min} and {max:KiB}k
        shown: true
        doc: how much oil it holds
      - id: wick
        kind: num
        default: 0
        chosen: true
        into: size
        since: "1.5"
        doc: how long the wick is
      - id: hue
        kind: str
        default: warm
        words: {warm: colour::red, cold: colour::violet, none: }
        aliases: {icy: cold}
        into: colour
        schema: colour
        qemu:
          - {until: "1.2", text: "bad colour {value}"}
          - {text: "no such colour: {value}"}
        shown: amber
        doc: its colour
instances:
  ofs_oil:
    value: 0x1000
    doc: Where the oil is.
  len_oil:
    value: ofs_oil / 2
    doc: How much of it.
  ofs_wick:
    value: ofs_oil + len_oil
    doc: After the oil.
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
  options:
    doc: A new lamp.
    -instar-faults:
      - id: bad_size
        field: size
        text: is no size
        doc: Out of range.
    seq:
      - id: size
        type: u4
        -instar-any: the layout checks it
        doc: Drops of oil.
      - id: colour
        type: u4
        -instar-any: a set
        doc: Its colours.
  spare:
    doc: Room.
    seq:
      - id: level
        type: s2
        valid:
          min: -5
          max: 5
        doc: Degrees, negative when it leans back.
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
