"""Values about a person: masked wherever they could be seen, shown only for a stated purpose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, ClassVar, Final, Literal, NamedTuple, NoReturn, Self, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, core_schema
from typing_extensions import override

from mgov.errors import NOT_SHOWN, InvalidValueError, MgovError

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, SerializationInfo
    from pydantic.json_schema import JsonSchemaValue

__all__ = ["MASK", "Disclosure", "Personal", "audit", "revealed"]

MASK: Final = "***"
"""What stands for characters that are not shown, however many they are."""

_REVEAL: Final = "reveal"


class Disclosure(NamedTuple):
    """That a personal value was asked for: what an audit learns, which is never the value.

    Attributes:
        kind: The type of the value, such as `PhoneNumber`.
        purpose: What it is shown for, in the caller's words.
        masked: The value as it may be seen.

    Example:
        >>> from mgov.values.personal import PersonName, audit
        >>> seen = []
        >>> with audit(seen.append):
        ...     _ = PersonName("张三").reveal(purpose="print the receipt")
        >>> seen
        [Disclosure(kind='PersonName', purpose='print the receipt', masked='张*')]
    """

    kind: str
    purpose: str
    masked: str


_auditors: ContextVar[tuple[Callable[[Disclosure], object], ...]] = ContextVar(
    "mgov_personal_auditors", default=()
)


@contextmanager
def audit(callback: Callable[[Disclosure], object]) -> Iterator[None]:
    """Tell a function of every personal value that is shown within the block.

    It is called before the value is handed out, so a callback that raises forbids it. Audits
    nest, and all of them are told. The block covers the tasks it starts, but not threads of
    its own making, which begin with an empty context.

    Args:
        callback: Takes the disclosure; what it returns is not used.

    Example:
        >>> from mgov.values.personal import PhoneNumber, audit
        >>> def refuse(disclosure):
        ...     raise PermissionError(f"not for: {disclosure.purpose}")
        >>> with audit(refuse):
        ...     PhoneNumber("13800138000").reveal(purpose="curiosity")
        Traceback (most recent call last):
        PermissionError: not for: curiosity
    """
    token = _auditors.set((*_auditors.get(), callback))
    try:
        yield
    finally:
        _auditors.reset(token)


class Personal:
    """A text about a person that shows itself only when told what for.

    It is no string. Its `repr`, `str` and format are a mask, and so is what a model dumps; an
    error about a bad value never holds a part of it, not even the error of a plain pydantic
    model, as far as that is this field's own error: if another field is missing, pydantic
    repeats the whole record, which only `mgov.values.model.Model` holds back. Do not make it
    the key of a mapping in a model: an error's location names the key. A mask cannot be read
    back as a value. A pickle, which anybody can read, is refused.

    For a type of your own, derive from it; override `canonical` to check the text, `masked` to
    show a little of it, and `mask_form` if the mask then has another form.

    Attributes:
        mask_form: The regular expression of texts that are taken for a mask.

    Args:
        text: The value.

    Raises:
        mgov.errors.InvalidValueError: If it is not a text, empty, a mask, or no such value.

    Example:
        >>> from mgov.values.personal import Personal
        >>> class PassportNumber(Personal):
        ...     __slots__ = ()
        >>> number = PassportNumber("E12345678")
        >>> print(number, [number])
        *** [PassportNumber('***')]
        >>> number.reveal(purpose="enter it at the border")
        'E12345678'
    """

    __slots__ = ("_value",)
    _value: str

    holds_personal_data: ClassVar[bool] = True
    mask_form: ClassVar[str] = r"[*＊]+"

    def __init__(self, text: str) -> None:
        object.__setattr__(self, "_value", self._checked(text))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a value as people write it.

        Args:
            text: The value.

        Raises:
            mgov.errors.InvalidValueError: If it is not a text, empty, a mask, or no such value.

        Example:
            >>> from mgov.values.personal import PhoneNumber
            >>> PhoneNumber.parse("138-0013-8000") == PhoneNumber("+86 138 0013 8000")
            True
        """
        return cls(text)

    @classmethod
    def is_valid(cls, text: str) -> bool:
        """Tell whether `parse` would accept this text.

        Args:
            text: The value.

        Example:
            >>> from mgov.values.personal import EmailAddress
            >>> EmailAddress.is_valid("someone at example.com")
            False
        """
        try:
            cls(text)
        except InvalidValueError:
            return False
        return True

    @classmethod
    def canonical(cls, text: str) -> str:
        """Check a text and write it in the one form in which it is kept.

        Args:
            text: Neither empty nor a mask, without white space around it.

        Raises:
            mgov.errors.InvalidValueError: If it is no such value; nothing of it in the error.

        Example:
            >>> from mgov.values.personal import EmailAddress
            >>> EmailAddress.canonical("Someone@Example.COM")
            'Someone@example.com'
        """
        return text

    def masked(self) -> str:
        """Return what may be seen of the value; how long it is cannot be told from it.

        Example:
            >>> from mgov.values.personal import PersonName
            >>> PersonName("张三丰").masked()
            '张*'
        """
        return MASK

    def reveal(self, *, purpose: str) -> str:
        """Return the value itself.

        Args:
            purpose: What it is shown for, in words that an auditor would accept.

        Raises:
            mgov.errors.InvalidValueError: If the purpose is not a text or blank.

        Example:
            >>> from mgov.values.personal import PersonName
            >>> PersonName("张三").reveal(purpose="print the receipt")
            '张三'
        """
        _check_purpose(purpose)
        disclosure = Disclosure(type(self).__name__, purpose, self.masked())
        for auditor in _auditors.get():
            auditor(disclosure)
        return self._value

    @override
    def __str__(self) -> str:
        return self.masked()

    @override
    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.masked()!r})"

    @override
    def __format__(self, format_spec: str) -> str:
        return format(self.masked(), format_spec)

    @override
    def __eq__(self, other: object) -> bool:
        return self._value == other._value if type(other) is type(self) else NotImplemented

    @override
    def __hash__(self) -> int:
        return hash((type(self), self._value))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self

    @override
    def __setattr__(self, name: str, value: object) -> NoReturn:
        message = f"a {type(self).__name__} cannot be changed; make a new one"
        raise AttributeError(message)

    @override
    def __delattr__(self, name: str) -> NoReturn:
        self.__setattr__(name, None)

    @override
    def __reduce_ex__(self, protocol: object) -> NoReturn:
        self.__getstate__()

    @override
    def __getstate__(self) -> NoReturn:
        trouble = "is not pickled, because anybody can read a pickle"
        remedy = "Dump the model with revealed(model, purpose=...) and keep that protected."
        raise MgovError(trouble, field=type(self).__name__, remedy=remedy, code="personal_pickle")

    @classmethod
    def _checked(cls, text: object) -> str:
        if not isinstance(text, str):
            trouble = "is not a text"
            raise cls._refusal(trouble, "Give a string, even if it is all digits.", "type")
        stripped = text.strip()
        if not stripped:
            trouble = "is empty"
            raise cls._refusal(trouble, "Give a value, or leave the field out.", "empty")
        if re.fullmatch(cls.mask_form, stripped, re.DOTALL):
            trouble = "is a mask, not a value"
            remedy = "Read what was dumped with a purpose: revealed(model, purpose=...)."
            raise cls._refusal(trouble, remedy, "masked")
        for position, character in enumerate("" if stripped.isprintable() else stripped, start=1):
            if unicodedata.category(character) in {"Cc", "Cs"} and character not in "\t\n\r":
                trouble = f"has a control character as character {position}"
                raise cls._refusal(trouble, "Take it out.", "character")
        return cls.canonical(stripped)

    @classmethod
    def _refusal(cls, trouble: str, remedy: str, code: str) -> InvalidValueError:
        return InvalidValueError(
            trouble, field=cls.__name__, remedy=remedy, code=f"personal_{code}"
        )

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validated,
            serialization=core_schema.plain_serializer_function_ser_schema(
                _dumped, info_arg=True, return_schema=core_schema.str_schema()
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "type": "string",
            "minLength": 1,
            "description": "Personal data: masked in output unless revealed for a purpose.",
        }

    @classmethod
    def _validated(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        try:
            return cls(cast("str", value))  # anything else is refused there
        except InvalidValueError as error:
            # A pydantic error raised in a validator keeps its own input: here, none.
            details = InitErrorDetails(type=error.as_pydantic(), input=NOT_SHOWN)
            raise ValidationError.from_exception_data(cls.__name__, [details]) from None


def revealed(
    model: BaseModel, *, purpose: str, mode: Literal["python", "json"] = "python"
) -> dict[str, object]:
    """Dump a model with its personal values in the clear.

    `model.model_dump(context={"reveal": purpose})` does the same.

    Args:
        model: Any pydantic model.
        purpose: What the values are shown for.
        mode: As in `model_dump`: `json` for values that JSON knows.

    Raises:
        mgov.errors.InvalidValueError: If the purpose is not a text or blank.

    Example:
        >>> from mgov.values.model import Model
        >>> from mgov.values.personal import Personal, revealed
        >>> class Caller(Model, frozen=True):
        ...     name: Personal
        >>> caller = Caller(name="张三")
        >>> caller.model_dump()
        {'name': '***'}
        >>> revealed(caller, purpose="forward the case")
        {'name': '张三'}
    """
    _check_purpose(purpose)
    return model.model_dump(mode=mode, context={_REVEAL: purpose})


def _check_purpose(purpose: object) -> None:
    if not isinstance(purpose, str) or not purpose.strip():
        trouble = "is not stated" if isinstance(purpose, str) else "is not a text"
        remedy = "Say what the personal value is shown for."
        raise InvalidValueError(trouble, field="purpose", remedy=remedy, code="purpose_missing")


def _dumped(value: Personal, info: SerializationInfo) -> str:
    context = info.context
    if isinstance(context, Mapping) and _REVEAL in context:
        return value.reveal(purpose=context[_REVEAL])
    return value.masked()
