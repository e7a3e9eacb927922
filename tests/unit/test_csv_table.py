"""A saved table: nothing in it is calculated, and its figures are figures to a spreadsheet."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
import streamlit as st

from ita.exporting.csv_table import csv_of
from ita.tables.table import Cell, Column, change_column, table
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
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠sum", "'＠sum"),
        ("ผ่านดี", "ผ่านดี"),
        ("1. การปฏิบัติหน้าที่", "1. การปฏิบัติหน้าที่"),
        ("97.21", "97.21"),
        ("–", "–"),
        ("", ""),
        (None, ""),
        (3, "3"),
        (Decimal("12.78"), "12.78"),
        (Decimal("-0.45"), "-0.45"),
        (Decimal("-0.00"), "0.00"),
    ],
)
def test_a_cell(cell: Cell, written: str) -> None:
    found = table([change_column("ก"), Column("=x")], [[cell, "b"]])
    assert rows(csv_of(found, "en")) == [["ก", "'=x"], [written, "b"]]


def test_the_rows_of_a_chart_are_saved_so(monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[bytes] = []
    monkeypatch.setattr(st, "download_button", lambda _label, data, *_more, **_named: saved.append(data))
    found = table(
        [Column("Year", unit="year"), change_column("Change"), Column("Level")],
        [[2568, Decimal("-0.45"), "=HYPERLINK(1)"], [2567, Decimal(0), None]],
    )
    charts.table_file("n", found, "demo")
    assert rows(saved[0])[1:] == [["2568", "-0.45", "'=HYPERLINK(1)", "demo"], ["2567", "0.00", "", "demo"]]
    assert rows(saved[0])[0][-1] == "demo"
