"""Is the act a fact, a plan, or denied? Read from the words around the trigger."""

from __future__ import annotations

from app.extract.records import Status, Token
from app.extract.taxonomy import TYPES
from app.extract.tree import Tree

# "is scheduled to visit", "the planned talks": the act lies ahead
_PLANNING = frozenset(
    {
        "plan",
        "schedule",
        "expect",
        "due",
        "set",
        "intend",
        "prepare",
        "slate",
        "aim",
        "announce",
        "propose",
        "upcoming",
        "forthcoming",
        "planned",
        "scheduled",
        "expected",
        "next",
        "coming",
        "postpone",
        "hope",
        "likely",
        "agree",
        "decide",
        "invite",
        "pending",
        "impending",
    }
)
_PLANNING_ADJECTIVES = frozenset(
    {
        "upcoming",
        "forthcoming",
        "planned",
        "scheduled",
        "expected",
        "next",
        "coming",
        "pending",
        "impending",
        "proposed",
        "future",
    }
)
# "Under the deal, Ankara will take back migrants": what comes after it lies ahead, the deal does not
_BEHIND = frozenset({"under", "after", "since", "following", "despite", "from", "because", "over"})
_FUTURE = frozenset({"will", "shall", "'ll"})
_CANCELLING = frozenset({"cancel", "call+off", "scrap", "deny", "abort"})


def status_of(tree: Tree, token: Token, kind: str) -> Status:
    """The status of the act named by ``token``."""
    return status_rule(tree, token, kind)[0]


def status_rule(tree: Tree, token: Token, kind: str) -> tuple[Status, str]:
    """The status of the act named by ``token`` with the rule that gives it."""
    if _cancelled(tree, token):
        return "denied", "its verb cancels or denies it"
    if TYPES[kind].family == "speech":
        return "happened", "speech is told once it was spoken"
    if _ahead(tree, token, kind):
        return "planned", "its clause looks ahead"
    return "happened", "nothing in its clause denies it or puts it ahead"


def _cancelled(tree: Tree, token: Token) -> bool:
    head = tree.head(token)
    if head is None or token.pos != "NOUN" or token.dep not in ("dobj", "nsubjpass"):
        return False
    particles = {child.lemma for child in tree.below(head, "prt")}
    return head.lemma in _CANCELLING or (head.lemma == "call" and "off" in particles)


def _ahead(tree: Tree, token: Token, kind: str) -> bool:
    if TYPES[kind].family == "speech":
        return False  # speech is always told after it was spoken; "will reject" is learned as what it is
    if token.pos in ("NOUN", "PROPN"):
        return _noun_ahead(tree, token)
    return _verb_ahead(tree, token)


def _verb_ahead(tree: Tree, verb: Token) -> bool:
    helpers = {child.lemma for child in tree.below(verb, "aux", "auxpass")}
    if helpers & _FUTURE or _going_to(tree, verb):
        return True
    if "to" in helpers and verb.dep in ("xcomp", "advcl", "acl", "ccomp", "relcl"):
        head = tree.head(verb)
        return head is not None and (head.lemma in _PLANNING or head.lemma == "be" or _verb_ahead(tree, head))
    if verb.dep == "conj":
        head = tree.head(verb)
        return head is not None and head.pos in ("VERB", "AUX") and _verb_ahead(tree, head)
    return False


def _going_to(tree: Tree, verb: Token) -> bool:
    head = tree.head(verb)
    return head is not None and verb.dep == "xcomp" and head.lemma == "go" and head.tag == "VBG"


def _is_to(tree: Tree, verb: Token) -> bool:
    """ "is to be held": the copula of a plan."""
    return verb.lemma == "be" and any(
        helper.lemma == "to" for child in tree.below(verb, "xcomp") for helper in tree.below(child, "aux")
    )


def _noun_ahead(tree: Tree, noun: Token) -> bool:
    if any(child.lemma in _PLANNING_ADJECTIVES for child in tree.below(noun, "amod", "compound")):
        return True
    for above in tree.ancestors(noun):
        if above.lemma in _BEHIND:
            return False
        if above.pos in ("VERB", "AUX"):
            return (
                _verb_ahead(tree, above)
                or _is_to(tree, above)
                or (
                    above.lemma in ("schedule", "plan", "postpone", "expect")
                    and noun.dep in ("nsubjpass", "dobj", "nsubj")
                )
            )
        if above.pos == "NOUN" and above.lemma in ("plan", "schedule", "preparation"):
            return True
    return False
