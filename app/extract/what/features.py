"""What the scorer sees of a candidate: the word, its dependents, its governor and its neighbourhood.

A feature is a short string; the model is a weight per feature and type.
"""

from __future__ import annotations

from app.extract.records import Token
from app.extract.tree import Tree
from app.extract.what.lexicon import Candidate

_CLAUSE = ("ccomp", "xcomp", "parataxis", "acl", "advcl", "pcomp")
_CONTENT = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "ADV"})
_CHILD_LEMMA = frozenset(
    {
        "prt",
        "prep",
        "dobj",
        "nsubjpass",
        "aux",
        "agent",
        "acomp",
        "attr",
        "amod",
        "compound",
        "neg",
        "mark",
        "nmod",
        "oprd",
        "poss",
        "advmod",
        "dative",
    }
)
_CHILD_KIND = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "compound", "amod", "attr"})


def features(
    tree: Tree, candidate: Candidate, around: frozenset[str], topics: frozenset[str], inside_quote: bool
) -> list[str]:
    """The features of one candidate. ``around`` holds the types that the sentence's other candidates may mean,
    ``topics`` what else the sentence is about."""
    token = candidate.token
    lemma, pos = token.lemma, token.pos
    found = [
        "bias",
        f"l={lemma}",
        f"lp={lemma}/{pos}",
        f"t={token.tag}",
        f"d={token.dep}",
        f"ld={lemma}/{token.dep}",
    ]
    for entry in candidate.entries:
        found.append(f"x={entry.name}")
        found.append(f"xt={entry.type}/{token.pos}")
    found += _governor(tree, token)
    found += _children(tree, token)
    found += _neighbours(tree, token)
    if pos in ("VERB", "AUX"):
        found += _clause(tree, token)
    if inside_quote:
        found += ["q", f"q/{lemma}"]
    if tree.sentence.index == 0:
        found += ["s0", f"s0/{pos}"]
    found += [f"o={kind}" for kind in around]
    found += [f"topic={topic}" for topic in topics]
    return found


def kind_of(token: Token) -> str:
    """A coarse class of a word that stands for an actor, a place or a thing."""
    if token.entity:
        return token.entity
    if token.pos == "PRON":
        return f"PRON:{token.lemma}"
    return token.pos


def _governor(tree: Tree, token: Token) -> list[str]:
    head = tree.head(token)
    if head is None:
        return ["root"]
    found = [
        f"h={head.lemma}",
        f"hd={token.dep}/{head.lemma}",
        f"lh={token.lemma}/{head.lemma}",
        f"hp={head.pos}/{token.dep}",
    ]
    if head.pos == "ADP":
        above = tree.head(head)
        if above is not None:
            found += [f"hh={head.lemma}/{above.lemma}", f"hhp={head.lemma}/{above.pos}"]
    return found


def _children(tree: Tree, token: Token) -> list[str]:
    found: list[str] = []
    for child in tree.below(token):
        dep = child.dep
        found.append(f"c={dep}")
        if dep in _CHILD_LEMMA:
            found += [f"cl={dep}/{child.lemma}", f"lcl={token.lemma}/{dep}/{child.lemma}"]
        if dep in _CHILD_KIND:
            found.append(f"ck={dep}/{kind_of(child)}")
        if dep in ("prep", "agent"):
            for inner in tree.below(child, "pobj", "pcomp"):
                found += [f"cp={child.lemma}/{kind_of(inner)}", f"cpl={child.lemma}/{inner.lemma}"]
    return found


def _neighbours(tree: Tree, token: Token) -> list[str]:
    i, tokens = token.index, tree.tokens
    before = tokens[i - 1].lemma if i else "^"
    after = tokens[i + 1].lemma if i + 1 < len(tokens) else "$"
    later = tokens[i + 2].lemma if i + 2 < len(tokens) else "$"
    return [
        f"b={before}",
        f"a={after}",
        f"a2={later}",
        f"la={token.lemma}/{after}",
        f"lb={before}/{token.lemma}",
    ]


def _clause(tree: Tree, token: Token) -> list[str]:
    """The subject, and the words of the clause that hangs below: what was said decides what a "said" is."""
    found: list[str] = []
    subject = tree.subject(token)
    if subject is not None:
        found += [f"s={subject.lemma}", f"sk={kind_of(subject)}", f"ls={token.lemma}/{kind_of(subject)}"]
    else:
        found.append("s=none")
    for child in tree.below(token, *_CLAUSE):
        found += [f"cc={child.dep}/{child.lemma}", f"lcc={token.lemma}/{child.dep}"]
        words = {t.lemma for t in tree.subtree(child) if t.pos in _CONTENT or t.dep in ("aux", "neg")}
        found += [f"w={word}" for word in words]
    return found
