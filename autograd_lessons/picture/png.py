"""SVG to PNG, through resvg, which the extra `png` brings."""

_ZOOM = 2  # pixels of a screen with twice the usual density


def png_of(svg: str) -> bytes:
    """Return a picture as PNG, twice as large as the SVG, with the fonts of this computer.

    Raises ImportError with what to install where resvg is missing.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError as error:
        raise ImportError(
            "saving a PNG needs the package resvg-py: pip install 'autograd-lessons[png]'"
        ) from error
    return bytes(
        svg_to_bytes(
            svg_string=svg,
            zoom=_ZOOM,
            # For computers with none of the fonts that the picture names.
            monospace_family="DejaVu Sans Mono",
            sans_serif_family="DejaVu Sans",
        )
    )
