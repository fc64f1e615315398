"""Does the act lie ahead? Read from the grammar around the trigger; its day may say so too (``foreseen``)."""

from __future__ import annotations

from app.extract.records import Token
from app.extract.tree import Tree
from app.extract.what.unreal import LIGHT, is_set


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# "is scheduled to visit", "plans to visit"
_PLANNING = _words(
    """plan schedule expect due set intend prepare slate aim announce propose upcoming forthcoming planned scheduled
    expected next coming postpone hope likely agree decide invite pending impending suppose"""
)
_PLANNING_ADJECTIVES = _words(
    "upcoming forthcoming planned scheduled expected next coming pending impending proposed future"
)
# "Under the deal, Ankara will take back migrants": what comes after it lies ahead, the deal does not
_BEHIND = _words("under after since following despite from because over against amid per")
_FUTURE = frozenset({"will", "shall", "'ll"})
# who says in the past what "would" come tells of a plan; "would" of a condition has been dropped before
_TELLING = _words("say announce tell add declare confirm state decide agree report schedule")
# A noun lies ahead with the verb that carries it or says that it takes place: "will hold talks", "the vote will begin".
# Of any other it is only the topic: "the agreement will improve trade" has been signed. Of 30 annotated nouns under
# other verbs in the future 19 had happened.
_CARRIES = LIGHT | _words(
    "attend host cover launch file issue resume reconvene have organize organise schedule plan"
)
_OCCURS = _words(
    "be take begin start resume open go run last end focus yield hold plan postpone schedule expect reschedule"
)
_SET = _words("hold schedule plan set due slate expect open begin start convene attend run")


def is_ahead(tree: Tree, token: Token) -> bool:
    """True if the act of ``token`` is told as something still to come."""
    if token.pos in ("NOUN", "PROPN"):
        return _noun_ahead(tree, token)
    return _verb_ahead(tree, token) or _announces_ahead(tree, token)


def _verb_ahead(tree: Tree, verb: Token) -> bool:
    helpers = {child.lemma for child in tree.below(verb, "aux", "auxpass")}
    if verb.lemma == "expect" and verb.tag == "VBN" and not {"have"} & helpers:  # "is expected in Riyadh"
        return True
    if helpers & _FUTURE or _going_to(tree, verb) or ("would" in helpers and _told_before(tree, verb)):
        return True
    head = tree.head(verb)
    if head is None:
        return False
    if "to" in helpers and verb.dep in ("xcomp", "advcl", "acl", "ccomp", "relcl"):
        return head.lemma in _PLANNING or head.lemma == "be" or is_set(tree, head) or _verb_ahead(tree, head)
    if verb.dep == "conj" or (verb.dep == "xcomp" and verb.tag == "VBG"):  # "will start withdrawing"
        return head.pos in ("VERB", "AUX") and _verb_ahead(tree, head)
    return False


def _announces_ahead(tree: Tree, verb: Token) -> bool:
    """ "announced he would drop his bid": the act is what is announced."""
    if verb.lemma != "announce":
        return False
    return any(_verb_ahead(tree, content) for content in tree.below(verb, "ccomp"))


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
    return _is_called_planned(tree, noun) or _is_to_come(tree, noun) or _governed_ahead(tree, noun)


def _is_called_planned(tree: Tree, noun: Token) -> bool:
    return any(child.text.lower() in _PLANNING_ADJECTIVES for child in tree.below(noun, "amod", "compound"))


def _is_to_come(tree: Tree, noun: Token) -> bool:
    """ "talks to be held in May", "the meeting due on Thursday", "ahead of the vote", "on the eve of the vote"."""
    for clause in tree.below(noun, "acl", "relcl", "amod"):
        if clause.index > noun.index and clause.lemma in _SET and _sets(tree, clause):
            return True
    of = tree.head(noun)
    above = tree.head(of) if of is not None and of.lemma == "of" else None
    return above is not None and above.lemma in ("ahead", "eve")


def _sets(tree: Tree, clause: Token) -> bool:
    helpers = {helper.lemma for helper in tree.below(clause, "aux")}
    if clause.lemma == "due" or (
        clause.tag == "VBN" and clause.lemma in ("set", "schedule", "plan", "slate")
    ):
        return "have" not in helpers
    subject = tree.first(clause, "nsubj", "nsubjpass")
    own = subject is None or subject.lemma in ("which", "that")
    return own and ("to" in helpers or _verb_ahead(tree, clause))


def _governed_ahead(tree: Tree, noun: Token) -> bool:
    """Is the noun carried by a verb that lies ahead, or a part of a plan?"""
    word = noun
    for above in tree.ancestors(noun):
        if above.lemma in _BEHIND:
            return False
        if above.pos in ("VERB", "AUX"):
            return _lends_future(tree, word, above)
        if above.pos == "NOUN":
            if above.lemma in ("plan", "schedule", "preparation") or _is_called_planned(tree, above):
                return True
            if word.dep in ("prep", "pobj") and word.lemma != "for":
                return False  # "the outcome of the talks" will come, the talks have been
        word = above
    return False


def _lends_future(tree: Tree, word: Token, verb: Token) -> bool:
    if word.dep in ("dobj", "nsubjpass", "nsubj"):
        known = _OCCURS if word.dep == "nsubj" else _CARRIES | _OCCURS
        if verb.lemma in ("schedule", "plan", "postpone", "expect"):
            return True
        return verb.lemma in known and (_verb_ahead(tree, verb) or _is_to(tree, verb))
    return _verb_ahead(tree, verb) or _is_to(tree, verb)
