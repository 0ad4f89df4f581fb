"""Where an endpoint is: its address checked before anything is sent, and the key that it wants."""

import ipaddress
import socket
import stat
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from marsad.endpoint.settings import EndpointSettings
from marsad.records import SettingsError

_PATH = "/chat/completions"
_LARGEST_KEY = 4096


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """A checked address: `connect` is the host or, for this machine, the number that was looked at."""

    secure: bool
    host: str
    port: int
    path: str
    connect: str


def checked_address(settings: EndpointSettings) -> Address:
    """Return where to connect to; raises `SettingsError` where texts may not be sent there.

    The name is looked up once: what was found to be this machine is what is connected to.
    """
    try:
        parts = urlsplit(settings.url)
        port = parts.port
    except ValueError:
        raise _refused("is no address", "write it like http://127.0.0.1:8080/v1") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _refused("is no address", "write it like http://127.0.0.1:8080/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise _refused("holds more than an address", "put a key into the file that endpoint.key_file names")
    if not settings.model:
        raise SettingsError(
            "endpoint.url is set and endpoint.model is not", where="endpoint.model", next_step="name the model to ask"
        )
    secure = parts.scheme == "https"
    port = port or (443 if secure else 80)
    here = _loopback(parts.hostname, port)
    if not here and not settings.allow_remote:
        raise _refused(
            "is not this machine", "serve the model here, or set endpoint.allow_remote = true if the texts may leave"
        )
    if not here and not secure:
        raise _refused("would send texts unencrypted over a network", "use an address that begins with https://")
    path = parts.path.rstrip("/")
    return Address(
        secure=secure,
        host=parts.netloc,
        port=port,
        path=path if path.endswith(_PATH) else path + _PATH,
        # a certificate is for the name, not for the number
        connect=parts.hostname if secure else here,
    )


def read_key(file: Path) -> str:
    """Return the key in a file that nobody but its owner may read; raises `SettingsError` otherwise."""
    try:
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode) or mode & 0o077:
            raise _key_refused("may be read by others, or is no file", f"chmod 600 {file.name}")
        with file.open("rb") as opened:
            data = opened.read(_LARGEST_KEY + 1)
    except OSError as error:
        raise _key_refused(f"cannot be read: {error.strerror or 'error'}", "name a file that holds the key") from None
    key = data.decode("ascii", "replace").strip()
    if not key or len(data) > _LARGEST_KEY or not all("!" <= character <= "~" for character in key):
        raise _key_refused("holds no key", "write the key, and nothing else, into it")
    return key


def _loopback(host: str, port: int) -> str:
    """Return the number of this machine that a host's name stands for, empty where it is, or may be, another."""
    try:
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return ""
    return found[0] if found and all(ipaddress.ip_address(one).is_loopback for one in found) else ""


def _refused(why: str, next_step: str) -> SettingsError:
    return SettingsError(f"The address of the endpoint {why}", where="endpoint.url", next_step=next_step)


def _key_refused(why: str, next_step: str) -> SettingsError:
    return SettingsError(f"The key file of the endpoint {why}", where="endpoint.key_file", next_step=next_step)
