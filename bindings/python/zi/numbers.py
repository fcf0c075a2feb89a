"""How are exact numbers kept?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


def rounded(value: Fraction) -> Decimal:
    """To four places, halves away from zero, for reading: compare the fractions."""
    scaled = (2 * abs(value.numerator) * 10_000 + value.denominator) // (2 * value.denominator)
    return Decimal((int(value < 0), tuple(map(int, str(scaled))), -4))


@dataclass(frozen=True, slots=True)
class Interval:
    """Points, exactly: those that a unit has for certain, and those that it has if all that is open turns out best."""

    certain: Fraction
    possible: Fraction

    @property
    def decimal(self) -> Decimal:
        """`certain`, rounded to four places, for reading."""
        return rounded(self.certain)

    @property
    def settled(self) -> bool:
        """Whether nothing is open."""
        return self.certain == self.possible

    def __str__(self) -> str:
        return f"{self.decimal}" if self.settled else f"{self.decimal} .. {rounded(self.possible)}"
