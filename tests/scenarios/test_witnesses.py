"""Whoever takes the archive's database, or any file of it but the key, learns the name of no witness."""

import json
import shutil

import pytest
from tests.scenarios.witnesses import (
    ARABIC,
    LATIN,
    STORY,
    TESTIMONY,
    Desk,
    found_in,
    said,
    write_list,
    write_reports,
    write_testimony,
)

from marsad.archive import Archive


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("witnesses")
    write_list(folder / "before")
    write_reports(folder / "reports")
    write_testimony(folder / "testimony")
    desk = Desk(folder / "archive")
    desk.done("run", folder / "before", "--why", "older pages")
    desk.done("run", folder / "reports")
    desk.done("run", folder / "testimony", "--testimony")
    return folder


@pytest.fixture
def desk(made, tmp_path):
    shutil.copytree(made, tmp_path / "w")
    return Desk(tmp_path / "w" / "archive")


def test_no_byte_of_the_archive_names_a_witness(desk):
    assert found_in(desk.root) == []
    assert found_in(desk.root.parent / "before", ("Qalbazar",))  # the search finds what is there
    assert found_in(desk.root.parent / "reports", ("Qalbazar",))


def test_no_command_shows_or_writes_a_witness(desk, tmp_path):
    for kind in ("incidents", "tallies", "claims", "documents", "figures", "findings"):
        rows = desk.json("list", kind)
        desk.done("list", kind)
        for row in rows[:6]:
            if row.get("id"):
                desk.done("explain", row["id"])
    claim = desk.json("list", "claims")[0]["id"]
    desk.done("judge", "reject", claim, "--reason", "a test")
    desk.done("retract", "Orchard Weekly", "--reason", "a test")
    desk.done("log")
    desk.done("list", "claims", "--as-known-on", "2100-01-01")
    desk.done("changes", "--from", "2025-01-01", "--to", "2100-01-01")
    with Archive.open(desk.root) as archive:
        sealed = sorted({d.original for d in archive.snapshot().documents if d.sealed})
    for sha256 in sealed:
        desk.run("prove", sha256, "--disclose")
    desk.done("report")
    desk.done("export", "--csv", tmp_path / "out" / "csv")
    desk.done("rebuild")
    desk.done("backup", tmp_path / "out" / "backup")
    desk.done("verify", desk.root, "--all", "--derive")
    desk.run("doctor")
    desk.done("seal", "list")
    desk.done("seal", "check")
    assert said("".join(desk.printed)) == []
    assert found_in(tmp_path / "out") == []
    assert found_in(desk.root) == []


def test_claims_of_masked_reports_and_of_a_testimony_keep_numbers_places_and_days(desk):
    claims = desk.json("list", "claims")
    story = [row for row in claims if row["words"] == "three"]
    assert story
    with Archive.open(desk.root) as archive:
        snapshot = archive.snapshot()
    hidden = {document.id for document in snapshot.documents if document.testimony}
    told = [claim for claim in snapshot.claims if claim.document in hidden]
    assert [(c.measure.value, c.quantity.point, c.places[0].place.name) for c in told] == [("killed", 5, "Baniyas")]
    assert str(told[0].when.start) == "2025-03-07"
    assert "five" not in told[0].quantity.words.text


def test_offsets_hold_in_characters_and_in_bytes(desk):
    with Archive.open(desk.root) as archive:
        documents = [d for d in archive.snapshot().documents if d.sealed]
    clear = {len(STORY), len(TESTIMONY)}
    assert clear <= {len(document.text) for document in documents}
    for document in documents:
        for clear_text in (STORY, TESTIMONY):
            if len(document.text) == len(clear_text):
                assert len(document.text.encode()) == len(clear_text.encode())
        assert any(document.text[span.start : span.end].strip() for span in document.sealed)


