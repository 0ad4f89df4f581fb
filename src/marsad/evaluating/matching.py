"""Matching: which predicted labels of one document are the claims that a person labelled there."""

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from marsad.evaluating.assignment import best_pairs
from marsad.evaluating.comparing import count_exact, count_lenient
from marsad.evaluating.labelled import HandLabel
from marsad.evaluating.labels import Label
from marsad.records import Span

_SENTENCE_END = re.compile(r'[.!?؟…]+["”’»)\]]*(?=\s|$|[^\W\d_])|\n+')
_ENOUGH = 0.5  # of either quote must be shared, or the two stand in one sentence
_MAIN_BONUS = 0.5


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A prediction credited to a main claim; `count_right` where its bounds are those of the claim or mention read."""

    label: Label
    hand: HandLabel
    count_right: bool


class DocumentScore(msgspec.Struct, frozen=True, kw_only=True):
    """What the predictions for one document are worth.

    `ignored` predictions landed on parts, doubtful claims or further mentions: neither right nor wrong.
    """

    document: str
    matches: tuple[Match, ...] = ()
    false_claims: tuple[Label, ...] = ()
    missed: tuple[HandLabel, ...] = ()
    ignored: int = 0
    parts: int = 0
    parts_found: int = 0

    @property
    def strict(self) -> int:
        """How many matches have the right count."""
        return sum(match.count_right for match in self.matches)


def score_document(
    document: str, text: str, labels: Sequence[Label], hands: Sequence[HandLabel], *, span_only: bool = False
) -> DocumentScore:
    """Pair predictions with hand labels so that overlap, right counts and main claims weigh most, and judge each.

    With `span_only` a prediction must share half of a quote; standing in the same sentence is not enough.
    """
    table = _Table(text, labels, _claims_with_mentions(hands), span_only=span_only)
    claim_of = {i: j for i, j in best_pairs(table.weights()) if table.weight(i, j) > 0}
    found = set(claim_of.values())
    matches, false_claims, ignored = _judge(table, claim_of)
    claims = [mentions[0] for mentions in table.claims]
    return DocumentScore(
        document=document,
        matches=matches,
        false_claims=false_claims,
        missed=tuple(claim for j, claim in enumerate(claims) if claim.role == "main" and j not in found),
        ignored=ignored,
        parts=sum(claim.role == "subset" for claim in claims),
        parts_found=sum(claim.role == "subset" and j in found for j, claim in enumerate(claims)),
    )


def _judge(table: "_Table", claim_of: dict[int, int]) -> tuple[tuple[Match, ...], tuple[Label, ...], int]:
    matches: list[Match] = []
    false_claims: list[Label] = []
    ignored = 0
    for i, label in enumerate(table.labels):
        if i in claim_of:
            hand = table.claims[claim_of[i]][0]
            if hand.role == "main":
                right = table.count_right(i, claim_of[i])
                matches.append(Match(label=label, hand=hand, count_right=right))
            else:
                ignored += 1
        elif table.says_again(i):
            ignored += 1
        else:
            false_claims.append(label)
    return tuple(matches), tuple(false_claims), ignored


def _claims_with_mentions(hands: Sequence[HandLabel]) -> list[list[HandLabel]]:
    claims = {hand.claim_id: [hand] for hand in hands if hand.role != "repeat"}
    for hand in hands:
        if hand.role == "repeat" and hand.repeat_of in claims:
            claims[hand.repeat_of].append(hand)
    return list(claims.values())


class _Table:
    """Predictions against claims, each claim a list of its mentions, the first one the claim itself."""

    def __init__(self, text: str, labels: Sequence[Label], claims: list[list[HandLabel]], *, span_only: bool) -> None:
        self.labels = labels
        self.claims = claims
        self._span_only = span_only
        self._bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
        self._nearness = [[[self._near(label, hand) for hand in claim] for claim in claims] for label in labels]

    def weights(self) -> list[list[float]]:
        return [[self.weight(i, j) for j in range(len(self.claims))] for i in range(len(self.labels))]

    def weight(self, i: int, j: int) -> float:
        near = [share for share in self._nearness[i][j] if share is not None]
        if not near:
            return 0.0
        bonus = _MAIN_BONUS if self.claims[j][0].role == "main" else 0
        return 1 + max(near) + 1.0 * self.count_right(i, j) + bonus

    def count_right(self, i: int, j: int) -> bool:
        """Right if equal to the claim, or to the mention it was read from ("88 dead" above, "at least 88" below)."""
        label, (claim, *repeats) = self.labels[i], self.claims[j]
        return count_exact(label, claim) or any(
            share is not None and share >= _ENOUGH and count_exact(label, hand)
            for hand, share in zip(repeats, self._nearness[i][j][1:], strict=True)
        )

    def says_again(self, i: int) -> bool:
        """Tell whether an unpaired prediction is one more mention of a claim that is credited already: no error."""
        return any(self._says_claim_again(i, j) for j in range(len(self.claims)))

    def _says_claim_again(self, i: int, j: int) -> bool:
        mentions = self.claims[j]
        if len(mentions) == 1:
            return False
        for hand, share in zip(mentions, self._nearness[i][j], strict=True):
            if share is None:
                continue
            if self.count_right(i, j):
                return True
            if hand.role == "repeat" and share >= _ENOUGH and count_lenient(self.labels[i], hand):
                return True
        return False

    def _near(self, label: Label, hand: HandLabel) -> float | None:
        """Return the greater share of a quote that the two have in common, None where they are too far apart."""
        ours, theirs = Span(label.char_start, label.char_end), Span(hand.char_start, hand.char_end)
        if label.harm != hand.harm or not len(ours):
            return None
        common = max(0, min(ours.end, theirs.end) - max(ours.start, theirs.start))
        share = max(common / len(ours), common / len(theirs))
        same_sentence = not self._span_only and self._sentence(ours.start) == self._sentence(theirs.start)
        return share if share >= _ENOUGH or same_sentence else None

    def _sentence(self, position: int) -> int:
        return bisect_right(self._bounds, position)
