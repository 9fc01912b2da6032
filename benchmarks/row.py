"""A line of the result: a case, what it is held against, and the aims."""

from __future__ import annotations

from dataclasses import dataclass

from measure import Case


@dataclass(frozen=True)
class Row:
    """A line of the result.

    Attributes:
        case: ours.
        reference: what it is held against, if anything.
        seconds: the most it may take, if there is such an aim.
        ratio: the most it may take of the reference's time, if there is such an aim.
        memory: the most one of its processes may hold, MiB, if there is such an aim.
        is_there: the reference is installed.
    """

    case: Case
    reference: Case | None = None
    seconds: float | None = None
    ratio: float | None = None
    memory: float | None = None
    is_there: bool = True

    @property
    def cases(self) -> list[Case]:
        """What is to be run for this line."""
        return [self.case, *([self.reference] if self.reference and self.is_there else [])]

    @property
    def share(self) -> float | None:
        """Our time as a part of the reference's."""
        if self.reference is None or not self.is_there:
            return None
        return self.case.median / self.reference.median

    @property
    def met(self) -> bool | None:
        """Whether every aim is met, ``None`` where one could not be measured."""
        if self.seconds is not None and self.case.median > self.seconds:
            return False
        if self.memory is not None and self.case.peak > self.memory:
            return False
        if self.ratio is None:
            return True
        return None if self.share is None else self.share <= self.ratio

    def as_markdown(self) -> str:
        """The line of the table."""
        aims = [f"≤ {self.seconds} s"] if self.seconds else []
        aims += [f"≤ {self.ratio} ×"] if self.ratio else []
        aims += [f"≤ {self.memory} MiB each"] if self.memory else []
        reference = ("", "", "")
        if self.reference:
            reference = (self.reference.name, "not measured", "")
        if self.reference and self.share is not None:
            reference = (self.reference.name, f"{self.reference.median:.2f}", f"{self.share:.2f}")
        own, child = self.case.own_peak, self.case.child_peak
        peaks = f"{own:.0f} + {child:.0f} = {own + child:.0f}" if child else f"{own:.0f}"
        met = {True: "yes", False: "no", None: "not measured"}[self.met]
        return (
            f"| {self.case.name} | {self.case.median:.2f} | {peaks} | {' | '.join(reference)} | "
            f"{', '.join(aims)} | {met if aims else ''} |"
        )