def test_the_words_are_shown_to_who_holds_the_key_and_says_why_and_the_log_keeps_it(desk):
    rows = {row["id"]: row for row in desk.json("list", "documents")}
    with Archive.open(desk.root) as archive:
        story = next(d.id for d in archive.snapshot().documents if len(d.text) == len(STORY) and not d.testimony)
    assert story in rows
    assert desk.run("seal", "words", story).exit_code == 2  # without a reason
    shown = desk.done("seal", "words", story, "--why", "to call her back", "--author", "Rima")
    assert LATIN in shown
    assert "Qalbazar" in shown
    assert "Gunmen" not in shown
    assert STORY.strip() in desk.done("seal", "words", story, "--whole", "--why", "to read it")
    entries = [e for e in desk.json("log")["lines"] if e["kind"] == "opening"]
    assert [(e["author"], e["subject"], e["reason"]) for e in entries] == [
        ("Rima", story, "to call her back"), ("Omar", story, "to read it"),
    ]  # fmt: skip
    with Archive.open(desk.root) as archive:
        testimony = next(d.id for d in archive.snapshot().documents if d.testimony)
    assert ARABIC in desk.done("seal", "words", testimony, "--why", "her wish")
    assert found_in(desk.root) == []


def test_a_rebuild_is_byte_identical_with_the_key_and_deletes_nothing_without(desk, tmp_path):
    (desk.root / "keys" / "witnesses.key").rename(tmp_path / "key")
    with Archive.open(desk.root) as archive:
        before = archive.derived.digest()
    refused = desk.run("rebuild", given="twelve letters and more\n")
    assert refused.exit_code == 1
    assert "No lock of this compartment opens with that passphrase" in refused.output
    desk.done("seal", "key", tmp_path / "other")
    assert "No lock" in desk.run("rebuild", "--key-file", tmp_path / "other").output
    with Archive.open(desk.root) as archive:
        assert archive.derived.digest() == before
    assert "Equal, byte for byte" in desk.done("rebuild", "--key-file", tmp_path / "key")
    assert found_in(desk.root) == []


def test_running_again_without_any_key_adds_nothing_and_shows_nobody(desk):
    (desk.root / "keys" / "witnesses.key").unlink()
    for folder in ("before", "reports", "testimony"):
        told = desk.json("run", desk.root.parent / folder)
        assert (told["new_originals"], told["documents_read_now"]) == (0, 0)
    assert found_in(desk.root) == []
    desk.done("verify", desk.root)


def test_a_new_report_that_names_her_is_masked_by_her_name_alone(desk, tmp_path):
    (desk.root / "keys" / "witnesses.key").unlink()
    (tmp_path / "n").mkdir()
    text = "TARTUS, 12 March 2025 - Two people were killed in Tartus on Tuesday. Zéphyrine  QALBAZAR sews there."
    (tmp_path / "n" / "new.txt").write_text(text, encoding="utf-8")
    desk.done("run", tmp_path / "n")
    assert found_in(desk.root) == []
    assert "Tartus" in desk.done("list", "claims")


def test_what_came_first_does_not_matter(desk, tmp_path):
    other = Desk(tmp_path / "other")
    for folder in ("testimony", "reports", "before"):
        more = ["--testimony"] if folder == "testimony" else []
        other.done("run", desk.root.parent / folder, *more)
    assert found_in(other.root) == []
    with Archive.open(other.root) as one, Archive.open(desk.root) as two:
        assert [d.text for d in one.snapshot().documents] == [d.text for d in two.snapshot().documents]
        assert values(one.snapshot().figures) == values(two.snapshot().figures)


def values(figures):
    return sorted((f.measure, f.population, f.low.value, f.best.value, sorted(f.low.claims)) for f in figures)


