"""A stub of an OpenAI-compatible server on loopback: it says what a test tells it to, well or badly."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Stub:
    """What was asked so far, and what to answer: bytes of a whole body, or a status and bytes."""

    def __init__(self, say: Callable[[dict], tuple[int, bytes] | bytes]) -> None:
        self.say = say
        self.asked: list[dict] = []
        self.headers: list[dict[str, str]] = []
        self.url = ""
        self.drip = 0.0
        self.promised = 0  # bytes that the head of an answer promises and that never come
        self.stopped = threading.Event()

    def passages(self) -> list[str]:
        return [json.loads(body["messages"][1]["content"])["passage"] for body in self.asked]


@contextmanager
def serving(say: Callable[[dict], tuple[int, bytes] | bytes]) -> Iterator[Stub]:
    stub = Stub(say)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.asked.append(body)
            stub.headers.append(dict(self.headers.items()))
            said = stub.say(body)
            status, data = said if isinstance(said, tuple) else (200, said)
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(data) + stub.promised))
                self.end_headers()
                if stub.drip:
                    for byte in data:
                        if stub.stopped.wait(stub.drip):
                            return
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                self.wfile.write(data)
            except OSError:
                return  # whoever asked went away

        def log_message(self, *_arguments: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        stub.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def completion(content: str, **more: object) -> bytes:
    """Return the body of a chat completion."""
    return json.dumps(
        {"id": "x", "model": "stub-7b", "choices": [{"message": {"role": "assistant", "content": content}}], **more}
    ).encode()


def claim(quote: str, number_words: str, number: int | None, harm: str = "killed", **fields: object) -> dict:
    """Return a claim as a model gives it."""
    whole = {
        "quote": quote,
        "number_words": number_words,
        "number": number,
        "harm": harm,
        "people": None,
        "perpetrator": None,
        "source": None,
        "category": "unknown",
        "among_them": [],
        "context": "conflict",
        "modality": "asserted",
        "tally": "event",
        "part_of_total": False,
    }
    return whole | fields


def claims(*given: dict) -> bytes:
    """Return a completion that holds claims."""
    return completion(json.dumps({"claims": list(given)}, ensure_ascii=False))
