"""The first page: one page of paper whatever the answer, and colours that everybody can read."""

import re
from importlib.resources import files

import numpy as np
import pytest

import report_sample as sample
from hingecoach.assessment import Focus, Note
from hingecoach.cues import all_cues
from hingecoach.errors import NotInstalledError
from hingecoach.exercises import all_exercises
from hingecoach.report import paper, words, write_all
from hingecoach.report.advice import focus, focus_title
from hingecoach.report.cards import DEEPEST, cards, chosen, wanted
from hingecoach.report.changes import Change
from hingecoach.report.columns import FIRST
from hingecoach.report.curves import CURVES
from hingecoach.report.earlier import Earlier, Shot
from hingecoach.report.front import AGAIN, MOST_FILM, STAND, film, front
from hingecoach.report.note import as_note
from hingecoach.report.page import render
from hingecoach.report.pictures import take
from hingecoach.report.readings import READINGS
from hingecoach.report.unseen import FILM, FILM_ALL, FILM_WHOLE, REST
from hingecoach.types import Frame
from test_report import MADE, Outline

CSS = files("hingecoach.report").joinpath("templates/report.css").read_text("utf-8")
MOVEMENTS = ("mixed", "squat", "hinge")
TEXT, GRAPHIC = 4.5, 3.0
"""Contrast that WCAG 2.2 AA asks of text and of what must be seen to understand."""


@pytest.fixture(scope="module")
def analysis(tmp_path_factory):
    return sample.analysis(tmp_path_factory.mktemp("clip"))


@pytest.fixture(scope="module")
def pictures(analysis):
    return take(analysis.path, analysis.motion, wanted(analysis.assessment), None)


def first_page(answer, pictures=None):
    five, others = cards(answer, pictures or {})
    return front(answer, five, others, pictures or {})


# What it says


def test_it_holds_the_five_and_what_else_was_found():
    page = first_page(sample.assessment())
    assert [c.id for c in page.glance] == [
        "flat_back", "neutral_spine", "soft_knees", "stand_tall", "weight_close", "tempo_drop",
    ]  # fmt: skip
    assert page.absent == ()


def test_cues_that_the_exercise_does_not_have_are_named_in_one_line():
    gone = [f.model_copy(update={"verdict": "not_applicable"}) for f in sample.assessment().findings[:3]]
    page = first_page(sample.assessment(findings=(*gone, *sample.assessment().findings[3:])))
    assert page.absent == ("Long back", "Easy neck", "Soft knees")
    assert page.glance[0].id == "stand_tall"


def test_one_number_stands_on_the_first_page_once():
    """Whatever the two verdicts are: one cue grades what the other one only names."""
    tall = sample.assessment().findings[3].model_copy(update={"verdict": "marked", "reading": "bridge_over"})
    arch = tall.model_copy(update={"cue": "bridge_arch", "reading": "past_line", "verdict": "mild"})
    two = sample.assessment(findings=(tall, arch, sample.assessment().findings[5]), focus=None)
    assert [c.id for c in first_page(two).glance] == ["stand_tall", "tempo_drop"]
    other = arch.model_copy(update={"measured": sample.measure(12.0), "reading": "hollow"})
    apart = sample.assessment(findings=(tall, other), focus=None)
    assert [c.id for c in first_page(apart).glance] == ["stand_tall", "bridge_arch"]


def test_a_marked_repetition_in_a_set_that_is_mild_stands_on_the_first_page(analysis):
    reps = sample.assessment().reps
    hard = reps[1].findings[0].model_copy(update={"verdict": "marked"})
    some = (reps[0], reps[1].model_copy(update={"findings": (hard, *reps[1].findings[1:])}), reps[2])
    text = Outline(render(sample.assessment(reps=some), analysis, {}, MADE)).text
    assert "A little past the limit. Marked in 1 repetition." in text and "2 of 3, 1 of them marked" in text
    beside = render(sample.assessment(reps=some), analysis, {}, MADE, Earlier(sample.assessment(), {}))
    assert "; marked in 1 repetition" in Outline(beside).text
    assert "Marked in" not in Outline(render(sample.assessment(), analysis, {}, MADE)).text  # the third is cut off


