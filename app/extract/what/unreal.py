"""Deeds that are only asked for, feared, possible, conditional or negated are no events of their own.

A noun is as real as the verb that carries it: in "urged both sides to hold talks" the talks are wished for.
"""

from __future__ import annotations

from app.extract.records import Token
from app.extract.taxonomy import TYPES
from app.extract.tree import Tree
from app.extract.what.figures import is_other_sense
from app.extract.what.standing import is_standing


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# "urged Israel to withdraw", "threatened to strike", "refused to sign": the content of the act of speech or will.
# "hop" is what the lemmatizer makes of "hopes".
_WISHING = _words(
    """urge ask demand want appeal press persuade require call encourage beg implore refuse decline threaten hope wish
    fear fail need advise recommend pressure warn seek offer pledge promise vow consider contemplate weigh mull suppose
    imagine insist propose suggest pray dream hop"""
)
_ASKING_FOR = _words("call ask appeal press push plead hope wait plea demand need")
_DEMANDING = _words(
    "demand urge request want need fear seek consider contemplate weigh mull deter avoid preclude risk"
)
_POSSIBLE = _words("could should may might must can")
_CONDITIONS = _words("if unless whether")
_CONTENT = _words("xcomp ccomp advcl pcomp")
_INVERTED = _words("should had were")  # "should Russia invade", "had the army attacked"
_NEVER = _words("not never n't neither nearly almost")
_NOBODY = _words("nobody none no-one neither")
_READY = _words("ready willing eager keen unwilling reluctant unlikely poised free entitled")
_RIGHT = _words(
    "right ability capacity power authority chance opportunity wish desire threat plot call request option demand"
)
_OF = _words(
    """fear rumour rumor threat risk danger possibility prospect likelihood chance hope talk event case speculation
    spectre specter dream call plot"""
)
# verbs that carry a noun of action and lend it their own reality
LIGHT = _words(
    """hold sign reach launch conduct carry start begin resume impose make pay stage conclude take stop end lift open
    provide give form declare announce implement enforce join call face"""
)
# What may be told by its negation: "shops will not be allowed to open" is a policy.
_RULES = _words("policy sanction coercion legal_action aid")
_WORKS = _words(
    "film movie book novel memoir documentary series play musical opera exhibition poem thriller drama"
)
_SHOWING = _words("show display depict portray recount commemorate chronicle trace explore retell")
_PREVENTING = _words("foil thwart avert prevent")
_AGREEING = _words("agree reach conclude sign strike")


def unreal_rule(tree: Tree, token: Token, kind: str) -> str | None:
    """What makes ``token`` no deed that is told as done, planned or denied; None if it is told so."""
    if is_other_sense(tree, token, kind):
        return "another sense of the word"
    if TYPES[kind].family == "speech":
        return None
    if is_standing(tree, token, kind):
        return "a standing condition"
    if token.pos in ("VERB", "AUX"):
        return _unreal_verb(tree, token, kind)
    return _unreal_noun(tree, token, kind)


def _unreal_verb(tree: Tree, verb: Token, kind: str) -> str | None:
    head = tree.head(verb)
    if head is not None and _goes_on(tree, verb, head):
        return _unreal_verb(tree, head, kind)
    helpers = {child.lemma for child in tree.below(verb, "aux", "mark")}
    if kind == "policy":
        helpers.discard("can")  # "shops can reopen": what may be done is the policy
    if helpers & _POSSIBLE:
        return "only possible"
    if helpers & _CONDITIONS or {"would", "have"} <= helpers:
        return "a condition, or what hangs on one"
    if _is_wished(tree, verb, helpers, kind):
        return "the content of a wish, a demand or a refusal"
    if _is_spared(tree, verb):
        return "only left undone or laid down as a condition"
    if _is_conditional(tree, verb, helpers, kind):
        return "a condition, or what hangs on one"
    if _is_asked(tree, verb):
        return "a question"
    if verb.lemma in _PREVENTING and TYPES[kind].family == "conflict":
        return "what it kept from happening"
    if kind == "agreement" and _ends_without(tree, verb):
        return "told as not done"
    undone = _is_yet_to_come(tree, verb) or (kind not in _RULES and _is_negated(tree, verb))
    return "told as not done" if undone else None


