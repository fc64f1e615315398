"""The country of the body that acts: "Iraqi lawmakers approved" happened in Iraq."""

from __future__ import annotations

from collections.abc import Iterator

from app.extract.records import Place, Token, Trigger
from app.extract.tree import Tree
from app.extract.where import words
from app.extract.where.links import Link, role_of
from app.extract.where.setting import Setting, capitals
from app.extract.where.tables import Country, countries

_TITLE = 6  # tokens that the visitor's country and title fill
_OTHER_CLAUSES = ("ccomp", "advcl", "relcl", "xcomp", "conj", "acl")


def place_of_actor(setting: Setting, trigger: Trigger) -> Place | None:
    """The place named beside the trigger or in its subject: "Iraqi lawmakers", "Maine voters", "Wuhan lifts"."""
    for root in _acting(setting.tree(trigger.sentence), trigger):
        for node in sorted(_own(setting.tree(trigger.sentence), root), key=lambda node: node.index):
            if found := _place_at(setting, trigger.sentence, node):
                return found
    return None


def is_international(setting: Setting, trigger: Trigger) -> bool:
    """Whether a body of many countries acts: "the UN General Assembly adopted"."""
    tree = setting.tree(trigger.sentence)
    roots = _acting(tree, trigger)[:3]
    return any(node.text.lower() in words.INTERNATIONAL for root in roots for node in _own(tree, root))


def _acting(tree: Tree, trigger: Trigger) -> list[Token]:
    """The trigger, who does it and the verb, in the order in which they tell whose act it is."""
    token = tree.tokens[trigger.token]
    verb = next((node for node in (token, *tree.ancestors(token)) if node.pos in ("VERB", "AUX")), token)
    subject = tree.head(verb) if verb.dep in ("acl", "relcl") else tree.subject(verb)
    if subject is not None and subject.tag == "PRP":
        outer = next((node for node in tree.ancestors(verb) if node.pos == "VERB"), verb)
        subject = tree.subject(outer)
    roots = (token, subject, tree.first(verb, "agent"), tree.first(verb, "dobj"), verb)
    return [root for root in roots if root is not None]


def _place_at(setting: Setting, sentence: int, token: Token) -> Place | None:
    for place in setting.places:
        if place.sentence == sentence and place.country and place.start <= token.start < place.end:
            return place
    return _country_at(setting, sentence, token)


def host(setting: Setting, sentence: int) -> Place | None:
    """Who receives: in "talks with the visiting Russian minister" the country that is not the visitor's."""
    tree = setting.tree(sentence)
    visitor = next((token for token in tree.tokens if _is_visiting(tree, token)), None)
    if visitor is None:
        return None
    near = range(visitor.index + 1, visitor.index + _TITLE)
    guests = {
        code for i in near if i < len(tree.tokens) and (code := _code_at(setting, sentence, tree.tokens[i]))
    }
    for token in tree.tokens:
        code = _code_at(setting, sentence, token)
        if code and code not in guests and token.index not in near:
            return _country_at(setting, sentence, token)
    rest = [code for code, _ in setting.countries if code not in guests]
    return _as_place(setting, rest[0], sentence, _demonym_of(setting, rest[0])) if rest else None


def led_to(setting: Setting, trigger: Trigger) -> Place | None:
    """ "flew to Goma, where she met the governor": the place that a clause with "where" is about."""
    tree = setting.tree(trigger.sentence)
    token = tree.tokens[trigger.token]
    for node in (token, *tree.ancestors(token)):
        if node.dep == "relcl" and any(child.text.lower() == "where" for child in tree.below(node, "advmod")):
            head = tree.tokens[node.head]
            places = (place for place in setting.places if place.sentence == trigger.sentence)
            return next((p for p in places if p.start <= head.start < p.end and p.country), None)
        if node.dep not in ("conj", "dobj", "xcomp", "pobj", "prep"):
            return None
    return None


def shuts(setting: Setting, trigger: Trigger) -> bool:
    """ "closed its border with Rwanda": done on one's own ground, wherever the article plays."""
    tree = setting.tree(trigger.sentence)
    shut = tree.first(tree.tokens[trigger.token], "dobj")
    return shut is not None and shut.lemma in ("border", "frontier", "airspace")


def is_hosted(setting: Setting, trigger: Trigger) -> bool:
    """ "Turkey will host a summit", "Cairo welcomes": the one who acts is at home."""
    tree = setting.tree(trigger.sentence)
    token = tree.tokens[trigger.token]
    verbs = (token, tree.head(token))
    return any(
        verb is not None and verb.lemma in ("host", "welcome", "receive") and verb.pos == "VERB"
        for verb in verbs
    )


def _is_visiting(tree: Tree, token: Token) -> bool:
    """ "visiting" before a title: "the visiting Russian minister", not "after visiting Rome"."""
    if token.text.lower() != "visiting" or token.index + 1 >= len(tree.tokens):
        return False
    if token.dep == "amod":
        return True
    before = tree.tokens[token.index - 1].text.lower() if token.index else ""
    return before in ("with", "and", "by", "the") or (
        token.dep != "pcomp" and tree.first(token, "dobj") is None
    )


