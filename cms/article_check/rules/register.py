"""All rules, the heaviest first. A new rule is a class and a line here."""

from .answer_without_question import AnswerWithoutQuestion
from .citations import CitationWithoutReference, ReferenceNeverCited
from .claims import ClaimWithoutSource
from .credentials import LapsedCredential, MissingSupervisor
from .crisis import CrisisWithoutHelp
from .links import DeadLink, LinkToAnotherPractice
from .lost_list import LostList
from .missing_fields import MissingDescription, MissingIntroduction, MissingTopic
from .pictures import PictureWithoutWords
from .rule import Rule
from .shape import HardToRead, HeadingJump, LongParagraph, NoHeadings
from .testimonials import Testimonial
from .typing_slips import TypingSlip
from .vignettes import VignetteWithDetails, VignetteWithoutBasis
from .ways_on import NoWayToBook
from .words import UnkindWords

RULES: tuple[Rule, ...] = (
    # stop
    CrisisWithoutHelp(),
    AnswerWithoutQuestion(),
    VignetteWithoutBasis(),
    PictureWithoutWords(),
    DeadLink(),
    LinkToAnotherPractice(),
    LapsedCredential(),
    MissingSupervisor(),
    # ask
    UnkindWords(),
    ClaimWithoutSource(),
    Testimonial(),  # stops where the country forbids it
    VignetteWithDetails(),
    LostList(),
    CitationWithoutReference(),
    ReferenceNeverCited(),
    # hint
    NoWayToBook(),
    MissingIntroduction(),
    MissingDescription(),
    MissingTopic(),
    TypingSlip(),
    NoHeadings(),
    HeadingJump(),
    LongParagraph(),
    HardToRead(),
)
BY_KEY = {rule.key: rule for rule in RULES}
