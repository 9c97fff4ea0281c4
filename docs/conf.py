"""How Sphinx builds these pages: `sphinx-build -W -n --keep-going -b html docs build/docs`, without network.

The pages are Markdown that reads well where it lies, so nothing in them is there for Sphinx alone but the lists of
classes in reference/api/. What the pages do not say is made here: the navigation from the lists of links on the
index pages, and the targets of type names from the public names.

Nothing of other projects is linked by name (no intersphinx): its inventories are downloads, and a copy of them here
would be out of date. A link to a file outside of docs/, such as examples/checkout/pagerduty.tf, becomes a download of
that file, because the site has to stand by itself. Folders and other Markdown outside of docs/ cannot be that: pages
name them as code, and a link to one is a warning.
"""

from __future__ import annotations

import ast
import inspect
import re
from pydoc import locate
from typing import TYPE_CHECKING

from docutils.nodes import Text, literal_block
from pygments.lexers.configs import TerraformLexer
from pygments.token import Keyword, Name, Operator, Punctuation
from sphinx.ext.napoleon import Config, GoogleDocstring
from sphinx.util.docstrings import prepare_docstring

import oncall

if TYPE_CHECKING:
    from docutils.nodes import Element, TextElement, document
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

project = "oncall"
author = "The oncall authors"
project_copyright = author
version = release = oncall.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
root_doc = "index"
smartquotes = False  # two hyphens begin an option, and quotation marks in a text are to be typed

# --- Markdown --------------------------------------------------------------------------------------------------------
myst_heading_anchors = 4  # the anchors of headings are GitHub's, so that links to them hold in both places

# --- docstrings ------------------------------------------------------------------------------------------------------
default_role = "py:obj"  # single backticks, as in Markdown: a name where there is one, else code
autodoc_default_options = {"members": True, "undoc-members": True, "exclude-members": "compiled, plan"}
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
toc_object_entries_show_parents = "hide"
nitpick_ignore_regex = [
    # Types of others: they are named, and lead nowhere.
    ("py:class", r"(collections|datetime|hypothesis|os|pathlib)\..+"),
    ("py:class", "Axes|Calendar|DateTime|SearchStrategy|date|timedelta"),
    # Type variables, and types of what only the library itself hands over.
    ("py:class", r"(.*\.)?(V|Handling|Json|Mean|Row|Steps|Zone)"),
]

# --- the site --------------------------------------------------------------------------------------------------------
html_theme = "furo"
html_title = f"oncall {release}"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False

_HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)
_INSTANT = "str | ~datetime.datetime | ~typing.SupportsIndex"
_TYPES = {"class", "exception", "data", "type"}
_NAPOLEON = Config(napoleon_use_rtype=False)
_LINK = re.compile(r"\]\(((?:[\w-]+/)*[\w-]+)\.md\)")


class Terraform(TerraformLexer):
    """The lexer of Pygments, which knows no `dynamic` blocks, `for` expressions and arithmetic."""

    tokens = {  # noqa: RUF012 - as Pygments has it
        **TerraformLexer.tokens,
        "basic": [
            (r"\b(dynamic|for|if|in)\b", Keyword),
            *TerraformLexer.tokens["basic"],
            (r"[A-Za-z_][\w-]*", Name),
            (r"[-+*/%<>&|]", Operator),
            (r"[.:?]", Punctuation),
        ],
    }


def _navigation(_app: Sphinx, name: str, source: list[str]) -> None:
    """Make a toctree of the pages that an index page links to, under each of its headings.

    Thus the lists that readers see on GitHub are the navigation here, and a page that no list has is a warning.
    """
    if name.rpartition("/")[2] != "index":
        return
    first, *others = _HEADING.split(source[0])
    sections = [("", first), *zip(others[::2], others[1::2], strict=True)]
    trees = [_toctree(title, list(dict.fromkeys(_LINK.findall(text)))) for title, text in sections]
    source[0] += "".join(trees)


def _toctree(title: str, pages: list[str]) -> str:
    if not pages:
        return ""
    caption = f":caption: {title}\n" if title else ""
    return f"\n\n```{{toctree}}\n:hidden:\n{caption}\n" + "\n".join(pages) + "\n```\n"


def _public_name(
    app: Sphinx, environment: BuildEnvironment, reference: pending_xref, shown: TextElement
) -> Element | None:
    """Lead from a type that is named by the module that it is written in to its public name.

    What stands in single backticks in a docstring and is no name, such as an argument, is code without a link.
    """
    if reference.get("refdomain") != "py":
        return None
    python = environment.domains.python_domain
    name = str(reference["reftarget"]).rpartition(".")[2]
    places = [
        each for each in python.objects if each.rpartition(".")[2] == name and python.objects[each].objtype in _TYPES
    ]
    if reference["reftype"] != "obj" and len(places) == 1:
        return python.resolve_xref(environment, reference["refdoc"], app.builder, "obj", places[0], reference, shown)
    return shown if reference["reftype"] == "obj" else None


def _signature(
    _app: Sphinx, _kind: str, _name: str, _thing: object, _options: object, arguments: str | None, returned: str | None
) -> tuple[str, str | None] | None:
    """Call an instant by its name, and write `...` for a default that is made of other arguments."""
    if arguments is None:
        return None
    return arguments.replace(_INSTANT, "Instant").replace("= NOTHING", "= ..."), returned


def _sections(  # noqa: PLR0917 - as Sphinx calls it
    app: Sphinx, kind: str, name: str, thing: object, options: object, lines: list[str]
) -> None:
    """Find the docstring of a cached property, and lay out `Raises:` and `Examples:`.

    What napoleon does by itself to a property, it takes a sentence with a colon for a type, is why it is called here.
    """
    if kind == "attribute" and not any(lines):
        lines[:] = prepare_docstring(_docstring(name))
    of_function = "method" if kind in {"attribute", "data", "property"} else kind
    lines[:] = GoogleDocstring(lines, _NAPOLEON, app, of_function, name, thing, options).lines()


def _docstring(name: str) -> str:
    """What the source says of a cached property, of which attrs makes a slot without a docstring; empty for a field."""
    owner, _, own_name = name.rpartition(".")
    found = locate(owner)
    if not inspect.isclass(found):
        return ""
    (definition,) = ast.parse(inspect.cleandoc("\n" + inspect.getsource(found))).body
    functions = [each for each in definition.body if isinstance(each, ast.FunctionDef) and each.name == own_name]
    return ast.get_docstring(functions[0]) or "" if functions else ""


def _typography(_app: Sphinx, page: document) -> None:
    """Write the dash between an error and when it is raised, and end examples where their last line does."""
    for text in [each for each in page.findall(Text) if each == " -- "]:
        text.parent.replace(text, Text(" \N{EN DASH} "))
    for block in page.findall(literal_block):
        if block.rawsource == block.astext():
            block.rawsource = block.rawsource.rstrip("\n")
            block.children = [Text(block.rawsource)]


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.add_lexer("terraform", Terraform)
    app.connect("source-read", _navigation)
    app.connect("missing-reference", _public_name)
    app.connect("autodoc-process-signature", _signature)
    app.connect("autodoc-process-docstring", _sections)
    app.connect("doctree-read", _typography)
