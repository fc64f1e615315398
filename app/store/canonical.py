"""What makes two deliveries the same article: the canonical form of its URL and a hash of its content."""

import hashlib
import re
from datetime import datetime
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

# Parameters that say how a reader came to the page, not which page it is.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|mkt_tok|cmpid|ocid|ref_src|ns_\w+|_ga|at_\w+",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Unreserved and sub-delims of RFC 3986; "%" stays as it is, what it encodes was decoded before.
_PATH_SAFE = "/:@!$&'()*+,;=-._~"


def canonical_url(url: str) -> str:
    """``url`` without what differs between two links to one page: case of the host, tracking, fragment.

    http and https are taken for the same, as is a slash at the end.
    """
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower().rstrip(".")
    host = f"[{host}]" if ":" in host else host.encode("idna").decode() if not host.isascii() else host
    port = "" if parts.port in (None, _DEFAULT_PORTS.get(parts.scheme.lower())) else f":{parts.port}"
    path = quote(unquote(parts.path), safe=_PATH_SAFE).rstrip("/")
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(k)))
    return urlunsplit(("https", f"{host}{port}", path, query, ""))


def content_hash(text: str, published_at: datetime) -> str:
    """SHA-256 over text and time of publication, in hexadecimal."""
    return hashlib.sha256(f"{published_at.isoformat()}\0{text}".encode()).hexdigest()
