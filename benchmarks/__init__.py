"""How fast and how large Dateline is, measured here: ``python -m benchmarks`` or ``make bench``."""
