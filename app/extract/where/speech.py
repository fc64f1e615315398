"""Where words were spoken: only what the text attaches to the saying, never what the words are about."""

from __future__ import annotations

from app.extract.records import Place, Token, Trigger
from app.extract.tree import Tree
from app.extract.where.links import Link
from app.extract.where.setting import Setting

_OCCASIONS = frozenset(
    ["conference", "briefing", "press", "interview", "speech", "address", "meeting", "reporter", "reporters", "journalist", "summit", "rally", "visit", "ceremony", "talk", "talks", "forum", "session", "news", "event", "gathering", "sermon", "trip", "tour", "dinner", "lunch", "institute", "university", "headquarters"]
)
_INSIDE = frozenset({"ccomp", "relcl", "advcl", "parataxis", "acl", "csubj", "conj", "xcomp"})


def venue(setting: Setting, trigger: Trigger) -> Place | None:
    """The place that hangs from the verb of saying itself ("told reporters in Geneva"), else None."""
    tree = setting.tree(trigger.sentence)
    token = tree.tokens[trigger.token]
    framed = [
        link for link in setting.links(trigger.sentence) if link.role == "in" and _frames(tree, token, link)
    ]
    return framed[0].place if framed else None


def _frames(tree: Tree, token: Token, link: Link) -> bool:
    if link.governor.index == token.index:
        return token.pos == "VERB" and link.place.precision != "country"
    node = link.governor
    while node.index != token.index:
        above = tree.head(node)
        if above is None or node.dep in _INSIDE or node.pos == "VERB":
            return False
        node = above
    return link.governor.lemma in _OCCASIONS
