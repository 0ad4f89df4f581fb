"""Invented snapshots for pages and exports: a rich one, an empty one, and as big a one as asked for."""

import datetime as dt
from collections.abc import Sequence

from tests.release import builder as b

from marsad.records import (
    Context,
    Document,
    EventType,
    Measure,
    Modality,
    Operator,
    PlaceKind,
    PlacePrecision,
    Population,
    Severity,
    Snapshot,
    Span,
    TallyKind,
)

BANIAS = b.place("Banias", "بانياس", 35.18, 35.95)
JABLEH = b.place("Jableh", "جبلة", 35.36, 35.93)
LATAKIA = b.place("Latakia", "اللاذقية", 35.52, 35.79)
TARTUS = b.place("Tartus", "طرطوس", 34.89, 35.89)
QADMUS = b.place("Al-Qadmus", "القدموس", 35.1, 36.16)
MASYAF = b.place("Masyaf", "مصياف", 35.06, 36.34)
QARDAHA = b.place("Al-Qardaha", "القرداحة", 35.46, 36.06)
DRAYKISH = b.place("Ad-Draykish", "الدريكيش", 34.9, 36.13)
QUSOUR = b.place("Al-Qusour", "القصور", 35.1857, 35.9557, kind=PlaceKind.NEIGHBOURHOOD)
GOVERNORATE = b.place("Latakia Governorate", "محافظة اللاذقية", 35.6, 36.0, kind=PlaceKind.ADM1)
LONG = b.place("Kfar Zaytun al-Gharbiyya wa Mazra‘at al-Sindiyan al-Tahtaniyya", "كفر زيتون الغربية", 35.28, 36.1)
ABROAD = b.place("Akkar al-Atiqa", "عكار العتيقة", 34.53, 36.24, country="LB")
TOWNS = (BANIAS, JABLEH, LATAKIA, TARTUS, QADMUS, MASYAF, QARDAHA, DRAYKISH)

WITNESS = "Salma Invented-Haddad"


def rich() -> Snapshot:
    """More than twenty-five incidents, tallies, other harm, Arabic, withheld names and findings."""
    parts: dict[str, list] = {
        name: [] for name in ("documents", "claims", "origins", "incidents", "tallies", "figures")
    }
    protected = _banias(parts)
    _towns(parts)
    _oddities(parts)
    _tally(parts)
    arabic = b.document(
        "قالت مصادر محلية إن 14 مدنياً قتلوا في المدينة يوم الجمعة. ولم يتسنَّ التحقق من العدد (740–745).",
        title="مقتل مدنيين في الساحل",
        publisher="وكالة مخترعة",
        language="ar",
        source_id="ar-1",
    )
    parts["documents"].append(arabic)
    findings = (
        b.finding(),
        b.finding("unreadable_file", where="inner.zip!b.docx", message="The file is encrypted."),
        b.finding(
            "no_reader",
            where=arabic.id,
            document=arabic.id,
            severity=Severity.NOTE,
            message="No reader takes Arabic yet.",
            words="مقتل مدنيين",
            remedy="Keep it; it will be read when a reader for it is there.",
        ),
        b.finding(
            "cumulative_falls",
            severity=Severity.WARNING,
            where="tally",
            message="The later tally is lower than the earlier one.",
            remedy="Compare the two passages.",
        ),
    )
    return b.snapshot(**parts, findings=findings, protected=protected)


