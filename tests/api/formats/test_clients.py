"""Programs that people read these formats with: GDAL, through which QGIS opens files and services, and feedparser."""

import json

import feedparser
import httpx
import pytest

from tests.processes import python
from tests.store.build import place, report, when


@pytest.fixture
async def told(tell):
    await tell(report(summary="Visit <b>to</b> Tehran"))
    await tell(report("threat", date=when("2024-11-07"), location=None))
    baghdad = place("Baghdad", country="IQ", geonames_id=98182, latitude=33.34, longitude=44.4)
    await tell(report("meeting", location=baghdad, date=when("2024-10-01")))


_GDAL = """
import json, sys, pyogrio
source, options = sys.argv[1], json.loads(sys.argv[2])
if "bbox" in options:
    options["bbox"] = tuple(options["bbox"])
meta, _, points, columns = pyogrio.raw.read(source, **options)
columns = {name: [str(value)[:10] for value in column] for name, column in zip(meta["fields"], columns)}
print(json.dumps({"crs": meta["crs"], "points": [point is not None for point in points]} | columns))
"""


def gdal(source: object, **options: object) -> dict:
    """What GDAL reads; in a process of its own, as it would keep the server of these tests from answering."""
    process = python(_GDAL, source, json.dumps(options))
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return json.loads(told)


def test_gdal_opens_the_file(address, told, tmp_path):
    file = tmp_path / "events.geojson"
    file.write_bytes(httpx.get(f"{address}/v1/events?format=geojson").content)
    found = gdal(file)
    assert (found["crs"], found["points"]) == ("EPSG:4326", [False, True, True])
    assert found["type"] == ["threat", "visit", "meeting"]
    assert found["start"] == ["2024-11-07", "2024-11-05", "2024-10-01"]


def test_gdal_opens_the_service(address, told):
    """As QGIS does: from the landing page, page by page, with the box of the map."""
    service = f"OAPIF:{address}/v1"
    assert gdal(service, layer="events", PAGE_SIZE=2)["type"] == ["threat", "visit", "meeting"]
    found = gdal(service, layer="events", bbox=[50, 30, 60, 40])
    assert (found["crs"], found["type"], found["points"]) == ("EPSG:4326", ["visit"], [True])


def test_a_feed_reader_reads_the_feed(address, told):
    feed = feedparser.parse(httpx.get(f"{address}/v1/events?format=atom").content)
    assert not feed.bozo
    first = feed.entries[-1]
    assert (first.title, first.title_detail.type) == ("Visit <b>to</b> Tehran", "text/plain")
    assert len({entry.id for entry in feed.entries}) == 3
    assert feed.entries[0].updated_parsed >= feed.entries[-1].updated_parsed
