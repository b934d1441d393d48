"""The teaching pages: drawn from the judging's own numbers, told alike at every door, in words that may be used."""

import json
import re
import xml.etree.ElementTree as ET
from importlib.resources import files
from io import StringIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from door import run
from handbook import learn as learn_pages
from handbook.offline import loaded_from_elsewhere
from hingecoach.coach.ladder.pain import GO_ON, REDUCE
from hingecoach.coach.ladder.rungs import ladder as planned
from hingecoach.cues import all_cues
from hingecoach.errors import UnknownNameError
from hingecoach.exercises import Limit, all_exercises, get_exercise
from hingecoach.learn import all_topics, forms, get_topic, ladder, place
from hingecoach.learn.body import LEG, Leg, Pose, bridge, build
from hingecoach.learn.cue_plates import CUES, EXERCISE, cue_panels, steps
from hingecoach.learn.exercise_plates import deepest, exercise_panels
from hingecoach.learn.figures import ACCENT, svg
from hingecoach.learn.loads import LOADS
from hingecoach.learn.plates import FIGURES, panels_of
from hingecoach.words import find_avoided

TAUGHT = [e.id for e in all_exercises().values() if e.teach]
EVERY_FIGURE = [*FIGURES, *(f"cue-{c}" for c in CUES), *(f"exercise-{e}" for e in TAUGHT)]
angle = st.floats(-10, 90)


@pytest.fixture
def cli(capfd, monkeypatch):
    return lambda *args, **how: run(capfd, monkeypatch, *args, **how)


def lean(a, b):
    """The lean of the line from a to b, degrees from straight up, + ahead."""
    x, y = b - a
    return np.degrees(np.arctan2(x, -y))


def roundness(points):
    """How far a line's middle lies behind its chord, in chord lengths: + a hump, - a hollow."""
    chord = points[-1] - points[0]
    unit = chord / np.hypot(*chord)
    behind = np.array([unit[1], -unit[0]])
    off = (points - points[0]) @ behind
    return off[np.argmax(np.abs(off))] / np.hypot(*chord)


class TestBody:
    @given(st.floats(-5, 40), st.floats(0, 120), angle, st.floats(-40, 30))
    def test_joints_lie_as_the_angles_say(self, shank, knee, trunk, lumbar):
        body = build(Pose(shank, knee, trunk, lumbar=lumbar))
        at = body.joints
        assert lean(at["ankle"], at["knee"]) == pytest.approx(shank, abs=1e-6)
        assert lean(at["knee"], at["hip"]) == pytest.approx(shank - knee, abs=1e-6)
        assert lean(body.spine[0], body.spine[-1]) == pytest.approx(trunk, abs=0.5)

    @given(st.floats(-10, 30))
    def test_hands_are_as_far_ahead_as_asked(self, gap):
        at = build(Pose(knee=20, trunk=62, gap=gap)).joints
        mid_foot = (at["heel"][0] + at["toe"][0]) / 2
        assert 100 * (at["hand"][0] - mid_foot) / LEG == pytest.approx(gap, abs=0.5)

    @given(st.floats(-30, 30), st.floats(1, 20))
    def test_more_bend_is_always_a_rounder_back(self, lumbar, more):
        line, rounder = (build(Pose(knee=20, trunk=62, lumbar=v)).spine[3:32] for v in (lumbar, lumbar + more))
        assert roundness(rounder) > roundness(line)

    def test_a_hinge_is_a_hinge(self):
        stands, hinges, squats = (
            build(p).joints for p in (Pose(), deepest(get_exercise("romanian_deadlift")), Pose(32, 105, 38))
        )
        assert hinges["hip"][0] < stands["hip"][0] - 0.1, "hips go back"
        assert lean(hinges["ankle"], hinges["knee"]) == pytest.approx(0, abs=1), "shins stay upright"
        assert hinges["hip"][1] - stands["hip"][1] < 0.05, "hips hardly sink"
        assert squats["hip"][1] - stands["hip"][1] > 0.2
        assert squats["knee"][0] > hinges["knee"][0] + 0.15

    def test_a_bridge_is_one_line_at_the_top(self):
        down, up = bridge(0), bridge(1)
        at = up.joints
        rise = lean(up.spine[-1], at["hip"])
        assert rise == pytest.approx(lean(at["hip"], at["knee"]), abs=1)
        low, high = get_exercise("glute_bridge").knee
        knee = lean(at["ankle"], at["knee"]) - lean(at["knee"], at["hip"])
        assert low <= knee <= high
        for body in (down, up):
            assert body.joints["heel"][1] == pytest.approx(0, abs=1e-9)
            assert np.hypot(*(body.joints["knee"] - body.joints["ankle"])) == pytest.approx(LEG / 2)
        assert down.joints["hip"][1] > up.joints["hip"][1] + 0.1

    def test_the_other_leg_hangs_from_the_hip(self):
        at = build(Pose(knee=20, trunk=70, other=Leg(72, 0))).joints
        assert lean(at["ankle2"], at["hip"]) == pytest.approx(72)


