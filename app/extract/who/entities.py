"""From raw mentions to the cast: appositions, acronyms, gathering, names and stable identifiers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.extract.records import ActorMention, Document, Entity, Place
from app.extract.tree import Tree
from app.extract.who.beside import appositions, as_persons
from app.extract.who.cast import Cast, Origin
from app.extract.who.claims import title_on, told
from app.extract.who.facts import slug
from app.extract.who.gather import Draft, Gathering
from app.extract.who.home import settle
from app.extract.who.identify import identify
from app.extract.who.knowledge import Knowledge
from app.extract.who.raw import Raw
from app.extract.who.refer import resolve_pronouns
from app.extract.who.word_sets import word_set

_PARTS = frozenset(
    {"England", "Northern Ireland", "Scotland", "Wales"}
)  # they name a state only where nothing else does
_ACRONYM = re.compile(r'\s\(\s?(?:the )?["“]?([A-Z][A-Za-z&-]{1,9})["”]?\s?\)')


def assemble(
    doc: Document, raws: Sequence[Raw], trees: tuple[Tree, ...], knowledge: Knowledge, places: Sequence[Place]
) -> Cast:
    raws, partners = as_persons(raws, appositions(raws, trees))
    gathering = Gathering(knowledge, doc.published)
    assigned: list[int | None] = [None] * len(raws)
    for i, raw in enumerate(raws):
        if raw.kind == "person" and (len(raw.text.split()) > 1 or raw.known):
            assigned[i] = gathering.person(raw)
    gathering.recent.clear()
    for i, raw in enumerate(raws):
        if raw.form == "pronoun":
            continue
        partner = partners.get(i)
        if partner is not None and assigned[partner] is None:  # "the militant group Islamic Jihad"
            assigned[partner] = _place(raws[partner], doc.text, gathering)
        if partner is not None and assigned[partner] is not None:
            assigned[i] = gathering.join(assigned[partner], raw)  # type: ignore[arg-type]
        elif assigned[i] is not None:
            gathering.join(assigned[i], raw)  # type: ignore[arg-type]
        else:
            assigned[i] = _place(raw, doc.text, gathering, _may_be_surname(raw, trees[raw.sentence]))
    resolve_pronouns(raws, assigned, gathering.drafts, trees)
    towns = (place.country for place in places if place.country and place.precision != "country")
    settle(raws, assigned, gathering.drafts, towns)
    identify(gathering.drafts, assigned, knowledge.organs)
    return _cast(raws, assigned, gathering.drafts, trees, doc.published)


def _place(raw: Raw, text: str, gathering: Gathering, bare: bool = False) -> int | None:
    """The draft of one mention; ``bare`` says that the grammar lets it be a surname."""
    if raw.text in gathering.acronyms:
        return gathering.join(gathering.acronyms[raw.text], raw)
    if raw.kind == "person":
        return gathering.person(raw)
    if (raw.thing and raw.text[0].isupper()) or (raw.weak and not raw.text.isupper()):
        # a surname labelled as a place or a body is still the surname of somebody the article names
        bearer = gathering.person(replace(raw, kind="person", weak=True))
        if bearer is not None:
            return bearer
    if raw.form == "nominal":
        return gathering.nominal(raw)
    if bare and " " not in raw.text and not raw.text.isupper():
        bearer = gathering.surname(raw)
        if bearer is not None:
            return bearer
    index = gathering.keyed(raw.known.id, raw, raw.known) if raw.known else gathering.organisation(raw)
    acronym = _ACRONYM.match(text, raw.end)
    if index is not None and acronym and raw.kind in ("body", "group"):
        gathering.acronyms[acronym[1]] = index
    return index


def _may_be_surname(raw: Raw, tree: Tree) -> bool:
    """ "Wagner said", not "Wagner fighters", nor "in Jordan"."""
    token = tree.tokens[raw.token]
    if raw.form not in ("name", "capital") or token.dep in ("compound", "amod", "nmod"):
        return False
    return token.dep != "pobj" or tree.tokens[token.head].lemma not in word_set("place_prepositions")


def _cast(
    raws: Sequence[Raw],
    assigned: Sequence[int | None],
    drafts: Sequence[Draft],
    trees: tuple[Tree, ...],
    day: date,
) -> Cast:
    used = sorted({index for index in assigned if index is not None})
    place = {index: n for n, index in enumerate(used)}
    entities = tuple(_entity(place[index], drafts[index], day) for index in used)
    mentions: list[ActorMention] = []
    by_token: dict[tuple[int, int], ActorMention] = {}
    for raw, index in zip(raws, assigned, strict=True):
        if index is None:
            continue
        mention = ActorMention(
            sentence=raw.sentence,
            token=raw.token,
            start=raw.start,
            end=raw.end,
            kind=entities[place[index]].kind,
            entity=place[index],
            form=raw.form,
        )
        mentions.append(mention)
        for token in range(raw.first, raw.last + 1):
            by_token.setdefault((raw.sentence, token), mention)
        by_token[raw.sentence, raw.token] = mention
    things = {place[index]: drafts[index].thing for index in used if drafts[index].thing}
    return Cast(
        mentions=tuple(mentions),
        entities=entities,
        trees=trees,
        by_token=by_token,
        things=things,
        origins=tuple(_origin(drafts[index], trees) for index in used),
    )


def _origin(draft: Draft, trees: Sequence[Tree]) -> Origin:
    known = draft.known.id if draft.known else None
    raw = draft.country_words
    if draft.country is None:
        return Origin(known=known, country=None)
    if draft.at_home:
        return Origin(known=known, country="article")
    if raw is None:
        return Origin(known=known, country="knowledge base")
    tokens = trees[raw.sentence].tokens
    span = (tokens[raw.first].start, tokens[raw.last].end) if raw.first >= 0 else (raw.start, raw.end)
    return Origin(known=known, country="words", words=span)


def _entity(index: int, draft: Draft, day: date) -> Entity:
    name = _fullest(draft)
    proper = any(letter.isupper() for letter in name) and not draft.common
    others = dict.fromkeys(form for form in draft.names if form != name)
    aliases = tuple(form for form in others if not proper or form != form.lower())  # "the group" is no alias
    canonical = draft.known.name if draft.known else name
    return Entity(
        index=index,
        name=name,
        canonical_name=canonical,
        actor_id=_identifier(draft, name),
        kind=draft.kind,
        title=_title(draft, day) if draft.kind == "person" else None,
        country=draft.country,
        sector=draft.sector,
        aliases=aliases,
    )


def _title(draft: Draft, day: date) -> str | None:
    """The office that the text tells, which may be newer than the tables; else the one they vouch for on that day."""
    return told(draft.titles) or (title_on(draft.known, day) if draft.known else None)


def _fullest(draft: Draft) -> str:
    """The fullest form in the text; of a state its usual name, which "Israeli jets" and "Tehran" stand for too."""
    if draft.known and draft.kind == "country":
        whole = [name for name in draft.proper if name not in _PARTS] or draft.proper
        usual = draft.known.name in whole or not whole
        return draft.known.name if usual else max(whole, key=len)
    return max(draft.written or draft.names, key=len)


def _identifier(draft: Draft, name: str) -> str:
    """Stable across articles. What only a noun names stays unnamed, unless its state is told: "body:CN:committee"."""
    if draft.known:
        return draft.known.id
    kind, last = draft.kind, name
    if draft.common and draft.country and draft.kind == "body":
        last = draft.head
    elif draft.common:
        kind = "unnamed"
    return ":".join([kind, *([draft.country] if draft.country else []), slug(last) or "unknown"])
