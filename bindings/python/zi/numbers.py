"""Exact numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from ._library import encoded, ffi, lib, text

if TYPE_CHECKING:
    from .rules import Rules


@dataclass(frozen=True, slots=True)
class Interval:
    """Exact points: lower bound, and upper bound over all values of what is open."""

    certain: Fraction
    possible: Fraction
    _rules: Rules | None = field(default=None, repr=False, compare=False)
    _node: str | None = field(default=None, repr=False, compare=False)

    @property
    def decimal(self) -> Decimal:
        """`certain` for display: four decimals, more beside a threshold of the rules. Compare the fractions instead."""
        return Decimal(self._printed(self.certain))

    @property
    def settled(self) -> bool:
        """Whether nothing is open."""
        return self.certain == self.possible

    def __str__(self) -> str:
        certain = self._printed(self.certain)
        return certain if self.settled else f"{certain} .. {self._printed(self.possible)}"

    def _printed(self, value: Fraction) -> str:
        rules = ffi.NULL if self._rules is None else self._rules._handle
        return text("id", lib.zi_decimal, rules, encoded(self._node, "node"), encoded(str(value), "value"), 4)
