import os
import threading
import time

import pytest
from tests.endpoint.stub import completion, serving

from marsad.endpoint import Endpoint, EndpointSettings
from marsad.endpoint.client import LARGEST_ANSWER
from marsad.records import EndpointError, SettingsError

pytestmark = pytest.mark.enable_socket
MESSAGES = [{"role": "user", "content": "{}"}]
SCHEMA = {"type": "object"}
KEY = "sk-invented-1234567890"


def endpoint(stub, folder, **more):
    return Endpoint(EndpointSettings(url=stub.url, model="small", **more), folder, pause=lambda seconds: None)


def test_a_question_is_fixed_in_all_that_bends_an_answer(tmp_path):
    with serving(lambda body: completion("hello")) as stub:
        reply = endpoint(stub, tmp_path, most_tokens=77).ask(MESSAGES, SCHEMA)
    (body,) = stub.asked
    assert (reply.text, reply.served, reply.problem) == ("hello", "stub-7b", "")
    assert (body["model"], body["temperature"], body["seed"], body["max_tokens"]) == ("small", 0, 0, 77)
    assert body["stream"] is False
    assert body["response_format"]["json_schema"] == {"name": "claims", "strict": True, "schema": SCHEMA}
    assert "Authorization" not in stub.headers[0]


def test_a_server_that_knows_no_schemas_is_asked_without_and_remembered(tmp_path):
    with serving(lambda body: (400, b"{}") if "response_format" in body else completion("hello")) as stub:
        asked = endpoint(stub, tmp_path)
        assert [asked.ask(MESSAGES, SCHEMA).text for _ in range(2)] == ["hello", "hello"]
    assert ["response_format" in body for body in stub.asked] == [True, False, False]


def test_what_is_busy_is_asked_again_and_not_for_ever(tmp_path):
    answers = [(503, b""), (500, b"boom"), completion("at last")]
    with serving(lambda body: answers.pop(0)) as stub:
        assert endpoint(stub, tmp_path).ask(MESSAGES, SCHEMA).text == "at last"
    with serving(lambda body: (500, b"boom")) as stub:
        with pytest.raises(EndpointError, match="HTTP status 500, 3 times"):
            endpoint(stub, tmp_path).ask(MESSAGES, SCHEMA)
        assert len(stub.asked) == 3


@pytest.mark.parametrize("status", [301, 401, 403, 418])
def test_a_refusal_is_not_tried_again_and_no_redirect_is_followed(tmp_path, status):
    with serving(lambda body: (status, b"secret words of the server")) as stub:
        with pytest.raises(EndpointError) as caught:
            endpoint(stub, tmp_path).ask(MESSAGES, SCHEMA)
        assert len(stub.asked) == 1
    assert "secret words" not in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [b"", b"not json", b"\xff\xfe\x00", b"[1]", b'{"choices": 3}', b"[" * 100_000,
     b'{"choices": [{"message": {"content": "\xff"}}]}'],
)  # fmt: skip
def test_what_is_no_completion_is_an_error_and_no_crash(tmp_path, data):
    with serving(lambda body: data) as stub, pytest.raises(EndpointError, match="not the JSON of a chat completion"):
        endpoint(stub, tmp_path).ask(MESSAGES, SCHEMA)


@pytest.mark.parametrize("data", [b'{"choices": []}', b'{"choices": [{"message": {"content": null}}]}'])
def test_an_empty_answer_is_an_answer_with_a_problem(tmp_path, data):
    with serving(lambda body: data) as stub:
        assert endpoint(stub, tmp_path).ask(MESSAGES, SCHEMA).problem == "it is empty"


def test_no_more_of_a_huge_answer_is_read_than_the_bound(tmp_path):
    with serving(lambda body: completion("x" * (2 * LARGEST_ANSWER))) as stub:
        reply = endpoint(stub, tmp_path).ask(MESSAGES, SCHEMA)
    assert (reply.text, reply.problem) == ("", "it is longer than 1,048,576 bytes")


def test_a_server_that_hangs_is_left_after_the_time(tmp_path):
    over = threading.Event()
    with serving(lambda body: str(over.wait(30)).encode()) as stub:
        begun = time.monotonic()
        with pytest.raises(EndpointError, match="no answer came in 1 s, 2 times"):
            endpoint(stub, tmp_path, timeout_s=1, tries=2).ask(MESSAGES, SCHEMA)
        assert time.monotonic() - begun < 10
        over.set()


