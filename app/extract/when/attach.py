"""Which time expression of a sentence dates an event told there: the nearest one in the sentence's tree.

Each step on the way from the trigger to the word that the time modifies has a price; crossing into another
clause is dear, so that "said on Tuesday that troops had fled" does not date the flight.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.records import Sentence, TimeExpression, Token, Trigger
from app.extract.when.tense import children, climb, direction

LIMIT = 4.0  # the dearest way that still joins a time to an event
NAMED = 4.0  # the time names another noun: "Sunday's election"

# leaving the trigger's phrase for the word that governs it
UP = {
    **dict.fromkeys(("pobj", "prep", "compound", "amod", "nmod"), 0.5),
    **dict.fromkeys(("nsubj", "nsubjpass", "dobj", "agent", "attr", "poss", "appos"), 1.0),
    **dict.fromkeys(("xcomp", "conj", "dative", "oprd"), 1.0),
    **{"pcomp": 1.5, "acl": 2.0, "csubj": 2.0, "advcl": 3.0, "relcl": 3.5, "ccomp": 5.0, "parataxis": 5.0},
}
# entering the phrase that the time modifies
DOWN = {
    **dict.fromkeys(("pobj", "prep"), 0.5),
    **dict.fromkeys(("dobj", "agent", "attr", "xcomp"), 1.0),
    **dict.fromkeys(("nsubj", "nsubjpass", "conj", "appos"), 1.5),
    **{"acl": 2.0, "pcomp": 2.0, "relcl": 2.5, "advcl": 5.0, "ccomp": 5.0, "parataxis": 5.0},
}
OTHER = 2.0
NAMING = frozenset({"poss", "compound", "amod", "nmod", "nummod"})
LINKS = frozenset({"ADP", "SCONJ", "PART", "ADV", "DET", "PUNCT", "NUM", "CCONJ"})
# "during Monday's session", "at the 2014 summit": what happens there happens then
WITHIN = frozenset({"at", "during", "in", "on", "throughout"})
# what comes before or after a dated thing is not dated by it
APART = frozenset(
    {"before", "after", "ahead", "since", "until", "following", "despite", "from", "of", "to", "over"}
)
JOINING = frozenset({"in", "on", "at", "of"})
BESIDE = 0.5
SPEECH = frozenset({"statement", "support", "pledge", "demand", "accusation", "rejection", "threat"})


def own_time(
    sentence: Sentence, trigger: Trigger, times: Sequence[TimeExpression], limit: float
) -> TimeExpression | None:
    """The time that dates the trigger, among those of its sentence; None where the nearest is dearer than ``limit``."""
    priced = [(price(sentence, trigger, time), abs(time.start - trigger.start), time) for time in times]
    within = [item for item in priced if item[0] <= limit]
    return min(within, key=lambda item: item[:2])[2] if within else None


def price(sentence: Sentence, trigger: Trigger, time: TimeExpression) -> float:
    """How far the time is from the trigger in the tree; 0 where it modifies that very word."""
    inside = [t for t in sentence.tokens if t.start < time.end and t.end > time.start]
    if not inside:
        return LIMIT + 1
    if time.rule == "length-after":
        return _price_after(sentence, trigger, time)
    if beside(sentence, trigger.token, inside):
        return BESIDE
    numbers = {t.index for t in inside}
    up = [t.index for t in climb(sentence, trigger.token)]
    hung = next((n for n, index in enumerate(up) if index in numbers), None)
    if hung is not None:  # "in 1990, when the kingdom launched ...": the clause hangs on the time itself
        return _cost_up(sentence, up[: max(0, hung - 1)], trigger)
    anchor, naming = anchor_of(sentence, inside)
    down = [t.index for t in climb(sentence, anchor.index)]
    meet = next((index for index in up if index in down), None)
    if meet is None:
        return LIMIT + 1
    if (
        trigger.status == "planned"
        and meet == anchor.index != trigger.token
        and direction(sentence, meet) < 0
    ):
        return LIMIT + 1  # "welcomed on Thursday the coming talks"
    cost = _cost_up(sentence, up[: up.index(meet)], trigger)
    below = _cost_down(sentence, down[: down.index(meet)], naming and anchor.index != meet)
    if trigger.type in SPEECH and time.precision in ("month", "year"):
        below *= 2  # people speak on days; a month or year below their verb is that of what they speak about
    return cost + below


def beside(sentence: Sentence, token: int, inside: Sequence[Token]) -> bool:
    """Whether the time stands right before a verb, or right after the word with at most a preposition between:
    there it belongs to the word whatever the parser makes of the sentence."""
    if inside[-1].index + 1 == token:
        return sentence.tokens[token].pos == "VERB" and inside[0].dep != "poss"
    between = [t for t in sentence.tokens if token < t.index < inside[0].index]
    return inside[0].index > token and all(t.lemma in JOINING for t in between) and len(between) <= 1


def _price_after(sentence: Sentence, trigger: Trigger, time: TimeExpression) -> float:
    """ "X, a day after Y": the time is that of Y, the next thing said."""
    between = [t for t in sentence.tokens if time.end <= t.start and t.end <= trigger.start]
    if trigger.start < time.end or any(t.text == "," for t in between):
        return LIMIT + 1
    return 1.0 if sum(t.pos == "VERB" for t in between) == 0 else LIMIT + 1


def _cost_up(sentence: Sentence, path: Sequence[int], trigger: Trigger) -> float:
    """The price of leaving phrases; the content of a speech is as old as the speech, if the trigger is speech."""
    cost = 0.0
    for index in path:
        dep = sentence.tokens[index].dep
        cost += 1.0 if dep == "ccomp" and trigger.type in SPEECH else UP.get(dep, OTHER)
    return cost


def _cost_down(sentence: Sentence, path: Sequence[int], naming: bool) -> float:
    cost = NAMED if naming else 0.0
    for index in path:
        token = sentence.tokens[index]
        cost += _loose(sentence, token) if token.dep == "advcl" else DOWN.get(token.dep, OTHER)
        if token.dep == "prep" and naming and token.lemma in WITHIN:
            cost -= NAMED - 1
        elif token.dep == "prep" and token.lemma in APART:
            cost += 3.5
    return cost


def _loose(sentence: Sentence, verb: Token) -> float:
    """The price of entering an adverbial clause: parsers hang a closing "on July 15" on a participle before it,
    and what happens "when" or "as" something else does happens then."""
    marks = {t.lemma for t in children(sentence, verb.index)}
    if marks & {"when", "as", "while"} or (
        verb.tag in ("VBG", "VBN") and not marks & {"after", "before", "since"}
    ):
        return 2.5
    return DOWN["advcl"]


def anchor_of(sentence: Sentence, inside: Sequence[Token]) -> tuple[Token, bool]:
    """The word that a time expression modifies, and whether it names it: "Sunday's election", "the attack of May 3"."""
    numbers = {t.index for t in inside}
    head = next((t for t in inside if t.head not in numbers or t.head == t.index), inside[-1])
    anchor = head
    for anchor in climb(sentence, head.index):
        if anchor.index not in numbers and anchor.pos not in LINKS:
            break
    return anchor, head.dep in NAMING or sentence.tokens[head.head].lemma == "of"
