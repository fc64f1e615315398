"""Pronouns: who "he", "she", "it" and "they" stand for. "I" and "we" wait for the quotes."""

from __future__ import annotations

from collections.abc import Sequence

from app.extract.tree import Tree
from app.extract.who.gather import Draft
from app.extract.who.raw import Raw
from app.extract.who.word_sets import word_set

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_REACH = 5  # sentences back


def is_first_person(raw: Raw) -> bool:
    return raw.form == "pronoun" and raw.head in word_set("first_persons")


def resolve_pronouns(
    raws: Sequence[Raw], assigned: list[int | None], drafts: Sequence[Draft], trees: tuple[Tree, ...]
) -> None:
    """Fill the slots of ``assigned`` that belong to third-person pronouns; what fits nobody stays None."""
    for i, raw in enumerate(raws):
        if raw.form == "pronoun" and not is_first_person(raw):
            assigned[i] = _antecedent(i, raws, assigned, drafts, trees)
            index = assigned[i]
            if index is not None and raw.gender and drafts[index].gender is None:
                drafts[index].gender = raw.gender


def _antecedent(
    i: int,
    raws: Sequence[Raw],
    assigned: Sequence[int | None],
    drafts: Sequence[Draft],
    trees: tuple[Tree, ...],
) -> int | None:
    """The best earlier mention: nearer sentences first, subjects before others, then the latest."""
    pronoun = raws[i]
    if _is_thing(pronoun, trees[pronoun.sentence]):
        return None
    near = _speaking(i, raws, assigned, drafts, trees)
    if near is None:
        near = _leading(i, raws, assigned, drafts, trees)
    if near is not None:
        return near
    best: tuple[float, int] | None = None
    for j in range(i - 1, -1, -1):
        raw, index = raws[j], assigned[j]
        gap = pronoun.sentence - raw.sentence
        if gap > _REACH:
            break
        if index is None or raw.form == "modifier" or not _agrees(pronoun, raw, drafts[index]):
            continue
        subject = trees[raw.sentence].tokens[raw.token].dep in _SUBJECTS
        if raw.form == "capital" and not subject:  # only "Beijing rejected" speaks of a state
            continue
        weight = -1.0 * gap + (0.9 if subject else 0.0) - 0.01 * (i - j)
        if best is None or weight > best[0]:
            best = weight, index
    return best[1] if best else None


def _is_thing(pronoun: Raw, tree: Tree) -> bool:
    """ "denounced it as opaque", "condemned it": a deal or a deed is denounced, not whoever was named last."""
    token = tree.tokens[pronoun.token]
    verb = tree.head(token)
    if pronoun.text.lower() != "it" or verb is None:
        return False
    return token.dep in ("dobj", "nsubj") and verb.lemma in word_set("it_things") and token.index > verb.index


def _speaking(
    i: int,
    raws: Sequence[Raw],
    assigned: Sequence[int | None],
    drafts: Sequence[Draft],
    trees: tuple[Tree, ...],
) -> int | None:
    """ "Mali asked France to leave after Paris said that it would": the subject of what is said is who says it."""
    pronoun = raws[i]
    tree = trees[pronoun.sentence]
    token = tree.tokens[pronoun.token]
    clause = tree.head(token) if token.dep in _SUBJECTS else None
    verb = tree.head(clause) if clause is not None and clause.dep == "ccomp" else None
    speaker = (
        tree.first(verb, "nsubj") if verb is not None and verb.lemma in word_set("speech_verbs") else None
    )
    if speaker is None or pronoun.text.lower() != "it":
        return None
    for raw, index in zip(raws[:i], assigned, strict=False):
        if raw.sentence == pronoun.sentence and index is not None and raw.first <= speaker.index <= raw.last:
            return index if drafts[index].kind in ("body", "group", "country") and not raw.plural else None
    return None


def _leading(
    i: int,
    raws: Sequence[Raw],
    assigned: Sequence[int | None],
    drafts: Sequence[Draft],
    trees: tuple[Tree, ...],
) -> int | None:
    """ "In its last meeting, the coalition ...": an owner in an opening phrase is the subject that follows."""
    pronoun = raws[i]
    tree = trees[pronoun.sentence]
    token = tree.tokens[pronoun.token]
    if token.dep != "poss":
        return None
    top = [token, *tree.ancestors(token)]
    if len(top) < 3 or top[-2].dep not in {"prep", "advcl"}:
        return None
    subject = tree.first(top[-1], *_SUBJECTS)
    if subject is None or subject.index < token.index:
        return None
    for j in range(i + 1, len(raws)):
        if raws[j].sentence != pronoun.sentence:
            return None
        index = assigned[j]
        if index is not None and raws[j].first <= subject.index <= raws[j].last:
            return index if _agrees(pronoun, raws[j], drafts[index]) else None
    return None


def _agrees(pronoun: Raw, raw: Raw, draft: Draft) -> bool:
    if pronoun.gender:
        human = draft.kind == "person" or (raw.title is not None and not raw.plural)
        return human and draft.gender in (None, pronoun.gender)
    if pronoun.plural:
        return raw.plural or draft.plural or draft.kind == "group"
    return draft.kind in ("body", "group", "country") and not raw.plural
