# SPDX-License-Identifier: Apache-2.0
"""Releases that changed something which no recorded answer shows; found by asking the binaries
themselves.

What the recordings do show is in the switches of `instar.generated.profiles`.
"""

from __future__ import annotations

# `--object` is read where it is on the command line, as pairs or JSON; before, after all
# options, and bare names were switches.
OBJECT_KEYVAL = (6, 0)
# A bare name in `-l` is warned about.
SHORT_FORM_WARNING = (6, 0)
# Names of nodes are quoted in messages.
NODE_QUOTES = (6, 0)
# `check` looks at reserved bits and subclusters of qcow2 entries.
CHECK_RESERVED = (6, 2)
# JSON of `check` has what was repaired only where something was.
CHECK_NO_FIXED = (5, 0)
# `check` of Parallels images: clusters outside of the file do not count as allocated ...
PARALLELS_OUTSIDE = (8, 1)
# ... and entries with one cluster, and the field `data_off`, are looked at.
PARALLELS_DUPLICATES = (8, 2)
# `create` tells a bad option in one line.
CREATE_ONE_LINE = (3, 1)
# A backing file has to be there; before, that was only warned about.
BACKING_MUST_OPEN = (5, 1)
# A backing file's format has to be named.
BACKING_NEEDS_FORMAT = (6, 1)
# `resize` does not make an image of any format shorter without `--shrink`.
RESIZE_NEEDS_SHRINK = (5, 1)
# `resize` of a qcow2 image of version 3 that has snapshots.
RESIZE_WITH_SNAPSHOTS = (5, 1)
# `resize` knows how long a file may be.
RESIZE_LIMIT = (7, 0)
# `convert` writes no zeros at the end of a request, also where they end off a unit.
ZERO_TAILS_SKIPPED = (7, 0)
# `snapshot -c` gives an error of the system without its number.
SNAPSHOT_ERROR_PLAIN = (8, 2)
# `snapshot` without an action lists; before, it did nothing.
SNAPSHOT_LISTS = (10, 0)
# `amend` of the key slots of LUKS.
AMEND_KEY_SLOTS = (5, 1)
# `amend` does not change the backing image.
AMEND_NO_BACKING = (6, 1)
# `bitmap --merge` gives the sizes of disks that are not of one size.
BITMAP_SIZES = (7, 1)
# `convert --bitmaps` looks first for bitmaps that are inconsistent.
BITMAPS_CHECKED = (6, 1)
# `bitmap --remove-all`.
BITMAP_REMOVE_ALL = (10, 1)
# Errors of `json:` names say where.
JSON_PLACES = (11, 0)
