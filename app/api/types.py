"""GET /v1/types: the taxonomy."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from app.extract.taxonomy import MUTUAL, TYPES

router = APIRouter(prefix="/v1/types", tags=["taxonomy"])


class TypeOut(BaseModel):
    """One event type with its codes in other schemes."""

    type: str = Field(description="Name of the type.", examples=["visit"])
    family: str = Field(description="Types that careful readers confuse share one.", examples=["diplomacy"])
    description: str = Field(description="What it is.", examples=["An official travels to a place."])
    plover: str | None = Field(description="PLOVER code.", examples=["CONSULT"])
    cameo: str | None = Field(description="CAMEO code that fits in general.", examples=["042"])
    goldstein: float | None = Field(description="-10 (conflict) to 10 (cooperation).", examples=[1.9])
    mutual: bool = Field(description="All who take part are participants.", examples=[False])


class Types(BaseModel):
    items: list[TypeOut] = Field(description="All types, family by family.")


@router.get("", response_model=Types, summary="Event types")
async def get_types() -> Types:
    """The 26 types with their PLOVER, CAMEO and Goldstein codes."""
    return Types(
        items=[
            TypeOut(
                type=kind.type,
                family=kind.family,
                description=kind.description,
                plover=kind.plover,
                cameo=kind.cameo,
                goldstein=kind.goldstein,
                mutual=kind.type in MUTUAL,
            )
            for kind in TYPES.values()
        ]
    )
