"""What an event without a time of its own is dated by: the news is of the day of publication, the background of the
time told before it, or of none.

The rules are those that the gold stories show. Of undated acts told in the first lines nearly all are of the day;
of speech in the perfect further down ("has long urged") one in five, of nouns such as "war" or "deal" one in four.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.extract.records import Document, Sentence, TimeExpression, Token, Trigger, When
from app.extract.when import words
from app.extract.when.attach import anchor_of, price
from app.extract.when.path import SPEECH
from app.extract.when.tense import children, tokens_in

# named by a bare noun further down, these are mostly background
PAST_THINGS = frozenset({"agreement", "policy", "cooperation"})
PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which"})
RUNNING = 1.5  # a time this near to the main verb is the sentence's own
NEAR_LEAD = 2  # paragraph; up to it words are of the lead's day (12 in the gold, none of a later one)
LATE = 2  # days: an article that comes so long after its news
LEAD_SENTENCES = 3
RECENT = 7  # days: what follows in the paragraph is then the same story, not a look back


@dataclass(frozen=True, slots=True)
class Dated:
    """The days of an act with the rule that gives them, or that gives none."""

    when: When | None
    rule: str


def undated(doc: Document, trigger: Trigger, times: Sequence[TimeExpression]) -> Dated:
    """The date of a happened (or denied) act whose clause has no time; no days for undated background."""
    sentence = doc.sentences[trigger.sentence]
    token = sentence.tokens[trigger.token]
    if sentence.paragraph <= _lead(doc, times):
        return Dated(news(doc, trigger, times), "undated in the lead: the article's news")
    if is_background(sentence, token, trigger.type):
        return Dated(None, "undated, and its form puts it in the background")
    running = running_time(doc, sentence, times)
    if running is not None and goes_on(doc, sentence, running):
        return Dated(inherited(running), "goes on from the time of a sentence before")
    standing = token.lemma in words.load().sets["standing"]
    if token.pos in ("NOUN", "PROPN") and (trigger.type in PAST_THINGS or standing):
        return Dated(None, "undated, and further down a bare noun of its kind is background")
    old = running is not None and running.last is not None and (doc.published - running.last).days > RECENT
    if old and trigger.type not in SPEECH and token.pos in ("VERB", "AUX"):
        return Dated(None, "undated in a paragraph that looks back")
    return Dated(news(doc, trigger, times), "undated further down: the article's news")


def news(doc: Document, trigger: Trigger, times: Sequence[TimeExpression]) -> When:
    """The days of the article's own news: that of publication, where the lead does not tell of one some days before.

    Where it does, deeds are of the lead's day (of 97 in the gold 58, on publication or between 6), and so is what
    those say who are a mere "he" by then (16 of 29). What others say of it lies between the two (21 of 56; on the
    lead's day 21, on publication's 5); a day after the lead it is of the day of publication (18 of 25).
    """
    lead = lead_time(doc, times)
    if lead is None or lead.first is None or lead.sentence == trigger.sentence:
        return publication(doc.published)
    late = (doc.published - lead.first).days
    if not 0 < late <= RECENT or (trigger.type in SPEECH and late < LATE):
        return publication(doc.published)
    if trigger.type not in SPEECH:
        return inherited(lead)
    sentence = doc.sentences[trigger.sentence]
    if sentence.paragraph <= NEAR_LEAD or _subject(sentence) & PRONOUNS:
        return inherited(lead)
    return replace(inherited(lead), last=doc.published, precision="range")


def lead_time(doc: Document, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The day that the first sentences of the body tell of, that of a main verb before any other."""
    body = doc.sentences[1:] if _opens_with_date(doc, times) else doc.sentences
    lead = {s.index for s in body[:LEAD_SENTENCES]}
    if any(t.first == t.last == doc.published and t.rule != "dateline" for t in times if t.sentence in lead):
        return None
    mains = (main_time(doc, s, times) for s in body[:LEAD_SENTENCES])
    main = next((t for t in mains if t is not None), None)
    if main is None and body:
        here = [
            t
            for t in times
            if t.sentence == body[0].index
            and t.last is not None
            and t.last <= doc.published
            and t.rule != "dateline"
        ]
        main = next((t for t in here if not _names(body[0], t)), None)
    return main if main is not None and main.first == main.last else None


