"""A reference from one article to another: by identifier, by address, or by both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pydantic import ValidationInfo, model_validator

from mgov.articles.kinds import ArticleKind
from mgov.articles.wording import Line
from mgov.errors import InvalidValueError
from mgov.values.model import Model
from mgov.values.text import Text
from mgov.values.web_address import WebAddress

if TYPE_CHECKING:
    from mgov.articles.article import Article

__all__ = ["Reference", "explain_others"]


class Reference(Model, frozen=True):
    """Another article, such as the policy that an interpretation explains.

    It has an identifier or an address, so that a program can follow it; a title alone leads
    nowhere.

    Attributes:
        identifier: The identifier of the article, or the number of the document, such as
            `国办发〔2017〕47号`.
        address: Its page.
        title: What it is called, for the link on the page.

    Example:
        >>> from mgov.articles import Reference
        >>> policy = Reference(identifier="国办发〔2017〕47号", title="政府网站发展指引")
        >>> print(policy.title)
        政府网站发展指引
    """

    identifier: Line | None = None
    address: WebAddress | None = None
    title: Text | None = None

    def leads_to(self, article: Article) -> bool:
        """Tell whether this is a reference to an article: identifier or address are the same.

        Args:
            article: The article.

        Example:
            >>> from mgov.articles import Article, Reference
            >>> policy = Article(
            ...     identifier="国办发〔2017〕47号",
            ...     title="政府网站发展指引",
            ...     kind="policy",
            ...     published="2017-06-08T17:00:00+08:00",
            ...     publisher={"name": "国务院办公厅"},
            ... )
            >>> Reference(identifier="国办发〔2017〕47号").leads_to(policy)
            True
        """
        return self.identifier == article.identifier or (
            self.address is not None and self.address == article.address
        )

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if self.identifier is None and self.address is None:
            trouble = "has neither an identifier nor an address"
            remedy = "Give one of them, so that the reference can be followed."
            raise InvalidValueError(trouble, remedy=remedy, code="reference_empty").as_pydantic()
        return self


def explain_others(
    policies: tuple[Reference, ...], article: ValidationInfo
) -> tuple[Reference, ...]:
    """Check that an article of this kind explains policies, others and each once."""
    kind = article.data.get("kind")
    if policies and isinstance(kind, ArticleKind) and not kind.may_interpret:
        kinds = ", ".join(each for each in ArticleKind if each.may_interpret)
        trouble = f"is given for an article of the kind {kind}"
        raise _refusal(trouble, f"Leave it out, or give as kind one of {kinds}.", "interprets_kind")
    own = {article.data.get("identifier"), article.data.get("address")}
    seen: set[str | None] = set()
    for number, policy in enumerate(policies, start=1):
        names = {policy.identifier, policy.address} - {None}
        if names & own:
            trouble = f"leads back to the article itself (policy {number})"
            raise _refusal(trouble, "Give the policy that it explains.", "interprets_itself")
        if names & seen:
            trouble = f"names one policy twice (policy {number})"
            raise _refusal(trouble, "Keep one of them.", "interprets_twice")
        seen |= names
    return policies


def _refusal(trouble: str, remedy: str, code: str) -> Exception:
    return InvalidValueError(trouble, remedy=remedy, code=code).as_pydantic()
