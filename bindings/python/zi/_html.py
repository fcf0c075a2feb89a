"""How does a notebook show results?"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def table(head: str, rows: Iterable[tuple[str, str]]) -> str:
    """A heading over rows of two cells; every text is escaped."""
    body = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    return f"<table><caption>{escape(head)}</caption><tbody>{body}</tbody></table>"


def preformatted(text: str) -> str:
    """A table of one cell that keeps lines and indents."""
    return f'<table><tbody><tr><td style="text-align: left"><pre>{escape(text)}</pre></td></tr></tbody></table>'
