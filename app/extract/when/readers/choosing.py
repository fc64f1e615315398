"""Which of several readings is meant: the side of publication, the running story, the part of a unit."""

from __future__ import annotations

from collections.abc import Iterable

from app.extract.when import spans
from app.extract.when.reading import Context, Groups, Reading, explicit
from app.extract.when.spans import Span

SOON = 45  # days


YEAR_WORD = {
    "last": -1,
    "past": -1,
    "this past": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "this coming": 1,
}


def nearest(candidates: Iterable[Span], at: Context) -> Span:
    """The candidate on the side of publication that the clause looks to, else simply the nearest one."""

    def cost(span: Span) -> tuple[bool, int]:
        ahead, behind = (span.first - at.published).days, (at.published - span.last).days
        # "was extended to Nov. 16": a day soon to come is likelier than one eleven months back
        soon = 0 < ahead <= SOON and span.unit == "day"
        just = 0 < behind <= SOON and span.unit == "day" and at.torn
        wrong = (at.direction < 0 and ahead > 0 and not soon) or (
            at.direction > 0 and behind > 0 and not just
        )
        return wrong, max(ahead, behind, 0)

    candidates = list(candidates)
    best = min(candidates, key=cost)
    following = [c for c in candidates if at.previous and at.previous.first <= c.first <= at.published]
    just_past = best.unit == "day" and 0 <= (at.published - best.last).days <= SOON
    if past_story(at) and following and not just_past:
        return min(following, key=lambda c: c.first)
    return best


def sided(candidates: list[Span], which: str | None, at: Context) -> list[Span]:
    """Those before publication for "last", those after it for "next", all of them otherwise."""
    step = YEAR_WORD.get((which or "").lower(), 0)
    if step < 0:
        return [c for c in candidates if c.last < at.published]
    return [c for c in candidates if c.first > at.published] if step > 0 else candidates


def past_story(at: Context) -> bool:
    """Whether the paragraph tells of a time more than a year back: a month without a year then goes on from there."""
    told = at.previous if at.near else None
    return told is not None and told.unit in ("day", "month") and (at.published - told.last).days > 366


def years_around(at: Context) -> list[int]:
    """The years that a date without a year may be of."""
    around = {at.published.year + step for step in (-1, 0, 1)}
    if at.previous is not None and past_story(at):
        around |= {at.previous.first.year, at.previous.first.year + 1}
    return sorted(year for year in around if 1 <= year <= 9999)


def story_year(which: str, at: Context) -> int:
    """The year that "last year", "the following year" or "that year" means."""
    which = which.lower()
    if which in YEAR_WORD:
        return at.published.year + YEAR_WORD[which]
    step = {"previous": -1, "preceding": -1, "following": 1}.get(which, 0)
    return at.story.first.year + step


def modified(span: Span, mod: str | None, at: Context) -> Span:
    """The part of a span that "early", "the end of", "later" ... leaves."""
    word = (mod or "").lower()
    if any(w in word for w in ("earlier", "later", "rest", "remainder")):
        before = "earlier" in word
        if not span.first <= at.published <= span.last:
            return span
        return spans.stretch(span.first, at.published) if before else spans.stretch(at.published, span.last)
    for which, names in (
        ("early", ("early", "begin", "start", "first")),
        ("late", ("late", "end", "close", "last")),
    ):
        if any(name in word for name in names):
            return spans.part(span, which)
    return spans.part(span, "mid") if "mid" in word else span


def part_of(base: Span, groups: Groups, at: Context) -> Reading:
    return explicit(modified(base, groups.get("mod"), at), base)
