"""What the store derives from events and names, made anew after a load."""

from __future__ import annotations

from collections.abc import Callable


async def derive(url: str, tell: Callable[[str, int, int], None]) -> None:
    """Nothing yet on this schema."""