@pytest.mark.parametrize("place", [0, 20, 60, 110, -1])
def test_a_flipped_bit_in_a_sealed_original_is_found_with_and_without_the_key(desk, place):
    box = sorted((desk.root / "sealed" / "witnesses").glob("*.box"))[0]
    data = bytearray(box.read_bytes())
    data[place] ^= 1
    box.write_bytes(bytes(data))
    broken = desk.run("verify", desk.root)
    assert broken.exit_code == 1
    assert "A sealed file is not what was written" in broken.output
    assert desk.run("seal", "check").exit_code == 1
    refused = desk.run("rebuild")
    assert refused.exit_code == 1
    assert "changed or damaged" in refused.output
    assert desk.json("list", "claims")  # nothing was deleted


def test_a_lost_box_is_missing_and_a_clear_original_put_back_is_found(desk):
    box = sorted((desk.root / "sealed" / "witnesses").glob("original-*.box"))[0]
    sha256 = box.name.split("-")[1].split(".")[0]
    clear = desk.root / "originals" / sha256[:2] / sha256
    clear.parent.mkdir(exist_ok=True, parents=True)
    clear.write_text("her name", encoding="utf-8")
    assert "An original that is sealed stands here in clear" in desk.run("verify", desk.root).output
    desk.done("seal", "mend")
    assert not clear.exists()
    desk.done("verify", desk.root)
    box.unlink()
    assert "A sealed file is gone" in desk.run("verify", desk.root).output


def test_keepers_come_and_go_and_the_archives_own_key_goes_with_its_lock(desk, tmp_path):
    for name in ("hers", "his"):
        desk.done("seal", "key", tmp_path / name)
        desk.done("seal", "grant", name, "--new-key-file", tmp_path / name)
    with Archive.open(desk.root) as archive:
        story = next(d.id for d in archive.snapshot().documents if len(d.text) == len(STORY))

    def words(key):
        return desk.run("seal", "words", story, "--why", "x", "--key-file", tmp_path / key)

    assert words("his").exit_code == 0
    desk.done("seal", "revoke", "archive", "--key-file", tmp_path / "hers")
    assert not (desk.root / "keys" / "witnesses.key").exists()
    desk.done("seal", "revoke", "his", "--key-file", tmp_path / "hers")
    refused = words("his")
    assert refused.exit_code == 1
    assert "ask another keeper" in refused.output
    assert "Qalbazar" in words("hers").output
    desk.done("seal", "rotate", "--key-file", tmp_path / "hers")
    assert "Qalbazar" in words("hers").output
    desk.done("verify", desk.root)
    desk.done("seal", "check", "--key-file", tmp_path / "hers")
    assert "Equal" in desk.done("rebuild", "--key-file", tmp_path / "hers")
    boxes = list((desk.root / "sealed" / "witnesses").glob("*.box"))
    assert {box.name.split(".")[1] for box in boxes} == {"000004"}
    # taking in still needs no key
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "n.txt").write_text(STORY.replace("three", "four"), encoding="utf-8")
    desk.done("run", tmp_path / "n")
    assert found_in(desk.root) == []


def test_a_passphrase_takes_the_place_of_the_key_file(desk):
    words = "four words of mine\n"
    desk.done("seal", "grant", "me", given=words * 2)
    desk.done("seal", "revoke", "archive")
    assert not (desk.root / "keys" / "witnesses.key").exists()
    assert desk.run("rebuild", given="four words of hers\n").exit_code == 1
    assert "Equal" in desk.done("rebuild", given=words)
    desk.done("seal", "check", given=words)
    assert words.strip() not in "".join(desk.printed)


def test_a_lost_key_of_names_is_made_anew_by_a_rebuild(desk, tmp_path):
    (desk.root / "keys" / "names.key").unlink()
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "quiet.txt").write_text("A quiet day in Homs.", encoding="utf-8")
    assert "names_key_missing" in desk.done("run", tmp_path / "n", "--json")
    assert "Equal" in desk.done("rebuild")
    assert (desk.root / "keys" / "names.key").stat().st_mode & 0o077 == 0
    (tmp_path / "n" / "new.txt").write_text(f"TARTUS, 12 March 2025 - {LATIN} sews in Tartus.", encoding="utf-8")
    assert "names_key_missing" not in desk.done("run", tmp_path / "n", "--json")
    assert found_in(desk.root) == []


