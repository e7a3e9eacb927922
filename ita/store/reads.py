"""A function for each query of ``queries/read``; `ita.store.make_reads` writes this module.

Every function takes a cursor of its own and returns rows, whose types are those of `ita.read_rows`.
"""

from __future__ import annotations

from duckdb import DuckDBPyConnection as Cursor

from ita import read_rows
from ita.store.query_loader import fetch


def agencies(cursor: Cursor) -> list[read_rows.AgenciesRow]:
    """Read all agencies: a town of one's own first, then the sample, then published ones, averages and the
    demonstration; hidden tells that the sample no longer shows.

    One row an agency.
    In the order of own, sample, published, benchmark, demo; then name in Thai order, agency_id.
    """
    return fetch(cursor, "agencies", read_rows.AgenciesRow._make)


def agencies_found(cursor: Cursor, text: str, roles: str, recent: str, most: int) -> list[read_rows.AgenciesFoundRow]:
    """Read agencies whose name, kind or place holds every word of a text, however it is spelled: without tones, spaces,
    dots and unseen characters, SARA AM in one piece or two, Thai digits or 0-9, the kind in full or short.

    One row an agency; a sample that is hidden by a town of one's own is left out.
    In the order of own, recent, sample, the others, demo; the recent as given; then what is called so, begins so, has
    it in its name, lies there; then role, name in Thai order, agency_id.

    Parameters
    ----------
    text
        Words with spaces between them; empty for all agencies.
    roles
        Roles to look among, with commas between them; empty for all that are offered, * for a hidden sample too.
    recent
        Ids of agencies looked at, the latest first, with commas; they are found whatever their role, and though hidden.
    most
        Most rows that are wanted.
    """
    return fetch(
        cursor, "agencies_found", read_rows.AgenciesFoundRow._make, text=text, roles=roles, recent=recent, most=most
    )


def agencies_of_years(cursor: Cursor, from_year: int, to_year: int) -> list[read_rows.AgenciesOfYearsRow]:
    """Read how many agencies have figures in a span of years, each counted once, averages and the demonstration aside.

    One row.
    In the order of one row.

    Parameters
    ----------
    from_year
        First score year of the span.
    to_year
        Last score year of the span.
    """
    return fetch(cursor, "agencies_of_years", read_rows.AgenciesOfYearsRow._make, from_year=from_year, to_year=to_year)


def agency_by_id(cursor: Cursor, agency: str) -> list[read_rows.AgencyByIdRow]:
    """Read one agency as it is named now.

    One row, or none.
    In the order of agency_id.

    Parameters
    ----------
    agency
        Agency id.
    """
    return fetch(cursor, "agency_by_id", read_rows.AgencyByIdRow._make, agency=agency)


def agency_figures(cursor: Cursor, agency: str) -> list[read_rows.AgencyFiguresRow]:
    """Read every figure of an agency that is current, of every origin, shown or not: scores of indicators, instruments
    as stated, totals with levels, questions.

    One row a figure and origin.
    In the order of fiscal_year, total, instruments, indicators, questions, each in its order, then the origin that is
    shown first.

    Parameters
    ----------
    agency
        Agency id.
    """
    return fetch(cursor, "agency_figures", read_rows.AgencyFiguresRow._make, agency=agency)


def agency_names(cursor: Cursor, agencies: str) -> list[read_rows.AgencyNamesRow]:
    """Read the names of some agencies.

    One row an agency that is known.
    In the order of agency_id.

    Parameters
    ----------
    agencies
        Agency ids with commas between them.
    """
    return fetch(cursor, "agency_names", read_rows.AgencyNamesRow._make, agencies=agencies)


def agency_revisions(cursor: Cursor, agency: str) -> list[read_rows.AgencyRevisionsRow]:
    """Read corrections of an agency's name, kind and place, the latest first, each with what was there before it.

    One row a correction, undone ones included.
    In the order of import_no descending.

    Parameters
    ----------
    agency
        Agency id; empty for all agencies.
    """
    return fetch(cursor, "agency_revisions", read_rows.AgencyRevisionsRow._make, agency=agency)


def agency_years(cursor: Cursor, agency: str) -> list[read_rows.AgencyYearsRow]:
    """Read the score years of which anything of an agency is known.

    One row a year.
    In the order of fiscal_year descending.

    Parameters
    ----------
    agency
        Agency id.
    """
    return fetch(cursor, "agency_years", read_rows.AgencyYearsRow._make, agency=agency)


