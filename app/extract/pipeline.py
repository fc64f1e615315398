"""The straight line from an article's text to its reports, every step called by name, top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.extract import parse
from app.extract.assemble import Account, MergeWeights, cluster, report_of
from app.extract.assemble.account import account_of
from app.extract.language import guess_language
from app.extract.records import Document, Extraction, Place, Report, TimeExpression, Trigger
from app.extract.timing import Stopwatch
from app.extract.what import Lexicon, Scorer, find_triggers
from app.extract.what.tolls import tolls_of
from app.extract.when import date_of, find_times
from app.extract.where import Gazetteer, find_places, place_of
from app.extract.who import Cast, Knowledge, find_actors, find_quotes, roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """Everything that extraction knows, loaded once a process. Extraction itself is pure and deterministic."""

    nlp: parse.Language
    lexicon: Lexicon
    scorer: Scorer
    merging: MergeWeights
    knowledge: Knowledge
    gazetteer: Gazetteer

    @classmethod
    def load(cls, model: str = parse.DEFAULT_MODEL, gazetteer: Path | None = None) -> Extractor:
        """Load the spaCy package ``model``, the packaged data and the gazetteer's index file, built if it is not there.

        Raises OSError if the model is not installed, and LexiconError, ModelError or KnowledgeError if a data file
        is damaged.
        """
        return cls(
            nlp=parse.load(model),
            lexicon=Lexicon.load(),
            scorer=Scorer.load(),
            merging=MergeWeights.load(),
            knowledge=Knowledge.load(),
            gazetteer=Gazetteer.open(gazetteer),
        )

    def extract(self, text: str, published: date, title: str | None = None) -> Extraction:
        """The reports of one article. ``published`` anchors every relative date; ``title`` only helps."""
        watch = Stopwatch()
        language = guess_language(text)
        if language != "en":
            return Extraction(reports=(), language=language, timings=watch.seconds)
        with watch.step("parse"):
            doc = parse.parse(self.nlp, text, published, title)
        reports = self.read(doc, watch)
        return Extraction(reports=reports, language=language, timings=watch.seconds)

    def read(self, doc: Document, watch: Stopwatch) -> tuple[Report, ...]:
        """The reports of a parsed article."""
        with watch.step("triggers"):
            triggers = find_triggers(doc, self.lexicon, self.scorer)
        with watch.step("actors"):
            cast = find_actors(doc, self.knowledge)
        with watch.step("dates"):
            times = find_times(doc)
        with watch.step("places"):
            places = find_places(doc, self.gazetteer)
        with watch.step("speech"):
            quotes = find_quotes(doc, cast)
        with watch.step("accounts"):
            accounts = tell(doc, triggers, cast, times, places)
        with watch.step("assemble"):
            groups = cluster(accounts, self.merging)
            return tuple(report_of(doc, group, cast, quotes) for group in groups)


def tell(
    doc: Document,
    triggers: Sequence[Trigger],
    cast: Cast,
    times: Sequence[TimeExpression],
    places: Sequence[Place],
) -> tuple[Account, ...]:
    """What each trigger tells: who, when, where and how many."""
    tolls = tolls_of(doc, triggers)
    return tuple(
        account_of(doc, trigger, roles(doc, trigger, cast), date_of(doc, trigger, times), place_of(doc, trigger, places), toll)
        for trigger, toll in zip(triggers, tolls, strict=True)
    )
