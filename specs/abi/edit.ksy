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
  amendment:
    doc: Options that an image gets as if it had been made with them. What is 0 or not among the flags stays as it is.
    seq:
      - id: flags
        type: u4
        -instar-any: a set of `amend_flag` bits; unknown ones have no effect
        doc: Set of `amend_flag`.
      - id: version
        type: u4
        valid:
          any-of: [0, 2, 3]
        doc: Version of the format.
      - id: refcount_bits
        type: u4
        valid:
          any-of: [0, 1, 2, 4, 8, 16, 32, 64]
        -instar-unit: bits
        doc: Width of a refcount.
      - id: len_data_file
        type: u4
        valid:
          max: 4096
        -instar-unit: bytes
        doc: Length of the text in `data_file`.
      - id: size
        type: u8
        -instar-any: every size is looked at by the format's editor
        -instar-unit: bytes
        doc: Size of the disk.
      - id: data_file
        size: 4096
        -instar-any: text from the command line, which is stored
        doc: Name of the file that has the data. Zero padded.
      - id: backing
        type: backing
        doc: The backing image.
      - id: key_slot
        type: key_slot
        doc: The key slots.
  key_slot:
    doc: What becomes of the key slots of an encrypted image.
    -instar-faults:
      - id: new_secret_missing
        host: true
        text: "adds a slot for no secret"
        qemu: "'new-secret' is required to activate a keyslot"
        doc: "A slot is derived from a secret."
      - id: old_secret_unused
        host: true
        text: "adds a slot and names an old secret"
        qemu: "'old-secret' must not be given when activating keyslots"
        doc: "A free slot opens with no secret."
      - id: slot_in_use
        host: true
        field: slot
        text: "adds slot {value}, which is active"
        qemu: "Refusing to overwrite active keyslot {value} - please erase it first"
        doc: "`--force` overwrites it."
      - id: no_free_slot
        host: true
        field: slot
        text: "adds a slot where all are active"
        qemu: "Can't add a keyslot - all keyslots are in use"
        doc: "LUKS1 has few."
      - id: no_such_slot
        host: true
        field: slot
        text: "names slot {value}, which is none"
        qemu: "Invalid keyslot {value} specified, must be between 0 and {given}"
        doc: "LUKS1 has few."
      - id: unused_when_erasing
        host: true
        text: "erases slots, and names {name}"
        qemu: "'{name}' must not be given when erasing keyslots"
        doc: "Nothing is derived."
      - id: nothing_to_erase
        host: true
        text: "erases no slot"
        qemu: "To erase keyslot(s), either explicit keyslot index or the password currently contained in them must be given"
        doc: "A slot, or the secret that opens it, says which."
    seq:
      - id: action
        type: u4
        enum: slot_action
        valid:
          in-enum: true
        doc: What to do.
      - id: slot
        type: u4
        valid:
          max: 8
        doc: The slot; 8 for those that the old secret opens.
      - id: iterations
        type: u4
        -instar-any: the host, which derives the key, has chosen it
        doc: How often the key of the slot is derived.
      - id: entropy
        size: 64
        -instar-any: random
        doc: What salt and key material are drawn from.
      - id: reserved
        contents: [0, 0, 0, 0]
        doc: Fills the structure up.
  bitmap:
    doc: Which bitmap of the disk is changed, and how often; that many `bitmap_step` follow the configuration.
    seq:
      - id: len_name
        type: u4
        valid:
          max: 1024
        -instar-unit: bytes
        doc: Length of the text in `name`; more than a name may have is cut, and is the name of none.
      - id: name
        size: 1024
        -instar-any: text from the command line, compared and stored
        doc: Name of the bitmap. Zero padded.
      - id: num_actions
        type: u4
        valid:
          max: 32
        doc: What is done to it, one after the other.
  bitmap_step:
    doc: One change of a bitmap.
    -instar-faults:
      - id: mixed
        field: action
        text: is {value}, among copies
        doc: The host copies bitmaps in a run of its own.
    seq:
      - id: action
        type: u4
        enum: bitmap_action
        valid:
          in-enum: true
        doc: What to do.
      - id: granularity_bits
        type: u4
        valid:
          any-of: [0, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]
        -instar-unit: bits
        doc: "To add one: a bit is about `1 << granularity_bits` bytes of the disk; 0 for as many as suit the image. To merge or copy: the same of the file `disk`."
      - id: disk
        type: u4
        valid:
          max: 64
        doc: "To merge or copy: the file of the run with the bits of a bitmap of another image, the lowest of a byte first; 0 for a bitmap of this image."
      - id: len_name
        type: u4
        valid:
          max: 1024
        -instar-unit: bytes
        doc: Length of the text in `name`.
      - id: name
        size: 1024
        -instar-any: text from the command line, which is compared
        doc: "To merge: the bitmap of this image whose bits are added. To copy: the name of the new one. Zero padded."