def test_each_cue_could_be_judged_only_where_each_repetition_was():
    good = sample.assessment().findings[1:3]
    reps = sample.assessment().reps
    assert first_page(sample.assessment(findings=good)).all_seen
    for i, seen in ((0, False), (2, True)):  # the third is cut off by the clip
        found = [f.model_copy(update={"verdict": "unsure"}) for f in reps[i].findings]
        some = tuple(r.model_copy(update={"findings": tuple(found)}) if r is reps[i] else r for r in reps)
        assert first_page(sample.assessment(findings=good, reps=some)).all_seen == seen


def test_the_sentence_does_not_say_the_heading_again():
    says = "3 repetitions of the Romanian deadlift (RDL). Looked good: easy neck."
    assert first_page(sample.assessment(summary=says)).lead == "Looked good: easy neck."
    squat = "3 repetitions: hips and knees bent together. So this was a squat."
    assert first_page(sample.assessment(summary=squat)).lead == squat


def test_the_picture_is_that_of_the_thing_to_work_on(pictures):
    hero = first_page(sample.assessment(), pictures).hero
    assert (hero.cue, hero.where) == ("flat_back", "Repetition 3, at 5.5 s")
    assert (
        hero.found == "Long back: mild"
        and hero.number
        == "Low back against straight (+ rounded, \N{MINUS SIGN} hollow): 8° ± 6°, mild from 0°, marked from 8°"
    )
    without = sample.assessment(focus=None)  # the gravest fault, though it is none of the five
    assert first_page(without, pictures).hero.cue == "tempo_drop"  # the gravest: marked
    assert wanted(without)["tempo_drop"].small is False


def test_one_number_stands_beside_a_verdict_and_the_other_only_with_the_estimates(analysis, pictures):
    answer = sample.assessment()
    last = answer.reps[-1]
    read = {**last.measures, "lumbar_convex_bottom": sample.measure(19.0, 11.0)}
    answer = answer.model_copy(update={"reps": (*answer.reps[:-1], last.model_copy(update={"measures": read}))})
    text = Outline(render(answer, analysis, pictures, MADE)).text
    before, _, after = text.partition(words.ESTIMATES)
    assert "8° ± 6°" in before and "19°" not in before
    assert words.TWO_NUMBERS in after and "Vertebrae of the low back, largest" in after
    titles = {one.name for one in READINGS.values()} | {
        one.name for c in all_cues().values() for one in c.lines.values()
    }
    estimates = {name for _, name, _ in CURVES} | {words.measure_title(m).split(",")[0] for m in FIRST}
    assert not titles & estimates


def test_the_first_picture_tells_a_ratio_in_degrees(pictures):
    ratio = {"reading": "knee_per_hip", "measured": sample.measure(0.85, 0.1, "ratio")}
    knees = sample.assessment().findings[2].model_copy(update=ratio)
    hero = first_page(sample.assessment(findings=(knees,), focus=None), pictures).hero
    assert hero.number == "Bent at the deepest point: knees 20°, hips 86°"


def test_the_picture_of_a_good_set_is_of_a_cue_that_was_judged():
    found = {f.cue: f.model_copy(update={"verdict": "good"}) for f in sample.assessment().findings[:4]}
    doubt = found["neutral_spine"].model_copy(update={"verdict": "unsure", "limit": 20.0})
    some = (doubt, found["soft_knees"], found["stand_tall"])
    found["flat_back"] = found["flat_back"].model_copy(update={"measured": sample.measure(-2.0, 4.0)})
    for findings, leads in (((*some, found["flat_back"]), "soft_knees"), ((doubt,), "neutral_spine")):
        answer = sample.assessment(findings=findings, focus=None)
        assert chosen(answer, wanted(answer)) == leads
    clear = found["flat_back"].model_copy(update={"measured": sample.measure(-9.0, 4.0)})
    in_order = (*some, clear)
    good = sample.assessment(findings=in_order, focus=None)
    asked = wanted(good)
    assert chosen(good, asked) == "flat_back" and (asked["flat_back"].small, asked["neutral_spine"].small) == (0, 1)
    hints = {c.id: c.hint for c in first_page(good).glance}
    assert hints["neutral_spine"] == "7° ± 5° is too near the limit of 20° to tell."
    assert hints["soft_knees"] == all_cues()["soft_knees"].good