def _ends_without(tree: Tree, verb: Token) -> bool:
    """ "ended without an agreement"."""
    return any(
        thing.lemma in ("agreement", "deal", "accord", "result", "breakthrough")
        for prep in tree.below(verb, "prep")
        if prep.lemma == "without"
        for thing in tree.below(prep, "pobj")
    )


def _is_yet_to_come(tree: Tree, verb: Token) -> bool:
    """ "has yet to ratify", "is yet to leave", "has not yet banned"."""
    if any(child.lemma == "yet" for child in tree.below(verb, "advmod")):
        return tree.first(verb, "neg") is not None
    head = tree.head(verb)
    if head is None or verb.dep not in ("xcomp", "ccomp") or head.lemma not in ("have", "be"):
        return False
    between = {word.lemma for word in tree.tokens[head.index + 1 : verb.index]}
    return {"yet", "to"} <= between


def _goes_on(tree: Tree, verb: Token, head: Token) -> bool:
    """ "promised to hold elections and free the prisoners": the second infinitive is what the first is."""
    if verb.dep != "conj" or verb.tag != "VB" or head.tag != "VB":
        return False
    return tree.first(verb, "nsubj", "nsubjpass", "aux") is None


def _is_wished(tree: Tree, verb: Token, helpers: set[str], kind: str) -> bool:
    """The content of a wish: "urged X to leave", "demanded that X leave", "ready to leave", "the right to leave"."""
    head = tree.head(verb)
    if head is None:
        return False
    if failed_to_agree(tree, verb, kind):
        return False  # denied, as status reads it
    if verb.dep in _CONTENT and head.lemma in _WISHING and not is_set(tree, head):
        if "to" in helpers or verb.tag == "VBG":
            return True
        bare = verb.tag == "VB" or "would" in helpers
        return verb.dep == "ccomp" and (bare or head.lemma in ("suppose", "imagine"))
    if "to" not in helpers:
        return False
    return (verb.dep in _CONTENT and head.lemma in _READY) or (verb.dep == "acl" and head.lemma in _RIGHT)


def is_set(tree: Tree, verb: Token) -> bool:
    """ "A strike was called to protest", "was supposed to leave": set, not wished."""
    return verb.lemma in ("call", "suppose") and tree.first(verb, "nsubjpass") is not None


def _is_spared(tree: Tree, verb: Token) -> bool:
    """ "without firing", "instead of arresting", "capable of launching", "on condition that the army leaves"."""
    head = tree.head(verb)
    if head is None:
        return False
    if verb.dep == "pcomp":
        above = tree.head(head)
        before = tree.tokens[head.index - 1].lemma if head.index else ""
        return (
            head.lemma == "without" or before == "instead" or (above is not None and above.lemma == "capable")
        )
    if verb.dep not in ("acl", "ccomp"):
        return False
    return head.lemma == "condition" or (head.lemma == "provide" and head.tag == "VBN")


def failed_to_agree(tree: Tree, verb: Token, kind: str) -> bool:
    """ "failed to reach an agreement": an agreement that did not come about."""
    head = tree.head(verb)
    return kind == "agreement" and head is not None and head.lemma == "fail" and verb.lemma in _AGREEING


def _is_conditional(tree: Tree, verb: Token, helpers: set[str], kind: str) -> bool:
    """ "Egypt will answer if ...", "should Russia invade, ..."."""
    if verb.dep in ("advcl", "ccomp") and _is_inverted(tree, verb):
        return True
    if kind == "policy" or not helpers & {"will", "would", "'ll"}:
        return False  # "will be let in if they are tested": the condition is the policy's own
    return any(_is_condition(tree, clause) for clause in tree.below(verb, "advcl", "ccomp"))


def _is_condition(tree: Tree, clause: Token) -> bool:
    return any(mark.lemma in ("if", "unless") for mark in tree.below(clause, "mark")) or _is_inverted(
        tree, clause
    )


def _is_inverted(tree: Tree, verb: Token) -> bool:
    subject = tree.first(verb, "nsubj", "nsubjpass")
    helper = tree.first(verb, "aux", "auxpass")
    return (
        subject is not None
        and helper is not None
        and helper.index < subject.index
        and helper.text.lower() in _INVERTED
    )


def _is_asked(tree: Tree, verb: Token) -> bool:
    """The deed of a question: "Did Russia bomb the school?"."""
    ends = {word.text for word in tree.tokens[-2:]}
    if "?" not in ends:
        return False
    return verb.dep in ("ROOT", "conj") or tree.first(verb, "aux") is not None