def assessment(cursor: Cursor, agency: str, year: int) -> list[read_rows.AssessmentRow]:
    """Read total, instruments and level of an agency and year: computed, and as published beside them.

    One row (none where nothing of the year is known).
    In the order of single row.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "assessment", read_rows.AssessmentRow._make, agency=agency, year=year)


def averages(cursor: Cursor) -> list[read_rows.AveragesRow]:
    """Read the averages over many agencies: the nation's and those of provinces.

    One row an average.
    In the order of name in Thai order, agency_id.
    """
    return fetch(cursor, "averages", read_rows.AveragesRow._make)


def breaks(cursor: Cursor, from_year: int, to_year: int) -> list[read_rows.BreaksRow]:
    """Read changes of rules that limit comparison, after the first of two years up to the second.

    One row a change.
    In the order of fiscal_year, affects.

    Parameters
    ----------
    from_year
        First of the two score years compared.
    to_year
        Second of the two.
    """
    return fetch(cursor, "breaks", read_rows.BreaksRow._make, from_year=from_year, to_year=to_year)


def current_published_imports(cursor: Cursor) -> list[read_rows.CurrentPublishedImportsRow]:
    """Read imports of shipped published figures that count.

    One row an import.
    In the order of import_no.
    """
    return fetch(cursor, "current_published_imports", read_rows.CurrentPublishedImportsRow._make)


def figure_origins(cursor: Cursor, agency: str) -> list[read_rows.FigureOriginsRow]:
    """Read where the figures that are shown of an agency come from, year by year.

    One row a year and origin.
    In the order of fiscal_year, then the origin that is shown first.

    Parameters
    ----------
    agency
        Agency id.
    """
    return fetch(cursor, "figure_origins", read_rows.FigureOriginsRow._make, agency=agency)


def figure_sources(cursor: Cursor, agency: str, year: int) -> list[read_rows.FigureSourcesRow]:
    """Read where each score that is shown for an agency and year comes from: file and place, import, when and by whom.

    One row an indicator with a score, and one for the total where one was published or typed.
    In the order of indicator_no, the total last.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "figure_sources", read_rows.FigureSourcesRow._make, agency=agency, year=year)


def gap_ranking(cursor: Cursor, agency: str, year: int) -> list[read_rows.GapRankingRow]:
    """Read the ten indicators of an agency and year, weakest first, with what answers each.

    One row an indicator (those of the year's rules, else the ten, where anything of the year is known; none otherwise).
    In the order of gap_points descending, missing scores last, indicator_no.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "gap_ranking", read_rows.GapRankingRow._make, agency=agency, year=year)


def history(cursor: Cursor, agency: str) -> list[read_rows.HistoryRow]:
    """Read everything that was ever stored or undone, newest first: who, when, file and its bytes, how much of what.

    One row an import, and one more where it was undone.
    In the order of import_no descending, never by the clock; taking back stands before the import itself.

    Parameters
    ----------
    agency
        Agency id; empty for all agencies. Rules are of every agency; of what holds several, the figures of that one are
        counted.
    """
    return fetch(cursor, "history", read_rows.HistoryRow._make, agency=agency)


def holdings(cursor: Cursor) -> list[read_rows.HoldingsRow]:
    """Read what the database holds, in a few figures: for choosing between it and a backup.

    One row.
    In the order of one row.
    """
    return fetch(cursor, "holdings", read_rows.HoldingsRow._make)


def identical_years(cursor: Cursor, agency: str, year: int) -> list[read_rows.IdenticalYearsRow]:
    """Read the other years in which an agency has the same scores throughout as in one.

    One row another year (mostly none).
    In the order of other_year.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "identical_years", read_rows.IdenticalYearsRow._make, agency=agency, year=year)


def import_by_id(cursor: Cursor, import_id: str) -> list[read_rows.ImportByIdRow]:
    """Read one import by its id.

    One row (none where not known).
    In the order of import_no.

    Parameters
    ----------
    import_id
        Import id.
    """
    return fetch(cursor, "import_by_id", read_rows.ImportByIdRow._make, import_id=import_id)


def import_issues(cursor: Cursor, import_id: str) -> list[read_rows.ImportIssuesRow]:
    """Read what was noticed when an import was read.

    One row an issue.
    In the order of issue_no.

    Parameters
    ----------
    import_id
        Import id.
    """
    return fetch(cursor, "import_issues", read_rows.ImportIssuesRow._make, import_id=import_id)