def test_the_picture_of_a_good_set_is_of_no_number_that_is_hardly_known():
    """The neck of a lift behind plates: 27 degrees of 40, known to 25."""
    found = {f.cue: f.model_copy(update={"verdict": "good"}) for f in sample.assessment().findings[:4]}
    neck = found["neutral_spine"].model_copy(update={"measured": sample.measure(27.0, 25.0), "limit": 40.0})
    tall = found["stand_tall"].model_copy(update={"measured": sample.measure(-3.0, 8.0), "limit": 8.0})
    back = found["flat_back"].model_copy(update={"measured": sample.measure(-2.0, 4.0)})
    for findings in ((neck, tall), (neck, tall, back)):
        answer = sample.assessment(findings=findings, focus=None)
        assert chosen(answer, wanted(answer)) == "stand_tall"


@pytest.mark.parametrize("verdict", ["unsure", "not_seen"])
def test_what_was_not_judged_is_not_told_to_stay_as_it_is(verdict):
    neck, knees = (
        f.model_copy(update={"verdict": "good", "reps_flagged": 0}) for f in sample.assessment().findings[1:3]
    )
    back, close = (
        sample.assessment().findings[i].model_copy(update={"verdict": verdict, "reps_flagged": 0}) for i in (0, 4)
    )
    headline, more = focus(sample.assessment(findings=(back, neck, knees, close), focus=None))
    assert headline == "What could be seen was good."
    unseen = "Not judged: long back and weight close; film it once more for these."
    assert more.endswith(unseen if verdict == "not_seen" else "Too near the limit to tell: long back and weight close.")
    assert focus(sample.assessment(findings=(neck, knees), focus=None))[0] == "Keep it as it is."
    again = focus(sample.assessment(findings=(back, neck), focus=None), ["Soft knees"])
    assert again[0] == "Film it once more, to be sure." and again[1].endswith(
        "Not judged: long back; film it once more for that."
        if verdict == "not_seen"
        else "Too near the limit to tell: long back."
    )


def test_a_set_at_its_limit_is_told_as_it_is_and_not_to_be_filmed_again():
    back = sample.assessment().findings[0].model_copy(update={"verdict": "unsure", "reps_flagged": 0})
    first, second, last = sample.assessment().reps
    near = second.findings[0].model_copy(update={"verdict": "unsure"})
    good = first.findings[0].model_copy(update={"verdict": "good"})
    reps = tuple(r.model_copy(update={"findings": (f,)}) for r, f in ((first, good), (second, near), (last, near)))
    answer = sample.assessment(findings=(back,), reps=reps, focus=None)
    assert focus(answer) == (
        "Too near the limit to tell.",
        "Long back: good in 1 of 2 repetitions, too near the limit in 1.",
    )
    assert focus_title(answer) == "What was seen"
    assert "Film it" not in as_note(answer, MADE) and "below" not in as_note(answer, MADE)


def test_a_cue_past_its_limit_in_some_repetitions_is_told_so_everywhere():
    """The set's back is good and its knees are unsure, with two repetitions past the limit each."""
    some = {"reps_flagged": 2, "reps_judged": 8}
    back, neck, knees = (f.model_copy(update={"say": None}) for f in sample.assessment().findings[:3])
    back = back.model_copy(update={"verdict": "good", **some})
    knees = knees.model_copy(update={"verdict": "unsure", **some})
    was = "8 repetitions. Looked good: long back and easy neck; can't tell: soft knees."
    answer = sample.assessment(findings=(back, neck, knees), focus=None, summary=was)
    now = "8 repetitions. Looked good: easy neck; past the limit in single repetitions: long back and soft knees."
    page = first_page(answer)
    assert words.summary(answer) == now and page.lead == now
    assert "Too near" not in focus(answer)[1] and "soft knees, in 2 of 8" in focus(answer)[1]
    assert page.glance[2].hint.endswith("Past it in 2 of 8.")
    assert "(past its limit in 2 of 8" in as_note(answer, MADE)
    assert words.summary(sample.assessment()) == sample.assessment().summary  # no such cue: as it was