def here(setting: Setting, sentence: int) -> Iterator[Link]:
    """Words that stand for a place named elsewhere: "here", "the capital", "the city"."""
    for token in setting.tree(sentence).tokens:
        place = (
            _stands_for(setting, sentence, token)
            or _capital_of(setting, sentence, token)
            or _soil(setting, sentence, token)
        )
        if place is not None:
            role, governor = role_of(setting.tree(sentence), token)
            yield Link(place=place, token=token, role="in" if role == "loose" else role, governor=governor)


def _stands_for(setting: Setting, sentence: int, token: Token) -> Place | None:
    word, tree = token.text.lower(), setting.tree(sentence)
    if word == "here" and token.dep in ("advmod", "npadvmod", "pobj"):
        return setting.town or home(setting, sentence)
    if word not in ("capital", "city", "town") or tree.first(token, "prep", "appos", "amod", "poss", "nmod"):
        return None
    if any(part.text.lower() != "port" for part in tree.below(token, "compound")):
        return None
    determiner = tree.first(token, "det")
    if determiner is None or determiner.text.lower() != "the":
        return None
    return setting.capital(sentence) if word == "capital" else setting.last_town(sentence)


def _capital_of(setting: Setting, sentence: int, token: Token) -> Place | None:
    """ "the Turkish capital", "the Nigerian capital Abuja", where the article names the town."""
    if token.text.lower() != "capital":
        return None
    tree = setting.tree(sentence)
    codes = {
        setting.demonyms.get((sentence, word.index)) for word in tree.below(token, "amod", "nmod", "poss")
    }
    named = [p for p in setting.places if p.country in codes and p.canonical_name in capitals() and p.country]
    return min(named, key=lambda place: abs(place.sentence - sentence), default=None)


def _soil(setting: Setting, sentence: int, token: Token) -> Place | None:
    """ "on Turkish territory", "in Lebanese airspace"."""
    if token.lemma not in words.SOIL:
        return None
    people = next(setting.tree(sentence).below(token, "amod"), None)
    return (
        _country_at(setting, sentence, people)
        if people and (sentence, people.index) in setting.demonyms
        else None
    )


def chamber(setting: Setting, sentence: int, verb: Token) -> Place | None:
    """The country of the parliament that is spoken to: "told the French parliament"."""
    tree = setting.tree(sentence)
    told = tree.first(verb, "dobj", "dative")
    if told is None or told.lemma not in words.CHAMBERS:
        return None
    return next((found for node in _own(tree, told) if (found := _country_at(setting, sentence, node))), None)


def home(setting: Setting, sentence: int) -> Place | None:
    """The article's country, where the article names it nearest to the sentence."""
    return country_named(setting, setting.country, sentence) if setting.country else None


def country_named(setting: Setting, country: str, sentence: int) -> Place | None:
    """The country ``country``, where the article names it or its people nearest to the sentence."""
    return _as_place(setting, country, sentence, _demonym_of(setting, country))


def _demonym_of(setting: Setting, country: str) -> Token | None:
    """A word of the article that names ``country`` by its people."""
    where = next((at for at, code in setting.demonyms.items() if code == country), None)
    return setting.tree(where[0]).tokens[where[1]] if where else None


def _own(tree: Tree, root: Token) -> list[Token]:
    """The words under ``root`` without the clauses that hang from it."""
    stack, found = [root], []
    while stack:
        node = stack.pop()
        found.append(node)
        stack += [child for child in tree.below(node) if child.dep not in _OTHER_CLAUSES]
    return found


def _code_at(setting: Setting, sentence: int, token: Token) -> str | None:
    for place in setting.places:
        if (
            place.sentence == sentence
            and place.precision == "country"
            and place.start <= token.start < place.end
        ):
            return place.country
    return setting.demonyms.get((sentence, token.index))


def _country_at(setting: Setting, sentence: int, token: Token) -> Place | None:
    code = _code_at(setting, sentence, token)
    return _as_place(setting, code, sentence, token) if code else None


def _as_place(setting: Setting, iso2: str, sentence: int, token: Token | None) -> Place | None:
    """The country ``iso2`` where the article names it, else where it only says the demonym ``token``."""
    named = [place for place in setting.places if place.precision == "country" and place.country == iso2]
    if named:
        return min(named, key=lambda place: abs(place.sentence - sentence))
    country = next((one for one in countries() if one.iso2 == iso2), None)
    return _whole(country, sentence, token) if country and token else None


def _whole(country: Country, sentence: int, token: Token) -> Place:
    return Place(
        sentence=sentence,
        start=token.start,
        end=token.end,
        name=country.name,
        canonical_name=country.name,
        country=country.iso2,
        admin1=None,
        geonames_id=country.geonames_id,
        latitude=country.point[0] if country.point else None,
        longitude=country.point[1] if country.point else None,
        precision="country",
    )
