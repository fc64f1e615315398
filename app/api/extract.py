"""POST /v1/extract: extraction alone, nothing stored."""

import time
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from app.api.bodies import ExtractBody, described
from app.api.state import StateDep
from app.errors import ExtractionFailed
from app.schemas.articles import ExtractIn
from app.schemas.explanations import ExplanationOut
from app.schemas.reports import ReportOut

router = APIRouter(prefix="/v1/extract", tags=["extraction"])


class Extracted(BaseModel):
    """What was read from a text."""

    reports: list[ReportOut] = Field(description="One for each happening the text tells of.")
    language: str = Field(description="ISO 639-1, as sent or as guessed from the text.", examples=["en"])
    timings: dict[str, float] = Field(
        description="Seconds by step; total includes waiting for a free process.",
        examples=[{"parse": 0.031, "total": 0.052}],
    )
    explanation: ExplanationOut | None = Field(
        description="Where every value comes from and why other words gave none; null unless asked for."
    )


Explain = Annotated[
    bool,
    Query(description="Answer with an explanation too; the reports are the same.", examples=[True]),
]


@router.post("", response_model=Extracted, openapi_extra=described(ExtractIn), summary="Read a text")
async def post_extract(state: StateDep, sent: ExtractBody, explain: Explain = False) -> Extracted:
    """Read a text and answer with its reports. Nothing is stored.

    With explain=true it says which rule, model or knowledge gave each value, and for every sentence without a
    report what was considered and why it fell. The first request after a start takes some seconds longer: it loads
    the language model.
    """
    start = time.perf_counter()
    try:
        found = await state.pool.extract(sent.text, sent.published_at.day, sent.title, explain)
    except OSError as error:  # of the cache folder; elsewhere an OSError means the database
        raise ExtractionFailed(reason=f"The extraction process does not start: {error}") from error
    return Extracted(
        reports=[ReportOut.from_record(report) for report in found.reports],
        language=sent.language or found.language,
        timings={**found.timings, "total": time.perf_counter() - start},
        explanation=ExplanationOut.from_record(found.explanation) if found.explanation else None,
    )
