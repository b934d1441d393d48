"""An earlier result beside the new one: what is read, what is refused, and what the two errors allow to claim."""

import json
import math
import os
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

import report_sample as sample
from hingecoach.assessment import Measure, Note
from hingecoach.errors import InputError
from hingecoach.report import Wishes, write_all
from hingecoach.report.changes import PEOPLE, _claim, before, cameras, changes, in_short, telling, untold, verdicts
from hingecoach.report.data import as_json
from hingecoach.report.earlier import Earlier, check_same, load_earlier
from hingecoach.report.markdown import as_markdown
from hingecoach.report.note import as_note
from hingecoach.report.page import render
from hingecoach.words import find_avoided
from test_report import MADE, Outline

FROM = 1762000000


@pytest.fixture(scope="module")
def analysis(tmp_path_factory):
    return sample.analysis(tmp_path_factory.mktemp("clip"))


@pytest.fixture(scope="module")
def folder(analysis, tmp_path_factory):
    """A folder with an earlier result, its page beside it."""
    out = tmp_path_factory.mktemp("earlier") / "figure.mp4.hingecoach"
    write_all(analysis, out, formats=["json", "html"])
    os.utime(out / "assessment.json", (FROM, FROM))
    return out


def changed(cue="flat_back", **changes):
    """Give the sample's answer with one finding changed."""
    found = tuple(f.model_copy(update=changes) if f.cue == cue else f for f in sample.assessment().findings)
    return sample.assessment(findings=found)


def measured(value, error=5.0, unit="deg"):
    return {"measured": Measure(value=value, error=error, unit=unit)}


def change_of(then, now, cue="flat_back"):
    return next(c for c in changes(Earlier(then, {}), now) if c.cue == cue)


# Reading


def test_a_result_is_read_by_file_or_by_folder_with_its_pictures(folder):
    by_file, by_folder = load_earlier(folder / "assessment.json"), load_earlier(folder)
    assert by_file == by_folder
    assert by_file.assessment == sample.assessment()
    assert set(by_file.pictures) == {"flat_back", "neutral_spine", "soft_knees", "stand_tall", "tempo_drop"}
    back = by_file.pictures["flat_back"]
    assert back.uri.startswith("data:image/jpeg;base64,") and (back.width, "Frame" in back.alt) == (560, True)
    assert by_file.written == datetime.fromtimestamp(FROM, UTC).astimezone().date()
    assert by_file.name == "figure.mp4 (analysed on 1 Nov 2025)"


def test_numbers_are_enough_where_the_page_is_gone_or_of_another_clip(folder, tmp_path):
    text = (folder / "assessment.json").read_text("utf-8")
    (tmp_path / "assessment.json").write_text(text, "utf-8")
    assert load_earlier(tmp_path).pictures == {}
    (tmp_path / "report.html").write_text((folder / "report.html").read_text("utf-8").replace("ab" * 32, "cd" * 32))
    assert load_earlier(tmp_path).pictures == {}


@pytest.mark.parametrize(
    "src", ["https://example.org/a.jpg", "data:image/svg+xml;base64,AAAA", 'data:image/jpeg;base64,A"onload=x', "x"]
)
def test_only_jpegs_inside_the_page_are_taken(folder, tmp_path, src):
    (tmp_path / "assessment.json").write_bytes((folder / "assessment.json").read_bytes())
    image = f"<p>{'ab' * 32}</p><img data-cue='flat_back' width='9' height='9' src='{src}'>"
    (tmp_path / "report.html").write_text(image)
    assert load_earlier(tmp_path).pictures == {}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is no result of hingecoach"),
        ("[1]", "is no result of hingecoach"),
        ('{"schema_version": "x"}', "is no result of hingecoach"),
        ('{"schema_version": 1, "reps": 3}', "is no result of hingecoach"),
        ('{"schema_version": 2}', "newer hingecoach"),
        (b"\xff\xfe\x00", "is no result of hingecoach"),
        ("[" * 100_000, "is no result of hingecoach"),
    ],
)
def test_another_file_is_refused_in_one_line(tmp_path, text, says):
    path = tmp_path / "odd\n.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError, match=says) as e:
        load_earlier(path)
    assert "\n" not in str(e.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"There is no file .*none\.json"):
        load_earlier(tmp_path / "none.json")
    with pytest.raises(InputError, match=r"There is no file .*assessment\.json"):
        load_earlier(tmp_path)


