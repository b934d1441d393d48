"""From the name of an exercise, as people and programs write it, to its class.

First comes the vocabulary (``exercises.csv``: the names of free-exercise-db, Unlicense, with our classes), then the
rules of ``rules.toml``. Both go by whole words in any order, so that "Deadlift (Romanian)" is a Romanian deadlift and
"Hurdle Hops" no RDL.
"""

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["classify", "words"]

_ASIDE = frozenset({"of", "the", "with", "on", "a", "an", "and", "or", "to", "in", "from"})
_SHORT = 4
"""Letters from which on a word may be misspelt; shorter ones too easily become another word."""


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    phrases: tuple[frozenset[str], ...]
    unless: frozenset[str]

    def fits(self, name: frozenset[str]) -> bool:
        return not self.unless & name and any(phrase <= name for phrase in self.phrases)


@dataclass(frozen=True, slots=True)
class _Book:
    slang: dict[str, str]
    pairs: dict[str, str]
    spelling: tuple[str, ...]
    rules: tuple[_Rule, ...]
    names: dict[frozenset[str], str]
    known: frozenset[str]


@lru_cache(maxsize=4096)
def classify(name: str) -> str | None:
    """Give the class of an exercise by its name; None where nothing is known about it.

    Examples
    --------
    >>> classify("DB RDLs"), classify("Leg Press (45°)"), classify("Hurdle Hops"), classify("Zumba")
    ('hinge', 'knee_dominant', 'neither', None)
    """
    book = _book()
    found = frozenset(words(name)) - _ASIDE
    if found in book.names:
        return book.names[found]
    return next((rule.kind for rule in book.rules if rule.fits(found)), None)


def words(name: str) -> tuple[str, ...]:
    """Give the words of a name as the rules know them: slang written out, plurals and slips of the pen taken back.

    Examples
    --------
    >>> words("Romainian Dead-Lifts (DB)")
    ('romanian', 'deadlift', 'dumbbell')
    """
    book = _book()
    return tuple(w for part in _plain(name, book.pairs) for w in _written_out(part, book))


def _written_out(word: str, book: _Book) -> Iterator[str]:
    for each in (word, _singular(word)):
        if each in book.slang:
            yield from book.slang[each].split()
            return
    each = _singular(word)
    if each not in book.known and len(each) >= _SHORT:
        each = next((right for right in book.spelling if _one_slip(each, right)), each)
    yield from book.slang.get(each, each).split()


def _plain(name: str, pairs: dict[str, str]) -> list[str]:
    """Give the bare words: small letters without accents, digits, no signs."""
    bare = unicodedata.normalize("NFKD", name).casefold().replace("'", "").replace("\u2019", "")
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    text = " ".join(re.findall(r"[^\W_]+", bare))
    for pair, one in pairs.items():
        text = re.sub(rf"\b{pair}\b", one, text)
    return text.split()


def _singular(word: str) -> str:
    plural = len(word) > 2 and word.endswith("s") and not word.endswith("ss")  # noqa: PLR2004  "ups", "abs"
    return word[:-1] if plural else word


def _one_slip(word: str, right: str) -> bool:
    """Say whether one letter too many, too few, wrong, or two swapped make the one word of the other."""
    if abs(len(word) - len(right)) > 1 or word[0] != right[0]:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, right, strict=False)) if a != b), min(len(word), len(right)))
    left, other = word[at:], right[at:]
    swapped = left[:2] == other[1::-1] and left[2:] == other[2:]
    return swapped or left[1:] == other[1:] or left[1:] == other or left == other[1:]


@cache
def _book() -> _Book:
    """Read the data, once."""
    folder = files(__package__)
    data = tomllib.loads((folder / "rules.toml").read_text("utf-8"))
    rules = tuple(
        _Rule(r["kind"], tuple(frozenset(p.split()) for p in r["words"]), frozenset(r.get("unless", ())))
        for r in data["rule"]
    )
    sure = {w for rule in rules for phrase in rule.phrases for w in phrase}
    bare = _Book(data["slang"], data["pairs"], tuple(data["spelling"]["words"]), rules, {}, frozenset(sure))
    listed = list(csv.reader((folder / "exercises.csv").read_text("utf-8").splitlines()))[1:]
    spelt = [([_singular(w) for w in _plain(name, bare.pairs)], kind) for name, kind in listed]
    known = bare.known | {w for parts, _ in spelt for w in parts}
    names = {_key(parts, bare): kind for parts, kind in spelt}
    names |= {_key(_plain(name, bare.pairs), bare): kind for name, kind in data["exact"].items()}
    return _Book(bare.slang, bare.pairs, bare.spelling, rules, names, frozenset(known))


def _key(parts: list[str], book: _Book) -> frozenset[str]:
    return frozenset(w for part in parts for w in book.slang.get(part, part).split()) - _ASIDE
