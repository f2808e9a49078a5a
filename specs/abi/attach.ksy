meta:
  id: attach
  title: Attaching files that an image names
  license: Apache-2.0
  endian: le
doc: |
  An image may name further files: a backing image, an external data file, extents, a parent. The guest asks for them by the
  name that is in the image; the host resolves it beneath the directory of the file that names it, under its policy, and answers with a disk
  or with the reason why not.
doc-ref: SECURITY.md Names out of images
-instar-id: 1
-instar-abi: true
instances:
  ofs_exchange:
    value: 0x1000
    -instar-unit: bytes
    doc: Where `exchange` is in the control region.
  max_name:
    value: 4096
    -instar-unit: bytes
    doc: Longest name that may be asked for.
types:
  exchange:
    doc: A request, and in the same place its answer.
    -instar-faults:
      - id: not_found
        text: names a file that could not be opened
        qemu: "Could not open '{detail}': No such file or directory"
        doc: There is no such file.
      - id: failed
        text: names a file that could not be opened
        doc: The host tried and failed; the host knows why.
      - id: escapes
        text: names a file outside the directory of the image that names it
        doc: Its absolute path, `..` or a symbolic link leads out. `--allow-path` widens what is allowed.
      - id: protocol
        text: names a protocol, not a file
        doc: "`nbd:`, `http:`, `json:` and the like are never followed."
      - id: special
        text: names something that is not a regular file
        doc: A FIFO, a socket, a device, a directory, or a file that the kernel makes up (procfs, sysfs).
      - id: cycle
        text: names a file that is already part of the chain
        doc: The same file, whatever its name.
      - id: too_deep
        text: makes a chain of more than the {value} images below the first that are allowed
        doc: More images on top of each other than the caller allows (`source.max_depth_default`).
      - id: too_many
        text: makes more files than a run may have
        doc: More than `boot.max_disks`, or in more directories than the host holds open.
      - id: forbidden
        text: names a file, and no file that an image names is to be opened
        doc: "`--no-files`, or `files=False`."
      - id: bad_name
        text: names no file
        doc: An empty name, one with a zero byte, or one longer than `max_name`.
    seq:
      - id: from_disk
        type: u4
        -instar-any: checked against the attached files by the host
        doc: The file whose bytes hold the name.
      - id: kind
        type: u4
        enum: kind
        valid:
          in-enum: true
        doc: What the file is to the image.
      - id: len_name
        type: u4
        valid:
          max: 4096
        -instar-unit: bytes
        doc: Length of the name.
      - id: status
        type: u4
        enum: status
        valid:
          in-enum: true
        doc: The answer.
      - id: disk
        type: u4
        -instar-any: the host's answer, valid when `status` is `ok`
        doc: Number of the new disk.
      - id: flags
        type: u4
        -instar-any: the host's answer, a set of `boot.disk_flag` bits
        doc: As in the boot disk table.
      - id: len_file
        type: u8
        -instar-any: the host's answer
        -instar-unit: bytes
        doc: As in the boot disk table.
      - id: allocated
        type: u8
        -instar-any: the host's answer
        -instar-unit: bytes
        doc: As in the boot disk table.
      - id: name
        size: 4096
        doc: The name, as it is in the image.
enums:
  kind:
    1:
      id: backing
      doc: A backing image.
    2:
      id: data_file
      doc: An external data file.
    3:
      id: extent
      doc: A part of the image.
    4:
      id: parent
      doc: The parent of a differencing image.
  status:
    0:
      id: ok
      doc: Attached.
    1:
      id: not_found
      doc: There is no such file.
    2:
      id: failed
      doc: The host could not open it.
    3:
      id: escapes
      doc: It lies outside the directory.
    4:
      id: protocol
      doc: The name is not a file's.
    5:
      id: special
      doc: Not a regular file.
    6:
      id: cycle
      doc: Already part of the chain.
    7:
      id: too_deep
      doc: The chain is too long.
    8:
      id: too_many
      doc: No room for another file.
    9:
      id: bad_name
      doc: Empty, too long or with a zero byte.
    10:
      id: forbidden
      doc: The caller follows no names.
