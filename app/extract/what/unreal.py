"""Deeds that are only asked for, feared, possible or conditional are no events of their own."""

from __future__ import annotations

from app.extract.records import Token
from app.extract.taxonomy import TYPES
from app.extract.tree import Tree

# "urged Israel to withdraw", "threatened to strike", "refused to sign": the content of the act of speech or will
_WISHING = frozenset(
    """urge ask demand want appeal press persuade require call encourage beg implore refuse decline threaten hope wish
    fear fail need advise recommend pressure warn seek offer pledge promise vow""".split()
)
_ASKING_FOR = frozenset({"call", "ask", "appeal", "press", "push", "plead", "hope", "wait", "campaign"})
_DEMANDING = frozenset({"demand", "urge", "request", "want", "need", "fear", "seek"})
_POSSIBLE = frozenset({"could", "should", "may", "might", "must", "can"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_CONTENT = frozenset({"xcomp", "ccomp", "advcl", "pcomp"})


def is_unreal(tree: Tree, token: Token, kind: str) -> bool:
    """True if ``token`` names a deed that is not told as done, planned or denied."""
    return unreal_rule(tree, token, kind) is not None


def unreal_rule(tree: Tree, token: Token, kind: str) -> str | None:
    """What makes ``token`` a deed that is not told as done, planned or denied; None if it is told so."""
    if TYPES[kind].family == "speech":
        return None
    if token.pos != "VERB":
        return "only asked for" if _is_asked_for(tree, token) else None
    helpers = {child.lemma for child in tree.below(token, "aux", "mark")}
    if helpers & _POSSIBLE:
        return "only possible"
    if helpers & _CONDITIONS:
        return "a condition"
    head = tree.head(token)
    wished = "to" in helpers and token.dep in _CONTENT and head is not None and head.lemma in _WISHING
    return "the content of a wish, a demand or a refusal" if wished else None


def _is_asked_for(tree: Tree, noun: Token) -> bool:
    """ "called for a ceasefire", "demanded the release of the hostages"."""
    head = tree.head(noun)
    if head is None:
        return False
    if noun.dep == "pobj" and head.lemma == "for":
        above = tree.head(head)
        return above is not None and above.lemma in _ASKING_FOR
    return noun.dep == "dobj" and head.lemma in _DEMANDING
