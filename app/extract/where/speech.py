"""Where words were spoken: only what the text attaches to the saying, never what the words are about."""

from __future__ import annotations

from app.extract.records import Place, Token, Trigger
from app.extract.tree import Tree
from app.extract.where import body, words
from app.extract.where.links import Link
from app.extract.where.setting import Setting

# a place inside one of these belongs to what was said, or to another act
_INSIDE = frozenset({"ccomp", "advcl", "parataxis", "acl", "csubj", "conj", "xcomp"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "who"})


def venue(setting: Setting, trigger: Trigger) -> Place | None:
    """Where the words were spoken: said of this saying, or of another one of the same speaker in the article."""
    tree = setting.tree(trigger.sentence)
    token = tree.tokens[trigger.token]
    own = framed(setting, trigger.sentence, token)
    if own is not None:
        return own
    verb = _saying(tree, token)
    if verb is not None and (outer := framed(setting, trigger.sentence, verb)):
        return outer
    speaker = speaker_of(setting, trigger.sentence, verb or token)
    return stands(setting, speaker) if speaker is not None else None


def stands(setting: Setting, speaker: str) -> Place | None:
    """Where the article puts a speaker, by the last word of the name."""
    if setting.speakers is None:
        setting.speakers = {**attending(setting), **present(setting), **spoken(setting)}
    return setting.speakers.get(speaker)


def _saying(tree: Tree, token: Token) -> Token | None:
    """The verb of saying whose content ``token`` is: "told" for "rejects" in "told reporters that Iran rejects"."""
    node = token
    for above in tree.ancestors(token):
        if node.dep in ("relcl", "acl"):
            return None
        node = above
        if above.lemma in words.SAYING and above.pos == "VERB":
            return above
    return None


def framed(setting: Setting, sentence: int, verb: Token) -> Place | None:
    """The place that hangs from the verb of saying itself ("told reporters in Geneva"), else None."""
    tree = setting.tree(sentence)
    for link in body.here(setting, sentence):
        subject = tree.subject(verb)
        if link.token.text.lower() == "here" and link.governor in (verb, subject):
            return link.place
    for link in (*setting.links(sentence), *body.here(setting, sentence)):
        if not link.place.country or not (
            link.role == "in" or (link.role == "to" and _is_journey(tree, link))
        ):
            continue
        if _frames(tree, verb, link) or _holds(tree, verb, link):
            return link.place
    return body.chamber(setting, sentence, verb)


def occasion(setting: Setting, sentence: int, verb: Token) -> Place | None:
    """The venue of a speech or talks at which somebody did something: "in a speech in Cairo, Obama defended"."""
    tree = setting.tree(sentence)
    links = (
        link for link in setting.links(sentence) if link.role == "in" and link.governor.index != verb.index
    )
    return next((link.place for link in links if link.place.country and _frames(tree, verb, link)), None)


def _is_journey(tree: Tree, link: Link) -> bool:
    """ "during a visit to Cairo"; not "after a visit to", which may be over."""
    led = tree.head(link.governor)
    return (
        link.governor.lemma in ("visit", "trip", "tour")
        and led is not None
        and led.text.lower() in ("during", "on")
    )


def present(setting: Setting) -> dict[str, Place]:
    """Where the article first puts each person that it names beside a meeting or a journey of these days."""
    found: dict[str, Place] = {}
    for link in setting.venues:
        sentence = link.place.sentence
        if link.role not in ("in", "object") or link.place.precision not in ("city", "site"):
            continue
        if setting.is_dated_back(sentence):
            continue
        for token in setting.tree(sentence).tokens:
            if token.pos == "PROPN" and token.entity in ("PERSON", ""):
                found.setdefault(token.text, link.place)
    return found


def attending(setting: Setting) -> dict[str, Place]:
    """Where each person stood whom the article puts at an occasion it has placed before: a march in London on Saturday,
    then "there were several speakers at the rally, including Nicola Sturgeon"."""
    found: dict[str, Place] = {}
    placed: Place | None = None
    for sentence in range(len(setting.doc.sentences)):
        tree = setting.tree(sentence)
        if placed is not None and any(_is_that_occasion(tree, token) for token in tree.tokens):
            for token in tree.tokens:
                if token.pos == "PROPN":  # of any kind: the parser takes many a person for a building
                    found.setdefault(token.text, placed)
        if not setting.is_dated_back(sentence):
            placed = placed or _gathering(setting, sentence)
    return found