def import_mapping(cursor: Cursor, shape: str) -> list[read_rows.ImportMappingRow]:
    """Read what was made of the latest file of a shape whose import was not undone; none where there was none.

    At most one row.
    In the order of import_id.

    Parameters
    ----------
    shape
        Digest of the headers of a file's tables.
    """
    return fetch(cursor, "import_mapping", read_rows.ImportMappingRow._make, shape=shape)


def imports(cursor: Cursor, agency: str) -> list[read_rows.ImportsRow]:
    """Read what a user has put in, newest first, undone ones included.

    One row an import that is of the agency, or holds figures of it among others'.
    In the order of import_no descending.

    Parameters
    ----------
    agency
        Agency id.
    """
    return fetch(cursor, "imports", read_rows.ImportsRow._make, agency=agency)


def imports_of_file(cursor: Cursor, sha256: str) -> list[read_rows.ImportsOfFileRow]:
    """Read imports of the same bytes, undone ones included, and whether all that each holds still counts.

    One row an import.
    In the order of import_no.

    Parameters
    ----------
    sha256
        SHA-256 of the bytes, hexadecimal.
    """
    return fetch(cursor, "imports_of_file", read_rows.ImportsOfFileRow._make, sha256=sha256)


def indicator_trend(cursor: Cursor, agency: str) -> list[read_rows.IndicatorTrendRow]:
    """Read scores of every indicator over all years that are known; a missing score has no row.

    One row a year and indicator with a score.
    In the order of fiscal_year, indicator_no.

    Parameters
    ----------
    agency
        Agency id.
    """
    return fetch(cursor, "indicator_trend", read_rows.IndicatorTrendRow._make, agency=agency)


def kept_fields(cursor: Cursor, agency: str, year: int) -> list[read_rows.KeptFieldsRow]:
    """Read the current report and own results of an agency and year, with the values in each that a person kept.

    One row a kept value of a current import, or one for an import without any.
    In the order of part, indicator_no, question_code, field.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "kept_fields", read_rows.KeptFieldsRow._make, agency=agency, year=year)


def later_work(cursor: Cursor, import_id: str) -> list[read_rows.LaterWorkRow]:
    """Read later imports that count and rest on an import: they hold figures left as they stood, or targets set after
    it for the next year.

    One row a later import (none for an import that is not known, or was undone).
    In the order of import_no.

    Parameters
    ----------
    import_id
        Import id.
    """
    return fetch(cursor, "later_work", read_rows.LaterWorkRow._make, import_id=import_id)


def level_bands(cursor: Cursor, from_year: int, to_year: int) -> list[read_rows.LevelBandsRow]:
    """Read the levels of each year's own rule over a span of years.

    One row a year and level; none for a year without rules.
    In the order of fiscal_year, level_order.

    Parameters
    ----------
    from_year
        First of the two score years compared.
    to_year
        Second of the two.
    """
    return fetch(cursor, "level_bands", read_rows.LevelBandsRow._make, from_year=from_year, to_year=to_year)


def level_doubts(cursor: Cursor, agency: str) -> list[read_rows.LevelDoubtsRow]:
    """Read the years of an agency whose published level the year's own rule does not allow, and why.

    One row a year with such a level (mostly none).
    In the order of fiscal_year.

    Parameters
    ----------
    agency
        Agency id.
    """
    return fetch(cursor, "level_doubts", read_rows.LevelDoubtsRow._make, agency=agency)


def lost_points_trend(cursor: Cursor, agency: str) -> list[read_rows.LostPointsTrendRow]:
    """Read points of the total lost through each indicator, over the years.

    One row a year and indicator with a score and a rule.
    In the order of fiscal_year, indicator_no.

    Parameters
    ----------
    agency
        Agency id.
    """
    return fetch(cursor, "lost_points_trend", read_rows.LostPointsTrendRow._make, agency=agency)


def measures(cursor: Cursor, agency: str, year: int) -> list[read_rows.MeasuresRow]:
    """Read the measures of the report that counts.

    One row a measure.
    In the order of indicator_no, position.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "measures", read_rows.MeasuresRow._make, agency=agency, year=year)


def national_match(cursor: Cursor, agency: str, year: int) -> list[read_rows.NationalMatchRow]:
    """Read how far an agency's figures of a year equal the national averages that are known, by origin of the agency's
    figures.

    One row an origin.
    In the order of origin.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "national_match", read_rows.NationalMatchRow._make, agency=agency, year=year)


def origin_differences(cursor: Cursor, agency: str, year: int) -> list[read_rows.OriginDifferencesRow]:
    """Read indicators for which two origins give different scores: the one shown and the other, both kept.

    One row an indicator and other origin that differs.
    In the order of indicator_no, origin_other.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "origin_differences", read_rows.OriginDifferencesRow._make, agency=agency, year=year)


