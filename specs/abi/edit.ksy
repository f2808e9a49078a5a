# SPDX-License-Identifier: Apache-2.0
meta:
  id: edit
  title: What changes of images in place are asked for
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  What the editor of a format is asked to change in an image that there is, and why it may not. The configurations of the operations are
  in snapshot.ksy and others.
doc-ref: docs/in-place.md
-instar-id: 75
-instar-abi: true
types:
  snapshot:
    doc: What is to become of an internal snapshot.
    seq:
      - id: action
        type: u4
        enum: snapshot_action
        valid:
          in-enum: true
        doc: What to do.
      - id: len_name
        type: u4
        valid:
          max: 1024
        -instar-unit: bytes
        doc: Length of the text in `name`.
      - id: name
        size: 1024
        -instar-any: text from the command line, compared and stored
        doc: Name of the snapshot; to apply one, its id or name. Zero padded.
      - id: date_sec
        type: u4
        -instar-any: any time
        -instar-unit: seconds
        doc: The time that a new snapshot has, since 1970-01-01 UTC.
      - id: date_nsec
        type: u4
        valid:
          max: 999999999
        -instar-unit: nanoseconds
        doc: The rest of that time.
  backing:
    doc: Which backing image an image names from now on.
    seq:
      - id: len_name
        type: u4
        valid:
          max: 4096
        -instar-unit: bytes
        doc: Length of the text in `name`; 0 for no backing image.
      - id: name
        size: 4096
        -instar-any: text from the command line, which is stored
        doc: The name, as the image will have it. Zero padded.
      - id: len_format
        type: u4
        valid:
          max: 16
        -instar-unit: bytes
        doc: Length of the text in `format`; 0 where the format is not named.
      - id: format
        size: 16
        -instar-any: one of qemu-img's names, which is stored
        doc: The format of that image. Zero padded.
enums:
  snapshot_action:
    1: {id: create, doc: Keep the disk as it is under a new snapshot.}
    2: {id: apply, doc: The disk becomes that of the snapshot.}
    3: {id: delete, doc: Forget the snapshot.}
  error:
    0: {id: ok, doc: It is done.}
    1: {id: unsupported, doc: "Images of this kind have no internal snapshots; `value` is the format."}
    2: {id: not_found, doc: "No snapshot has the name."}
    3: {id: too_many, doc: "There is no room for another one; `value` is how many there are."}
    4: {id: overflow, doc: "A cluster cannot be used once more: its refcount has too few bits. `value` is its offset."}
    5: {id: bitmaps, doc: "The disk has bitmaps, which would be wrong; `value` is how many."}
    6: {id: no_room, doc: "The header would not fit into its place; `value` is how many bytes that has."}
    7: {id: invalid, doc: "Images of this kind cannot have what is asked for; `value` is its length, or what is in the way."}
