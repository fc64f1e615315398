"""The price of the way through a sentence's tree from the words of an act to the word that a time modifies.

The prices were set by hand on agency stories with gold dates. Steps inside a phrase cost little; a step into or
out of another clause costs so much that two of them pass the limit.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.records import Sentence, Token, Trigger
from app.extract.when.tense import children

LIMIT = 4.0  # the dearest way that still joins a time to an event
BLOCKED = 5.0  # a step that no way may take
NAMED = 4.0  # the time names another noun: "Sunday's election"
OTHER = 2.0  # a step not listed

# leaving the trigger's phrase for the word that governs it
UP = {
    **dict.fromkeys(("pobj", "prep", "compound", "amod", "nmod"), 0.5),
    **dict.fromkeys(("nsubj", "nsubjpass", "dobj", "agent", "attr", "poss", "appos"), 1.0),
    **dict.fromkeys(("xcomp", "conj", "dative", "oprd"), 1.0),
    **{
        "pcomp": 1.5,
        "acl": 2.0,
        "csubj": 2.0,
        "advcl": 3.0,
        "relcl": 3.5,
        "ccomp": BLOCKED,
        "parataxis": BLOCKED,
    },
}
# entering the phrase that the time modifies
DOWN = {
    **dict.fromkeys(("pobj", "prep"), 0.5),
    **dict.fromkeys(("dobj", "agent", "attr", "xcomp"), 1.0),
    **dict.fromkeys(("conj", "appos"), 1.5),
    **{"nsubj": 2.5, "nsubjpass": 2.5, "acl": 2.0, "pcomp": 2.0, "relcl": 2.5},
    **dict.fromkeys(("advcl", "ccomp", "parataxis"), BLOCKED),
}
# "during Monday's session", "at the 2014 summit": what happens there happens then
WITHIN = frozenset({"at", "during", "in", "on", "throughout"})
# what comes before or after a dated thing is not dated by it
APART = frozenset(
    {"before", "after", "ahead", "since", "until", "following", "despite", "from", "of", "to", "over"}
)
BESIDES = frozenset({"before", "after", "since", "until", "although", "because", "despite", "following"})
MEANWHILE = frozenset({"when", "as", "while"})
SPEECH = frozenset({"statement", "support", "pledge", "demand", "accusation", "rejection", "threat"})


def cost_up(sentence: Sentence, path: Sequence[int], trigger: Trigger) -> float:
    """The price of leaving the phrases of ``path``, the trigger's own first."""
    return sum(_step_up(sentence, sentence.tokens[index], trigger) for index in path)


def _step_up(sentence: Sentence, token: Token, trigger: Trigger) -> float:
    match token.dep:
        case "ccomp" if trigger.type in SPEECH:
            return 1.0  # what is said is as old as the saying
        case "amod" if token.tag == "VBN":
            return BLOCKED  # "the banned party"
        case "conj" if token.tag in ("VBZ", "VBP") and sentence.tokens[token.head].tag == "VBD":
            return BLOCKED  # "wrote in May, but insists"
        case "advcl" if {t.lemma for t in children(sentence, token.index)} & MEANWHILE or token.tag == "VBG":
            return 1.5
        case dep:
            return UP.get(dep, OTHER)


def cost_down(sentence: Sentence, path: Sequence[int], naming: bool) -> float:
    """The price of entering the phrases of ``path``; ``naming`` says that the time names the last word."""
    cost = NAMED if naming else 0.0
    for index in path:
        token = sentence.tokens[index]
        cost += _step_down(sentence, token)
        if token.dep == "prep" and naming and token.lemma in WITHIN:
            cost -= NAMED - 1
        elif token.dep == "prep" and token.lemma in APART:
            cost += 3.5
    return cost


def _step_down(sentence: Sentence, token: Token) -> float:
    if token.tag == "VBG" and token.lemma in ("begin", "start"):
        return DOWN["prep"]  # "beginning Thursday" is a preposition in all but form
    if token.tag == "VBG" and token.lemma == "speak" and token.dep in ("acl", "advcl"):
        return 0.5  # "Blinken, speaking in Tokyo on Monday, voiced concern"
    return _clause_down(sentence, token) if token.dep == "advcl" else DOWN.get(token.dep, OTHER)


def _clause_down(sentence: Sentence, verb: Token) -> float:
    """Parsers hang a closing "on July 15" on a participle before it, and what happens "when" or "as" something
    else does happens then."""
    marks = {t.lemma for t in children(sentence, verb.index)}
    loose = verb.tag in ("VBG", "VBN") and not marks & BESIDES
    return 2.5 if loose or marks & MEANWHILE else BLOCKED
