# SPDX-License-Identifier: Apache-2.0
meta:
  id: view
  title: Configuration and answer of the view operation
  license: Apache-2.0
  endian: le
  bit-endian: le
  imports:
    - source
doc: |
  What the host sends to the `view` operation, which reads the structures of one file as `specs/views` declares them, and what comes
  back. The guest answers with `ViewBatch` messages, whose `nodes` are the nodes below, or `ViewRuns`, whose `runs` are the runs below,
  and one `ViewResult` (guest.proto), or with an error that carries one of `error` as its `code`.
doc-ref: docs/view.md
-instar-id: 190
-instar-abi: true
instances:
  no_type:
    value: 0xffffffff
    doc: Type of a node that is no object.
  unknown_count:
    value: 0xffffffffffffffff
    doc: How many there are is only known to who reads them all.
  not_on_disk:
    value: 0xffffffffffffffff
    doc: Place on the disk of what is not of the disk.
  max_steps:
    value: 12
    doc: Steps of a path.
  max_depth:
    value: 24
    -instar-c: false
    doc: Nodes inside each other.
  max_data:
    value: 512
    doc: Bytes of one text that are sent.
  max_bytes:
    value: 64
    doc: Bytes that are no text are sent where they are no more than these; longer ones may be the disk's.
  max_encoded:
    value: 0x500000
    doc: Characters of one text in base64 whose bytes are looked at.
  depth_default:
    value: 3
    -instar-c: false
    doc: Levels that are shown unless the user says how many.
  max_elements_default:
    value: 64
    -instar-c: false
    doc: Elements of each list that are sent unless the user says how many.
  max_nodes_default:
    value: 50000
    -instar-c: false
    doc: Nodes, or runs, that are sent unless the user allows more.
types:
  config:
    doc: What to read of the file.
    seq:
      - id: magic
        type: u4
        valid: 0x57454956
        doc: "`VIEW`. The guest refuses anything else."
      - id: version
        type: u4
        valid: 1
        doc: Version of this structure. The guest refuses others.
      - id: source
        type: source::options
        doc: How to read the file, which is disk 0; its format, if the user says it.
      - id: tables
        type: u8
        -instar-any: the operation compares it with the hash of its own tables
        doc: Hash of the tables of views. The guest refuses another.
      - id: max_nodes
        type: u4
        valid: {min: 1, max: 16000000}
        doc: Nodes, or runs, to send at most.
      - id: max_elements
        type: u4
        valid: {min: 1, max: 16000000}
        doc: Elements of each list to send at most.
      - id: first_element
        type: u8
        -instar-any: past the end of a list nothing is sent
        doc: Number of the first element of the list that the path leads to.
      - id: depth
        type: u4
        valid: {max: 24}
        doc: How far to go down from the node that the path leads to; 0 is that node alone.
      - id: num_steps
        type: u4
        valid: {max: 12}
        doc: Steps of the path that count.
      - id: steps
        type: u8
        repeat: expr
        repeat-expr: 12
        -instar-any: one that leads nowhere is the error `no_such_node`
        doc: From the root to the node that is asked for, by turns the number of an attribute and, of a list, that of an element.
      - id: mode
        type: u4
        enum: mode
        valid: {in-enum: true}
        doc: What is asked.
      - id: rows
        type: u4
        valid: {max: 1}
        doc: "1: elements that follow each other by a rule are one node, the first; see `node`."
      - id: place
        type: u8
        -instar-any: past the end there is nothing
        -instar-unit: bytes
        doc: The place that `at_guest` or `at_file` asks for.
  run:
    doc: Some bytes of the file, and whose they are.
    seq:
      - id: offset
        type: u8
        -instar-any: the host only shows it
        -instar-unit: bytes
        doc: Where they are in the file.
      - id: length
        type: u8
        -instar-any: the host only shows it
        -instar-unit: bytes
        doc: How many they are.
      - id: guest
        type: u8
        -instar-any: the host only shows it
        -instar-unit: bytes
        doc: The first one's place on the disk, or `not_on_disk`.
      - id: guest_length
        type: u8
        -instar-any: the host only shows it
        -instar-unit: bytes
        doc: Bytes of the disk that they are. As many as in the file unless they are compressed.
      - id: owner
        type: u4
        enum: owner
        valid: {in-enum: true}
        doc: Whose they are.
      - id: num_steps
        type: u4
        valid: {max: 12}
        doc: Steps of the path to the node that leads there.
      - id: steps
        type: u8
        repeat: expr
        repeat-expr: 12
        -instar-any: the host compares them with its tables
        doc: From the root to the node, as in `config`, but before the number of an attribute is 65536 times its owner's type.
  node:
    doc: One node of the tree.
    seq:
      - id: owner
        type: u4
        -instar-any: the host compares it with its tables
        doc: Type of the object whose attribute it is.
      - id: attribute
        type: u4
        -instar-any: the host compares it with its tables
        doc: Number of the attribute.
      - id: object
        type: u4
        -instar-any: the host compares it with its tables
        doc: Type of the object, or `no_type`.
      - id: kind
        type: u2
        enum: node_kind
        valid: {in-enum: true}
        doc: What it is.
      - id: flags
        type: u2
        valid:
          expr: (_ & ~0x7f) == 0
        doc: Set of `node_flag`.
      - id: depth
        type: u4
        valid: {max: 24}
        doc: 0 for the node that was asked for.
      - id: len_data
        type: u4
        valid: {max: 512}
        doc: Bytes of the batch's `data` that are its own bytes; those of the nodes before come first.
      - id: index
        type: u8
        -instar-any: of an element, any
        doc: Number of an element in its list.
      - id: offset
        type: u8
        -instar-any: the host only shows it
        -instar-unit: bytes
        doc: Where it is in the file.
      - id: length
        type: u8
        -instar-any: the host only shows it
        -instar-unit: bytes
        doc: How long it is there. 0 for a value that is computed, and for a list.
      - id: value
        type: u8
        -instar-any: any number
        doc: The number, its magnitude where it is negative, or how many elements a list has.
      - id: first_bit
        type: u4
        valid: {max: 63}
        doc: Of bits, how many are before them in the byte at `offset`.
      - id: num_bits
        type: u4
        valid: {max: 64}
        doc: How many bits; 0 for all that is no bits.
      - id: num_alike
        type: u8
        -instar-any: the host only shows it
        doc: Elements that the node stands for, itself included. 0 for what is no element.
      - id: step
        type: u8
        -instar-any: the host only shows it
        doc: How much more each of them is than the one before, as a number; 0, they are the same.
      - id: means
        type: u8
        -instar-any: the host compares it with its tables
        doc: What an entry of a table means, a number of the tables; 0, nothing.
