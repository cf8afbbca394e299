"""What the YAML may say: frozen models that refuse unknown keys, one sentence under each field.

Every scalar arrives from the loader as text, so "012" stays "012" and "no" stays "no"; pydantic
turns text into dates, numbers and yes/no where a field asks for them.
"""

from .base import Ref, references
from .chart import Chart
from .common import CommonFile, Flow, Form, Procedure, Question
from .grading import GradeQuestion, GradeRule, GradeTerm
from .hat import Hat
from .indicator import Indicator
from .industry import Industry, Secret
from .law import Article, Case, LawFile, Source
from .look import Look
from .office import Contact, Hotline
from .paper import Paper
from .questionnaire import Questionnaire
from .quiz import QuizItem
from .region import Region
from .site_role import SiteRole
from .worked import WorkedExample

__all__ = [
    "Article",
    "Case",
    "Chart",
    "CommonFile",
    "Contact",
    "Flow",
    "Form",
    "GradeQuestion",
    "GradeRule",
    "GradeTerm",
    "Hat",
    "Hotline",
    "Indicator",
    "Industry",
    "LawFile",
    "Look",
    "Paper",
    "Procedure",
    "Question",
    "Questionnaire",
    "QuizItem",
    "Ref",
    "Region",
    "Secret",
    "SiteRole",
    "Source",
    "WorkedExample",
    "references",
]
