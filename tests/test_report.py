"""The written reports: one truth in every form, nothing from outside, nothing that a file name could smuggle in.

``python -m pytest tests/test_report.py --snapshot-update`` renews the stored texts and the JSON schema.
"""

import base64
import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from syrupy.extensions.single_file import SingleFileSnapshotExtension

import report_sample as sample
from hingecoach.assess import assess
from hingecoach.assessment import Alternative, Angle, Assessment, Measure, NextStep, Note
from hingecoach.cues import all_cues
from hingecoach.errors import OutputError, UnknownNameError
from hingecoach.exercises import get_exercise
from hingecoach.files import check_writable
from hingecoach.keypoints import P
from hingecoach.learn import get_topic
from hingecoach.recognise.say import say as cannot_tell
from hingecoach.report import advice, all_formats, board, chosen, limits, movie, page, results, words, write_all
from hingecoach.report.cards import cards, gauge, wanted
from hingecoach.report.changes import changes
from hingecoach.report.columns import columns
from hingecoach.report.curves import _words, curves, seconds, shades
from hingecoach.report.data import as_json
from hingecoach.report.doubled import once
from hingecoach.report.earlier import Earlier
from hingecoach.report.formats import Job
from hingecoach.report.limits import told
from hingecoach.report.markdown import as_markdown
from hingecoach.report.marks import Marker
from hingecoach.report.note import as_note
from hingecoach.report.numbers import MINUS
from hingecoach.report.numbers import number as as_written
from hingecoach.report.pictures import _box
from hingecoach.report.practised import Practised
from hingecoach.report.readings import DECIDES, READINGS, named, shown
from hingecoach.report.table import angles_csv, reps_csv
from hingecoach.report.text import COMMANDS
from hingecoach.report.text import render as render_text
from hingecoach.report.unseen import FILM_ALL, blind, never_seen
from hingecoach.synthetic import figure
from hingecoach.told import as_told
from hingecoach.video import probe
from hingecoach.video.draw_angle import measured
from hingecoach.words import find_avoided
from moviemaker import movie as movie_file

MADE = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
ALSO = (Alternative(id="good_morning", confidence=0.2), Alternative(id="deadlift", confidence=0.05))
VOID = {"meta", "link", "img", "br", "hr", "input", "path", "circle", "rect", "ellipse", "use"}


class Stored(SingleFileSnapshotExtension):
    """Texts are stored as they are, one file each."""

    file_extension = "txt"

    @classmethod
    def dirname(cls, *, test_location):
        return str(Path(test_location.filepath).parent / "snapshots" / test_location.basename)


@pytest.fixture
def stored(snapshot):
    return snapshot.use_extension(Stored)


@pytest.fixture(scope="module")
def analysis(tmp_path_factory):
    return sample.analysis(tmp_path_factory.mktemp("clip"))


@pytest.fixture(scope="module")
def html(analysis):
    return page.as_html(analysis, MADE)


def page_of(analysis, answer):
    """Set the page of another answer about the same clip, without pictures."""
    return page.render(answer, analysis, {}, MADE)


