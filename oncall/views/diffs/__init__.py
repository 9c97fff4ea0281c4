"""What a change does to people: as text for a terminal, as Markdown for a pull request, and as a page of HTML.

All three show one document, whose words are written once; a caller may add sections of their own to it.
"""

from oncall.views.diffs.documents import Code, Paragraph, Part, Section
from oncall.views.diffs.html import diff_html
from oncall.views.diffs.markdown import diff_markdown
from oncall.views.diffs.suggestions import suggested
from oncall.views.diffs.text import diff_text

__all__ = ["Code", "Paragraph", "Part", "Section", "diff_html", "diff_markdown", "diff_text", "suggested"]
