"""Places as the API gives them."""

from pydantic import BaseModel, Field

from app.schemas.events import Count, Page
from app.schemas.lookup import Found


class PlaceBrief(BaseModel):
    """Where it is."""

    place_id: str = Field(description="The same across events.", examples=["geonames:112931"])
    name: str = Field(description="The gazetteer's name.", examples=["Tehran"])
    country: str | None = Field(description="ISO 3166-1 alpha-2.", examples=["IR"])
    admin1: str | None = Field(description="State or province.", examples=["Tehran"])
    geonames_id: int | None = Field(description="GeoNames number.", examples=[112931])
    latitude: float | None = Field(description="Degrees, WGS 84.", examples=[35.69])
    longitude: float | None = Field(description="Degrees, WGS 84.", examples=[51.42])
    precision: str = Field(description="site, city, admin1, region or country.", examples=["city"])


class PlaceFound(PlaceBrief, Found):
    """A place that was looked up."""


class PlacePage(Page[PlaceFound]):
    """Places."""


class PlaceFull(PlaceBrief):
    """One place."""

    names: list[str] = Field(
        description="Every name in every script, the usual one first.",
        examples=[["Tehran", "Teheran", "طهران"]],
    )
    events: Count = Field(description="How many events were there itself, not in a place within.")
    timeline: str = Field(
        description="Path of the timeline of what happened there or in a place within.",
        examples=["/v1/timeline?place=geonames%3A112931"],
    )
