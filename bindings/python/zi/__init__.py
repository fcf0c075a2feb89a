"""Exact rules engine for weighted assessment worksheets.

    rules = zi.load("rules/zi-2021.zi")
    assessment = rules.assess(unit, as_of="2026-05-31")
    assessment.total.certain      # a fractions.Fraction
    print(assessment.explain("en"))

Scores are exact; what is not known yet is an interval. Errors are zi.Error, with diagnostics. Rules, plans and assessments are immutable and may be used
by any number of threads; the interpreter's lock is released in calls.
"""

from ._library import version as __version__
from .assessment import Assessment, Condition, Explanation, Predicate, Question, Report, Stage, Verdict
from .columns import Prepared, Table
from .errors import (
    CallbackError,
    CancelledError,
    Diagnostic,
    Error,
    InternalError,
    InvalidError,
    Language,
    MisuseError,
    OutOfMemoryError,
    UnsupportedError,
)
from .files import File
from .numbers import Interval
from .population import Population
from .rules import Column, Limits, Rules, format, load, loads
from .session import Session
from .units import NEVER

__all__ = [
    "NEVER",
    "Assessment",
    "CallbackError",
    "CancelledError",
    "Column",
    "Condition",
    "Diagnostic",
    "Error",
    "Explanation",
    "File",
    "InternalError",
    "Interval",
    "InvalidError",
    "Language",
    "Limits",
    "MisuseError",
    "OutOfMemoryError",
    "Prepared",
    "Population",
    "Predicate",
    "Question",
    "Report",
    "Rules",
    "Session",
    "Stage",
    "Table",
    "UnsupportedError",
    "Verdict",
    "__version__",
    "format",
    "load",
    "loads",
]
