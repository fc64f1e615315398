"""A query service of our own on a real socket; it answers by country what was written down in ``answers.json``."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

ANSWERS = json.loads((Path(__file__).parent / "answers.json").read_text(encoding="utf-8"))


class Service(BaseHTTPRequestHandler):
    asked: ClassVar[list[tuple[str, str]]] = []  # query and user agent

    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)["query"][0]
        self.asked.append((query, self.headers["User-Agent"]))
        country = query.split('wdt:P297 "')[1][:2]
        status, body = 200, json.dumps(ANSWERS.get(country, ANSWERS["none"]))
        if country == "XX":
            status, body = 429, "Too many requests"
        if country == "YY":
            body = "<html>maintenance</html>"
        self.send_response(status)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


@contextmanager
def service() -> Iterator[str]:
    Service.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()
