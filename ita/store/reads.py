"""One function a read query, of the same name. The header of ``queries/read/NAME.sql`` says columns, grain and order.

Every function takes a cursor of its own and returns a frame whose decimals are already rounded by the query: scores
and gaps in points of 0-100 (two decimals), points lost of the total (three).
"""

from __future__ import annotations

import pandas as pd

from ita.store import query_loader
from ita.store.engine import Cursor


def agencies(cursor: Cursor) -> pd.DataFrame:
    """Return all agencies, a town of one's own first; never empty after a build."""
    return query_loader.frame(cursor, "agencies")


def agencies_found(cursor: Cursor, text: str, roles: str, recent: str, most: int) -> pd.DataFrame:
    """Return the agencies that hold every word of a text, a town of one's own first; may be empty."""
    return query_loader.frame(cursor, "agencies_found", text=text, roles=roles, recent=recent, most=most)


def agency_by_id(cursor: Cursor, agency: str) -> pd.DataFrame:
    """Return one agency: one row, or none."""
    return query_loader.frame(cursor, "agency_by_id", agency=agency)


def agency_names(cursor: Cursor, agencies: str) -> pd.DataFrame:
    """Return the names of some agencies, whose ids are given with commas between them; may be empty."""
    return query_loader.frame(cursor, "agency_names", agencies=agencies)


def agency_revisions(cursor: Cursor, agency: str) -> pd.DataFrame:
    """Return the corrections of an agency's name, kind and place, the latest first; may be empty."""
    return query_loader.frame(cursor, "agency_revisions", agency=agency)


def agency_years(cursor: Cursor, agency: str) -> pd.DataFrame:
    """Return the score years of which anything of an agency is known, newest first; may be empty."""
    return query_loader.frame(cursor, "agency_years", agency=agency)


