"""A saved table: nothing in it is calculated, and its figures are figures to a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
import streamlit as st

from ita.exporting.csv_table import csv_table
from pages.shared import charts


def rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ('=HYPERLINK("http://example.org","x")', '\'=HYPERLINK("http://example.org","x")'),
        ("+x", "'+x"),
        ("-x", "'-x"),
        ("-1+cmd", "'-1+cmd"),
        ("@sum", "'@sum"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("＠sum", "'＠sum"),
        ("ผ่านดี", "ผ่านดี"),
        ("1. การปฏิบัติหน้าที่", "1. การปฏิบัติหน้าที่"),
        ("97.21", "97.21"),
        (3, "3"),
        ("+12.78", "12.78"),
        ("−0.45", "-0.45"),
        ("-0.45", "-0.45"),
        ("±0.00", "0.00"),
        ("−0.00", "0.00"),
        ("–", ""),
        ("", ""),
    ],
)
def test_a_cell(cell: object, written: str) -> None:
    assert rows(csv_table(["ก", "=x"], [[cell, "b"]])) == [["ก", "'=x"], [written, "b"]]


def test_the_rows_of_a_chart_are_saved_so(monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[bytes] = []
    monkeypatch.setattr(st, "download_button", lambda _label, data, *_more, **_named: saved.append(data))
    charts.rows_file(
        "n", ["Year", "Change", "Level"], [["2568", "−0.45", "=HYPERLINK(1)"], ["2567", "±0.00", "–"]], "demo"
    )
    assert rows(saved[0]) == [
        ["Year", "Change", "Level", "demo"],
        ["2568", "-0.45", "'=HYPERLINK(1)", "demo"],
        ["2567", "0.00", "", "demo"],
    ]