def _gathering(setting: Setting, sentence: int) -> Place | None:
    """The town where people of the sentence gather, rally or march."""
    tree = setting.tree(sentence)
    if not any(token.lemma in words.GATHERINGS for token in tree.tokens):
        return None
    inside = (link.place for link in setting.links(sentence) if link.role == "in")
    return next((place for place in inside if place.precision in ("city", "site")), None)


def _is_that_occasion(tree: Tree, token: Token) -> bool:
    """ "at the rally", "during the ceremony": one that was told of before."""
    if token.lemma not in words.GATHERINGS or token.dep != "pobj":
        return False
    determiner = tree.first(token, "det")
    led = tree.head(token)
    return (
        determiner is not None
        and determiner.text.lower() in ("the", "this")
        and led is not None
        and led.text.lower() in ("at", "in", "during", "to")
    )


def _frames(tree: Tree, verb: Token, link: Link) -> bool:
    """ "said in Beijing", "told reporters in Geneva", "said after a meeting in Busan"."""
    if link.governor.index == verb.index:
        return verb.pos == "VERB" and link.place.precision != "country"
    occasion, node = False, link.governor
    while node.index != verb.index:
        above = tree.head(node)
        if above is None:
            return False
        if node.dep == "advcl" and node.tag == "VBG" and node.lemma in ("speak", "address", "talk"):
            return above.index == verb.index  # "Speaking at the institute, she said"
        if node.dep == "acl" and node.tag == "VBG" and node.lemma == "speak":
            subject = tree.subject(verb)  # "Blinken, speaking in Tokyo, voiced concern"
            return subject is not None and above.index == subject.index
        issued = node.dep == "acl" and node.lemma in (
            "issue",
            "make",
            "release",
            "hold",
            "deliver",
            "publish",
        )
        if not issued and (node.dep in _INSIDE or (node.pos == "VERB" and node.dep != "pcomp")):
            return False
        occasion = occasion or node.lemma in words.OCCASIONS
        node = above
    return occasion


def _holds(tree: Tree, verb: Token, link: Link) -> bool:
    """The speaker is said to be there: "Merkel, who is in Brussels for talks, said", "Speaking in London, she said"."""
    subject = tree.subject(verb)
    node = link.governor
    if subject is None or node.dep != "relcl" or node.lemma not in ("be", "visit", "arrive", "attend"):
        return False
    if any(helper.lemma == "have" for helper in tree.below(node, "aux")):
        return False  # "who had been on holiday in Marmaris"
    return node.head in (subject.index, *(token.index for token in tree.subtree(subject)))


def speaker_of(setting: Setting, sentence: int, verb: Token) -> str | None:
    """The last word of the speaker's name; a pronoun is the speaker of the sentence before."""
    tree = setting.tree(sentence)
    subject = tree.subject(verb if verb.pos in ("VERB", "AUX") else next(tree.ancestors(verb), verb))
    if subject is None:
        return None
    if subject.text.lower() not in _PRONOUNS:
        name = _last_name(tree, subject)
        if name or subject.lemma not in words.OFFICES:
            return name
    for index in range(sentence - 1, max(-1, sentence - 4), -1):
        earlier = setting.tree(index)
        for token in earlier.tokens:
            named = earlier.first(token, "nsubj") if token.lemma in words.SAYING else None
            if named is not None and (name := _last_name(earlier, named)):
                return name
    return None


def _last_name(tree: Tree, subject: Token) -> str | None:
    """ "Rudeineh" of "Rudeineh" and of "the spokesman of the Authority, Nabil Abu Rudeineh"."""
    if subject.pos == "PROPN":
        return subject.text
    inside = [token for token in tree.subtree(subject) if token.entity == "PERSON" and token.pos == "PROPN"]
    return max(inside, key=lambda token: token.index).text if inside else None


def spoken(setting: Setting) -> dict[str, Place]:
    """Where each speaker of the article is said to have spoken."""
    found: dict[str, Place] = {}
    for sentence in range(len(setting.doc.sentences)):
        if not setting.links(sentence):
            continue
        for token in setting.tree(sentence).tokens:
            if token.pos != "VERB":
                continue
            says = token.lemma in words.SAYING
            place = framed(setting, sentence, token) if says else occasion(setting, sentence, token)
            speaker = speaker_of(setting, sentence, token) if place else None
            if place and speaker:
                found.setdefault(speaker, place)
    return found
