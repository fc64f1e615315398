"""The straight line from an article's text to its reports, every step called by name, top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.extract import parse
from app.extract.assemble import Account, Confidence, MergeWeights, joined, report_of
from app.extract.assemble.account import account_of
from app.extract.assemble.bystanders import without_onlooker, without_victims
from app.extract.assemble.cluster import Joined
from app.extract.assemble.implied import with_implied_doers
from app.extract.assemble.storyline import with_inherited_dates
from app.extract.assemble.subjects import narrowed
from app.extract.assemble.telling import spoken_for, teller_of, without_teller
from app.extract.encode import Encoder
from app.extract.explain.case import Case
from app.extract.explain.explanation import explanation_of
from app.extract.explain.records import Explanation
from app.extract.language import guess_language
from app.extract.link import Linker, candidates
from app.extract.records import Document, Extraction, Report, TimeExpression, Trigger
from app.extract.taxonomy import TYPES
from app.extract.timing import Stopwatch
from app.extract.what import Judged, Lexicon, Scorer, judge_words
from app.extract.what.casualties import tolls_of
from app.extract.what.foreseen import foreseen
from app.extract.what.triggers import SCORER_SHARE
from app.extract.when import date_of, find_times
from app.extract.where import Gazetteer, Setting, find_places
from app.extract.where.attach import own_place
from app.extract.who import Cast, Knowledge, find_actors, find_quotes
from app.extract.who import load as load_knowledge

LEAST = 0.3  # confidence; leaving out what lies below gains more in precision than it loses in recall


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article's accounts, and the actors, places and times they speak of."""

    judged: tuple[Judged, ...]  # every word that had a chance of naming an act
    triggers: tuple[Trigger, ...]
    times: tuple[TimeExpression, ...]
    cast: Cast
    setting: Setting
    linker: Linker
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """Everything that extraction knows, loaded once a process. Extraction itself is pure and deterministic."""

    nlp: parse.Language
    lexicon: Lexicon
    scorer: Scorer
    encoder: Encoder
    merging: MergeWeights
    confidence: Confidence
    knowledge: Knowledge
    gazetteer: Gazetteer
    share: float = SCORER_SHARE  # of the scorer, where the lexicon knows a word; the encoder has the rest

    @classmethod
    def load(cls, cache: Path, model: str = parse.DEFAULT_MODEL, actors: Path | None = None) -> Extractor:
        """Load the spaCy package ``model``, the packaged data and the gazetteer's index, which is built in the folder
        ``cache`` if it is not there yet. ``actors`` is a desk's own table of actors, if it has one.

        Raises OSError if the model is not installed, and LexiconError, ModelError or KnowledgeError if a data file
        is damaged.
        """
        return cls(
            nlp=parse.load(model),
            lexicon=Lexicon.load(),
            scorer=Scorer.load(),
            encoder=Encoder.load(),
            merging=MergeWeights.load(),
            confidence=Confidence.load(),
            knowledge=load_knowledge(actors),
            gazetteer=Gazetteer.ensure(cache),
        )

    def extract(
        self, text: str, published: date, title: str | None = None, explain: bool = False
    ) -> Extraction:
        """The reports of one article. ``published`` anchors every relative date; ``title`` only helps.

        With ``explain`` the answer says where every value comes from; the values are the same.
        """
        watch = Stopwatch()
        language = guess_language(text)
        if language != "en":
            nothing = Explanation(reports=(), sentences=()) if explain else None
            return Extraction(reports=(), language=language, timings=watch.seconds, explanation=nothing)
        with watch.step("parse"):
            doc = parse.parse(self.nlp, text, published, title)
        told = self.accounts(doc, watch)
        with watch.step("speech"):
            quotes = find_quotes(doc, told.cast)
        with watch.step("assemble"):
            groups = [
                narrowed(group, told.cast) for group in joined(told.accounts, self.merging, told.linker)
            ]
            members = [[member.account for member in group] for group in groups]
            reports = tuple(
                report_of(doc, group, told.linker, told.setting, quotes, self.confidence) for group in members
            )
        kept = tuple(report for report in reports if report.confidence >= LEAST)
        if not explain:
            return Extraction(reports=kept, language=language, timings=watch.seconds)
        with watch.step("explain"):
            explanation = explanation_of(case_of(doc, told, groups, reports, self.merging))
        return Extraction(reports=kept, language=language, timings=watch.seconds, explanation=explanation)

    def accounts(self, doc: Document, watch: Stopwatch) -> Told:
        """What each trigger of a parsed article tells, before mentions of one happening are merged."""
        with watch.step("places"):
            places = find_places(doc, self.gazetteer)
        with watch.step("actors"):
            cast = find_actors(doc, self.knowledge, places)
        with watch.step("encode"):
            vectors = self.encoder.read(doc)
        with watch.step("triggers"):
            judged = judge_words(
                doc, cast.trees, self.lexicon, self.scorer, self.encoder, vectors, self.share
            )
        with watch.step("dates"):
            times = find_times(doc)
        with watch.step("accounts"):
            setting = Setting(doc, places, cast.trees)
            # places and times are learned along, but rules attach them: their links would cost a third and go unused
            linker = Linker(doc, cast, self.encoder, vectors, candidates(doc, cast, (), ()))
            triggers = tuple(foreseen(doc, word.trigger, times) for word in judged if word.trigger)
            return Told(
                judged=judged,
                triggers=triggers,
                times=times,
                cast=cast,
                setting=setting,
                linker=linker,
                accounts=tell(doc, triggers, linker, times, setting),
            )


def case_of(
    doc: Document,
    told: Told,
    groups: Sequence[Sequence[Joined]],
    reports: Sequence[Report],
    merging: MergeWeights,
) -> Case:
    """What the steps of one extraction handed to each other, for explaining it."""
    return Case(
        doc=doc,
        judged=told.judged,
        triggers=told.triggers,
        times=told.times,
        linker=told.linker,
        setting=told.setting,
        groups=tuple(map(tuple, groups)),
        reports=tuple(reports),
        merging=merging,
        least=LEAST,
    )


def tell(
    doc: Document,
    triggers: Sequence[Trigger],
    linker: Linker,
    times: Sequence[TimeExpression],
    setting: Setting,
) -> tuple[Account, ...]:
    """What each trigger tells: who, when, where, how many, and in whose words.

    Words spoken by nobody we can name are no event: the model asks for an identifiable actor.
    """
    cast = linker.cast
    told = (
        account_of(
            doc,
            trigger,
            parts=linker.parts(trigger),
            when=date_of(doc, trigger, times),
            where=own_place(setting, trigger),
            toll=toll,
            teller=teller_of(trigger, cast),
        )
        for trigger, toll in zip(triggers, tolls_of(cast.trees, triggers), strict=True)
    )
    voiced = (without_teller(spoken_for(account, cast), cast) for account in told)
    spoken = {(t.sentence, t.token) for t in triggers if TYPES[t.type].family == "speech"}
    done = (without_onlooker(without_victims(account, cast), cast, spoken) for account in voiced)
    acted = [account for account in done if account.entities("source") or not account.is_speech]
    return with_inherited_dates(with_implied_doers(acted, linker), doc.published, cast.trees)
