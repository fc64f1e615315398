"""Reading articles back and taking them back."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.api.pages import page
from app.api.state import SessionDep
from app.schemas.articles import ArticleFull, ArticleOut
from app.schemas.events import ArticleReports, Count, Page
from app.schemas.queries import ArticleQuery
from app.store.articles import living, retract, version_of
from app.store.evidence import reports_of_article
from app.store.listing import list_articles

router = APIRouter(prefix="/v1/articles", tags=["articles"])

_ONE: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is no such article."},
    410: {"description": "It was retracted."},
}


@router.get("", response_model=Page[ArticleOut], summary="List articles")
async def get_articles(
    request: Request, response: Response, session: SessionDep, wanted: Annotated[ArticleQuery, Query()]
) -> dict[str, Any]:
    """The latest first, without their texts; retracted ones are left out."""
    return page(request, response, await list_articles(session, wanted))


@router.get("/{article_id}", response_model=ArticleFull, responses=_ONE, summary="One article")
async def get_article(session: SessionDep, article_id: UUID) -> ArticleFull:
    """The article's current version with its text, and where extraction stands."""
    article = await living(session, article_id)
    return ArticleFull.of(article, await version_of(session, article))


@router.get("/{article_id}/reports", response_model=ArticleReports, responses=_ONE, summary="Its reports")
async def get_reports(session: SessionDep, article_id: UUID) -> ArticleReports:
    """What was read from it, in the order of the text. While a correction is being read, still the earlier one."""
    article = await living(session, article_id)
    reports = await reports_of_article(session, article_id)
    return ArticleReports(
        article_id=article_id,
        version=article.version,
        state=article.state,
        error=article.error,
        items=reports,
        next=None,
        count=Count(value=len(reports), exact=True),
    )


@router.delete("/{article_id}", status_code=204, responses={404: _ONE[404]}, summary="Retract an article")
async def delete_article(session: SessionDep, article_id: UUID) -> None:
    """Take it back with everything it told; events that no other article tells of go with it."""
    await retract(session, article_id)
