"""States of events as rows of tables and as readers of changes see them: pure, nothing is read or written here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.extract.taxonomy import TYPES
from app.merging.state import Side, State, Toll
from app.models import EventVersion, Gathered, Place
from app.store.accounts import Stored
from app.store.containment import within

Values = dict[str, Any]

_COLUMNS = tuple(Gathered.model_fields)
VERSION_ONLY = ("actors", "report_ids", "published_at")
_TOLD_LIMIT = 200_000  # characters; Postgres refuses a tsvector of a megabyte
# Neither is news: the event's own day of learning, codes that follow from the type, what a place lies in.
_PLAIN = tuple(
    name
    for name in _COLUMNS
    if name not in {"start_day", "end_day", "date_precision", "date_basis", "actor_ids", "place_id"}
    and name != "within"
    and name not in {"location_name", "country", "latitude", "longitude"}
)


def values_of(state: State, reports: Sequence[Stored]) -> Values:
    """The columns of `app.models.Gathered`, with those that only versions have."""
    kind, when, spot = TYPES[state.type], state.when, state.spot
    named = {stored.account.report_id: stored.location_name for stored in reports}
    written = (state.spot_report and named.get(state.spot_report)) or (spot.name if spot else None)
    return {
        "type": kind.type,
        "family": kind.family,
        "plover": kind.plover,
        "cameo": kind.cameo,
        "goldstein": kind.goldstein,
        "start_day": when.first if when else None,
        "end_day": when.last if when else None,
        "date_precision": when.precision if when else None,
        "date_basis": when.basis if when else None,
        "place_id": spot.place_id if spot else None,
        "location_name": written,
        "country": spot.country if spot else None,
        "latitude": spot.latitude if spot else None,
        "longitude": spot.longitude if spot else None,
        **_tolls(killed=state.killed, injured=state.injured),
        **{
            name: getattr(state, name) for name in ("status", "summary", "claimed_by", "confidence", "review")
        },
        **{name: getattr(state, name) for name in ("report_count", "source_count", "independent_sources")},
        "differences": {field: [_side(side) for side in sides] for field, sides in state.differences.items()},
        "edited": list(state.edited),
        "first_published_at": state.first_published,
        "last_published_at": state.last_published,
        "sources": folded(stored.account.source for stored in reports),
        "within": within(spot.place_id, spot, written) if spot else [],
        "actor_ids": sorted({part.actor_id for part in state.parts}),
        "actors": [{"actor_id": p.actor_id, "role": p.role, "name": p.name} for p in state.parts],
        "report_ids": sorted(stored.account.report_id for stored in reports),
        "published_at": sorted(stored.account.published for stored in reports if stored.account.published),
    }


def folded(sources: Iterable[str | None]) -> list[str]:
    """Outlets as filters compare them: whatever their case, each once."""
    return sorted({source.casefold() for source in sources if source})


def _tolls(**tolls: Toll) -> Values:
    found: Values = {"tolls": {}}
    for field, toll in tolls.items():
        found |= {field: toll.best, f"{field}_low": toll.low, f"{field}_high": toll.high}
        if toll.said:
            found["tolls"][field] = [
                {
                    "value": said.value,
                    "source": said.source,
                    "report_id": str(said.report_id),
                    "article_id": str(said.article_id),
                    "published_at": said.published.isoformat(),
                }
                for said in toll.said
            ]
    return found


def _side(side: Side) -> Values:
    return {"value": side.value, "reports": [str(id_) for id_ in side.reports], "sources": list(side.sources)}


def told_by(reports: Sequence[Stored]) -> str:
    """What full-text search finds an event by: each line of its reports once."""
    lines = dict.fromkeys(line for stored in reports for line in stored.told.split("\n"))
    return "\n".join(lines)[:_TOLD_LIMIT]


def values_of_version(version: EventVersion) -> Values:
    """What `values_of` gave when the version was written."""
    return {name: getattr(version, name) for name in (*_COLUMNS, *VERSION_ONLY)}


def actor_rows(event_id: UUID, values: Values) -> list[Values]:
    """One row for each actor and role."""
    rows = {(part["actor_id"], part["role"]): part["name"] for part in reversed(values["actors"])}
    repeated = {name: values[name] for name in ("start_day", "end_day", "family")}
    return [
        {"event_id": event_id, "actor_id": id_, "role": role, "name": name, **repeated}
        for (id_, role), name in rows.items()
    ]


def snapshot(values: Values, places: Mapping[str, Place]) -> Values:
    """What readers of changes see of an event, as plain JSON."""
    return {
        **{name: _json(values[name]) for name in _PLAIN},
        "date": values["start_day"]
        and {
            "start": values["start_day"].isoformat(),
            "end": values["end_day"].isoformat(),
            "precision": values["date_precision"],
            "basis": values["date_basis"],
        },
        "location": _location(values, places),
        "actors": values["actors"],
    }


def _location(values: Values, places: Mapping[str, Place]) -> Values | None:
    if values["place_id"] is None:
        return None
    place = places[values["place_id"]]
    return {
        "place_id": place.id,
        "name": values["location_name"],
        "canonical_name": place.name,
        "country": values["country"],
        "admin1": place.admin1,
        "geonames_id": place.geonames_id,
        "latitude": values["latitude"],
        "longitude": values["longitude"],
        "precision": place.precision,
    }


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def difference(before: Values, after: Values, old: Sequence[UUID], new: Sequence[UUID]) -> Values:
    """Field by field what differs between two snapshots: {"before", "after"}. Of ``reports``, whose ids are ``old``
    and ``new``, {"added", "removed"}: an event that a hundred tell of would repeat them all with each."""
    found = {
        name: {"before": before.get(name), "after": after.get(name)}
        for name in after | before
        if before.get(name) != after.get(name)
    }
    added, removed = sorted(set(new) - set(old)), sorted(set(old) - set(new))
    if added or removed:
        found["reports"] = {"added": [str(id_) for id_ in added], "removed": [str(id_) for id_ in removed]}
    return found