def test_fields_that_a_later_version_added_are_passed_over(tmp_path):
    data = json.loads(as_json(sample.assessment()))
    data["mood"] = "good"
    data["reps"][1]["findings"][0]["shade"] = {"of": "blue"}
    data["video"]["lens"] = 26
    (tmp_path / "new.json").write_text(json.dumps(data))
    assert load_earlier(tmp_path / "new.json").assessment == sample.assessment()


def test_another_exercise_is_refused_and_says_what_to_do():
    earlier = Earlier(sample.assessment(), {})
    check_same(earlier, "romanian_deadlift")
    with pytest.raises(InputError, match=r"another exercise .*Romanian.*Deadlift.*--exercise romanian_deadlift"):
        check_same(earlier, "deadlift")
    later = sample.assessment().exercise.model_copy(update={"declared": "hinge_of_2030"})
    with pytest.raises(InputError, match="'hinge_of_2030', an exercise that is not known here") as caught:
        check_same(Earlier(sample.assessment(exercise=later), {}), "deadlift")
    assert "--exercise" not in str(caught.value)
    unnamed = sample.assessment().exercise.model_copy(update={"declared": None, "recognised": None})
    with pytest.raises(InputError, match="names no exercise"):
        check_same(Earlier(sample.assessment(exercise=unnamed), {}), "deadlift")


def test_what_was_past_its_limit_and_is_not_seen_now_is_not_kept_as_it_is(tmp_path):
    good = [sample.assessment().findings[1], sample.assessment().findings[2]]
    back = sample.assessment().findings[0]
    then = Earlier(sample.assessment(findings=(back.model_copy(update={"verdict": "marked"}), *good)), {})
    gone = back.model_copy(update={"verdict": "not_seen", "measured": None, "reps_flagged": 0, "why_not": "an arm"})
    now = sample.assessment(findings=(gone, *good), focus=None)
    says = "Film it once more, to be sure. Past its limit last time, and not told now: long back."
    page = " ".join(Outline(render(now, sample.analysis(tmp_path), {}, MADE, then)).text.split())
    assert says in page
    for text in (as_note(now, MADE, then), as_markdown(now, MADE, then).replace("**", "")):
        assert says in text
    assert "What could be seen was good." in as_note(now, MADE)


# What may be claimed


@pytest.mark.parametrize(
    ("then", "now", "size", "says"),
    [
        (8, 2, "none", "Less change than the camera can tell: \N{MINUS SIGN}6° ± 7°."),
        (8, -2, "seen", "Less rounding: \N{MINUS SIGN}10° ± 7°. People differ by up to 15°"),
        (20, 2, "clear", "Clearly less rounding: \N{MINUS SIGN}18° ± 7°."),
        (2, 20, "clear", "Clearly more rounding: 18° ± 7°."),
    ],
)
def test_a_change_is_claimed_as_far_as_errors_and_days_allow(then, now, size, says):
    change = change_of(changed(**measured(then)), changed(**measured(now)))
    assert change.size == size and change.say.startswith(says)


def test_the_error_of_a_difference_is_that_of_two_independent_intervals():
    change = change_of(changed(**measured(0, 3)), changed(**measured(40, 4)))
    assert f"± {math.hypot(3, 4):.0f}°" in change.say


@pytest.mark.parametrize(("then", "now", "size"), [(8, 21.5, "seen"), (8, 22.5, "clear")])
def test_other_joints_have_their_own_days(then, now, size):
    change = change_of(
        changed("soft_knees", **measured(then, 1)), changed("soft_knees", **measured(now, 1)), "soft_knees"
    )
    assert change.size == size


def test_units_without_a_figure_for_days_are_claimed_no_further_than_the_error():
    then, now = (changed("tempo_drop", **measured(v, 0.1, "s")) for v in (0.5, 1.5))
    change = change_of(then, now, "tempo_drop")
    assert (
        change.size == "seen" and "not known here" in change.say and change.short == "perhaps more time on the way down"
    )


@pytest.mark.parametrize(
    ("changes_then", "says"),
    [
        ({"measured": None}, "There is no number then"),
        (
            measured(8.0, 5.0, "% chord"),
            "Then low back against straight (8 ± 5 % of back length) counted, now",
        ),
        (
            {"reading": "upper_back"},
            "Then upper back rounder than when standing (8° ± 6°) counted, now low back against",
        ),
    ],
)
def test_what_cannot_be_compared_gets_no_size(changes_then, says):
    change = change_of(changed(**changes_then), sample.assessment())
    assert change.size == "unknown" and change.say.startswith(says)


