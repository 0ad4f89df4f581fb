import mailbox
import time
from email.message import EmailMessage

from tests.intake.building import docx_bytes, kinds, read

from marsad.intake import IntakeSettings

SENDER = "Reporter Name <reporter.name@news.example.org>"


def message(body: str = "Two people were killed in Safita on Friday night.\n", sender: str = SENDER) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = "Desk <desk@monitor.example>"
    mail["Subject"] = "تقرير: Two killed"
    mail["Date"] = "Sat, 08 Mar 2025 01:10:00 +0300"
    mail["Message-ID"] = "<1@news.example.org>"
    mail.set_content(body)
    return mail


def test_a_message_gives_subject_day_and_domain_but_no_person():
    (document,), findings = read(bytes(message()), "m.eml")
    assert document.title == "تقرير: Two killed"
    assert document.text == "تقرير: Two killed\n\nTwo people were killed in Safita on Friday night.\n"
    assert (str(document.published), document.published_time) == ("2025-03-08", "01:10")
    assert document.publisher == "news.example.org"
    assert document.kind == "email"
    assert "reporter" not in repr(document).casefold()
    assert findings == []


def test_a_public_provider_is_no_publisher():
    (document,), _ = read(bytes(message(sender="x@gmail.com")), "m.eml")
    assert document.publisher == ""


def test_the_html_part_serves_where_there_is_no_plain_one():
    mail = message()
    mail.set_content("<p>Three people were <b>killed</b>.</p><p>It was dark.</p>", subtype="html")
    (document,), _ = read(bytes(mail), "m.eml")
    assert document.text.endswith("Three people were killed.\nIt was dark.")


def test_attachments_are_read_as_items_of_their_own():
    mail = message()
    mail.add_attachment(b"Three were killed in Duraykish.", maintype="text", subtype="plain", filename="../n.txt")
    word = docx_bytes("<w:p><w:r><w:t>Four died in Baniyas.</w:t></w:r></w:p>")
    mail.add_attachment(word, maintype="application", subtype="octet-stream", filename="a.docx")
    mail.add_attachment(message("Five died in Qadmus.\n"))
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="p.png")
    documents, findings = read(bytes(mail), "m.eml")
    assert [document.position for document in documents] == ["", "attachment 1", "attachment 2", "attachment 3"]
    assert "Three were killed in Duraykish." in documents[1].text
    assert documents[2].text == "Four died in Baniyas."
    assert "Five died in Qadmus." in documents[3].text
    assert [(finding.kind, finding.where) for finding in findings] == [("unsupported_format", "m.eml: attachment 4")]


def test_a_mailbox_is_split_and_its_messages_named_by_their_own_bytes(tmp_path):
    box = mailbox.mbox(tmp_path / "box.mbox")
    for number in range(3):
        box.add(message(f"From the coast: {number} dead.\nFrom here on it is quiet.\n"))
    box.flush()
    box.close()
    documents, findings = read((tmp_path / "box.mbox").read_bytes(), "box.mbox")
    assert [document.position for document in documents] == ["message 1", "message 2", "message 3"]
    assert documents[1].text.endswith("From the coast: 1 dead.\nFrom here on it is quiet.\n")
    other, _ = read(
        (tmp_path / "box.mbox").read_bytes() + b"From x@y Sat Mar 08 01:10:00 2025\nSubject: New\n\nMore.\n", "b.mbox"
    )
    assert [document.id for document in other[:3]] == [document.id for document in documents]
    assert findings == []


def test_encrypted_mail_is_a_finding():
    mail = message()
    mail.replace_header("Content-Type", "application/pkcs7-mime")
    documents, findings = read(bytes(mail), "m.eml")
    assert documents == []
    assert kinds(findings) == ["encrypted"]


def test_broken_headers_and_parts_do_not_raise():
    data = bytes(message()).replace(b"Sat, 08 Mar 2025", b"=?utf-8?q?=99=99?= 99").replace(b"SGVsbG8", b"!!")
    data = data.replace(b"From: ", b"From: =?x?y?z?= <<@@>,,;")
    documents, findings = read(data, "m.eml")
    assert len(documents) == 1
    assert kinds(findings) == ["date_not_understood"]


def test_messages_in_messages_end_somewhere():
    mail = message()
    for _ in range(12):
        outer = message()
        outer.add_attachment(mail)
        mail = outer
    documents, findings = read(bytes(mail), "m.eml", IntakeSettings(max_depth=3))
    assert kinds(findings)[0] == "nested_too_deep"
    assert documents


def test_endless_headers_are_read_in_good_time():
    started = time.process_time()
    endless = ("From: " + "a@b," * 100_000, "Subject: " + "=?utf-8?q?" * 50_000, "Date: " + "1 " * 100_000)
    for header in endless:
        mail = f"{header}\nTo: c\nX-A: b\nMIME-Version: 1.0\n\nTwo people died."
        documents, _ = read(mail.encode(), "m.eml")
        assert documents[0].text.endswith("Two people died.")
    assert time.process_time() - started < 5