def _banias(parts) -> dict[str, list[Span]]:
    first = b.document(
        "Gunmen entered the Al-Qusour neighbourhood of Banias on Friday. At least 12 civilians were killed "
        f"and 30 others wounded, the Coast Monitor said. “They took my brother”, said {WITNESS}, who hid in a cellar. "
        "Four of the dead were children, including two from one family.",
        title=f"Dozen killed in Banias, says {WITNESS}",
        publisher="Invented Wire",
        source_id="wire-001",
        url="https://wire.example/001",
        byte_offset=120,
    )
    second = b.document(
        "Residents counted 15 bodies in Banias after Friday’s attack, a doctor told Harbour Radio. "
        "Another list has 20 names.",
        title="Residents count bodies",
        publisher="Harbour Radio",
        source_id="radio-7",
        day=9,
    )
    copy = b.document(
        "The Coast Monitor said at least 12 civilians were killed in Banias.",
        title="Banias attack",
        publisher="Reprint Daily",
        source_id="reprint-3",
        day=9,
    )
    killed = b.claim(
        first,
        "At least 12 civilians were killed",
        "At least 12",
        12,
        None,
        population=Population.CIVILIAN,
        places=(QUSOUR, BANIAS),
        attribution="the Coast Monitor",
        perpetrator="Gunmen",
        operator=Operator.GE,
        rule="V2",
    )
    injured = b.claim(first, "30 others wounded", "30", 30, measure=Measure.INJURED, places=(BANIAS,))
    children = b.claim(first, "Four of the dead were children", "Four", 4, subset_of=killed.id, places=(BANIAS,))
    counted = b.claim(second, "Residents counted 15 bodies in Banias", "15", 15, places=(BANIAS,))
    listed = b.claim(second, "Another list has 20 names", "20", 20, places=(BANIAS,), attribution="a doctor")
    again = b.claim(copy, "at least 12 civilians were killed in Banias", "at least 12", 12, None, places=(BANIAS,))
    case = b.incident(
        killed,
        injured,
        children,
        counted,
        listed,
        again,
        where=BANIAS,
        aliases=("inc-0000000000000000000000000000000a",),
    )
    parts["documents"] += [first, second, copy]
    parts["claims"] += [killed, injured, children, counted, listed, again]
    parts["origins"] += [
        b.origin("Coast Monitor", killed, again, injured, children),
        b.origin("a doctor", counted, listed),
    ]
    parts["incidents"].append(case)
    parts["figures"] += [
        b.figure(case, killed, counted, listed, again, low=12, best=15, high=20, high_open=True, dissent=(listed,)),
        b.figure(
            case, killed, again, low=12, best=12, high=12, population=Population.CIVILIAN, origins=1, best_is_floor=True
        ),
        b.figure(case, injured, low=30, best=30, high=30, origins=1),
    ]
    at = first.text.index(f"said {WITNESS}") + len("said ")
    return {first.id: [Span(at, at + len(WITNESS))]}


def _towns(parts) -> None:
    for n in range(24):
        town = TOWNS[n % len(TOWNS)]
        count = (n * 7) % 19 + 1
        day = 6 + n % 9
        word = "people were" if count > 1 else "person was"
        doc = b.document(
            f"Shelling hit {town.name} on {day} March. Local medics said {count} {word} killed near the market. "
            "The road to the town was closed for hours and could not be reached.",
            title=f"Shelling in {town.name}",
            publisher=("Invented Wire", "Harbour Radio", "Mountain Post")[n % 3],
            day=min(28, day + 1),
            source_id=f"town-{n:03}",
        )
        found = b.claim(
            doc, f"{count} {word} killed", str(count), count, places=(town,), day=day, attribution="Local medics"
        )
        end = day + 2 if n % 6 == 5 else None
        case = b.incident(
            found,
            where=town,
            start=day,
            end=end,
            event_type=EventType.SHELLING,
            precision=PlacePrecision.NEAR_LOCALITY if n % 7 == 3 else PlacePrecision.LOCALITY,
        )
        parts["documents"].append(doc)
        parts["claims"].append(found)
        parts["origins"].append(b.origin(f"Local medics, {n}", found))
        parts["incidents"].append(case)
        parts["figures"].append(b.figure(case, found, low=count, best=count, high=count, origins=1))


def _oddities(parts) -> None:
    at, wide, nowhere = PlacePrecision.LOCALITY, PlacePrecision.ADM1, PlacePrecision.UNKNOWN
    war, accident = Context.CONFLICT, Context.ACCIDENT
    killed, gone = Measure.KILLED, Measure.DISPLACED
    cases = (
        (LONG, at, "1,476 people were killed", "1,476", 1476, 7, None, war, killed),
        (GOVERNORATE, wide, "dozens of people were killed", "dozens", 24, 1, 31, war, killed),
        (None, nowhere, "two people were abducted", "two", 2, 0, None, war, Measure.ABDUCTED),
        (ABROAD, at, "some 3,000 people fled", "3,000", 3000, 12, None, war, gone),
        (TARTUS, at, "three people were killed in a road accident", "three", 3, 10, None, accident, killed),
        (LATAKIA, at, "nine bodies were found", "nine", 9, 11, None, war, Measure.BODIES_FOUND),
    )
    for n, (town, precision, quote, word, low, start, end, context, measure) in enumerate(cases):
        where = town.name if town else "a place nobody named"
        doc = b.document(
            f"In {where}, {quote}, an unsigned note said.", title=f"Note {n}", publisher="", source_id=f"note-{n}",
            day=0 if n == 2 else 20,
        )  # fmt: skip
        vague = word == "dozens"
        found = b.claim(
            doc, quote, word, low, 99 if vague else "same", measure=measure, places=(town,) if town else (),
            operator=Operator.VAGUE if vague else Operator.EQ, context=context, rule="V9" if vague else "V1",
        )  # fmt: skip
        case = b.incident(
            found,
            where=town,
            precision=precision,
            start=start,
            end=end,
            context=context,
            words="" if town else "a place nobody named",
            event_type=EventType.OTHER,
        )
        parts["documents"].append(doc)
        parts["claims"].append(found)
        parts["origins"].append(b.origin(f"note {n}", found, reason="neither speaker nor publisher is known"))
        parts["incidents"].append(case)
        parts["figures"].append(
            b.figure(case, found, low=12 if vague else low, best=12 if vague else low, high=99 if vague else low,
                     origins=1, best_is_floor=vague)
        )  # fmt: skip
    denied = b.document("The army denied that 40 people were killed.", source_id="denial", publisher="Harbour Radio")
    parts["documents"].append(denied)
    parts["claims"].append(b.claim(denied, "40 people were killed", "40", 40, modality=Modality.DENIED))


