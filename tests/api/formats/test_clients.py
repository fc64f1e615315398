"""Programs that people read these formats with: GDAL, through which QGIS opens files and services, and feedparser."""

import feedparser
import httpx
import pyogrio
import pytest

from tests.store.build import place, report, when


@pytest.fixture
async def told(tell):
    await tell(report(summary="Visit <b>to</b> Tehran"))
    await tell(report("threat", date=when("2024-11-07"), location=None))
    baghdad = place("Baghdad", country="IQ", geonames_id=98182, latitude=33.34, longitude=44.4)
    await tell(report("meeting", location=baghdad, date=when("2024-10-01")))


def test_gdal_opens_the_file(address, told, tmp_path):
    file = tmp_path / "events.geojson"
    file.write_bytes(httpx.get(f"{address}/v1/events?format=geojson").content)
    meta, _, points, columns = pyogrio.raw.read(file)
    found = dict(zip(meta["fields"], columns, strict=True))
    assert (meta["crs"], meta["geometry_type"]) == ("EPSG:4326", "Point")
    assert list(found["type"]) == ["threat", "visit", "meeting"]
    assert [point is None for point in points] == [True, False, False]
    assert [str(day)[:10] for day in found["start"]] == ["2024-11-07", "2024-11-05", "2024-10-01"]


def test_gdal_opens_the_service(address, told):
    """As QGIS does: from the landing page, page by page, with the box of the map."""
    service = f"OAPIF:{address}/v1"
    assert [str(name) for name, _ in pyogrio.list_layers(service)] == ["events"]
    _, _, points, _ = pyogrio.raw.read(service, layer="events", PAGE_SIZE=2)
    assert len(points) == 3
    meta, _, (point,), columns = pyogrio.raw.read(service, layer="events", bbox=(50, 30, 60, 40))
    assert point is not None
    assert "visit" in [column[0] for column in columns]
    assert meta["crs"] == "EPSG:4326"


def test_a_feed_reader_reads_the_feed(address, told):
    feed = feedparser.parse(httpx.get(f"{address}/v1/events?format=atom").content)
    assert not feed.bozo
    assert [entry.title for entry in feed.entries][-1] == "Visit &lt;b&gt;to&lt;/b&gt; Tehran"
    assert len({entry.id for entry in feed.entries}) == 3
    assert feed.entries[0].updated_parsed >= feed.entries[-1].updated_parsed
