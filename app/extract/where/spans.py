"""Cut candidate names out of a sentence: the longest that the gazetteer knows, or a run of capitals."""

from __future__ import annotations

from app.extract.records import Document, Token
from app.extract.where import words
from app.extract.where.gazetteer import Candidate, Gazetteer

_LONGEST = 7  # tokens in a name
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
# short forms that are words, titles or units too, and those of two letters that are none
_WORDS_TOO = frozenset({"Miss.", "Man.", "Mass.", "Ill.", "Del.", "Wash.", "Ind.", "Ore."})
_OF_TWO = frozenset({"Ga.", "Ky.", "Pa.", "Va.", "Vt."})
_PLURALS = {
    "counties": "county",
    "parishes": "parish",
    "districts": "district",
    "provinces": "province",
    "governorates": "governorate",
}


def is_capital(token: Token) -> bool:
    """Whether a name can start here: "Aleppo", "al-Raqqa"."""
    text = token.text
    return text[0].isupper() or (len(text) > 4 and text[2] == "-" and text[3].isupper())


def known_span(
    doc: Document, tokens: tuple[Token, ...], i: int, gazetteer: Gazetteer
) -> tuple[int, int, tuple[Candidate, ...]] | None:
    """First and last token and the meanings of the longest known name at token ``i``.

    It may begin one word earlier, where "the Gulf" or "east Jerusalem" has an entry of its own.
    """
    if short := _abbreviation(tokens, i, gazetteer):
        # the parser cuts "W. Va." in two
        return i - (tokens[i].text == "Va." and i > 0 and tokens[i - 1].text == "W."), i, short
    before = tokens[i - 1].text.lower() if i else ""
    starts = (i - 1, i) if before == "the" or before in words.DIRECTIONS else (i,)
    for j in _ends(tokens, i):
        for start in starts:
            found = _meanings(gazetteer, doc.text[tokens[start].start : tokens[j].end])
            if found and (
                found[0].rank != 3 or tokens[i].entity in PLACE_LABELS or _is_of_counties(tokens, j)
            ):
                return start, j, found
    return None


def _abbreviation(tokens: tuple[Token, ...], i: int, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The state that a short form means: "Edmonton, Ky.", "a Ky. jail"; without a dot only after a comma."""
    text = tokens[i].text
    after_comma = i > 1 and tokens[i - 1].text == "," and is_capital(tokens[i - 2])
    if text == "Ms." or (not after_comma and not _stands_alone(text)):
        return ()
    if not ("." in text or (text.isupper() and len(text) in (2, 3))):
        return ()
    if i and text == "Va." and tokens[i - 1].text == "W.":
        text = "W.Va."
    return tuple(one for one in gazetteer.lookup(text) if one.rank == 2)


def _stands_alone(text: str) -> bool:
    """Whether a short form can be read without a town and a comma before it: "a Ky. jail"."""
    return "." in text and text not in _WORDS_TOO and (len(text) > 3 or text in _OF_TWO)


def _meanings(gazetteer: Gazetteer, text: str) -> tuple[Candidate, ...]:
    found = gazetteer.lookup(text)
    return found if any(one.rank != 2 for one in found) else ()


def list_noun(tokens: tuple[Token, ...], after: int) -> str:
    """The noun that a list of names shares: "Harvey, Harper and Kingman counties" -> "county"."""
    for token in tokens[after : after + 12]:
        word = token.text.lower()
        if word in _PLURALS:
            return _PLURALS[word]
        if not (token.text[0].isupper() or word in (",", "and", "or")):
            break
    return ""


def _is_of_counties(tokens: tuple[Token, ...], last: int) -> bool:
    return list_noun(tokens, last + 1) != "" or words.place_noun(tokens, last + 1) in words.DIVISION_NOUNS


def _ends(tokens: tuple[Token, ...], i: int) -> list[int]:
    """The tokens that a name from ``i`` may end at, the furthest first."""
    ends = [i]
    for j in range(i + 1, min(i + _LONGEST, len(tokens))):
        word = tokens[j].text
        if tokens[j].start - tokens[j - 1].end > 1:
            break
        if is_capital(tokens[j]) or word.isdigit() or word.lower() in words.SITES:
            ends.append(j)
        elif word not in words.CONNECTORS:
            break
    return ends[::-1]


def facility_end(tokens: tuple[Token, ...], last: int) -> int | None:
    """The last token of "Beijing Hotel", "Phnom Penh International Airport" where the town ends at ``last``."""
    end = None
    for j in range(last + 1, min(last + _LONGEST, len(tokens))):
        if (
            not (tokens[j].text[0].isupper() or tokens[j].text == "and")
            or tokens[j].start - tokens[j - 1].end > 1
        ):
            break
        if tokens[j].text.lower() in words.FACILITIES:
            end = j
    return end


def unknown_span(tokens: tuple[Token, ...], i: int) -> int | None:
    """The last token of the run of capitals that starts at ``i``, None where it is no proper name."""
    if tokens[i].pos != "PROPN" or tokens[i].text.lower() in words.DIRECTIONS:
        return None
    last = i
    while (
        last + 1 < len(tokens)
        and is_capital(tokens[last + 1])
        and tokens[last + 1].start - tokens[last].end <= 1
    ):
        last += 1
    return last