class TestFigures:
    @pytest.mark.parametrize("name", EVERY_FIGURE)
    def test_each_is_a_picture_with_words(self, name):
        panels = panels_of(name)
        assert panels
        for panel in panels:
            root = ET.fromstring(svg(panel))  # noqa: S314  our own
            assert root.get("role") == "img"
            assert root.get("aria-label") == panel.alt
            assert len(panel.alt.split()) >= 1 and panel.caption
            _, _, wide, high = map(float, root.get("viewBox").split())
            assert 20 < wide < 400 and 20 < high < 250
            assert not find_avoided(panel.alt) and not find_avoided(panel.caption)

    @pytest.mark.parametrize("name", EVERY_FIGURE)
    def test_each_takes_the_texts_colour_and_one_accent(self, name):
        for panel in panels_of(name):
            colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg(panel)))
            assert colours <= {"none", "currentColor", ACCENT}

    @pytest.mark.parametrize("name", EVERY_FIGURE)
    def test_what_is_drawn_lies_inside_the_picture(self, name):
        for panel in panels_of(name):
            if panel.scale > 1 or name == "frame":
                continue  # cut on purpose
            x, y, wide, high = map(float, re.search(r'viewBox="([^"]+)"', svg(panel))[1].split())
            for dots in re.findall(r'd="M([^"]+)"', svg(panel)):
                at = np.array([p.rstrip("Z").split(",") for p in dots.split() if "L" not in p], float)
                if len(at) > 4:  # the head is drawn about itself
                    assert at[:, 0].min() >= x - 8 and at[:, 0].max() <= x + wide + 8
                    assert at[:, 1].min() >= y - 8 and at[:, 1].max() <= y + high + 8

    def test_an_unknown_figure(self):
        for name in ("hinge", "cue-arm_lift", "exercise-plank"):
            with pytest.raises(UnknownNameError, match="figure"):
                panels_of(name)

    @pytest.mark.parametrize("holds", LOADS)
    def test_every_load_is_drawn(self, holds):
        drawing = LOADS[holds](build(Pose(knee=20, trunk=60, gap=2)))
        assert bool(drawing.inside) == (holds != "nothing")

    def test_every_load_that_an_exercise_may_name_can_be_drawn(self):
        named = type(get_exercise("deadlift").teach).model_json_schema()["properties"]["holds"]["enum"]
        assert set(named) == set(LOADS)


