"""Query parameters: an unknown one, or a single one given twice, is an error and never ignored."""

from collections import Counter
from functools import lru_cache

from fastapi import FastAPI, Request

from app.api.faults import Fault, InvalidFields, hint

_OWN_PAGES = ("/docs", "/redoc", "/openapi.json")


async def refuse_unknown(request: Request) -> None:
    """Raises InvalidFields. Leaves what is known about the parameters to the handler of later errors."""
    path = request.scope["route"].path_format  # as OpenAPI writes it: "{place_id}", not "{place_id:path}"
    if path.startswith(_OWN_PAGES):
        return
    known = parameters(request.app).get((path, request.method), {})
    hints = {name: text for name, (_, text) in known.items()}
    request.scope["dateline.hints"] = hints
    found = []
    for name, times in Counter(key for key, _ in request.query_params.multi_items()).items():
        if name not in known:
            expected = None if known else "No query parameters at all."
            found.append(_fault("unknown_parameter", name, "is not known here", expected))
        elif times > 1 and not known[name][0]:
            found.append(_fault("repeated_parameter", name, f"is given {times} times", "One value."))
    if found:
        raise InvalidFields(found)


def _fault(code: str, name: str, detail: str, expected: str | None) -> Fault:
    return Fault(where="query", field=name, code=code, detail=detail, expected=expected)


@lru_cache(maxsize=4)
def parameters(app: FastAPI) -> dict[tuple[str, str], dict[str, tuple[bool, str]]]:
    """For each path and method: query parameters, whether they may be repeated, and a hint.

    Taken from the OpenAPI document, so that what is described and what is taken cannot differ.
    """
    return {
        (path, method.upper()): {
            entry["name"]: (_repeats(entry), _hint(entry))
            for entry in operation.get("parameters", ())
            if entry["in"] == "query"
        }
        for path, operations in app.openapi()["paths"].items()
        for method, operation in operations.items()
    }


def _repeats(entry: dict[str, dict[str, object]]) -> bool:
    return entry["schema"].get("type") == "array"


def _hint(entry: dict[str, dict[str, list[object]]]) -> str:
    return hint(str(entry.get("description", "")), entry["schema"].get("examples", [None])[0])
