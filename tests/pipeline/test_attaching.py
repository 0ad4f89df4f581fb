"""Derivatives in an archive: kept with their custody, read or not, verified, backed up, erased, known since when."""

import datetime as dt

import msgspec
import pytest
from tests.pictures import needs_tesseract, picture
from tests.pipeline.judged import BANIAS, JABLEH, SETTINGS, Clock, judge, killed, run, write

from marsad import pipeline
from marsad.archive import Archive
from marsad.cli.silence import Silence
from marsad.pipeline.attaching import Making, attach
from marsad.pipeline.backing_up import back_up, restore
from marsad.pipeline.erasing import erase_original
from marsad.pipeline.examining import examine
from marsad.pipeline.history import known_on, moment
from marsad.pipeline.judging import judgements_of
from marsad.pipeline.rebuilding import rebuild
from marsad.pipeline.recording import Recorder
from marsad.pipeline.verifying import verify
from marsad.records import Action, Attachment, DerivativeKind, EntryKind, InputError, StoreError

OCR = Making(
    kind=DerivativeKind.RECOGNISED_TEXT,
    tool="Reader",
    version="2.1",
    maker="Nadia",
    language="en",
    confidence=71,
    why="r",
)
BETTER = msgspec.structs.replace(OCR, tool="by hand", version="by hand", maker="Omar", confidence=None)
TRANSLATION = msgspec.structs.replace(OCR, kind=DerivativeKind.TRANSLATION, language="ar", confidence=None)


@pytest.fixture
def archive(tmp_path):
    with Archive.create(tmp_path / "a") as made:
        picture(tmp_path / "r" / "shot.png")
        run(made, write(tmp_path / "r", three=JABLEH), Clock())
        yield made


def shot(archive):
    return next(sha256 for sha256, names in archive.intakes.names().items() if names[0].endswith("shot.png"))


def attached(archive, tmp_path, making, text, *, clock=None, original=""):
    file = tmp_path / "made.txt"
    file.write_text(text, encoding="utf-8")
    with archive.writing():
        return attach(
            archive, original or shot(archive), file, settings=SETTINGS, making=making,
            recorder=Recorder("Samira", clock=clock or Clock()), progress=Silence(),
        )  # fmt: skip


def broken(archive):
    quiet = {"expect": lambda _what, _size: None, "advance": lambda _size: None}
    return [(finding.kind, finding.where) for finding in verify(archive.root, **quiet)]


def test_recognised_text_is_read_and_says_what_it_is(archive, tmp_path):
    made = attached(archive, tmp_path, OCR, BANIAS)
    snapshot = archive.snapshot()
    assert killed(snapshot) == {"Al-Tuwaimah": (31, 31, 31), "Jableh": (12, 12, 12)}
    (document,) = (d for d in snapshot.documents if d.original == shot(archive))
    assert document.recognition.derivative == made.sha256
    assert (document.recognition.tool, document.recognition.confidence) == ("Reader", 71)
    (other,) = (d for d in snapshot.documents if d.original != shot(archive))
    assert other.recognition is None
    assert snapshot.attachments == (made,)
    (told,) = archive.intakes.derivatives(document.id)
    assert (told.kind, told.tool, told.version) == (DerivativeKind.RECOGNISED_TEXT, "Reader", "2.1")
    kinds = {finding.kind for finding in snapshot.findings}
    assert "text_recognised" in kinds
    assert "unsupported_format" not in kinds


def test_custody_is_an_entry_and_cannot_be_left_out(archive, tmp_path):
    made = attached(archive, tmp_path, OCR, BANIAS)
    (entry,) = archive.ledger.entries([EntryKind.DERIVATIVE])
    assert (entry.subject, entry.author, entry.facts(Attachment)) == (shot(archive), "Samira", made)
    assert (made.who, made.maker, made.name, made.size) == ("Samira", "Nadia", "made.txt", len(BANIAS))
    for lacking in ("tool", "version", "maker", "why"):
        with pytest.raises(InputError):
            attached(archive, tmp_path, msgspec.structs.replace(OCR, **{lacking: " "}), BANIAS)


def test_a_translation_is_kept_and_never_read(archive, tmp_path):
    before = archive.snapshot()
    made = attached(archive, tmp_path, TRANSLATION, BANIAS)
    after = archive.snapshot()
    assert (after.documents, after.claims, after.figures) == (before.documents, before.claims, before.figures)
    assert after.attachments == (made,)
    assert broken(archive) == []


