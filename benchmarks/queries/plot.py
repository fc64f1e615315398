"""How times grow with events, as an SVG: one small chart a question, both axes logarithmic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.sax.saxutils import escape

from benchmarks.queries.results import Size

_WIDTH, _HEIGHT, _ACROSS = 270, 150, 4
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 14, 28, 24  # margins within a chart
_COLOURS = {"SQL": "#1b6ca8", "HTTP": "#2e8b57", "Datasette": "#c0392b"}
_DECADES = (0.1, 1.0, 10.0, 100.0, 1_000.0, 10_000.0)  # milliseconds

Line = tuple[str, Sequence[tuple[int, float]]]


def plot(sizes: Sequence[Size]) -> str:
    names = [one.name for one in sizes[-1].answers]
    rows = math.ceil(len(names) / _ACROSS)
    charts = [
        f'<g transform="translate({n % _ACROSS * _WIDTH},{24 + n // _ACROSS * _HEIGHT})">{_chart(name, sizes)}</g>'
        for n, name in enumerate(names)
    ]
    width, height = _ACROSS * _WIDTH, 24 + rows * _HEIGHT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="10"><rect width="100%" height="100%" fill="#fff"/>{_legend()}'
        + "".join(charts)
        + "</svg>\n"
    )


def _legend() -> str:
    return "".join(
        f'<text x="{_LEFT + 120 * n}" y="16" fill="{colour}">{name}, p50 in ms</text>'
        for n, (name, colour) in enumerate(_COLOURS.items())
    )


def _chart(name: str, sizes: Sequence[Size]) -> str:
    parts = [f'<text x="{_LEFT}" y="18" font-weight="bold">{escape(name)}</text>']
    for decade in _DECADES:
        y = _y(decade)
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 4}" y="{y + 3:.1f}" text-anchor="end" fill="#777">{decade:g}</text>')
    for size in sizes:
        x = _x(size.events, sizes)
        parts.append(
            f'<text x="{x:.1f}" y="{_HEIGHT - 8}" text-anchor="middle" fill="#777">{_short(size.events)}</text>'
        )
    return "".join([*parts, *(_line(line, sizes) for line in _lines(name, sizes))])


def _lines(name: str, sizes: Sequence[Size]) -> list[Line]:
    found: dict[str, list[tuple[int, float]]] = {kind: [] for kind in _COLOURS}
    for size in sizes:
        for one in size.answers:
            if one.name == name:
                found["SQL"].append((size.events, one.sql.p50))
                found["HTTP"].append((size.events, one.http.p50))
                if one.datasette:
                    found["Datasette"].append((size.events, one.datasette.p50))
    return list(found.items())


def _line(line: Line, sizes: Sequence[Size]) -> str:
    kind, points = line
    places = [(_x(events, sizes), _y(value)) for events, value in points]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{_COLOURS[kind]}"/>' for x, y in places)
    return (
        f'<path d="M{path}" fill="none" stroke="{_COLOURS[kind]}" stroke-width="1.5"/>{dots}'
        if places
        else ""
    )


def _x(events: int, sizes: Sequence[Size]) -> float:
    low, high = math.log(sizes[0].events), math.log(sizes[-1].events)
    share = (math.log(events) - low) / (high - low) if high > low else 0.5
    return _LEFT + 10 + share * (_WIDTH - _LEFT - _RIGHT - 20)


def _y(milliseconds: float) -> float:
    low, high = math.log(_DECADES[0]), math.log(_DECADES[-1])
    share = (math.log(min(max(milliseconds, _DECADES[0]), _DECADES[-1])) - low) / (high - low)
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _short(events: int) -> str:
    return f"{events / 1_000_000:g} M" if events >= 1_000_000 else f"{events / 1_000:g} k"
