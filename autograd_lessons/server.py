"""A Jupyter Server extension: what a kernel says reaches the page at once.

A server leaves Nagle's algorithm on for a kernel's websocket: a small message waits until the one
before it is acknowledged, about 40 ms. That is most of the time between a slider and its picture.
"""

from functools import wraps
from inspect import isawaitable
from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "autograd_lessons.server"}]


def _load_jupyter_server_extension(app: Any) -> None:
    """Switch the delay off on each websocket to a kernel; on a server that changed, do nothing."""
    try:
        from jupyter_server.services.kernels.websocket import KernelWebsocketHandler

        opened = KernelWebsocketHandler.open
    except (ImportError, AttributeError) as error:
        app.log.warning("autograd_lessons: an unknown server, messages keep waiting: %s", error)
        return

    @wraps(opened)
    async def open_at_once(handler: Any, *arguments: Any, **named: Any) -> None:
        try:
            handler.set_nodelay(True)
        except Exception:
            handler.log.warning("autograd_lessons: messages keep waiting", exc_info=True)
        waiting = opened(handler, *arguments, **named)
        if isawaitable(waiting):
            await waiting

    handlers: Any = KernelWebsocketHandler
    handlers.open = open_at_once
    app.log.info("autograd_lessons: what kernels say is sent at once")