class Outline(HTMLParser):
    """Reads a page and keeps what the tests ask about; fails where elements are not closed in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.links, self.headings, self.images, self.tags = [], [], [], [], [], []
        self.text = ""
        self.feed(text)
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if tag == "a" and "href" in attrs:
            self.links.append(attrs["href"])
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        if tag == "img":
            self.images.append(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.text += data

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


# JSON


def test_json_gives_back_the_same_answer():
    text = as_json(sample.assessment(sample.EVIL))
    assert Assessment.model_validate_json(text) == sample.assessment(sample.EVIL)
    assert text.endswith("}\n")


def test_the_committed_schema_is_that_of_the_model(root, request):
    path = root / "docs" / "schema" / "assessment.schema.json"
    now = json.dumps(Assessment.model_json_schema(), indent=2) + "\n"
    if request.config.getoption("update_snapshots"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(now, "utf-8")
    assert json.loads(path.read_text("utf-8")) == json.loads(now), "raise schema_version, then renew (see above)"


# Tables


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_reps_csv(stored):
    assert reps_csv(sample.assessment()).encode() == stored


def test_angles_csv_has_a_row_a_frame_and_is_empty_where_not_seen():
    found = rows(angles_csv(sample.motion()))
    assert [float(r["time_s"]) for r in found] == pytest.approx(sample.track().time.tolist())
    deepest = found[30]
    told = as_told(sample.motion()).angles.hip[30]  # 86 as read, 88.5 as told
    assert float(deepest["hip"]) == pytest.approx(told, abs=0.006) and abs(told - 86) > 0.5
    assert float(deepest["lumbar_convex"]) == 8
    assert found[31]["lumbar_convex"] == "" and found[-1]["hip"] == "" and found[-1]["gap"] == ""
    assert {r["thoracic"] for r in found} == {""}


def test_columns_keep_their_order_when_measures_are_missing_or_new():
    answer = sample.assessment()
    rep = answer.reps[0].model_copy(update={"measures": {"zz_new": sample.measure(1), "aa_new": sample.measure(2)}})
    head = next(csv.reader(io.StringIO(reps_csv(sample.assessment(reps=(rep,))))))
    before = next(csv.reader(io.StringIO(reps_csv(answer))))
    without_cues = before.index("flat_back")
    assert head[:without_cues] == before[:without_cues]
    assert head[without_cues : without_cues + 4] == ["aa_new", "aa_new_error", "zz_new", "zz_new_error"]


@pytest.mark.parametrize("name", ["=1+1", "@cmd", "+x", "-x", "\t=1"])
def test_no_text_cell_starts_a_formula(name):
    rep = sample.assessment().reps[0]
    bad = rep.findings[0].model_copy(update={"cue": name})
    text = reps_csv(sample.assessment(reps=(rep.model_copy(update={"findings": (bad,), "measures": {}}),)))
    cells = [c for row in csv.reader(io.StringIO(text)) for c in row if c]
    assert f"'{name}" in cells and name not in cells


def test_negative_numbers_stay_numbers():
    assert rows(reps_csv(sample.assessment()))[0]["hip_top"] == "-1"


# The page


def test_the_page_asks_for_nothing_from_outside_and_runs_nothing(html):
    text = re.sub(r"data:image/jpeg;base64,[A-Za-z0-9+/=]+", "data:", html)
    assert not re.search(
        r"https?:|//[a-z]|@import|url\(|<script|<link|<iframe|javascript:|\son\w+=", text, re.IGNORECASE
    )
    assert "default-src 'none'" in text
    assert len(html.encode()) < 1_500_000


def test_the_page_is_well_made(html):
    seen = Outline(html)
    assert len(seen.ids) == len(set(seen.ids))
    assert {link[1:] for link in seen.links} <= set(seen.ids)
    assert seen.headings[0] == 1 and seen.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(seen.headings, seen.headings[1:], strict=False))
    assert all(th.get("scope") for th in seen.all("th"))
    assert all(len(image["alt"]) > 20 and image["width"] and image["height"] for image in seen.images)
    assert seen.all("html")[0]["lang"] == "en"
    for what in ("main", "header", "footer", "table", "figure"):
        assert seen.all(what)
    labels = {a["aria-labelledby"] for _, a in seen.tags if "aria-labelledby" in a}
    assert labels <= set(seen.ids)


def test_the_page_says_all_that_was_found(html):
    answer, text = sample.assessment(), " ".join(Outline(html).text.split())
    for f in answer.findings:
        assert all_cues()[f.cue].title in text
        if f.measured:
            assert told(answer, f) in text
    for say in (answer.focus.say, answer.focus.drill, answer.next_step.reason, answer.notes[0].say, "Turn 6°"):
        assert say in text
    for word in ("Good", "Mild", "Marked", "Unsure", "Can't see", "0.1.0", "abababababababab", "2026-01-02"):
        assert word in text
    assert "3.0\N{EN DASH}4.0 s" in text and "1.5 s" in text


def test_no_verdict_is_told_by_colour_alone(html):
    for verdict in ("good", "mild", "marked", "unsure", "not_seen"):
        told = list(re.finditer(rf'class="[^"]*\bv-{verdict}\b[^"]*"[^>]*>(.{{0,620}})', html, re.DOTALL))
        assert told, verdict
        for found in told:
            assert f"s-{verdict}" in found[1] and words.VERDICT[verdict].replace("'", "&#39;") in found[1]


def test_an_evil_file_name_is_harmless(tmp_path):
    answer = sample.assessment(sample.EVIL)
    text = page.render(answer, sample.analysis(tmp_path, answer=answer), {}, MADE)
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    Outline(text)


def test_every_text_of_the_answer_is_escaped(analysis):
    evil = sample.EVIL
    f = sample.assessment().findings[0].model_copy(update={"say": evil, "reading": evil, "cue": "flat_back"})
    rep = sample.assessment().reps[0]
    rep = rep.model_copy(update={"measures": {evil: sample.measure(1, 1, evil)}})
    answer = sample.assessment(
        evil,
        findings=(f, f.model_copy(update={"cue": evil, "verdict": "not_seen", "why_not": evil})),
        reps=(rep,),
        summary=evil,
        focus=sample.assessment().focus.model_copy(update={"say": evil, "why": evil, "drill": evil}),
        view=sample.assessment().view.model_copy(update={"advice": (evil,)}),
    )
    text = page_of(analysis, answer)
    assert "<script" not in text and not re.search(r'="[^">]*<', text)


def test_pictures_show_the_person_with_something_drawn_on(analysis, html):
    images = [a["src"] for a in Outline(html).images]
    assert len(images) == len(wanted(analysis.assessment)) == 5
    for uri in images:
        kind, data = uri.split(",")
        assert kind == "data:image/jpeg;base64"
        picture = cv2.imdecode(np.frombuffer(base64.b64decode(data), np.uint8), cv2.IMREAD_COLOR)
        assert picture.shape[1] in (360, 560) and 0.7 <= picture.shape[0] / picture.shape[1] <= 1.45
        assert (picture.min(axis=2) > 235).sum() > 100  # white bones on a picture that has no white


def test_a_picture_of_a_moment_that_cannot_be_read_is_left_out(analysis):
    late = sample.assessment().findings[0].model_copy(update={"at_s": 99.0})
    answer = sample.assessment(findings=(late,))
    text = page.as_html(type(analysis)(answer, analysis.motion, analysis.track, analysis.video, analysis.path), MADE)
    assert "<img" not in text and "Long back" in text


def test_a_part_of_a_file_that_is_too_long_as_a_whole_gets_its_pictures(analysis, tmp_path):
    late = 620.0
    path = movie_file(tmp_path / "long.mp4", size=sample.SIZE, times=[0.0, *np.arange(late, late + 7, 0.5)], frames=15)
    f = sample.assessment().findings[0].model_copy(update={"at_s": late + 5.5})
    answer = sample.assessment(findings=(f,), video=probe(path, late, late + 7).video())
    part = replace(analysis, assessment=answer, video=answer.video, path=path)
    write_all(part, tmp_path / "out", formats=["html"])
    assert "<img" in (tmp_path / "out" / "report.html").read_text("utf-8")


def test_a_cue_that_does_not_apply_is_named_and_not_shown(analysis):
    f = sample.assessment().findings[0].model_copy(update={"verdict": "not_applicable", "measured": None})
    text = page_of(analysis, sample.assessment(findings=(f, *sample.assessment().findings[1:])))
    assert "Does not apply" in text and 'id="flat_back"' not in text
    Outline(text)


@pytest.mark.parametrize(("people", "says"), [(0, "Nobody was seen"), (1, "No complete repetition was seen")])
def test_a_clip_without_a_repetition_gets_a_friendly_page(analysis, people, says):
    text = page_of(analysis, sample.nothing(people))
    seen = Outline(text)
    assert says in seen.text and "To get an answer next time" in seen.text
    assert not seen.all("table") and "One thing to work on" not in seen.text


def test_an_answer_without_clip_view_or_findings_still_makes_a_page(analysis):
    bare = sample.nothing(1).model_copy(update={"video": None})
    bare = bare.model_copy(update={"view": bare.view.model_copy(update={"azimuth_deg": None, "label": "unknown"})})
    seen = Outline(page_of(analysis, bare))
    assert "No complete repetition was seen" in seen.text
    assert not seen.all("table")


def test_the_page_and_all_its_words_avoid_what_frightens_or_claims(analysis, html):
    texts = [Outline(html).text, *(page_of(analysis, sample.nothing(n)) for n in (0, 1))]
    texts += [reading.name for reading in READINGS.values()]
    assert [find_avoided(re.sub(r"<style>.*?</style>", "", t, flags=re.DOTALL)) for t in texts] == [()] * len(texts)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"focus": None, "movement": "squat"}, "This was a squat: hips and knees bent together."),
        ({"focus": None, "movement": "other"}, "No hinge to coach"),
        ({"focus": None, "findings": sample.assessment().findings[1:3]}, "Keep it as it is"),
        ({"focus": None, "findings": sample.assessment().findings[4:5]}, "Film it once more"),
    ],
)
def test_without_a_focus_the_page_says_what_that_means(analysis, changes, says):
    assert says in page_of(analysis, sample.assessment(**changes))


def test_who_asked_for_no_hinge_and_squatted_is_shown_where_to_read_on():
    seen = sample.assessment(focus=None, movement="squat")
    undeclared = seen.exercise.model_copy(update={"declared": None})
    assert advice.focus(seen)[1].endswith(advice.HINGE)
    assert "say which exercise it was" not in advice.focus(seen)[1]
    meant = seen.model_copy(update={"exercise": undeclared})
    assert "say which exercise it was" in advice.focus(meant)[1]
    text = as_markdown(meant, MADE)
    assert "## What was seen" in text and "What to do next" not in text and "One thing to work on" not in text
    assert "What was seen" in printed(meant, 100) and COMMANDS in printed(meant, 100)
    assert get_topic("hinge").title == "What a hip hinge is"


def test_what_is_handed_on_has_no_command_in_it(analysis):
    """Only the terminal speaks of options: a client has none."""
    unclear = sample.assessment().exercise.model_copy(update={"declared": None, "confidence": 0.3})
    notes = (Note(code="exercise_unclear", say=cannot_tell((("deadlift", 0.3), ("block_pull", 0.3)))),)
    for seen in ({"movement": "squat"}, {"movement": "hinge", "findings": sample.assessment().findings[1:3]}):
        answer = sample.assessment(focus=None, exercise=unclear, notes=notes, **seen)
        texts = (page_of(analysis, answer), as_markdown(answer, MADE), as_note(answer, MADE))
        assert [t for t in texts if re.search(r"--\w|hingecoach (learn|analyze)", Outline(t).text)] == []
        assert COMMANDS in printed(answer, 100)


def test_where_nothing_is_to_be_judged_nothing_is_asked_of_the_film(analysis):
    none = [f.model_copy(update={"verdict": "not_applicable", "measured": None}) for f in sample.assessment().findings]
    answer = sample.assessment(findings=tuple(none), focus=None, movement="squat")
    assert "What to film next time" in page_of(analysis, sample.assessment(focus=None, movement="squat"))
    for text in (page_of(analysis, answer), as_markdown(answer, MADE), as_note(answer, MADE), printed(answer, 100)):
        assert "Turn 6" not in text and "What to film next time" not in text and "Next clip" not in text


def test_a_set_that_could_not_be_judged_is_not_counted_past_its_limit():
    blind_set = sample.assessment().findings[0].model_copy(update={"verdict": "not_seen"})
    assert limits.counted(sample.assessment(), blind_set) == ""


def test_what_is_picked_up_gets_one_message(analysis):
    answer = sample.assessment()
    e = answer.exercise.model_copy(update={"declared": None, "recognised": "pick_up", "family": "top_hinge"})
    lifted = sample.assessment(exercise=e)
    seen, say, why = answer.focus.seen, answer.focus.say, answer.focus.why
    assert advice.focus(answer)[0] == seen and why in page_of(analysis, answer)
    headline, more = advice.focus(lifted)
    assert headline == say and more.removeprefix("What was seen: ").lower() == seen.lower()
    text = page_of(analysis, lifted)
    assert "One thing to try" in text and "One thing to work on" not in text and why not in text
    assert f"To try: {say} {seen}" in as_note(lifted, MADE)


def test_the_first_page_says_whose_practice_it_was(analysis):
    told = page.render(sample.assessment(), analysis, {}, MADE, practised=Practised("A & B", load_kg=5, pain_after=2))
    assert "A &amp; B: 5 kg, pain (0 to 10) 2 after." in told[: told.index("<main")]
    assert " kg" not in page_of(analysis, sample.assessment())


def test_the_next_exercise_is_named_where_nothing_else_speaks_against_it(analysis):
    step = NextStep(exercise="deadlift", reason="5 of 5 repetitions had nothing marked.")
    good = sample.assessment().findings[1:3]
    single = good[0].model_copy(update={"reps_flagged": 1})
    fine, again = (sample.assessment(focus=None, findings=some, next_step=step) for some in (good, (single, good[1])))

    def says(answer, practised=None):
        planned = practised is not None
        out = io.StringIO()
        render_text(answer, Console(file=out, width=100), planned=planned)
        html = page.render(answer, analysis, {}, MADE, practised=practised)
        note = as_note(answer, MADE, practised=practised)
        return [
            step.reason in text for text in (out.getvalue(), html, note, as_markdown(answer, MADE, planned=planned))
        ]

    assert says(fine) == [True] * 4
    assert says(fine, Practised("Ann")) == [False] * 4  # the plan says it
    assert says(again) == [False] * 4  # it is to be filmed once more


def test_a_repetition_past_a_limit_is_not_kept_as_it_is():
    single = sample.assessment().findings[3].model_copy(update={"reps_flagged": 1, "verdict": "good"})
    one = sample.assessment(focus=None, findings=(*sample.assessment().findings[1:3], single))
    assert advice.focus(one) == (
        "Film it once more, to be sure.",
        "Past its limit in single repetitions: stand tall, in 1 of 3.",
    )


def test_every_reading_of_every_cue_has_a_name_and_every_angle_can_be_drawn():
    readings = {name for cue in all_cues().values() for name, line in cue.lines.items() if not line.name}
    assert readings <= set(READINGS)
    assert shown("some_new_thing")[:3] == ("Some new thing", None, "some new thing")


# What the page is made of


def test_cards_are_in_order_and_name_the_repetition_that_shows_it():
    five, others = cards(sample.assessment(), {})
    assert [c.id for c in five] == list(words.FIVE)
    assert [c.verdict for c in others] == ["marked", "good"]
    back = five[0]
    assert (back.number, back.limit, back.counted, back.where) == (
        "8° ± 6°",
        "mild from 0°, marked from 8°",
        "2 of 3",
        "Repetition 3, at 5.5 s",
    )
    assert back.reps == ((1, "mild"), (2, "good"), (3, "marked"))
    assert back.drill and not five[1].drill


@pytest.mark.parametrize(
    ("value", "verdict", "written"),
    [
        *(
            (7.934, "mild", "7.9°"),
            (7.996, "mild", "7.996°"),
            (8.4, "marked", "8°"),
            (-0.4, "good", f"{MINUS}0.4°"),
        ),
        (-0.04, "unsure", "0°"),
    ],
)
def test_a_number_stands_on_the_side_of_its_limits_on_which_it_is(value, verdict, written):
    """The demo's back read 7.934: mild, written as 8, with marked from 8."""
    limit = 8.0 if verdict == "marked" else 0.0
    update = {"verdict": verdict, "measured": sample.measure(value, 4.0), "limit": limit}
    back = sample.assessment().findings[0].model_copy(update=update)
    answer = sample.assessment(findings=(back,))
    assert cards(answer, {})[0][0].number == told(answer, back) == f"{written} ± 4°"
    assert wanted(answer)["flat_back"].words == written
    assert f" {written.replace(MINUS, '-')} ± 4°" in as_note(answer, MADE)


