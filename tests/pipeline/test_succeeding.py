"""A new key takes over the log of an archive: verified at every moment, whenever the process is killed."""

import contextlib
import shutil

import pytest
from tests.faults.archives import take_in, whole_archive

from marsad.archive import Archive
from marsad.archive.ledger import Ledger
from marsad.pipeline import succeeding
from marsad.pipeline.checkpointing import checkpoint_after_run, sign_checkpoint
from marsad.pipeline.comparing import compare_with
from marsad.pipeline.recording import Recorder
from marsad.pipeline.succeeding import change_passphrase, finish_handover, replace_key
from marsad.pipeline.verifying import verify
from marsad.records import EntryKind, InputError, MarsadError, Severity
from marsad.vault.checkpoints import Standing, make_checkpoint
from marsad.vault.signing import load_key
from marsad.vault.succession import Leaving, load_succession

PASSPHRASE = b"five random words of mine"
OTHER = b"six other random words of mine"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    root = tmp_path_factory.mktemp("whole") / "archive"
    whole_archive(root, originals=3)
    return root


@pytest.fixture
def root(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "archive")
    return tmp_path / "archive"


def found(root):
    return list(verify(root, expect=lambda *_: None, advance=lambda _: None))


def breaks(root):
    return [f for f in found(root) if f.severity is Severity.ERROR]


def replaced(root, because=Leaving.RETIRED, **passphrases):
    with Archive.open(root) as archive, archive.writing():
        handover = replace_key(archive, Recorder("the keeper"), because=because, reason="a year is over", **passphrases)
        sign_checkpoint(archive, passphrases.get("new_passphrase"))
    return handover


def test_a_new_key_signs_and_what_the_old_one_signed_still_holds(root):
    old = load_key(root / "keys")
    kept = max((root / "checkpoints").glob("*.txt")).read_bytes()
    handover = replaced(root)
    assert found(root) == []
    new = load_key(root / "keys")
    assert (handover.old, handover.new) == (old.verifier, new.verifier)
    assert old.pem() not in [path.read_bytes() for path in root.rglob("*") if path.is_file()]
    told = compare_with(root, kept)
    assert (told.standing, told.signed) == (Standing.EXTENDED, True)
    with Archive.open(root) as archive:
        entry = archive.ledger.entries([EntryKind.KEY])[-1]
        assert (entry.author, entry.subject) == ("the keeper", new.verifier.line)
    replaced(root)
    assert found(root) == []


def test_what_the_old_key_signs_later_is_refused(root):
    old = load_key(root / "keys")
    saved = {path.name: path.read_bytes() for path in (root / "keys").glob("log.*")}
    replaced(root)
    with Archive.open(root) as archive, archive.writing():
        take_in(archive, Recorder("the tester"), "later.txt", b"later")
        size = archive.ledger.size()
        with archive.ledger.nodes() as nodes:
            forged = make_checkpoint(old.verifier.name, size, succeeding.Tree(nodes, size).root(), old)
        path = root / "checkpoints" / f"{size:012d}.txt"
        path.write_text(forged)
    assert [f.kind for f in breaks(root)] == ["checkpoint_broken"]
    assert "not in office" in breaks(root)[0].message
    path.unlink()
    for name, data in saved.items():
        (root / "keys" / name).chmod(0o600)
        (root / "keys" / name).write_bytes(data)
    assert "key_broken" in {f.kind for f in breaks(root)}
    with Archive.open(root) as archive, archive.writing(), pytest.raises(InputError, match="nothing more"):
        sign_checkpoint(archive)


def test_a_lost_key_is_replaced_and_the_gap_is_said(root):
    (root / "keys" / "log.pem").unlink()
    replaced(root, Leaving.LOST)
    assert [(f.kind, f.severity.value) for f in found(root)] == [("key_unvouched", "warning")]


def test_a_removed_or_changed_handover_is_found(root):
    path = root / "keys" / f"{replaced(root).size:012d}.handover"
    data = path.read_bytes()
    path.unlink()
    assert {"file_missing", "checkpoint_broken"} <= {f.kind for f in breaks(root)}
    path.write_bytes(data.replace(b"because retired", b"because expired"))
    assert breaks(root)[0].where == f"keys/{path.name}"


