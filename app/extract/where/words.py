"""Words around a name that tell whether it is a place, and which: the lists of ``places_words.toml``."""

from __future__ import annotations

import tomllib

from app.extract.records import Token
from app.extract.where.tables import DATA

_LISTS: dict[str, str] = tomllib.loads((DATA / "places_words.toml").read_text("utf-8"))


def _words(name: str) -> frozenset[str]:
    """The list ``name``. Raises KeyError if the file lacks it."""
    return frozenset(_LISTS[name].split())


LOCATIVE = _words("locative")
DIRECTIONS = _words("directions")
DIVISION_NOUNS = _words("division_nouns")
TOWN_NOUNS = _words("town_nouns")
SITES = _words("sites")
OF_HEADS = _words("of_heads")
TITLES = _words("titles")
COMMON = _words("common")
OF_PLACE = _words("of_place")
BESIDE = _words("beside")
OCCASIONS = _words("occasions")
PREPOSITION_IN = _words("preposition_in")
PREPOSITION_TO = _words("preposition_to")
EVENTS = _words("events")
CONNECTORS = _words("connectors")
FACILITIES = _words("facilities")
DIPLOMACY = _words("diplomacy")
SAYING = _words("saying")
ENVOYS = frozenset({"ambassador", "envoy", "consul", "nuncio"})
JUDGING = frozenset(
    {
        "condemn",
        "criticise",
        "criticize",
        "decry",
        "denounce",
        "deplore",
        "mourn",
        "welcome",
        "praise",
        "hail",
    }
)
SOIL = _words("soil")
OFFICES = _words("offices")
CHAMBERS = _words("chambers")
BODIES = _words("bodies")
GATHERINGS = _words("gatherings")
INTERNATIONAL = _words("international")

# country code -> words and pairs of words that its press uses
STYLES = {
    name.removeprefix("style_").upper(): frozenset(word.strip() for word in text.split(",") if word.strip())
    for name, text in _LISTS.items()
    if name.startswith("style_")
}


def is_of_place(token: Token) -> bool:
    """Whether the word takes a place by "of": "the outskirts of", "the town of"."""
    if token.pos == "VERB":  # "accused of shelling a village near Uvira": an act, no "shelling of"
        return False
    return token.lemma in OF_PLACE or token.text.lower() in OF_PLACE


def place_noun(tokens: tuple[Token, ...], i: int) -> str:
    """The word at ``i`` if it says what kind of place the name before it is, else ""."""
    word = tokens[i].text.lower() if i < len(tokens) else ""
    if word in TOWN_NOUNS and i + 1 < len(tokens) and tokens[i + 1].text == "of":
        return ""  # "the Gaza town of Beit Hanoun"
    return word if word in DIVISION_NOUNS or word in TOWN_NOUNS or word in SITES else ""
