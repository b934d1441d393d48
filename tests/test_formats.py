"""The formats on demand: the note for a record, Markdown, and a format of one's own in one file."""

import io
import re
import sys
from datetime import date

import pytest
from rich.console import Console

import report_sample as sample
from hingecoach import report
from hingecoach.assessment import Note
from hingecoach.cues import all_cues
from hingecoach.errors import NotInstalledError
from hingecoach.report import formats, markdown, note, words
from hingecoach.report.columns import MOST, columns
from hingecoach.report.earlier import Earlier
from hingecoach.report.page import render as render_page
from hingecoach.report.practised import Practised
from hingecoach.report.readings import shown
from hingecoach.report.text import render
from hingecoach.words import find_avoided
from test_report import MADE, stored  # noqa: F401  a fixture

OWN = '''
"""count.txt: how many repetitions there were."""

from hingecoach.report.formats import Format, Job


def _write(job: Job) -> None:
    job.write("count.txt", f"{len(job.analysis.assessment.reps)}\\n")


FORMAT = Format(name="count", files=("count.txt",), order=99, write=_write, default=False)
'''


@pytest.fixture
def own_format(tmp_path, monkeypatch):
    """A folder with one more module beside the formats, as if somebody had put the file there."""
    (tmp_path / "count.py").write_text(OWN)
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    formats.all_formats.cache_clear()
    yield
    sys.modules.pop("hingecoach.report.formats.count", None)
    formats.all_formats.cache_clear()


@pytest.mark.usefixtures("own_format")
def test_one_file_is_a_format(tmp_path):
    analysis = sample.analysis(tmp_path)
    (file,) = report.write_all(analysis, tmp_path / "out.hingecoach", formats=["count"])
    assert file.read_text() == "3\n"
    assert "count" not in [f.name for f in report.chosen()]
    report.write_all(analysis, tmp_path / "out.hingecoach", formats=["json"])
    assert [f.name for f in (tmp_path / "out.hingecoach").iterdir()] == [
        "assessment.json"
    ]  # its file was known as ours


def test_what_a_format_needs_is_asked_before_the_clip_is_looked_at(monkeypatch):
    def missing():
        raise NotInstalledError("Install x.")

    needy = formats.Format(name="needy", files=("a",), order=1, write=print, default=False, ready=missing)
    monkeypatch.setattr(formats, "all_formats", lambda: {"needy": needy})
    with pytest.raises(NotInstalledError, match="Install x"):
        formats.chosen(["needy"])
    assert formats.chosen() == []


# The note


def test_the_note(stored):  # noqa: F811
    assert note.as_note(sample.assessment(), MADE).encode() == stored


def test_the_note_is_short_and_one_line_is_one_thing():
    lines = note.as_note(sample.assessment(), MADE).splitlines()
    begins = ("Romanian deadlift", "Long back mild: ", "Good: ", "Not judged: ", "To work on: ", "± is how sure")
    assert [line.startswith(one) for line, one in zip(lines, begins, strict=True)] == [True] * 6
    practised = Practised("Ann\nB", load_kg=0, sets=3, side="left", effort=6, pain_before=0, pain_next_day=1.5)
    more = note.as_note(sample.assessment(), MADE, Earlier(sample.assessment(), {}), None, practised).splitlines()
    assert len(more) == 8 + 6 and more[5].startswith("Compared with figure.mp4. Whether both")
    assert more[6].startswith(
        "  Long back: mild 8° ± 6° then, mild 8° ± 6° now (less change than the camera can tell)."
    )
    felt = "effort 6 of 10, pain (0 to 10) 0 before, 1.5 next day."
    assert more[1] == f"Ann\N{REPLACEMENT CHARACTER}B: no load, 3 sets, side: left, {felt}"
    assert Practised("Ann").line() == "Ann."


def test_old_record_systems_can_hold_the_note():
    text = note.as_note(sample.assessment(), MADE, Earlier(sample.assessment(), {}))
    assert text.encode("latin-1") and text.isascii() is False
    assert max(len(line) for line in text.splitlines()) < 400
    assert find_avoided(text) == ()


@pytest.mark.parametrize("people", [0, 1])
def test_a_note_about_nothing_is_short(people):
    lines = note.as_note(sample.nothing(people), MADE).splitlines()
    assert len(lines) <= 3 and ("Nobody" if people == 0 else "No complete repetition") in lines[0]


def test_a_file_name_adds_no_line_to_the_note():
    text = note.as_note(sample.assessment("a\n2026-01-01: all good\x1b[2J.mp4"), MADE)
    assert text.splitlines()[0].count("2026-01-0") == 2 and "\x1b" not in text


