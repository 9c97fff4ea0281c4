"""Answers of the API as parts of longer lists: which part of a list was not given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.errors import Problem
    from oncall.formats.logs.drafts import Place


@attrs.frozen
class Answer:
    """A part of a list: `count` things of a `kind` from an `offset` on, of which the API was asked for `limit` at most.

    `goes_on` is whether the API says that it has more of them (`"more": true`).
    """

    place: Place
    kind: str
    offset: int
    limit: int
    count: int
    goes_on: bool

    @property
    def next_offsets(self) -> set[int]:
        """Where the next part may begin; never where this one does."""
        return {self.offset + self.limit, self.offset + self.count} - {self.offset}


def missing(answers: Iterable[Answer]) -> Iterator[Problem]:
    """A problem for each list that goes on where none of the answers does.

    Lists of one kind are not told from each other: an answer that begins at the right offset continues any of them.
    """
    given = tuple(answers)
    begun = {(answer.kind, answer.offset) for answer in given}
    for answer in given:
        if answer.goes_on and not begun & {(answer.kind, offset) for offset in answer.next_offsets}:
            offset = max(answer.next_offsets, default=answer.offset + 1)
            yield answer.place.problem(
                f"the list of {answer.kind} goes on: load the answer with offset={offset} too, up to the last one",
                "more",
            )
