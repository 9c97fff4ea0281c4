"""Functions that read and write other notations: JSON, CSV, base64, URLs; and hashes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import uuid
from fractions import Fraction
from typing import TYPE_CHECKING, cast
from urllib.parse import quote_plus

from oncall.formats.resources.conversions import as_number, concatenated
from oncall.formats.resources.values import (
    MAX_ELEMENTS,
    MAX_TEXT,
    NoValueError,
    Object,
    Sequence,
    Value,
    decimal,
    elements,
    listed,
)
from oncall.formats.terraform.functions.parameters import TEXT, WHOLE_VALUE, Function

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_DEPTH = 100
_ESCAPED = re.compile("[<>&\u2028\u2029]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ENCODING = re.compile(
    r"utf-?(8|16-?le|16-?be)|iso-?8859-\d{1,2}|latin1|us-ascii|ascii|windows-125\d|koi8-[ru]", re.IGNORECASE
)
_NAMESPACES = {
    "dns": uuid.NAMESPACE_DNS,
    "url": uuid.NAMESPACE_URL,
    "oid": uuid.NAMESPACE_OID,
    "x500": uuid.NAMESPACE_X500,
}


# --- JSON ------------------------------------------------------------------------------------------------------------


def check_size(value: Value) -> None:
    """Nothing: a check before a value that is known is written as text.

    Raises:
        NoValueError: the text would be longer than any string can be, counting what is shared each time.
    """
    size = 0
    for each in elements(value):
        match each:
            case str():
                size += len(each)
            case Fraction():
                size += (each.numerator.bit_length() + each.denominator.bit_length()) // 3
            case Object(attributes):
                size += sum(map(len, attributes))
            case _:
                size += 1
        if size > MAX_TEXT:
            raise NoValueError(f"the string is longer than {MAX_TEXT} characters")


def json_text(value: Value) -> str:
    """A value that is known, as Terraform writes it in JSON: without spaces, and with `<`, `>` and `&` escaped.

    Raises:
        NoValueError: the text is too long.
    """
    check_size(value)
    return concatenated([_json(value)])


def _json(value: Value) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            text = json.dumps(value, ensure_ascii=False)
            return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
        case Fraction():
            return decimal(value)
        case Sequence(items):
            return f"[{','.join(map(_json, items))}]"
        case Object(attributes):
            return f"{{{','.join(f'{_json(name)}:{_json(item)}' for name, item in attributes.items())}}}"
        case _:
            raise NoValueError("what is known only to Terraform cannot be written as JSON")


def _jsondecode(text: str) -> Value:
    counted = iter(range(MAX_ELEMENTS))

    def number(digits: str) -> Fraction:
        if next(counted, None) is None:
            raise NoValueError(f"the JSON has more than {MAX_ELEMENTS} numbers")
        return Fraction(int(digits)) if len(digits) < MAX_DEPTH and digits.isdecimal() else as_number(digits)

    try:
        found: object = json.loads(text, parse_int=number, parse_float=number, parse_constant=_refused_constant)
    except NoValueError:
        raise
    except (ValueError, RecursionError) as error:
        raise NoValueError(f"the string is not JSON: {str(error)[:100]}") from None
    value = _from_json(found, MAX_DEPTH)
    for _ in elements(value):  # It refuses a value that is too large.
        pass
    return value


def _refused_constant(name: str) -> Value:
    raise NoValueError(f"{name} is not a value")


def _from_json(found: object, depth: int) -> Value:
    if not depth:
        raise NoValueError("the JSON is nested too deeply")
    match found:
        case None | bool() | Fraction():
            return found
        case str():
            return _text(found)
        case list():
            return listed(_from_json(item, depth - 1) for item in cast("list[object]", found))
        case dict():
            pairs = cast("dict[str, object]", found).items()
            return Object({_text(name): _from_json(item, depth - 1) for name, item in pairs})
        case _:
            raise AssertionError("the JSON parser makes nothing else")


def _text(found: str) -> str:
    return concatenated([_LONE_SURROGATE.sub("\ufffd", found)])


def _jsonencode(value: Value) -> Value:
    return json_text(value)


# --- CSV -------------------------------------------------------------------------------------------------------------


def _csvdecode(text: str) -> Value:
    rows = _csv_rows(text.replace("\r\n", "\n"))
    if not rows:
        raise NoValueError("the CSV has no header line")
    names = rows[0]
    if len(set(names)) < len(names):
        raise NoValueError("two columns of the CSV have the same name")
    return listed((Object(dict(zip(names, row, strict=True))) for row in rows[1:]), "list")


def _csv_rows(text: str) -> list[list[str]]:
    rows: list[list[str]] = []
    at = 0
    while at < len(text):
        if text[at] == "\n":
            at += 1
            continue
        row: list[str] = []
        more = True
        while more:
            field, at = _csv_field(text, at)
            row.append(field)
            more = text[at : at + 1] == ","
            at += 1
        rows.append(row)
        if len(row) != len(rows[0]):
            raise NoValueError(f"record {len(rows)} of the CSV has {len(row)} fields, the header {len(rows[0])}")
    return rows


_BARE_FIELD = re.compile(r"[^,\n]*")
_QUOTED_FIELD = re.compile(r'"((?:[^"]|"")*)"(?=[,\n]|\Z)')


def _csv_field(text: str, at: int) -> tuple[str, int]:
    pattern = _QUOTED_FIELD if text[at : at + 1] == '"' else _BARE_FIELD
    found = pattern.match(text, at)
    if found is None or (pattern is _BARE_FIELD and '"' in found[0]):
        raise NoValueError(f'a " of the CSV has no other, in {text[at : at + 20]!r}')
    return (found[0] if pattern is _BARE_FIELD else found[1].replace('""', '"')), found.end()


# --- Base64, URLs and hashes -----------------------------------------------------------------------------------------


def _base64encode(text: str) -> Value:
    return base64.b64encode(text.encode()).decode()


def _base64decode(text: str) -> Value:
    return _decoded(text, "utf-8")


def _decoded(text: str, encoding: str) -> str:
    try:
        found = base64.b64decode(text.replace("\r", "").replace("\n", ""), validate=True)
        return concatenated([found.decode(encoding)])
    except (UnicodeDecodeError, LookupError):
        raise NoValueError(f"what the base64 stands for is not text in {encoding[:40]}") from None
    except ValueError:
        raise NoValueError(f"{text[:40]!r} is not base64") from None


def _textencodebase64(text: str, encoding: str) -> Value:
    _check_encoding(encoding)
    try:
        return base64.b64encode(text.encode(encoding)).decode()
    except (UnicodeError, LookupError):
        raise NoValueError(f"the string cannot be written in {encoding}") from None


def _textdecodebase64(text: str, encoding: str) -> Value:
    _check_encoding(encoding)
    return _decoded(text, encoding)


def _check_encoding(name: str) -> None:
    if not _ENCODING.fullmatch(name):
        raise NoValueError(f"{name[:40]!r} is not an encoding that is known here")


def _urlencode(text: str) -> Value:
    return concatenated([quote_plus(text)])


def _hash(name: str, *, is_base64: bool = False) -> Function:
    def body(text: str) -> Value:
        found = hashlib.new(name, text.encode(), usedforsecurity=False)
        return base64.b64encode(found.digest()).decode() if is_base64 else found.hexdigest()

    return Function(body, (TEXT,))


def _uuidv5(namespace: str, name: str) -> Value:
    try:
        found = _NAMESPACES.get(namespace) or uuid.UUID(namespace)
    except ValueError:
        raise NoValueError(f"{namespace[:40]!r} is not a namespace of UUIDs") from None
    return str(uuid.uuid5(found, name))


def _of_texts(body: Callable[..., Value], count: int = 1) -> Function:
    return Function(body, (TEXT,) * count)


FUNCTIONS: Mapping[str, Function] = {
    "base64decode": _of_texts(_base64decode),
    "base64encode": _of_texts(_base64encode),
    "base64sha256": _hash("sha256", is_base64=True),
    "base64sha512": _hash("sha512", is_base64=True),
    "csvdecode": _of_texts(_csvdecode),
    "jsondecode": _of_texts(_jsondecode),
    "jsonencode": Function(_jsonencode, (WHOLE_VALUE,)),
    "md5": _hash("md5"),
    "sha1": _hash("sha1"),
    "sha256": _hash("sha256"),
    "sha512": _hash("sha512"),
    "textdecodebase64": _of_texts(_textdecodebase64, 2),
    "textencodebase64": _of_texts(_textencodebase64, 2),
    "urlencode": _of_texts(_urlencode),
    "uuidv5": _of_texts(_uuidv5, 2),
}