def test_what_says_below_is_said_only_where_something_is():
    blind = sample.assessment(findings=sample.assessment().findings[4:5], focus=None)
    assert focus(blind)[0] == "Film it once more." and "below" not in " ".join(focus(blind))


def test_a_set_that_could_hardly_be_judged_says_on_the_first_page_what_was(analysis):
    why = "an arm is in front of it; 1 of 3 repetitions could be judged: marked"
    some = sample.assessment().findings[0].model_copy(update={"verdict": "not_seen", "why_not": why, "reps_judged": 1})
    answer = sample.assessment(findings=(some, *sample.assessment().findings[1:]))
    assert first_page(answer).glance[0].hint == f"A{why[1:]}."
    text = render(answer, analysis, {}, MADE)
    assert f"A{why[1:]}." in text[text.index('id="glance"') : text.index('id="details"')]
    assert first_page(sample.assessment()).glance[4].hint == ""  # nothing of it was seen


def test_beside_a_squatted_hinge_stands_no_picture_of_another_cue(analysis):
    knees, tall = (sample.assessment().findings[i] for i in (2, 3))
    why = "a plate; 1 of 3 repetitions could be judged: 1 marked"
    lost = knees.model_copy(update={"verdict": "not_seen", "measured": None, "at_s": None, "rep": None, "why_not": why})
    focus = sample.assessment().focus.model_copy(update={"cue": "soft_knees"})
    answer = sample.assessment(findings=(lost, tall.model_copy(update={"verdict": "good"})), focus=focus)
    asked = wanted(answer)
    assert chosen(answer, asked) is None and set(asked) == {"stand_tall", DEEPEST}
    assert first_page(answer, take(analysis.path, analysis.motion, asked, None)).hero.cue == ""


def test_a_squatted_hinge_tells_one_story(analysis):
    """The knees are no cue that can't be seen and a thing to work on at once."""
    lost = sample.assessment().findings[4]
    many = tuple(lost.model_copy(update={"cue": c}) for c in FILM)
    squat = sample.assessment().focus.model_copy(update={"cue": "soft_knees"})
    reps = tuple(r.model_copy(update={"findings": ()}) for r in sample.assessment().reps)
    text = Outline(render(sample.assessment(findings=many, focus=squat, reps=reps), analysis, {}, MADE)).text
    assert "Not graded: long back" in text and "shows a squat" in text
    plain = Outline(render(sample.assessment(findings=many, focus=None, reps=reps), analysis, {}, MADE)).text
    assert "Not graded" not in plain and "shows a squat" not in plain


def test_a_clip_that_cuts_its_repetitions_off_asks_for_whole_ones():
    why = "no complete repetition was seen; of those that the clip cuts off: 2 mild"
    lost = [f.model_copy(update={"verdict": "not_seen", "why_not": why}) for f in sample.assessment().findings[:2]]
    bare = sample.assessment().view.model_copy(update={"advice": ()})
    page = first_page(sample.assessment(findings=tuple(lost), focus=None, view=bare))
    assert page.film == (FILM_WHOLE,)
    assert {c.hint for c in page.glance} == {f"N{why[1:]}."}  # the front page does not only say "can't see"


def test_where_no_cue_was_seen_one_line_says_so(analysis):
    lost = sample.assessment().findings[4]
    many = tuple(lost.model_copy(update={"cue": c}) for c in (*FILM,))
    dark = {"verdict": "not_seen", "measured": None}
    reps = tuple(
        r.model_copy(update={"findings": tuple(f.model_copy(update=dark) for f in r.findings)})
        for r in sample.assessment().reps
    )
    answer = sample.assessment(findings=many, focus=None, reps=reps)
    page = first_page(answer)
    assert page.glance == () and [c.id for c in page.unseen] == list(FILM)
    text = render(answer, analysis, {}, MADE)
    part = text[text.index('id="glance"') : text.index('id="details"')]
    assert "long back, easy neck, soft knees, stand tall and weight close." in Outline(text).text
    assert part.count("Can&#39;t see") == 1
    assert first_page(sample.assessment(findings=(*many[:4], sample.assessment().findings[0]))).unseen == ()
    told = [line for b in page_blind(text) for line in b if line in page.film]
    assert told == []  # what the first page says about filming is not said again


