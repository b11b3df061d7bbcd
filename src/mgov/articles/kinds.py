"""What an article is: the kinds that government sites sort their pages by."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["ArticleKind"]


class ArticleKind(StrEnum):
    """What an article is.

    Attributes:
        NEWS: A report of an event (动态要闻; schema.org `NewsArticle`).
        POLICY: The text of a policy document (政策文件).
        INTERPRETATION: An explanation of a policy (政策解读).
        NOTICE: A notice to the public (通知公告).
        REPORT: A report on work or on figures (报告; schema.org `Report`).
        QUESTION_AND_ANSWER: Questions of the public with their answers (问答; schema.org
            `QAPage`).
        ALERT: A warning or an urgent message (预警; schema.org `SpecialAnnouncement`).

    Example:
        >>> from mgov.articles import ArticleKind
        >>> ArticleKind("question_and_answer").name
        'QUESTION_AND_ANSWER'
    """

    NEWS = "news"
    POLICY = "policy"
    INTERPRETATION = "interpretation"
    NOTICE = "notice"
    REPORT = "report"
    QUESTION_AND_ANSWER = "question_and_answer"
    ALERT = "alert"

    @property
    def may_interpret(self) -> bool:
        """Whether an article of this kind may say which policies it explains.

        An interpretation does; so do news of a press conference and an official's answers to
        questions (答记者问), which sites keep among their news and answers. A policy, a notice,
        a report and an alert speak for themselves.

        Example:
            >>> from mgov.articles import ArticleKind
            >>> [kind.value for kind in ArticleKind if kind.may_interpret]
            ['news', 'interpretation', 'question_and_answer']
        """
        return self in {self.NEWS, self.INTERPRETATION, self.QUESTION_AND_ANSWER}
