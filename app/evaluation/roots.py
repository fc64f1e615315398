"""PLOVER root of what one actor of a sentence does to another, from the extractor's own reading of that sentence.

Where the main verb is in a table of words that PLOVER files under a root of its own, that is the root. Else it is that
of the act the extractor found with its parts in the marked spans, else of the highest word that may be a trigger. What
is said to come is promised or threatened, what is said not to come is refused.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from app.evaluation.plover import Asked, Coder
from app.extract import parse
from app.extract.assemble import Account
from app.extract.assemble.telling import SAYING
from app.extract.pipeline import Extractor, Told
from app.extract.records import Status, Token
from app.extract.taxonomy import TYPES
from app.extract.timing import Stopwatch
from app.extract.tree import Tree

DAY = date(2020, 1, 1)  # the sentences carry no day, and their roots need none
_YIELD = "YIELD"
# where PLOVER has no root or files the type elsewhere; its manual puts courts under ACCUSE
_OTHER_ROOT = {
    "agreement": "SUPPORT",  # CAMEO 057; "agree to" is its 03
    "statement": "SUPPORT",
    "election": "SUPPORT",
    "appointment": "COERCE",
    "legal_action": "ACCUSE",
    "policy": _YIELD,  # what it mostly does to another party of the sentence: permit, approve, revoke
    "concession": _YIELD,
    "withdrawal": _YIELD,
}
# what is announced for later is a promise where it is good and a threat where it is not
_PROMISED = frozenset({"AID", "COOPERATE", "CONSULT", _YIELD, "AGREE"})
_HELD_OUT = frozenset({"ASSAULT", "SANCTION", "COERCE", "MOBILIZE", "PROTEST"})
_AHEAD = frozenset({"will", "would", "shall", "’ll", "'ll"})
_OUGHT = frozenset({"must", "should"})
_SOURCE_FITS, _TARGET_FITS, _MAIN = 1.0, 0.7, 0.6


def root_of(kind: str, status: Status = "happened") -> str:
    """The root of an event type: what is planned is promised or threatened, what is denied is rejected."""
    root = _OTHER_ROOT.get(kind) or TYPES[kind].plover or ""
    if status == "denied" and TYPES[kind].family != "speech":
        return "REJECT"
    if status == "planned" and root in _PROMISED - {"CONSULT"}:  # a meeting that is due is on its way already
        return "AGREE"
    if status == "planned" and root in _HELD_OUT:
        return "THREATEN"
    return root


def reading(extractor: Extractor) -> Coder:
    """The coder that goes by what ``extractor`` reads in the sentence."""

    def code(asked: Asked) -> str:
        doc = parse.parse(extractor.nlp, asked.text, DAY)
        told = extractor.accounts(doc, Stopwatch())
        trees = told.cast.trees
        main = [(tree, verb) for tree in trees for verb in main_verbs(tree)]
        root = next((r for tree, verb in main if (r := _by_table(tree, verb))), None)
        best = max(told.accounts, key=lambda account: _fit(account, told, asked), default=None)
        if root is None and best is not None:
            root = root_of(best.trigger.type, best.trigger.status)
        return _in_mood(root or _by_lexicon(extractor, trees, asked), main)

    return code


def main_verbs(tree: Tree) -> list[Token]:
    """What the sentence says its subject does: the verb at its root, below "said" the verb of what was said."""
    verb = next((token for token in tree.tokens if token.head == token.index), None)
    if verb is None:
        return []
    if verb.lemma in SAYING:
        verb = tree.first(verb, "ccomp", "xcomp") or verb
    return [verb, *tree.below(verb, "xcomp")]


def _in_mood(root: str, main: Sequence[tuple[Tree, Token]]) -> str:
    """ "will not lift" refuses, "will lift" promises, "will impose" threatens."""
    for tree, verb in main[:1]:
        auxiliaries = {token.lemma for token in tree.below(verb, "aux")}
        ahead = bool(auxiliaries & _AHEAD)
        if tree.first(verb, "neg") is not None and (ahead or ("do" in auxiliaries and root in _PROMISED)):
            return "REJECT"
        if auxiliaries & _OUGHT:
            return "REQUEST"
        if ahead and root in _PROMISED:
            return "AGREE"
        if ahead and root in _HELD_OUT:
            return "THREATEN"
    return root


@cache
def _table() -> Mapping[str, str]:
    lines = tomllib.loads(files("app.evaluation").joinpath("roots.toml").read_text(encoding="utf-8"))
    return {words: root for root, text in lines.items() for words in text.split()}


def _by_table(tree: Tree, verb: Token) -> str | None:
    below = {token.lemma for token in tree.subtree(verb)}
    table = _table()
    for noun in sorted(below):
        if root := table.get(f"{verb.lemma}+{noun}"):
            return root
    if verb.lemma == "call":
        return _called(tree, verb)
    if verb.lemma == "agree" and tree.first(verb, "dobj") is not None:
        return "SUPPORT"  # a deal is agreed; one agrees to do something
    return table.get(verb.lemma)


def _called(tree: Tree, verb: Token) -> str | None:
    """ "called him a liar", "called him on Friday"; "called for" and "called on him to go" are left to the types."""
    if tree.first(verb, "oprd", "acomp") is not None:
        return "ACCUSE"
    asks = any(
        prep.lemma == "for" or (prep.lemma in {"on", "upon"} and tree.first(verb, "xcomp") is not None)
        for prep in tree.below(verb, "prep")
    )
    return None if asks or tree.first(verb, "dobj") is None else "CONSULT"


def _fit(account: Account, told: Told, asked: Asked) -> float:
    """How well an act answers the question: its parts lie in the spans, and it is the main thing said."""
    tree = told.cast.trees[account.trigger.sentence]
    depth = sum(1 for _ in tree.ancestors(tree.tokens[account.trigger.token]))
    return (
        account.trigger.score
        + _SOURCE_FITS * _lies_in(account, ("source", "participant"), asked.source)
        + _TARGET_FITS * _lies_in(account, ("target", "participant"), asked.target)
        + _MAIN / (1 + depth)
    )


def _lies_in(account: Account, roles: Sequence[str], span: tuple[int, int] | None) -> bool:
    return span is not None and any(
        part.role in roles and part.mention.start < span[1] and part.mention.end > span[0]
        for part in account.parts
    )


def _by_lexicon(extractor: Extractor, trees: Sequence[Tree], asked: Asked) -> str:
    """The root that the highest word of the lexicon may mean; a sentence without one tells of a refusal or an offer."""
    words = [
        (depth, entry.type)
        for tree in trees
        for candidate in extractor.lexicon.candidates(tree)
        for depth in [sum(1 for _ in tree.ancestors(candidate.token))]
        for entry in candidate.entries
        if not _inside(candidate.token, asked)
    ]
    if words:
        return root_of(min(words, key=lambda word: word[0])[1])
    return "REJECT" if any(token.dep == "neg" for tree in trees for token in tree.tokens) else "AGREE"


def _inside(token: Token, asked: Asked) -> bool:
    return any(span is not None and span[0] <= token.start < span[1] for span in (asked.source, asked.target))