@pytest.mark.parametrize(("exercise", "says"), [("deadlift", "blocks or plates"), ("crib_lower", "light doll")])
def test_the_card_has_the_exercises_own_drill(exercise, says):
    declared = sample.assessment().exercise.model_copy(update={"declared": exercise})
    assert says in cards(sample.assessment(exercise=declared), {})[0][0].drill


def test_a_ratio_is_told_in_degrees_and_stays_in_the_details(analysis):
    """Nobody thinks in degrees of knee bend for each degree of hip bend."""
    ratio = {"reading": "knee_per_hip", "measured": sample.measure(0.85, 0.1, "ratio"), "limit": 0.78}
    knees = sample.assessment().findings[2].model_copy(update={**ratio, "verdict": "mild", "reps_flagged": 2})
    lift = sample.assessment().exercise.model_copy(update={"declared": "deadlift"})
    answer = sample.assessment(findings=(knees,), focus=None, exercise=lift)
    asked = wanted(answer)["soft_knees"]
    assert (asked.what, asked.words) == ("knee", "20°")
    text = page_of(analysis, answer)
    details = text.index("How well the camera saw it")
    assert "0.85" not in text[:details] and "0.85 ± 0.10" in text[details:]
    assert "Knees 20°, hips 86°" in text[details:]
    for one in (as_note(answer, MADE), printed(answer, 100)):
        assert "ent at the deepest point: knees 20°, hips 86°" in one and "0.85" not in one and "0.78" not in one
    unsure = answer.model_copy(update={"findings": (knees.model_copy(update={"verdict": "unsure"}),)})
    assert cards(unsure, {})[0][0].hint == "Knees 20°, hips 86°: too near the limit to tell. Past it in 2 of 3."
    bare = tuple(r.model_copy(update={"measures": {}}) for r in answer.reps)
    assert "0.85 ± 0.10" in as_note(answer.model_copy(update={"reps": bare}), MADE)


