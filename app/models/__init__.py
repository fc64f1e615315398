"""The tables. Importing this package registers them all on ``SQLModel.metadata``."""

from app.models.actors import Actor, Place
from app.models.articles import ARTICLE_STATES, Article, ArticleBand, ArticleVersion, IdempotencyKey
from app.models.changes import CHANNEL, Change, EventRedirect, EventVersion
from app.models.columns import new_id, now
from app.models.decisions import DECISION_KINDS, SUGGESTION_KINDS, Decision, Suggestion
from app.models.events import Event, EventActor
from app.models.gathered import REVIEWS, Gathered
from app.models.reports import Mention, Report, ReportActor
from app.models.secrets import CursorSecret

__all__ = [
    "ARTICLE_STATES",
    "CHANNEL",
    "DECISION_KINDS",
    "REVIEWS",
    "SUGGESTION_KINDS",
    "Actor",
    "Article",
    "ArticleBand",
    "ArticleVersion",
    "Change",
    "CursorSecret",
    "Decision",
    "Event",
    "EventActor",
    "EventRedirect",
    "EventVersion",
    "Gathered",
    "IdempotencyKey",
    "Mention",
    "Place",
    "Report",
    "ReportActor",
    "Suggestion",
    "new_id",
    "now",
]
