"""The domain of the ITA dashboard: everything here runs and is tested without a browser.

ITA (Integrity and Transparency Assessment, การประเมินคุณธรรมและความโปร่งใส) scores every Thai
public body once a fiscal year on ten indicators. This package holds the rules of each year, the
store, the importers and the figures; it never imports streamlit.
"""

__version__ = "0.1.0"
