"""Articles as they come in and as they are shown."""

from datetime import datetime
from typing import Annotated, Literal
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from app.models import Article, ArticleVersion
from app.schemas.limits import Limits
from app.schemas.published import PublishedAt
from app.schemas.reports import ReportOut
from app.schemas.texts import LongText, ShortText, Text

State = Literal["queued", "processing", "done", "failed"]


def within_limit(text: str, info: ValidationInfo) -> str:
    if isinstance(info.context, Limits) and len(text) > info.context.text_chars:
        raise PydanticCustomError(
            "text_too_long",
            "has {length} characters; at most {limit} are taken",
            {"length": len(text), "limit": info.context.text_chars},
        )
    return text


def web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        port_ok = parts.port is None or parts.port > 0
    except ValueError:
        port_ok = False
    if not port_ok or parts.scheme.lower() not in ("http", "https") or not parts.hostname or " " in url:
        raise PydanticCustomError(
            "not_a_web_address",
            "is no web address; give an absolute one that starts with https:// or http://",
        )
    return url


class ExtractIn(BaseModel):
    """A text to read. Fields that are not named here are refused."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[Text, AfterValidator(within_limit)] = Field(
        description="The article's body as plain text; paragraphs end in a newline.",
        examples=["Qasim al-Araji arrived in Tehran on Tuesday for talks on border security."],
    )
    published_at: PublishedAt = Field(
        description="When it was published: a time with its zone, or a day; dates in the text count from it.",
        examples=["2024-11-06T09:30:00Z"],
    )
    title: LongText | None = Field(
        None, description="The headline.", examples=["Iraqi security adviser visits Tehran"]
    )
    language: Annotated[str, StringConstraints(pattern="^[a-z]{2}$")] | None = Field(
        None,
        description="ISO 639-1 code of the text's language; guessed from the text if absent.",
        examples=["en"],
    )


class ArticleIn(ExtractIn):
    """An article to store and read."""

    url: Annotated[LongText, AfterValidator(web_address)] | None = Field(
        None,
        description="Where it was published. Its canonical form is what makes two deliveries one article.",
        examples=["https://news.example/world/iraq-adviser-visits-tehran"],
    )
    source: ShortText | None = Field(None, description="The outlet.", examples=["Example News"])
    external_id: ShortText | None = Field(
        None,
        description="Your own identifier; the same one again means the same article.",
        examples=["wire-88121"],
    )


class ArticleOut(BaseModel):
    """An article with the state of its extraction. The text is given by the single article alone."""

    id: UUID = Field(description="UUIDv7.", examples=["01930a1c-6d5e-7b1a-9c3f-2f6f0e6c1a55"])
    version: int = Field(description="Counts from 1; a correction adds one.", examples=[1])
    state: State = Field(description="Where extraction of this version stands.", examples=["done"])
    error: str | None = Field(
        description="Why extraction failed, or why it is being tried again.", examples=[None]
    )
    attempts: int = Field(description="How often a worker took this version up.", examples=[1])
    title: str | None = Field(description="The headline.", examples=["Iraqi security adviser visits Tehran"])
    url: str | None = Field(
        description="Where it was published.",
        examples=["https://news.example/world/iraq-adviser-visits-tehran"],
    )
    source: str | None = Field(description="The outlet.", examples=["Example News"])
    external_id: str | None = Field(description="The sender's own identifier.", examples=["wire-88121"])
    language: str | None = Field(
        description="ISO 639-1: as the sender says, else as extraction guesses.", examples=["en"]
    )
    published_at: datetime = Field(
        description="When the outlet published it, in UTC.", examples=["2024-11-06T09:30:00Z"]
    )
    published_at_precision: Literal["time", "day"] = Field(
        description='"day" when only a day was given; the time is then midnight.', examples=["time"]
    )
    ingested_at: datetime = Field(description="When it first came in.", examples=["2024-11-06T09:31:02Z"])
    updated_at: datetime = Field(
        description="When it or its state last changed.", examples=["2024-11-06T09:31:03Z"]
    )

    @classmethod
    def of(cls, article: Article, version: ArticleVersion) -> "ArticleOut":
        return cls.model_validate(article_fields(article, version))


class ArticleFull(ArticleOut):
    """One article with its text."""

    text: str = Field(
        description="The text of the current version; offsets in reports count its characters.",
        examples=["Qasim al-Araji arrived in Tehran on Tuesday for talks on border security."],
    )

    @classmethod
    def of(cls, article: Article, version: ArticleVersion) -> "ArticleFull":
        return cls.model_validate(article_fields(article, version) | {"text": version.text})


class ArticleAnswer(ArticleOut):
    """What became of an article that was sent in."""

    outcome: Literal["created", "versioned", "unchanged"] = Field(
        description="A new article, a new version of a known one, or nothing new.",
        examples=["created"],
    )
    reports: list[ReportOut] | None = Field(
        default=None,
        description="What was read from it; null while extraction is not finished.",
        examples=[None],
    )


def article_fields(article: Article, version: ArticleVersion) -> dict[str, object]:
    return {
        "id": article.id,
        "version": version.version,
        "state": article.state,
        "error": article.error,
        "attempts": article.attempts,
        "title": version.title,
        "url": article.url,
        "source": version.source,
        "external_id": article.external_id,
        "language": version.language or version.detected_language,
        "published_at": version.published_at,
        "published_at_precision": version.published_precision,
        "ingested_at": article.ingested_at,
        "updated_at": article.updated_at,
    }