class TestCues:
    def test_each_of_the_five_is_drawn_and_no_other(self):
        assert list(CUES) == [c.id for c in all_cues().values() if c.kind == "cue"]

    @pytest.mark.parametrize("cue", CUES)
    def test_what_is_drawn_as_mild_is_mild_by_the_limits(self, cue):
        limits = get_exercise(EXERCISE).cues[cue]
        for shown in CUES[cue]:
            limit = limits[shown.reading]
            sign = 1 if limit.marked > limit.mild else -1
            values = steps(limit)
            assert sign * shown.good <= sign * limit.mild < sign * values["mild"] < sign * limit.marked
            assert ("marked" in values) == (limit.cap == "marked")
            if "marked" in values:
                assert sign * values["marked"] > sign * limit.marked

    def test_the_drawn_knees_are_bent_as_told(self):
        limit = get_exercise(EXERCISE).cues["soft_knees"]["knee_bent"]
        (shown,) = CUES["soft_knees"]
        for value in steps(limit).values():
            assert shown.pose(value).knee == value

    def test_marked_is_drawn_rounder_than_mild_and_mild_than_good(self):
        (shown,) = CUES["flat_back"]
        values = [shown.good, *steps(get_exercise(EXERCISE).cues["flat_back"]["lumbar_convex"]).values()]
        good, mild, marked = (roundness(build(shown.pose(v)).back_line) for v in values)
        assert mild > good + 0.02 and marked > mild + 0.04
        assert marked > 0.08, "a hump that is seen without a ruler"

    def test_verdicts_are_named_by_sign_and_word(self):
        captions = [p.caption for p in cue_panels("flat_back")]
        assert captions == ["✓ Good", "△ Mild: low back 4° past straight", "▲ Marked: low back 16° past straight"]

    def test_limits_that_change_change_the_drawing(self):
        assert steps(Limit(mild=10, marked=20, source="x", grade="E")) == {"mild": 15, "marked": 30}
        assert steps(Limit(mild=-20, marked=-35, cap="mild", source="x", grade="E")) == {"mild": -27.5}