def test_a_better_text_takes_the_place_of_a_worse_one_and_that_can_be_withdrawn(archive, tmp_path):
    attached(archive, tmp_path, OCR, BANIAS.replace("31", "37"))
    assert killed(archive.snapshot())["Al-Tuwaimah"] == (37, 37, 37)
    attached(archive, tmp_path, BETTER, BANIAS)
    assert killed(archive.snapshot())["Al-Tuwaimah"] == (31, 31, 31)
    (judgement,) = judgements_of(archive)
    assert judgement.action is Action.REJECT
    judge(archive, Action.WITHDRAW, judgement.id)
    assert killed(archive.snapshot())["Al-Tuwaimah"][2] == 37


def test_what_was_made_later_was_not_known_before(archive, tmp_path):
    clock = Clock()
    clock.wind(days=2)
    attached(archive, tmp_path, OCR, BANIAS.replace("31", "37"), clock=clock)
    clock.wind(days=2)
    attached(archive, tmp_path, BETTER, BANIAS, clock=clock)
    days = [known_on(archive, SETTINGS, moment(f"2025-03-{day}")) for day in (11, 12, 14)]
    assert [killed(day).get("Al-Tuwaimah", ())[:1] for day in days] == [(), (37,), (31,)]
    assert [len(day.attachments) for day in days] == [0, 1, 2]
    assert days[-1] == archive.snapshot()


def test_a_rebuild_reads_the_kept_text_and_gives_the_same_bytes(archive, tmp_path):
    made = attached(archive, tmp_path, OCR, BANIAS)
    before = archive.snapshot()
    assert rebuild(archive, SETTINGS, Silence()).equal
    assert archive.snapshot() == before
    kept = archive.root / "derivatives" / made.sha256[:2] / made.sha256
    kept.chmod(0o600)
    kept.unlink()
    with pytest.raises(StoreError, match="nothing was deleted"):
        rebuild(archive, SETTINGS, Silence())
    assert archive.snapshot() == before


def test_a_run_of_a_newer_intake_keeps_the_text(archive, tmp_path):
    attached(archive, tmp_path, OCR, BANIAS)
    before = archive.snapshot()
    other = msgspec.structs.replace(SETTINGS, intake=msgspec.structs.replace(SETTINGS.intake, max_findings=9))
    pipeline.run(archive, [tmp_path / "r"], other, Silence(), Recorder("Nadia", clock=Clock()))
    assert archive.snapshot() == before


def test_verify_names_a_derivative_that_changed_is_gone_or_is_not_known(archive, tmp_path):
    made = attached(archive, tmp_path, OCR, BANIAS)
    assert broken(archive) == []
    kept = archive.root / "derivatives" / made.sha256[:2] / made.sha256
    where = f"derivatives/{made.sha256[:2]}/{made.sha256}"
    kept.chmod(0o600)
    kept.write_text(BANIAS.replace("31", "13"), encoding="utf-8")
    assert broken(archive) == [("derivative_changed", where)]
    kept.unlink()
    assert broken(archive) == [("derivative_missing", where)]
    kept.write_text(BANIAS, encoding="utf-8")
    (kept.parent / "notes.txt").write_text("x", encoding="utf-8")
    assert broken(archive) == [("derivative_unlisted", f"derivatives/{made.sha256[:2]}/notes.txt")]


def test_a_backup_holds_derivatives_and_gives_them_back(archive, tmp_path):
    made = attached(archive, tmp_path, OCR, BANIAS)
    quiet = {"expect": lambda _what, _size: None, "advance": lambda _size: None}
    back_up(archive.root, tmp_path / "b", made=dt.datetime(2025, 4, 1, tzinfo=dt.UTC), secret=None, **quiet)
    restore(tmp_path / "b", tmp_path / "again", secret=None, **quiet)
    kept = tmp_path / "again" / "derivatives" / made.sha256[:2] / made.sha256
    assert kept.read_text(encoding="utf-8") == BANIAS
    with Archive.open(tmp_path / "again") as again:
        assert again.snapshot() == archive.snapshot()


def test_an_erased_original_takes_all_that_was_made_of_it_along(archive, tmp_path):
    first, second = attached(archive, tmp_path, OCR, BANIAS), attached(archive, tmp_path, TRANSLATION, "secret words")
    text = next(name for name in archive.intakes.names() if name != shot(archive))
    shared = attached(archive, tmp_path, TRANSLATION, "secret words", original=text)
    assert shared.sha256 == second.sha256
    with archive.writing():
        erase_original(archive, Recorder("Nadia", clock=Clock()), shot(archive), "a court's order")
    run(archive, tmp_path / "r", Clock())
    snapshot = archive.snapshot()
    assert snapshot.attachments == (shared,)
    assert killed(snapshot) == {"Jableh": (12, 12, 12)}
    folder = archive.root / "derivatives"
    assert not (folder / first.sha256[:2] / first.sha256).exists()
    assert (folder / shared.sha256[:2] / shared.sha256).exists()
    assert b"31 civilians" not in (archive.root / "archive.db").read_bytes()
    assert broken(archive) == []


