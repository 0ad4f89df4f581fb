"""Comparing the fields of a predicted label with those of a label made by hand."""

import datetime as dt
import re
import unicodedata
from collections import Counter
from functools import lru_cache

from marsad.evaluating.conventions import conventions
from marsad.evaluating.labelled import HandLabel
from marsad.evaluating.labels import Label

_ARABIC_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_ALEFS = re.compile("[أإآ]")
_NO_WORD = re.compile(r"[^\w]+")
_NO_UPPER_END = 10**9
_DAY = dt.timedelta(days=1)
_SLACK_DAYS = 7
_SHORTEST_NAME = 3


def count_exact(label: Label, hand: HandLabel) -> bool:
    """Tell whether both bounds are equal."""
    return label.count_low == hand.count_low and label.count_high == hand.count_high


def count_lenient(label: Label, hand: HandLabel) -> bool:
    """Tell whether the headline number is right to 10 %, or vague bounds share half of the narrower interval."""
    if hand.vague:
        return _vague_overlap(label, hand)
    stated = hand.count_low or hand.count_high
    if not stated:
        return False
    allowed = max(1 if stated > 10 else 0, 0.1 * stated)
    return any(bound is not None and abs(bound - stated) <= allowed for bound in (label.count_low, label.count_high))


def _vague_overlap(label: Label, hand: HandLabel) -> bool:
    if hand.count_high is None:
        return label.count_low >= 1
    low, high = label.count_low, _NO_UPPER_END if label.count_high is None else label.count_high
    hand_low = hand.count_low or 0
    shared = min(high, hand.count_high) - max(low, hand_low)
    return shared >= 0.5 * min(high - low, hand.count_high - hand_low)


def place_matches(words: str, hand_words: str) -> bool:
    """Tell whether one name holds the other as whole words, case, marks and Arabic letter variants aside."""
    ours, theirs = _plain(words), _plain(hand_words)
    if not ours or not theirs:
        return False
    if ours == theirs:
        return True
    shorter, longer = sorted((ours, theirs), key=len)
    return len(shorter) >= _SHORTEST_NAME and f" {shorter} " in f" {longer} "


def dates_overlap(label: Label, hand: HandLabel) -> bool:
    """Tell whether the days overlap within one day, and are not over 7 days wider than an event's labelled days."""
    hand_start, hand_end = _day(hand.date_start), _day(hand.date_end)
    start, end = _day(label.date_start), _day(label.date_end)
    if start is None and end is None:
        return False
    earliest, latest = dt.date.min + _DAY, dt.date.max - _DAY
    if (start or earliest) > min(hand_end or latest, latest) + _DAY:
        return False
    if (hand_start or earliest) > min(end or latest, latest) + _DAY:
        return False
    if hand.is_total or not (hand_start and hand_end):
        return True
    if not (start and end):
        return False
    return (end - start).days <= (hand_end - hand_start).days + _SLACK_DAYS


def dates_tight(label: Label, hand: HandLabel) -> bool:
    """Tell whether both ends are right within one day, or equally open."""
    start, end = _day(label.date_start), _day(label.date_end)
    if start is None and end is None:
        return False
    return _near(_day(hand.date_start), start) and _near(_day(hand.date_end), end)


def _near(one: dt.date | None, other: dt.date | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _DAY


def _day(iso: str | None) -> dt.date | None:
    if iso is None:
        return None
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None


def words_f1(hand_words: str | None, words: str | None) -> float:
    """Return the F1 of shared words, small words aside; 1 where both have none."""
    theirs, ours = Counter(_content_words(hand_words or "")), Counter(_content_words(words or ""))
    if not theirs or not ours:
        return float(not theirs and not ours)
    shared = sum((theirs & ours).values())
    if not shared:
        return 0.0
    precision, recall = shared / sum(ours.values()), shared / sum(theirs.values())
    return 2 * precision * recall / (precision + recall)


def _content_words(words: str) -> list[str]:
    return [word for word in _plain(words).split() if word not in conventions().small_words]


@lru_cache(maxsize=20_000)
def _plain(words: str) -> str:
    plain = unicodedata.normalize("NFKC", words).casefold()
    plain = _ALEFS.sub("ا", _ARABIC_MARKS.sub("", plain))
    plain = plain.replace("ى", "ي").replace("ة", "ه")
    return _NO_WORD.sub(" ", plain).strip()