def page_blind(text):
    """Give the lines on filming that stand with each reason."""
    part = text[text.index('id="blind"') :]
    lists = re.findall(r'<ul class="advice">(.*?)</ul>', part[: part.index("</section>")], re.DOTALL)
    return [re.findall(r"<li>(.*?)</li>", one) for one in lists]


def test_where_nothing_could_be_judged_the_picture_shows_how_the_camera_saw_it(analysis):
    blind = sample.assessment(findings=sample.assessment().findings[4:5], focus=None)
    asked = wanted(blind)
    assert list(asked) == [DEEPEST] and asked[DEEPEST].at == 1.5
    hero = first_page(blind, take(analysis.path, analysis.motion, asked, None)).hero
    assert (hero.cue, hero.found) == ("", "") and "deepest point" in hero.where
    assert wanted(sample.nothing(1)) == {} and first_page(sample.nothing(1)).hero is None


def test_what_to_film_is_short_and_says_nothing_twice():
    assert film(sample.assessment()) == ("Turn 6° to the left.", FILM["weight_close"])
    lost = sample.assessment().findings[4]
    many = tuple(lost.model_copy(update={"cue": c, "why_not": f"reason {c[0]}"}) for c in (*FILM, "weight_close"))
    view = sample.assessment().view.model_copy(update={"label": "diagonal"})
    told = film(sample.assessment(findings=many, view=view.model_copy(update={"advice": ("a", "b", "a", "c")})))
    assert told == ("a", "b", "c") and len(told) == MOST_FILM
    together = tuple(f.model_copy(update={"why_not": "one reason"}) for f in many)
    bare = view.model_copy(update={"advice": ()})
    assert film(sample.assessment(findings=(*together, many[0]), view=bare)) == (FILM_ALL,)
    assert film(sample.assessment(findings=(), view=bare)) == (AGAIN,)


def test_what_to_film_asks_for_the_side_once():
    lost = sample.assessment().findings[4]
    two = tuple(lost.model_copy(update={"cue": c, "why_not": f"reason {c}"}) for c in ("flat_back", "weight_close"))
    bare = sample.assessment().view.model_copy(update={"advice": (), "label": "diagonal"})
    assert film(sample.assessment(findings=two, view=bare)) == (FILM["flat_back"], REST[FILM["weight_close"]])
    away = bare.model_copy(update={"advice": ("Film from the side: walk about 25° around to the right.",)})
    assert [line.count("from the side") for line in film(sample.assessment(findings=two, view=away))] == [1, 0, 0]
    near = bare.model_copy(update={"advice": (*away.advice, "Step back: the feet are outside the picture.")})
    assert film(sample.assessment(findings=two, view=near)) == (*near.advice, REST[FILM["flat_back"]])
    assert set(REST) == {*FILM.values(), FILM_ALL}


def test_who_filmed_from_the_side_is_not_asked_for_the_side():
    lost = sample.assessment().findings[4]
    bare = sample.assessment().view.model_copy(update={"advice": ()})

    def asked(reason, *cues):
        found = tuple(lost.model_copy(update={"cue": c, "why_not": reason}) for c in cues)
        return film(sample.assessment(findings=found, view=bare))

    assert asked("the end of the way up was not seen", "stand_tall") == (REST[FILM["stand_tall"]],)
    assert asked("an arm is in front of it", *FILM) == (REST[FILM_ALL],)
    assert asked("the camera stood about 10 degrees behind the side view", "weight_close") == (FILM["weight_close"],)


