"""The words for messages: how they arrive, what they want, whether they want an answer."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["MessageChannel", "MessageKind", "MessageValidity"]


class MessageChannel(StrEnum):
    """By which way a message arrived.

    Attributes:
        COMMENT: Under a post, for all to see.
        PRIVATE_MESSAGE: Through the private messages of the platform.
        MAILBOX: Through the mailbox of a website, such as that of the mayor (领导信箱).
        FORM: Through a form of a website or an app.
        CHAT: Through a chat window, with a person or a program.
        OTHER: Any other way.

    Example:
        >>> from mgov.accounts import MessageChannel
        >>> MessageChannel("mailbox").name
        'MAILBOX'
    """

    COMMENT = "comment"
    PRIVATE_MESSAGE = "private_message"
    MAILBOX = "mailbox"
    FORM = "form"
    CHAT = "chat"
    OTHER = "other"


class MessageKind(StrEnum):
    """What a message wants.

    Attributes:
        QUESTION: To know something (咨询).
        SUGGESTION: To propose something (建言献策).
        COMPLAINT: To complain (投诉).
        HELP: To get help (求助).
        CORRECTION: To point out an error (纠错).
        THANKS: To thank or praise (感谢).
        PETITION: To petition by the channel for petitions (网上信访).
        DISCIPLINE: To report an official by the channel for discipline (纪检举报).
        INTERVIEW: To ask somebody who is interviewed (在线访谈).
        SURVEY: To answer a survey or a call for comment (调查征集).
        OTHER: Anything else.

    Example:
        >>> from mgov.accounts import MessageKind
        >>> MessageKind("suggestion").name
        'SUGGESTION'
    """

    QUESTION = "question"
    SUGGESTION = "suggestion"
    COMPLAINT = "complaint"
    HELP = "help"
    CORRECTION = "correction"
    THANKS = "thanks"
    PETITION = "petition"
    DISCIPLINE = "discipline"
    INTERVIEW = "interview"
    SURVEY = "survey"
    OTHER = "other"


class MessageValidity(StrEnum):
    """Whether a message is one that wants an answer (有效留言), else why it is none.

    Attributes:
        VALID: It wants an answer.
        SPAM: It advertises, or was sent by a program.
        ABUSIVE: It only insults.
        UNINTELLIGIBLE: Nobody can tell what it wants.
        TEST: Somebody tried whether messages arrive.
        DUPLICATE: The same person said the same before.

    Example:
        >>> from mgov.accounts import MessageValidity
        >>> MessageValidity("spam") is MessageValidity.SPAM
        True
    """

    VALID = "valid"
    SPAM = "spam"
    ABUSIVE = "abusive"
    UNINTELLIGIBLE = "unintelligible"
    TEST = "test"
    DUPLICATE = "duplicate"
