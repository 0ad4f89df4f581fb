"""What a user may say about an endpoint; without an address it is off."""

import msgspec


class EndpointSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Which server and model is asked, and within which bounds.

    `key_file` holds the key that the server wants, in a file that only its owner may read; the key itself stands in no
    setting, no argument and no log. `allow_remote` lets texts leave this machine.
    """

    url: str = ""
    model: str = ""
    key_file: str = ""
    timeout_s: int = 120
    most_tokens: int = 4096
    tries: int = 3
    allow_remote: bool = False