def test_less_is_worse_is_written_on_its_side_too():
    hips = (
        sample.assessment()
        .findings[2]
        .model_copy(update={"reading": "hips_above_knees", "limit": 5.0, "measured": sample.measure(5.3, 2.0, "% leg")})
    )
    declared = sample.assessment().exercise.model_copy(update={"declared": "deadlift"})
    assert told(sample.assessment(findings=(hips,), exercise=declared), hips).startswith("5.3 ± 2 %")


def test_small_pictures_are_for_what_needs_no_second_look():
    asked = wanted(sample.assessment())
    assert [asked[c].small for c in ("flat_back", "soft_knees")] == [False, True]
    assert (asked["flat_back"].what, asked["stand_tall"].what, asked["tempo_drop"].what) == ("back", "hip", None)
    assert "weight_close" not in asked and "depth_short" not in asked


number = st.floats(-200, 200)


@given(number, st.floats(0, 60), number, st.floats(0.1, 60), st.sampled_from([-1, 1, None]))
def test_a_gauge_holds_everything_in_order(value, error, mild, step, side):
    g = gauge(Measure(value=value, error=error, unit="deg"), mild, None if side is None else mild + side * step)
    assert 0 <= g.low <= g.value <= g.high <= 100 and 0 < g.mild < 100
    assert g.less_is_worse == (side == -1)
    if g.marked is not None:
        assert 0 < g.marked < 100 and (g.marked < g.mild) == g.less_is_worse


def test_curves_keep_their_gaps():
    by_name = {c.name: c for c in curves(sample.motion(), sample.assessment().reps)}
    assert [by_name[n].line.count("M") for n in ("hip", "lumbar_convex")] == [1, 1]
    gone = sample.motion().angles
    hip = np.where((sample.track().time > 2) & (sample.track().time < 3), np.nan, gone.hip)
    broken = type(gone)(**{**{n: getattr(gone, n) for n in gone.__slots__}, "hip": hip})
    motion = sample.motion()
    motion = type(motion)(**{**{n: getattr(motion, n) for n in motion.__slots__}, "angles": broken})
    curve = next(c for c in curves(motion, sample.assessment().reps) if c.name == "hip")
    assert curve.line.count("M") == curve.band.count("Z") == 2
    assert len(curve.dots) == 3


