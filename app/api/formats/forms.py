"""Every format by its name."""

from app.api.formats.atom import ATOM
from app.api.formats.csv import CSV
from app.api.formats.geojson import GEOJSON
from app.api.formats.ics import ICS
from app.api.formats.ndjson import NDJSON
from app.api.formats.shape import Shape
from app.api.formats.timelinejs import TIMELINEJS

# JSON is not among them: it is written as every other answer is
FORMS: dict[str, Shape] = {
    "ndjson": NDJSON,
    "csv": CSV,
    "geojson": GEOJSON,
    "atom": ATOM,
    "ics": ICS,
    "timelinejs": TIMELINEJS,
}
