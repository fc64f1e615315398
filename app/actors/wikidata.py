"""Officeholders from a Wikidata query service: one query a country, read into rows of the desk's table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import httpx

from app.actors.table import Row
from app.errors import DatelineError
from app.extract.who.tables import countries, person_id

ENDPOINT = "https://query.wikidata.org/sparql"
AGENT = "Dateline (geopolitical events from news; actors update)"

# head of state, head of government, minister of foreign affairs, with all their kinds
_OFFICES = "wd:Q48352 wd:Q2285706 wd:Q7330070"
_QUERY = """
SELECT ?person ?personLabel ?gender ?positionLabel ?start ?end
       (GROUP_CONCAT(DISTINCT ?alias; separator="|") AS ?aliases) WHERE {
  ?country wdt:P297 "%(country)s" .
  VALUES ?kind { %(offices)s }
  ?position wdt:P279* ?kind ; wdt:P1001 ?country .
  ?person p:P39 ?held ; wdt:P31 wd:Q5 .
  ?held ps:P39 ?position ; pq:P580 ?start .
  OPTIONAL { ?held pq:P582 ?end }
  OPTIONAL { ?person wdt:P21 ?gender }
  OPTIONAL { ?person skos:altLabel ?alias FILTER(LANG(?alias) = "en") }
  FILTER(!BOUND(?end) || YEAR(?end) >= %(since)d)
  SERVICE wikibase:label { bd:serviceParam wikibase:language "en" }
} GROUP BY ?person ?personLabel ?gender ?positionLabel ?start ?end
"""
_GENDERS = {"Q6581097": "m", "Q6581072": "f", "Q1052281": "f", "Q2449503": "m"}


class SourceFailed(DatelineError):
    """{url} gave no officeholders of {country}: {reason}. The desk's table is as it was."""


def fetch(client: httpx.Client, url: str, country: str, since: int, checked: date) -> list[Row]:
    """The officeholders of ``country`` (ISO code) in office since the year ``since``. Raises SourceFailed."""
    query = _QUERY % {"country": country, "offices": _OFFICES, "since": since}
    try:
        answer = client.get(url, params={"query": query, "format": "json"}, headers={"User-Agent": AGENT})
        answer.raise_for_status()
        bindings = answer.json()["results"]["bindings"]
        return rows(bindings, country, checked)
    except httpx.HTTPStatusError as error:
        reason = f"it answered {error.response.status_code} {error.response.reason_phrase}"
        raise SourceFailed(url=url, country=country, reason=reason) from error
    except httpx.HTTPError as error:
        raise SourceFailed(url=url, country=country, reason=str(error) or type(error).__name__) from error
    except (ValueError, KeyError, TypeError) as error:
        raise SourceFailed(url=url, country=country, reason="its answer is no list of results") from error


def rows(bindings: Iterable[Mapping[str, Any]], country: str, checked: date) -> list[Row]:
    """One row a person, with all their offices. Whom nobody has named in English is left out."""
    found: dict[str, Row] = {}
    states = _states(country)
    for binding in bindings:
        item = _item(binding["person"]["value"])
        name = binding["personLabel"]["value"]
        if name == item:  # the service's stand-in for a missing label
            continue
        row = found.setdefault(item, _person(binding, item, name, country, checked))
        start, end = (_day(binding.get(edge, {}).get("value", "")) for edge in ("start", "end"))
        if not start:  # the service knows that there was a day, but not which
            continue
        held = {"title": _title(binding["positionLabel"]["value"], states), "start": start}
        if end:
            held["end"] = end
        if held not in row["offices"]:
            row["offices"].append(held)
    return [row for row in found.values() if row["offices"]]


def _person(binding: Mapping[str, Any], item: str, name: str, country: str, checked: date) -> Row:
    aliases = binding.get("aliases", {}).get("value", "").split("|")
    return {
        "id": person_id(name, country),
        "name": name,
        "kind": "person",
        "country": country,
        "gender": _GENDERS.get(_item(binding["gender"]["value"])) if "gender" in binding else None,
        # a lone word among Wikidata's aliases is as often a nickname or a word as a surname
        "aliases": [text for text in aliases if " " in text.strip() and text != name],
        "offices": [],
        "wikidata": item,
        "checked": checked.isoformat(),
    }


def _item(url: str) -> str:
    return url.rsplit("/", 1)[-1]


def _title(label: str, states: Iterable[str]) -> str:
    """Without the state, which the row has: "Prime Minister of Iraq" -> "Prime Minister"."""
    title = next((label.removesuffix(state) for state in states if label.endswith(state)), label)
    return title[:1].upper() + title[1:]


def _states(country: str) -> tuple[str, ...]:
    names = [form.text for form in countries() if form.known.country == country and form.sense == "name"]
    return tuple(f" of {the}{name}" for name in names for the in ("the ", ""))


def _day(value: str) -> str:
    day = value.removeprefix("+")[:10]
    return day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else ""
