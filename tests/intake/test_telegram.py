import json

from tests.intake.building import kinds, read

CHANNEL = {
    "name": "Coast News",
    "type": "public_channel",
    "id": 123,
    "messages": [
        {"id": 1, "type": "service", "date": "2025-03-07T10:00:00", "action": "create_channel", "text": ""},
        {
            "id": 2,
            "type": "message",
            "date": "2025-03-07T23:05:00",
            "date_unixtime": "1741381500",
            "from": "Coast News",
            "from_id": "channel123",
            "text": ["Five people killed in ", {"type": "bold", "text": "Jableh"}, " #Syria"],
        },
        {
            "id": 3,
            "type": "message",
            "date": "2025-03-08T01:00:00",
            "reply_to_message_id": 2,
            "forwarded_from": "Wire Desk",
            "forwarded_from_id": "channel99",
            "text": "Ten were wounded.",
        },
        {"id": 4, "type": "message", "date": "2025-03-08T02:00:00", "forwarded_from": "Somebody", "text": "We fled."},
        {"id": 5, "type": "message", "date": "2025-03-08T03:00:00", "photo": "photo.jpg", "text": ""},
    ],
}


def test_a_channel_gives_its_messages():
    documents, findings = read(json.dumps(CHANNEL, indent=1).encode(), "result.json")
    assert [document.text for document in documents] == [
        "Five people killed in Jableh #Syria",
        "Forwarded from Wire Desk\n\nTen were wounded.",
        "We fled.",
    ]
    first = documents[0]
    assert first.source_id == "Coast News/2"
    assert first.publisher == "Coast News"
    assert first.kind == "post"
    assert first.position == "message 2"
    assert (str(first.published), first.published_time) == ("2025-03-07", "23:05")
    assert kinds(findings) == ["items_without_text"]


def test_a_whole_account_gives_the_same_names_and_no_person():
    private = {"name": "Layla", "type": "personal_chat", "id": 7, "messages": [dict(CHANNEL["messages"][2], id=9)]}
    export = {"about": "x", "personal_information": {}, "chats": {"about": "y", "list": [CHANNEL, private]}}
    documents, _ = read(json.dumps(export).encode(), "result.json")
    alone, _ = read(json.dumps(CHANNEL).encode(), "result.json")
    assert [document.id for document in documents[:3]] == [document.id for document in alone]
    assert documents[3].publisher == ""
    assert documents[3].source_id == "chat7/9"
    assert "Layla" not in repr(documents[3])


def test_one_malformed_message_does_not_stop_the_others():
    export = {**CHANNEL, "messages": [{"id": "x", "text": "bad"}, CHANNEL["messages"][1]]}
    documents, findings = read(json.dumps(export).encode(), "result.json")
    assert [document.position for document in documents] == ["message 2"]
    assert kinds(findings) == ["bad_json"]


def test_a_truncated_export_is_a_finding():
    documents, findings = read(json.dumps(CHANNEL, indent=1).encode()[:-40], "result.json")
    assert documents == []
    assert kinds(findings) == ["truncated"]