def assessment(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return total, instruments and level of an agency and score year: one row, or none."""
    return query_loader.frame(cursor, "assessment", agency=agency, year=year)


def averages(cursor: Cursor) -> pd.DataFrame:
    """Return the averages over many agencies: the nation's and those of provinces."""
    return query_loader.frame(cursor, "averages")


def breaks(cursor: Cursor, from_year: int, to_year: int) -> pd.DataFrame:
    """Return the changes of rules after the first year up to the second; may be empty."""
    return query_loader.frame(cursor, "breaks", from_year=from_year, to_year=to_year)


def gap_ranking(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return the ten indicators, weakest first, with what answers each; empty where nothing is known."""
    return query_loader.frame(cursor, "gap_ranking", agency=agency, year=year)


def holdings(cursor: Cursor) -> pd.DataFrame:
    """Return what the database holds in a few figures: one row."""
    return query_loader.frame(cursor, "holdings")


def identical_years(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return the other years with the same scores throughout; mostly empty."""
    return query_loader.frame(cursor, "identical_years", agency=agency, year=year)


def import_by_id(cursor: Cursor, import_id: str) -> pd.DataFrame:
    """Return one import: one row, or none."""
    return query_loader.frame(cursor, "import_by_id", import_id=import_id)


def import_issues(cursor: Cursor, import_id: str) -> pd.DataFrame:
    """Return what was noticed when an import was read; may be empty."""
    return query_loader.frame(cursor, "import_issues", import_id=import_id)


def import_mapping(cursor: Cursor, shape: str) -> pd.DataFrame:
    """Return what was made of the latest file of a shape: one row, or none."""
    return query_loader.frame(cursor, "import_mapping", shape=shape)


def imports(cursor: Cursor, agency: str) -> pd.DataFrame:
    """Return what a user has put in for an agency, newest first, undone ones included; may be empty."""
    return query_loader.frame(cursor, "imports", agency=agency)


def imports_of_file(cursor: Cursor, sha256: str) -> pd.DataFrame:
    """Return the imports of the same bytes; may be empty."""
    return query_loader.frame(cursor, "imports_of_file", sha256=sha256)


def indicator_trend(cursor: Cursor, agency: str) -> pd.DataFrame:
    """Return every known score over the years; a missing score has no row."""
    return query_loader.frame(cursor, "indicator_trend", agency=agency)


def level_bands(cursor: Cursor, from_year: int, to_year: int) -> pd.DataFrame:
    """Return each year's own levels; a year without rules has no rows."""
    return query_loader.frame(cursor, "level_bands", from_year=from_year, to_year=to_year)


def level_doubts(cursor: Cursor, agency: str) -> pd.DataFrame:
    """Return the years whose published level the year's own rule does not allow; mostly empty."""
    return query_loader.frame(cursor, "level_doubts", agency=agency)


def current_published_imports(cursor: Cursor) -> pd.DataFrame:
    """Return the imports of shipped figures that count."""
    return query_loader.frame(cursor, "current_published_imports")


def lost_points_trend(cursor: Cursor, agency: str) -> pd.DataFrame:
    """Return the points of the total lost through each indicator over the years; may be empty."""
    return query_loader.frame(cursor, "lost_points_trend", agency=agency)


def measures(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return the measures of the report that counts; empty where there is no report."""
    return query_loader.frame(cursor, "measures", agency=agency, year=year)


def national_match(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return how far an agency's figures equal the national averages, a row an origin."""
    return query_loader.frame(cursor, "national_match", agency=agency, year=year)


def origin_differences(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return the indicators for which two origins give different scores; mostly empty."""
    return query_loader.frame(cursor, "origin_differences", agency=agency, year=year)


def own_result(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return the scores typed or imported from ITAS; empty where there are none."""
    return query_loader.frame(cursor, "own_result", agency=agency, year=year)


def persistence(cursor: Cursor, agency: str) -> pd.DataFrame:
    """Return how often each indicator was among the three weakest; empty while no year is complete."""
    return query_loader.frame(cursor, "persistence", agency=agency)


def plain_means(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return the plain means of indicators 1-5, 6-8 and 9-10, which need no rules: one row, or none."""
    return query_loader.frame(cursor, "plain_means", agency=agency, year=year)


def plan_questions(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return each question that the report takes up; empty where there is no report."""
    return query_loader.frame(cursor, "plan_questions", agency=agency, year=year)


def plans(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return what the report says of each indicator; empty where there is no report."""
    return query_loader.frame(cursor, "plans", agency=agency, year=year)


def published_explanations(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return what an authority said of an instrument without giving its score; mostly empty."""
    return query_loader.frame(cursor, "published_explanations", agency=agency, year=year)


def question_scores(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return the scores of questions and disclosure items that were typed or imported; mostly empty."""
    return query_loader.frame(cursor, "question_scores", agency=agency, year=year)


def rating_levels(cursor: Cursor, year: int) -> pd.DataFrame:
    """Return the levels of a year, best first; empty for a year without rules."""
    return query_loader.frame(cursor, "rating_levels", year=year)


def reference_files(cursor: Cursor) -> pd.DataFrame:
    """Return the shipped files that the database was filled from."""
    return query_loader.frame(cursor, "reference_files")


def steps(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return the steps of the report that counts; empty where there is no report."""
    return query_loader.frame(cursor, "steps", agency=agency, year=year)


def history(cursor: Cursor, agency: str) -> pd.DataFrame:
    """Return everything that was stored or taken back, newest first; an empty agency gives those of all agencies."""
    return query_loader.frame(cursor, "history", agency=agency)


def report_scores(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return the scores of the report that counts with their places; may be empty."""
    return query_loader.frame(cursor, "report_scores", agency=agency, year=year)


def figure_origins(cursor: Cursor, agency: str) -> pd.DataFrame:
    """Return where the figures that are shown of an agency come from, by year; may be empty."""
    return query_loader.frame(cursor, "figure_origins", agency=agency)


def figure_sources(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return where each score shown comes from, the total last; may be empty."""
    return query_loader.frame(cursor, "figure_sources", agency=agency, year=year)


def kept_fields(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return the current report and own results with the values that a person kept in them; may be empty."""
    return query_loader.frame(cursor, "kept_fields", agency=agency, year=year)


def later_work(cursor: Cursor, import_id: str) -> pd.DataFrame:
    """Return the later imports that count and rest on an import; may be empty."""
    return query_loader.frame(cursor, "later_work", import_id=import_id)


def question_sources(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return where each score of a question shown comes from; may be empty."""
    return query_loader.frame(cursor, "question_sources", agency=agency, year=year)


def targets(cursor: Cursor, agency: str) -> pd.DataFrame:
    """Return the targets that count, the total's with a missing indicator number; may be empty."""
    return query_loader.frame(cursor, "targets", agency=agency)


def total_change(cursor: Cursor, agency: str, from_year: int, to_year: int) -> pd.DataFrame:
    """Return how the total changed between two stated years, beside the nation's: one row."""
    return query_loader.frame(cursor, "total_change", agency=agency, from_year=from_year, to_year=to_year)


def total_trend(cursor: Cursor, agency: str) -> pd.DataFrame:
    """Return total, level and instruments of every year that is known, oldest first; may be empty."""
    return query_loader.frame(cursor, "total_trend", agency=agency)


def year_change(cursor: Cursor, agency: str, from_year: int, to_year: int) -> pd.DataFrame:
    """Return how each indicator changed between two stated years, the largest fall first: ten rows."""
    return query_loader.frame(cursor, "year_change", agency=agency, from_year=from_year, to_year=to_year)


def rules(cursor: Cursor) -> pd.DataFrame:
    """Return every year with the rules that count for it: basis, source, who; a year without rules has none."""
    return query_loader.frame(cursor, "rules")


def rule_instruments(cursor: Cursor, year: int) -> pd.DataFrame:
    """Return the instruments of a year and their weights; empty for a year without rules."""
    return query_loader.frame(cursor, "rule_instruments", year=year)


def rule_indicators(cursor: Cursor, year: int) -> pd.DataFrame:
    """Return the indicators of a year and the instrument of each; empty for a year without rules."""
    return query_loader.frame(cursor, "rule_indicators", year=year)


def rules_check(cursor: Cursor, agency: str, year: int) -> pd.DataFrame:
    """Return published figures beside those that the rules give; an empty agency gives all; may be empty."""
    return query_loader.frame(cursor, "rules_check", agency=agency, year=year)


def rule_results(cursor: Cursor, year: int) -> pd.DataFrame:
    """Return what the rules of a year give each agency with figures of it; may be empty."""
    return query_loader.frame(cursor, "rule_results", year=year)
