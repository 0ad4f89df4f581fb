"""What the network can say: the order of these tuples is the order of its outputs, so a change needs a new training."""

from typing import Final

#: Harm that a number can be of; "casualties" is dead and wounded in one undivided figure, which no measure fits.
HARMS: Final = ("killed", "injured", "missing", "detained", "displaced", "abducted", "casualties")
#: Spans that belong to a claim; places may be several, the others are one each.
ROLES: Final = ("quote", "group", "place", "when", "perpetrator", "attribution")
CATEGORIES: Final = ("unknown", "civilian", "security_force", "combatant")
CONTEXTS: Final = ("conflict", "crime", "accident", "disaster", "disease", "judicial", "none")
MODALITIES: Final = ("asserted", "attributed", "denied", "speculative", "historical")
TALLIES: Final = ("event", "cumulative", "incremental")
#: What a mention is to the document's other mentions.
STANDINGS: Final = ("main", "repeat", "subset", "optional")
FLAGS: Final = ("child", "women", "journalist", "medic")

#: The choices made for each claim, by name, with what each may be.
CHOICES: Final = {
    "category": CATEGORIES,
    "context": CONTEXTS,
    "modality": MODALITIES,
    "tally": TALLIES,
    "standing": STANDINGS,
}
#: Labels of one token as a claim's anchor: outside, then begin and inside for each harm.
ANCHORS: Final = ("O", *(f"{part}-{harm}" for harm in HARMS for part in "BI"))
OUTSIDE, BEGIN, INSIDE = 0, 1, 2
