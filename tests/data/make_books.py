#!/usr/bin/env python3
"""Workbooks for tests, in the layouts of publishers, with invented entries. Made anew by
tests/data/make_books.py; the same input gives the same bytes."""
import datetime
import os
import zipfile
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


class Furigana(str):
    """A text with its reading beside it."""


def column_name(index):
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


class Book:
    def __init__(self):
        self.strings, self.index, self.sheets = [], {}, []

    def string(self, text):
        if text not in self.index:
            self.index[text] = len(self.strings)
            reading = "<rPh sb=\"0\" eb=\"1\"><t>ヨミ</t></rPh>" if isinstance(text, Furigana) else ""
            self.strings.append(f"<si><t xml:space=\"preserve\">{escape(text)}</t>{reading}</si>")
        return self.index[text]

    def cell(self, row, column, value):
        place = f"{column_name(column)}{row}"
        if value is None:
            return ""
        if isinstance(value, datetime.date):
            days = (value - datetime.date(1899, 12, 30)).days
            return f"<c r=\"{place}\" s=\"1\"><v>{days}</v></c>"
        if isinstance(value, (int, float)):
            return f"<c r=\"{place}\"><v>{value}</v></c>"
        return f"<c r=\"{place}\" t=\"s\"><v>{self.string(value)}</v></c>"

    def add(self, name, rows, merges=()):
        lines = "".join(
            f"<row r=\"{number}\">" + "".join(
                self.cell(number, column, value) for column, value in enumerate(row)) + "</row>"
            for number, row in enumerate(rows, 1) if row)
        merged = "".join(f"<mergeCell ref=\"{place}\"/>" for place in merges)
        merged = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        self.sheets.append((name, f"<worksheet xmlns=\"{MAIN}\"><sheetData>{lines}</sheetData>"
                                  f"{merged}</worksheet>"))

    def parts(self):
        count = len(self.sheets)
        relation = "<Relationship Id=\"{}\" Type=\"" + OFFICE + "/{}\" Target=\"{}\"/>"
        yield "[Content_Types].xml", f"<Types xmlns=\"{TYPES}\"/>"
        yield "_rels/.rels", (f"<Relationships xmlns=\"{PACKAGE}\">"
                              + relation.format("a", "officeDocument", "xl/workbook.xml")
                              + "</Relationships>")
        yield "xl/workbook.xml", (
            f"<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>" + "".join(
                f"<sheet name=\"{escape(name)}\" sheetId=\"{i}\" r:id=\"r{i}\"/>"
                for i, (name, _) in enumerate(self.sheets, 1)) + "</sheets></workbook>")
        yield "xl/_rels/workbook.xml.rels", (
            f"<Relationships xmlns=\"{PACKAGE}\">" + "".join(
                relation.format(f"r{i}", "worksheet", f"worksheets/sheet{i}.xml")
                for i in range(1, count + 1))
            + relation.format("s", "sharedStrings", "sharedStrings.xml")
            + relation.format("f", "styles", "styles.xml") + "</Relationships>")
        for i, (_, text) in enumerate(self.sheets, 1):
            yield f"xl/worksheets/sheet{i}.xml", text
        yield "xl/styles.xml", (f"<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\">"
                                "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>")
        yield "xl/sharedStrings.xml", (f"<sst xmlns=\"{MAIN}\">" + "".join(self.strings) + "</sst>")

    def write(self, path):
        with zipfile.ZipFile(os.path.join(HERE, path), "w", zipfile.ZIP_DEFLATED) as book:
            for name, text in self.parts():
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                book.writestr(info, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text)


def australia():
    book = Book()
    day = datetime.date(2014, 12, 15)
    first = ["1 Jan. 1964; b) Approximately 1959 c) Between 1961 and 1963", "a) Examplestan b) Sampleton",
             "Syrian and Iranian", "a) 1 Example Street b) NA Road", "Member of Example",
             "Listed on 2 Sep. 2014 (relisted on 1 Sep. 2017)", "Autonomous (Test)", day]
    book.add("Sheet1", [
        ["Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth",
         "Place of Birth", "Citizenship", "Address", "Additional Information",
         "Listing Information", "Committees", "Control Date"],
        ["7b", "Pavlo Ostroven", "individual", "aka", *first],
        [7, "Pavel  OSTROWEN ", "Individual", "Primary Name ", *first],
        ["7a", "павел островен", "Individual", "original Script", *first[:-1], 41988],
        ["9", "Example Trading Co", "Entity ", "Primary name", "na", None, None, "NA", None, None,
         "1718 (DPRK)", day, "left over"],
        None,
        ["9a", "Sample Trading", "Entity", "Nickname", datetime.date(1988, 2, 29), None, None, None,
         None, None, "1718 (DPRK)", day],
        ["11", "Mv Example", "Ship", "Primary Name", "twenty years old; 13/13/1970", None,
         "Examplish", None, None, None, "Autonomous (Test)", "soon"],
    ])
    book.add("Notes", [["Read me"]])
    book.write("au/list.xlsx")


def end_users():
    book = Book()
    book.add("リスト", [
        ["No.", Furigana("国名、地域名\nCountry or Region"), "企業名､組織名\nCompany or Organization",
         "別名\nAlso Known As", "懸念区分\nType of WMD", "通常兵器\nConventional Weapons"],
        [1, "北朝鮮\nNorth Korea", Furigana("Example Machine Works"),
         "・Sample Machine\n Works\n・イグザンプル", "ミサイル、核\nM,N", None],
        [2, "架空国\nExamplestan", "DES EXAMPLE CO., LTD.", None, "核\nN", "通常兵器\nCW"],
    ], merges=["E2:F2"])
    book.write("jp/end_users.xlsx")


if __name__ == "__main__":
    australia()
    end_users()