def _names(sentence: Sentence, time: TimeExpression) -> bool:
    """Whether a time only tells which thing is meant: "after Sunday's election"."""
    inside = tokens_in(sentence, time.start, time.end)
    return not inside or anchor_of(sentence, inside)[1]


def _lead(doc: Document, times: Sequence[TimeExpression]) -> int:
    """The last paragraph of the lead: the second, not counting a line that holds only the date."""
    return 1 + _opens_with_date(doc, times)


def _opens_with_date(doc: Document, times: Sequence[TimeExpression]) -> bool:
    """Whether the first sentence is no more than the article's date."""
    first = times[0] if times else None
    if first is None or first.rule != "dateline" or first.sentence != 0:
        return False
    return (
        not doc.text[doc.sentences[0].start : first.start].strip() and first.end >= doc.sentences[0].end - 1
    )


def is_background(sentence: Sentence, token: Token, kind: str) -> bool:
    """Whether the form of the words puts an undated act before the news."""
    below = children(sentence, token.index)
    helpers = [t for t in below if t.dep in ("aux", "auxpass")]
    if any(t.lemma in words.load().sets["before_news"] for t in below if t.pos == "ADV"):
        return True
    have = next((t for t in helpers if t.lemma == "have"), None)
    if have is not None:
        past = have.tag == "VBD" or have.text.lower() in ("had", "'d")
        return (past and kind in SPEECH) or token.dep in ("relcl", "advcl")
    return token.dep == "amod" and token.tag == "VBN" and kind not in SPEECH


def running_time(doc: Document, sentence: Sentence, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The time of the nearest earlier sentence of the paragraph whose main verb has one."""
    for earlier in reversed(doc.sentences[: sentence.index]):
        if earlier.paragraph != sentence.paragraph:
            return None
        found = main_time(doc, earlier, times)
        if found:
            return found
    return None


def main_time(doc: Document, sentence: Sentence, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The past time that the sentence's main verb has, if any."""
    root = next((t for t in sentence.tokens if t.head == t.index), None)
    if root is None:
        return None
    probe = Trigger(
        sentence=sentence.index, token=root.index, start=root.start, end=root.end, type="", status="happened",
        score=1.0, via="main verb",
    )  # fmt: skip
    here = [
        t for t in times if t.sentence == sentence.index and t.last is not None and t.last <= doc.published
    ]
    priced = [(price(sentence, probe, t), t.start, t) for t in here if t.rule != "dateline"]
    best = min(priced, key=lambda item: item[:2], default=None)
    return best[2] if best and best[0] <= RUNNING else None


def goes_on(doc: Document, sentence: Sentence, running: TimeExpression) -> bool:
    """Whether a sentence goes on telling of who acted at the running time: its subject is a pronoun or the same."""
    here = _subject(sentence)
    before = _subject(doc.sentences[running.sentence])
    return bool(here & PRONOUNS or here & before)


def _subject(sentence: Sentence) -> set[str]:
    """The words of the main verb's subject, lower case, without those that any subject may have."""
    root = next((t for t in sentence.tokens if t.head == t.index), None)
    if root is None:
        return set()
    heads = [t for t in children(sentence, root.index) if t.dep in ("nsubj", "nsubjpass")]
    return {
        t.text.lower()
        for head in heads
        for t in (head, *children(sentence, head.index))
        if t.pos in ("NOUN", "PROPN", "PRON")
    }


def publication(day: date) -> When:
    return When(first=day, last=day, precision="day", basis="publication", text=None, start=None, end=None)


def inherited(time: TimeExpression) -> When:
    """Raises ValueError for a vague time."""
    if time.first is None or time.last is None:
        raise ValueError(f"a vague time dates nothing: {time.text!r}")
    return When(
        first=time.first, last=time.last, precision=time.precision, basis="inherited", text=time.text,
        start=time.start, end=time.end,
    )  # fmt: skip