def test_a_curve_says_itself_in_words():
    hip = curves(sample.motion(), sample.assessment().reps)[0]
    assert (
        hip.words
        == "Hip joint runs from 1 to 81 degrees; at the deepest point of the repetitions it is 81, 81, 81 degrees."
    )


def test_a_knee_that_a_camera_reads_past_straight_is_called_straight():
    read = np.array([-25.0, 48.6])
    assert _words("Knee joint", read, [], read) == "Knee joint runs from straight to 49 degrees."
    assert _words("Low back", read, [], read) == "Low back runs from -25 to 49 degrees."


def test_time_is_marked_in_round_seconds_and_repetitions_where_they_are():
    assert [t.words for t in seconds(sample.motion())] == [f"{s} s" for s in range(7)]
    places = shades(sample.motion(), sample.assessment().reps)
    assert places[0].left == pytest.approx(100 * 1.0 / 6.95, abs=0.01)
    assert [p.complete for p in places] == [True, True, False]


def test_what_was_not_seen_is_told_once_a_reason():
    lost = sample.assessment().findings[4]
    many = [lost.model_copy(update={"cue": c}) for c in words.FIVE]
    assert [b.film for b in blind(sample.assessment(findings=tuple(many)))] == [(FILM_ALL,)]
    one = blind(sample.assessment())
    assert one[0].what == (("weight_close", "Weight close"),) and len(one[0].film) == 1


def test_reasons_that_differ_in_the_angle_alone_are_one():
    lost = sample.assessment().findings[4]
    stood = "the camera stood about 49 degrees in front of the side view; this can be read up to {}. Film square"
    one, two, other = (
        lost.model_copy(update={"cue": cue, "why_not": why})
        for cue, why in (("flat_back", stood.format(20)), ("weight_close", stood.format(9)), ("soft_knees", "a plate"))
    )
    seen = blind(sample.assessment(findings=(one, other, two)))
    assert [[cue for cue, _ in b.what] for b in seen] == [["flat_back", "weight_close"], ["soft_knees"]]
    assert seen[0].reason.endswith("this can be read up to 9 or 20, by the cue. Film square")
    assert blind(sample.assessment(findings=(one, other)))[0].reason == one.why_not


def test_the_verdicts_come_first_and_every_cell_says_what_it_is_on_a_phone(html):
    table = html[html.index('<table class="reps">') : html.index("</table>", html.index('<table class="reps">'))]
    head = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)
    assert head[:6] == ["Rep", "Long back", "Easy neck", "Soft knees", "Stand tall", "From, to"]
    row = table[table.index("<tbody>") :].split("</tr>")[0]
    assert re.findall(r'<td[^>]* ?data-what="(.*?)">', row) == head[1:]


def test_a_cue_that_was_never_seen_takes_one_line_and_no_column(analysis):
    assert never_seen(sample.assessment()) == {"weight_close"}
    assert never_seen(sample.assessment(reps=sample.assessment().reps[:1])) == frozenset()
    text = page_of(analysis, sample.assessment())
    table = text[text.index('aria-labelledby="reps"') :]
    assert "Can&#39;t see" not in table[: table.index("</table>")]
    assert "Can't see in any repetition: weight close." in Outline(text).text
    assert "Weight close" not in printed(sample.assessment(), 100).split("About the picture")[0]


def bridge(**changes):
    """Give an answer about a bridge whose line was read by two cues, in the set and in the first repetition."""
    tall = sample.assessment().findings[3].model_copy(update={"verdict": "marked", "reading": "bridge_over"})
    arch = tall.model_copy(update={"cue": "bridge_arch", "reading": "past_line", "verdict": "mild"})
    rep = sample.assessment().reps[0]
    line = rep.findings[3].model_copy(update={"verdict": "marked", "reading": "bridge_over", "at_s": 1.5})
    also = line.model_copy(update={"cue": "bridge_arch", "reading": "past_line", "verdict": "mild"})
    e = sample.assessment().exercise.model_copy(update={"declared": "glute_bridge"})
    reps = (rep.model_copy(update={"findings": (line, also)}),)
    return sample.assessment(exercise=e, findings=(tall, arch), reps=reps, focus=None, **changes)


def test_a_bridge_is_told_in_its_own_words_and_once(analysis):
    answer, before = bridge(), Earlier(bridge(), {})
    page_text = Outline(page.render(answer, analysis, {}, MADE, before)).text
    clip = " ".join(text for text, _ in board.lines(answer, 1.6))
    texts = (page_text, as_note(answer, MADE, before), as_markdown(answer, MADE, before), printed(answer, 100), clip)
    for text in texts:
        assert "Hips in line" in text
        assert "tand tall" not in text and "Bridge with the hips" not in text
    assert [c.title for c in changes(before, answer)] == ["Hips in line"]
    unseen = answer.findings[1].model_copy(update={"verdict": "not_seen", "reading": None, "measured": None})
    assert once((answer.findings[0], unseen)) == (answer.findings[0], unseen)  # it tells no number
    gone = answer.findings[0].model_copy(update={"verdict": "not_seen", "reading": None, "measured": None})
    assert once((gone, answer.findings[1])) == (gone, answer.findings[1])


def test_tables_of_bridges_give_the_top_and_one_cue_is_called_one(analysis):
    answer = bridge()
    (rep,) = answer.reps
    texts = (page_of(analysis, answer), as_markdown(answer, MADE), printed(answer, 100))
    for text in texts:
        assert "At the top" in text and words.clock(rep.top_s) in text and "Deepest" not in text
    assert "Deepest" in printed(sample.assessment(), 100) and words.clock(rep.bottom_s) in printed(
        sample.assessment(), 100
    )
    assert "The cue at a glance" in texts[0] and "five cues" not in texts[0]


def test_a_movement_of_which_no_number_is_told_is_not_told(analysis):
    first, second, _ = sample.assessment().reps
    hidden = second.model_copy(update={"movement": "squat", "measures": {"hip_top": sample.measure(4)}})
    answer = sample.assessment(reps=(first, hidden))
    assert [words.movement(r) for r in answer.reps] == ["hip hinge", "not told"]
    assert "| not told |" in as_markdown(answer, MADE) and ">not told<" in page_of(analysis, answer)
    told = sample.assessment(reps=(first, second))
    assert words.one_movement(told) and not words.one_movement(answer)
    assert "| Movement |" not in as_markdown(told, MADE)
    squat = sample.assessment(reps=(hidden,), movement="squat", focus=None)
    assert "squat" not in " ".join(advice.focus(squat))


