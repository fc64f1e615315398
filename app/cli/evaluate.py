"""``dateline evaluate``"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.config import Settings

if TYPE_CHECKING:
    from app.extract.encode import Encoder


def command(
    gold: Annotated[
        list[Path] | None, typer.Option(help="Annotated articles (JSONL); the checkout's own without it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON, not a table.")] = False,
    by_type: Annotated[bool, typer.Option(help="Count each type.")] = False,
    errors: Annotated[int, typer.Option(min=0, help="Print so many errors of each kind.")] = 0,
    encoder: Annotated[
        Path | None, typer.Option(help="Files of another encoder, such as one trained without these texts.")
    ] = None,
) -> None:
    """Score extraction on annotated articles, quotes and sentences, and merging on articles that tell of one event.

    Without --gold those of the checkout it runs in, and ends with 1 if a figure fell below its floor. With another
    encoder no floor holds.
    """
    # imported here: spaCy takes a second that no other command should wait for
    from app.evaluation import yardsticks
    from app.evaluation.floors import broken, load_floors
    from app.evaluation.run import Gold
    from app.evaluation.sets import default_sets
    from app.extract.encode import Encoder
    from app.extract.pipeline import Extractor

    sets = [Gold.read(path) for path in gold] if gold else default_sets(Path())
    settings = Settings()
    extractor = Extractor.load(settings.cache_dir, settings.spacy_model)
    if encoder is not None:
        extractor = replace(extractor, encoder=Encoder.load(encoder))
    progress = _progress if sys.stderr.isatty() else None
    results = [yardsticks.events(extractor, sets, by_type=by_type, errors=errors, progress=progress)]
    if not gold:
        results.append(yardsticks.external(extractor, Path(), by_type=by_type, errors=errors))
        results.append(yardsticks.merging(extractor, Path(), errors=errors))
    floors = {} if gold or encoder else load_floors()
    fallen: list[str] = []
    answer = {}
    for result in chain.from_iterable(results):
        fallen += broken(result, floors)
        answer[result.name] = result.data
        if not as_json:
            print("\n".join(result.lines), flush=True)
    if as_json:
        print(json.dumps(answer))
    else:
        print(_caution(extractor.encoder))
    for sentence in fallen:
        print(sentence, file=sys.stderr)
    raise typer.Exit(1 if fallen else 0)


def _caution(encoder: Encoder) -> str:
    """Which figures flatter, by the encoder's card."""
    if encoder.card["aside"]:
        return f"the encoder has not seen what its card names as kept aside: {encoder.card['aside']}"
    return (
        "the encoder has seen dev, agency and bullets: their figures guard against a fall and no more; "
        "docs/extraction.md has those of the same training with them kept aside"
    )


def _progress(done: int, every: int) -> None:
    print(f"\r{done}/{every} articles", end="\n" if done == every else "", file=sys.stderr, flush=True)
