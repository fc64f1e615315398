"""Actors named by a common noun ("two soldiers", "the Chinese government"), by a people, or by a pronoun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.extract.records import Kind, MentionForm, Token
from app.extract.tree import Tree
from app.extract.who.facts import Gender, Noun
from app.extract.who.knowledge import Knowledge
from app.extract.who.line import Line
from app.extract.who.raw import Hit, Raw, root
from app.extract.who.word_sets import word_set

_INSIDE = frozenset(
    {"amod", "compound", "nummod", "nmod", "quantmod", "poss", "advmod", "punct", "case", "npadvmod"}
)
_MODIFIER_DEPS = frozenset({"amod", "compound", "nmod", "npadvmod"})
_PRONOUNS: dict[str, tuple[Gender | None, bool]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("m", False)),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("f", False)),
    **dict.fromkeys(("it", "its", "itself"), (None, False)),
    **dict.fromkeys(("they", "them", "their", "themselves"), (None, True)),
    **dict.fromkeys(("i", "me", "my", "myself"), (None, False)),
    **dict.fromkeys(("we", "us", "our", "ourselves"), (None, True)),
}


def lone_hits(line: Line, taken: set[int]) -> Iterator[Raw]:
    """Known writings that no name phrase has swallowed."""
    for hit in line.hits:
        if hit.first in taken and hit.last in taken:
            continue
        token = root(line.sentence, hit.first, hit.last)
        if hit.form.known.kind == "person" or _inside_a_name(hit, line):
            continue
        if hit.form.sense == "people":
            yield _people(hit, token, line)
        else:
            yield _known(hit, token, line)


def _inside_a_name(hit: Hit, line: Line) -> bool:
    """ "Jordan" of "Jordan Bardella": the label and the neighbour say it is a given name."""
    tokens = line.sentence.tokens
    following = tokens[hit.last + 1] if hit.last + 1 < len(tokens) else None
    return (
        tokens[hit.first].entity == "PERSON"
        and following is not None
        and following.entity == "PERSON"
        and not following.entity_start
        and following.text[0].isupper()
    )


def _people(hit: Hit, token: int, line: Line) -> Raw:
    return Raw(
        sentence=line.sentence.index,
        token=token,
        start=hit.start,
        end=hit.end,
        kind="unnamed",
        form="nominal",
        text=hit.form.text,
        country=hit.form.known.country,
        sector="CVL",
        plural=True,
        head=hit.form.text.lower(),
        first=hit.first,
        last=hit.last,
    )


def _known(hit: Hit, token: int, line: Line) -> Raw:
    head = line.sentence.tokens[token]
    form: MentionForm = "name"
    if hit.form.sense == "capital":
        form = "capital"
    if head.dep in _MODIFIER_DEPS and head.head > head.index:
        form = "modifier"
    known = hit.form.known
    return Raw(
        sentence=line.sentence.index,
        token=token,
        start=hit.start,
        end=hit.end,
        kind=known.kind,
        form=form,
        text=hit.form.text,
        known=known,
        country=known.country,
        sector=known.sector,
        definite=True,
        proper=hit.form.sense == "name",
        head=hit.form.text.split()[-1].lower(),
        first=hit.first,
        last=hit.last,
    )


def nominals(line: Line, tree: Tree, taken: set[int], knowledge: Knowledge) -> Iterator[Raw]:
    """Noun phrases whose head is in the table of actor nouns or of titles and that are no modifier themselves."""
    spent = set(taken)
    for token in tree.tokens:
        if token.pos not in {"NOUN", "PROPN", "ADJ"} or token.index in spent:
            continue
        noun = knowledge.noun(token.lemma, token.text)
        title = knowledge.titles.get(token.lemma)
        if noun is None and title is None:
            continue
        if (
            token.pos == "ADJ"
            and token.tag not in {"NNS", "NNPS"}
            and token.dep not in {"nsubj", "dobj", "pobj"}
        ):
            continue
        if token.dep in _MODIFIER_DEPS and token.head > token.index:
            continue
        last = _office_end(token, tree)
        spent.update(range(token.index, last + 1))
        first = _left_edge(token, tree, taken)
        thing = noun.kind if noun and noun.kind in ("facility", "craft") else ""
        yield Raw(
            sentence=line.sentence.index,
            token=token.index,
            start=tree.tokens[first].start,
            end=tree.tokens[last].end,
            kind=_kind(noun),
            form="nominal",
            text=line.text[tree.tokens[first].start : tree.tokens[last].end],
            title=_title(token, first, line) if title else None,
            country=_country(token, first, line, tree),
            sector=title.sector if title else noun.sector if noun else None,
            gender=title.gender if title else None,
            plural=token.tag in {"NNS", "NNPS"},
            definite=any(d.text.lower() in {"the", "this", "that"} for d in tree.below(token, "det")),
            thing=thing,
            head=_head(token),
            first=first,
            last=last,
        )


def _office_end(token: Token, tree: Tree) -> int:
    """The last token of "chief of staff", "heads of state": the office goes on after its head."""
    tokens = tree.tokens
    if token.lemma in word_set("office_heads") and token.index + 2 < len(tokens):
        of, field = tokens[token.index + 1 : token.index + 3]
        if of.text == "of" and field.text.lower() in word_set("office_fields"):
            return field.index
    return token.index


def _title(token: Token, first: int, line: Line) -> str:
    """The office in a description: what follows the state or owner that stands before it."""
    tokens = line.sentence.tokens
    start = first
    for i in range(first, token.index):
        owned = tokens[i].tag == "POS" or any(
            h.first <= i <= h.last and h.form.known.country for h in line.hits
        )
        start = i + 1 if owned else start
    return line.text[tokens[start].start : token.end]


def _kind(noun: Noun | None) -> Kind:
    if noun is not None and (noun.kind == "group" or noun.kind == "body"):
        return noun.kind
    return "unnamed"


def _head(token: Token) -> str:
    """The lemma, in the singular also where the tagger saw a name."""
    return token.lemma.removesuffix("s") if token.pos == "PROPN" and token.tag == "NNPS" else token.lemma


def _left_edge(head: Token, tree: Tree, taken: set[int]) -> int:
    """The first token of the phrase: contiguous modifiers and an owner, without determiners and pronouns."""
    members = {head.index}
    for child in tree.below(head):
        if child.dep in _INSIDE and child.index < head.index:
            members.update(t.index for t in tree.subtree(child) if t.index < head.index)
    first = head.index
    while first - 1 in members:
        first -= 1
    while first < head.index and _left_out(tree.tokens[first]):
        first += 1
    return first


def _left_out(token: Token) -> bool:
    return (
        token.text.lower() in word_set("determiners")
        or token.pos in {"DET", "PRON", "PUNCT", "CCONJ"}
        or token.tag == "POS"
    )


def _country(token: Token, first: int, line: Line, tree: Tree) -> str | None:
    """The state named in the phrase or right after it: "Iraqi troops", "police in Kenya", "the army of Chad"."""
    for hit in line.hits:
        if first <= hit.first <= token.index and hit.form.known.country:
            return hit.form.known.country
    if token.lemma in word_set("envoys"):  # his post, "the EU's ambassador to Georgia", is not his country
        return None
    for prep in tree.below(token, "prep"):
        for place in tree.below(prep, "pobj"):
            for hit in line.hits:
                if hit.first <= place.index <= hit.last and hit.form.known.country:
                    return hit.form.known.country
    return None


def pronouns(line: Line, tokens: Sequence[Token]) -> Iterator[Raw]:
    for token in tokens:
        entry = _PRONOUNS.get(token.text.lower()) if token.pos == "PRON" else None
        if entry is None or (token.text == "US" or token.text == "IT"):
            continue
        yield Raw(
            sentence=line.sentence.index,
            token=token.index,
            start=token.start,
            end=token.end,
            kind="unnamed",
            form="pronoun",
            text=token.text,
            gender=entry[0],
            plural=entry[1],
            head=token.text.lower(),
            first=token.index,
            last=token.index,
        )
