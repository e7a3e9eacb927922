"""One cause, one message: issues that say the same of several indicators or places are told once, with all of them.

Stored are the single issues with their places; this is how they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ita.errors import Issue, Params, SourceLocation
from ita.i18n import issue_text, say
from ita.messages import fields_of

# Rules of what a person has to decide: they are shown before everything that only wants a look.
DECISIONS = frozenset({"differs-from-own-result", "question-differs-from-own-result"})
# A field of which several values make one list: the first of these that a text names.
_LISTED = ("number", "code")
_ORDER = ("error", "warning", "notice")


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """An issue as it is shown once, with every place that it is of.

    Where several come to one sentence (`Wording.together`), `listed` gives the parameters of each.
    """

    issue: Issue
    locations: tuple[SourceLocation, ...]
    listed: tuple[Params, ...] = ()

    def in_words(self, lang: str) -> str:
        """Return the message, without its places."""
        wording = self.issue.wording
        if not self.listed or wording.together is None or wording.each is None:
            return issue_text(self.issue, lang)
        listed = "; ".join(say(wording.each, params, lang) for params in self.listed)
        return say(wording.together, {**self.issue.params, "listed": listed}, lang)


def group_issues(issues: Iterable[Issue]) -> list[IssueGroup]:
    """Return issues in the order of what to do first (errors, decisions, warnings, notices), each cause once.

    Issues of one rule whose texts differ in nothing but the indicator (or code) become one, which lists them all;
    those with the same words become one with all their places.
    """
    groups: dict[tuple[object, ...], list[Issue]] = {}
    for issue in issues:
        if issue.wording.together:
            groups.setdefault((issue.rule, issue.severity), []).append(issue)
            continue
        listed = _listed(issue)
        same = tuple(sorted((key, str(issue.params[key])) for key in _used(issue) if key != listed))
        groups.setdefault((issue.rule, issue.severity, issue.text, issue.location.file, same), []).append(issue)
    return sorted((_joined(group) for group in groups.values()), key=lambda group: _rank(group.issue))


def _rank(issue: Issue) -> float:
    rank = _ORDER.index(issue.severity)
    return rank - 0.5 if rank and issue.rule in DECISIONS else rank


def _used(issue: Issue) -> list[str]:
    """Return the fields that an issue's text names."""
    return [name for name in fields_of(issue.text) if name in issue.params]


def _listed(issue: Issue) -> str | None:
    used = _used(issue)
    return next((key for key in _LISTED if key in used), None)


def _joined(group: Sequence[Issue]) -> IssueGroup:
    first, listed = group[0], _listed(group[0])
    locations = tuple(dict.fromkeys(issue.location for issue in group))
    if first.wording.together and len(group) > 1:
        return IssueGroup(first, locations, tuple(issue.params for issue in group))
    if listed is None or len(group) == 1:
        return IssueGroup(first, locations)
    values = dict.fromkeys(str(issue.params[listed]) for issue in group)
    return IssueGroup(replace(first, params={**first.params, listed: ", ".join(values)}), locations)


def by_rule(groups: Iterable[IssueGroup]) -> list[list[IssueGroup]]:
    """Return what is told in runs of one rule and severity, in the order in which each comes first."""
    runs: dict[tuple[str, str], list[IssueGroup]] = {}
    for each in groups:
        runs.setdefault((each.issue.rule, each.issue.severity), []).append(each)
    return list(runs.values())
