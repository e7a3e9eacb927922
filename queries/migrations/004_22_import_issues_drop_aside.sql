-- purpose: The table of issues of earlier versions, whose rows are all in the new one.
DROP TABLE import_issues_3;
