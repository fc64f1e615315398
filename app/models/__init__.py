"""The tables. Importing this package registers them all on ``SQLModel.metadata``."""

from app.models.actors import Actor, Place
from app.models.articles import ARTICLE_STATES, Article, ArticleVersion, IdempotencyKey
from app.models.columns import new_id, now
from app.models.events import Change, Event, EventActor
from app.models.reports import Mention, Report, ReportActor

__all__ = [
    "ARTICLE_STATES",
    "Actor",
    "Article",
    "ArticleVersion",
    "Change",
    "Event",
    "EventActor",
    "IdempotencyKey",
    "Mention",
    "Place",
    "Report",
    "ReportActor",
    "new_id",
    "now",
]
