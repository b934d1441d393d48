"""The forms of a teaching page: HTML for browsers and the web app, Markdown for the docs, JSON, the terminal."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from . import Topic
from .figures import svg
from .plates import panels_of

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["STYLE", "as_data", "as_html", "as_markdown", "as_page", "figure_html", "render", "style"]

Href = Callable[[str], str]
"""Gives the address of a topic by its id."""

_FIGURE = re.compile(r"^!\[\]\(figure:(?P<name>[\w-]+)\)$", re.MULTILINE)
_LINK = re.compile(r"\[(?P<text>[^\]]+)\]\(learn:(?P<id>[\w-]+)\)")
STYLE = ("figures.css", "page.css")
"""The style sheets: of the figures, which every page with figures needs, and of a page that stands alone."""


def as_html(topic: Topic, href: Href = "#{}".format) -> str:
    """Give a topic as a piece of HTML with its figures, for a page of ours or of the web app.

    Parameters
    ----------
    href
        The address of another topic by its id.
    """
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    text = _LINK.sub(lambda m: f"[{m['text']}]({href(m['id'])})", topic.text)
    parts = (figure_html(part) if is_figure else str(markdown.render(part)) for part, is_figure in _parts(text))
    return "".join(parts).replace("<table>", '<div class="scroll"><table>').replace("</table>", "</table></div>")


def as_markdown(topic: Topic, href: Href) -> str:
    """Give a topic as Markdown, its figures as HTML in it."""
    text = _LINK.sub(lambda m: f"[{m['text']}]({href(m['id'])})", topic.text)
    return _FIGURE.sub(lambda m: figure_html(m["name"]), text)


def as_page(topics: Iterable[Topic], title: str) -> str:
    """Give topics as one HTML file that needs nothing else; links to topics that are not in it become plain text."""
    some = list(topics)
    here = {topic.id for topic in some}
    body = "".join(f'<section id="{t.id}">\n{as_html(_only(t, here))}</section>\n' for t in some)
    listed = "".join(f'<li><a href="#{t.id}">{escape(t.title)}</a></li>' for t in some)
    contents = f'<nav aria-label="Contents"><ol>{listed}</ol></nav>\n' if len(some) > 1 else ""
    heading = f"<h1>{escape(title)}</h1>\n" if len(some) > 1 else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style()}</style>\n</head>\n"
        f"<body{' class=many' if len(some) > 1 else ''}>\n<main>\n{heading}{contents}{body}"
        "<footer>Feedback on technique, no medical advice. Drawn and written by the hingecoach project; sources are "
        "resolved in its docs.</footer>\n</main>\n</body>\n</html>\n"
    )


def as_data(topic: Topic) -> dict[str, Any]:
    """Give a topic for programs: its text as Markdown, and its figures as SVG with what they show in words."""
    figures = {
        m["name"]: [{"caption": p.caption, "alt": p.alt, "svg": svg(p)} for p in panels_of(m["name"])]
        for m in _FIGURE.finditer(topic.text)
    }
    return {"id": topic.id, "title": topic.title, "lead": topic.lead, "markdown": topic.text, "figures": figures}


def render(topic: Topic, console: "Console") -> None:
    """Print a topic on a terminal; a figure is told in words."""
    from rich.markdown import Markdown  # noqa: PLC0415  only the terminal needs it

    text = _LINK.sub(r"\g<text>", topic.text)
    told = _FIGURE.sub(lambda m: "> " + " / ".join(p.alt for p in panels_of(m["name"])), text)
    console.print(Markdown(told))


def figure_html(name: str) -> str:
    """Give a figure as HTML: its panels side by side, or below each other where there is little room."""
    panels = "".join(f"<figure>{svg(p)}<figcaption>{escape(p.caption)}</figcaption></figure>" for p in panels_of(name))
    return f'<div class="figures">{panels}</div>\n'


def style(names: Iterable[str] = STYLE) -> str:
    """Give the style sheets."""
    folder = files(__package__ or "").joinpath("style")
    return "".join(folder.joinpath(name).read_text("utf-8") for name in names)


def listed(topics: Mapping[str, Topic]) -> list[dict[str, str]]:
    """Give the topics for programs: id, title and lead."""
    return [{"id": t.id, "title": t.title, "lead": t.lead} for t in topics.values()]


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a text at its figures: each piece, and whether it is the name of a figure."""
    for i, part in enumerate(_FIGURE.split(text)):
        yield part, bool(i % 2)


def _only(topic: Topic, here: set[str]) -> Topic:
    """Leave out links to topics that are not at hand."""
    text = _LINK.sub(lambda m: m[0] if m["id"] in here else m["text"], topic.text)
    return Topic(topic.id, topic.title, topic.lead, text)
