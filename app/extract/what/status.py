"""Is the act a fact, a plan, or denied? Read from the words around the trigger."""

from __future__ import annotations

from app.extract.records import Status, Token
from app.extract.taxonomy import TYPES
from app.extract.tree import Tree
from app.extract.what.ahead import is_ahead
from app.extract.what.unreal import failed_to_agree

_CANCELLING = frozenset({"cancel", "scrap", "deny", "abort", "foil", "thwart"})
_POSTPONING = frozenset({"postpone", "delay", "reschedule"})
# What can be called off. To scrap a law, a tax or an agreement is an act of its own.
_APPOINTED = frozenset({"visit", "meeting", "protest", "election", "attack", "strike"})
_DENYING = frozenset({"deny", "dismiss", "reject", "refute"})
_FALSE = frozenset({"false", "untrue", "wrong", "unfounded", "baseless", "fake"})
_REPORTS = frozenset({"report", "claim", "rumour", "rumor", "allegation", "suggestion", "accusation"})


def status_of(tree: Tree, token: Token, kind: str) -> Status:
    """The status of the act named by ``token``."""
    return status_rule(tree, token, kind)[0]


def status_rule(tree: Tree, token: Token, kind: str) -> tuple[Status, str]:
    """The status of the act named by ``token`` with the rule that gives it."""
    if TYPES[kind].family == "speech":
        # "will reject" is learned as what it is
        return "happened", "speech is told once it was spoken"
    if _cancelled(tree, token) or _is_its_end(tree, token, kind):
        return "denied", "it is called off"
    if _denied(tree, token):
        return "denied", "somebody denies it"
    if _not_agreed(tree, token, kind):
        return "denied", "the sides failed to agree"
    if _was_to_have(tree, token):
        return "denied", "it was to have been done"
    if _puts_off(tree, token, kind):
        return "planned", "it is put off"
    if is_ahead(tree, token):
        return "planned", "its clause looks ahead"
    return "happened", "nothing in its clause denies it or puts it ahead"


def _cancelled(tree: Tree, token: Token) -> bool:
    """ "cancelled their meeting", "the summit was called off", "the visit, which was scrapped"."""
    if token.pos not in ("NOUN", "PROPN"):
        return False
    head = tree.head(token)
    if head is not None and token.dep in ("dobj", "nsubjpass") and _cancels(tree, head):
        return True
    ends = [token, *(place for prep in tree.below(token, "prep") for place in tree.below(prep, "pobj"))]
    clauses = (clause for end in ends for clause in tree.below(end, "relcl"))
    return any(_cancels(tree, clause) for clause in clauses if tree.first(clause, "nsubjpass"))


def _cancels(tree: Tree, verb: Token) -> bool:
    if verb.lemma == "call":
        return _goes_off(tree, verb)
    return verb.lemma in _CANCELLING and tree.first(verb, "neg") is None


def _is_its_end(tree: Tree, verb: Token, kind: str) -> bool:
    """The verb of "cancelled his visit", where it is what names the visit."""
    return kind in _APPOINTED and _governs(tree, verb) and _cancels(tree, verb)


def _puts_off(tree: Tree, verb: Token, kind: str) -> bool:
    """The verb of "postponed his visit"."""
    late = verb.lemma in _POSTPONING or (verb.lemma == "put" and _goes_off(tree, verb))
    return late and kind in _APPOINTED and _governs(tree, verb)


def _governs(tree: Tree, word: Token) -> bool:
    return word.pos == "VERB" and tree.first(word, "dobj", "nsubjpass") is not None


def _goes_off(tree: Tree, verb: Token) -> bool:
    return any(child.lemma == "off" for child in tree.below(verb, "prt"))


def _was_to_have(tree: Tree, verb: Token) -> bool:
    """ "was to have met the rebels": of what came about nobody says so."""
    head = tree.head(verb)
    helpers = {child.lemma for child in tree.below(verb, "aux")}
    return (
        head is not None
        and verb.dep == "xcomp"
        and {"to", "have"} <= helpers
        and (head.lemma, head.tag) in (("be", "VBD"), ("suppose", "VBN"), ("schedule", "VBN"))
    )


def _denied(tree: Tree, token: Token) -> bool:
    """ "denied that its troops had crossed", "dismissed reports of a coup"."""
    for above in tree.ancestors(token):
        if token.dep in ("ccomp", "xcomp", "acl", "relcl", "pcomp") and _denies(tree, above):
            return True
        if token.dep == "pobj" and above.lemma == "of" and _denies(tree, tree.tokens[above.head]):
            return True
        if token.dep not in ("xcomp", "conj", "dobj", "nsubjpass") or above.pos != "VERB":
            return False
        token = above
    return False


def _denies(tree: Tree, word: Token) -> bool:
    """The verb "deny", or the reports that somebody denies."""
    if word.lemma == "deny" and word.pos == "VERB":
        return tree.first(word, "neg") is None
    head = tree.head(word)
    if word.lemma not in _REPORTS or head is None:
        return False
    if word.dep == "dobj":
        return head.lemma in _DENYING
    return word.dep == "nsubj" and any(said.lemma in _FALSE for said in tree.below(head, "acomp"))


def _not_agreed(tree: Tree, token: Token, kind: str) -> bool:
    """ "failed to reach an agreement"."""
    head = tree.head(token)
    if failed_to_agree(tree, token, kind):
        return True
    return token.dep == "dobj" and head is not None and failed_to_agree(tree, head, kind)
