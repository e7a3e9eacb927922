-- purpose: Issues of earlier versions, each with its text, on their way into a table without one.
ALTER TABLE import_issues RENAME TO import_issues_3;
