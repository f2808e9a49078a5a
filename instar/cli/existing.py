# SPDX-License-Identifier: Apache-2.0
"""Names that a shell offers out of the images which a command line names."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_PATIENCE_S = 2.0
_MOST_IMAGES = 4
_MOST = 1000
_LONGEST = 200


def snapshots(words: Iterable[str]) -> list[str]:
    """Names of the snapshots of the images among some words. They come out of images that nobody
    trusts: only short ones are offered, of characters that a terminal shows as they are.
    """
    from instar.errors import InstarError
    from instar.generated.profiles import DEFAULT
    from instar.ops.access import Access
    from instar.ops.info import Question, ask
    from instar.ops.run import Runner
    from instar.options.source import source_from_name
    from instar.sandbox.access import Reach

    runner = Runner(timeout=_PATIENCE_S, deadline=_PATIENCE_S)
    names: list[str] = []
    paths = map(os.path.expanduser, words)
    for path in [path for path in paths if os.path.isfile(path)][:_MOST_IMAGES]:
        access = Access(reach=Reach(files=False), force_share=True)
        try:
            found = ask(
                Question(source=source_from_name(path, None, DEFAULT), access=access), runner
            )
        except InstarError:  # no image, or none that opens: nothing to offer
            continue
        names += [one.name or one.id for one in found[0].snapshots]
    return [name for name in names[:_MOST] if name.isprintable() and 0 < len(name) <= _LONGEST]
