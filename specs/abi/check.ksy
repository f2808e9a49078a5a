meta:
  id: check
  title: What checks look for and report
  license: Apache-2.0
  endian: le
  bit-endian: le
doc: |
  What the check of a format is asked for, and the problems that it finds. The `check` operation's configuration is in
  check_run.ksy.
doc-ref: docs/check.md
-instar-id: 35
-instar-abi: true
types:
  options:
    doc: What to look for, and how much of it to report.
    seq:
      - id: flags
        type: u4
        -instar-any: the operation refuses bits that are not in `flag`
        doc: Set of `flag`.
      - id: max_problems
        type: u4
        -instar-any: any number; more are counted, and not sent
        doc: Problems to send at most.
      - id: max_counters
        type: u8
        -instar-any: any number; memory allows fewer
        doc: |
          Clusters whose users are counted in one pass through the tables at most; 0 for as many as memory holds. For tests of what
          larger images need.
  problem:
    doc: One thing that is wrong with an image. The fault's text says what, with the numbers.
    seq:
      - id: fault
        type: u4
        -instar-any: the host refuses numbers that are no fault
        doc: Which rule is broken, a `FAULT_*` number.
      - id: effect
        type: u1
        enum: effect
        valid:
          in-enum: true
        doc: What it counts as.
      - id: depth
        type: u1
        -instar-any: the host checks it against the number of images that were checked
        doc: "Which image of the chain has it: 0 for the image itself, 1 for its backing image, and so on."
      - id: disk
        type: u2
        -instar-any: the host checks it against the number of files it attached
        doc: Number of the attached file that `offset` counts in.
      - id: offset
        type: u8
        -instar-any: any offset
        -instar-unit: bytes
        doc: Where the field is that breaks the rule.
      - id: value
        type: u8
        -instar-any: any number
        doc: What the text calls `value`.
      - id: extra0
        type: u8
        -instar-any: any number
        doc: What the text calls `extra0`.
      - id: extra1
        type: u8
        -instar-any: any number
        doc: What the text calls `extra1`.
      - id: extra2
        type: u8
        -instar-any: any number
        doc: What the text calls `extra2`.
enums:
  flag:
    1: {id: backing_chain, doc: Check every member of the chain.}
    2: {id: reserved_unchecked, doc: "Before 6.2, reserved bits and subclusters of qcow2 entries were not looked at, and compressed clusters began with a sector."}
    4: {id: parallels_unchecked, doc: "Before 8.2, entries of a Parallels image that name one cluster were not looked for, nor where its data begins."}
    8: {id: parallels_outside_counts, doc: "Before 8.1, clusters of a Parallels image past the end of the file counted as allocated, and only where one begins mattered."}
    16: {id: beyond, doc: "Look for what qemu-img's check does not look for, and at formats that it has no check for."}
    32: {id: repair_leaks, doc: "Free clusters that are counted and have fewer users, or none."}
    64: {id: repair_errors, doc: "Correct counts, and flags that contradict them; write counts anew where there is no other way."}
    128: {id: keep_unreachable, doc: "Free nothing where a pointer is broken: what seems to have no user may be what it led to."}
    512: {id: plan, doc: "Say of each write of a repair why it is done, where no problem says so."}
    256: {id: deep, doc: "Name for each cluster whose count is wrong whose it is, and what a repair makes of it."}
  user:
    0: {id: header, doc: "The header, or what it says of encryption."}
    1: {id: l1, doc: An L1 table.}
    2: {id: l2, doc: An L2 table.}
    3: {id: data, doc: "Data of the disk, compressed or not."}
    4: {id: snapshots, doc: The snapshot table.}
    5: {id: counts, doc: The refcount table or a block.}
    6: {id: bitmap, doc: "The bitmap directory, a bitmap's table or its data."}
  effect:
    0: {id: none, doc: It is only said.}
    1: {id: corruption, doc: "Data is damaged, or will be."}
    2: {id: leak, doc: "Space is lost, and nothing else."}
    3: {id: check_error, doc: "Something could not be looked at, so that the rest of the answer may be wrong."}
    4: {id: corruption_repaired, doc: "Data was damaged, or would have been, and is not any more."}
    5: {id: leak_repaired, doc: "Space was lost, and is free again."}
    6: {id: write, doc: "Nothing is wrong: a planned repair writes there, and this is why."}
  outcome:
    0: {id: complete, doc: The counts are the answer.}
    1: {id: unsupported, doc: "The format has no check, or no repair."}
    2: {id: invalid, doc: "The check was ended: a table that it needs makes no sense (EINVAL)."}
    3: {id: too_large, doc: "The check was ended: a table that it needs is too large (EFBIG)."}
    4: {id: io, doc: "The check was ended: a table that it needs cannot be read (EIO)."}
    5: {id: not_permitted, doc: "The check was ended: the disk has more than its tables say (EPERM, as qemu-img has it)."}
