"""The section that says how to write an edit so that people keep their turns, with the lines to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.suggestions import suggestions
from oncall.chronology.zones import Zone
from oncall.model.compilation import source_name
from oncall.views.diffs.documents import Code, Paragraph, Part, Section
from oncall.views.diffs.words import ARROW, Given, person, said
from oncall.views.wording import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.changes import Change
    from oncall.analysis.preserved import PreservedSchedule
    from oncall.analysis.suggestions import Suggestion
    from oncall.views.diffs.documents import Block
    from oncall.views.diffs.words import Words

_NOTHING = "No rotation is edited: there is nothing to write otherwise."


def suggested(change: Change) -> Section:
    """How people who stay keep their turns longest: for each schedule whose rotations are edited."""
    parts = tuple(Part(tuple(_blocks(each)), title=(Given(each.diff.schedule.name),)) for each in suggestions(change))
    return Section(
        anchor="suggestions",
        title="To keep people's turns",
        parts=parts or (Part((Paragraph((_NOTHING,)),)),),
        folded=False,
    )


def _blocks(suggestion: Suggestion) -> Iterator[Block]:
    if not suggestion.ways:
        yield from _told(suggestion.written)
        yield Paragraph(("It is best as it is written.",), "fine")
    if suggestion.virtual_start is not None:
        yield Paragraph(("With another virtual start:",))
        yield from _told(suggestion.virtual_start)
        yield Code(suggestion.virtual_start.terraform, "hcl")
    if suggestion.order is not None:
        yield Paragraph(("In another order, with the virtual start as it is:",))
        yield from _told(suggestion.order)
        yield Code(suggestion.order.terraform, "hcl")


def _told(way: PreservedSchedule) -> Iterator[Block]:
    """How long turns are kept in each layer, why not longer, and what moves first after that."""
    for layer in way.layers:
        yield Paragraph(said(Given(source_name(way.after, layer.index)), ": ", layer.words, "."))
    moved = _first_moved(way)
    if moved:
        yield Paragraph(moved, "soft")


def _first_moved(way: PreservedSchedule) -> Words:
    """The first stretch that still goes from somebody who stays to another person; empty: none does for two rounds."""
    staying = {user for layer in way.layers for user in layer.layer.users}
    for change in way.remaining.reassignments:
        if change.before in staying:
            start = local(change.span.bounds[0], Zone.named(way.remaining.zone))
            return said("The first to move then: ", person(change.before), ARROW, person(change.after), f", {start}.")
    return ()
