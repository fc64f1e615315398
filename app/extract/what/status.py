"""Is the act a fact, a plan, or denied? Read from the words around the trigger."""

from __future__ import annotations

from app.extract.records import Status, Token
from app.extract.taxonomy import TYPES
from app.extract.tree import Tree
from app.extract.what.unreal import failed_to_agree, is_set

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
        "suppose",
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
_CANCELLING = frozenset({"cancel", "scrap", "deny", "abort", "foil", "thwart"})
_DENYING = frozenset({"deny", "dismiss", "reject", "refute"})
_REPORTS = frozenset({"report", "claim", "rumour", "rumor", "allegation", "suggestion", "accusation"})
# who says in the past what "would" come tells of a plan; "would" of a condition has been dropped before
_TELLING = frozenset(
    {"say", "announce", "tell", "add", "declare", "confirm", "state", "decide", "agree", "report", "schedule"}
)


def status_of(tree: Tree, token: Token, kind: str) -> Status:
    """The status of the act named by ``token``."""
    if TYPES[kind].family == "speech":
        return "happened"  # speech is told after it was spoken; "will reject" is learned as what it is
    if _cancelled(tree, token) or _denied(tree, token) or _not_agreed(tree, token, kind):
        return "denied"
    return "planned" if _ahead(tree, token) else "happened"


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
        return any(child.lemma == "off" for child in tree.below(verb, "prt"))
    return verb.lemma in _CANCELLING and tree.first(verb, "neg") is None


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
    return word.lemma in _REPORTS and word.dep == "dobj" and head is not None and head.lemma in _DENYING


def _not_agreed(tree: Tree, token: Token, kind: str) -> bool:
    """ "failed to reach an agreement"."""
    head = tree.head(token)
    if failed_to_agree(tree, token, kind):
        return True
    return token.dep == "dobj" and head is not None and failed_to_agree(tree, head, kind)


def _ahead(tree: Tree, token: Token) -> bool:
    if token.pos in ("NOUN", "PROPN"):
        return _noun_ahead(tree, token)
    return _verb_ahead(tree, token)


def _verb_ahead(tree: Tree, verb: Token) -> bool:
    helpers = {child.lemma for child in tree.below(verb, "aux", "auxpass")}
    if helpers & _FUTURE or _going_to(tree, verb) or ("would" in helpers and _told_before(tree, verb)):
        return True
    if "to" in helpers and verb.dep in ("xcomp", "advcl", "acl", "ccomp", "relcl"):
        head = tree.head(verb)
        return head is not None and (
            head.lemma in _PLANNING or head.lemma == "be" or is_set(tree, head) or _verb_ahead(tree, head)
        )
    if verb.dep == "conj":
        head = tree.head(verb)
        return head is not None and head.pos in ("VERB", "AUX") and _verb_ahead(tree, head)
    return False


def _told_before(tree: Tree, verb: Token) -> bool:
    """ "announced that it would send tanks"."""
    head = tree.head(verb)
    if head is not None and verb.dep == "conj":
        return _told_before(tree, head)
    return head is None or (verb.dep in ("ccomp", "advcl") and head.lemma in _TELLING)


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
