"""How the places of a sentence hang in its tree: by which preposition, from which word."""

from __future__ import annotations

from dataclasses import dataclass

from app.extract.records import Place, Token
from app.extract.tree import Tree
from app.extract.where import words


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
    role, governor = role_of(tree, head)
    return Link(place=place, token=head, role=role, governor=governor)


def role_of(tree: Tree, token: Token) -> tuple[str, Token]:
    """The role and the governor of the place whose head word is ``token``.

    Words that only say what kind of place it is are looked through: "in the town of Sinjar", "in the Gulf area",
    "10 km east of Fallujah" hang from whatever the town, the area and the distance hang from.
    """
    if token.index + 1 < len(tree.tokens) and tree.tokens[token.index + 1].text == "-":
        return "other", tree.head(token) or token  # "the US-backed coup"
    above = tree.head(token)
    while above is not None and token.dep in ("conj", "appos"):
        token, above = above, tree.head(above)
    if above is None:
        return "other", token
    if token.dep in ("pobj", "pcomp"):
        noun = tree.head(above)
        if noun is not None and above.lemma in _INSIDE_NOUN and words.is_of_place(noun):
            return _through(tree, noun, _preposition(above.lemma))
        if noun is not None and noun.lemma == "accord":
            return "other", noun  # "according to Baghdad"
        return _preposition(above.text.lower()), _past_prepositions(tree, above)
    if token.dep == "nsubj" and above.lemma == "receive":
        return "to", above
    role = _ROLES.get(token.dep, "other")
    if role in ("modifier", "possessive") and (words.is_of_place(above) or above.lemma in words.SITES):
        return _through(tree, above, role)
    return role, above


def _through(tree: Tree, noun: Token, role: str) -> tuple[str, Token]:
    """What ``noun``, a word for a kind of place, hangs from; ``role`` where that tells nothing."""
    if noun.dep in ("advmod", "npadvmod"):
        return "in", tree.head(noun) or noun
    outer, governor = role_of(tree, noun)
    if outer == "on":  # "on the coast of", "on the outskirts of"
        return "in", governor
    return (role, noun) if outer == "other" else (outer, governor)


_INSIDE_NOUN = frozenset(
    {"of", "in", "near", "outside"}
)  # "a town near Fallujah", "the mayor's office in Rome"
_ROLES = {
    "dobj": "object",
    "nsubj": "subject",
    "nsubjpass": "subject",
    "poss": "possessive",
    "compound": "modifier",
    "nmod": "modifier",
    "amod": "modifier",
    "npadvmod": "loose",
    "advmod": "loose",
}


def _preposition(word: str) -> str:
    if word in words.PREPOSITION_IN:
        return "in"
    if word in words.PREPOSITION_TO:
        return "to"
    return {"via": "through", "upon": "on"}.get(word, word)


def _past_prepositions(tree: Tree, token: Token) -> Token:
    """The word above a chain of prepositions: "from inside Gaza"."""
    above = tree.head(token)
    while above is not None and above.dep in ("prep", "pcomp") and above.pos == "ADP":
        token, above = above, tree.head(above)
    return above if above is not None else token
