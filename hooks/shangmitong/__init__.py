"""商秘通: facts about an industry, a county and the law -> trade-secret guides as a website and PDFs."""

__version__ = "0.1.0"
