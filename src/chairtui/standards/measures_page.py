"""Writes the page about the audit from the measures themselves: docs/audit.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chairtui.standards.measure import Measure, MeasureFile
from chairtui.standards.rules_page import READ_AS, RESTS_ON

HEADINGS = {
    "attendance": "Who was there",
    "time": "Time",
    "information": "Information and what it means",
    "decision": "Decision",
    "plan": "Plan and what follows",
    "partners": "Partners",
    "child": "The child",
}
"""Under which heading each part stands, on every screen and page."""

_INTRODUCTION = """\
# The audit that runs itself

This page is written by the program from its measures.

An audit of fifteen strategy discussions took a year by hand. `chairtui audit` counts the same things over all
meetings that began and are kept on this machine, the moment they are kept:

```
chairtui audit                                   # every figure, over all meetings
chairtui audit M-MINIMUM                         # one figure: definition, source, the meetings beneath it
chairtui audit --from 2026-01-01 --to 2026-03-31 # only what was held in these days
chairtui audit --by month                        # split: by month, team, agency, authority or profile
chairtui audit M-MINIMUM --by month              # also its trend: mean, limits, special causes (XmR)
chairtui audit --map                             # a heat map: each expected agency, month by month
chairtui audit --each                            # also a line for each agency and each unit of the police
chairtui audit --to 2025-12-31 --beside-from 2026-01-01   # two periods side by side
chairtui audit --sample 15 --seed a --beside-seed b       # two samples side by side
chairtui audit --sample 15 --seed "spring"       # fifteen meetings; the same seed, the same fifteen
chairtui audit --profile working-together-2018   # what if: beside, the same meetings by other rules
chairtui audit --summary                         # for a committee: nobody is named, no small number is shown
chairtui audit --by month --as pdf --output a.pdf    # a report with charts: docx, pdf, html, md or xlsx
chairtui audit --summary --as docx --output s.docx   # the summary as a paper for the committee
chairtui audit --csv                             # the figures alone, for a spreadsheet
chairtui audit --json                            # the same for another program
```

Home opens the same as a screen (*audit*, see [the keys](keys.md)): one list of every figure, and below it
the definition, the source and what its months come to. Each figure leads to the meetings beneath it, and from
there into one; it is split into parts, drawn as a map, and put beside another period, another sample or other
rules.

- **Every figure is so many of so many.** What is not known is told apart, as in `6 of 15 (2 not known)`: it
  is counted, and never as met. A figure without anything to count says so.
- **Readings are not chosen.** Where what the audit wrote can be read in several ways, each reading is a
  figure of its own, and they stand beside each other: the audit's 6, 3 and 9 of 15 are three figures about
  health.
- **Time and attendance stand together**: how many meetings were in time and had the minimum, one without the
  other, or neither. A quick meeting of two agencies is no success.
- **A what-if changes nothing.** It stands beside, under its own heading.
- **A trend says what is a signal and what is not.** Below its months stands ▲ where a point is beyond a
  limit, in a run of seven, or one of two of three close to a limit. All else is what chance alone brings
  about.
- **A map needs no colour.** Each cell has a sign for its share, and its numbers beside it.
- **A summary for a committee** names no meeting and nobody, and withholds every figure in which some number
  is from 1 to 5 (`c`), with all that would give it away: the other parts of its split, and the other
  readings. With `pip install "chairtui[audit]"` single numbers of a split are withheld instead, as the
  statistical offices' own program (Tau-Argus) finds them, and its audit says that they suffice.
- **By chair only if it is asked for** (`--by chair`). The figures are about the partnership.
- **A report** has the figures first, then each part of the split, then what each figure counts and where it
  is from. Split by month, each figure has a chart (XmR) beside its table: limits are dashed, a point with a
  special cause is a square, and what it shows stands in words for whoever does not see it. A summary has a
  chart only where no month is withheld.
- A sample is drawn by each meeting's id and the seed alone: anybody draws the same one again from the same
  meetings.

What the measures say of a meeting is kept beside it, in the same transaction as whatever is written to it,
and so are their sums. Where another meeting of the same children, other rules or the days that pass made it
other, it is measured again before anything is counted, and the program says how far it is. `chairtui verify`
proves what is kept against the log, and `chairtui rebuild` makes it anew.

## What partners' auditors say

```
chairtui audit sample 15 --seed "spring" --output forms --as docx   # a form for each agency of each meeting
chairtui audit return forms/*.docx                                  # what came back
chairtui audit returns                                              # the samples, and how much came back
chairtui audit returns A-7KQ2XW                                     # one sample: each view beside its meeting
```

Each form has what its agency may see of the meeting (the agency's extract, or the notice of the outcome where
nobody stood for it), and questions: what the service knew, whether it was invited and there, who was missing,
whether the auditor would have decided the same. Forms come back as Word, text or JSON. A view stands beside
the meeting and is never written over it; what has not come back is counted as not returned, by agency. In a
sample each meeting has a name such as `M-4K7Q2W`, drawn at random: another in every sample, of one width, and
nothing can be worked out from it. Which meeting it is stands in the database alone.

Figures are of this machine. What others chaired on theirs is counted once it was taken in here.

## Measures of your own

A partnership adds a measure in a file that ends in `.toml`, in the language of the [rules](rules.md), over
the same facts. Each needs a definition, a source, and at least one example that is met and one that is not;
the examples are worked out.

```toml
name = "borough"
title = "What our borough counts"

[[measure]]
id = "M-BOROUGH-SIGNED"
title = "The record is signed"
definition = "Of the meetings that began: those whose record is signed."
part = "partners"              # attendance, time, information, decision, plan, partners or child
scope = "meeting"              # or each expected agency, action, child ...: see the rules
of = "held"                    # what is counted
met = "signed"                 # what of it is met
source = "Our own practice standard."
basis = "local"

[[measure.example]]
facts = { held = true, signed = true }
verdict = "met"

[[measure.example]]
facts = { held = true, signed = false }
verdict = "unmet"
```

    chairtui audit check FILE      names every fault with its line; nothing is changed
    chairtui audit install FILE    checks it, copies it into the folder, keeps the one it replaces
    chairtui audit installed       the files of your own
    chairtui audit remove NAME     takes one of your own out, and keeps it

"""


def measures_page(files: Iterable[MeasureFile]) -> str:
    """Return the whole page for some files of measures, in Markdown."""
    measures = [one for file in files for one in file.measure]
    parts = [_INTRODUCTION.rstrip(), ""]
    for part, heading in HEADINGS.items():
        meant = [one for one in measures if one.part == part]
        if meant:
            parts += [f"## {heading}", "", *(line for one in meant for line in _measure(one))]
    return "\n".join(parts).rstrip() + "\n"


def _measure(measure: Measure) -> Iterator[str]:
    better = {True: "more is better", False: "fewer is better", None: "neither is better"}
    yield f"### {measure.id}: {measure.title}"
    yield ""
    yield measure.definition
    yield ""
    if measure.each:
        yield f"- A line for each: {measure.each}"
    yield f"- Counted: `{measure.of}`; met: `{measure.met}`; {better[measure.higher_is_better]}"
    yield f"- Source: {measure.source} It rests on {RESTS_ON[measure.basis]}; {READ_AS[measure.mark]}."
    yield f"- Requirements: {', '.join(measure.requirements)}"
    yield ""


if __name__ == "__main__":
    import sys

    from chairtui.standards.measuring import read_measures

    sys.stdout.write(measures_page(read_measures()))
