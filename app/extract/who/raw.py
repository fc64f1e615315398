"""What the readers of names, nominals and pronouns find in one sentence, before it is known who is who."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.extract.records import Kind, MentionForm, Sentence, Token
from app.extract.who.facts import Form, Gender, Known, first_word
from app.extract.who.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One mention, not yet joined with the others of the same actor."""

    sentence: int
    token: int  # head word
    start: int
    end: int
    kind: Kind
    form: MentionForm
    text: str
    known: Known | None = None
    written: Form | None = None  # of a person: the writing, which may have several bearers
    title: str | None = None
    country: str | None = None
    sector: str | None = None
    gender: Gender | None = None
    plural: bool = False
    definite: bool = False
    thing: str = ""  # "facility" only suffers, "craft" (jets, ships) fights and suffers; "" for who can speak
    head: str = ""  # lemma of a nominal's head
    first: int = -1  # tokens it takes up, inclusive, a title before the name among them
    last: int = -1
    proper: bool = False  # a state's own name, not its people's or its capital's
    weak: bool = False  # counts only if another mention of the article supports it


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a reader sees as one word: tokens that no space parts, joined again ("Commander-in-chief")."""

    text: str
    start: int
    end: int
    first: int  # token numbers, inclusive
    last: int
    spaced: bool  # only one space lies between this word and the one before


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A known writing found in the text."""

    start: int
    end: int
    first: int
    last: int
    form: Form


# "anti-Syrian" and "Iran-backed" say what somebody is like, not who acts
_STANCE_BEFORE = re.compile(r"\b(?:anti|pro|non|ex|post|pre)[-‐–]$", re.IGNORECASE)
_STANCE_AFTER = re.compile(
    r"[-‐–](?:backed|based|linked|affiliated|aligned|born|speaking|style|occupied|controlled|held|supported|sponsored"
    r"|allied|friendly|trained|inspired|administered|ruled|educated|dominated|brokered|mediated|funded|bound)\b"
)
_HYPHENS = frozenset("-‐‑–")


def words(sentence: Sentence) -> list[Word]:
    tokens = sentence.tokens
    found: list[Word] = []
    i = 0
    while i < len(tokens):
        last = i
        while _hyphenated(tokens, last):
            last += 2
        previous = tokens[i - 1] if i else None
        spaced = previous is not None and tokens[i].start == previous.end + 1 and _wordlike(previous)
        text = tokens[i].text if last == i else "".join(token.text for token in tokens[i : last + 1])
        found.append(
            Word(text=text, start=tokens[i].start, end=tokens[last].end, first=i, last=last, spaced=spaced)
        )
        i = last + 1
    return found


def _hyphenated(tokens: tuple[Token, ...], i: int) -> bool:
    """True if a hyphen and another word follow token ``i`` without a space."""
    if i + 2 >= len(tokens):
        return False
    hyphen, following = tokens[i + 1], tokens[i + 2]
    glued = tokens[i].end == hyphen.start and hyphen.end == following.start
    return glued and hyphen.text in _HYPHENS and _wordlike(tokens[i]) and _wordlike(following)


def _wordlike(token: Token) -> bool:
    return token.text[0].isalnum() or token.text == "&"


def hits(text: str, sentence: Sentence, knowledge: Knowledge) -> list[Hit]:
    """Known writings, leftmost first and longest at each place. ``text`` has its apostrophes made straight."""
    found: list[Hit] = []
    ends = [token.end for token in sentence.tokens]
    free = sentence.start
    for i, token in enumerate(sentence.tokens):
        if token.start < free:
            continue
        for form in knowledge.forms.get(first_word(token.text), ()):
            end = token.start + len(form.text)
            if not text.startswith(form.text, token.start) or text[end : end + 1].isalnum():
                continue
            if _STANCE_BEFORE.search(text, max(0, token.start - 7), token.start) or _STANCE_AFTER.match(
                text, end
            ):
                break
            last = next((k for k in range(i, len(ends)) if ends[k] >= end), None)
            if last is None or end > sentence.end:
                continue
            found.append(Hit(start=token.start, end=end, first=i, last=last, form=form))
            free = end
            break
    return found


def root(sentence: Sentence, first: int, last: int) -> int:
    """The token of a span that hangs on something outside it (the last such one)."""
    outside = [
        token.index
        for token in sentence.tokens[first : last + 1]
        if not first <= token.head <= last or token.head == token.index
    ]
    return outside[-1] if outside else last
