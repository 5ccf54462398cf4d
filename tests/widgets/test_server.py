"""The Jupyter Server extension, on the installed server and on one that has changed."""

import asyncio
import logging
import sys
from types import SimpleNamespace

import pytest
from jupyter_server.services.kernels import websocket

from autograd_lessons import server


class Handler:
    """Stands for the server's handler of a websocket to a kernel."""

    log = logging.getLogger("handler")

    def __init__(self):
        self.done = []

    def set_nodelay(self, value):
        self.done.append(("set_nodelay", value))

    async def open(self, kernel_id):
        self.done.append(("open", kernel_id))


@pytest.fixture
def app(caplog):
    caplog.set_level(logging.INFO)
    return SimpleNamespace(log=logging.getLogger("app"))


def load(app):
    (point,) = server._jupyter_server_extension_points()
    sys.modules[point["module"]]._load_jupyter_server_extension(app)


def opened(handler):
    asyncio.run(type(handler).open(handler, kernel_id="k"))
    return handler.done


def test_the_delay_is_off_before_the_websocket_opens(app, monkeypatch):
    handler = type("Fresh", (Handler,), {"open": Handler.open})
    monkeypatch.setattr(websocket, "KernelWebsocketHandler", handler)
    load(app)
    assert opened(handler()) == [("set_nodelay", True), ("open", "k")]


def test_the_installed_server_has_what_it_takes():
    handler = websocket.KernelWebsocketHandler
    assert asyncio.iscoroutinefunction(handler.open)
    assert callable(handler.set_nodelay)


def test_a_handler_that_cannot_still_opens(app, monkeypatch, caplog):
    def fail(self, value):
        raise RuntimeError("no stream")

    handler = type("Failing", (Handler,), {"open": Handler.open, "set_nodelay": fail})
    monkeypatch.setattr(websocket, "KernelWebsocketHandler", handler)
    load(app)
    assert opened(handler()) == [("open", "k")]
    assert "messages keep waiting" in caplog.text


def test_a_handler_that_does_not_wait_still_opens(app, monkeypatch):
    def plain(self, kernel_id):
        self.done.append(kernel_id)

    handler = type("Plain", (Handler,), {"open": plain})
    monkeypatch.setattr(websocket, "KernelWebsocketHandler", handler)
    load(app)
    assert opened(handler())[-1] == "k"


def test_a_server_that_changed_is_left_alone(app, monkeypatch, caplog):
    monkeypatch.delattr(websocket, "KernelWebsocketHandler")
    load(app)
    assert "an unknown server" in caplog.text
