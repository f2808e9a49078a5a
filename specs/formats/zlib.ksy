# SPDX-License-Identifier: Apache-2.0
meta:
  id: zlib
  title: What is around a zlib stream
  license: Apache-2.0
  endian: be
  bit-endian: be
doc: |
  Compressed blocks of several formats (grains of VMDK, blocks of cloop, chunks of DMG) are zlib streams: a raw deflate stream between
  two bytes that say how it was made and a checksum of what it holds. Numbers are big-endian.
doc-ref: https://www.rfc-editor.org/rfc/rfc1950 RFC 1950, section 2.2
-instar-id: 117
-instar-programs:
  - name: qemu
    writes: Raw deflate with a window of 4 KiB in qcow2 and qcow, zlib streams in vmdk.
    reads: The same, and raw deflate with a window of 32 KiB.
    run: qemu-img 5.2, 7.2, 10.0, 11.1; clusters written were unpacked with such a window, and one of the wider kind was read
seq:
  - id: header
    type: header
    doc: First bytes of the stream.
types:
  header:
    doc: Before the raw stream.
    doc-ref: RFC 1950, section 2.2, CMF and FLG
    seq:
      - id: word
        -orig-id: CMF and FLG
        type: u2
        -instar-any: "`is_sound` has its rules"
        doc: |
          From the most significant bit on: window (4 bits: its binary logarithm less 8, up to 7), method (4 bits: 8 is deflate), level (2
          bits), whether a dictionary is needed, and 5 bits that make the word a multiple of 31.
    instances:
      default:
        value: 0x789c
        doc: What zlib writes at its default level, with a window of 32 KiB.
      is_sound:
        value: word % 31 == 0 and (word >> 8) % 16 == 8 and (word >> 12) < 8 and (word >> 5) % 2 == 0
        doc: Whether a raw deflate stream follows that needs nothing else.
  trailer:
    doc: After the raw stream.
    doc-ref: RFC 1950, section 2.2, ADLER32
    seq:
      - id: checksum
        -orig-id: ADLER32
        type: u4
        -instar-any: the reader that unpacks the stream compares it
        doc: Adler-32 of what the stream holds.