def test_the_two_sides_of_one_thing_are_not_subtracted():
    """Each number is the worst repetition's on its own side: highest and lowest chin are no "then" and "now"."""
    then = changed("neutral_spine", reading="chin_down", **measured(-40, 3))
    change = change_of(then, changed("neutral_spine", **measured(10, 3)), "neutral_spine")
    assert (change.size, change.short) == ("unknown", "two different readings")
    assert change.say == (
        "Then chin down (\N{MINUS SIGN}40° ± 3°) counted, now chin up (10° ± 3°): two different readings, "
        "so no size of the change is given."
    )


def test_a_ratio_is_told_in_degrees_then_and_now():
    ratio = {"reading": "hip_per_knee", **measured(4.0, 2.0, "ratio")}
    change = change_of(changed("soft_knees", **ratio), changed("soft_knees", **ratio), "soft_knees")
    assert (change.then_number, change.now_number) == ("knees 20°, hips 86°", "knees 20°, hips 86°")
    assert change.size == "none"


def test_who_was_not_seen_standing_is_compared_with_upright():
    lean = changed("stand_tall", reading="lean_back", **measured(6, 3))
    note = Note(code="no_standing", say="No moment of quiet standing was seen.")
    for answer, what in ((lean, "standing"), (lean.model_copy(update={"notes": (note,)}), "upright")):
        change = change_of(sample.assessment(), answer, "stand_tall")
        assert f"now lean at the top against {what} (6° ± 3°): two" in change.say
        assert f"lean at the top against {what} (+ behind" in as_note(answer, MADE)


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_whose_clips_they_are_is_said_not_to_be_known(analysis, folder, tmp_path, form):
    earlier = load_earlier(folder)
    for one, told in ((earlier, True), (replace(earlier, same=True), False)):
        (file,) = write_all(analysis, tmp_path / "out", formats=[form], wishes=Wishes(before=one))
        assert (PEOPLE in file.read_text("utf-8")) == told


def test_the_day_of_the_earlier_clip_is_taken_from_its_page(analysis, tmp_path):
    out = tmp_path / "figure.mp4.hingecoach"
    write_all(analysis, out, formats=["json", "html"], wishes=Wishes(shows=date(2026, 11, 24)))
    os.utime(out / "assessment.json", (FROM, FROM))
    assert load_earlier(out).name == "figure.mp4 (of 24 Nov 2026, analysed on 1 Nov 2025)"
    page = out / "report.html"
    page.write_text(page.read_text("utf-8").replace('content="2026-11-24"', 'content="2026-11-31"'), "utf-8")
    assert load_earlier(out).shows is None


@pytest.mark.parametrize(
    ("cue", "then", "now", "size"),
    [
        ("neutral_spine", "chin_down", "chin_down", "clear"),
        ("stand_tall", "bridge_short", "bridge_over", "unknown"),
        ("stand_tall", "lean_back", "arching", "clear"),
    ],
)
def test_the_same_side_of_one_thing_is_compared(cue, then, now, size):
    was = changed(cue, reading=then, **measured(-40, 3))
    assert change_of(was, changed(cue, reading=now, **measured(10, 3)), cue).size == size


def test_what_cannot_be_compared_takes_one_line(analysis):
    """The neck was read at its highest then and at its lowest now; the weight was seen in neither clip."""
    then = Earlier(changed("neutral_spine", reading="chin_down", **measured(-9.0)), {})
    some = changes(then, sample.assessment())
    says = "Not to be compared: easy neck (two different readings); weight close (no number then or now)."
    assert untold(some) == says and {c.cue for c in some} - {c.cue for c in telling(some)} == {
        "neutral_spine",
        "weight_close",
    }
    texts = (
        Outline(render(sample.assessment(), analysis, {}, MADE, then)).text,
        as_note(sample.assessment(), MADE, then),
    )
    for text in (*texts, as_markdown(sample.assessment(), MADE, then).replace("\\", "")):
        assert text.count("Not to be compared") == text.count(says) >= 1
    worse = changes(Earlier(changed("neutral_spine", verdict="marked", reading="chin_down"), {}), sample.assessment())
    assert "neutral_spine" in {c.cue for c in telling(worse)}  # the verdict says something
    assert "nothing could be measured" not in in_short(then, some[1:2])


def test_a_change_of_a_ratio_says_what_it_counts():
    same = changed("soft_knees", reading="hip_per_knee", **measured(3.0, 0.2, "ratio"))
    (knees,) = [c for c in changes(Earlier(same, {}), same) if c.cue == "soft_knees"]
    assert knees.say.endswith("hip bend for each degree of knee bend.")


