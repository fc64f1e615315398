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
_POSSIBLE = frozenset({"could", "should", "may", "might", "must", "can"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_CONTENT = frozenset({"xcomp", "ccomp", "advcl", "pcomp"})


def is_unreal(tree: Tree, token: Token, kind: str) -> bool:
    """True if the verb ``token`` names a deed that is not told as done, planned or denied."""
    if TYPES[kind].family == "speech" or token.pos != "VERB":
        return False
    helpers = {child.lemma for child in tree.below(token, "aux", "mark")}
    if helpers & (_POSSIBLE | _CONDITIONS):
        return True
    head = tree.head(token)
    return "to" in helpers and token.dep in _CONTENT and head is not None and head.lemma in _WISHING
