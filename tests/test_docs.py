"""The pages say what the code says: names, sources and links are held to what there is."""

import csv
import json
import re
import shlex
from importlib import import_module

import jsonschema
import pytest
import typer

import hingecoach
from door import figure_clip, run
from fakepose import FakePose
from hingecoach.assess import assessed
from hingecoach.cues import all_cues
from hingecoach.evaluate.truth import TrueRep, TrueView, Truth
from hingecoach.exercises import all_exercises
from hingecoach.learn import all_topics, place
from hingecoach.measures import AT_BOTTOM, AT_TOP, MOST, OTHERS
from hingecoach.report import all_formats, results, table
from hingecoach.report.data import as_json
from hingecoach.synthetic import figure

DOCS = (
    "accuracy",
    "back",
    "calibration",
    "exercises",
    "json",
    "ladder",
    "load",
    "log",
    "recognition",
    "people",
    "pose_errors",
    "references",
    "repetitions",
    "report",
    "story",
    "tables",
    "truth",
    "truth_files",
    "video",
    "view",
)
SITE = ("index", "quickstart", "cues", "api", "intended_use", "departures", "learn", "teaching")
HOW_TO = ("add_a_cue", "add_an_exercise", "add_a_backend", "add_a_format")
PAGES = (
    *("README.md", "CHANGELOG.md", "src/hingecoach/data/README.md"),
    *(f"docs/{name}.md" for name in (*DOCS, *SITE, *HOW_TO)),
)


@pytest.fixture(scope="module")
def json_page(root):
    return (root / "docs/json.md").read_text("utf-8")


@pytest.fixture(scope="module")
def references(root):
    return (root / "docs/references.md").read_text("utf-8")


@pytest.fixture(scope="module")
def sources(root):
    """All text in which the package cites, by path; lines that silence the linter hold its own codes."""
    found = [p for ending in ("py", "toml") for p in (root / "src").rglob(f"*.{ending}")]
    found += (root / "src/hingecoach/learn/topics").glob("*.md")
    return {p: "\n".join(x for x in p.read_text("utf-8").splitlines() if "noqa" not in x) for p in found}


def ticked(text):
    return set(re.findall(r"`(\w+)`", text))


def test_every_page_is_checked_here(root):
    assert {f"docs/{p.name}" for p in (root / "docs").glob("*.md")} <= set(PAGES)


class TestJson:
    def test_every_field_of_the_answer_is_told(self, json_page):
        schema = hingecoach.Assessment.model_json_schema()
        parts = [schema, *schema["$defs"].values()]
        fields = {name for part in parts for name in part.get("properties", ())}
        assert fields - ticked(json_page) == set()

    def test_every_field_of_a_calibration_is_told(self, root):
        schema = hingecoach.Calibration.model_json_schema()
        told = ticked((root / "docs/calibration.md").read_text("utf-8"))
        assert set(schema["properties"]) - told == set()

    def test_every_measure_is_told_and_no_other(self, json_page):
        names = {
            *(f"{n}_bottom" for n in AT_BOTTOM),
            *(f"{n}_top" for n in AT_TOP),
            *(f"{n}_max" for n in MOST),
            *OTHERS,
        }
        tables = [part.split("\n\n")[0] for part in json_page.split("| measure | what |")[1:]]
        told = ticked("\n".join(row.split("|")[1] for table in tables for row in table.splitlines() if row))
        assert told == names
        rep = hingecoach.assess(figure("deadlift", reps=1).track).reps[0]
        assert set(rep.measures) <= names

    def test_top_level_is_in_order(self, json_page):
        table = json_page.split("| top level | what |")[1].split("\n\n")[0]
        assert re.findall(r"^\| `(\w+)`", table, re.MULTILINE) == list(hingecoach.Assessment.model_fields)

    def test_every_cue_is_told(self, json_page):
        assert set(all_cues()) - ticked(json_page) == set()

    def test_its_python_runs(self, json_page, tmp_path, monkeypatch, capsys):
        (block,) = re.findall(r"```python\n(.*?)```", json_page, re.DOTALL)
        answer = hingecoach.assess(figure("deadlift", reps=2).track)
        (tmp_path / "assessment.json").write_text(as_json(answer), "utf-8")
        monkeypatch.chdir(tmp_path)
        exec(compile(block, "docs/json.md", "exec"), {})  # noqa: S102  our own text
        lines = capsys.readouterr().out.splitlines()
        assert [line.split()[:2] for line in lines] == [[f.cue, f.verdict] for f in answer.findings]


