"""Where one event took place: what hangs from its trigger, then what the sentences around it say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.extract.records import Document, Place, Token, Trigger
from app.extract.tree import Tree
from app.extract.where import body, speech, words
from app.extract.where.kinds import AT_HOME, BETWEEN, IN_FIELD, SPEECH, worth
from app.extract.where.links import Link
from app.extract.where.setting import Setting

_FINE = {"site": 0, "city": 1, "region": 2, "admin1": 3, "country": 4}
_ENOUGH = 1.0
_OWN = 1.65  # a town is where a law was passed only if it hangs from the act, not from who acts
_OBJECT_OF_OTHER, _ADJACENT = 1.4, 2.2
_HOP, _HOP_AT_HOME, _CLAUSE, _WIDE = 0.35, 0.6, 0.5, 1.1
_TOLD = 0.9  # the place of an aside, or of the words that tell of the act
_REMOTE = frozenset({"call", "telephone", "phone", "video", "videolink", "videoconference"})
_LEAVING, _LEFT = frozenset({"leave", "depart", "quit", "flee"}), 1.1
_OWN_GROUND = {"mobilization": 0.9, "arrest": 0.75}  # armies and police are most often at home
_CLAUSES = frozenset({"ccomp", "relcl", "advcl", "parataxis", "acl", "csubj"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    place: Place
    strength: float  # 3 hangs from the trigger, 1 and less taken from around it
    rule: str  # what makes it a place of the event


def place_of(doc: Document, trigger: Trigger, places: Sequence[Place]) -> Place | None:
    """The place of the event that ``trigger`` tells of, or None if the text does not say."""
    found = locate(Setting(doc, places), trigger)
    return found.place if found else None


def own_place(setting: Setting, trigger: Trigger) -> Place | None:
    """The place that hangs from ``trigger`` itself: what tells two happenings apart. What is only taken from the
    sentences around would make neighbours of all that one paragraph tells."""
    found = locate(setting, trigger)
    return found.place if found is not None and found.strength > _ENOUGH else None


def event_place(setting: Setting, triggers: Sequence[Trigger]) -> Place | None:
    """The place of one event told by several triggers.

    The most directly attached one says the country; the most specific one in that country is the place.
    """
    found = event_located(setting, triggers)
    return found.place if found is not None else None


def event_located(setting: Setting, triggers: Sequence[Trigger]) -> Located | None:
    """What ``event_place`` answers, with the rule that decided."""
    found = [one for trigger in triggers if (one := locate(setting, trigger)) is not None]
    if not found:
        return None
    top = max(found, key=lambda one: one.strength)
    if triggers[0].type == "visit":
        return top  # the destination, not the sights
    least = top.strength - 1.0
    if top.place.precision in ("country", "region", "admin1"):
        least = min(least, _ENOUGH)
    if triggers[0].type in AT_HOME:
        least = max(least, _OWN)
    fitting = [one for one in found if one.place.country == top.place.country and one.strength >= least]
    fitting = fitting or [top]
    return min(fitting, key=lambda one: _FINE[one.place.precision])


def best_place(candidates: Sequence[Place | None]) -> Place | None:
    """The most specific of several places of one event; of two alike the one met first."""
    known = [place for place in candidates if place is not None]
    return min(known, key=lambda place: _FINE[place.precision], default=None)


def locate(setting: Setting, trigger: Trigger) -> Located | None:
    """The place of what ``trigger`` tells of, from the best witness that the text has for it."""
    key = (trigger.sentence, trigger.token, trigger.type, trigger.status)
    if key not in setting.located:
        setting.located[key] = _locate(setting, trigger)
    found: Located | None = setting.located[key]
    return found


def _locate(setting: Setting, trigger: Trigger) -> Located | None:
    return max(witnesses(setting, trigger), key=lambda one: one.strength, default=None)


def witnesses(setting: Setting, trigger: Trigger) -> list[Located]:
    """Every place that the text has some ground to give ``trigger``."""
    if trigger.type in SPEECH:
        venue = _located(speech.venue(setting, trigger), 3.0, "where its speaker spoke")
        return [venue] if venue else []
    led = _located(body.led_to(setting, trigger), 2.9, "the place that its clause is about")
    found = [led, *_direct(setting, trigger), *_around(setting, trigger)]
    return [one for one in found if one is not None]


def _around(setting: Setting, trigger: Trigger) -> Iterator[Located | None]:
    """Places that the sentence does not attach to the trigger, each as strong as it proved on the training articles."""
    sentence = trigger.sentence
    yield _located(setting.dateline(sentence), 1.2, "the dateline of its sentence")
    if trigger.type in BETWEEN:
        yield _located(body.host(setting, sentence), 1.7, "who receives in its sentence")
        if body.is_hosted(setting, trigger):
            yield _located(body.place_of_actor(setting, trigger), 1.5, "the place of its host")
        if not setting.is_dated_back(sentence) and not _is_another(setting, trigger):
            yield _located(setting.venue(sentence), 0.9, "the venue named nearest")
            yield _located(_host_of_lead(setting), 0.7, "who receives in the lead")
    elif trigger.type in AT_HOME and not body.is_international(setting, trigger):
        yield _located(body.place_of_actor(setting, trigger), 1.6, "the place of its actor")
        yield _located(body.home(setting, sentence), 0.6, "the article's own country")
    elif trigger.type in IN_FIELD:
        if not setting.is_dated_back(sentence):
            yield _located(setting.scene(sentence), 1.0, "the scene of its sentence")
            yield _located(setting.before(sentence), 0.8, "the scene of the sentences before")
        yield _located(setting.stage, 0.7, "the town of the whole article")
        yield _located(_scene_of_lead(setting, trigger), 0.65, "the scene of the lead")
        yield _located(body.home(setting, sentence), 0.6, "the article's own country")
        if trigger.type != "withdrawal":  # who pulls out is abroad
            strength = _OWN_GROUND.get(trigger.type, 0.5)
            strength = 1.5 if body.shuts(setting, trigger) else strength
            yield _located(body.place_of_actor(setting, trigger), strength, "the place of its actor")


def _host_of_lead(setting: Setting) -> Place | None:
    """Who receives the visitor that the article's first sentences tell of."""
    lead = range(min(3, len(setting.doc.sentences)))
    return next((place for sentence in lead if (place := body.host(setting, sentence))), None)


