"""The record says what happened, in the words that nobody can type, and nothing in it is more than text."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.records import reading_copies
from tests.records.copies import Seeded
from tests.records.inbox import Inbox, demonstrated, judge, line, small, stay

from chairtui.core.attendance import NoteInvitation
from chairtui.core.closing import Addendum, AddLateInformation
from chairtui.core.decision import AnnotateWithout
from chairtui.core.sentences.every_event import entries
from chairtui.core.vocabulary import Answer, Change, RecordKind, Step
from chairtui.records.content.annex import annex
from chairtui.records.content.composing import compose
from chairtui.records.content.frame import Frame
from chairtui.records.content.last_pages import THERE
from chairtui.records.content.versions import seal, versions
from chairtui.records.content.who_was_missing import WITHOUT
from chairtui.records.formats import markdown
from chairtui.records.record import Facts, Record, Section, Table, texts_in

STEPS = [step.value for step in Step]


def record_of(inbox: Inbox, meeting_id: str = "") -> Record:
    live = inbox.open(meeting_id or inbox.log.meeting_ids()[0])
    rows = [one.row for one in live.history]
    unnamed = tuple(
        (one.key, one.title) for one in judge().expected(live.outcome.meeting) if not one.attendee_id
    )
    return compose(Frame(meeting=live.outcome.meeting, rows=rows, unnamed=unnamed, stale_days=30))


def words(section: Section) -> str:
    """Return what a section says, in lines; between cells, and between label and words, stands a bar."""
    found: list[str] = []
    for part in section.parts:
        if isinstance(part, Table):
            found += ["|".join(cell.words for cell in row) for row in part.rows]
        elif isinstance(part, Facts):
            found += [f"{row.label}|{' '.join(row.words)}" for row in part.rows]
        else:
            found += list(texts_in(part))
    return "\n".join(found)


def annex_of(inbox: Inbox) -> Record:
    """Return the annex for the chair."""
    live = inbox.open(inbox.log.meeting_ids()[0])
    return annex(Frame(meeting=live.outcome.meeting, rows=[one.row for one in live.history]))


def two_agency() -> Inbox:
    inbox = Inbox()
    inbox.take(small())
    return inbox


def exemplary() -> Inbox:
    return demonstrated("9-exemplary")


def test_page_one_has_the_room_the_decision_and_the_actions() -> None:
    record = record_of(two_agency())
    assert record.title == "Multi-agency meeting: minimum attendance not met"
    assert [section.title for section in record.sections[:5]] == [
        "In short",
        "Decision",
        "Actions",
        WITHOUT,
        "What the child says",
    ]
    assert [section.new_page for section in record.sections[:5]] == [False, False, False, False, True]
    assert "No health practitioner was there when it was decided." in words(record.section("In short"))
    assert record.grave


def test_the_pages_follow_in_the_order_in_which_partners_ask() -> None:
    titles = [section.title for section in record_of(exemplary()).sections]
    assert titles[4:] == [
        "What the child says",
        "Why the meeting was held",
        "What was shared",
        "Chronology",
        "What we think is happening",
        "Why it was decided so",
        "Who agreed",
        "Settled with the decision",
        "The plan",
        "If things go wrong",
        "Who was there, and who gets what",
        "About this record",
    ]


def test_the_record_names_who_it_was_decided_without() -> None:
    inbox = two_agency()
    said = words(record_of(inbox).section(WITHOUT))
    assert "Expected, and it is not written whether they were asked|Nothing is arranged" in said
    assert "to be reviewed when their information comes" in said


def test_decided_without_can_be_annotated_but_not_deleted() -> None:
    inbox = two_agency()
    before = words(record_of(inbox).section(WITHOUT))
    inbox.open("m-1").do(AnnotateWithout(words="They were called twice."))
    after = words(record_of(inbox).section(WITHOUT))
    assert after == f"{before}\nThe chair adds: They were called twice."
    inbox.open("m-1").do(AnnotateWithout(words=""))
    assert words(record_of(inbox).section(WITHOUT)) == before


def test_decided_without_follows_the_ledger() -> None:
    document = small()
    document["meeting"]["attendance"]["register"].append(
        line("nurse", "school-nurse", "health", health="named or safeguarding professional")
    )
    inbox = Inbox()
    inbox.take(document)
    before = words(record_of(inbox).section(WITHOUT))
    assert "Nurse (School nurse)|It is not written whether they were invited|" in before
    inbox.open("m-1").do(NoteInvitation(attendee_id="nurse", answer=Answer.DECLINED, reason="On leave"))
    assert "Nurse (School nurse)|Declined: On leave|" in words(record_of(inbox).section(WITHOUT))


def test_an_incomplete_action_shows_what_is_missing() -> None:
    said = words(record_of(two_agency()).section("Actions"))
    assert "Health to follow up\nWhy is not written.|NOBODY NAMED\nNO AGENCY|NO DAY" in said


@pytest.mark.parametrize("title", ["Chronology", "What we think is happening", "Why it was decided so"])
def test_a_whole_record_has_rationale_analysis_and_hypothesis(title: str) -> None:
    said = words(record_of(exemplary()).section(title))
    assert said
    assert "not written" not in said


def test_the_first_and_the_last_hypothesis_are_shown() -> None:
    said = words(record_of(exemplary()).section("What we think is happening"))
    assert "First stated as|" in said
    assert "After 1 revision|" in said


def test_old_and_second_hand_facts_are_marked() -> None:
    document = small()
    document["meeting"]["sharing"] = {
        "contributions": [
            {"attendee_id": "worker", "fact": "a", "as_of_on": "2025-12-05"},
            {"attendee_id": "worker", "fact": "b", "as_of_on": "2026-03-04", "second_hand": "yes"},
            {"attendee_id": "worker", "fact": "thirty days", "as_of_on": "2026-02-03"},
            {"attendee_id": "worker", "fact": "thirty-one days", "as_of_on": "2026-02-02"},
        ]
    }
    inbox = Inbox()
    inbox.take(document)
    said = words(record_of(inbox).section("What was shared")).split(": ")

    def marks(fact: str) -> str:
        return next(one for one in said if one.startswith(f"{fact}\n"))

    assert "STALE" in marks("a")
    assert "SECOND-HAND" in marks("b")
    assert "STALE" not in marks("thirty days")
    assert "STALE" in marks("thirty-one days")


def test_profile_and_hash_of_the_log_are_in_the_annex() -> None:
    inbox = exemplary()
    meeting = inbox.meeting()
    rows = [one.row for one in inbox.log.read(meeting.id)]
    said = words(annex(Frame(meeting=meeting, rows=rows)).section("Versions and check values"))
    assert meeting.profile in said
    assert versions(rows)[0].sealed in said
    record = record_of(inbox)
    assert versions(rows)[0].sealed not in "".join(texts_in(record))
    assert meeting.profile.rpartition(" ")[2] in words(record.section("About this record"))


def test_an_addendum_makes_the_next_version_and_leaves_the_first_hash() -> None:
    inbox = exemplary()
    meeting = inbox.meeting()
    before = versions([one.row for one in inbox.log.read(meeting.id)])
    assert record_of(inbox).version == 1
    late = Addendum(id="late", words="The dentist rang.", author="Al Dent", change=Change.NO, reason="Known.")
    inbox.open(meeting.id).do(AddLateInformation(addendum=late))
    after = versions([one.row for one in inbox.log.read(meeting.id)])
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1
    assert record_of(inbox).version == 2
    assert "The dentist rang." in words(record_of(inbox).section("Late information"))


def test_the_seal_of_several_streams_covers_each() -> None:
    first, second = Inbox("first"), Inbox("second")
    first.take(small())
    second.take(first.export())
    one_stream = seal([one.row for one in second.log.read("m-1")])
    second.clock.pass_(5)
    second.open("m-1").do(AnnotateWithout(words="x"))
    both = seal([one.row for one in second.log.read("m-1")])
    assert len({one_stream, both}) == 2
    assert len(both) == 64


HOSTILE = (
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "![x](http://example.com/x.png)",
    "# heading",
    "> quote",
    "- point",
    "+ point",
    "12. point",
    "12) point",
    "    code",
    "```\nfence\n```",
    "~~~\nfence\n~~~",
    "words\n===",
    "words\n---",
    "***",
    "a | b | c",
    "&lt;b&gt; &amp; &#60;",
    "Ask the school.it knows; a.aw, example.com and gov.uk",
    "https://example.com and www.example.com and mailto:a@example.com",
    "*strong* _emphasis_ `code` ~~gone~~ **both**",
    "\\*not escaped\\*",
    "<!-- hidden -->",
    "[^1]: note",
    "[ref]: http://example.com",
    "$x^2$",
    ": definition",
    "| a |\n|---|",
)
PLAIN = {"paragraph_open", "paragraph_close", "inline"}


def shown(written: str) -> tuple[set[str], str]:
    """Return the kinds of block and of inline that a Markdown reader sees, and the text it shows."""
    reader = MarkdownIt("gfm-like", {"linkify": True, "html": True})
    tokens = reader.parse(written)
    kinds = {token.type for token in tokens}
    text = ""
    for token in tokens:
        for child in token.children or ():
            if child.type == "html_inline" and child.content == "<br>":
                text += "\n"
            else:
                kinds.add(child.type)
                text += child.content
    return kinds, text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_only_text_in_markdown(hostile: str) -> None:
    kinds, text = shown(markdown.escape(hostile))
    assert kinds <= {*PLAIN, "text"}
    assert text == "\n".join(part.strip() for part in hostile.strip().split("\n"))


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab1 \n#*_-+=>|<&;`~[]()!.:/\\$^@\"'{}wxh"), max_size=40))
def test_any_text_is_only_text_in_markdown(typed: str) -> None:
    kinds, _ = shown(f"- {markdown.escape(typed)}" if typed.strip() else "- x")
    assert kinds <= {
        *PLAIN,
        "text",
        "bullet_list_open",
        "bullet_list_close",
        "list_item_open",
        "list_item_close",
    }


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_everywhere_adds_nothing_to_the_record(hostile: str) -> None:
    def kinds(text: str) -> list[str]:
        document = small()
        fill(document["meeting"], text)
        inbox = Inbox()
        inbox.take(document)
        written = markdown.write(record_of(inbox))
        reader = MarkdownIt("gfm-like", {"linkify": True, "html": True})
        return [token.type for token in reader.parse(written)]

    assert kinds(hostile) == kinds("plain words")


def fill(document: Any, text: str) -> None:
    """Put a text wherever a person can have written one."""
    for field in ("reference", "authority", "urgent_because"):
        document[field] = text
    document["concern"] = {
        "children": [{"id": "kit", "name": text, "setting": text, "lives_with": text}],
        "words": text,
        "raised_at": "2026-03-04T10:00:00Z",
        "referrer": text,
        "voices": [{"id": "kit", "said": text, "to_whom": text}],
        "places": [{"kind": "home", "name": text, "authority": text, "force": text}],
    }
    for attendee in document["attendance"]["register"]:
        attendee |= {"name": text, "job": text, "area": text}
    document["sharing"] = {
        "contributions": [{"attendee_id": "worker", "fact": text, "source": text, "so_what": text}],
        "chronology": [{"on": None, "words": text, "date_as_written": text}],
    }
    document["analysis"] = {"hypotheses": [{"words": text, "supports": text, "by": text}]}
    document["deciding"]["decisions"][0]["rationale"] = {"risks": text, "evidence": text}
    document["deciding"]["positions"] = [{"id": "worker", "view": "disagrees", "reason": text}]
    document["deciding"]["without_note"] = text
    document["plan"]["actions"] = [{"what": text, "owner": text, "why": text, "agency": text}]
    document["closing"] = {"distribution": [{"recipient": text, "channel": text}]}


def test_stays_are_shown_with_times_and_modes() -> None:
    document = small()
    document["meeting"]["attendance"]["register"][0]["stays"] = [
        stay("10:00", "10:10", "in the room"),
        stay("10:10", "10:25", "phone"),
    ]
    inbox = Inbox()
    inbox.take(document)
    assert "in the room 10:00 to 10:10; phone 10:10 to 10:25" in words(record_of(inbox).section(THERE))


def test_clocks_are_england_s() -> None:
    document = small()
    document["meeting"]["started_at"] = "2025-07-05T10:00:00Z"
    inbox = Inbox()
    inbox.take(document)
    assert "Sat 5 Jul 2025 11:00" in record_of(inbox).subtitle


def test_the_file_is_named_by_reference_and_date(tmp_path: Path) -> None:
    from chairtui.records.delivery.exporting import name_of

    inbox = two_agency()
    name = name_of(inbox.meeting(), "md", inbox.clock.now())
    assert name == "SM-1-2026-03-05-made-20260309-120000.md"
    assert (tmp_path / name).parent == tmp_path


def signed(**fields: Any) -> dict[str, Any]:
    document = small()
    signature = {"name": "Dee Grant", "signed_at": "2026-03-05T10:40:00Z", **fields}
    document["meeting"]["closing"] = {"signature": signature}
    return document


def test_what_was_open_at_signing_is_a_gap_without_a_reason() -> None:
    inbox = Inbox()
    gap = {"code": "W-MIN-HEALTH", "words": "No health.", "reason": "Nobody answered."}
    inbox.take(signed(gaps=[gap]))
    record = record_of(inbox)
    said = words(record.section("What was left open at signing")).splitlines()
    assert "No health. Reason: “Nobody answered.”" in said
    assert any("action" in line and line.endswith("(open at signing, no reason written)") for line in said)
    assert not any("W-" in line for line in texts_in(record))


def test_the_record_says_that_todays_rules_are_others() -> None:
    inbox = Inbox()
    document = small()
    document["meeting"]["profile"] = "working-together-2023 0000aaaa"
    inbox.take(document)
    meeting = inbox.meeting()
    now = judge().profile_of(meeting)
    record = compose(Frame(meeting=meeting, rows=[], judged_now=now))
    said = words(record.section("About this record"))
    assert "Working Together 2023, version 0000aaaa; today's are another version: " in said
    assert now.rpartition(" ")[2] in said
    same = compose(Frame(meeting=meeting, rows=[], judged_now=meeting.profile))
    assert "another version" not in words(same.section("About this record"))


def test_what_was_prepared_is_in_the_annex() -> None:
    document = small()
    document["meeting"]["preparing"] = {
        "agenda": [
            *({"id": one, "title": one, "minutes": 5, "step": one} for one in STEPS),
            {"id": "slot", "title": "Slot for the school", "minutes": 5, "attendee_id": "worker"},
        ],
        "requests": [{"id": "police", "needs": "Call-outs", "reply_by": "2026-03-05T09:00:00Z"}],
        "sent": [
            {"id": "s", "attendee_id": "police", "paper": "invitation", "channel": "email", "by": "Dee"}
        ],
    }
    inbox = Inbox()
    inbox.take(document)
    said = words(annex_of(inbox).section("Before the meeting"))
    assert "Slot for the school|5|Worker" in said
    assert "|Call-outs||Thu 5 Mar 2026 09:00|not answered" in said
    assert re.search(r"invitation\|Police .*\|Thu 5 Mar 2026 10:00\|email\|Dee", said)
    with pytest.raises(KeyError):
        annex_of(two_agency()).section("Before the meeting")


def test_a_meeting_that_was_cancelled_says_so_and_why() -> None:
    inbox = Inbox()
    child = {"id": "kit", "name": "Kit"}
    meeting = {"id": "m-1", "reference": "SM-1", "authority": "Bromley", "concern": {"children": [child]}}
    inbox.take(
        {"format": "chairtui.meeting/1", "meeting": {**meeting, "preparing": {"cancelled_because": "Snow"}}}
    )
    assert "The meeting was cancelled.\nSnow" in words(record_of(inbox).section("In short"))


def test_no_blank_stands_where_nothing_is_written() -> None:
    document = small()
    register = document["meeting"]["attendance"]["register"]
    register[0]["first_hand"] = {"knows": "yes", "last_seen_on": "2026-03-04"}
    register[1]["first_hand"] = {"knows": "yes"}
    document["meeting"]["attendance"]["chairs"][0]["grade"] = ""
    document["meeting"]["urgent"] = True
    document["meeting"]["sharing"] = {
        "contributions": [{"attendee_id": "worker", "fact": "fact of worker", "so_what": "She is afraid"}]
    }
    inbox = Inbox()
    inbox.take(document)
    record = record_of(inbox)
    said = words(record.section(THERE))
    assert "|Yes\nLast seen Wed 4 Mar 2026" in said
    assert "|Yes\n" in said
    short = words(record.section("In short"))
    assert "Chair|Dee Grant\n" in short
    assert "It was held in the urgent mode.\n" in short
    told = [one.words for one in entries(inbox.log.read("m-1"))]
    assert "Worker (Social care) shared (context): fact of worker. What it means: She is afraid." in told


TWICE = re.compile(r"[.?!…][.?!](?!\w)|,,|;;|\?”\.|!”\.")


@pytest.mark.parametrize("behind", [".", "?"])
def test_a_text_that_ends_as_a_sentence_gets_no_second_stop(behind: str) -> None:
    seeded = Seeded(behind)
    frame = Frame(meeting=seeded.meeting, rows=[])
    records = [
        reading_copies.record_of(frame, RecordKind.FULL),
        reading_copies.record_of(frame, RecordKind.CHILD, child_id="kid"),
        reading_copies.record_of(frame, RecordKind.NOTICE, attendee_id="mine"),
        reading_copies.record_of(frame, RecordKind.EXTRACT, attendee_id="mine"),
        annex(frame),
    ]
    assert [text for made in records for text in texts_in(made.sections) if TWICE.search(text)] == []


def test_the_annex_says_once_why_somebody_was_not_invited() -> None:
    document = small()
    document["meeting"]["attendance"]["register"].append(
        {
            "id": "gp",
            "agency": "gp",
            "sector": "health",
            "invitation": {"answer": "not invited", "reason": "Her surgery is shut"},
        }
    )
    inbox = Inbox()
    inbox.take(document)
    assert words(annex_of(inbox).section("Invitations")).count("Her surgery is shut") == 1
