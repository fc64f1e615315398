"""Looking up actors and places: what is asked and what is answered."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.schemas.filters import Country
from app.schemas.texts import QueryText

Match = Literal["exact", "prefix", "similar"]


class LookUpQuery(BaseModel):
    """What was typed so far, and which answers are wanted."""

    model_config = ConfigDict(extra="forbid")

    q: QueryText | None = Field(
        None,
        description="What was typed: the beginning of any word of any of its names, in any script; spelling is "
        "forgiven where little begins so.",
        examples=["aragh"],
    )
    country: list[Country] = Field([], description="ISO 3166-1 alpha-2.", examples=[["IR"]])
    sort: Literal["-events", "name"] = Field(
        "-events",
        description="Without q: those in most events first, or by name. With q the best match comes first.",
        examples=["-events"],
    )
    limit: int = Field(20, ge=1, le=1000, description="Most entries on a page.", examples=[10])
    cursor: QueryText | None = Field(None, description="Where to go on: from `next` of the page before.")

    @property
    def kinds(self) -> list[str]:
        """Of which kind the answers may be; of any if there is none."""
        return []


class ActorQuery(LookUpQuery):
    kind: list[Literal["person", "country", "body", "group", "unnamed"]] = Field(
        [], description="Kind of actor.", examples=[["person"]]
    )

    @property
    def kinds(self) -> list[str]:
        return list(self.kind)


class PlaceQuery(LookUpQuery):
    precision: list[Literal["site", "city", "admin1", "region", "country"]] = Field(
        [], description="Kind of place.", examples=[["city"]]
    )

    @property
    def kinds(self) -> list[str]:
        return list(self.precision)


class Found(BaseModel):
    """Why something was found, and how well known it is."""

    match: Match | None = Field(
        description="exact: one of its names; prefix: a word of one begins so; similar: spelled nearly so; null "
        "without q.",
        examples=["prefix"],
    )
    matched: str = Field(description="The name that was found.", examples=["Araghchi"])
    events: int = Field(
        description="In about how many events it is: two digits are right, minutes behind.", examples=[1200]
    )