class TestTables:
    """The page of reps.csv and angles.csv."""

    @pytest.fixture
    def page(self, root):
        return (root / "docs/tables.md").read_text("utf-8")

    def test_every_column_is_told_and_no_other(self, page):
        reps, angles = page.split("## angles.csv")
        by_when = {
            when: ticked(cells) for cells, when in re.findall(r"^\| (`.*`) \| .* \| (.*) \|$", reps, re.MULTILINE)
        }
        always = re.findall(r"^\| (`.*`) \| .* \| always \|$", reps, re.MULTILINE)
        assert ticked("".join(always)) == {*table._BEFORE, *table.MEASURES}
        every = {
            *(f"{n}_bottom" for n in AT_BOTTOM),
            *(f"{n}_top" for n in AT_TOP),
            *(f"{n}_max" for n in MOST),
            *OTHERS,
        }
        assert by_when["where a repetition of the clip has it"] == every - set(table.MEASURES)
        cells = re.findall(r"^\| (`.*`) \|", angles, re.MULTILINE)
        assert ticked("".join(cells)) == {"time_s", *table.ANGLES}

    def test_what_the_set_alone_shows_has_an_empty_column(self, page):
        for n, there in ((3, False), (4, True)):
            answer = hingecoach.assess(figure("deadlift", reps=n).track, "deadlift")
            found = list(csv.DictReader(table.reps_csv(answer).splitlines()))
            assert {row.get("set_drift") for row in found} == {"" if there else None}
        assert "from four complete repetitions on, and it is empty" in page

    def test_its_python_runs(self, page, tmp_path, monkeypatch, capsys):
        (block,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
        track = figure("deadlift", reps=2).track
        answer, motion = assessed(track)
        (tmp_path / "reps.csv").write_text(table.reps_csv(answer), "utf-8")
        (tmp_path / "angles.csv").write_text(table.angles_csv(motion), "utf-8")
        monkeypatch.chdir(tmp_path)
        exec(compile(block, "docs/tables.md", "exec"), {})  # noqa: S102  our own text
        lines = [line.split() for line in capsys.readouterr().out.splitlines()]
        assert [line[0] for line in lines] == ["1", "2"]
        assert all(float(line[1]) > 40 and float(line[-1]) > 40 for line in lines)


class TestTruthFiles:
    """The page with the form of a truth file."""

    @pytest.fixture
    def page(self, root):
        return (root / "docs/truth_files.md").read_text("utf-8")

    @pytest.fixture
    def example(self, page):
        (block,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
        return json.loads(block)

    def test_every_field_is_told_and_no_other(self, page):
        told = [ticked("\n".join(re.findall(r"^\| (`.*?) \|", t, re.MULTILINE))) for t in page.split("\n## ")]
        kinds = (Truth.model_json_schema()["properties"], TrueView.model_fields, TrueRep.model_fields)
        assert told[:3] == [set(k) for k in kinds]

    def test_its_example_runs_through_evaluate(self, example, tmp_path, monkeypatch, capfd):
        clip = figure_clip(tmp_path / "clips", example["clip"])
        clip.with_suffix(".truth.json").write_text(json.dumps(example))
        done = run(capfd, monkeypatch, "evaluate", clip.parent, "--json")
        assert (done.status, done.err) == (0, "")
        scores = json.loads(done.out)
        assert scores["counts"][-1]["exact"]["k"] == 1
        assert [c["cue"] for c in scores["cues"]] == ["flat_back", "flat_back"]

    def test_a_count_that_nothing_says_to_be_known_is_told(self, example, tmp_path, monkeypatch, capfd):
        clip = figure_clip(tmp_path / "clips", example["clip"])
        for known, told in ((None, True), (False, False)):
            clip.with_suffix(".truth.json").write_text(json.dumps({**example, "reps_known": known}))
            done = run(capfd, monkeypatch, "evaluate", clip.parent, "--json")
            assert json.loads(done.out)["counts"][-1]["exact"]["n"] == 0
            assert ("lift.truth.json: n_reps is not scored without reps_known" in done.err) == told

    def test_the_committed_schema_is_that_of_the_model(self, root, example, request):
        """``python -m pytest tests/test_docs.py --snapshot-update`` renews it."""
        path = root / "docs/schema/truth.schema.json"
        now = json.dumps(Truth.model_json_schema(), indent=2) + "\n"
        if request.config.getoption("update_snapshots"):
            path.write_text(now, "utf-8")
        assert json.loads(path.read_text("utf-8")) == json.loads(now), "raise the version, then renew"
        jsonschema.validate(example, json.loads(now))


class TestPython:
    """The page of the Python API."""

    @pytest.fixture
    def page(self, root):
        return (root / "docs/api.md").read_text("utf-8")

    def test_its_python_runs_from_block_to_block(self, page, tmp_path, monkeypatch, capsys):
        for home in ("hingecoach.pose.registry", "hingecoach.analyze"):
            monkeypatch.setattr(import_module(home), "load_backend", lambda *_: FakePose("deadlift"))
        figure_clip(tmp_path / "clips")
        monkeypatch.chdir(tmp_path / "clips")
        names = {}
        for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
            exec(compile(block, "docs/api.md", "exec"), names)  # noqa: S102  our own text
        assert len(names["answer"].reps) == 2
        verdicts = {f.cue: f.verdict for f in names["answer"].findings}
        assert (verdicts["flat_back"], verdicts["soft_knees"]) == ("not_seen", "good")
        assert capsys.readouterr().out.splitlines()[-1] in page.replace("# ", "\n")


def test_python_stands_only_in_pages_whose_python_is_run(root):
    with_python = {p for p in PAGES if "```python" in (root / p).read_text("utf-8")}
    run = {"README.md": "test_package.py", "docs/json.md": "here", "docs/api.md": "here", "docs/tables.md": "here"}
    run |= {f"docs/{name}.md": "test_pages_run.py" for name in HOW_TO if name != "add_an_exercise"}  # it needs none
    assert with_python == set(run)


def test_how_long_to_stand_is_told_alike(root):
    told = re.compile(
        r"[Ss]tand(?:ing)? (?:tall and )?still (?:for )?two seconds|two seconds of standing tall and still"
    )
    pages = (
        "README.md",
        "docs/quickstart.md",
        "src/hingecoach/learn/topics/70_filming.md",
        "src/hingecoach/report/front.py",
    )
    assert [p for p in pages if not told.search(" ".join((root / p).read_text("utf-8").split()))] == []
    assert import_module("hingecoach.observe").LEAST < 2


@pytest.mark.parametrize("name", HOW_TO)
def test_how_to_add_something_begins_with_what_it_needs(root, name):
    assert "`make setup`, then `. .venv/bin/activate`" in (root / f"docs/{name}.md").read_text("utf-8").split("```")[0]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(root, page):
    path = root / page
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        assert not re.match(r"\w+:", target), f"{page} links outside: {target}"
        assert (path.parent / target.split("#")[0]).exists(), f"{page}: {target}"


def test_pages_named_in_the_code_exist(root, sources):
    named = {n for text in sources.values() for n in re.findall(r"docs/\w+\.md", text)}
    assert {n for n in named if not (root / n).is_file()} == set()
    assert "docs/back.md" in named


class TestReferences:
    def test_every_source_that_is_cited_is_resolved(self, root, references, sources):
        pages = [(root / "docs" / f"{name}.md").read_text("utf-8") for name in {*DOCS, *SITE} - {"references"}]
        cited = {i for text in (*sources.values(), *pages) for i in re.findall(r"\b[SD][1-9]\d{0,2}\b", text)}
        resolved = re.findall(r"^\| ([SD]\d+) \|", references, re.MULTILINE)
        assert len(resolved) == len(set(resolved))
        assert cited - set(resolved) == set()
        assert {i for i in resolved if i.startswith("S")} <= cited

    def test_every_section_that_is_cited_is_told(self, references, sources):
        cite = re.compile(r"domain(?:\.md)?(?: section)? (\d+(?:\.\d)?)(?:(?: and |-)(\d+(?:\.\d)?))?")
        cited = {n for text in sources.values() for pair in cite.findall(text) for n in pair if n}
        told = set(re.findall(r"^\| (\d+(?:\.\d)?) \|", references, re.MULTILINE))
        assert "2.1" in cited
        assert cited - told == set()

    def test_every_note_that_is_cited_is_told(self, references, sources):
        notes = {n for text in sources.values() for n in re.findall(r"(?<![\w/])(\w+\.md|thresholds\.json)", text)}
        assert {n for n in notes - results() if f"`{n}`" not in references} == set()


def test_the_table_of_exercises_is_that_of_the_files(root):
    page = (root / "docs/exercises.md").read_text("utf-8")
    cells = [
        (f"`{e.id}`", e.title, place(e), e.family, e.starts or "", ", ".join(e.sources), e.grade)
        for e in all_exercises().values()
    ]
    rows = [f"| {' | '.join(map(str, row))} |" for row in cells]
    assert re.findall(r"^\| `.*", page, re.MULTILINE) == rows


def test_the_table_of_formats_is_that_of_the_folder(root):
    page = (root / "docs/report.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.*) \| (yes|no) \|$", page, re.MULTILINE)
    assert [(name, set(re.findall(r"`([\w.]+)`", told)), said == "yes") for name, told, said in rows] == [
        (one.name, set(one.files), one.default) for one in all_formats().values()
    ]


def test_filming_with_60_pictures_a_second_is_advised_for_what_it_is_good_for(root):
    read = import_module("hingecoach.video.read")
    assert 60 / read.thinning(60) == 30
    told = [
        f for d in ("docs", "src/hingecoach") for f in (root / d).rglob("*.*") if f.suffix in (".md", ".py", ".toml")
    ]
    advise = {f.name: " ".join(f.read_text("utf-8").split()) for f in told}
    advise = {name: text for name, text in advise.items() if re.search(r"(?i)(film|swings?\W+).{0,40}\b60\b pic", text)}
    assert {"kettlebell_swing.toml", "quickstart.md", "70_filming.md"} <= set(advise)
    for name, text in advise.items():
        assert "hands blur less" in text and re.search(r"30 of them are looked at", text), name


def test_the_two_errors_of_the_back_are_those_of_the_code(root):
    back, cue = import_module("hingecoach.back.shape"), import_module("hingecoach.cues.flat_back")
    page = (root / "docs/back.md").read_text("utf-8")
    assert f"±{back.ERROR['turn']:.0f}°" in page
    assert f"±{back.ERROR['turn'] * cue._VERDICT_SHARE:.1f}°" in page


def met(root, name):
    """Give the smallest and the largest mean half width of an angle in accuracy.md, up to 30° off the side view."""
    stated = (root / "docs/accuracy.md").read_text("utf-8").split("### Stated errors")[1]
    row = re.search(rf"^\| `{name}` \|(.*)\|$", stated, re.MULTILINE)[1]
    widths = [float(w) for w in re.findall(r"±([\d.]+)", row)][:3]
    return f"{min(widths):.0f}", f"{max(widths):.0f}"


def test_the_figures_of_the_learned_back_are_those_of_its_data(root):
    shape, stated = import_module("hingecoach.back.shape"), import_module("hingecoach.told.stated")
    told = {
        name: [
            shape.unseen(1, azimuth, (None,)).error(name, 0) * stated.in_clips()[name][band]
            for band, azimuth in enumerate((5.0, 15.0, 25.0))
        ]
        for name in ("lumbar_convex", "lumbar", "thoracic", "back")
    }
    page, line = (" ".join((root / f).read_text("utf-8").split()) for f in ("docs/back.md", "README.md"))
    low, high = (f"{pick(told['lumbar_convex']):.0f}" for pick in (min, max))
    assert f"may be {low} to {high}° away from the vertebrae up to 30° off the side view" in line
    low_clip, high_clip = met(root, "lumbar_convex")
    assert f"the error that comes with it is {low_clip} to {high_clip}° on average" in line
    assert f"±{low_clip}° to ±{high_clip}° on average for `lumbar_convex`" in page
    assert "±{}° to ±{}° for `back`".format(*met(root, "back")) in page
    cue = " ".join((import_module("hingecoach.cues.flat_back").__doc__ or "").split())
    assert f"may be off by {low} to {high} degrees" in cue
    assert f"±{min(map(min, told.values())):.0f}° to ±{max(map(max, told.values())):.0f}°, by number and view" in page
    above = {name: factors for name, factors in stated.in_clips().items() if max(factors) > 1}
    assert set(above) == {"lumbar"} and above["lumbar"][1:] == (1, 1, 1)
    assert f"Only `lumbar` came out above 1 ({above['lumbar'][0]:.2f} within 10°;" in page
    data = json.loads((root / "src/hingecoach/data/back_errors.json").read_text("utf-8"))["lumbar_convex"]
    assert f"on {data['people']} people ({data['readings']} readings of `lumbar_convex`)" in page


def test_the_tables_of_the_back_are_those_of_its_training(root, capsys):
    training = import_module("back.__main__")
    for name in training.CHECK:
        training.tell(training.load(training.DATA / name))
    page = (root / "docs/back.md").read_text("utf-8")
    assert [row for row in capsys.readouterr().out.splitlines() if row.strip(".") not in page] == []


def test_readme_gives_no_figure_of_its_own_that_accuracy_would_have(root):
    text = (root / "README.md").read_text("utf-8")
    assert "docs/accuracy.md" in text
    assert re.findall(r"\d+ %", text) == []
    real = re.search(r"## Real clips\n\n(\d+) clips", (root / "docs/accuracy.md").read_text("utf-8"))
    assert real
    assert f"{real[1]} real clips" in text


def commands(text):
    """Give the command lines of hingecoach that a page shows, in code and in blocks."""
    lines = re.findall(r"^(?:    |\$ )(hingecoach .*)$", text, re.MULTILINE) + re.findall(r"`(hingecoach [^`]+)`", text)
    return [shlex.split(line.split(" > ")[0].replace("'", "")) for line in lines]


@pytest.mark.parametrize("page", PAGES)
def test_commands_that_a_page_shows_exist(root, page):
    known = typer.main.get_command(import_module("hingecoach.cli").app)
    for _, *words in commands((root / page).read_text("utf-8")):
        command = known
        for word in words:
            if word.startswith("-") or not hasattr(command, "commands"):
                break
            assert word in command.commands, f"{page}: {word}"
            command = command.commands[word]
        options = {o for p in command.params for o in (*p.opts, *p.secondary_opts)} | {"--help"}
        asked = {word.split("=")[0] for word in words if word.startswith("-")}
        assert asked <= options, f"{page}: {words}"


def test_every_point_of_the_teaching_is_carried_by_something_that_exists(root):
    text = (root / "docs/teaching.md").read_text("utf-8")
    rows = [[c.strip() for c in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 25
    departures = (root / "docs/departures.md").read_text("utf-8")
    for point, carried in rows:
        assert re.search(r"\b(cues?|pages?|departure)\b", carried), point
        for word in re.findall(r"`([^`]+)`", carried):
            command, _, topic = word.partition(" ")
            known = all_topics() if command == "learn" else {*all_cues(), *hingecoach.Assessment.model_fields}
            assert (topic or word) in known, f"{point}: {word}"
        assert "departure:" not in carried or "departures.md" in carried or "never graded" in carried
    for theme in (
        "Shoulders back",
        "variety",
        "wide band",
        "swing is a branch",
        "No claim of that kind",
        "physics is told",
    ):
        assert theme in departures


def test_the_teaching_carries_what_was_asked_for(root):
    text = (root / "docs/teaching.md").read_text("utf-8")
    asked = ("glutes, hamstrings, back", "Shoulders back", "Core braced", "head follows the shoulders", "Soft knees")
    asked += (
        "Squeeze at the top",
        "Without arching",
        "guided up close",
        "First the bridge",
        "Practise often",
        "Everyday life",
        "Sport",
    )
    assert [a for a in asked if a not in text] == []
    rungs = [e.id for e in all_exercises().values() if e.rung]
    at = [text.index(f"`learn {name}`", text.index("First the bridge")) for name in rungs]
    assert at == sorted(at)
