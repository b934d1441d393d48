"""The how-to pages do what they say: each is followed to the letter in a copy of the repository."""

import shutil

import pytest

from pages import STEP, Workshop

PAGES = {
    "add_a_cue": {"New file": 2, "Add to": 1, "console": 3},
    "add_an_exercise": {"New file": 1, "Add to": 0, "console": 3},
    "add_a_backend": {"New file": 2, "Add to": 0, "console": 3},
    "add_a_format": {"New file": 1, "Add to": 0, "console": 1},
}


@pytest.fixture
def workshop(root, tmp_path):
    yield Workshop.like(root, tmp_path / "copy")
    shutil.rmtree(tmp_path, ignore_errors=True)  # a copy of everything is large


@pytest.mark.parametrize("name", PAGES)
def test_the_page_does_what_it_says(root, workshop, name):
    page = (root / f"docs/{name}.md").read_text("utf-8")
    assert workshop.follow(page) == PAGES[name]


@pytest.mark.parametrize("name", PAGES)
def test_no_code_block_of_a_page_is_left_out(root, name):
    page = (root / f"docs/{name}.md").read_text("utf-8")
    blocks = page.count("```") // 2
    assert len(list(STEP.finditer(page))) == blocks
    assert sum(PAGES[name].values()) == blocks


def test_a_page_that_is_not_true_fails(workshop):
    with pytest.raises(AssertionError):
        workshop.follow("```console\n$ hingecoach exercises\nno such line\n```\n")
    with pytest.raises(AssertionError):
        workshop.follow("New file `README.md`:\n\n```toml\nx = 1\n```\n")