def test_one_derivative_is_erased_alone_and_its_original_stays(archive, tmp_path):
    before = archive.snapshot()
    made = attached(archive, tmp_path, OCR, BANIAS)
    with archive.writing():
        erase_original(archive, Recorder("Nadia", clock=Clock()), made.sha256, "it names a witness")
    assert b"31 civilians" not in (archive.root / "archive.db").read_bytes()
    run(archive, tmp_path / "r", Clock())
    assert archive.snapshot() == before
    assert not (archive.root / "derivatives" / made.sha256[:2] / made.sha256).exists()
    assert broken(archive) == []


def test_stopped_before_the_ledger_says_it_nothing_is_there_but_a_file_nobody_refers_to(archive, tmp_path, monkeypatch):
    before = archive.snapshot()
    with monkeypatch.context() as patch:
        patch.setattr(archive.intakes, "add", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            attached(archive, tmp_path, OCR, BANIAS)
    (archive.root / "derivatives" / ".incoming-x").write_text("half", encoding="utf-8")
    assert archive.snapshot() == before
    assert {kind for kind, _ in broken(archive)} == {"derivative_unlisted", "leftover"}
    attached(archive, tmp_path, OCR, BANIAS)
    run(archive, tmp_path / "r", Clock())
    assert broken(archive) == []
    assert killed(archive.snapshot())["Al-Tuwaimah"] == (31, 31, 31)


def test_doctor_misses_tesseract_only_where_it_is_asked_for(archive, monkeypatch):
    monkeypatch.setenv("PATH", "")

    def look():
        seen = {one.what: one for one in examine(archive.root, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))}
        return [finding.kind for finding in seen["text recognition"].findings]

    assert look() == []
    (archive.root / "marsad.toml").write_text("ocr = true\n", encoding="utf-8")
    assert look() == ["recognition_missing"]


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xff\xfe\x00", b"a\x00b"])
def test_what_is_no_text_is_refused_and_nothing_is_kept(archive, tmp_path, data):
    (tmp_path / "x").write_bytes(data)
    for making in (OCR, TRANSLATION):
        with pytest.raises(InputError), archive.writing():
            attach(archive, shot(archive), tmp_path / "x", settings=SETTINGS, making=making, recorder=Recorder("N"),
                   progress=Silence())  # fmt: skip
    assert archive.ledger.entries([EntryKind.DERIVATIVE]) == []
    assert not (archive.root / "derivatives").exists()


@needs_tesseract
def test_a_run_that_is_asked_recognises_text_once_and_makes_thumbnails(archive, tmp_path):
    asked = msgspec.structs.replace(SETTINGS, ocr=True, thumbnails=True)
    for _ in range(2):
        summary = pipeline.run(archive, [tmp_path / "r"], asked, Silence(), Recorder("Nadia", clock=Clock()))
    assert summary.documents_given == 2
    made = archive.snapshot().attachments
    assert sorted(one.kind.value for one in made) == ["recognised_text", "thumbnail"]
    text = next(one for one in made if one.kind is DerivativeKind.RECOGNISED_TEXT)
    assert (text.tool, text.language) == ("Tesseract", "ara+eng")
    assert text.version[0].isdigit()
    assert text.confidence > 80
    assert "31" in {claim.quantity.words.text for claim in archive.snapshot().claims}
    assert rebuild(archive, asked, Silence()).equal
    assert broken(archive) == []


def test_without_tesseract_a_run_goes_on_and_says_what_to_install(archive, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    asked = msgspec.structs.replace(SETTINGS, ocr=True)
    pipeline.run(archive, [tmp_path / "r"], asked, Silence(), Recorder("Nadia", clock=Clock()))
    (finding,) = (f for f in archive.snapshot().findings if f.kind == "recognition_missing")
    assert "apt install tesseract-ocr" in finding.remedy
    assert killed(archive.snapshot()) == {"Jableh": (12, 12, 12)}


def test_nothing_is_made_unless_asked(archive):
    assert archive.snapshot().attachments == ()
    assert not (archive.root / "derivatives").exists()


def test_a_picture_that_cannot_be_opened_is_a_finding_and_the_others_are_made(archive, tmp_path):
    (tmp_path / "r" / "a-broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    asked = msgspec.structs.replace(SETTINGS, thumbnails=True)
    pipeline.run(archive, [tmp_path / "r"], asked, Silence(), Recorder("Nadia", clock=Clock()))
    snapshot = archive.snapshot()
    assert [one.original for one in snapshot.attachments] == [shot(archive)]
    assert [f.where for f in snapshot.findings if f.kind == "picture_unreadable"] == ["a-broken.png"]
