"""Which time expression of a sentence dates an event told there: the nearest one in the sentence's tree.

Each step on the way from the trigger to the word that the time modifies has a price; crossing into another
clause is dear, so that "said on Tuesday that troops had fled" does not date the flight.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.records import Sentence, TimeExpression, Token, Trigger
from app.extract.when.path import LIMIT, SPEECH, cost_down, cost_up
from app.extract.when.tense import children, climb, direction, tokens_in

NAMING = frozenset({"poss", "compound", "amod", "nmod", "nummod"})
LINKS = frozenset({"ADP", "SCONJ", "PART", "ADV", "DET", "PUNCT", "NUM", "CCONJ"})
JOINING = frozenset({"in", "on", "at", "of"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
BESIDE = 0.5
RANKING = 10  # words before a time in which "the first", "the worst" ranks what it says
COUNTING = frozenset(
    {"rise", "climb", "reach", "grow", "jump", "stand", "increase", "pass", "exceed", "top", "surpass"}
)
TOLLS = frozenset({"toll", "number", "count", "tally"})
MOST = 12  # times of one sentence that are weighed
OWN = 0.4  # a time inside the trigger's own phrase counts before one of the verb above it
SPOKEN = 27  # days: people speak on days; a longer time below their verb is that of what they speak about


def own_time(
    sentence: Sentence, trigger: Trigger, times: Sequence[TimeExpression], limit: float
) -> TimeExpression | None:
    """The time that dates the trigger, among those of its sentence; None where the nearest is dearer than ``limit``."""
    nearest = sorted(times, key=lambda time: abs(time.start - trigger.start))[:MOST]
    priced = [(price(sentence, trigger, time), abs(time.start - trigger.start), time) for time in nearest]
    within = [item for item in priced if item[0] <= limit]
    return min(within, key=lambda item: item[:2])[2] if within else None


def price(sentence: Sentence, trigger: Trigger, time: TimeExpression) -> float:
    """How far the time is from the trigger in the tree; 0 where it modifies that very word."""
    inside = tokens_in(sentence, time.start, time.end)
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
        return cost_up(sentence, up[: max(0, hung - 1)], trigger)
    anchor, naming = anchor_of(sentence, inside)
    down = [t.index for t in climb(sentence, anchor.index)]
    meet = next((index for index in up if index in down), None)
    if meet is None or (meet != trigger.token and _counts(sentence, sentence.tokens[meet])):
        return LIMIT + 1
    if (
        trigger.status == "planned"
        and meet == anchor.index != trigger.token
        and direction(sentence, meet) < 0
    ):
        return LIMIT + 1  # "welcomed on Thursday the coming talks"
    cost = cost_up(sentence, up[: up.index(meet)], trigger)
    below = cost_down(sentence, down[: down.index(meet)], naming and anchor.index != meet)
    if trigger.type in SPEECH and time.first and time.last and (time.last - time.first).days > SPOKEN:
        below *= 2
        if anchor.index != trigger.token and anchor.dep == "dobj":
            return LIMIT + 1  # "rejected comparisons with Saigon in 1975"
    own = meet == trigger.token and below <= LIMIT and sentence.tokens[meet].pos in ("NOUN", "PROPN")
    return cost + (below * OWN if own else below)


def ranks(sentence: Sentence, time: TimeExpression) -> bool:
    """ "the first martial law since 1980", "the biggest assault since 2014": how rare it is, not when it was."""
    inside = tokens_in(sentence, time.start, time.end)
    if not time.rule.startswith("since-") or not inside:
        return False
    before = sentence.tokens[max(0, inside[0].index - RANKING) : inside[0].index]
    return any(t.tag in ("JJS", "RBS") or t.lemma == "first" for t in before)


def _counts(sentence: Sentence, verb: Token) -> bool:
    """ "The death toll rose to 40 on Monday": the day is that of the count, of nothing that it counts."""
    if verb.lemma not in COUNTING:
        return False
    return any(t.lemma in TOLLS and t.dep == "nsubj" for t in children(sentence, verb.index))


def beside(sentence: Sentence, token: int, inside: Sequence[Token]) -> bool:
    """Whether the time stands right before a verb, or right after the word with at most a preposition between:
    there it belongs to the word whatever the parser makes of the sentence."""
    if inside[-1].index + 1 == token:
        return sentence.tokens[token].pos == "VERB" and inside[0].dep != "poss"
    between = sentence.tokens[token + 1 : inside[0].index]
    return inside[0].index > token and len(between) <= 1 and all(t.lemma in JOINING for t in between)


def _price_after(sentence: Sentence, trigger: Trigger, time: TimeExpression) -> float:
    """ "X, a day after Y": the time is that of Y, the next thing said."""
    between = tokens_in(sentence, time.end, trigger.start)
    if trigger.start < time.end or any(t.text == "," for t in between):
        return LIMIT + 1
    return 1.0 if sum(t.pos == "VERB" for t in between) == 0 else LIMIT + 1


def anchor_of(sentence: Sentence, inside: Sequence[Token]) -> tuple[Token, bool]:
    """The word that a time expression modifies, and whether it names it: "Sunday's election", "the attack of May 3"."""
    numbers = {t.index for t in inside}
    head = next((t for t in inside if t.head not in numbers or t.head == t.index), inside[-1])
    anchor = head
    for anchor in climb(sentence, head.index):
        # "travel to Egypt and Israel between Feb. 4 and 8": the parser hangs the time on the place that it follows
        of_place = anchor.entity in PLACES and head.dep not in NAMING
        if anchor.index not in numbers and anchor.pos not in LINKS and not of_place:
            break
    return anchor, head.dep in NAMING or sentence.tokens[head.head].lemma == "of"