def test_the_note_says_what_limits_it():
    video = sample.assessment().video
    cut = "The file is cut off or damaged: its first 1.3 s could be read."
    part = video.model_copy(update={"start_s": 2.0, "end_s": 5.5, "notes": (cut,)})
    down = Note(code="upside_down", say="The picture seems to be upside down. Turn the clip and try again.")
    lost = Note(code="lost", say="The person could not be followed here.", start_s=2.0, end_s=3.0)
    more = lost.model_copy(update={"start_s": 4.0, "end_s": 5.0})
    unclear = Note(code="exercise_unclear", say="It may be either.")
    lines = note.as_note(sample.assessment(video=part, notes=(lost, down, more, unclear)), MADE).splitlines()
    (line,) = [one for one in lines if "Only the part" in one]
    limits = (
        "Only the part from 2.0 s to 5.5 s was looked at.",
        cut,
        "The person could not be followed here. (2.0 s to 3.0 s, 4.0 s to 5.0 s)",
        down.say,
    )
    assert line.endswith(" ".join(limits))
    assert not any("Only the part" in line for line in note.as_note(sample.assessment(), MADE).splitlines())


def test_the_day_of_the_analysis_is_not_the_day_of_the_movement(tmp_path):
    a, told = sample.assessment(), date(2025, 12, 30)
    assert "Clip figure.mp4, filmed from the side, analysed on 2026-01-02 by " in note.as_note(a, MADE)
    assert note.as_note(a, MADE, shows=told).startswith("2025-12-30. Romanian deadlift (RDL): 2 of 3 repetitions")
    assert "· of 30 Dec 2025, analysed on 2 Jan 2026" in markdown.as_markdown(a, MADE, shows=told)
    page = render_page(a, sample.analysis(tmp_path), {}, MADE, shows=told)
    assert "<li>of 30 Dec 2025, analysed on 2 Jan 2026</li>" in page and "2025-12-30. Romanian" in page


def test_every_form_tells_the_two_errors_apart(tmp_path):
    a = sample.assessment()
    page = render_page(a, sample.analysis(tmp_path), {}, MADE)
    assert "± is how sure a verdict is, not how well the joint or the spine is known" in note.as_note(a, MADE)
    for text in (markdown.as_markdown(a, MADE), page):
        assert words.ERROR_OF_VERDICT in text and "Every number" not in text
    for text in (markdown.as_markdown(a, MADE), page):
        assert words.ERROR in text


# Markdown


def test_markdown(stored):  # noqa: F811
    assert markdown.as_markdown(sample.assessment(), MADE).encode() == stored


def test_every_table_of_the_markdown_is_whole_whatever_the_texts_hold():
    evil = "a|b\n| --- |\n<script>`*_x"
    answer = sample.assessment(evil, summary=evil)
    found = answer.findings[0].model_copy(update={"reading": evil, "say": evil})
    text = markdown.as_markdown(answer.model_copy(update={"findings": (found, *answer.findings[1:])}), MADE)
    tables = [block for block in text.split("\n\n") if block.startswith("|")]
    assert len(tables) == 2
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1
    assert not re.search(r"(?<!\\)<script", text)


def test_markdown_of_nothing_has_no_empty_part():
    text = markdown.as_markdown(sample.nothing(0), MADE)
    assert "Nobody was seen" in text and "|" not in text and "\n\n\n" not in text


# New measures and readings


def test_measures_that_nobody_listed_show_up_by_themselves():
    rep = sample.assessment().reps[0]
    more = {
        "stance_width": sample.measure(30, 3, "% leg"),
        "bow_bottom": sample.measure(3),
        "neck_bottom": sample.measure(3),
    }
    answer = sample.assessment(reps=(rep.model_copy(update={"measures": rep.measures | more}),))
    assert columns(answer)[-1] == "stance_width" and len(columns(answer)) == 6
    many = {f"new_{i}": sample.measure(1) for i in range(20)}
    assert len(columns(sample.assessment(reps=(rep.model_copy(update={"measures": many}),)))) == MOST


def test_a_reading_is_called_as_its_cue_calls_it(monkeypatch):
    cue = all_cues()["flat_back"]
    line = next(iter(cue.lines.values()))
    named = type(line)(line.say, line.focus, line.drill, "Shift of the hips")
    fields = {name: getattr(cue, name) for name in cue.__slots__}
    monkeypatch.setattr(
        "hingecoach.report.readings.all_cues", lambda: {"hip_shift": type(cue)(**{**fields, "lines": {"sway": named}})}
    )
    assert shown("sway", "hip_shift")[:3] == ("Shift of the hips", None, "shift of the hips")
    assert shown("sway", "unknown").name == "Sway"


def test_the_terminal_tells_the_change():
    out = io.StringIO()
    render(sample.assessment(), Console(file=out, width=100), (), Earlier(sample.assessment(), {}))
    assert "Since figure.mp4: 5 of 6 changes are less than the camera can tell; 1 could not be compared." in " ".join(
        out.getvalue().split()
    )