def test_the_pages_first_part_holds_all_of_it_and_one_picture(analysis, pictures):
    text = render(sample.assessment(), analysis, pictures, MADE)
    part = text[text.index("<body>") : text.index('id="details"')]
    assert part.count("<img") == 1
    said = (
        "Romanian deadlift (RDL): 2 of 3 repetitions complete",
        "One thing to work on",
        "Your low back rounded",
        "Point your shirt logo",
        "To practise:",
        "The five cues at a glance",
        "What to film next time",
        "Turn 6°",
        "2 Jan 2026",
    )
    for one in said:
        assert one in part
    assert text.count(pictures["flat_back"].uri) == 1  # not a second time with its cue


def test_without_a_thing_to_work_on_the_heading_promises_none(analysis):
    text = render(sample.assessment(focus=None), analysis, {}, MADE)
    assert "What to do next" in text and "One thing to work on" not in text


# On paper


def longest(texts):
    return max(texts, key=len)


def worst_case():
    """Give an answer that says as much on the first page as the program has words for, beside an earlier one."""
    lines = [line for cue in all_cues().values() for line in cue.lines.values()]
    summary = (
        "12 repetitions. To work on: long back; also past the limit: easy neck and soft knees; "
        "can't tell: stand tall and weight close."
    )
    advice = (
        "Film from the side: walk about 50° around to the left, or let the person turn about 50° away from the camera.",
        "Step back: the hands and feet and head are outside the picture for part of the clip.",
        FILM_ALL,
    )
    focus = Focus(
        cue="flat_back",
        say=longest(x.focus for x in lines),
        seen=f"{longest(x.say for x in lines).removesuffix('.')}, in 12 of 12 repetitions.",
        why=longest(c.why for c in all_cues().values()),
        drill=longest(x.drill for x in lines),
    )
    others = [c for c in all_cues().values() if c.kind == "fault"]
    found = sample.assessment().findings[0]
    more = sorted(others, key=lambda c: -len(c.title))[:4]
    findings = sample.assessment().findings[:5] + tuple(
        found.model_copy(update={"cue": c.id, "reading": f"number_of_{c.id}", "at_s": None, "rep": None}) for c in more
    )
    step = sample.assessment().next_step.model_copy(
        update={"reason": f"10 of 12 repetitions had nothing marked. If it feels easy twice, try the {_title()}."}
    )
    view = sample.assessment().view.model_copy(update={"advice": advice})
    return sample.assessment(
        "a clip of a rather long name, as phones and messengers give them 2026-11-25 at 18.25.31.mp4",
        summary=summary, focus=focus, findings=findings, next_step=step, view=view,
    )  # fmt: skip


def _title():
    return longest(e.title for e in all_exercises().values())


def compared(answer):
    claim = "perhaps less knee bend left at the top"
    return tuple(
        Change(f.cue, f.cue, "marked", f.verdict, "14° ± 9°", "7° ± 4°", "seen", claim, claim, None)
        for f in answer.findings
    )


@pytest.fixture(scope="module")
def pango():
    try:
        paper.weasyprint()
    except NotInstalledError as e:
        pytest.skip(str(e))


@pytest.mark.usefixtures("pango")
def test_the_sheet_is_the_first_page_alone(analysis, tmp_path):
    (sheet,) = write_all(analysis, tmp_path / "out", formats=["sheet"])
    assert sheet.name == "sheet.pdf" and sheet.read_bytes().startswith(b"%PDF")
    (page,) = paper.laid_out(render(sample.assessment(), analysis, {}, MADE), short=True).pages
    words_of = " ".join(b.text for b in page._page_box.descendants() if type(b).__name__ == "TextBox")
    assert "One thing to work on" in words_of and "1 / 1" in words_of and "frames follow" not in words_of


@pytest.mark.usefixtures("pango")
@pytest.mark.parametrize("size", ["A4", "letter"])
@pytest.mark.parametrize("case", ["usual", "worst", "nothing"])
def test_the_first_part_fits_one_page(analysis, pictures, size, case, monkeypatch):
    answer = {"usual": sample.assessment, "worst": worst_case, "nothing": lambda: sample.nothing(1)}[case]()
    if case == "worst":
        monkeypatch.setattr("hingecoach.report.page.changes", lambda _earlier, a: compared(a))
    earlier = Earlier(answer, {}) if case == "worst" else None
    text = render(answer, analysis, pictures if case != "nothing" else {}, MADE, earlier)
    assert case != "worst" or text.count("perhaps less knee bend") > 5
    pages = paper.laid_out(text, size).pages
    assert next(i for i, page in enumerate(pages) if "details" in page.anchors) == 1