def test_a_passphrase_is_set_changed_and_taken_away(root):
    key = load_key(root / "keys").verifier
    for old, new in ((None, PASSPHRASE), (PASSPHRASE, OTHER), (OTHER, None)):
        with Archive.open(root) as archive, archive.writing():
            change_passphrase(archive, old, new)
            assert checkpoint_after_run(archive) is None or new is None
        assert found(root) == []
        assert load_key(root / "keys", new).verifier == key
    with Archive.open(root) as archive, pytest.raises(InputError, match="shorter"):
        change_passphrase(archive, None, b"short")
    assert found(root) == []


def test_a_guarded_key_hands_over_to_a_guarded_one(root):
    with Archive.open(root) as archive, archive.writing():
        change_passphrase(archive, None, PASSPHRASE)
    with pytest.raises(InputError):
        replaced(root, passphrase=OTHER, new_passphrase=OTHER)
    assert found(root) == []
    replaced(root, passphrase=PASSPHRASE, new_passphrase=OTHER)
    assert found(root) == []


class Killed(BaseException):
    """Stands for kill -9: nothing after it runs, no handler of ours catches it."""


STEPS = 11


def kill_after(monkeypatch, step):
    """Let the process die right before the `step`th change of a file or of the log."""
    left = [step]

    def counted(function):
        def run(*arguments, **options):
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return function(*arguments, **options)

        return run

    for name in ("write_new", "replace", "create_key", "sign_inventory"):
        monkeypatch.setattr(succeeding, name, counted(getattr(succeeding, name)))
    monkeypatch.setattr(succeeding.shutil, "rmtree", counted(shutil.rmtree))
    monkeypatch.setattr("marsad.archive.ledger.Ledger.append", counted(Ledger.append))
    return left


@pytest.mark.parametrize("guard", [None, PASSPHRASE])
@pytest.mark.parametrize("step", range(STEPS))
def test_killed_at_any_step_the_old_key_or_the_new_one_signs_and_the_next_start_says_what_it_mended(
    root, monkeypatch, step, guard
):
    before = load_succession(root / "keys").current
    with monkeypatch.context() as patch:
        left = kill_after(patch, step)
        try:
            replaced(root, new_passphrase=guard)
        except Killed:
            pass
        else:
            assert left[0] >= 0
    assert breaks(root) == []
    signed = load_succession(root / "keys").current
    with Archive.open(root) as archive, archive.writing():
        mended = finish_handover(archive, Recorder("the next"))
        assert [f.kind for f in mended] in ([], ["handover_mended"])
        assert finish_handover(archive, Recorder("the next")) == ()
        assert len(archive.ledger.entries([EntryKind.KEY])) == (signed != before)
    # a first part of a key that never took over is no news; a key that did is
    assert breaks(root) == []
    with Archive.open(root) as archive, archive.writing():
        sign_checkpoint(archive, guard if signed != before else None)
    assert found(root) == []
    assert not (root / "keys" / "next").exists()


def test_the_steps_above_are_all_there_are(root, monkeypatch):
    left = kill_after(monkeypatch, 1000)
    replaced(root)
    assert 1000 - left[0] <= STEPS - 1, "count the new steps in"


@pytest.mark.parametrize("step", range(4))
def test_killed_while_a_passphrase_changes_the_key_opens_the_old_way_or_the_new(root, monkeypatch, step):
    with monkeypatch.context() as patch, Archive.open(root) as archive, archive.writing():
        kill_after(patch, step)
        with contextlib.suppress(Killed):
            change_passphrase(archive, None, PASSPHRASE)
    assert breaks(root) == []
    guarded = b"ENCRYPTED" in (root / "keys" / "log.pem").read_bytes()
    assert load_key(root / "keys", PASSPHRASE if guarded else None)


def test_a_key_is_not_replaced_without_a_reason(root):
    with Archive.open(root) as archive, archive.writing(), pytest.raises(MarsadError, match="reason"):
        replace_key(archive, Recorder("me"), because=Leaving.RETIRED, reason=" ")
    assert found(root) == []
