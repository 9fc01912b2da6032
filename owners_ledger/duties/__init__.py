"""What is owed to the owners and the authorities, and when, by the place's own rules.

``load_profile`` reads the place's dated rules; ``share_to_maintenance``, ``majority``, ``posting``,
``audits`` and ``answer`` say what they demand on a day; ``duties_due`` lists what falls due.
"""

from __future__ import annotations

from owners_ledger.duties.load import ProfileError, jurisdiction_of, load_profile
from owners_ledger.duties.profile import Answer, Audit, Majority, PostingRule, Profile, Share
from owners_ledger.duties.rules import (
    answer,
    audits,
    least_days,
    majority,
    posting,
    share_to_maintenance,
)
from owners_ledger.duties.workdays import Workdays, load_workdays

__all__ = [
    "Answer",
    "Audit",
    "Majority",
    "PostingRule",
    "Profile",
    "ProfileError",
    "Share",
    "Workdays",
    "answer",
    "audits",
    "jurisdiction_of",
    "least_days",
    "load_profile",
    "load_workdays",
    "majority",
    "posting",
    "share_to_maintenance",
]
