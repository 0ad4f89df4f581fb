"""What a model may say: claims in one strict shape; anything else is no answer."""

from typing import Annotated, Literal, cast

import msgspec

_HARMS = Literal["killed", "injured", "missing", "detained", "displaced", "abducted", "casualties"]


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One claim as a model gives it. All texts are to be copied from the passage, letter by letter."""

    quote: str
    number_words: str
    number: Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)] | None
    harm: _HARMS
    people: str | None
    perpetrator: str | None
    source: str | None
    category: Literal["civilian", "security_force", "combatant", "unknown"]
    among_them: list[Literal["child", "women", "journalist", "medic"]]
    context: Literal["conflict", "crime", "accident", "disaster", "disease", "judicial", "none"]
    modality: Literal["asserted", "attributed", "denied", "speculative", "historical"]
    tally: Literal["event", "cumulative", "incremental"]
    part_of_total: bool


class Claims(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All claims of one passage."""

    claims: list[Said]


MOST_CLAIMS = 200


def parse(text: str) -> Claims | None:
    """Return the claims of a model's answer; None where it is not exactly of the shape asked for."""
    try:
        found = msgspec.json.decode(text.encode("utf-8"), type=Claims)
    except (msgspec.MsgspecError, UnicodeEncodeError, UnicodeDecodeError, RecursionError):
        return None
    return found if len(found.claims) <= MOST_CLAIMS else None


def schema() -> dict[str, object]:
    """Return the JSON schema of an answer, for servers that hold a model to it."""
    return cast("dict[str, object]", msgspec.json.schema(Claims))
