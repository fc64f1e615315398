"""How many were killed or injured, as the text counts them: one fact a word of dying or being hurt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.extract.records import Token
from app.extract.tree import Tree
from app.extract.what.victims import count, counted_after, people, with_conjuncts

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
    "wounding": "injured",
    **dict.fromkeys(("killing", "slaying", "murder", "assassination", "massacre", "beheading"), "killed"),
}
_TELLING = frozenset({"report", "confirm", "believe", "say", "fear"})  # "40 people were reported killed"
_DEADLY_VERBS = frozenset(
    {"shoot", "stab", "hack", "beat", "gun", "bludgeon", "burn", "club", "knife", "strangle"}
)
# As verbs they are often taken for nouns, before a number they are none.
_FORMS: dict[str, Harm] = {
    **dict.fromkeys(("kill", "kills"), "killed"),
    **dict.fromkeys(("injure", "injures", "wound", "wounds"), "injured"),
}
_AUXILIARIES = frozenset({"be", "have", "get"})
_TAKING = frozenset({"claim", "take", "cost"})  # lives
_BESIDE = frozenset({"along", "alongside", "together"})
_MORE = frozenset({"another", "more", "further", "additional"})


@dataclass(frozen=True, slots=True)
class Loss:
    """One count of harm in one sentence."""

    harm: Harm
    count: int
    token: int  # the word of dying or being hurt
    start: int
    end: int
    further: bool = False  # on top of what was counted before: "two rebels were also killed"


def losses(tree: Tree) -> tuple[Loss, ...]:
    """Every count of dead and injured in one sentence, in reading order."""
    found = [loss for token in tree.tokens for loss in _read(tree, token)]
    return tuple(found)


def _read(tree: Tree, token: Token) -> Iterator[Loss]:
    harm, victims = _victims(tree, token)
    counts = [found for victim in victims if (found := count(tree, victim)) is not None]
    number = sum(counts) if counts else None
    if number is None:
        harm, number = _by_order(tree, token, harm)
    if harm is not None and number is not None:
        yield Loss(harm, number, token.index, token.start, token.end, _is_further(tree, token, victims))


def _by_order(tree: Tree, token: Token, harm: Harm | None) -> tuple[Harm | None, int | None]:
    """What the words right after say where the parse says nothing."""
    if token.text.lower() in _FORMS:
        return _FORMS[token.text.lower()], counted_after(tree, token.index)
    if token.lemma in _DEADLY_VERBS and _follows(tree, token, "to", "death"):
        return "killed", counted_after(tree, token.index + 2)
    return harm, None


def _follows(tree: Tree, token: Token, *words: str) -> bool:
    after = tree.tokens[token.index + 1 : token.index + 1 + len(words)]
    return tuple(other.text.lower() for other in after) == words


def _is_further(tree: Tree, word: Token, victims: Sequence[Token]) -> bool:
    """ "Two rebels were also killed", "another three died"."""
    if any(child.lemma == "also" for child in tree.below(word, "advmod")):
        return True
    return any(_is_more(tree, other) for victim in victims[:1] for other in tree.subtree(victim))


def _is_more(tree: Tree, word: Token) -> bool:
    """ "five more", not "more than five" nor "another" by itself."""
    if word.text.lower() not in _MORE:
        return False
    around = tree.tokens[max(0, word.index - 1) : word.index + 2]
    return any(other.tag == "CD" for other in around) and all(other.lemma != "than" for other in around)


def _victims(tree: Tree, token: Token) -> tuple[Harm | None, list[Token]]:
    if token.pos == "VERB" and token.lemma in _KILLING | _HURTING:
        return ("killed" if token.lemma in _KILLING else "injured"), _of_verb(tree, token)
    if token.pos == "VERB" and token.lemma in DYING:
        subject = tree.subject(token)
        return "killed", with_conjuncts(tree, subject) if subject else []
    if token.lemma in _DEADLY_VERBS and token.pos == "VERB" and _to_death(tree, token):
        return "killed", _of_verb(tree, token)
    if token.lemma == "lose" and token.pos == "VERB":
        return "killed", [lost for lost in tree.below(token, "dobj") if lost.lemma in people() | {"troop"}]
    if token.text.lower() in _STATES and token.pos in ("ADJ", "NOUN", "VERB"):
        return _STATES[token.text.lower()], _of_state(tree, token)
    if token.lemma in _NOUNS and token.pos == "NOUN":
        return _NOUNS[token.lemma], _of_noun(tree, token)
    if token.lemma == "life" and token.dep == "dobj" and tree.tokens[token.head].lemma in _TAKING:
        return "killed", _of_noun(tree, token)
    if token.lemma == "toll" and token.pos == "NOUN":
        return "killed", _of_toll(tree, token)
    if token.lemma == "casualty" and any(child.lemma == "no" for child in tree.below(token, "det")):
        return "killed", [token]
    return None, []


def _of_verb(tree: Tree, verb: Token) -> list[Token]:
    """The object of "killing five", the subject of "five were killed", the noun of "the people killed"."""
    direct = tree.first(verb, "dobj", "nsubjpass")
    if direct is not None:
        return [*with_conjuncts(tree, direct), *_beside(tree, verb)]
    head = tree.head(verb)
    if verb.tag == "VBN" and head is not None:
        if verb.dep in ("acl", "relcl"):
            return [head]
        if verb.dep == "conj" and head.lemma in HARMING | _DEADLY_VERBS:
            return _own_number(tree, verb) or _of_passive(tree, verb) or _of_verb(tree, head)
        if verb.dep in ("xcomp", "oprd") and head.lemma in _TELLING:
            return _of_verb(tree, head)
    return _own_number(tree, verb) or _of_passive(tree, verb)


def _of_passive(tree: Tree, verb: Token) -> list[Token]:
    """ "four others are critically injured": what stands before the auxiliary, however the parser hung it."""
    at, passive = verb.index - 1, False
    while at >= 0 and (tree.tokens[at].lemma in _AUXILIARIES or tree.tokens[at].pos == "ADV"):
        passive = passive or tree.tokens[at].lemma == "be"
        at -= 1
    return [tree.tokens[at]] if passive and at >= 0 and tree.tokens[at].pos != "PUNCT" else []


def _beside(tree: Tree, verb: Token) -> Iterator[Token]:
    """ "was killed alongside his cousin", "along with two guards"."""
    for prep in tree.below(verb, "prep", "advmod"):
        if prep.lemma in _BESIDE:
            inner = tree.first(prep, "pobj") or next(
                (found for more in tree.below(prep, "prep") if (found := tree.first(more, "pobj"))), None
            )
            if inner is not None:
                yield from with_conjuncts(tree, inner)


def _to_death(tree: Tree, verb: Token) -> bool:
    """ "shot dead", "shot him dead", "hacked to death", "gunned down"."""
    if verb.lemma == "gun":
        return _follows(tree, verb, "down")
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
    if tree.first(token, "nummod"):
        return [token]
    if token.dep in ("oprd", "acomp", "ccomp", "amod", "xcomp") and head is not None:
        subject = _bearer(tree, token, head)
        if subject is not None and subject.lemma not in _STATES:
            return with_conjuncts(tree, _first_of(tree, subject))
    if token.lemma == "dead":
        before = _counted_before(tree, token)
        if before is not None:
            return with_conjuncts(tree, _first_of(tree, before))
    return _own_number(tree, token)


def _first_of(tree: Tree, token: Token) -> Token:
    """The first of nouns that "and" joins, of which ``token`` may be a later one: "14 civilians and 16 rebels dead"."""
    head = tree.head(token)
    while token.dep == "conj" and head is not None and head.pos in ("NOUN", "PROPN"):
        token, head = head, tree.head(head)
    return token


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
    return with_conjuncts(tree, owner) if owner is not None else []


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
