"""What of the calendar was asked for: month, look, practice and kind, from an address that anybody may have typed."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from ..places import Places
from .entries import KINDS, Kind
from .months import Month

MONTH, LIST = "month", "list"


@dataclass(frozen=True)
class Asked:
    """What of the calendar is shown. What is unknown or not the person's counts as not asked for."""

    month: Month
    look: str = MONTH
    practice: str = ""  # slug
    kind: str = ""

    @classmethod
    def of(cls, query, places: Places, today: date) -> "Asked":
        """Read from the parameters of an address."""
        slugs = {practice.slug for practice in places.practices.values()}
        return cls(
            Month.asked(query.get("month", ""), otherwise=today),
            LIST if query.get("view") == LIST else MONTH,
            query.get("practice") if query.get("practice") in slugs else "",
            query.get("kind") if query.get("kind") in KINDS else "",
        )

    @property
    def kinds(self) -> list[Kind]:
        return [KINDS[self.kind]] if self.kind else list(KINDS.values())

    @property
    def is_list(self) -> bool:
        return self.look == LIST

    @property
    def is_narrowed(self) -> bool:
        return bool(self.practice or self.kind)

    def narrowed(self, places: Places) -> Places:
        """Only the practice that was chosen, or all."""
        if not self.practice:
            return places
        chosen = [one for one in places.memberships if one.practice.slug == self.practice]
        return Places(places.user, chosen, places.held_back)

    @property
    def query(self) -> str:
        """The address of exactly this, from the question mark on."""
        said = {"month": self.month, "view": self.look if self.is_list else "",
                "practice": self.practice, "kind": self.kind}  # fmt: skip
        return "?" + urlencode({name: value for name, value in said.items() if value})

    # --- the same, but for one thing ---

    @property
    def as_month(self) -> str:
        return replace(self, look=MONTH).query

    @property
    def as_list(self) -> str:
        return replace(self, look=LIST).query

    @property
    def before(self) -> str:
        return replace(self, month=self.month.before).query if self.month.before else ""

    @property
    def after(self) -> str:
        return replace(self, month=self.month.after).query if self.month.after else ""

    @property
    def of_everything(self) -> str:
        return replace(self, practice="", kind="").query

    def has(self, day: date) -> bool:
        """Whether the day is of the month."""
        return Month.of(day) == self.month

    def at(self, day: date) -> "Asked":
        """The month of that day."""
        return replace(self, month=Month.of(day))
