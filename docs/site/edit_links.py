# SPDX-License-Identifier: Apache-2.0
"""A hook of the site's generator: each page links to the file of the tree that it is written in or
made from, which build.py puts into its front matter.
"""

from __future__ import annotations

from typing import Any


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Called by MkDocs before it renders a page."""
    del nav
    source = page.meta.get("source_file")
    known = config["repo_url"] and source
    page.edit_url = f"{config['repo_url']}/edit/HEAD/{source}" if known else None
    return context
