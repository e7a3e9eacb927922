"""Options of the command line as choices: what a question offers in the terminal's words is a click on screen. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ita.importing.candidates import Ask
from ita.importing.choices import AS_ROLES, ImportChoices

# Of these a person says more than yes: which year, which agency.
YEAR_OPTION, AGENCY_OPTION = "--year N", "--agency ID"


def with_option(choices: ImportChoices, option: str) -> ImportChoices:
    """Return choices with those that some words of the command line make, such as ``--sheet "A" --column D``."""
    words = shlex.split(option)
    columns: list[str] = []
    for flag, value in zip(words[::2], words[1::2], strict=False):
        if flag == "--year" and value.isdecimal():
            choices = replace(choices, fiscal_year=int(value))
        elif flag == "--sheet":
            choices = replace(choices, sheet=value)
        elif flag == "--column":
            columns.append(value)
        elif flag == "--as":
            choices = replace(choices, as_role=next((role for role in AS_ROLES if role == value), None))
        elif flag == "--agency":
            choices = replace(choices, agency_id=value)
        elif flag == "--accept":
            choices = replace(choices, accept=choices.accept | {value})
    return replace(choices, columns=(*choices.columns, *columns)) if columns else choices


def clickable(ask: Ask, averages: Iterable[str]) -> Sequence[str]:
    """Return the options of a question that a click decides, in its order.

    Parameters
    ----------
    averages
        Ids of the agencies that are averages: one of them stands for ``--agency ID`` where figures are of many.
    """
    found: list[str] = []
    for option in ask.options:
        if AGENCY_OPTION in option and "--as average" in option:
            found += [option.replace(AGENCY_OPTION, f"--agency {shlex.quote(each)}") for each in averages]
        elif AGENCY_OPTION not in option and YEAR_OPTION not in option and "=" not in option:
            found.append(option)
    return list(dict.fromkeys(found))


def wants_year(ask: Ask) -> bool:
    """Tell whether a question is decided by a year."""
    return any(YEAR_OPTION in option for option in ask.options)
