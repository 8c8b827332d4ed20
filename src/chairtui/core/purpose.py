"""The purpose of a strategy discussion: what is read aloud at its beginning and stands in its record."""

from __future__ import annotations

_AIM = (
    "to share what each agency knows, to decide whether section 47 enquiries are made about each child, and "
    "to agree who does what by when to keep the child safe, at once and in the short term."
)

PURPOSE = f"{_AIM[:1].upper()}{_AIM[1:]}"
"""The statement of purpose as the record and the agenda pack have it.

Source: Working Together to Safeguard Children, strategy discussion: to share information, to decide whether
section 47 enquiries are made, and to agree what is needed at once and in the short term.
"""


_WHY_HERE = (
    "This is a strategy discussion. It is held because there may be reasonable cause to suspect that a child "
    f"is suffering, or is likely to suffer, significant harm. Its purpose is {_AIM}\n\n"
)
_ROUND = (
    "If not, we act first.\n\n"
    "Then each agency says what it knows, how it knows it, from when that is, and what it means for the "
    "child. If you hold nothing, say so. If you cannot share something, say that, and why.\n\n"
)
_PLAN = (
    "Then we plan: who does what by when, today and in the days after; how the child is seen and heard; "
    "whether enquiries are single or joint; what the family is told, when and by whom.\n\n"
    "Question each other: it protects the child. Each agency's own view goes into the record by name. What "
    "is said here is shared to protect children and goes no further than that needs.\n\n"
)


def opening(children: str) -> tuple[tuple[str, bool], ...]:
    """Return the words that open a meeting about `children`, each with whether it stands out."""
    return (
        (f"We are here about {children}.\n\n", True),
        (_WHY_HERE, False),
        ("Before anything else: is each child safe now? ", True),
        (_ROUND, False),
        ("We decide one thing: whether section 47 enquiries are made. ", True),
        (_PLAN, False),
    )
