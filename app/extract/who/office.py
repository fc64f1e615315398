"""Offices before a name: which words belong to one, what it is called, whose it is."""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.who.facts import Title
from app.extract.who.knowledge import Knowledge
from app.extract.who.line import Line, is_country
from app.extract.who.names import is_org_word
from app.extract.who.raw import Word
from app.extract.who.word_sets import word_set


def title_of(word: Word, knowledge: Knowledge) -> Title | None:
    """The title that a word heads; "Commander-in-chief", "Secretary-General" and "ex-president" count too."""
    text = word.text.lower().removeprefix("ex-").removeprefix("vice-")
    return knowledge.titles.get(text) or knowledge.titles.get(text.split("-")[0] if "-" in text else "")


_LINKS = frozenset({"of", "for", "the", "and", "&", "-"})


def office_length(words: Sequence[Word], line: Line, knowledge: Knowledge) -> int:
    """How many leading words name an office: all up to the last title and the "of State" that belongs to it."""
    for t in range(len(words) - 1, -1, -1):
        if not title_of(words[t], knowledge) or (t and words[t - 1].text.lower() in {"of", "for"}):
            continue
        if (
            t == len(words) - 1
            and any(map(is_org_word, words[:t]))
            and any(w.text == "of" for w in words[:t])
        ):
            continue
        strange = [w for w in words[:t] if not _leads(w, line, knowledge)]
        ambiguous = words[t].text.lower() in word_set("titles_also_surnames") and (
            t == 0 or words[t - 1] in strange
        )
        if not strange or (not ambiguous and t < len(words) - 1):
            return t + 1 + _field(words[t + 1 :], line)
    return 0


def _leads(word: Word, line: Line, knowledge: Knowledge) -> bool:
    text = word.text.lower()
    hit = line.covering(word)
    known = hit is not None and hit.form.known.kind != "person"
    return (
        known
        or text in word_set("office_qualifiers")
        or text in _LINKS
        or is_org_word(word)
        or bool(title_of(word, knowledge))
    )


def _field(words: Sequence[Word], line: Line) -> int:
    """Words of "of State", "of the United States", "for Foreign Affairs" after a title."""
    if not words or words[0].text.lower() not in {"of", "for", "to"}:
        return 0
    body = [i for i, word in enumerate(words[:7]) if is_org_word(word)]
    count = body[-1] + 1 if body else 1
    while count < len(words):
        hit = line.covering(words[count])
        if words[count].text.lower() in word_set("office_fields") or (
            hit is not None and hit.form.known.kind != "person"
        ):
            count += 1
        else:
            break
    return count if count > 1 else 0


def office_before(word: Word, line: Line, knowledge: Knowledge) -> tuple[Word, ...]:
    """Lower-case words of an office right before a name: "Iranian foreign minister", "Hamas leader"."""
    at = next(i for i, w in enumerate(line.words) if w.first == word.first)
    if not word.spaced or at == 0 or not title_of(line.words[at - 1], knowledge):
        return ()
    start = at - 1
    while start and line.words[start].spaced and at - start < 6 and _qualifies(line.words[start - 1], line):
        start -= 1
    return line.words[start:at]


def office_sector(office: Sequence[Word], line: Line, knowledge: Knowledge) -> str | None:
    """The sector of the body that the office is in ("Hamas leader"), else that of the title."""
    for word in office:
        hit = line.covering(word)
        if hit and hit.form.known.kind in ("body", "group"):
            return hit.form.known.sector
    return next((t.sector for w in reversed(office) if (t := title_of(w, knowledge))), None)


def _qualifies(word: Word, line: Line) -> bool:
    token = line.sentence.tokens[word.last]
    return token.pos in {"ADJ", "NOUN", "PROPN"} or word.text.lower() in word_set("office_qualifiers") | {
        "of",
        "for",
    }


def title_text(office: Sequence[Word], line: Line) -> str | None:
    """The words of the office without the state they belong to and without "former"."""
    words = list(office)
    while words and (is_country(words[0], line) or words[0].text.lower() in word_set("soft_qualifiers")):
        words.pop(0)
    while words and (is_country(words[-1], line) or words[-1].text.lower() in {"of", "the", "for"}):
        words.pop()
    return line.text[words[0].start : words[-1].end] if words else None


def office_country(office: Sequence[Word], line: Line) -> str | None:
    """The state an office belongs to: "Iraqi ...", "... of Iraq", "Hamas leader", or "Iraq's" before it."""
    for word in office:
        hit = line.covering(word)
        if hit and hit.form.known.country:
            return hit.form.known.country
    return owner_country(office[0], line)


def owner_country(word: Word, line: Line) -> str | None:
    """The state before a possessive: "Iraq's" before an office, "Jordan's" before "King Abdullah"."""
    owner = word.first - 1
    if owner > 0 and line.sentence.tokens[owner].tag == "POS":
        end = line.sentence.tokens[owner - 1].end
        return next((h.form.known.country for h in line.hits if h.end == end), None)
    return None
