"""Explanations as the API gives them: where each value of a report comes from, and why other words gave none."""

from pydantic import BaseModel, ConfigDict, Field

from app.extract.explain import records


class _Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class WordsOut(_Out):
    """Words of the text that a value rests on."""

    start: int = Field(description="Where they start in the text.", examples=[47])
    end: int = Field(description="Where they end; text[start:end] is exact.", examples=[54])
    text: str = Field(description="The words.", examples=["visited"])


class ChanceOut(_Out):
    """A type with its probability."""

    type: str = Field(description="An event type, or none for no act at all.", examples=["visit"])
    probability: float = Field(description="0 to 1.", examples=[0.9975])


class WeightOut(_Out):
    """Something that speaks for a choice, or against it."""

    name: str = Field(description="What it is.", examples=["type=same"])
    weight: float = Field(description="How much; below 0 against it.", examples=[1.63])


class VerdictOut(_Out):
    """What the models made of one word."""

    words: WordsOut = Field(description="The word.")
    odds: list[ChanceOut] = Field(description="The three likeliest types, as they decided.")
    encoder: list[ChanceOut] = Field(description="What the encoder says.")
    scorer: list[ChanceOut] = Field(
        description="What the scorer says; empty for a word that the lexicon does not know."
    )
    lexicon: list[str] = Field(description="The lexicon's entries that know the word.", examples=[["visit"]])


class MentionWhyOut(_Out):
    """Why one mention is one of this happening, and what it says by itself."""

    verdict: VerdictOut = Field(description="What the models made of its word.")
    type: str = Field(description="The type that it speaks for.", examples=["visit"])
    status: str = Field(description="The status that it tells.", examples=["happened"])
    status_rule: str = Field(description="What in its clause says so.", examples=["its clause looks ahead"])
    date_rule: str = Field(description="What dates it.", examples=["the time of its own clause"])
    merged: float | None = Field(
        description="Log odds that it tells of the same as the mentions before it; null for the first.",
        examples=[3.4],
    )
    grounds: list[WeightOut] = Field(
        description="What weighed most beside the mention just before it; empty for the first."
    )


class ValueWhyOut(_Out):
    """A value with the rule that gives it, or that gives none."""

    value: str | None = Field(description="The value; null where there is none.", examples=["happened"])
    rule: str = Field(description="What gave it.", examples=["all its mentions say so"])
    words: WordsOut | None = Field(description="The words it rests on, where there are some.")


class ActorWhyOut(_Out):
    """Why somebody takes part, who it is, and why with this country."""

    actor_id: str = Field(description="Whom it is about.", examples=["person:IR:abbas-araghchi"])
    role: str = Field(description="The part in the act.", examples=["source"])
    rule: str = Field(description="Which step brought the actor in.", examples=["chosen by the linker"])
    words: WordsOut = Field(description="The mention that brought the actor in.")
    form: str = Field(description="name, capital, modifier, nominal or pronoun.", examples=["name"])
    source: float | None = Field(
        description="The linker's odds that it is the source or takes part; null where a rule brought it in.",
        examples=[0.9948],
    )
    target: float | None = Field(description="The linker's odds that it is the target.", examples=[0.0004])
    grammar: str | None = Field(
        description="The role that the grammar alone would read; null for none.", examples=["source"]
    )
    identity: str = Field(
        description="The entry of the knowledge base, or provisional: known from this text alone.",
        examples=["person:IR:abbas-araghchi"],
    )
    country: ValueWhyOut = Field(description="Why it has this country.")


class PassedOverOut(_Out):
    """An actor in reach that the linker thought of and left out."""

    actor_id: str = Field(description="Whom it is about.", examples=["country:IR"])
    words: WordsOut = Field(description="The mention.")
    source: float = Field(description="The linker's odds that it is the source.", examples=[0.0044])
    target: float = Field(description="The linker's odds that it is the target.", examples=[0.2039])
    grammar: str | None = Field(
        description="The role that the grammar alone would read.", examples=["target"]
    )