class TestTopics:
    def test_the_folder_is_the_register(self):
        known = {f.name for f in files("hingecoach.learn").joinpath("topics").iterdir() if f.name[0].isdigit()}
        assert {name.partition("_")[2].removesuffix(".md") for name in known} | set(TAUGHT) == set(all_topics())

    def test_the_ladder_is_in_order_with_the_rung_between(self):
        order = [e.id for e in ladder()]
        assert order.index("pull_through") + 1 == order.index("kettlebell_deadlift")
        assert order.index("kettlebell_deadlift") + 1 == order.index("kettlebell_swing")
        assert [e.rung for e in ladder() if e.rung] == list(range(1, 9))
        topics = list(all_topics())
        assert topics[topics.index("ladder") + 1 :][: len(order)] == order

    def test_rungs_are_counted_as_the_planner_counts_them(self):
        way = [rung.exercise for rung in planned().way]
        assert [place(get_exercise(name)) for name in way] == [str(i) for i in range(1, 9)]
        assert [place(r.about) for r, _ in planned().branches] == ["branch after 6"]
        assert place(get_exercise("squat")) == ""
        assert "| branch after 6 | [Kettlebell swing]" in get_topic("ladder").text
        assert "Rung 6 of the [ladder]" in get_topic("kettlebell_deadlift").text
        assert "A branch after rung 6 of the [ladder]" in get_topic("kettlebell_swing").text

    @pytest.mark.parametrize("name", all_topics())
    def test_each_is_whole_in_words_that_may_be_used(self, name):
        topic = get_topic(name)
        assert topic.text.startswith(f"# {topic.title}\n\n") and topic.text.count("\n# ") == 0
        assert topic.lead and topic.lead.endswith((".", ":"))
        assert find_avoided(topic.text) == ()
        for bad in ("{{", "{%", "None", "nan", "\n\n\n\n"):
            assert bad not in topic.text
        for figure in re.findall(r"figure:([\w-]+)", topic.text):
            assert panels_of(figure)
        assert set(re.findall(r"learn:([\w-]+)", topic.text)) <= set(all_topics())

    @pytest.mark.parametrize("name", TAUGHT)
    def test_an_exercise_tells_how_it_is_done(self, name):
        e, text = get_exercise(name), get_topic(name).text
        for told in (*e.teach.setup, *e.teach.steps, *e.teach.easier, *e.teach.harder):
            assert told in text and told.endswith(".")
        assert f"figure:exercise-{name}" in text and len(exercise_panels(e)) == 2
        for cue, limits in e.cues.items():
            for reading in limits:
                assert all_cues()[cue].lines[reading].say in text
        if e.knee and e.teach and e.family != "bridge":
            assert deepest(e).knee == pytest.approx(np.mean(e.knee), abs=6)

    def test_every_hinge_is_taught(self):
        assert {e.id for e in all_exercises().values() if not e.teach} == {"squat", "other"}
        assert exercise_panels(get_exercise("squat")) == ()

    def test_the_five_cues_are_told_with_their_limits(self):
        text = get_topic("cues").text
        for cue in CUES:
            assert f"## {all_cues()[cue].title}\n" in text
        assert "- Low back past straight: mild beyond 0°, marked beyond 8°.\n" in text
        assert "- Chin down: mild beyond 20°, never marked.\n" in text
        assert "- Hands ahead of mid-foot: mild beyond 14 % of the leg, marked beyond 20 % of the leg.\n" in text

    def test_an_unknown_topic_gets_a_hint(self):
        with pytest.raises(UnknownNameError, match="filming"):
            get_topic("filmign")
        for name, meant in (("how to film", "filming"), ("swing", "kettlebell_swing"), ("rdl", "romanian_deadlift")):
            with pytest.raises(UnknownNameError, match=rf"Did you mean '{meant}'\?$"):
                get_topic(name)

    def test_pain_and_fear_are_one_page_with_the_planners_numbers(self, cli):
        assert get_topic("fear") is get_topic("flare-up") is get_topic("pain")
        assert get_topic("camera") is get_topic("filming")
        assert get_topic("knees") is get_topic("cues")
        assert get_topic("squat") is get_topic("hinge")
        text = " ".join(get_topic("pain").text.split())
        assert f"| 0 to {GO_ON:g}, and no more the next day |" in text and f"| above {REDUCE:g} | stop" in text
        assert "our own choice" in text and "See somebody" not in text and "## When to see somebody" in text
        assert "Soreness, pain" in cli("learn", "fear").out