def own_result(cursor: Cursor, agency: str, year: int) -> list[read_rows.OwnResultRow]:
    """Read the scores of an agency and year as typed or imported from ITAS.

    One row an indicator with a score.
    In the order of indicator_no.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "own_result", read_rows.OwnResultRow._make, agency=agency, year=year)


def persistence(cursor: Cursor, agency: str) -> list[read_rows.PersistenceRow]:
    """Read how often each indicator was among the three weakest, over the years of which all ten are known.

    One row an indicator that was ever among the three weakest (a tie at the cut is whole, or the cut moves before it).
    In the order of years_in_bottom_three descending, consecutive_years descending, indicator_no.

    Parameters
    ----------
    agency
        Agency id.
    """
    return fetch(cursor, "persistence", read_rows.PersistenceRow._make, agency=agency)


def plain_means(cursor: Cursor, agency: str, year: int) -> list[read_rows.PlainMeansRow]:
    """Read the plain means of an agency and year, which need no rules; and for a year without rules what the newest
    known ones make of a total.

    One row (none where nothing of the year is known).
    In the order of single row.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "plain_means", read_rows.PlainMeansRow._make, agency=agency, year=year)


def plan_questions(cursor: Cursor, agency: str, year: int) -> list[read_rows.PlanQuestionsRow]:
    """Read the questions that the report of an agency and year takes up, each with what its own rows say.

    One row a question of the report (none where there is no report).
    In the order of indicator_no, question_no.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "plan_questions", read_rows.PlanQuestionsRow._make, agency=agency, year=year)


def plans(cursor: Cursor, agency: str, year: int) -> list[read_rows.PlansRow]:
    """Read what the report of an agency and year says of each indicator, with its measures, steps and units.

    One row an indicator of the report (none where there is no report).
    In the order of indicator_no.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "plans", read_rows.PlansRow._make, agency=agency, year=year)


def published_explanations(cursor: Cursor, agency: str, year: int) -> list[read_rows.PublishedExplanationsRow]:
    """Read what an authority said of an instrument of an agency and year.

    One row an instrument.
    In the order of instrument.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "published_explanations", read_rows.PublishedExplanationsRow._make, agency=agency, year=year)


def question_scores(cursor: Cursor, agency: str, year: int) -> list[read_rows.QuestionScoresRow]:
    """Read scores of questions and disclosure items of an agency and year, as typed or imported.

    One row a question code with a score.
    In the order of IIT, EIT, OIT, then number of the code, code.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "question_scores", read_rows.QuestionScoresRow._make, agency=agency, year=year)


def question_sources(cursor: Cursor, agency: str, year: int) -> list[read_rows.QuestionSourcesRow]:
    """Read where each score of a question that is shown for an agency and year comes from: file and place, import,
    when, by whom.

    One row a question code with a score.
    In the order of IIT, EIT, OIT, then number of the code, code.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "question_sources", read_rows.QuestionSourcesRow._make, agency=agency, year=year)


def rating_levels(cursor: Cursor, year: int) -> list[read_rows.RatingLevelsRow]:
    """Read the levels of a year, best first.

    One row a level (none for a year without rules).
    In the order of level_order.

    Parameters
    ----------
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "rating_levels", read_rows.RatingLevelsRow._make, year=year)


def reference_files(cursor: Cursor) -> list[read_rows.ReferenceFilesRow]:
    """Read which bytes of each shipped reference file the database was last filled from.

    One row a file.
    In the order of file_name.
    """
    return fetch(cursor, "reference_files", read_rows.ReferenceFilesRow._make)


def report_scores(cursor: Cursor, agency: str, year: int) -> list[read_rows.ReportScoresRow]:
    """Read the scores of the report that counts, with their places, whatever else stands before them.

    One row an indicator of the report (none where there is no report).
    In the order of indicator_no.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "report_scores", read_rows.ReportScoresRow._make, agency=agency, year=year)


def rule_indicators(cursor: Cursor, year: int) -> list[read_rows.RuleIndicatorsRow]:
    """Read the indicators of a year and what one point of each is worth, by the rules that count.

    One row an indicator (none for a year without rules).
    In the order of indicator_no.

    Parameters
    ----------
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "rule_indicators", read_rows.RuleIndicatorsRow._make, year=year)