def test_who_lies_has_no_lean_from_upright():
    lying = replace(sample.motion(), posture="lying")
    assert [c.name for c in curves(lying, sample.assessment().reps)] == ["hip", "knee", "lumbar_convex"]
    assert "trunk_bottom" in columns(sample.assessment()) and "trunk_bottom" not in columns(bridge())


@pytest.mark.parametrize(
    ("value", "unit", "says"),
    [
        (-0.2, "deg", "0°"),
        (-12.4, "deg", "\N{MINUS SIGN}12°"),
        (6.6, "% leg", "7 %"),
        (0.849, "s", "0.85 s"),
        (0.5, "ratio", "0.50"),
        (3.2, "cm", "3 cm"),
    ],
)
def test_numbers_are_written_as_people_write_them(value, unit, says):
    assert as_written(value, unit) == says


def test_a_camera_stands_in_front_or_behind():
    for value, says in (
        (6, "6° ± 4° in front of the side view"),
        (-11, "11° ± 4° behind the"),
        (0.2, "0° ± 4° off the"),
    ):
        view = sample.assessment().view.model_copy(update={"azimuth_deg": Angle(value=value, error=4)})
        assert words.turned(view).startswith(says)
    assert words.turned(view.model_copy(update={"azimuth_deg": None})) == ""


def test_a_share_is_never_all():
    assert [words.share(x) for x in (0.62, 0.99, 0.9951, 1.0)] == ["62 %", "99 %", "more than 99 %", "more than 99 %"]


def test_a_number_with_two_sides_says_what_its_signs_mean():
    below = sample.assessment().findings[0].model_copy(update={"measured": sample.measure(-8.0), "verdict": "good"})
    answer = sample.assessment(findings=(below,))
    assert cards(answer, {})[0][0].name == "Low back against straight (+ rounded, \N{MINUS SIGN} hollow)"
    assert "(+ rounded, - hollow) -8°" in as_note(answer, MADE)
    assert "the low back is its convexity, estimated from the outline" in as_note(answer, MADE)
    assert named("knee_bent", "soft_knees") == shown("knee_bent", "soft_knees").name


def held(exercise, cue, reading, value, **more):
    """Give an answer with one finding that is mild, and the finding."""
    limits = get_exercise(exercise).cues[cue][reading]
    first = sample.assessment().findings[0]
    told = {"cue": cue, "reading": reading, "limit": limits.mild, "verdict": "mild", "measured": sample.measure(value)}
    f = first.model_copy(update=told | more)
    e = sample.assessment().exercise.model_copy(update={"declared": exercise})
    return sample.assessment(exercise=e, findings=(f,)), f


@pytest.mark.parametrize(
    ("exercise", "cue", "reading", "says"),
    [
        ("deadlift", "flat_back", "lumbar_convex", "mild from 0°, marked from 8°"),
        ("glute_bridge", "stand_tall", "bridge_over", "mild from \N{MINUS SIGN}8.5°, marked from \N{MINUS SIGN}15°"),
        ("pick_up", "weight_close", "gap_deepest", "mild from 38°, never marked"),
    ],
)
def test_both_limits_are_told_whatever_the_verdict(exercise, cue, reading, says):
    for verdict in ("good", "mild"):
        assert limits.limit_words(*held(exercise, cue, reading, 20.0, verdict=verdict)) == says


def test_a_limit_is_written_with_the_decimals_that_it_has():
    e, cue = "standing_hinge", "soft_knees"
    assert limits.limit_words(*held(e, cue, "hip_per_knee", 4.8, measured=sample.measure(4.8, 1.0, "ratio"))) == (
        "mild from 2, marked from 1.5"
    )


def test_a_limit_that_is_not_the_exercises_stands_alone():
    assert limits.limit_words(*held("deadlift", "flat_back", "lumbar_convex", 20.0, limit=3.0)) == "limit 3°"
    assert limits.limit_words(*held("deadlift", "flat_back", "lumbar_convex", 20.0, limit=None)) == ""


def test_what_is_never_marked_is_not_called_a_little_past():
    assert limits.meaning(*held("pick_up", "weight_close", "gap_deepest", 45.0)) == words.MEANING["mild"]
    far = limits.meaning(*held("pick_up", "weight_close", "gap_deepest", 67.0))
    assert far.startswith("past the limit") and "never more than mild" in far
    assert "never" in limits.meaning(*held("pick_up", "neutral_spine", "chin_down", -40.0))
    assert limits.meaning(*held("deadlift", "flat_back", "lumbar_convex", 7.0)).startswith("a little")


def test_times_and_headings():
    assert (words.clock(3.44), words.clock(63.4), words.clock(-1)) == ("3.4 s", "1:03.4", "0.0 s")
    assert words.heading(sample.assessment()) == "Romanian deadlift (RDL): 2 of 3 repetitions complete"
    whole = sample.assessment(reps=sample.assessment().reps[:2])
    assert words.heading(whole) == "Romanian deadlift (RDL): 2 repetitions"
    cut = tuple(r.model_copy(update={"complete": False}) for r in sample.assessment().reps)
    assert words.heading(sample.assessment(reps=cut)).endswith("no complete repetition")
    assert words.title("some_fault") == "Some fault" and words.measure_title("odd") == "Odd"


@pytest.mark.parametrize(
    ("recognised", "family", "movement", "says"),
    [
        ("block_pull", "floor_pull", "hinge", "Hinge from the floor: 2 of 3 repetitions complete"),
        ("romanian_deadlift", "floor_pull", "hinge", "Hip hinge: 2 of 3 repetitions complete"),
        ("block_pull", "floor_pull", "mixed", "Between hinge and squat: 2 of 3 repetitions complete"),
    ],
)
def test_a_guess_that_is_as_likely_wrong_is_no_heading(recognised, family, movement, says):
    guess = {"declared": None, "recognised": recognised, "family": family, "confidence": 0.35}
    e = sample.assessment().exercise.model_copy(update={**guess, "alternatives": ALSO})
    unclear = sample.assessment(exercise=e, movement=movement)
    assert words.heading(unclear) == says
    assert words.recognised(unclear).startswith("exercise not clear: ")
    assert "35 %" in words.recognised(unclear)
    assert "Good morning (20 %)" in words.recognised(unclear)
    declared = e.model_copy(update={"declared": "deadlift"})
    assert words.heading(sample.assessment(exercise=declared)).startswith("Deadlift")


