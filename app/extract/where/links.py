"""How the places of a sentence hang in its tree: by which preposition, from which word."""

from __future__ import annotations

from dataclasses import dataclass

from app.extract.records import Place, Token
from app.extract.tree import Tree

_IN = frozenset(
    ["in", "at", "near", "on", "outside", "inside", "around", "across", "throughout", "within", "over", "along", "off", "above", "beside"]
)
_TO = frozenset(["to", "into", "for", "towards", "toward", "onto"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    place: Place
    token: Token  # the head word of the place's name
    role: str  # in, to, from, of, against, through, object, subject, possessive, modifier, other
    governor: Token  # the word that the place hangs from, prepositions left out


def links(tree: Tree, places: tuple[Place, ...]) -> list[Link]:
    """One link for each of ``places``, which are those of this sentence."""
    return [link for place in places if (link := _link(tree, place)) is not None]


def _link(tree: Tree, place: Place) -> Link | None:
    inside = [token for token in tree.tokens if token.start < place.end and token.end > place.start]
    if not inside:
        return None
    numbers = {token.index for token in inside}
    head = next(
        (token for token in reversed(inside) if token.head not in numbers or token.head == token.index),
        inside[-1],
    )
    role, governor = _role(tree, head)
    return Link(place=place, token=head, role=role, governor=governor)


def _role(tree: Tree, token: Token) -> tuple[str, Token]:
    above = tree.head(token)
    while above is not None and token.dep in ("conj", "appos"):
        token, above = above, tree.head(above)
    if above is None:
        return "other", token
    if token.dep in ("pobj", "pcomp"):
        return _preposition(above.text.lower()), _past_prepositions(tree, above)
    roles = {
        "dobj": "object",
        "nsubj": "subject",
        "nsubjpass": "subject",
        "poss": "possessive",
        "compound": "modifier",
        "nmod": "modifier",
        "amod": "modifier",
        "npadvmod": "in",
        "advmod": "in",
    }
    return roles.get(token.dep, "other"), above


def _preposition(word: str) -> str:
    if word in _IN:
        return "in"
    if word in _TO:
        return "to"
    return {"via": "through", "upon": "against", "on": "in"}.get(word, word)


def _past_prepositions(tree: Tree, token: Token) -> Token:
    """The word above a chain of prepositions: "from inside Gaza"."""
    above = tree.head(token)
    while above is not None and above.dep in ("prep", "pcomp") and above.pos == "ADP":
        token, above = above, tree.head(above)
    return above if above is not None else token
