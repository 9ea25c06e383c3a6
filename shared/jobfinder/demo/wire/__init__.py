"""How each vendor words a posting: one file per kind of board, shaped as in the vendor's public documentation."""

from jobfinder.demo.wire import ashby, feeds, greenhouse, lever, pages, recruitee, rows, smartrecruiters, workable

__all__ = ["ashby", "feeds", "greenhouse", "lever", "pages", "recruitee", "rows", "smartrecruiters", "workable"]