def _scene_of_lead(setting: Setting, trigger: Trigger) -> Place | None:
    """The town of the news itself, for what followed from it; not for what is recalled."""
    if trigger.type not in ("arrest", "coercion") or setting.is_dated_back(trigger.sentence):
        return None
    lead = range(min(3, len(setting.doc.sentences)))
    scenes = (place for sentence in lead if (place := setting.scene(sentence)))
    return next((place for place in scenes if place.precision in ("city", "site")), None)


def _is_another(setting: Setting, trigger: Trigger) -> bool:
    """ "a NATO summit in July" is not the one that the article told of, and a telephone call has no venue."""
    tree = setting.tree(trigger.sentence)
    token = tree.tokens[trigger.token]
    determiner = tree.first(token, "det")
    if token.lemma in _REMOTE or any(below.lemma in _REMOTE for below in tree.subtree(token)):
        return True
    if token.dep != "pobj" or tree.tokens[token.head].lemma == "for":  # "visits Cairo for a meeting"
        return False
    return determiner is not None and determiner.text.lower() in ("a", "an", "another")


def _located(place: Place | None, strength: float, rule: str) -> Located | None:
    return Located(place=place, strength=strength, rule=rule) if place else None


def _direct(setting: Setting, trigger: Trigger) -> Iterator[Located]:
    """The places that hang from the trigger near enough, the best first."""
    tree = setting.tree(trigger.sentence)
    token = tree.tokens[trigger.token]
    here = [*setting.links(trigger.sentence), *body.here(setting, trigger.sentence)]
    scored = [
        (_score(tree, token, trigger, link), -_FINE[link.place.precision], -i) for i, link in enumerate(here)
    ]
    for strength, _, number in sorted(scored, reverse=True):
        if strength < _ENOUGH:
            return
        link = here[-number]
        yield Located(place=link.place, strength=strength, rule=_attachment(link, token))


