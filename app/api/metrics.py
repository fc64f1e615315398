"""GET /metrics: what Prometheus reads, and the middleware that counts requests."""

import time
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


@dataclass(frozen=True, slots=True)
class Meters:
    """The metrics of one application, in a registry of their own: two applications may share a process."""

    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram
    articles: Gauge
    jobs: Gauge
    streams: Gauge
    exports: Gauge
    held_changes: Gauge
    lag: Gauge
    oldest_transaction: Gauge

    @classmethod
    def make(cls) -> "Meters":
        registry = CollectorRegistry()
        labels = ("method", "route")
        return cls(
            registry,
            Counter("dateline_requests", "Requests answered.", (*labels, "status"), registry=registry),
            Histogram(
                "dateline_request_seconds",
                "Time until the answer was complete.",
                labels,
                buckets=_BUCKETS,
                registry=registry,
            ),
            Gauge("dateline_articles", "Articles by state of extraction.", ("state",), registry=registry),
            Gauge("dateline_queue_jobs", "Jobs in the queue by state.", ("state",), registry=registry),
            Gauge("dateline_streams", "Open streams of changes.", registry=registry),
            Gauge("dateline_exports", "Exports that are being sent.", registry=registry),
            Gauge(
                "dateline_feed_held_changes",
                "Changes that are committed but not handed out yet, because an older transaction still runs.",
                registry=registry,
            ),
            Gauge(
                "dateline_feed_lag_seconds",
                "Since the oldest of those was written; 0 if none.",
                registry=registry,
            ),
            Gauge(
                "dateline_oldest_transaction_seconds",
                "How long the oldest transaction that writes has been running, in any database of the server.",
                registry=registry,
            ),
        )


class CountRequests:
    """Counts requests by route template, so that ids in paths do not make a series each."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self.app = app
        self.meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status = 500  # stays so if nothing is answered

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        start = time.perf_counter()
        try:
            await self.app(scope, receive, watch)
        finally:
            # The router leaves the route it found in the scope.
            route = getattr(scope.get("route"), "path", "unmatched")
            self.meters.requests.labels(scope["method"], route, str(status)).inc()
            self.meters.seconds.labels(scope["method"], route).observe(time.perf_counter() - start)
