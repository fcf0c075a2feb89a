"""HTML for notebooks: titles and numbers in the language of the rules, escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from .errors import Language

_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_WORDS = {
    "id": {
        "met": "terpenuhi",
        "not_met": "tidak terpenuhi",
        "open": "terbuka",
        "certain": "pasti",
        "possible": "mungkin",
        "stage": "tahap",
        "rows": "{} baris",
        "first": "{} baris pertama dari {}",
        "gone": "{} baris, sudah diserahkan",
    },
    "en": {"not_met": "not met", "rows": "{} rows", "first": "the first {} rows of {}", "gone": "{} rows, handed over"},
}


def word(text: str, language: Language) -> str:
    """The display text of a verdict or other code; unknown codes unchanged."""
    return _WORDS[language].get(text, text)


def number(text: str, language: Language) -> str:
    """Decimals with the decimal mark of the language."""
    return re.sub(r"(?<=\d)\.(?=\d)", ",", text) if language == "id" else text


def day(iso: str, language: Language) -> str:
    """31 May 2026."""
    year, month, number = iso.split("-")
    return f"{int(number)} {_MONTHS[language][int(month) - 1]} {year}"


def table(caption: Sequence[str], rows: Iterable[Sequence[str]], head: Iterable[Sequence[str]] = ()) -> str:
    """A table with a caption, columns (name and kind) and rows. All texts are escaped."""
    heads = "".join(f"<th>{_lines(lines)}</th>" for lines in head)
    first = f"<thead><tr>{heads}</tr></thead>" if heads else ""
    cell = "td" if heads else "th"  # without headings the first cell of a row is its heading
    body = "".join(f"<tr><{cell}>{escape(one)}</{cell}>" + "".join(f"<td>{escape(each)}</td>" for each in rest) + "</tr>" for one, *rest in rows)
    return f"<table><caption>{_lines(caption)}</caption>{first}<tbody>{body}</tbody></table>"


def preformatted(text: str) -> str:
    """A table with one preformatted cell."""
    return f'<table><tbody><tr><td style="text-align: left"><pre>{escape(text)}</pre></td></tr></tbody></table>'


def _lines(lines: Sequence[str]) -> str:
    first, *rest = lines
    return escape(first) + "".join(f"<br><small>{escape(line)}</small>" for line in rest if line)