def _tally(parts) -> None:
    days = ((8, 340), (9, 745), (11, 1225), (12, 1383), (14, 1476))
    found = []
    for day, count in days:
        doc = b.document(
            f"The Coast Monitor has documented {count:,} civilians killed on the coast since 6 March.",
            title=f"Monitor raises its count to {count:,}",
            publisher="Invented Wire" if day % 2 else "Harbour Radio",
            day=day,
            source_id=f"tally-{day}",
        )
        parts["documents"].append(doc)
        claim = b.claim(
            doc, f"{count:,} civilians killed on the coast since 6 March", f"{count:,}", count,
            tally=TallyKind.CUMULATIVE, population=Population.CIVILIAN, attribution="The Coast Monitor", day=day,
        )  # fmt: skip
        found.append((day, claim))
        parts["claims"].append(claim)
    parts["origins"].append(b.origin("Coast Monitor, tallies", *(claim for _, claim in found)))
    running = b.tally("Coast Monitor", *found, words="the coast", since=dt.date(2025, 3, 6))
    parts["tallies"].append(running)
    last = found[-1][1]
    parts["figures"].append(
        b.figure(running, last, low=1476, best=1476, high=1476, origins=1, population=Population.CIVILIAN,
                 as_of=dt.date(2025, 3, 14))
    )  # fmt: skip


def big(count: int) -> Snapshot:
    """`count` incidents with three claims and two figures each, over two years."""
    parts: dict[str, list] = {name: [] for name in ("documents", "claims", "origins", "incidents", "figures")}
    filler = "The road was closed for hours and nobody could reach the place to check what had been said. " * 4
    for n in range(count):
        town = TOWNS[n % len(TOWNS)]
        claims = []
        for copy in range(2):
            doc = b.document(
                f"{filler}Shelling hit {town.name}. {n + 3} people were killed and {n + 5} wounded, medics said. "
                + filler,
                title=f"Shelling number {n} of {town.name}", publisher="Invented Wire", source_id=f"big-{n}-{copy}",
            )  # fmt: skip
            parts["documents"].append(doc)
            claims.append(b.claim(doc, f"{n + 3} people were killed", str(n + 3), n + 3, places=(town,)))
            if not copy:
                hurt = b.claim(doc, f"{n + 5} wounded", str(n + 5), n + 5, measure=Measure.INJURED, places=(town,))
        day = dt.date(2023, 1, 1) + dt.timedelta(days=n % 730)
        case = b.incident(*claims, hurt, where=town, dates=(day, day))
        parts["claims"] += [*claims, hurt]
        parts["incidents"].append(case)
        parts["origins"].append(b.origin(f"medics {n}", *claims, hurt))
        parts["figures"] += [
            b.figure(case, *claims, low=n + 3, best=n + 3, high=n + 3, origins=1),
            b.figure(case, hurt, low=n + 5, best=n + 5, high=n + 5, origins=1),
        ]
    return b.snapshot(**parts)


def text_of(snapshot: Snapshot, document: str) -> Document:
    """The document with this id."""
    return next(found for found in snapshot.documents if found.id == document)


def empty(documents: Sequence[Document] = ()) -> Snapshot:
    """No incident at all."""
    return b.snapshot(documents=tuple(documents))
