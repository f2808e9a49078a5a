meta:
  id: channel
  title: Message channel
  license: Apache-2.0
  endian: le
doc: |
  Messages are frames in the channel region, one after the other: a little-endian 32-bit length, then one `GuestMessage`
  (`guest.proto`). The host empties the region at every doorbell and sets `len_used` back to zero; the guest rings for it alone
  only when there is more than `len_batch`.
doc-ref: docs/architecture.md Messages
-instar-id: 5
-instar-abi: true
instances:
  ofs_state:
    value: 0x0
    -instar-unit: bytes
    doc: Where `state` is in the control region.
  len_prefix:
    value: 4
    -instar-unit: bytes
    doc: The length before each message.
  len_batch:
    value: 0x40000
    -instar-unit: bytes
    doc: |
      Frames that would grow beyond this are sent first. A run that sends little touches few pages of the region, one that sends
      much stays in the processor's cache.
  max_message:
    value: 0xf0000
    -instar-unit: bytes
    doc: Longest message. A longer one ends the run. Extents come in far smaller ones; an image with thousands of snapshots needs it.
types:
  state:
    doc: What the channel holds.
    seq:
      - id: len_used
        type: u4
        -instar-any: checked against the channel region by the host
        -instar-unit: bytes
        doc: Bytes of whole frames in the channel region.
      - id: status
        type: u4
        -instar-any: the host takes 0 for success and all else for failure
        doc: What the operation returned, valid with the doorbell `done`.