def test_a_server_that_drips_is_left_after_the_time_though_each_byte_comes_soon(tmp_path):
    with serving(lambda body: completion("x" * 1000)) as stub:
        stub.drip = 0.05
        begun = time.monotonic()
        with pytest.raises(EndpointError, match="no answer came in 1 s"):
            endpoint(stub, tmp_path, timeout_s=1, tries=1).ask(MESSAGES, SCHEMA)
        assert time.monotonic() - begun < 10


def test_a_server_that_breaks_off_gave_no_answer(tmp_path):
    with serving(lambda body: completion("hello")) as stub:
        stub.promised = 10
        stub.say = lambda body: completion("hello")
        with pytest.raises(EndpointError, match="2 times"):
            endpoint(stub, tmp_path, timeout_s=1, tries=2).ask(MESSAGES, SCHEMA)


def test_nobody_there_is_an_error_that_says_the_next_step(tmp_path):
    with serving(lambda body: b"") as stub:
        url = stub.url
    settings = EndpointSettings(url=url, model="small", tries=2)
    with pytest.raises(EndpointError, match=r"ConnectionRefusedError.*Next: see that the server runs"):
        Endpoint(settings, tmp_path, pause=lambda seconds: None).ask(MESSAGES, SCHEMA)


@pytest.mark.parametrize(
    ("url", "why"),
    [("http://192.0.2.7/v1", "is not this machine"), ("https://192.0.2.7/v1", "is not this machine"),
     ("http://0.0.0.0:80/v1", "is not this machine"), ("http://[2001:db8::1]/v1", "is not this machine"),
     ("ftp://127.0.0.1/v1", "is no address"), ("127.0.0.1:8080", "is no address"),
     ("http://127.0.0.1:99999/", "no address"),
     ("http://me:word@127.0.0.1/v1", "more than an address"), ("http://127.0.0.1/v1?key=word", "more than an address")],
)  # fmt: skip
def test_texts_go_to_this_machine_alone_unless_told_otherwise(tmp_path, url, why):
    with pytest.raises(SettingsError, match=why) as caught:
        Endpoint(EndpointSettings(url=url, model="small"), tmp_path)
    assert "word" not in str(caught.value)


def test_another_machine_is_asked_by_an_encrypted_connection_only(tmp_path):
    with pytest.raises(SettingsError, match="unencrypted"):
        Endpoint(EndpointSettings(url="http://192.0.2.7/v1", model="small", allow_remote=True), tmp_path)
    Endpoint(EndpointSettings(url="https://192.0.2.7/v1", model="small", allow_remote=True), tmp_path)


def test_a_model_must_be_named(tmp_path):
    with pytest.raises(SettingsError, match=r"endpoint\.model is not"):
        Endpoint(EndpointSettings(url="http://127.0.0.1/v1"), tmp_path)


def test_the_key_goes_to_the_server_and_into_no_error(tmp_path):
    (tmp_path / "key").write_text(KEY + "\n")
    (tmp_path / "key").chmod(0o600)
    with serving(lambda body: (401, KEY.encode())) as stub:
        asked = endpoint(stub, tmp_path, key_file="key")
        with pytest.raises(EndpointError) as caught:
            asked.ask(MESSAGES, SCHEMA)
    assert stub.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in str(caught.value) + repr(caught.value.__cause__) + repr(caught.value.__context__)


@pytest.mark.parametrize(
    ("content", "mode", "why"),
    [(KEY, 0o640, "may be read by others"), (KEY, 0o604, "may be read by others"), ("", 0o600, "holds no key"),
     ("two words", 0o600, "holds no key"), ("a\r\nX-Other: b", 0o600, "holds no key"), ("é", 0o600, "holds no key")],
)  # fmt: skip
def test_a_key_file_that_others_may_read_or_that_holds_no_key_is_refused(tmp_path, content, mode, why):
    (tmp_path / "key").write_text(content)
    os.chmod(tmp_path / "key", mode)  # noqa: PTH101
    with pytest.raises(SettingsError, match=why):
        Endpoint(EndpointSettings(url="http://127.0.0.1/v1", model="small", key_file="key"), tmp_path)


def test_a_key_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        Endpoint(EndpointSettings(url="http://127.0.0.1/v1", model="small", key_file="key"), tmp_path)
