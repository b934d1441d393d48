"""What the docs build makes from the program: whole, linked to what exists, and nothing loaded from elsewhere."""

import inspect
import re
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

import hingecoach
from handbook import PARTS, fill, offline, unplaced
from handbook.words import band, linked, sections, table
from hingecoach.cues import all_cues
from hingecoach.exercises import Limit, all_exercises
from hingecoach.learn import all_topics
from hingecoach.report.numbers import MINUS


@pytest.fixture(scope="module")
def parts():
    return {name: make() for name, make in PARTS.items()}


@pytest.fixture(scope="module")
def cues(parts):
    return parts["cues"] + parts["faults"]


def section(text, kind, name):
    (found,) = re.findall(rf"^\({kind}-{name}\)=\n(.*?)(?=^\({kind}-|\Z)", text, re.MULTILINE | re.DOTALL)
    return found


@pytest.mark.parametrize("name", all_cues())
def test_a_cue_is_told_whole(cues, name):
    told = section(cues, "cue", name)
    cue = all_cues()[name]
    assert told.startswith(f"### {cue.title}\n\n`{name}`.")
    for heading in ("What it reads", "Why it matters", "What it cannot see", "Limits and their source"):
        assert f"**{heading}**" in told
    words = inspect.cleandoc(import_module(f"hingecoach.cues.{name}").__doc__).replace("``", "`").split()
    plain = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", told).replace("\n- ", "\n")
    tail = " ".join(words[-12:])
    assert tail.replace("docs/", "") in " ".join(plain.split())
    for line in cue.lines.values():
        assert line.say in told and line.focus in told and line.drill in told


@pytest.mark.parametrize("name", all_exercises())
def test_an_exercise_is_told_whole(parts, name):
    told = section(parts["exercises"], "exercise", name)
    e = all_exercises()[name]
    assert e.note in told and e.load in told
    rows = [line for line in told.splitlines() if line.startswith("| [")]
    assert len(rows) == sum(map(len, e.cues.values()))
    for cue, limits in e.cues.items():
        for reading, limit in limits.items():
            assert any(f"#cue-{cue})" in row and f"`{reading}`" in row and band(limit)[0] in row for row in rows)


def test_every_link_of_a_made_part_has_its_target(root, parts):
    text = "\n".join(parts.values())
    anchors = set(re.findall(r"^\((\S+)\)=$", text, re.MULTILINE))
    for target in set(re.findall(r"\]\(([^)]+)\)", text)):
        page, _, anchor = target.partition("#")
        if page.startswith("learn/"):  # written by the build, one page a topic
            assert Path(page).stem in all_topics(), target
        else:
            assert (root / "docs" / page).is_file() if page else anchor in anchors, target


def test_the_same_limits_share_a_row(cues):
    told = cues.split("(cue-neutral_spine)=")[1].split("(cue-")[0]
    rows = [line for line in told.splitlines() if line.startswith("| `chin_up` | above 20 ")]
    assert len(rows) == 1 and "never" in rows[0] and "Standing hinge" in rows[0] and "Good morning" in rows[0]


def test_limits_say_which_side_is_worse():
    limit = {"source": "x", "grade": "E"}
    assert band(Limit(mild=8, marked=15, **limit)) == ("above 8", "above 15")
    assert band(Limit(mild=-8.5, marked=-15, **limit)) == (f"below {MINUS}8.5", f"below {MINUS}15")
    assert band(Limit(mild=0.78, marked=0.9, cap="mild", **limit)) == ("above 0.78", "never")


def test_a_docstring_without_headings_is_its_first_paragraph():
    assert sections("""Only
        this.""") == ("Only this.", {})


def test_what_is_no_source_is_not_linked():
    assert linked("S0 and L5-S1x and D99b, T11-L2") == "S0 and L5-S1x and D99b, T11-L2"
    assert linked("(D1-D6)") == "([D1-D6](references.md#data-sets-measured-by-us))"


def test_bars_in_cells():
    assert table(["a"], [["x|y"]]).splitlines()[-1] == "| x\\|y |"


class TestPages:
    def test_parts_stand_where_they_are_asked_for(self):
        assert fill("a\n<!-- generated: cues -->\nb\n") == f"a\n{PARTS['cues']()}\nb\n"
        assert fill("a <!-- generated: cues --> b") == "a <!-- generated: cues --> b"
        with pytest.raises(KeyError):
            fill("<!-- generated: nothing -->")

    def test_every_part_is_asked_for_once(self, root):
        pages = "\n".join(p.read_text("utf-8") for p in (root / "docs").glob("*.md"))
        assert sorted(re.findall(r"^<!-- generated: (.+) -->$", pages, re.MULTILINE)) == sorted(PARTS)

    def test_a_page_that_the_index_does_not_name_is_found(self, tmp_path):
        for name in ("index", "json", "new", "another"):
            (tmp_path / f"{name}.md").touch()
        assert unplaced("# Title\n\njson\nlearn/index\n", tmp_path) == ["another", "new"]

    def test_the_python_page_tells_every_public_name(self, root):
        page = (root / "docs/api.md").read_text("utf-8")
        told = set(re.findall(r"^\.\. auto\w+:: hingecoach\.(\w+)$", page, re.MULTILINE)) | {"__version__"}
        assert told == set(hingecoach.__all__) and "`hingecoach.__version__`" in page


class TestOffline:
    @pytest.mark.parametrize(
        "text",
        [
            '<script src="https://example.org/a.js"></script>',
            "<img alt='x' src='http://example.org/a.png'>",
            '<link href="//example.org/a.css" rel="stylesheet">',
            '<link rel="preconnect" href="https://example.org">',
            "@font-face { src: url(https://example.org/a.woff2) }",
            '@import "https://example.org/a.css";',
        ],
    )
    def test_what_loads_from_elsewhere_is_found(self, text):
        assert len(offline.loaded_from_elsewhere(text)) == 1

    @pytest.mark.parametrize(
        "text",
        [
            '<a href="https://example.org">read on</a>',
            '<script src="_static/a.js"></script><link rel="stylesheet" href="a.css">',
            '<link rel="canonical" href="https://example.org/page">',
            "url(\"data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'/>\")",
        ],
    )
    def test_what_does_not_is_left_alone(self, text):
        assert offline.loaded_from_elsewhere(text) == []

    def test_a_build_is_left_alone_where_it_failed_or_makes_no_pages(self, tmp_path):
        (tmp_path / "a.html").write_text('<script src="https://example.org/a.js"></script>')
        app = SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(format="html"))
        offline.check(app, ValueError())
        app.builder.format = "text"
        offline.check(app, None)
