"""Templates: a sandboxed Jinja environment, the committee's ``reports/`` before ours."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from owners_ledger import money, resources
from owners_ledger.i18n import _
from owners_ledger.rendering import typography
from owners_ledger.rendering.document import RenderError

_MISTAKES = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def environment(book: Path | None) -> jinja2.Environment:
    """The environment templates run in: sandboxed, escaping, strict about what is undefined."""
    return _environment(tuple(str(path) for path in resources.search_path(book, "reports")))


@functools.lru_cache(maxsize=8)
def _environment(folders: tuple[str, ...]) -> jinja2.Environment:
    """Kept for the process: compiling takes longer than filling; changed files are noticed."""
    made = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(list(folders)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        money=typography.show_money,
        capitals=money.capitals,
        date=typography.show_date,
        percent=typography.show_percent,
        share=typography.share,
    )
    return made


def render(book: Path | None, name: str, variables: Mapping[str, Any]) -> str:
    """A template with its variables as a page (HTML text).

    Raises:
        RenderError: no such template, a mistake in it, or a variable that does not exist;
            names the template and the line.
    """
    made = environment(book)
    try:
        return typography.spaced(made.get_template(name).render(variables))
    except _MISTAKES as error:
        file, line = _place(error, made)
        raise RenderError(
            _("模板有误：{why}").format(why=_why(error)),
            remedy=_("请按 docs/templates.md 改正模板；没有生成任何文件。"),
            file=file or name,
            line=line,
        ) from error


def _why(error: BaseException) -> str:
    if isinstance(error, jinja2.TemplateNotFound):
        return _("找不到模板 {name}").format(name=error.name)
    if isinstance(error, jinja2.UndefinedError):
        return _("用了不存在的变量（{detail}）").format(detail=error)
    return f"{type(error).__name__}: {error}"


def _place(error: BaseException, made: jinja2.Environment) -> tuple[str | None, int | None]:
    """Template and line, from the syntax error or the innermost template frame."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or error.name, error.lineno
    loader = made.loader
    folders = loader.searchpath if isinstance(loader, jinja2.FileSystemLoader) else []
    frames = list(_frames(error, tuple(folders)))
    return frames[-1] if frames else (None, None)


def _frames(error: BaseException, folders: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if file.startswith(folders):
            yield file, line