def test_keys_are_for_their_owner_alone(desk):
    for path in (desk.root / "keys", *(desk.root / "keys").glob("*.key"), *(desk.root / "sealed").rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_strange_ring_gets_nothing_sealed_for_it(desk, tmp_path):
    other = Desk(tmp_path / "other")
    other.done("run", desk.root.parent / "reports")
    shutil.copy(other.root / "sealed" / "witnesses" / "ring.json", desk.root / "sealed" / "witnesses" / "ring.json")
    (tmp_path / "n").mkdir()
    (tmp_path / "n" / "n.txt").write_text(STORY.replace("three", "four"), encoding="utf-8")
    refused = desk.run("run", tmp_path / "n")
    assert refused.exit_code == 1
    assert "not the one that the log has" in refused.output
    assert found_in(desk.root) == []


def test_a_backup_keeps_it_sealed_and_carries_the_key_only_encrypted(desk, tmp_path):
    desk.done("seal", "key", tmp_path / "key")
    desk.done("backup", tmp_path / "b" / "plain")
    desk.done("backup", tmp_path / "b" / "whole", "--with-keys", "--key-file", tmp_path / "key")
    assert found_in(tmp_path / "b") == []
    key = (desk.root / "keys" / "witnesses.key").read_bytes()
    assert all(key.strip() not in path.read_bytes() for path in (tmp_path / "b").iterdir())
    desk.done("restore", tmp_path / "b" / "whole", tmp_path / "back", "--key-file", tmp_path / "key")
    back = Desk(tmp_path / "back")
    assert "Equal" in back.done("rebuild")
    assert found_in(back.root) == []
    desk.done("restore", tmp_path / "b" / "plain", tmp_path / "without")
    bare = Desk(tmp_path / "without")
    bare.done("verify", bare.root)
    assert bare.run("rebuild", given="twelve letters and more\n").exit_code == 1
    assert "names_key_missing" in bare.done("run", desk.root.parent / "before", "--json")


def test_an_erased_sealed_original_is_gone_with_its_key_and_the_log_verifies(desk):
    with Archive.open(desk.root) as archive:
        sha256 = next(d.original for d in archive.snapshot().documents if d.testimony)
    desk.done("erase", sha256, "--ground", "her wish", "--yes")
    assert not list((desk.root / "sealed").rglob(f"*{sha256}*"))
    with Archive.open(desk.root) as archive:
        entries = [e for e in archive.ledger.entries() if sha256 in e.subject]
        assert {e.kind for e in entries if e.payload is None} == {"capture", "seal"}
        assert {e.kind for e in entries if e.payload is not None} == {"erasure", "seal"}
    desk.done("verify", desk.root, "--all")
    assert sha256[:12] not in json.dumps(desk.json("list", "documents"))
    again = desk.run("run", desk.root.parent / "testimony")
    assert "erased" in again.output
    assert found_in(desk.root) == []
    assert "Equal" in desk.done("rebuild")


def test_settings_name_the_folders_of_testimonies(made, tmp_path):
    desk = Desk(tmp_path / "a")
    desk.root.mkdir()
    (desk.root / "marsad.toml").write_text('testimonies = ["testimony/*"]\n', encoding="utf-8")
    shutil.copytree(made / "testimony", tmp_path / "r" / "testimony")
    desk.done("run", tmp_path / "r")
    assert found_in(desk.root) == []
    assert list((desk.root / "sealed" / "witnesses").glob("testimony-*.box"))


def test_what_came_in_clear_is_sealed_whole_when_it_is_said_to_be_a_testimony(made, tmp_path):
    desk = Desk(tmp_path / "a")
    desk.done("run", made / "testimony")
    assert found_in(desk.root)
    desk.done("run", made / "testimony", "--testimony")
    assert found_in(desk.root) == []
    desk.done("verify", desk.root, "--all")
    assert "Equal" in desk.done("rebuild")
