"""The report as one page of HTML that needs nothing else, and the small tables that notebooks show."""

from oncall.views.html.page import report_page

__all__ = ["report_page"]
