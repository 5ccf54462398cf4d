"""The little markup of predictions, as HTML: `code`, **bold**, paragraphs and fenced code."""

import re
from html import escape

_FENCE = re.compile(r"^```\w*\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`([^`\n]+)`|\*\*([^*\n]+)\*\*")


def inline_html(source: str) -> str:
    """Return one paragraph as HTML, everything escaped but the markup."""
    parts = []
    end = 0
    for found in _INLINE.finditer(source):
        parts.append(escape(source[end : found.start()]))
        code, bold = found.groups()
        tag = "strong" if code is None else "code"
        parts.append(f"<{tag}>{escape(code or bold)}</{tag}>")
        end = found.end()
    parts.append(escape(source[end:]))
    return "".join(parts)


def block_html(source: str) -> str:
    """Return paragraphs (divided by blank lines) and fenced code blocks as HTML."""
    blocks = []
    # A pattern with one group splits into text, code, text, code, …, text.
    for place, part in enumerate(_FENCE.split(source)):
        if place % 2:
            blocks.append(f"<pre><code>{escape(part)}</code></pre>")
        else:
            blocks += [
                f"<p>{inline_html(paragraph.strip())}</p>"
                for paragraph in re.split(r"\n\s*\n", part)
                if paragraph.strip()
            ]
    return "".join(blocks)


def plain(source: str) -> str:
    """Return the text without its markup, for places that show plain text only."""
    parts = [
        part if place % 2 else _INLINE.sub(lambda found: found[1] or found[2], part)
        for place, part in enumerate(_FENCE.split(source))
    ]
    return "".join(parts).strip()
