"""No text that a user can see holds a word that frightens, blames or claims (domain.md 11)."""

import ast
import tomllib
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hingecoach
from hingecoach.cues import all_cues
from hingecoach.words import AVOID, find_avoided

ROOT = Path(hingecoach.__file__).parent
CODE = sorted(ROOT.rglob("*.py"))
TEMPLATES = sorted(p for p in ROOT.rglob("*") if p.suffix in (".html", ".j2", ".jinja", ".css", ".js", ".txt", ".md"))
ALLOWED = {
    ("words.py", "*"): "the list itself",
    ("analyze.py", "damaged"): "a video file, not a body",
    ("video/*", "damaged"): "a video file, not a body",
    ("evaluate/table.py", "wrong"): "our own answer about a clip, for developers",
    ("pose/identity.py", "slipped"): "a tracker's box, for developers",
}
"""Files that may hold such a word, and why."""


def strings(path):
    """Give every string literal of a module with its line, docstrings left out: users do not see them."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            docs |= {id(e.value) for e in body if isinstance(e, ast.Expr) and isinstance(e.value, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_string_of_the_code_holds_one(path):
    name = path.relative_to(ROOT).as_posix()
    found = [(line, word) for line, text in strings(path) for word in find_avoided(text)]
    assert not [(line, word) for line, word in found if not allowed(name, word)]


def allowed(name, word):
    return any(fnmatch(name, where) and fnmatch(word.lower(), what) for where, what in ALLOWED)


def test_nothing_is_allowed_that_is_not_there():
    for where, word in ALLOWED:
        if word != "*":
            texts = [path.read_text("utf-8").lower() for path in ROOT.glob(where) if path.suffix == ".py"]
            assert any(word in text for text in texts), f"{where} no longer says {word!r}: take it off"


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_help_text_of_a_command_holds_one(path):
    if "cli" not in str(path.relative_to(ROOT)):
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.Module):
            assert not find_avoided(ast.get_docstring(node) or "")


@pytest.mark.parametrize("path", [p for p in TEMPLATES if "data" not in p.parts], ids=lambda p: p.name)
def test_no_template_holds_one(path):
    assert not find_avoided(path.read_text("utf-8"))


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.toml")), ids=lambda p: p.stem)
def test_no_exercise_holds_one(path):
    assert not find_avoided(str(tomllib.loads(path.read_text("utf-8"))))


def test_what_cues_say_and_explain_holds_none():
    for cue in all_cues().values():
        texts = [cue.title, cue.good, cue.why, import_module(f"hingecoach.cues.{cue.id}").__doc__]
        texts += [part for line in cue.lines.values() for part in (line.say, line.focus, line.drill)]
        for text in texts:
            assert not find_avoided(text), text


def test_the_scan_finds_a_word_in_code(tmp_path):
    module = tmp_path / "m.py"
    module.write_text(
        '"""Dangerous docstring."""\nSAY = "That is wrong"\ndef f():\n    """Fix."""\n    return f"{1} bad back"\n'
    )
    found = [words for _, text in strings(module) if (words := find_avoided(text))]
    assert found == [("wrong",), ("bad back",)]


FOUND = [
    ("That is DANGEROUS.", "DANGEROUS"),
    ("your form was wrong", "wrong"),
    ("a bad back", "bad back"),
    ("it damages discs", "damages"),
    ("a slipped disc", "slipped"),
    ("Protect your spine!", "Protect your spine"),
    ("weak glutes", "weak glutes"),
    ("a muscle imbalance", "imbalance"),
    ("we fix that", "fix"),
    ("abnormal curve", "abnormal"),
    ("a perfect posture", "perfect posture"),
    ("injury risk is high", "injury risk"),
    ("you should never round", "should never"),
    ("prevents pain", "prevents"),
    ("it treats pain", "treats"),
    ("a diagnosis", "diagnosis"),
    ("bad\nform", "bad\nform"),
]


@pytest.mark.parametrize(("text", "word"), FOUND)
def test_each_kind_is_found(text, word):
    assert find_avoided(text) == (word,)


@pytest.mark.parametrize("text", ["prefix", "suffix", "a fixture", "Wrongham", "retreat", "endangered", "a treatise"])
def test_parts_of_other_words_are_left_alone(text):
    assert find_avoided(text) == ()


def test_every_word_has_its_reason():
    assert all(AVOID.values())


@given(st.sampled_from([word for _, word in FOUND]), st.text(" .,;:!?", max_size=5))
def test_found_wherever_it_stands_and_however_it_is_written(word, rest):
    assert find_avoided(f"{rest} {word.upper()} {rest}")
