meta:
  id: panic
  title: Why a guest gives up
  license: Apache-2.0
  endian: le
doc: |
  A guest that finds host, core and operation at odds says so and stops. Nothing here depends on an image: what is wrong with
  an image is an error message (`guest.proto`).
doc-ref: docs/architecture.md The guest
-instar-id: 11
-instar-abi: true
instances:
  ofs_record:
    value: 0x40
    -instar-unit: bytes
    doc: Where `record` is in the control region.
types:
  record:
    doc: Valid with the doorbell `panic`.
    seq:
      - id: reason
        type: u4
        -instar-any: a claim of the guest; the host names those of `reason` and prints others as numbers
        doc: Member of `reason`.
      - id: reserved
        contents: [0, 0, 0, 0]
      - id: value
        type: u8
        -instar-any: a claim of the guest
        doc: What goes with the reason.
enums:
  reason:
    1:
      id: bad_boot
      doc: The boot information is not what this core was built for.
    2:
      id: bad_call_table
      doc: The operation was built for another core.
    3:
      id: bad_call
      doc: The operation gave a call an argument that no input can justify; the value is the slot.
    4:
      id: message_too_long
      doc: The operation emitted a message longer than the channel takes; the value is its length.
    5:
      id: device_broken
      doc: The host's answer breaks the queue's rules.
    6:
      id: doorbell_returned
      doc: The host went on after a doorbell that does not return.
