"""``hingecoach learn``: the teaching pages."""

# ruff: noqa: PLC0415  (--help must be quick)

from pathlib import Path
from typing import Annotated

import typer

from ..terminal import answer, drawn, plain_words, warn
from .options import place

TopicName = Annotated[str | None, typer.Argument(metavar="TOPIC", help="What to read; without it, the list of topics.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON on standard output, and nothing else.")]
AsHtml = Annotated[
    bool, typer.Option("--html", help="Print it as one HTML page with drawings, all topics without TOPIC.")
]
OutFile = Annotated[
    Path | None, typer.Option("--out", parser=place, metavar="FILE", help="Write that HTML page into a file.")
]


def learn(topic: TopicName = None, *, as_json: AsJson = False, html: AsHtml = False, out: OutFile = None) -> None:
    """Read how to hinge: the movement, the cues, every exercise, everyday life, how to film.

    Example: hingecoach learn romanian_deadlift --out rdl.html
    """
    if as_json and (html or out):
        raise typer.BadParameter("--json and an HTML page do not go together.")
    with plain_words():
        if html or out:
            _page(topic, out)
        elif as_json:
            _data(topic)
        elif topic:
            _read(topic)
        else:
            _list()


def _list() -> None:
    from ..learn import all_topics

    known = all_topics()
    width = max(map(len, known))
    answer("\n".join(f"{t.id:<{width}}  {t.title}" for t in known.values()))


def _read(name: str) -> None:
    from ..learn import get_topic
    from ..learn.forms import render

    topic = get_topic(name)
    drawn(lambda console: render(topic, console))


def _data(name: str | None) -> None:
    import json

    from ..learn import all_topics, get_topic
    from ..learn.forms import as_data, listed

    data = as_data(get_topic(name)) if name else {"topics": listed(all_topics())}
    answer(json.dumps(data, indent=2, ensure_ascii=False))


def _page(name: str | None, out: Path | None) -> None:
    from ..files import write_whole
    from ..learn import all_topics, get_topic
    from ..learn.forms import as_page

    topics = [get_topic(name)] if name else list(all_topics().values())
    page = as_page(topics, topics[0].title if name else "The hip hinge")
    if out is None:
        answer(page)
        return
    write_whole(out, page)
    warn(f"Written: {out}")
