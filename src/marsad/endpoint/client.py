"""Asking: one request, one answer, within a time and a size; what goes wrong is an error that names no secret."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from marsad.endpoint.address import checked_address, read_key
from marsad.endpoint.settings import EndpointSettings
from marsad.records import EndpointError

LARGEST_ANSWER = 1 << 20
_PAUSE_S = 0.5
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_SCHEMA_REFUSED = frozenset({400, 404, 415, 422, 501})


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What a model said, as text, and the name the server gave the model. `problem`: why there is no text to read."""

    text: str = ""
    served: str = ""
    problem: str = ""


class _Message(msgspec.Struct, frozen=True):
    content: str | None = None


class _Choice(msgspec.Struct, frozen=True):
    message: _Message


class _Completion(msgspec.Struct, frozen=True):
    choices: list[_Choice]
    model: str = ""


class _TransientError(Exception):
    """Something that another try may mend."""


class Endpoint:
    """An OpenAI-compatible server; made once a run, asked once for each passage.

    Raises `SettingsError` where the settings do not allow it. `folder` is what a relative `key_file` starts from.
    """

    def __init__(self, settings: EndpointSettings, folder: Path, pause: Callable[[float], None] = time.sleep) -> None:
        self._address = checked_address(settings)
        self._settings = settings
        self._key = read_key(folder / settings.key_file) if settings.key_file else ""
        self._takes_schema = True
        self._pause = pause

    def ask(self, messages: list[dict[str, str]], schema: dict[str, object]) -> Reply:
        """Return what the model says, or what is wrong with what it says; raises `EndpointError` where nobody answers.

        A server that does not know schemas is asked without: what comes is checked in any case.
        """
        for attempt in range(self._settings.tries):
            if attempt:
                self._pause(_PAUSE_S * 2 ** (attempt - 1))
            try:
                status, data = self._post(self._body(messages, schema))
                if status in _SCHEMA_REFUSED and self._takes_schema:
                    self._takes_schema = False
                    status, data = self._post(self._body(messages, schema))
            except _TransientError as error:
                problem = str(error)
                continue
            if status in _AGAIN:
                problem = f"it answered with HTTP status {status}"
                continue
            if status != 200:
                raise _failed(f"it answered with HTTP status {status}")
            return _reply(data)
        raise _failed(f"{problem}, {self._settings.tries} times")

    def _body(self, messages: list[dict[str, str]], schema: dict[str, object]) -> bytes:
        body: dict[str, object] = {
            "model": self._settings.model,
            "messages": messages,
            "temperature": 0,
            "seed": 0,
            "max_tokens": self._settings.most_tokens,
            "stream": False,
        }
        if self._takes_schema:
            named = {"name": "claims", "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        return msgspec.json.encode(body)

    def _post(self, body: bytes) -> tuple[int, bytes]:
        address, seconds = self._address, self._settings.timeout_s
        # http.client follows no redirects and asks no proxy of the environment: texts go where they were sent
        connection = (
            http.client.HTTPSConnection(address.connect, address.port, timeout=seconds)
            if address.secure
            else http.client.HTTPConnection(address.connect, address.port, timeout=seconds)
        )
        headers = {"Host": address.host, "Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        # the time-out of a socket is for one read: a server that drips a byte a minute never meets it
        opened: list[socket.socket] = []
        watch = threading.Timer(seconds, _cut, [connection, opened])
        watch.daemon = True
        watch.start()
        begun = time.monotonic()
        try:
            connection.connect()
            opened.append(connection.sock)  # the connection lets go of it as soon as the answer begins
            connection.request("POST", address.path, body, headers)
            answer = connection.getresponse()
            data = answer.read(LARGEST_ANSWER + 1)
            # cut off while it answered without saying how long: what came looks whole and is not
            if time.monotonic() - begun >= seconds:
                raise TimeoutError
            if answer.length and len(data) <= LARGEST_ANSWER:
                raise _TransientError("it broke off in its answer")
            return answer.status, data
        except (OSError, http.client.HTTPException, ValueError) as error:
            # the words of these errors may hold what the server sent, so that only their kind is told
            late = isinstance(error, TimeoutError) or time.monotonic() - begun >= seconds
            if isinstance(error, ssl.SSLError) and not late:
                raise _failed("no secure connection can be made to it") from None
            told = f"no answer came in {seconds} s" if late else f"it cannot be asked ({type(error).__name__})"
            raise _TransientError(told) from None
        finally:
            watch.cancel()
            connection.close()


def _cut(connection: http.client.HTTPConnection, opened: list[socket.socket]) -> None:
    for one in opened or filter(None, [connection.sock]):
        with suppress(OSError):  # it was closed in this very moment
            one.shutdown(socket.SHUT_RDWR)


def _reply(data: bytes) -> Reply:
    if len(data) > LARGEST_ANSWER:
        return Reply(problem=f"it is longer than {LARGEST_ANSWER:,} bytes")
    try:
        found = msgspec.json.decode(data, type=_Completion)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        # the server's fault and not the model's: another time it may answer
        raise _failed("what it sent is not the JSON of a chat completion") from None
    text = found.choices[0].message.content if found.choices else None
    return Reply(text=text, served=found.model[:200]) if text else Reply(problem="it is empty")


def _failed(why: str) -> EndpointError:
    return EndpointError(
        f"The endpoint gave no answer: {why}",
        where="endpoint.url",
        next_step="see that the server runs and has the model, then run again; what was read by rule stays",
    )