def _is_negated(tree: Tree, verb: Token) -> bool:
    """ "did not meet", "never visited", "nearly met", "nobody was arrested"; "not only met" is none."""
    for child in tree.below(verb, "neg", "advmod", "preconj", "cc"):
        following = tree.tokens[child.index + 1].lemma if child.index + 1 < len(tree.tokens) else ""
        if child.lemma in _NEVER and following not in ("only", "longer"):
            return True
    subject = tree.first(verb, "nsubj", "nsubjpass")
    return subject is not None and (
        subject.lemma in _NOBODY or _has_no(tree, subject) or _is_no_one(tree, subject)
    )


def _has_no(tree: Tree, noun: Token) -> bool:
    words = tree.tokens
    return any(
        c.lemma == "no" and words[c.index + 1].lemma != "longer" for c in tree.below(noun, "det", "neg")
    )


def _is_no_one(tree: Tree, word: Token) -> bool:
    return word.lemma == "one" and word.index > 0 and tree.tokens[word.index - 1].lemma == "no"


def _unreal_noun(tree: Tree, noun: Token, kind: str) -> str | None:
    head = tree.head(noun)
    while head is not None and noun.dep == "compound" and head.pos == "NOUN":  # "a missile strike"
        noun, head = head, tree.head(head)
    if _has_no(tree, noun):
        return "told as not done"
    if head is None:
        return None
    if _is_a_subject_of_art(tree, noun):
        return "only what a work of art is about"
    if kind == "meeting" and noun.dep == "pobj" and _stays_away(tree, head):
        return "told of who is not there"
    if _is_asked_for(tree, noun):
        return "only asked for"
    if noun.dep == "ccomp" and head.lemma in _WISHING:  # "demanded that he resign": the tagger's noun
        return "the content of a wish, a demand or a refusal"
    if _is_spared(tree, noun) or _is_part_of_spared(tree, noun, head):
        return "only left undone or laid down as a condition"
    if noun.dep == "pobj" and _is_of_unreal(tree, head):
        return "only feared, hoped for or talked of"
    if head.pos != "VERB" or head.lemma not in LIGHT or noun.dep not in ("dobj", "nsubjpass"):
        return None
    return _unreal_verb(tree, head, kind)


def _is_a_subject_of_art(tree: Tree, noun: Token) -> bool:
    """ "the film about the siege", "the museum shows weapons from the war"."""
    above = next((word for word in tree.ancestors(noun) if word.lemma == "about" or word.pos == "VERB"), None)
    if above is None:
        return False
    if above.lemma == "about":
        work = tree.head(above)
    else:
        work = tree.first(above, "nsubj") if above.lemma in _SHOWING and noun.dep != "nsubj" else None
    return work is not None and (work.lemma in _WORKS or work.lemma in ("museum", "memorial", "monument"))


def _stays_away(tree: Tree, prep: Token) -> bool:
    """ "stayed away from the talks", "were absent from the summit"."""
    above = tree.head(prep)
    if prep.lemma != "from" or above is None:
        return False
    if above.lemma == "away":
        above = tree.head(above)
        return above is not None and above.lemma in ("stay", "keep")
    return above.lemma == "absent"


def _is_part_of_spared(tree: Tree, noun: Token, head: Token) -> bool:
    """ "without a strike", "without the army firing"."""
    if noun.dep == "pobj" and head.lemma == "without":
        return True
    return noun.dep in ("nsubj", "nsubjpass", "dobj") and head.dep == "pcomp" and _is_spared(tree, head)


def _is_of_unreal(tree: Tree, prep: Token) -> bool:
    """ "fears of an attack", "in the event of a strike"."""
    above = tree.head(prep)
    return prep.lemma == "of" and above is not None and above.lemma in _OF


def _is_asked_for(tree: Tree, noun: Token) -> bool:
    """ "called for a ceasefire", "demanded the release of the hostages", "to deter an attack"."""
    head = tree.head(noun)
    if head is None:
        return False
    if noun.dep == "pobj" and head.lemma == "for":
        above = tree.head(head)
        return above is not None and above.lemma in _ASKING_FOR
    return noun.dep == "dobj" and head.lemma in _DEMANDING
