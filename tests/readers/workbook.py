"""Prints every cell of a workbook as openpyxl has it, one a line: sheet, cell, kind, value, number format.

Values of formulas are those kept in the file. Usage: python workbook.py FILE.xlsx
"""

import datetime
import sys

import openpyxl


def main(path):
    formulas = openpyxl.load_workbook(path)
    values = openpyxl.load_workbook(path, data_only=True)
    print("\t".join(["properties", formulas.properties.title, str(formulas.properties.created)]))
    for sheet in values:
        other = formulas[sheet.title]
        frame = [sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows]
        page = [sheet.page_setup.orientation, sheet.page_setup.paperSize]
        print("\t".join(["sheet", sheet.title] + [str(part) for part in frame + page]))
        for row in sheet.iter_rows():
            for cell in row:
                value = cell.value
                if value is None:
                    continue
                if isinstance(value, bool):
                    kind, text = "bool", str(value)
                elif isinstance(value, datetime.datetime):
                    kind, text = "day", value.date().isoformat()
                elif isinstance(value, (int, float)):
                    kind, text = "number", repr(value)
                else:
                    kind, text = "text", str(value)
                own = other[cell.coordinate].value
                if isinstance(own, str) and own.startswith("=") and other[cell.coordinate].data_type == "f":
                    kind = "formula-" + kind
                line = [sheet.title, cell.coordinate, kind, text.replace("\n", "\\n"), cell.number_format]
                print("\t".join(["cell"] + line))


main(sys.argv[1])