def rule_instruments(cursor: Cursor, year: int) -> list[read_rows.RuleInstrumentsRow]:
    """Read the instruments of a year and their weights, by the rules that count.

    One row an instrument (none for a year without rules).
    In the order of IIT, EIT, OIT.

    Parameters
    ----------
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "rule_instruments", read_rows.RuleInstrumentsRow._make, year=year)


def rule_results(cursor: Cursor, year: int) -> list[read_rows.RuleResultsRow]:
    """Read what the rules of a year give each agency with figures of it: calculated total and level.

    One row an agency with figures of the year; the demonstration has none.
    In the order of own towns first, then agency id.

    Parameters
    ----------
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "rule_results", read_rows.RuleResultsRow._make, year=year)


def rules(cursor: Cursor) -> list[read_rows.RulesRow]:
    """Read every year of which rules, questions or figures are known, with the rules that count for it, their source
    and who put them in.

    One row a fiscal year.
    In the order of fiscal_year.
    """
    return fetch(cursor, "rules", read_rows.RulesRow._make)


def rules_check(cursor: Cursor, agency: str, year: int) -> list[read_rows.RulesCheckRow]:
    """Read published totals, instruments and levels of a year beside those that the year's rules give from the scores.

    One row an agency and part that was published; the demonstration has none, averages have no level.
    In the order of agency id, then total, IIT, EIT, OIT, level.

    Parameters
    ----------
    agency
        Agency id; empty for all agencies.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "rules_check", read_rows.RulesCheckRow._make, agency=agency, year=year)


def snapshot_figures(cursor: Cursor, snapshot: int) -> list[read_rows.SnapshotFiguresRow]:
    """Read the figures that were shown when a snapshot was taken.

    One row a figure.
    In the order of fiscal_year descending, part, number.

    Parameters
    ----------
    snapshot
        Number of the snapshot.
    """
    return fetch(cursor, "snapshot_figures", read_rows.SnapshotFiguresRow._make, snapshot=snapshot)


def snapshots(cursor: Cursor, agency: str) -> list[read_rows.SnapshotsRow]:
    """Read the snapshots that were taken for a meeting, newest first: name, of which years, when and by whom.

    One row a snapshot.
    In the order of snapshot_no descending.

    Parameters
    ----------
    agency
        Agency id; empty for all agencies.
    """
    return fetch(cursor, "snapshots", read_rows.SnapshotsRow._make, agency=agency)


def steps(cursor: Cursor, agency: str, year: int) -> list[read_rows.StepsRow]:
    """Read the steps of the report that counts.

    One row a step.
    In the order of indicator_no, position.

    Parameters
    ----------
    agency
        Agency id.
    year
        Score year (Buddhist-era fiscal year).
    """
    return fetch(cursor, "steps", read_rows.StepsRow._make, agency=agency, year=year)


def targets(cursor: Cursor, agency: str) -> list[read_rows.TargetsRow]:
    """Read the targets that count for an agency.

    One row a year and indicator.
    In the order of fiscal_year, indicator_no (the total first).

    Parameters
    ----------
    agency
        Agency id.
    """
    return fetch(cursor, "targets", read_rows.TargetsRow._make, agency=agency)


def total_change(cursor: Cursor, agency: str, from_year: int, to_year: int) -> list[read_rows.TotalChangeRow]:
    """Read how the total changed between two stated years, beside the nation's change, with both levels.

    One row.
    In the order of single row.

    Parameters
    ----------
    agency
        Agency id.
    from_year
        First of the two score years compared.
    to_year
        Second of the two.
    """
    return fetch(
        cursor, "total_change", read_rows.TotalChangeRow._make, agency=agency, from_year=from_year, to_year=to_year
    )


def total_trend(cursor: Cursor, agency: str) -> list[read_rows.TotalTrendRow]:
    """Read total, level and instruments of every year that is known, beside the nation's total.

    One row a year of which anything is known; and up to the last of them, years of which only the nation's is known.
    In the order of fiscal_year.

    Parameters
    ----------
    agency
        Agency id.
    """
    return fetch(cursor, "total_trend", read_rows.TotalTrendRow._make, agency=agency)


def year_change(cursor: Cursor, agency: str, from_year: int, to_year: int) -> list[read_rows.YearChangeRow]:
    """Read how each indicator changed between two stated years, beside the nation's change where that is known.

    One row an indicator (ten rows).
    In the order of change_points ascending (largest fall first), missing last, indicator_no.

    Parameters
    ----------
    agency
        Agency id.
    from_year
        First of the two score years compared.
    to_year
        Second of the two.
    """
    return fetch(
        cursor, "year_change", read_rows.YearChangeRow._make, agency=agency, from_year=from_year, to_year=to_year
    )