def _attachment(link: Link, token: Token) -> str:
    if link.governor.index == token.index:
        return f"hangs from its word ({link.role})"
    return f"hangs from “{link.governor.text}” near its word ({link.role})"


def _score(tree: Tree, token: Token, trigger: Trigger, link: Link) -> float:
    hops, clauses = path(tree, link.governor, token)
    wide = _WIDE if link.place.country is None and link.role != "object" else 0.0
    value = worth(trigger.type, link.role)
    if hops and (is_aside(tree, token, link) or _is_told(tree, token, link)):
        return min(value, _TOLD)
    if link.role == "object" and hops and not (token.dep == "nsubj" and token.head == link.governor.index):
        value = min(value, _OBJECT_OF_OTHER)  # the object of another verb
    if link.role in ("to", "on", "of", "against") and hops and not _is_one_act(token, link.governor):
        value = min(value, _ENOUGH)  # the aim of another act
    if link.role in ("modifier", "possessive", "other") and hops:
        value = min(value, _ENOUGH)  # it says whose that other thing is
    if link.role == "object" and link.governor.lemma in _LEAVING:
        value = min(value, _LEFT)
    if _modifies(tree, token, link):
        value, hops, clauses = max(value, _ADJACENT), 0, 0
    hop = _HOP_AT_HOME if trigger.type in AT_HOME else _HOP
    return value - hop * hops - _CLAUSE * clauses - wide


def is_aside(tree: Tree, token: Token, link: Link) -> bool:
    """Whether the place stands in a clause about the subject: "Burundi, which has troops in South Kivu, closed"."""
    node = link.governor
    for above in (None, *tree.ancestors(link.governor)):
        node = above if above is not None else node
        if node.index == token.index:
            return False
        if node.dep in ("relcl", "acl") and tree.tokens[node.head].dep in ("nsubj", "nsubjpass"):
            return not any(one.index == node.head for one in (token, *tree.ancestors(token)))
    return False


def _is_told(tree: Tree, token: Token, link: Link) -> bool:
    """Whether the place is that of an envoy's post, or of the words that tell of the act: "..., she said in Paris"."""
    if link.governor.lemma in words.ENVOYS:
        return True
    above = (link.governor, *tree.ancestors(link.governor))
    if token.dep == "dobj" and tree.tokens[token.head].lemma in words.JUDGING and token not in above:
        return True  # "denounced the attack at a funeral in Istanbul"
    if link.governor.pos != "VERB" or link.governor.lemma not in words.SAYING:
        return False
    node = token
    for outer in tree.ancestors(token):
        if outer.index == link.governor.index:
            return node.dep in ("ccomp", "advcl")
        node = outer
    return False


def _is_one_act(one: Token, other: Token) -> bool:
    """A verb and its noun: "launched strikes", "took control", "the blast hit"."""
    return one.head == other.index or other.head == one.index


def _modifies(tree: Tree, token: Token, link: Link) -> bool:
    """ "the Istanbul bombing", "a Kabul car bombing": the parser often hangs such a name elsewhere."""
    gap = token.index - link.token.index
    if not 0 < gap <= (1 if link.place.precision == "country" else 3) or link.role == "possessive":
        return False
    return token.pos != "VERB" and all(
        between.pos in ("NOUN", "ADJ") for between in tree.tokens[link.token.index + 1 : token.index]
    )


def path(tree: Tree, one: Token, other: Token) -> tuple[int, int]:
    """Steps between two words of a tree, and how many of them go in or out of a clause."""
    up = [one, *tree.ancestors(one)]
    down = [other, *tree.ancestors(other)]
    numbers = [token.index for token in down]
    for steps, token in enumerate(up):
        if token.index in numbers:
            cut = numbers.index(token.index)
            walked = [*up[:steps], *down[:cut]]
            return len(walked), sum(step.dep in _CLAUSES for step in walked)
    return len(up) + len(down), 2
