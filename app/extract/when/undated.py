"""What an event without a time of its own is dated by: the news is of the day of publication, the background of the
time told before it, or of none.

The rules are those that the gold stories show. Of undated acts told in the first lines nearly all are of the day;
of speech in the perfect further down ("has long urged") one in five, of nouns such as "war" or "deal" one in four.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.extract.records import Document, Sentence, TimeExpression, Token, Trigger, When
from app.extract.when import words
from app.extract.when.attach import SPEECH, price
from app.extract.when.tense import children

# named by a bare noun further down, these are mostly background
PAST_THINGS = frozenset({"agreement", "attack", "clash", "policy", "cooperation"})
PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which"})
RUNNING = 1.5  # a time this near to the main verb is the sentence's own
RECENT = 7  # days: what follows in the paragraph is then the same story, not a look back


def undated(doc: Document, trigger: Trigger, times: Sequence[TimeExpression]) -> When | None:
    """The date of a happened (or denied) act whose clause has no time; None for undated background."""
    sentence = doc.sentences[trigger.sentence]
    token = sentence.tokens[trigger.token]
    if sentence.paragraph <= _lead(doc, times):
        return publication(doc.published)
    if is_background(sentence, token, trigger.type):
        return None
    running = running_time(doc, sentence, times) if trigger.type not in SPEECH else None
    if running is None or running.last is None or token.pos not in ("VERB", "AUX"):
        return publication(doc.published)
    if (doc.published - running.last).days <= RECENT or _subject(sentence, token) in PRONOUNS:
        return inherited(running)
    return None


def _lead(doc: Document, times: Sequence[TimeExpression]) -> int:
    """The last paragraph of the lead: the second, not counting a line that holds only the date."""
    alone = {t.sentence for t in times if t.rule == "dateline" and t.sentence == 0}
    return 1 + any(doc.sentences[s].end - doc.sentences[s].start < 60 for s in alone)


def is_background(sentence: Sentence, token: Token, kind: str) -> bool:
    """Whether the form of the words puts an undated act before the news."""
    below = children(sentence, token.index)
    helpers = [t for t in below if t.dep in ("aux", "auxpass")]
    if token.pos in ("NOUN", "PROPN"):
        return kind in PAST_THINGS
    if any(t.lemma in words.load().sets["before_news"] for t in below if t.pos == "ADV"):
        return True
    if any(t.lemma == "have" for t in helpers):
        return kind in SPEECH or token.dep in ("relcl", "advcl")
    if token.tag in ("VBZ", "VBP") and kind in SPEECH and token.dep in ("ROOT", "conj") and not helpers:
        return True
    return token.dep == "acl" and token.tag == "VBN"


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


def _subject(sentence: Sentence, verb: Token) -> str:
    subjects = [t for t in children(sentence, verb.index) if t.dep in ("nsubj", "nsubjpass")]
    return subjects[0].text.lower() if subjects else ""


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