class TestForms:
    @pytest.mark.parametrize("name", ["hinge", "cues", "deadlift"])
    def test_html_has_every_figure_and_link(self, name):
        topic = get_topic(name)
        html = forms.as_html(topic, "/learn/{}".format)
        ET.fromstring(f"<div>{html}</div>")  # noqa: S314  our own
        panels = [p for n in re.findall(r"figure:([\w-]+)", topic.text) for p in panels_of(n)]
        assert html.count("<svg") == html.count("<figcaption>") == len(panels)
        for to in re.findall(r"learn:([\w-]+)", topic.text):
            assert f'href="/learn/{to}"' in html
        assert "figure:" not in html and "learn:" not in html

    def test_a_page_needs_nothing_else(self):
        page = forms.as_page([get_topic("hinge")], "A <title>")
        assert loaded_from_elsewhere(page) == []
        assert (
            "<title>A &lt;title&gt;</title>" in page and "prefers-color-scheme: dark" in page and "@media print" in page
        )
        assert "<a " not in page, "the other topics are not in it"
        assert len(page.encode()) < 100_000

    def test_all_topics_on_one_page_link_to_each_other(self):
        page = forms.as_page(all_topics().values(), "The hip hinge")
        targets = set(re.findall(r'href="#([\w-]+)"', page))
        assert targets == set(re.findall(r'<section id="([\w-]+)"', page)) == set(all_topics())
        assert len(page.encode()) < 700_000

    def test_data_holds_the_figures_of_the_text(self):
        data = forms.as_data(get_topic("hinge"))
        assert set(data["figures"]) == set(re.findall(r"figure:([\w-]+)", data["markdown"]))
        assert [p["caption"] for p in data["figures"]["hinge_and_squat"]][1] == "Hinge"
        json.dumps(data)

    @pytest.mark.parametrize("width", [60, 100])
    def test_the_terminal_tells_figures_in_words(self, width):
        console = Console(width=width, record=True, file=StringIO())
        forms.render(get_topic("hinge"), console)
        told = " ".join(console.export_text().split())
        assert "Squat: hips and knees bend together" in told.replace("▌ ", "")
        assert "<svg" not in told and "figure:" not in told and "learn:" not in told

    def test_the_docs_have_the_same_text_with_links_and_pictures(self):
        page = learn_pages.page(get_topic("hinge"))
        assert "[the five cues](cues.md)" in page and "<svg" in page
        assert "[D1-D6](../references.md#data-sets-measured-by-us)" in page
        listed = learn_pages.listed()
        assert all(f"learn/{name}.md" in listed for name in all_topics())

    def test_pages_that_are_no_more_are_taken_away(self, tmp_path):
        (tmp_path / "gone.md").write_text("old")
        learn_pages.write(tmp_path)
        assert {f.stem for f in tmp_path.iterdir()} == set(all_topics())
        before = {f: f.stat().st_mtime_ns for f in tmp_path.iterdir()}
        learn_pages.write(tmp_path)
        assert before == {f: f.stat().st_mtime_ns for f in tmp_path.iterdir()}, "nothing is built again for nothing"


class TestCommand:
    def test_without_a_topic_it_lists_them(self, cli):
        done = cli("learn")
        assert (done.status, done.err) == (0, "")
        assert dict(line.split(maxsplit=1) for line in done.out.splitlines()) == {
            t.id: t.title for t in all_topics().values()
        }
        listed = json.loads(cli("learn", "--json").out)["topics"]
        assert [t["id"] for t in listed] == list(all_topics())

    def test_a_topic_on_the_terminal_and_as_json(self, cli):
        assert "How to film" in cli("learn", "filming").out
        done = cli("learn", "filming", "--json")
        assert json.loads(done.out) == forms.as_data(get_topic("filming"))

    def test_a_page_on_standard_output_or_into_a_file(self, cli, tmp_path):
        done = cli("learn", "cues", "--html")
        assert done.out.startswith("<!doctype html>") and done.err == ""
        out = tmp_path / "new folder" / "all.html"
        done = cli("learn", "--out", out)
        assert (done.status, done.out) == (0, "")
        assert str(out) in done.err
        assert out.read_text("utf-8") == forms.as_page(all_topics().values(), "The hip hinge")
        assert [f.name for f in out.parent.iterdir()] == ["all.html"]
        cli("learn", "cues", "--out", out)
        assert out.read_text("utf-8").count("<section") == 1, "the earlier one is replaced"

    @pytest.mark.parametrize(
        ("args", "word"),
        [
            (["zumba"], "Known"),
            (["cuse"], "'cues'"),
            (["cues", "--json", "--html"], "together"),
            (["--colour"], "--colour"),
        ],
    )
    def test_wrong_usage(self, cli, args, word):
        done = cli("learn", *args)
        assert done.status == 2 and done.out == "" and word in done.err

    def test_a_place_that_cannot_be_written(self, cli, tmp_path):
        (tmp_path / "file").touch()
        done = cli("learn", "cues", "--out", tmp_path / "file" / "page.html")
        assert done.status == 3 and done.err.count("\n") == 1
        (tmp_path / "folder").mkdir()
        done = cli("learn", "cues", "--out", tmp_path / "folder")
        assert done.status == 3 and done.err.count("\n") == 1
        assert sorted(f.name for f in tmp_path.iterdir()) == ["file", "folder"]
