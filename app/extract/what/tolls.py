"""How many were killed or injured, as the text counts them: one fact a word of dying or being hurt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.extract.records import Token
from app.extract.tree import Tree
from app.extract.what.numbers import count_of

Harm = Literal["killed", "injured"]

_KILLING = frozenset({"kill", "murder", "massacre", "assassinate", "behead", "slay", "slaughter", "execute"})
_HURTING = frozenset({"injure", "wound", "hurt", "maim", "hospitalise", "hospitalize"})
HARMING = _KILLING | _HURTING
DYING = frozenset({"die", "perish"})
_STATES: dict[str, Harm] = {
    "dead": "killed",
    "injured": "injured",
    "wounded": "injured",
    "hurt": "injured",
    "killed": "killed",
}
_NOUNS: dict[str, Harm] = {
    "death": "killed",
    "fatality": "killed",
    "injury": "injured",
    **dict.fromkeys(("killing", "slaying", "murder", "assassination", "massacre", "beheading"), "killed"),
}
_TELLING = frozenset({"report", "confirm", "believe", "say", "fear"})  # "40 people were reported killed"
_DEADLY_VERBS = frozenset(
    {"shoot", "stab", "hack", "beat", "gun", "bludgeon", "burn", "club", "knife", "strangle"}
)
_VICTIM_PRONOUNS = frozenset({"he", "she", "him", "her", "himself", "herself"})


@dataclass(frozen=True, slots=True)
class Loss:
    """One count of harm in one sentence."""

    harm: Harm
    count: int
    token: int  # the word of dying or being hurt
    start: int
    end: int


def losses(tree: Tree) -> tuple[Loss, ...]:
    """Every count of dead and injured in one sentence, in reading order."""
    found = [loss for token in tree.tokens for loss in _read(tree, token)]
    return tuple(found)


def _read(tree: Tree, token: Token) -> Iterator[Loss]:
    harm, victims = _victims(tree, token)
    if harm is None:
        return
    counts = [count for victim in victims if (count := _count(tree, victim)) is not None]
    if counts:
        yield Loss(harm, sum(counts), token.index, token.start, token.end)


def _victims(tree: Tree, token: Token) -> tuple[Harm | None, list[Token]]:
    if token.pos == "VERB" and token.lemma in _KILLING | _HURTING:
        return ("killed" if token.lemma in _KILLING else "injured"), _of_verb(tree, token)
    if token.pos == "VERB" and token.lemma in DYING:
        subject = tree.subject(token)
        return "killed", _with_conjuncts(tree, subject) if subject else []
    if token.lemma in _DEADLY_VERBS and token.pos == "VERB" and _to_death(tree, token):
        return "killed", _of_verb(tree, token)
    if token.text.lower() in _STATES and token.pos in ("ADJ", "NOUN", "VERB"):
        return _STATES[token.text.lower()], _of_state(tree, token)
    if token.lemma in _NOUNS and token.pos == "NOUN":
        return _NOUNS[token.lemma], _of_noun(tree, token)
    if token.lemma == "toll" and token.pos == "NOUN":
        return "killed", _of_toll(tree, token)
    if token.lemma == "casualty" and any(child.lemma == "no" for child in tree.below(token, "det")):
        return "killed", [token]
    return None, []


def _of_verb(tree: Tree, verb: Token) -> list[Token]:
    """The object of "killing five", the subject of "five were killed", the noun of "the people killed"."""
    direct = tree.first(verb, "dobj", "nsubjpass")
    if direct is not None:
        return _with_conjuncts(tree, direct)
    head = tree.head(verb)
    if verb.tag == "VBN" and head is not None:
        if verb.dep in ("acl", "relcl"):
            return [head]
        if verb.dep == "conj" and head.lemma in _KILLING | _HURTING:
            return _own_number(tree, verb) or _of_verb(tree, head)
        if verb.dep in ("xcomp", "oprd") and head.lemma in _TELLING:
            return _of_verb(tree, head)
    return _own_number(tree, verb)


def _to_death(tree: Tree, verb: Token) -> bool:
    """ "shot dead", "shot him dead", "hacked to death"."""
    return any(
        other.lemma == "dead" or (other.lemma == "death" and tree.tokens[other.index - 1].lemma == "to")
        for other in tree.subtree(verb)
        if 0 < other.index - verb.index <= 8
    )


def _own_number(tree: Tree, token: Token) -> list[Token]:
    """ "five killed and eight wounded": the number hangs on the participle itself, or stands before it."""
    number = tree.first(token, "nummod", "nsubj", "npadvmod")
    if number is not None:
        return [number]
    before = tree.tokens[token.index - 1] if token.index else None
    return [before] if before is not None and before.pos == "NUM" else []


def _of_state(tree: Tree, token: Token) -> list[Token]:
    """ "left five dead", "five dead", "18 wounded"."""
    head = tree.head(token)
    if token.dep in ("oprd", "acomp", "ccomp", "amod", "xcomp") and head is not None:
        subject = _bearer(tree, token, head)
        if subject is not None and subject.lemma not in _STATES:
            return [subject]
    if token.lemma == "dead":
        before = _counted_before(tree, token)
        if before is not None:
            return [before]
    return [token] if tree.first(token, "nummod") else _own_number(tree, token)


def _bearer(tree: Tree, state: Token, head: Token) -> Token | None:
    """Whose state it is: the noun of "dead people", the object of "left five dead", the subject of "five are dead"."""
    if state.dep == "amod":
        return head
    return tree.first(state, "nsubj") or tree.first(head, "dobj") or tree.first(head, "nsubj", "nsubjpass")


def _counted_before(tree: Tree, token: Token) -> Token | None:
    """ "left four people dead": the counted noun right before, however the parser hung the adjective."""
    if not token.index:
        return None
    noun = tree.tokens[token.index - 1]
    return noun if noun.pos in ("NOUN", "PROPN") and tree.first(noun, "nummod") else None


def _of_noun(tree: Tree, noun: Token) -> list[Token]:
    """ "five deaths", "the deaths of five people"."""
    if tree.first(noun, "nummod"):
        return [noun]
    if any(child.lemma == "no" for child in tree.below(noun, "det")):
        return [noun]
    of = next((prep for prep in tree.below(noun, "prep") if prep.lemma == "of"), None)
    owner = tree.first(of, "pobj") if of is not None else None
    return _with_conjuncts(tree, owner) if owner is not None else []


def _of_toll(tree: Tree, noun: Token) -> list[Token]:
    """ "the death toll rose to 45", "a toll of 45"."""
    verb = tree.head(noun)
    for place in (noun, verb):
        for prep in tree.below(place, "prep") if place is not None else ():
            if prep.lemma in ("to", "of", "at", "by"):
                number = tree.first(prep, "pobj")
                if number is not None and number.pos == "NUM":
                    return [number]
    return []


def _with_conjuncts(tree: Tree, token: Token) -> list[Token]:
    """ "two soldiers and three civilians"; a parenthesis that only breaks the sum down is not added."""
    found = [token]
    for other in found:
        found.extend(tree.below(other, "conj"))
    return found


def _count(tree: Tree, victim: Token) -> int | None:
    if victim.pos == "NUM" or victim.tag == "CD":
        return count_of(
            [t.text for t in tree.tokens if t is victim or (t.head == victim.index and t.pos == "NUM")]
        )
    number = tree.first(victim, "nummod")
    if number is not None:
        parts = [
            t.text for t in tree.tokens if t is number or (t.head == number.index and t.dep == "compound")
        ]
        return count_of(parts)
    if any(child.lemma == "no" for child in tree.below(victim, "det")):
        return 0
    single = victim.tag in ("NN", "NNP")
    named = victim.entity == "PERSON" or (victim.tag == "NNP" and not victim.entity)
    if named or victim.lemma in _VICTIM_PRONOUNS or victim.text.lower() in _VICTIM_PRONOUNS:
        return 1
    if single and any(child.lemma in ("a", "an", "another", "one") for child in tree.below(victim, "det")):
        return 1
    return None
