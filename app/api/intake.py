"""POST /v1/articles and PUT /v1/articles/{id}: taking an article in and correcting it."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Response

from app.api.bodies import ArticleBody, described
from app.api.prefer import processed, wait_seconds
from app.api.state import State, StateDep, writes
from app.errors import Invalid
from app.schemas.articles import ArticleAnswer, ArticleIn, article_fields
from app.store.articles import Accepted, accept, correct, living, version_of
from app.store.evidence import reports_of_article
from app.store.idempotency import fingerprint, recall, remember

router = APIRouter(prefix="/v1/articles", tags=["articles"], dependencies=[Depends(writes)])

KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="The same key with the same body gets the same answer for 24 hours.",
        examples=["6f1c2f0e-8d1b-4f5e-9a53-2f3f6c1c7a10"],
    ),
]
PreferHeader = Annotated[
    list[str] | None,
    Header(
        alias="Prefer", description="wait=10 waits up to 10 seconds for the reports.", examples=[["wait=10"]]
    ),
]
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "Already here as it was sent, or the finished reports.", "model": ArticleAnswer},
    202: {"description": "Stored and queued; Location tells where to look."},
    409: {"description": "url and external_id belong to different articles."},
}
_KEY_LENGTH = 255


@router.post(
    "",
    status_code=202,
    response_model=ArticleAnswer,
    responses=_ANSWERS,
    openapi_extra=described(ArticleIn),
    summary="Take an article in",
)
async def post_article(
    response: Response,
    state: StateDep,
    sent: ArticleBody,
    key: KeyHeader = None,
    prefer: PreferHeader = None,
) -> ArticleAnswer:
    """Store an article and queue its extraction in one transaction.

    An article is known again by its url (in canonical form), its external_id or, without either, its content.
    """
    answer, status, replayed = await _store(state, sent, key)
    if replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return await _finish(response, state, answer, status, prefer)


@router.put(
    "/{article_id}",
    status_code=202,
    response_model=ArticleAnswer,
    responses=_ANSWERS,
    openapi_extra=described(ArticleIn),
    summary="Correct an article",
)
async def put_article(
    response: Response, state: StateDep, article_id: UUID, sent: ArticleBody, prefer: PreferHeader = None
) -> ArticleAnswer:
    """Make the body the article's new version, which is extracted anew; its events follow.

    The same content again changes nothing (200), except that a failed extraction is tried again.
    """
    async with state.sessions.begin() as session:
        accepted = await correct(session, article_id, sent)
    status = 200 if accepted.outcome == "unchanged" and accepted.article.state != "queued" else 202
    return await _finish(response, state, _answer(accepted), status, prefer)


async def _store(state: State, sent: ArticleIn, key: str | None) -> tuple[ArticleAnswer, int, bool]:
    """The answer, its status, and whether it was given before under ``key``."""
    if key is not None and not 0 < len(key) <= _KEY_LENGTH:
        raise Invalid(
            field="Idempotency-Key",
            location="header",
            code="bad_key",
            reason=f"has {len(key)} characters; 1 to {_KEY_LENGTH} are taken",
        )
    async with state.sessions.begin() as session:
        print_ = fingerprint(sent.model_dump(mode="json"))
        if key is not None and (kept := await recall(session, key, print_)) is not None:
            return ArticleAnswer.model_validate(kept.answer), kept.status, True
        accepted = await accept(session, sent)
        answer, status = _answer(accepted), 200 if accepted.outcome == "unchanged" else 202
        if key is not None:
            plain = answer.model_dump(mode="json")
            await remember(session, key, print_, article_id=answer.id, status=status, answer=plain)
    return answer, status, False


def _answer(accepted: Accepted) -> ArticleAnswer:
    fields = article_fields(accepted.article, accepted.version)
    return ArticleAnswer.model_validate(fields | {"outcome": accepted.outcome})


async def _finish(
    response: Response, state: State, answer: ArticleAnswer, status: int, prefer: list[str] | None
) -> ArticleAnswer:
    """Wait if the caller would, and answer with the reports if they are there by then."""
    response.status_code = status
    response.headers["Location"] = f"/v1/articles/{answer.id}"
    seconds = wait_seconds(prefer or [], state.settings.wait_cap_seconds)
    if seconds is None or not await processed(state, answer.id, answer.version, seconds):
        return answer
    response.headers["Preference-Applied"] = f"wait={seconds}"
    response.status_code = 200
    async with state.sessions.begin() as session:
        article = await living(session, answer.id)
        fields = article_fields(article, await version_of(session, article))
        reports = await reports_of_article(session, answer.id) if article.state == "done" else None
    return ArticleAnswer.model_validate(fields | {"outcome": answer.outcome, "reports": reports})
