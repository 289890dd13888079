//! Catalogue rows: ledger sheets.

use super::super::Code;
use super::super::Responsible::*;
use super::super::Severity::*;
use super::Rule;

pub(super) const ROWS: &[Rule] = &[
    Rule {
        code: Code::SheetWorkbook,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: (
            "Excel 工作簿无法读取：文件不完整、不是 xlsx、超出限度，或没有所要的工作表。",
            "A workbook that cannot be read: cut off, no xlsx, beyond the limits, or without the sheet that was asked for.",
        ),
        why: (
            "表中内容无从得知，整个文件不读。",
            "What stands in it is not known; nothing of the file is read.",
        ),
        fix: (
            "用电子表格软件打开，另存为 xlsx（Excel 工作簿）后重新导入；旧的 xls、xlsb 和加密文件也须另存。",
            "Open it in a spreadsheet program and save it as xlsx; files of the kinds xls and xlsb and encrypted ones too.",
        ),
        example: "PK",
    },
    Rule {
        code: Code::SheetHidden,
        severity: Note,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "工作簿中有隐藏的行、列或工作表；隐藏的行和列照常读取，隐藏的工作表不读，除非指名。",
            "Rows, columns or sheets of a workbook are hidden; hidden rows and columns are read like the others, hidden sheets only by name.",
        ),
        why: (
            "看表的人看不到的内容仍会进入台账。",
            "What a person at the screen does not see would reach the ledger all the same.",
        ),
        fix: (
            "取消隐藏后核对；不该导入的行请删除。",
            "Show them and look; delete rows that should not be imported.",
        ),
        example: "第 5 行已隐藏",
    },
    Rule {
        code: Code::SheetHeading,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: (
            "前 20 行中没有可识别的表头。",
            "None of the first 20 rows of a sheet has headings that are known.",
        ),
        why: (
            "没有表头，各列的含义不明，整张表不读。",
            "Without headings no column says what it holds; nothing of the sheet is read.",
        ),
        fix: (
            "补上表头，或用列名对照文件说明各列的含义。",
            "Write headings, or say in a column map what the columns are.",
        ),
        example: "甲,乙,丙",
    },
    Rule {
        code: Code::SheetHeadingUnknown,
        severity: Note,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "表头中的列名不在对照表内，该列未读。",
            "A heading that is not known; its column was not read.",
        ),
        why: ("该列的内容不会进入台账。", "What stands in it does not reach the ledger."),
        fix: (
            "需要该列的，在列名对照文件中写明对应字段；不需要的不必处理。",
            "If the column is needed, name its field in a column map; else nothing needs to be done.",
        ),
        example: "宗地代码,风水",
    },
    Rule {
        code: Code::SheetHeadingRepeated,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: ("两列的含义和单位都相同。", "Two columns hold the same thing in the same unit."),
        why: (
            "两列不一致时不知以哪列为准，两列都不读。",
            "Where they differ, nothing says which counts; neither is read.",
        ),
        fix: ("删去一列，或改正列名。", "Remove one of them, or correct its heading."),
        example: "面积(亩),面积(亩)",
    },
    Rule {
        code: Code::SheetUnitMissing,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: ("面积或金额列没有写明单位。", "A column of areas or money does not say its unit."),
        why: (
            "亩与平方米相差六百多倍，单位不能猜，该列不读。",
            "A mu is over six hundred square metres: units are not guessed, and the column is not read.",
        ),
        fix: (
            "在表头写明单位，如“面积(亩)”，或在列名对照文件中写明。",
            "Write the unit in the heading, or state it in a column map.",
        ),
        example: "登记面积",
    },
    Rule {
        code: Code::SheetQuote,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: (
            "引号没有配对，或右引号后还有文字。",
            "A quote that nothing closes, or that text follows.",
        ),
        why: (
            "引号不配对，看不出单元格到哪里结束，该行不读。",
            "With a broken quote the cells of the row cannot be told apart; the row is not read.",
        ),
        fix: (
            "用电子表格软件重新导出，或把单元格内的引号写成两个。",
            "Export the sheet again, or double the quotes within the cell.",
        ),
        example: "\"甲公司,乙",
    },
    Rule {
        code: Code::SheetRowLength,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: (
            "行的单元格数与表头不一致。",
            "A row with more or fewer cells than there are headings.",
        ),
        why: ("单元格可能错位，该行不读。", "Its cells may have shifted; the row is not read."),
        fix: (
            "核对该行是否有未加引号的分隔符或换行。",
            "Look for a separator or a line break without quotes in that row.",
        ),
        example: "甲,乙\n1,2,3",
    },
    Rule {
        code: Code::SheetCell,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: (
            "单元格的内容不是该列应有的形式。",
            "A cell that does not have the form of its column.",
        ),
        why: (
            "读不出的数值不能当作零或空白，该行不用。",
            "What cannot be read is neither zero nor blank; the row is not used.",
        ),
        fix: ("按提示的位置和应有形式改正。", "Correct the cell at the place that is named."),
        example: "登记面积(亩)\n约30",
    },
    Rule {
        code: Code::SheetWordUnknown,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "单元格的词语不在该列的词表内。",
            "A word that is none of those known for its column.",
        ),
        why: ("该值未采用，留待确认。", "The value is not used, and stays open."),
        fix: (
            "改用词表内的名称；镇街名称可在列名对照文件中写明代码。",
            "Use a word of the list; towns can be given codes in a column map.",
        ),
        example: "供应方式\n白送",
    },
    Rule {
        code: Code::SheetDatePartial,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("日期没有写到日。", "A date without its day."),
        why: (
            "期限以日计算，缺日的日期按约定补足，没有约定的不采用。",
            "Terms are counted in days: the day is filled in as the column map states, else the date is not used.",
        ),
        fix: (
            "补上日，或在列名对照文件中说明取首日或末日。",
            "Write the day, or state in the column map which day is meant.",
        ),
        example: "约定动工日期\n2024年3月",
    },
    Rule {
        code: Code::SheetAreasDiffer,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: (
            "同一行的亩数与平方米数不符。",
            "The same area twice in a row, in two units, and not the same.",
        ),
        why: (
            "两个数中至少一个有误，不知以哪个为准。",
            "At least one of the two is wrong, and nothing says which.",
        ),
        fix: ("核对登记资料后改正。", "Look at the documents and correct the wrong one."),
        example: "登记面积(亩),登记面积(m²)\n30.00,21000.00",
    },
    Rule {
        code: Code::SheetMuFactor,
        severity: Note,
        responsible: DataProducer,
        basis: "",
        what: (
            "平方米数由亩数按近似系数换算而来。",
            "Square metres that were worked out with a rounded mu.",
        ),
        why: (
            "1 亩等于 10000/15 平方米；按 666.67 换算，每亩多算约 0.003 平方米。",
            "A mu is 10000/15 square metres; with 666.67 each mu gains 0.003 square metres.",
        ),
        fix: (
            "不必处理；登记资料上有平方米数的，以登记资料为准。",
            "Nothing needs to be done; where documents give square metres, those count.",
        ),
        example: "登记面积(亩),登记面积(m²)\n100.00,66667.00",
    },
    Rule {
        code: Code::SheetTotalDiffers,
        severity: Warning,
        responsible: DataProducer,
        basis: "",
        what: ("合计行与各行之和不一致。", "A total that is not the sum of its rows."),
        why: ("可能有行遗漏、重复或读不出。", "A row may be missing, double or not readable."),
        fix: (
            "核对合计公式的范围和未读出的行。",
            "Check the range of the formula, and the rows that could not be read.",
        ),
        example: "合计,,100.00",
    },
    Rule {
        code: Code::SheetCodeRepeated,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "同一宗地代码出现在多行，且没有不同的台账编号。",
            "One parcel code in several rows that no entry ids tell apart.",
        ),
        why: (
            "不知哪行有效，也可能重复计算面积；各行都不采用。",
            "Nothing says which row counts, and the area may be counted twice; none of the rows is used.",
        ),
        fix: (
            "重复的删去；同一宗地分部分列入的，各给一个台账编号。",
            "Remove the double row; parts of one parcel get an entry id each.",
        ),
        example: "410106001001GB00012 … 410106001001GB00012",
    },
    Rule {
        code: Code::SheetIdRepeated,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: ("同一台账编号出现在多行。", "One entry id in several rows."),
        why: (
            "编号不能区分条目，各行都不采用。",
            "The id does not tell entries apart; none of the rows is used.",
        ),
        fix: (
            "给每个条目一个编号，编号不得重用。",
            "Give each entry an id of its own, and never use one again.",
        ),
        example: "T1 … T1",
    },
];