@pytest.mark.usefixtures("pango")
def test_the_pdf_is_one_and_asks_nobody(analysis, monkeypatch):
    def refused(*_args, **_how):
        raise AssertionError("something was fetched")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", refused)
    text = render(sample.assessment(), analysis, {}, MADE)
    spying = '<img src="https://example.org/a.png" alt=""><link rel="stylesheet" href="file:///etc/hostname"></body>'
    assert paper.as_pdf(text.replace("</body>", spying)).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("raises", "says"),
    [(ModuleNotFoundError("weasyprint"), r"pip install 'hingecoach\[pdf\]'"), (OSError("no libpango"), "Pango")],
)
def test_without_its_programs_the_pdf_says_what_to_install(monkeypatch, raises, says):
    def broken(_name):
        raise raises

    monkeypatch.setattr(paper, "import_module", broken)
    with pytest.raises(NotInstalledError, match=says):
        paper.weasyprint()


# Colours


def variables(block):
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", block))


LIGHT = variables(CSS[: CSS.index("@media")])
DARK = LIGHT | variables(CSS[CSS.index("@media") :][: CSS[CSS.index("@media") :].index("* {")])


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def rules():
    """Give the declarations of every rule of the sheet, by selector."""
    return [
        (selector.strip(), dict(re.findall(r"([\w-]+)\s*:\s*([^;]+)", body)))
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", CSS)
    ]


def colour_of(value, theme):
    found = re.fullmatch(r"var\(--([\w-]+)\)", value.strip())
    return theme[found[1]] if found else value.strip()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_colour_can_be_read_on_every_ground_it_can_stand_on(theme):
    checked = 0
    for selector, has in rules():
        if "color" not in has or has["color"].strip() in ("inherit", "light dark"):
            continue
        text = colour_of(has["color"], theme)
        on_paper = text in ("#333", "#555")  # the rules for paper, which is white
        own = has.get("background", "").strip()
        own = colour_of(own, theme) if own.startswith(("#", "var(")) else None
        grounds = ["#fff"] if on_paper else [own] if own else [theme["bg"], theme["card"]]
        for ground in grounds:
            assert contrast(text, ground) >= TEXT, (selector, text, ground)
            checked += 1
    assert checked > 20


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_on_tinted_grounds_can_be_read(theme):
    for verdict in ("good", "mild", "marked", "unsure", "not_seen"):
        assert contrast(theme[verdict], theme[f"{verdict}-bg"]) >= TEXT, verdict
    for name in ("ink", "accent", "soft"):
        assert contrast(theme[name], theme["tint"]) >= TEXT, name
    assert contrast(theme["soft"], theme["shade"]) >= TEXT


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_must_be_seen_stands_out(theme):
    for name in ("z-good", "z-mild", "z-marked", "line", "card"):
        assert contrast(theme["ink"], theme[name]) >= GRAPHIC, name  # the mark and its interval on the scale
    for ground in ("card", "shade"):
        assert contrast(theme["accent"], theme[ground]) >= GRAPHIC  # the curves


def test_the_page_is_one_style_sheet_and_every_chart_has_words(analysis, pictures):
    text = render(sample.assessment(), analysis, pictures, MADE)
    assert text.count("<style>") == 1
    seen = Outline(text)
    for curve in ("Hip joint runs", "Knee joint runs", "Trunk from upright runs", "Vertebrae of the low back runs"):
        assert curve in seen.text
    assert all(a.get("aria-hidden") == "true" or a.get("aria-label") for a in seen.all("svg"))


# Size


