"""Training logs: every variant of every program gives the same sets, and what is broken costs its own line only."""

import csv
import re
from ast import literal_eval
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hingecoach.coach.log import formats
from hingecoach.coach.log.dates import day_order, moment
from hingecoach.coach.log.formats.row import number, unit_of, whole
from hingecoach.coach.log.read import read_log
from hingecoach.coach.log.table import read_table
from hingecoach.errors import InputError

STRONG = ("strong_ios", "strong_ios_new", "strong_ios_old", "strong_android", "strong_quoted")
HEVY = ("hevy_kg", "hevy_lbs")
FITNOTES = ("fitnotes_lbs", "fitnotes_kgs", "fitnotes_unit", "fitnotes_ios")
VARIANTS = (*STRONG, *HEVY, *FITNOTES, "plain")
NO_UNIT = STRONG[:3]
HEAD = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"


@pytest.fixture(scope="module")
def logs(root):
    return root / "tests/data/logs"


@pytest.fixture
def written(tmp_path):
    def write(text, name="log.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def strong(*lines):
    return HEAD + "".join(f"{line}\n" for line in lines)


def squat(day="2026-04-07 18:00:00", order="1", reps="8"):
    return f"{day},Legs,45m,Squat (Barbell),{order},60,{reps},0,0,,,"


@pytest.mark.parametrize("variant", VARIANTS)
class TestVariants:
    def test_gives_the_same_hard_sets(self, logs, variant):
        log = read_log(logs / f"{variant}.csv", unit="kg" if variant in NO_UNIT else None)
        hard = [e for e in log.entries if not e.warm_up]
        sets = {}
        for e in hard:
            sets[e.day, e.name, e.kind] = sets.get((e.day, e.name, e.kind), 0) + e.sets
        assert sets == {
            (date(2026, 4, 7), "Squat (Barbell)", "knee_dominant"): 2,
            (date(2026, 4, 7), "Romanian Deadlift (Barbell)", "hinge"): 1,
            (date(2026, 4, 21), "Romanian Deadlift (Barbell)", "hinge"): 1,
            (date(2026, 4, 21), "Wall Sit", "knee_dominant"): 1,
        }
        loads = {e.name: e.load_kg for e in hard}
        assert loads["Squat (Barbell)"] == pytest.approx(62.5, abs=0.01)
        assert loads["Romanian Deadlift (Barbell)"] == pytest.approx(80, abs=0.01)
        assert {e.reps for e in hard if e.name != "Wall Sit"} == {8}

    def test_tells_its_program_and_leaves_out_what_is_no_set(self, logs, variant):
        log = read_log(logs / f"{variant}.csv", unit="kg")
        assert log.format.id == variant.split("_")[0]
        assert (log.no_sets, log.broken, log.without_unit) == (1, [], 0)
        assert sum(e.warm_up for e in log.entries) == (0 if variant == "fitnotes_lbs" else 1)

    def test_has_a_key_of_its_own_for_every_line_and_the_same_again(self, logs, variant):
        first, again = (read_log(logs / f"{variant}.csv").entries for _ in range(2))
        assert len({e.key for e in first}) == len(first)
        assert [e.key for e in first] == [e.key for e in again]


class TestDetails:
    @pytest.mark.parametrize("variant", STRONG[:3])
    def test_a_load_without_a_unit_is_left_out_and_told(self, logs, variant):
        log = read_log(logs / f"{variant}.csv")
        assert log.without_unit == 5
        assert {e.load_kg for e in log.entries if e.reps} == {None}

    def test_pounds_where_the_user_says_so(self, logs):
        log = read_log(logs / "strong_ios.csv", unit="lb")
        assert log.entries[1].load_kg == pytest.approx(62.5 * 0.45359237, abs=1e-3)

    def test_the_unit_of_the_file_goes_before_that_of_the_user(self, logs):
        assert read_log(logs / "strong_android.csv", unit="lb").entries[1].load_kg == 62.5

    def test_effort_and_note_are_kept(self, logs):
        entry = read_log(logs / "strong_ios.csv").entries[1]
        assert (entry.effort, entry.note) == (7, "deep,\nand slow")

    def test_forms_of_one_program_give_the_same_keys(self, logs):
        """Who changes the phone and exports again has nothing twice."""
        keys = [{e.key for e in read_log(logs / f"{v}.csv").entries} for v in STRONG]
        assert all(k == keys[0] for k in keys)

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
    def test_encodings(self, written, encoding):
        path = written(strong(squat().replace("Squat (Barbell)", "Kniebeuge für Ältere")), encoding=encoding)
        assert read_log(path).entries[0].name == "Kniebeuge für Ältere"

    def test_ends_of_lines_of_windows_and_excels_own_first_line(self, written):
        text = "sep=;\n" + "date;exercise;reps\n2026-04-07;Squat;5\n"
        assert len(read_log(written(text.replace("\n", "\r\n"))).entries) == 1

    def test_a_sets_column_counts_for_each(self, written):
        log = read_log(written("date,exercise,sets\n2026-04-07,RDL,3\n"))
        assert [(e.sets, e.kind) for e in log.entries] == [(3, "hinge")]


class TestBroken:
    @pytest.mark.parametrize(
        ("line", "why"),
        [
            ("2026-13-45,Legs,45m,Squat,1,60,8,0,0,,,", "no day"),
            ("yesterday,Legs,45m,Squat,1,60,8,0,0,,,", "cannot be read"),
            ("2026-04-07 25:00,Legs,45m,Squat,1,60,8,0,0,,,", "no time"),
            ("2026-04-07 foo,Legs,45m,Squat,1,60,8,0,0,,,", "no time"),
            ("2099-01-01,Legs,45m,Squat,1,60,8,0,0,,,", "has not come yet"),
            ("2026-04-07,Legs,45m,Squat,1,60,many,0,0,,,", "'many', which is no number"),
            ("2026-04-07,Legs,45m,Squat,1,60,8.5,0,0,,,", "no count"),
            (f"2026-04-07,Legs,45m,Squat,1,60,{'9' * 400},0,0,,,", "too large a number"),
            ("0001-01-01,Legs,45m,Squat,1,60,8,0,0,,,", "Is the year right?"),
            ("9999-12-31,Legs,45m,Squat,1,60,8,0,0,,,", "Is the year right?"),
            ("2026-04-07,Legs,45m,Squat,1,-60,8,0,0,,,", "no number"),
            ("2026-04-07,Legs,45m,Squat,perhaps,60,8,0,0,,,", "says nothing about a set"),
            ("2026-04-07,Legs,45m,,1,60,8,0,0,,,", "has no name"),
            ("2026-04-07,Legs,45m,Squat,1,60,8,0", "8 cells, the header 12"),
            ("2026-04-07,Legs,45m,Squat,1,62,5,8,0,0,,,", "13 cells, the header 12"),
            ("2026-04-07,Legs,45m,Squat,1,60,8,0,0,,,11", "effort"),
            ('2026-04-07,"Legs,45m,Squat,1,60,8,0,0,,,', "quote is not closed"),
        ],
    )
    def test_one_line_is_told_with_its_number_and_the_rest_is_read(self, written, line, why):
        log = read_log(written(strong(squat(), line, *[squat(reps="9")] * 60)), unit="kg")
        assert [b.line for b in log.broken] == [3]
        assert why in log.broken[0].why
        assert len(log.entries) == 61

    @pytest.mark.parametrize("name", ['Box jump 24"', '"Box jump" 24"', '"Box jump 24"""'])
    def test_an_inch_mark_takes_no_line_with_it(self, written, name):
        jump, deadlift = f"2026-11-01,{name},3", "2026-11-02,Deadlift,5"
        log = read_log(written(f"date,exercise,reps\n{jump}\n{deadlift}\n{jump}\n{deadlift}"))
        assert [e.name for e in log.entries] == ['Box jump 24"', "Deadlift"] * 2
        assert log.broken == []

    @given(st.lists(st.lists(st.text('"a,\n', max_size=6), min_size=2, max_size=2), min_size=1, max_size=4))
    def test_records_are_cut_as_csv_cuts_them(self, tmp_path_factory, rows):
        path = tmp_path_factory.getbasetemp() / "cut.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([["a", "b"], *rows])
        read = [cells for _, cells, _ in read_table(path).records()]
        assert read == [{"a": a.strip(), "b": b.strip()} for a, b in rows]

    @pytest.mark.parametrize(
        ("kg", "lb", "load"),
        [("60", "132", 60), ("20", "45", 20), ("", "132.28", 60.001), ("0", "132.28", 60.001), ("0", "0", 0)],
    )
    def test_a_weight_in_both_units_is_one_weight(self, written, kg, lb, load):
        table = f"date,exercise,reps,weight_kg,weight_lb\n2026-11-01,Squat,5,{kg},{lb}\n"
        assert [e.load_kg for e in read_log(written(table)).entries] == [load]

    def test_two_weights_are_refused(self, written):
        rows = "2026-11-01,Squat,5,60,200\n2026-11-01,Squat,5,60,\n"
        log = read_log(written(f"date,exercise,reps,weight_kg,weight_lb\n{rows}"))
        assert [(b.line, b.why) for b in log.broken] == [(2, "Weight is 60 kg and 200 lb")]

    def test_a_line_that_is_repaired_later_is_added_and_no_other(self, written):
        lines = [squat(), squat(reps="x"), squat()]
        before = {e.key for e in read_log(written(strong(*lines))).entries}
        lines[1] = squat(reps="8")
        after = {e.key for e in read_log(written(strong(*lines))).entries}
        assert before < after and len(after) == 3

    @pytest.mark.parametrize("variant", VARIANTS)
    def test_a_line_is_counted_among_its_equals_while_it_is_broken(self, logs, written, variant):
        head, *lines = (logs / f"{variant}.csv").read_text("utf-8-sig").splitlines()
        line = next(text for text in lines if "Romanian" in text)
        broken = line.replace("80", "x").replace("176.37", "x")
        whole, part = (read_log(written(f"{head}\n{first}\n{line}\n")) for first in (line, broken))
        assert [b.line for b in part.broken] == [2] and len(whole.entries) == 2
        assert [e.key for e in part.entries] == [whole.entries[1].key]

    def test_a_repaired_line_takes_no_neighbours_place(self, written):
        def read(reps):
            sets = zip((5, reps, 3), (60, 80, 100), strict=True)
            rows = "".join(f"2026-11-01,Deadlift,{n},{load}\n" for n, load in sets)
            return read_log(written(f"date,exercise,reps,weight_kg\n{rows}"))

        assert [b.line for b in read("x8").broken] == [3]
        whole = {e.key: (e.reps, e.load_kg) for e in read(8).entries}
        for broken in ("x8", "8,5", "8.5"):
            assert {e.key: (e.reps, e.load_kg) for e in read(broken).entries}.items() < whole.items()

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("", "is empty"),
            ("\n\n", "is empty"),
            ("name,age\nAnn,60\n", "no training log"),
            ("\0\1\2binary", "no text"),
            (strong("nonsense,Legs,45m,Squat,1,60,8,0,0,,,"), "No line of"),
        ],
    )
    def test_a_wrong_file_is_one_clear_line(self, written, text, why):
        with pytest.raises(InputError, match=why) as e:
            read_log(written(text))
        assert "\n" not in str(e.value)

    def test_a_known_column_that_is_there_twice_is_refused(self, written):
        with pytest.raises(InputError, match=r"the column 'reps' twice\. Rename"):
            read_log(written("date,exercise,reps,Reps\n2026-04-07,Squat,5,50\n"))
        assert read_log(written("date,exercise,reps,mood,mood,,\n2026-04-07,Squat,5,a,b,,\n")).entries

    def test_every_column_that_is_read_is_known(self):
        folder = Path(formats.__file__).parent
        text = "".join(p.read_text("utf-8") for p in folder.glob("*.py") if p.name != "__init__.py")
        weights = re.findall(r'weight\(cells, _WEIGHTS, ("[^"]+"), ("[^"]+")\)', text)
        named = re.findall(r'cells(?:\[|\.get\()("[^"]+")', text) + re.findall(r'("[^"]+"): "(?:kg|lb)"', text)
        assert {literal_eval(n) for n in [*named, *chain(*weights)]} == formats.COLUMNS

    @pytest.mark.parametrize(("ahead", "kept"), [(0, 1), (1, 1), (2, 0)])
    def test_a_set_that_has_not_come_yet_is_none(self, written, ahead, kept):
        day = date.today() + timedelta(days=ahead)  # noqa: DTZ011
        log = read_log(written(f"date,exercise,reps\n2026-04-07,Squat,5\n{day},Squat,5\n"))
        assert len(log.entries) == 1 + kept and len(log.broken) == 1 - kept

    def test_a_file_that_is_not_there_and_a_folder(self, tmp_path):
        for path in (tmp_path / "none.csv", tmp_path):
            with pytest.raises(InputError, match="cannot be read"):
                read_log(path)

    def test_a_log_without_sets_is_empty_and_no_error(self, written):
        assert read_log(written(HEAD)).entries == []

    @given(st.text(max_size=300))
    def test_whatever_stands_below_the_header_nothing_else_goes_wrong(self, tmp_path_factory, text):
        path = tmp_path_factory.getbasetemp() / "any.csv"
        path.write_text(strong(squat()) + text, "utf-8")
        try:
            assert read_log(path).entries
        except InputError:
            assert "\0" in text or "/" in text or "-" in text or "." in text


