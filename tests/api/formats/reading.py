"""Clients of the formats: what each reads the ids of events from, and one that reads slowly."""

import csv
import json
import re
import socket
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from io import StringIO
from urllib.parse import urlsplit
from xml.etree import ElementTree

_ATOM = "{http://www.w3.org/2005/Atom}"


def ids(name: str, body: bytes) -> list[str]:
    """The ids of the events that ``body`` has, in its order."""
    return READ[name](body)


def _ndjson(body: bytes) -> list[str]:
    return [json.loads(line)["id"] for line in body.splitlines()]


def _csv(body: bytes) -> list[str]:
    return [row["id"] for row in csv.DictReader(StringIO(body.decode(), newline=""))]


def _geojson(body: bytes) -> list[str]:
    return [feature["id"] for feature in json.loads(body)["features"]]


def _atom(body: bytes) -> list[str]:
    entries = ElementTree.fromstring(body).findall(f"{_ATOM}entry/{_ATOM}id")
    return [str(entry.text).removeprefix("urn:uuid:") for entry in entries]


def _ics(body: bytes) -> list[str]:
    """By hand: the library reads a thousand in a second, and these tests many thousands."""
    return [name.decode() for name in re.findall(rb"\r\nUID:(\S+)\r\n", body)]


def _timelinejs(body: bytes) -> list[str]:
    return [slide["unique_id"].removeprefix("event-") for slide in json.loads(body)["events"]]


READ = {
    "ndjson": _ndjson,
    "csv": _csv,
    "geojson": _geojson,
    "atom": _atom,
    "ics": _ics,
    "timelinejs": _timelinejs,
}


@contextmanager
def slowly(address: str, path: str):
    """The answer to a client that takes little at a time: the server must wait for it."""
    where = urlsplit(address)
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # before it connects
    taken.settimeout(60)
    taken.connect((where.hostname, where.port))
    connection = HTTPConnection(str(where.hostname), where.port)
    connection.sock = taken
    connection.request("GET", path)
    answer: HTTPResponse = connection.getresponse()
    try:
        yield answer
    finally:
        answer.close()
        connection.close()
