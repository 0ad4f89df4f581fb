"""Short archives for tests of judgements, with a clock that the test winds."""

import datetime as dt
from pathlib import Path

from marsad import pipeline
from marsad.archive import Archive
from marsad.cli.silence import Silence
from marsad.pipeline.judging import judgements_of
from marsad.pipeline.proposing import make_judgement, propose, record_judgement
from marsad.pipeline.recording import Recorder
from marsad.records import Measure, Population
from marsad.settings import Settings

SETTINGS = Settings(workers=1)
START = dt.datetime(2025, 3, 10, 12, tzinfo=dt.UTC)

BANIAS = (
    "BANIAS, 8 March 2025 (Coast Wire) - At least 31 civilians were killed in Al-Tuwaimah on Friday, the mayor said."
)
AGAIN = "BANIAS, 9 March 2025 (North Agency) - Gunmen killed 29 civilians in Al-Tuwaimah on Friday, a doctor said."
JABLEH = "LATAKIA, 9 March 2025 (Levant Daily) - Gunmen killed 12 people in Jableh on Saturday, a hospital source said."


class Clock:
    """A clock that stands until it is wound."""

    def __init__(self, now: dt.datetime = START) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now

    def wind(self, **by: float) -> None:
        self.now += dt.timedelta(**by)


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def run(archive: Archive, folder: Path, clock: Clock) -> None:
    pipeline.run(archive, [folder], SETTINGS, Silence(), Recorder("Nadia", clock=clock))


def proposed(archive: Archive, action, *subjects, clock=None, change=None, reason="seen", author="Omar"):
    judgements = judgements_of(archive)
    draft = make_judgement(action, subjects, archive.snapshot(), judgements, change=change, reason=reason)
    return propose(archive, SETTINGS, draft, Recorder(author, clock=clock or Clock()))


def judge(archive: Archive, action, *subjects, clock=None, change=None, reason="seen", author="Omar"):
    """Make a judgement as the command does; return it."""
    clock = clock or Clock()
    proposal = proposed(archive, action, *subjects, clock=clock, change=change, reason=reason, author=author)
    with archive.writing():
        record_judgement(archive, SETTINGS, proposal.judgement, Recorder(author, clock=clock), Silence())
    return proposal.judgement


def killed(snapshot) -> dict[str, tuple[int, int, int]]:
    """Return (low, best, high) of everybody killed, by the incident's place."""
    places = {i.id: i.place.name if i.place else i.place_words for i in snapshot.incidents}
    found = {}
    for figure in snapshot.figures:
        if figure.measure is Measure.KILLED and figure.subject in places:
            key = places[figure.subject]
            if key not in found or figure.population in (Population.ALL, Population.UNKNOWN):
                found[key] = (figure.low.value, figure.best.value, figure.high.value)
    return found