def test_it_says_where_the_name_of_the_exercise_comes_from():
    e = sample.assessment().exercise
    guess = e.model_copy(update={"declared": None, "alternatives": ALSO})
    other = e.model_copy(update={"recognised": "good_morning"})
    assert words.recognised(sample.assessment()) == "named by you"
    named = "named by you; from the video alone most like: Good morning"
    assert words.recognised(sample.assessment(exercise=other)) == named
    assert words.recognised(sample.assessment(exercise=guess)) == "recognised (90 %); or: Good morning (20 %)"
    assert words.recognised(sample.assessment(exercise=guess.model_copy(update={"recognised": None}))) == ""


def test_a_change_is_drawn_with_its_sign():
    asked = wanted(sample.assessment())
    assert (asked["stand_tall"].words, asked["soft_knees"].words, asked["neutral_spine"].words) == (
        "+8°",
        "20°",
        "+7°",
    )


# What is drawn of the person


def test_points_lie_between_two_frames_and_nowhere_without_a_person():
    marker = Marker(sample.motion())
    here = marker.at(1.025)
    between = (sample.points(1.0) + sample.points(1.05)) / 2
    assert here.at("HIP") == pytest.approx(between[24], abs=0.01)
    assert here.sides == ("R",) and 14 in here.faint and 24 not in here.faint
    assert marker.at(6.8) is None and marker.at(99) is None and marker.at(-5) is None


def test_the_foot_that_a_plate_hides_stands_where_it_stands():
    motion = sample.motion()
    xy = motion.track.xy.copy()
    hidden = (motion.time > 1.4) & (motion.time < 1.6)
    feet = [P.L_HEEL, P.L_TOE, P.R_HEEL, P.R_TOE]
    xy[np.ix_(hidden, feet)] = np.nan
    xy[np.ix_(motion.time < 1.2, feet)] -= [0, 40]  # a plate: seen too high
    marker = Marker(replace(motion, track=replace(motion.track, xy=xy)), sample.assessment().reps)
    there = marker.at(1.5)
    assert there.at("TOE") is None and there.foot == pytest.approx((118, 299), abs=0.01)
    assert there.moved(2.0, 18, 99).foot == pytest.approx((200, 400), abs=0.02)
    assert marker.at(0.1).foot is None  # between repetitions people walk
    rgb = np.full((320, 240, 3), 90, np.uint8)
    assert measured(rgb, there, "gap", "4 %")
    assert (rgb[290:303, 112:124].max(axis=2) > 200).any()  # the line begins at the middle of the foot


def test_a_foot_that_floats_on_a_plate_is_drawn_as_badly_seen():
    motion = sample.motion()
    xy = motion.track.xy.copy()
    feet = [P.L_ANKLE, P.L_HEEL, P.L_TOE, P.R_ANKLE, P.R_HEEL, P.R_TOE]
    xy[np.ix_(motion.time < 1.3, feet)] -= [0, 40]  # seen on the plate, and sure of it
    marker = Marker(replace(motion, track=replace(motion.track, xy=xy)), sample.assessment().reps)
    low = {motion.sides.point(name) for name in ("ANKLE", "HEEL", "TOE")}
    assert low <= marker.at(1.2).faint and not low & marker.at(1.5).faint
    assert low <= marker.at(0.6).faint, "right before the first repetition, too"
    assert not low & Marker(motion, sample.assessment().reps).at(1.2).faint


def test_the_picture_of_the_back_says_why_it_is_of_its_frame(analysis):
    text = page_of(analysis, sample.assessment())
    assert DECIDES["lumbar_convex"] in text
    swing = sample.assessment().findings[0].model_copy(update={"reading": "lumbar_convex_deepest"})
    assert DECIDES["lumbar_convex"] not in page_of(analysis, sample.assessment(findings=(swing,)))


def test_the_picture_of_the_weight_shows_the_foot():
    there = Marker(sample.motion(), sample.assessment().reps).at(1.5)
    legless = replace(there, points={p: xy for p, xy in there.points.items() if p < P.L_KNEE})
    boxes = [_box(legless, *sample.SIZE, small=True, foot=foot) for foot in (False, True)]
    assert boxes[0][3] < there.foot[1] < boxes[1][3]


def test_the_back_line_moves_with_the_trunk():
    marker = Marker(sample.motion())
    there, here = marker.at(1.2), marker.at(1.25)  # an outline at every second frame only
    assert len(here.back) == len(there.back) > 10
    for now in (there, here):
        trunk = now.at("SHOULDER") - now.at("HIP")
        first = (now.back[0] - now.at("HIP")) / np.hypot(*trunk)
        turned = np.array([first @ trunk, first @ [trunk[1], -trunk[0]]]) / np.hypot(*trunk)
        assert turned == pytest.approx([0, 0.16], abs=0.06)


# The terminal


def printed(answer, width, **options):
    out = io.StringIO()
    render_text(answer, Console(file=out, width=width, **options), ["out/report.html"])
    return out.getvalue()