def ten_repetitions():
    """Give ten repetitions with nine faults, each with a picture of its own."""
    first = sample.assessment().reps[0]
    reps = tuple(first.model_copy(update={"index": i}) for i in range(1, 11))
    faults = [c.id for c in all_cues().values() if c.kind == "fault"][:4]
    five, found = sample.assessment().findings[:5], sample.assessment().findings[0]
    marked = {"verdict": "marked", "measured": found.measured}
    findings = tuple(
        found.model_copy(update={**marked, "cue": cue, "reading": reading, "at_s": 1.1 + 0.1 * i})
        for i, (cue, reading) in enumerate(
            [*((f.cue, "lumbar_convex") for f in five), *((cue, f"number_of_{cue}") for cue in faults)]
        )
    )
    return sample.assessment(reps=reps, findings=findings)


def test_ten_repetitions_with_every_picture_there_is_stay_under_1_5_mb(analysis, monkeypatch):
    noise = np.random.default_rng(3)

    def stills(_clip, times):
        return {
            t: Frame(0, t, noise.integers(0, 255, (sample.SIZE[1], sample.SIZE[0], 3), dtype=np.uint8)) for t in times
        }

    monkeypatch.setattr("hingecoach.report.pictures.take_stills", stills)
    answer = ten_repetitions()
    shots = take(analysis.path, analysis.motion, wanted(answer), None)
    then = {cue: Shot(p.uri, p.width, p.height, "Frame") for cue, p in shots.items()}
    text = render(answer, analysis, shots, MADE, Earlier(answer, then))
    assert len(shots) == 9 and text.count("<img") == 19
    assert 600_000 < len(text.encode()) < 1_500_000


def test_who_did_not_stand_still_is_asked_to():
    view = sample.assessment().view.model_copy(update={"advice": ()})
    stood = sample.assessment(view=view, findings=(), notes=())
    assert film(stood) == (AGAIN,)
    restless = stood.model_copy(update={"notes": (Note(code="no_standing", say="It was not seen."),)})
    assert film(restless) == (STAND,)
    lost = sample.assessment().findings[4].model_copy(update={"cue": "stand_tall"})
    assert film(restless.model_copy(update={"findings": (lost,)})) == (FILM["stand_tall"],)


@pytest.mark.usefixtures("pango")
def test_a_long_table_begins_where_there_is_room_and_goes_on_overleaf(analysis):
    first = sample.assessment().reps[0]
    reps = tuple(first.model_copy(update={"index": i}) for i in range(1, 31))
    answer = sample.assessment(reps=reps, findings=(), focus=None)
    pages = paper.laid_out(render(answer, analysis, {}, MADE), "A4").pages
    tables = [[b for b in page._page_box.descendants() if type(b).__name__ == "TableBox"] for page in pages]
    where = [i for i, some in enumerate(tables) if some]
    assert where == [1, 2, 3] and len(tables[3]) == 1  # behind the words on the camera, on the second page


def test_words_of_a_verdict_and_numbers_over_curves_stay_in_one_line():
    for selector in (".cell", ".glance .word", ".shade b", ".badge"):
        assert any(s == selector and has.get("white-space") == "nowrap" for s, has in rules()), selector
    assert not any(s.endswith(".cell") and has.get("white-space") == "normal" for s, has in rules())


@pytest.mark.usefixtures("pango")
@pytest.mark.parametrize("size", ["A4", "letter"])
def test_the_table_of_repetitions_stays_inside_its_box(analysis, size):
    reps = sample.assessment().reps
    more = {name: sample.measure(128.0, 15.0) for name in ("hip_bottom", "knee_bottom", "trunk_bottom", "hip_top")}
    more |= {name: sample.measure(2.7, 0.55, "s") for name in ("rep_time", "down_time", "up_time")}
    wide = [
        r.model_copy(update={"measures": r.measures | more, "movement": m})
        for r, m in zip(reps, MOVEMENTS, strict=True)
    ]
    text = render(sample.assessment(reps=tuple(wide)), analysis, {}, MADE)
    pages = [page._page_box for page in paper.laid_out(text, size).pages]
    tables = [(page, box) for page in pages for box in page.descendants() if type(box).__name__ == "TableBox"]
    assert tables
    for page, table in tables:
        room = 2 * page.margin_left + page.width - table.position_x  # the card pads both sides alike
        assert table.position_x + table.width <= room
        assert max(c.position_x + c.width for c in table.descendants() if hasattr(c, "width")) <= room