class DateWhyOut(_Out):
    """The days of one event, with the rule and the words that give them."""

    value: str | None = Field(description="First and last day.", examples=["2024-11-03/2024-11-03"])
    rule: str = Field(description="What dates the event.", examples=["the time of its own clause"])
    time_rule: str | None = Field(description="How the words were read.", examples=["weekday"])
    words: WordsOut | None = Field(description="The time expression.")


class PlaceChanceOut(_Out):
    """A place that some ground speaks for."""

    words: WordsOut = Field(description="Where the text names it.")
    rule: str = Field(description="The ground.", examples=["hangs from its word (in)"])
    strength: float = Field(
        description="About 3: attached to the act; 1 and less: from around it.", examples=[2.45]
    )


class PlaceWhyOut(_Out):
    """The place of one event, with its ground and the runner-up."""

    value: str | None = Field(description="The place.", examples=["Baghdad"])
    rule: str = Field(description="What gave it.", examples=["the dateline of its sentence"])
    chosen: PlaceChanceOut | None = Field(description="The words and how strong they are.")
    second: PlaceChanceOut | None = Field(description="The runner-up.")


class ConfidenceWhyOut(_Out):
    """Where the confidence comes from."""

    value: float = Field(description="0 to 1.", examples=[0.98])
    rule: str = Field(
        description="How it is made.",
        examples=["the odds of its only mention, set against the length of the article"],
    )
    scores: list[float] = Field(description="Of the mentions of the type, best first.", examples=[[0.98]])


class ReportWhyOut(_Out):
    """Where the values of one report come from."""

    type: ValueWhyOut = Field(description="Why this type.")
    weights: list[WeightOut] = Field(
        description="The types that its mentions speak for, their odds added up."
    )
    status: ValueWhyOut = Field(description="Why this status.")
    mentions: list[MentionWhyOut] = Field(description="One for each mention, in the order of the text.")
    actors: list[ActorWhyOut] = Field(description="One for each actor, in the order of the report.")
    passed_over: list[PassedOverOut] = Field(description="Actors that were thought of and left out.")
    date: DateWhyOut = Field(description="Why these days.")
    location: PlaceWhyOut = Field(description="Why this place.")
    killed: ValueWhyOut = Field(description="Why so many dead.")
    injured: ValueWhyOut = Field(description="Why so many injured.")
    claimed_by: ValueWhyOut = Field(description="Why it is somebody's claim, or nobody's.")
    confidence: ConfidenceWhyOut = Field(description="Why so certain.")


class ConsideredOut(_Out):
    """A word that could name an act and is in no report."""

    verdict: VerdictOut = Field(description="What the models made of it.")
    fell: str = Field(
        description="ruled out by the encoder, below threshold, figure of speech, not told as real, nobody speaks or"
        " least confidence.",
        examples=["not told as real"],
    )
    by: str = Field(
        description="More closely: the threshold, the figure, the rule.", examples=["only possible"]
    )


class SentenceWhyOut(_Out):
    """One sentence: the reports it tells of, and what fell."""

    start: int = Field(description="Where it starts in the text.", examples=[0])
    end: int = Field(description="Where it ends.", examples=[65])
    reports: list[int] = Field(description="Places of its reports in the list, from 0.", examples=[[0]])
    considered: list[ConsideredOut] = Field(
        description="Words that could name an act; in a sentence of some report only those that had a chance."
    )


class ExplanationOut(_Out):
    """Why the reports are as they are, and why the other sentences gave none."""

    reports: list[ReportWhyOut] = Field(description="In the order of the reports.")
    sentences: list[SentenceWhyOut] = Field(
        description="Those that tell of no report, and those in which a word fell."
    )

    @classmethod
    def from_record(cls, explanation: records.Explanation) -> "ExplanationOut":
        return cls.model_validate(explanation)
