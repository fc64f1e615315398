"""The country of the body that acts: "Iraqi lawmakers approved" happened in Iraq."""

from __future__ import annotations

from app.extract.records import Place, Token, Trigger
from app.extract.tree import Tree
from app.extract.where.setting import Setting
from app.extract.where.tables import Country, countries

_OTHER_CLAUSES = ("ccomp", "advcl", "relcl", "xcomp", "conj", "acl")


def country_of_actor(setting: Setting, trigger: Trigger) -> Place | None:
    """The country named beside the trigger or in its subject, as a place of the article."""
    tree = setting.tree(trigger.sentence)
    token = tree.tokens[trigger.token]
    verb = token if token.pos in ("VERB", "AUX") else next(tree.ancestors(token), token)
    for root in (token, tree.subject(verb), tree.first(verb, "agent"), tree.first(verb, "dobj"), verb):
        if root is None:
            continue
        for node in sorted(_own(tree, root), key=lambda node: node.index):
            if found := _country_at(setting, trigger.sentence, node):
                return found
    return None


def host(setting: Setting, trigger: Trigger) -> Place | None:
    """ "talks with visiting Russian minister": the country named in the sentence that is not the visitor's."""
    tree = setting.tree(trigger.sentence)
    visitor = next(
        (token for token in tree.tokens if token.lemma in ("visiting", "visit") and token.dep == "amod"), None
    )
    if visitor is None:
        return None
    guests = {_code_at(setting, trigger.sentence, node) for node in _own(tree, tree.tokens[visitor.head])}
    for token in tree.tokens:
        code = _code_at(setting, trigger.sentence, token)
        if code and code not in guests:
            return _country_at(setting, trigger.sentence, token)
    return home(setting, trigger.sentence)


def home(setting: Setting, sentence: int) -> Place | None:
    """The article's country, where the article names it nearest to the sentence."""
    if setting.country is None:
        return None
    token = next(
        (setting.tree(s).tokens[i] for (s, i), code in setting.demonyms.items() if code == setting.country),
        None,
    )
    return _as_place(setting, setting.country, sentence, token)


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
