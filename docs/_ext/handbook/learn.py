"""The teaching pages of the program as pages of the docs: one source, so that both say the same."""

from pathlib import Path

from hingecoach.learn import Topic, all_topics
from hingecoach.learn.forms import as_markdown

from .words import linked

__all__ = ["listed", "page", "write"]


def listed() -> str:
    """List the topics, with their first sentences, and lead the table of contents to them."""
    topics = all_topics().values()
    lines = "\n".join(f"- [{t.title}](learn/{t.id}.md): {t.lead}" for t in topics)
    contents = "\n".join(f"learn/{t.id}" for t in topics)
    return f"{lines}\n\n```{{toctree}}\n:hidden:\n\n{contents}\n```\n"


def page(topic: Topic) -> str:
    """Give a topic as a page of the docs: its figures in it, its sources linked."""
    told = Topic(topic.id, topic.title, topic.lead, linked(topic.text, "../"))
    return as_markdown(told, "{}.md".format)


def write(folder: Path) -> None:
    """Write every topic into a folder, and take away pages of topics that are no more."""
    folder.mkdir(exist_ok=True)
    wanted = {f"{topic.id}.md": page(topic) for topic in all_topics().values()}
    for old in folder.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        path = folder / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