enums:
  amend_flag:
    1: {id: lazy_refcounts, doc: Writers may write refcounts late.}
    2: {id: eager_refcounts, doc: They may not.}
    4: {id: data_file, doc: The image names `data_file`.}
    8: {id: not_raw, doc: The data file need not be the disk byte for byte.}
    16: {id: backing_name, doc: The image names `backing`.}
    32: {id: backing_format, doc: The image says which format that has.}
    64: {id: force, doc: "What the new version has not may be lost, and so may the last key."}
    128: {id: progress, doc: Report how far it is.}
    256: {id: drop_bitmaps, doc: "They may be lost, if the new version has none."}
    512: {id: old_secret, doc: Key slots are erased only if the old secret opens them.}
  slot_action:
    0: {id: keep, doc: They stay as they are.}
    1: {id: add, doc: The slot opens with the secret of a new image.}
    2: {id: erase, doc: "Nothing opens it any more, and its key material is overwritten."}
  bitmap_action:
    1: {id: add, doc: A new one that is enabled.}
    2: {id: remove, doc: Forget it.}
    3: {id: remove_all, doc: Forget all that the image has.}
    4: {id: clear, doc: No bit of it is set.}
    5: {id: enable, doc: Writers set its bits from now on.}
    6: {id: disable, doc: They do not.}
    7: {id: merge, doc: The bits of another one are added.}
    8: {id: find, doc: "Nothing: it must be there."}
    9: {id: use, doc: "Nothing: it must be there, and what it says must be known to be true."}
    10: {id: read, doc: "The image stays as it is: its bits go into file 1, the lowest of a byte first. What is not written there is zeros."}
    11: {id: copy, doc: "A new one that is enabled, named `name`, gets the bits of the file `disk`. All steps of a run are copies, or none is."}
    12: {id: copy_disabled, doc: The same of one that is disabled.}
  snapshot_action:
    1: {id: create, doc: Keep the disk as it is under a new snapshot.}
    2: {id: apply, doc: The disk becomes that of the snapshot.}
    3: {id: delete, doc: Forget the snapshot.}
  error:
    0: {id: ok, doc: It is done.}
    1: {id: unsupported, doc: "Images of this kind have no such thing; `value` is the format."}
    2: {id: not_found, doc: "None has the name."}
    3: {id: too_many, doc: "There is no room for another one; `value` is how many there are."}
    4: {id: overflow, doc: "A cluster cannot be used once more: its refcount has too few bits. `value` is its offset."}
    5: {id: bitmaps, doc: "The disk has bitmaps, which would be wrong; `value` is how many."}
    6: {id: no_room, doc: "The header would not fit into its place; `value` is how many bytes that has."}
    7: {id: invalid, doc: "Images of this kind cannot have what is asked for; `value` is its length, or what is in the way."}
    8: {id: exists, doc: "There is one of that name."}
    9: {id: inconsistent, doc: "A program may have written to the disk without setting its bits."}
    10: {id: old_version, doc: "Images of this version have none; `value` is the version."}
    11: {id: too_large, doc: "It would take more than it may; `value` is how many bytes."}
    12: {id: name_length, doc: "The name is longer than it may be; `value` is how long."}
    13: {id: no_directory_room, doc: "All names together would be longer than they may be; `value` is how long."}
    14: {id: no_source, doc: "There is none of the name that is to be merged."}
    15: {id: source_inconsistent, doc: "The one that is to be merged may miss writes to the disk."}
