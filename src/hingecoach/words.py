"""Words that no user may see (domain.md 11), and a function that finds them.

They frighten, blame, or claim what no camera can promise. A test holds every text of the program against this list.
"""

import re
from functools import cache

__all__ = ["AVOID", "find_avoided"]

AVOID: dict[str, str] = {
    r"dangerous(ly)?|danger": "fear",
    r"wrong(ly)?": "blame; say what was seen",
    r"bad (back|form|posture|technique|reps?|habits?)": "blame; say what was seen",
    r"damag(e|es|ed|ing)": "fear",
    r"slipped|slipped dis[ck]s?": "fear",
    r"protect(s|ing)? (your|the) (spine|back|discs?)": "a claim",
    r"weak (glutes?|core|back|hamstrings?|muscles?)": "blame",
    r"imbalances?|imbalanced": "a diagnosis",
    r"fix(es|ed|ing)?": "something broken; say practise",
    r"abnormal(ly|ity|ities)?": "a diagnosis",
    r"perfect (posture|form|technique)": "there is none",
    r"injury risks?|risks? of injury|injure(s|d)?|injur(y|ies)": "fear, or a claim",
    r"should never|must never": "a prohibition",
    r"(faulty|poor|incorrect) (form|posture|technique|movement)": "blame",
    r"prevent(s|ed|ing|ion)?": "a claim",
    r"treat(s|ed|ing|ments?)?": "a claim",
    r"diagnos(e|es|ed|is|tic|ing)": "a claim",
    r"heal(s|ed|ing)?|cure(s|d)?": "a claim",
    r"safe(ly|r)? (lift|lifts|lifting|for your back)": "a claim",
    r"rehab(ilitation)?": "a claim",
    r"pain[- ]free": "a claim",
    r"dysfunction(s|al)?": "a diagnosis",
}
"""Pattern of whole words, case ignored, to the reason why it is avoided."""


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(AVOID).replace(" ", r"\s+") + r")\b", re.IGNORECASE)


def find_avoided(text: str) -> tuple[str, ...]:
    """Find the words of a text that no user may see, in order.

    >>> find_avoided("Your hips rose before your chest.")
    ()
    >>> find_avoided("Fix this dangerous habit")
    ('Fix', 'dangerous')
    """
    return tuple(found.group(0) for found in _pattern().finditer(text))