def test_verdicts_are_told_in_words():
    change = change_of(changed(verdict="marked"), sample.assessment())
    assert (before(change), verdicts(change)) == ("was marked", "Marked, now mild")
    same = change_of(sample.assessment(), sample.assessment())
    assert (before(same), verdicts(same)) == ("also mild then", "Mild")
    lost = change_of(changed(verdict="not_seen", measured=None), sample.assessment())
    assert before(lost) == "not seen then"


def test_only_what_both_have_is_compared_and_other_faults_only_where_found():
    found = [c.cue for c in changes(Earlier(sample.assessment(), {}), sample.assessment())]
    assert found == ["flat_back", "neutral_spine", "soft_knees", "stand_tall", "weight_close", "tempo_drop"]
    gone = changed("flat_back", verdict="not_applicable")
    assert "flat_back" not in [c.cue for c in changes(Earlier(gone, {}), sample.assessment())]
    assert changes(None, sample.assessment()) == ()


@pytest.mark.parametrize(
    ("then", "says"),
    [
        (changed(**measured(40)), "clearly less rounding"),
        (sample.assessment(), "5 of 6 changes are less than the camera can tell; 1 could not be compared"),
        (changed(**measured(20)), "long back: perhaps less rounding"),
        (sample.nothing(1), "no number of now can be compared with one of then"),
    ],
)
def test_the_change_in_one_sentence(then, says):
    earlier = Earlier(then, {})
    assert in_short(earlier, changes(earlier, sample.assessment())) == f"Since figure.mp4: {says}."


def test_cameras_that_stood_differently_are_named():
    turned = sample.assessment().view.model_copy(
        update={"azimuth_deg": sample.assessment().view.azimuth_deg.model_copy(update={"value": 30.0})}
    )
    earlier = Earlier(sample.assessment(view=turned), {})
    assert "30° in front of the side view then and 6° in front of it now" in cameras(earlier, sample.assessment())
    assert cameras(Earlier(sample.assessment(), {}), sample.assessment()) == ""


# In the reports


def test_the_page_lays_both_beside_each_other(analysis, folder):
    earlier = load_earlier(folder)
    text = render(changed(**measured(40)), analysis, {}, MADE, earlier)
    seen = Outline(text)
    for words in ("Then and now", "Since figure.mp4 (analysed on 1 Nov 2025): clearly more rounding.", "Clearly more"):
        assert words in seen.text
    assert find_avoided(seen.text) == ()


def test_each_cue_shows_both_pictures(analysis, folder):
    earlier = load_earlier(folder)
    shots = {cue: type("P", (), {"uri": s.uri, "width": 9, "height": 9}) for cue, s in earlier.pictures.items()}
    seen = Outline(render(sample.assessment(), analysis, shots, MADE, earlier))
    back = [i for i in seen.images if i["src"] == earlier.pictures["flat_back"].uri]
    assert [i["alt"].startswith("Earlier clip.") for i in back] == [False, True, False]  # first page, then, now
    alone = Outline(render(sample.assessment(), analysis, {}, MADE, Earlier(earlier.assessment, {})))
    assert not alone.images and "There is no earlier picture" in alone.text


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_every_format_of_words_tells_the_change(analysis, folder, tmp_path, form):
    (file,) = write_all(analysis, tmp_path / "out", formats=[form], wishes=Wishes(before=load_earlier(folder)))
    assert "ess change than the camera can tell" in file.read_text("utf-8")


@pytest.mark.parametrize(
    ("cue", "reading", "then", "now", "says"),
    [
        ("stand_tall", "bridge_short", 25.0, 3.0, "less bend left in the hips at the top"),
        ("stand_tall", "bridge_over", 3.0, 25.0, "more bend left in the hips at the top"),
    ],
)
def test_hips_that_went_higher_are_told_so(cue, reading, then, now, says):
    def finding(value):
        told = {"reading": reading, "verdict": "mild", "measured": Measure(value=value, error=4.0, unit="deg")}
        return next(f for f in sample.assessment().findings if f.cue == cue).model_copy(update=told)

    assert says in _claim(finding(then), finding(now))[2]


def test_two_numbers_of_the_knee_are_not_subtracted():
    def finding(reading, value):
        told = {"reading": reading, "verdict": "mild", "measured": Measure(value=value, error=4.0, unit="deg")}
        return next(f for f in sample.assessment().findings if f.cue == "soft_knees").model_copy(update=told)

    assert _claim(finding("knee_bent", 48.0), finding("knee_straight", 6.0))[0] == "unknown"
