"""What merely is so: "2,400 French troops are stationed in Mali" tells of no deed."""

from __future__ import annotations

from app.extract.records import Token
from app.extract.tree import Tree

_STANDING = frozenset({"station", "base", "garrison", "quarter"})


def is_standing(tree: Tree, verb: Token, kind: str) -> bool:
    """True if ``verb`` says where forces are kept, not that they were sent there: "are stationed", "based in"."""
    if kind != "mobilization" or verb.lemma not in _STANDING or verb.tag != "VBN":
        return False
    helpers = {child.text.lower() for child in tree.below(verb, "aux", "auxpass")}
    return not helpers & {"been", "being", "be", "will", "to", "have", "has", "had"}