@pytest.mark.parametrize("width", [100, 56])
def test_the_summary_on_the_terminal(stored, width):
    text = printed(sample.assessment(), width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "\x1b" not in text
    assert "\n".join(line.rstrip() for line in text.splitlines()).encode() == stored


def test_a_long_set_of_which_nothing_was_judged_does_not_scroll_the_rest_away():
    diagonal = {n: assess(figure("hinge", reps=n, azimuth=50).track) for n in (20, 21)}
    few, many = (printed(diagonal[n], 80) for n in (20, 21))
    assert "Deepest" in few and "Deepest" not in many
    assert "The first is deepest at 3.2 s, the last at" in many and len(many.splitlines()) < 30
    assert "Deepest" in printed(assess(figure("hinge", reps=21).track), 80)


def test_a_repetition_that_does_not_count_is_told_so_at_every_verdict(analysis):
    """Of three repetitions the clip cuts the last one off, whose back is marked; the set is mild."""
    rows = [line for line in printed(sample.assessment(), 100).splitlines() if re.match(r" +[123]\*? ", line)]
    assert [row.count("*") for row in rows] == [0, 0, 5] and "▲ marked*" in rows[2]
    assert f"* {words.CUT_OFF}" in printed(sample.assessment(), 100)
    text = page_of(analysis, sample.assessment())
    table = text[text.index('aria-labelledby="reps"') :]
    last = table[: table.index("</table>")].split("<tr>")[-1]
    assert last.count("v-cut cell") == 4 and "Marked*" in last and "v-marked" not in last
    assert "(cut off by the clip: shown, not counted): Marked" in text  # beside the cue itself


def test_colours_come_only_where_there_is_a_terminal_and_words_stay():
    coloured = printed(sample.assessment(), 100, force_terminal=True, color_system="standard")
    assert "\x1b[" in coloured
    assert "mild" in coloured and "△" in coloured


def test_a_terminal_without_unicode_gets_plain_signs():
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    render_text(sample.assessment(), Console(file=out, width=100))
    out.flush()
    text = out.buffer.getvalue().decode("ascii")
    assert "! marked" in text and "~ mild" in text and "+ good" in text


def test_no_file_name_can_colour_or_steer_the_terminal():
    answer = sample.assessment(notes=())
    out = io.StringIO()
    render_text(answer, Console(file=out, width=100), ["[red]\x1b[31mevil\r\n.html"])
    assert "[red]" in out.getvalue() and "\x1b" not in out.getvalue() and "\r" not in out.getvalue()


@pytest.mark.parametrize("people", [0, 1])
def test_the_terminal_says_when_there_was_nothing(people):
    text = printed(sample.nothing(people), 80)
    assert "No repetition seen" in text and "Rep " not in text


# The annotated clip's words, and writing


@pytest.mark.parametrize(
    ("time", "says"),
    [
        (0.5, []),
        (1.2, ["Rep 1 of 3  ·  1.2 s", "can't tell: 2 of 5 cues"]),
        (1.6, ["Rep 1 of 3  ·  1.6 s", "Long back: mild", "can't tell: 2 of 5 cues"]),
        (4.2, ["Rep 2 of 3  ·  4.2 s", "3 of 5 cues good", "can't tell: 2 of 5 cues"]),
        (5.6, ["Rep 3 of 3, cut off  ·  5.6 s", "Long back: marked", "can't tell: 2 of 5 cues"]),
        (9.0, ["Rep 3 of 3, cut off  ·  9.0 s"]),
    ],
)
def test_the_clip_says_what_was_found_when_it_happened(time, says):
    assert [text for text, _ in board.lines(sample.assessment(), time)] == says


def test_all_forms_are_written_together(analysis, tmp_path):
    told = []
    files = write_all(analysis, tmp_path / "out", progress=lambda name, share: told.append((name, share)))
    assert [f.name for f in files] == [n for one in all_formats().values() if one.default for n in one.files]
    assert all(f.stat().st_size for f in files)
    assert told[0] == ("assessment.json", 0.0) and told[-1] == ("annotated.mp4", 1.0)
    assert any(name == "annotated.mp4" and 0 < share < 1 for name, share in told)


def test_only_what_was_asked_for_is_written(analysis, tmp_path):
    write_all(analysis, tmp_path / "a", formats=["csv", "json"])
    write_all(analysis, tmp_path / "b", formats=["json"])
    assert {f.name for f in (tmp_path / "a").iterdir()} == {"assessment.json", "reps.csv", "angles.csv"}
    assert {f.name for f in (tmp_path / "b").iterdir()} == {"assessment.json"}


def test_what_is_written_is_known_again(analysis, tmp_path):
    names = [name for name in all_formats() if name not in ("pdf", "sheet", "video")]
    files = write_all(analysis, tmp_path, formats=names)
    (tmp_path / "assessment.json").unlink()
    assert len(files) == 6
    check_writable(tmp_path, results(), [file.name for file in files])


def test_each_format_is_a_module_of_its_name_and_writes_files_of_its_own():
    for name, one in all_formats().items():
        assert import_module(f"hingecoach.report.formats.{name}").FORMAT is one
    files = [file for one in all_formats().values() for file in one.files]
    assert len(files) == len(set(files)) == len(results())
    by_default = {file for one in chosen() for file in one.files}
    assert by_default == {"assessment.json", "report.html", "annotated.mp4", "reps.csv", "angles.csv"}


def test_an_unknown_form_is_refused_by_name():
    with pytest.raises(UnknownNameError, match="Did you mean 'html'"):
        chosen(["htm"])


def test_when_one_form_fails_none_is_written(analysis, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(movie, "write_movie", full)
    with pytest.raises(OutputError, match="full"):
        write_all(analysis, tmp_path / "out")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", ["json", "html", "csv", "markdown", "text"])
def test_the_same_answer_makes_the_same_bytes(analysis, form, tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
        all_formats()[form].write(Job(analysis, tmp_path / name, made=MADE))
    first, second = ([(tmp_path / n / f).read_bytes() for f in all_formats()[form].files] for n in "ab")
    assert first == second


def test_what_an_earlier_run_wrote_in_other_formats_stays_while_the_answer_is_the_same(analysis, tmp_path):
    out = tmp_path / "figure.mp4.hingecoach"

    def held(*formats, of=analysis):
        write_all(of, out, formats=formats)
        return {f.name for f in out.iterdir()}

    assert held("json", "html") == {"assessment.json", "report.html"}
    assert held("markdown") == {"assessment.json", "report.html", "report.md"}
    hidden = replace(analysis, faces=object())
    assert held("json", of=hidden) == {"assessment.json"}, "earlier pictures may show the face"
    held("html")
    other = replace(analysis, assessment=sample.assessment(focus=None))
    assert held("markdown", of=other) == {"report.md"}, "another answer"
