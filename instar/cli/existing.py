# SPDX-License-Identifier: Apache-2.0
"""Names that a shell offers out of the images which a command line names."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instar.ops.image_info import ImageInfo

_PATIENCE_S = 2.0
_MOST_IMAGES = 4
_MOST = 1000
_LONGEST = 200


def snapshots(words: Iterable[str]) -> list[str]:
    """Names of the snapshots of the images among some words."""
    return _offered(one.name or one.id for image in _images(words) for one in image.snapshots)


def bitmaps(words: Iterable[str]) -> list[str]:
    """Names of the persistent bitmaps of the images among some words."""
    found = (image.qcow2 for image in _images(words) if image.qcow2 is not None)
    return _offered(one.name for details in found for one in details.bitmaps)


def _offered(names: Iterable[str]) -> list[str]:
    """They come out of images that nobody trusts: only short ones are offered, of characters that a
    terminal shows as they are.
    """
    few = islice(names, _MOST)
    return [name for name in few if name.isprintable() and 0 < len(name) <= _LONGEST]


def _images(words: Iterable[str]) -> Iterator[ImageInfo]:
    """What is known of the images; those that do not open say nothing."""
    from instar.errors import InstarError
    from instar.generated.profiles import DEFAULT
    from instar.ops.access import Access
    from instar.ops.info import Question, ask
    from instar.ops.run import Runner
    from instar.options.source import source_from_name
    from instar.sandbox.access import Reach

    runner = Runner(timeout=_PATIENCE_S, deadline=_PATIENCE_S)
    access = Access(reach=Reach(files=False), force_share=True)
    paths = map(os.path.expanduser, words)
    for path in [path for path in paths if os.path.isfile(path)][:_MOST_IMAGES]:
        source = source_from_name(path, None, DEFAULT)
        with suppress(InstarError):
            yield ask(Question(source=source, access=access), runner)[0]
