import msgspec

from marsad.pipeline import reading_all
from marsad.pipeline.reading_all import read_documents
from marsad.records import Document, Reading, document_id


class Stumbles:
    name = "stumbles/1"

    def takes(self, document: Document) -> bool:
        return True

    def read(self, document: Document, gazetteer: object) -> Reading:
        if "stone" in document.text:
            raise IndexError("a secret word of the text")
        return Reading(document=document.id, reader=self.name)


def test_a_document_that_a_reader_stumbles_over_does_not_stop_the_others(monkeypatch):
    monkeypatch.setattr(reading_all, "readers_of", lambda way: (Stumbles(),))
    texts = ("plain", "a stone", "plain again")
    documents = [Document(id=document_id(text), original="0" * 64, text=text) for text in texts]
    readings = [stored.reading for stored in read_documents(documents, "rules")]
    assert [one.read for one in readings] == [True, False, True]
    assert [finding.kind for finding in readings[1].findings] == ["reader_failed"]
    assert b"secret" not in msgspec.json.encode(readings[1])
