"""The endpoint: a server of a language model, asked over HTTP by choice; the one room that talks to a network."""

from marsad.endpoint.client import Endpoint, Reply
from marsad.endpoint.settings import EndpointSettings

__all__ = ["Endpoint", "EndpointSettings", "Reply"]