class TestDates:
    @pytest.mark.parametrize(
        ("texts", "order"),
        [
            (["03/04/2026", "25/04/2026"], "day"),
            (["03/04/2026", "04/25/2026"], "month"),
            (["03.04.2026"], "day"),
            (["2026-04-03"], "day"),
            (["05/05/2026"], "day"),
            (["01/03/2026", "12/03/2026", "02/04/2026"], "day"),
            (["03/01/2026", "03/12/2026", "04/02/2026"], "month"),
            (["25/04/2026", "26/04/2026", "04/27/2026"], "day"),
        ],
    )
    def test_the_whole_file_decides(self, texts, order):
        assert day_order(texts) == order
        assert day_order(reversed(texts)) == order

    @pytest.mark.parametrize("texts", [["03/04/2026"], ["03/04/2026", "04/05/2026"]])
    def test_what_can_be_read_in_two_ways_is_asked(self, texts):
        with pytest.raises(InputError, match=r"03/04/2026 may begin with .* --dates day or --dates month"):
            day_order(texts)

    def test_the_user_decides(self, written):
        path = written("date,exercise,reps\n03/04/2026,Squat,5\n")
        assert [read_log(path, dates=o).entries[0].day for o in ("day", "month")] == [
            date(2026, 4, 3),
            date(2026, 3, 4),
        ]

    @pytest.mark.parametrize(
        ("text", "time"),
        [
            ("2026-04-07", ""),
            ("2026-04-07T18:30:12", "18:30:12"),
            ("7 Apr 2026, 18:30", "18:30:00"),
            ("Apr 7, 2026, 6:30\u202fPM", "18:30:00"),
            ("April 7, 2026 at 12:05 AM", "00:05:00"),
            ("7.4.26", ""),
            ("7-Apr-2026", ""),
            ("07 Apr 26", ""),
            ("7th April 2026 18:30", "18:30:00"),
            ("Tue 07 Apr 2026", ""),
            ("Tuesday, April 7, 2026 6 pm", "18:00:00"),
            ("Tue, 7.4.2026, 18:30 Uhr", "18:30:00"),
            ("20260407", ""),
            ("2026-04-07 18:30:12.250+02:00", "18:30:12"),
            ("2026-04-07T18:30:12Z", "18:30:12"),
            ("2026-04-07 18:30:12 +0000", "18:30:12"),
            ("2026-04-07 18:30 UTC", "18:30:00"),
        ],
    )
    def test_many_ways_of_one_day(self, text, time):
        read = moment(text, "day")
        assert (read.day, read.time) == (date(2026, 4, 7), time)

    @pytest.mark.parametrize(
        "rest", [" 25:00", " 18:60", " 18:30:61", " foo", " 18", "-", "x", " 13:00 AM", " 18:30 x", "T", " at"]
    )
    def test_what_follows_a_day_is_a_time(self, rest):
        with pytest.raises(ValueError, match=r"no time|cannot be read"):
            moment(f"2026-04-07{rest}", "day")

    @pytest.mark.parametrize("text", ["15 Nov", "15 Nov 18:30", "Sun", "15-Foo-2026", "15112026"])
    def test_what_is_no_day(self, text):
        with pytest.raises(ValueError, match="the date is"):
            moment(text, "day")

    @given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
    def test_every_day_comes_back(self, day):
        for order, form in (
            ("day", "%d/%m/%Y"),
            ("month", "%m/%d/%Y"),
            ("day", "%Y-%m-%d"),
            ("day", "%d.%m.%y"),
            ("day", "%Y%m%d"),
        ):
            assert moment(day.strftime(form), order).day == day


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "value"),
        [("62.5", 62.5), ("62,5", 62.5), ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("", None), ("1\u202f000", 1000)],
    )
    def test_both_styles(self, text, value):
        assert number(text, "x") == value

    @pytest.mark.parametrize("text", ["nan", "inf", "1e3", "-1", "1,2,3", "\u0664x", "."])
    def test_what_is_none(self, text):
        with pytest.raises(ValueError, match="no number"):
            number(text, "x")

    @pytest.mark.parametrize("text", ["1,000", "1.000", "9 .750"])
    def test_one_or_a_thousand_is_not_guessed(self, text):
        for read in (number, whole):
            with pytest.raises(ValueError, match=r"which can be \d\.\d{3} or \d{4}$"):
                read(text, "x")
        assert number(text, "x", any_size=True) < 10

    @pytest.mark.parametrize(
        ("text", "value"), [("62.500", 62.5), ("100,000", 100), ("0.500", 0.5), ("1234.500", 1234.5)]
    )
    def test_what_can_be_no_thousands_is_none(self, text, value):
        assert number(text, "x") == value

    @pytest.mark.parametrize(
        ("column", "kg"),
        [
            (["1.000", "62.5"], 1),
            (["1.125", "62.500"], 1.125),
            (["1.000", "0.000"], 1),
            (["1.000", "62,5"], 1000),
            (["1,000", "1,000.5"], 1000),
            (["1,000", "1.000,5"], 1),
            (["1.000", "62"], None),
            (["1.000", "1,000"], None),
            (["1.000", "62.5", "62,5"], None),
        ],
    )
    def test_the_column_decides_or_the_line_is_broken(self, written, column, kg):
        rows = "".join(f"2026-11-01;Leg press;10;{text}\n" for text in column)
        log = read_log(written(f"date;exercise;reps;weight_kg\n{rows}2026-11-01;Leg press;10;50\n"))
        if kg is None:
            assert log.broken[0].line == 2 and "'1.000', which can be 1.000 or 1000" in log.broken[0].why
        else:
            assert 2 not in [b.line for b in log.broken] and log.entries[0].load_kg == kg

    def test_counts_and_units(self):
        assert whole("8.0", "x") == 8
        assert [unit_of(t) for t in ("KG", "kgs", "lbs", "pounds", " ")] == ["kg", "kg", "lb", "lb", None]
        with pytest.raises(ValueError, match="stone"):
            unit_of("stone")
