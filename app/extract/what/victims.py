"""How many a word for victims stands for: "three civilians", "him", "another", "the attacker"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from app.extract.records import Token
from app.extract.tree import Tree
from app.extract.what.numbers import count_of
from app.extract.who.tables import nouns

_PRONOUNS = frozenset({"he", "she", "him", "her", "himself", "herself"})
_ARTICLES = frozenset({"a", "an", "another", "one"})
_ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth other".split())
_PAIRS = {"both": 2, "couple": 2}
_UNCOUNTED = frozenset(
    """troop crew personnel crowd mob public family people community contingent staff tribe clan minority clergy group
    number team convoy patrol handful series string unit gang majority dozen hundred thousand source casualty""".split()
)
_HEDGES = frozenset(
    "at least most more than over about around some nearly almost up to as many an estimated approximately".split()
)
_NOT_PEOPLE = frozenset("% percent - –".split())  # "killed 16-year-old ..." counts years
_SPANS = frozenset("minute hour day week month year mile kilometer kilometre metre meter time".split())
_STATES = frozenset("dead injured wounded hurt killed missing".split())
_NEAR = 5  # words from a verb to the noun of its victims


def count(tree: Tree, victim: Token) -> int | None:
    """How many it is; None where the text does not count them."""
    lower = victim.text.lower()
    if lower in _PAIRS:
        return _PAIRS[lower]
    if victim.pos == "NUM" or victim.tag == "CD":
        return count_of(
            [t.text for t in tree.tokens if t is victim or (t.head == victim.index and t.pos == "NUM")]
        )
    number = tree.first(victim, "nummod") or _misread_number(tree, victim)
    if number is not None:
        parts = [
            t.text for t in tree.tokens if t is number or (t.head == number.index and t.dep == "compound")
        ]
        return count_of(parts)
    if any(child.lemma == "no" for child in tree.below(victim, "det")):
        return 0
    return 1 if _is_one(tree, victim) else None


def with_conjuncts(tree: Tree, token: Token) -> list[Token]:
    """ "two soldiers and three civilians"; a parenthesis that only breaks the sum down is not added, nor what the same
    person is besides: "an officer and head of a unit"."""
    found = [token]
    for other in found:
        found.extend(more for more in tree.below(other, "conj") if not _is_bare(tree, more))
    return found


def counted_after(tree: Tree, index: int) -> int | None:
    """The victims that follow the word at ``index``, by the order of words alone: the parser takes "injures at least
    11" and "a gang kill 31 inmates" for nouns."""
    at = _after_hedges(tree, index + 1)
    if at < len(tree.tokens) and tree.tokens[at].text.lower() in _ARTICLES:
        return 1 if _one_follows(tree, at) else None
    total: int | None = None
    while True:
        number, at = _number(tree, at)
        if number is None:
            return total
        total = (total or 0) + number
        at = _joined(tree, at)


def people() -> frozenset[str]:
    """Lemmas of nouns each of which is one human being."""
    return _people()


@cache
def _people() -> frozenset[str]:
    return frozenset(lemma for lemma, noun in nouns() if noun.kind == "unnamed") - _UNCOUNTED


def _misread_number(tree: Tree, victim: Token) -> Token | None:
    """ "Thirteen students": a number that opens a sentence is taken for the first half of a compound."""
    return next((child for child in tree.below(victim, "compound") if child.tag == "CD"), None)


def _is_bare(tree: Tree, noun: Token) -> bool:
    return noun.tag == "NN" and not any(tree.below(noun, "det", "poss", "nummod"))


def _is_one(tree: Tree, victim: Token) -> bool:
    lower = victim.text.lower()
    if lower in _PRONOUNS:
        return True
    if lower in ("another", "other") or (lower in _ORDINALS and any(tree.below(victim, "det"))):
        return victim.tag not in ("NNS", "NNPS")
    if victim.entity == "PERSON" or (victim.tag == "NNP" and not victim.entity):
        return True
    single = victim.tag in ("NN", "NNP", "JJ") and victim.lemma not in _UNCOUNTED
    if single and any(child.lemma in _ARTICLES for child in tree.below(victim, "det")):
        return True
    return single and victim.lemma in _people()


def _after_hedges(tree: Tree, at: int) -> int:
    while at < len(tree.tokens) and tree.tokens[at].text.lower() in _HEDGES:
        at += 1
    return at


def _number(tree: Tree, at: int) -> tuple[int | None, int]:
    """The count of people whose words begin at ``at``, and where its noun ends."""
    words: list[str] = []
    while at + len(words) < len(tree.tokens) and _is_number(tree.tokens[at + len(words)]):
        words.append(tree.tokens[at + len(words)].text)
    after = at + len(words)
    if not words or (after < len(tree.tokens) and _spoils(tree.tokens[after])):
        return None, at
    return count_of(words), after


def _is_number(token: Token) -> bool:
    return token.tag == "CD" or (token.pos in ("NUM", "ADJ") and count_of([token.text]) is not None)


def _spoils(token: Token) -> bool:
    """Whether a number before this word counts no victims of the verb before it."""
    return token.text in _NOT_PEOPLE or token.lemma in _SPANS or token.text.lower() in _STATES


def _joined(tree: Tree, at: int) -> int:
    """Where a further number may stand after the noun at ``at``: "three soldiers and two policemen"."""
    end = min(at + _NEAR, len(tree.tokens))
    joint = next((i for i in range(at, end) if tree.tokens[i].text.lower() == "and"), None)
    if joint is None or any(token.pos in ("VERB", "AUX", "PUNCT", "ADP") for token in tree.tokens[at:joint]):
        return len(tree.tokens)
    first = _after_hedges(tree, joint + 1)
    rest = list(_until_stop(tree, first))
    harmed = any(token.pos in ("VERB", "AUX") or token.text.lower() in _STATES for token in rest)
    return len(tree.tokens) if harmed else first


def _until_stop(tree: Tree, at: int) -> Iterator[Token]:
    """The words of a short noun phrase and the one after it."""
    for token in tree.tokens[at : at + _NEAR]:
        if token.pos in ("PUNCT", "ADP", "SCONJ"):
            return
        yield token


def _one_follows(tree: Tree, article: int) -> bool:
    """ "a Syrian farmer", "another"."""
    rest = list(_until_stop(tree, article + 1))
    if not rest:
        return tree.tokens[article].text.lower() == "another"
    head = next((token for token in rest if token.lemma in _people()), None)
    return head is not None and head.tag in ("NN", "NNP", "JJ")
