"""Holds the built site to what it promises: it loads nothing from elsewhere, so it works without a network."""

import re
from pathlib import Path
from typing import Any

__all__ = ["check", "loaded_from_elsewhere"]

_LOADS = re.compile(
    r"""<(?:script|img|iframe|video|audio|source|embed)\b[^>]*?\ssrc=["']?(?P<src>(?:https?:)?//[^"'\s>]+)"""
    r"""|<link\b(?=[^>]*\brel=["']?(?:stylesheet|preload|preconnect|icon))[^>]*?\shref=["']?(?P<href>(?:https?:)?//[^"'\s>]+)"""
    r"""|url\(["']?(?P<css>(?:https?:)?//[^"')\s]+)|@import\s+["'](?P<import>(?:https?:)?//[^"']+)""",
    re.IGNORECASE,
)


def loaded_from_elsewhere(text: str) -> list[str]:
    """Find the addresses that a page or a style sheet would load by itself; links that a reader may follow are none.

    >>> loaded_from_elsewhere('<a href="https://example.org">x</a> <script src="//example.org/a.js"></script>')
    ['//example.org/a.js']
    """
    return [next(filter(None, found.groups())) for found in _LOADS.finditer(text)]


def check(app: Any, failed: Exception | None) -> None:
    """Refuse a built site that loads anything from elsewhere."""
    if failed or app.builder.format != "html":
        return
    from sphinx.errors import ExtensionError  # noqa: PLC0415  the parts of the pages are tested without Sphinx

    for page in sorted(p for ending in ("html", "css") for p in Path(app.outdir).rglob(f"*.{ending}")):
        found = loaded_from_elsewhere(page.read_text("utf-8"))
        if found:
            raise ExtensionError(f"{page.relative_to(app.outdir)} would load {', '.join(found)}")