enums:
  mode:
    0: {id: tree, doc: The node that the path leads to and what is in it.}
    1: {id: owners, doc: "Of each byte of the file, whose it is."}
    2: {id: at_guest, doc: The tables' entries that lead to a byte of the disk.}
    3: {id: at_file, doc: All that leads to a byte of the file.}
  owner:
    0: {id: unknown, doc: Nothing leads there.}
    1: {id: header, doc: "A header, and what belongs to it."}
    2: {id: l1, doc: A table that leads to tables.}
    3: {id: l2, doc: A table that leads to data.}
    4: {id: bat, doc: A table of all blocks of the disk.}
    5: {id: refcounts, doc: Counts of users.}
    6: {id: bitmaps, doc: "Bitmaps, of what has changed or what a block has."}
    7: {id: snapshots, doc: The list of snapshots.}
    8: {id: data, doc: Data of the disk.}
    9: {id: compressed, doc: "Data of the disk, compressed."}
    10: {id: log, doc: A log of changes.}
    11: {id: descriptor, doc: A text that describes the image.}
    12: {id: metadata, doc: What else describes the image.}
    13: {id: keys, doc: Material of keys.}
    14: {id: leaked, doc: "Nothing leads there, but it is counted as used."}
    15: {id: overlap, doc: Two things are there that do not belong together.}
  node_kind:
    0: {id: number, doc: A number in the file.}
    1: {id: bits, doc: Some bits of it.}
    2: {id: bytes, doc: Bytes without another meaning.}
    3: {id: text, doc: A text.}
    4: {id: object, doc: A structure.}
    5: {id: list, doc: A list; its elements follow.}
    6: {id: computed, doc: A number that follows from others.}
  node_flag:
    1: {id: element, doc: An element of the list that comes before.}
    2: {id: negative, doc: The number is negative.}
    4: {id: broken, doc: "It cannot be read: it is outside of the file, or follows from something that is."}
    8: {id: more, doc: There are more elements than those that are sent.}
    16: {id: cut, doc: The text is longer than what is sent.}
    32: {id: deeper, doc: What is in it was not asked for.}
    64: {id: encoded, doc: "The file has it in base64: offset, length and data are those of the characters."}
  error:
    0: {id: ok, doc: The answer is complete.}
    1: {id: no_view, doc: There is no view of the format.}
    2: {id: no_such_node, doc: The path leads nowhere. The value is the number of the step.}
    3: {id: too_much, doc: It takes too long to find out where everything is.}
    4: {id: other_tables, doc: Host and guest have tables of other views.}
