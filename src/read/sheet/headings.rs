//! The headings that are known, and what a heading says beside its name: unit and year.

use super::Field;
use super::numbers::{Unit, half_width};

/// Heading, field, and where such a column was seen: domain notes §2.7, by letter. Headings are compared without
/// blanks, brackets, units and years; Latin letters in lower case.
///
/// (a) the survey of low-efficiency land in Zhejiang, table 1-2, with its headings and the column names of its layer DCDYTB; (b) the import
/// sheet of Shijiazhuang; (c) ledgers of vacant plants in Liaoning; (d) the minimum set of this crate.
pub(super) const HEADINGS: &[(&str, Field, &str)] = &[
    ("台账编号", Field::Id, "d"),
    ("台账序号", Field::Id, "d"),
    ("条目编号", Field::Id, "d"),
    ("调查单元编号", Field::Id, "a"),
    ("dcdybh", Field::Id, "a"),
    ("地块编号", Field::Id, "b"),
    ("宗地代码", Field::ParcelCode, "d"),
    ("宗地编号", Field::ParcelCode, "a"),
    ("包含宗地编号", Field::ParcelCode, "a"),
    ("宗地号", Field::ParcelCode, "a"),
    ("zdbh", Field::ParcelCode, "a"),
    ("不动产单元代码", Field::UnitCode, "d"),
    ("不动产单元号", Field::UnitCode, "d"),
    ("地块名称", Field::Name, "d"),
    ("宗地名称", Field::Name, "d"),
    ("项目名称", Field::Name, "b"),
    ("权利人", Field::Holder, "d"),
    ("土地使用权人", Field::Holder, "d"),
    ("使用权人", Field::Holder, "d"),
    ("产权人", Field::Holder, "a"),
    ("cqr", Field::Holder, "a"),
    ("企业名称", Field::Holder, "c"),
    ("统一社会信用代码", Field::CreditCode, "d"),
    ("信用代码", Field::CreditCode, "d"),
    ("用地单位", Field::LandUser, "a"),
    ("镇街", Field::Town, "a"),
    ("所在镇", Field::Town, "a"),
    ("xzmc", Field::Town, "a"),
    ("所属镇办", Field::Town, "d"),
    ("所属镇街", Field::Town, "d"),
    ("乡镇名称", Field::Town, "b"),
    ("乡镇代码", Field::Town, "b"),
    ("区块", Field::Block, "d"),
    ("坐落", Field::Location, "d"),
    ("土地坐落", Field::Location, "d"),
    ("地址", Field::Location, "d"),
    ("类别", Field::Class, "d"),
    ("用地类别", Field::Class, "d"),
    ("低效类别", Field::Class, "d"),
    ("大类名称", Field::Class, "b"),
    ("小类", Field::Subclass, "d"),
    ("小类名称", Field::Subclass, "b"),
    ("供应方式", Field::SupplyWay, "d"),
    ("供地方式", Field::SupplyWay, "d"),
    ("使用权类型", Field::SupplyWay, "a"),
    ("使用权类型(登记)", Field::SupplyWay, "a"),
    ("syqlx", Field::SupplyWay, "a"),
    ("合同编号", Field::ContractNumber, "d"),
    ("出让合同编号", Field::ContractNumber, "d"),
    ("约定动工日期", Field::StartDue, "d"),
    ("约定动工时间", Field::StartDue, "d"),
    ("约定竣工日期", Field::CompleteDue, "d"),
    ("约定竣工时间", Field::CompleteDue, "d"),
    ("不动产权证号", Field::Certificate, "d"),
    ("证号", Field::Certificate, "a"),
    ("土地证编号", Field::Certificate, "a"),
    ("bdcqz", Field::Certificate, "a"),
    ("登记用途", Field::ApprovedUse, "a"),
    ("djyt", Field::ApprovedUse, "a"),
    ("现状用途", Field::CurrentUse, "a"),
    ("xzyt", Field::CurrentUse, "a"),
    ("规划用途", Field::PlannedUse, "a"),
    ("ghyt", Field::PlannedUse, "a"),
    ("用地阶段", Field::Stage, "d"),
    ("使用状况", Field::Stage, "a"),
    ("syzk", Field::Stage, "a"),
    ("登记面积", Field::AreaRegistered, "a"),
    ("djmj", Field::AreaRegistered, "a"),
    ("宗地面积", Field::AreaRegistered, "d"),
    ("列入面积", Field::AreaListed, "d"),
    ("台账面积", Field::AreaListed, "d"),
    ("面积", Field::AreaListed, "a"),
    ("mj", Field::AreaListed, "a"),
    ("地块面积", Field::AreaListed, "b"),
    ("实测面积", Field::AreaMeasured, "d"),
    ("面积来源", Field::AreaMethod, "d"),
    ("已建成用地面积", Field::AreaBuilt, "d"),
    ("建筑面积", Field::FloorArea, "d"),
    ("总建筑面积", Field::FloorArea, "d"),
    ("建筑基底面积", Field::BaseArea, "d"),
    ("空置建筑面积", Field::VacantFloorArea, "d"),
    ("闲置厂房面积", Field::VacantFloorArea, "c"),
    ("容积率", Field::PlotRatio, "a"),
    ("rjl", Field::PlotRatio, "a"),
    ("现状容积率", Field::PlotRatio, "b"),
    ("建筑密度", Field::Density, "a"),
    ("jzmd", Field::Density, "a"),
    ("现状建筑密度", Field::Density, "b"),
    ("建筑系数", Field::Coefficient, "d"),
    ("固定资产投资", Field::Invested, "d"),
    ("累计固定资产投资", Field::Invested, "d"),
    ("已完成投资", Field::Invested, "c"),
    ("营业收入", Field::Revenue, "d"),
    ("实缴税收", Field::Tax, "d"),
    ("税收", Field::Tax, "d"),
    ("台账状态", Field::Status, "d"),
    ("状态", Field::Status, "d"),
    ("销号原因", Field::StrikeOffReason, "d"),
    ("原因", Field::Causes, "c"),
    ("闲置原因", Field::Causes, "c"),
    ("低效原因", Field::Causes, "d"),
    ("闲置低效原因", Field::Causes, "d"),
    ("抵押查封情况", Field::Encumbrances, "d"),
    ("抵押情况", Field::Encumbrances, "c"),
    ("处置方案", Field::PlanReference, "d"),
    ("拟改造模式", Field::PlanReference, "a"),
    ("gzms", Field::PlanReference, "a"),
    ("牵头单位", Field::LeadUnit, "d"),
    ("责任单位", Field::LeadUnit, "d"),
    ("责任岗位", Field::LeadRole, "d"),
    ("完成时限", Field::Deadline, "d"),
    ("工作进展", Field::Progress, "a"),
    ("gzjz", Field::Progress, "a"),
    ("佐证材料", Field::Evidence, "d"),
    ("更新日期", Field::UpdatedAt, "d"),
    ("更新时间", Field::UpdatedAt, "d"),
    ("数据来源", Field::Source, "d"),
    ("全部原因", Field::Causes, "d"),
    // Known, and of no use here.
    ("主要原因", Field::NotRead, "d"),
    ("列入日期", Field::NotRead, "d"),
    ("反弹次数", Field::NotRead, "d"),
    ("方案状态", Field::NotRead, "d"),
    ("no", Field::NotRead, "d"),
    ("primarycause", Field::NotRead, "d"),
    ("listedsince", Field::NotRead, "d"),
    ("relapses", Field::NotRead, "d"),
    ("planstatus", Field::NotRead, "d"),
    ("序号", Field::NotRead, "a"),
    ("备注", Field::NotRead, "d"),
    ("县名称", Field::NotRead, "b"),
    ("片区编号", Field::NotRead, "b"),
    ("片区面积", Field::NotRead, "b"),
    ("大类代码", Field::NotRead, "b"),
    ("小类代码", Field::NotRead, "b"),
    ("开发潜力", Field::NotRead, "b"),
    ("再开发时序", Field::NotRead, "b"),
    ("规划容积率", Field::NotRead, "b"),
    ("规划建筑密度", Field::NotRead, "b"),
    ("调查区编号", Field::NotRead, "a"),
    ("dcqbh", Field::NotRead, "a"),
    ("历史遗留面积", Field::NotRead, "a"),
    ("qzlsylydmj", Field::NotRead, "a"),
    ("是否城中村", Field::NotRead, "a"),
    ("城中村", Field::NotRead, "a"),
    ("sfczc", Field::NotRead, "a"),
    ("是否低效", Field::NotRead, "a"),
    ("sfdx", Field::NotRead, "a"),
    ("sfsd", Field::NotRead, "a"),
    ("拆后土地", Field::NotRead, "a"),
    ("sfchtd", Field::NotRead, "a"),
    ("登记时间", Field::NotRead, "a"),
    ("djsj", Field::NotRead, "a"),
    // The layer has this name twice, for the one whose land it is and for the one who uses it now.
    ("xztdsyr", Field::NotRead, "a"),
    ("批准文号", Field::NotRead, "a"),
    ("pzwh", Field::NotRead, "a"),
    ("pzsj", Field::NotRead, "a"),
    ("批准面积", Field::NotRead, "a"),
    ("pzmj", Field::NotRead, "a"),
    ("pzyt", Field::NotRead, "a"),
    ("用地时间", Field::NotRead, "a"),
    ("ydsj", Field::NotRead, "a"),
    ("处罚文号", Field::NotRead, "a"),
    ("cfwh", Field::NotRead, "a"),
    ("现状地类", Field::NotRead, "a"),
    ("xzdl", Field::NotRead, "a"),
    ("权属性质", Field::NotRead, "a"),
    ("qsxz", Field::NotRead, "a"),
    ("产业类型", Field::NotRead, "a"),
    ("cylx", Field::NotRead, "a"),
    ("地均固投", Field::NotRead, "a"),
    ("djgdzctz", Field::NotRead, "a"),
    ("地均入库税金", Field::NotRead, "a"),
    ("djrksj", Field::NotRead, "a"),
    ("环境状况", Field::NotRead, "a"),
    ("hjzk", Field::NotRead, "a"),
    ("配套", Field::NotRead, "a"),
    ("jcssptsp", Field::NotRead, "a"),
    ("批准用途", Field::NotRead, "a"),
    ("现状使用人", Field::NotRead, "a"),
    ("现状土地使用人", Field::NotRead, "a"),
    ("使用权类型(审批)", Field::NotRead, "a"),
    ("所在调查区编号", Field::NotRead, "a"),
    ("历史遗留用地面积", Field::NotRead, "a"),
    ("是否纳入城中村改造项目", Field::NotRead, "a"),
    ("是否三地", Field::NotRead, "a"),
    ("是否拆后土地", Field::NotRead, "a"),
    ("土地登记时间", Field::NotRead, "a"),
    ("批准时间", Field::NotRead, "a"),
    ("用地发生时间", Field::NotRead, "a"),
    ("地均固定资产投资", Field::NotRead, "a"),
    ("基础设施配套", Field::NotRead, "a"),
    ("闲置年限", Field::NotRead, "c"),
    // Persons.
    ("联系人", Field::NotRead, "c"),
    ("联系电话", Field::NotRead, "c"),
    ("电话", Field::NotRead, "c"),
    ("责任人", Field::NotRead, "c"),
    ("法定代表人", Field::NotRead, "c"),
];

/// What a heading says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// Its name, as headings are compared.
    pub(super) name: String,
    /// What brackets hold that is neither unit nor year.
    qualifier: Option<String>,
    pub(super) unit: Option<Unit>,
    pub(super) year: Option<i16>,
}

impl Heading {
    pub(super) fn parse(text: &str) -> Heading {
        let plain: String = half_width(text)
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '*')
            .flat_map(char::to_lowercase)
            .collect();
        let mut heading = Heading { name: String::new(), qualifier: None, unit: None, year: None };
        let mut inside: Option<String> = None;
        for character in plain.chars() {
            match (character, &mut inside) {
                ('(' | '[', None) => inside = Some(String::new()),
                (')' | ']', Some(note)) => {
                    let note = std::mem::take(note);
                    heading.note(&note);
                    inside = None;
                }
                (_, Some(note)) => note.push(character),
                (_, None) => heading.name.push(character),
            }
        }
        if let Some(note) = inside {
            heading.note(&note);
        }
        heading.tail();
        heading.leading_year();
        heading
    }

    /// What stands between brackets: units and years; anything else explains the name.
    fn note(&mut self, note: &str) {
        for word in note.split([',', '、', ';', '，', ':', '：']) {
            let word = word.strip_prefix("单位").unwrap_or(word);
            if let Some(unit) = Unit::parse(word) {
                self.unit = Some(unit);
            } else if let Some(year) = year(word) {
                self.year = Some(year);
            } else if !word.is_empty() {
                self.qualifier = Some(word.to_owned());
            }
        }
    }

    /// A unit or a year behind a stroke, as `面积/亩`, `area_listed_mu` and `tax_yuan_2023`.
    fn tail(&mut self) {
        while let Some((head, tail)) = self.name.rsplit_once(['/', '_']) {
            let (unit, year) = (Unit::parse(tail), year(tail));
            if unit.is_none() && year.is_none() {
                return;
            }
            self.unit = self.unit.or(unit);
            self.year = self.year.or(year);
            self.name = head.to_owned();
        }
    }

    /// `2023年税收`.
    fn leading_year(&mut self) {
        let Some((head, tail)) = self.name.split_once('年') else { return };
        let Some(year) = year(head) else { return };
        self.year = Some(year);
        self.name = tail.strip_prefix('度').unwrap_or(tail).to_owned();
    }

    /// The field that the table gives it, with what brackets hold or else without.
    pub(super) fn field(&self) -> Option<Field> {
        let find = |wanted: &str| HEADINGS.iter().find(|(name, ..)| *name == wanted);
        let qualified = self.qualifier.as_ref().map(|word| format!("{}({word})", self.name));
        let known = qualified.and_then(|name| find(&name)).or_else(|| find(&self.name));
        known.map(|(_, field, _)| *field).or_else(|| {
            let english = |field: &Field| {
                let name = field.name().en.to_lowercase();
                name.chars().filter(|c| !c.is_whitespace()).eq(self.name.chars())
            };
            let of_id = |field: &Field| field.stem() == self.name || field.id() == self.name;
            let found = Field::ALL.iter().find(|field| of_id(field) || english(field));
            found.copied()
        })
    }
}

/// Whether the table has a heading with just this word in brackets.
pub(super) fn has_qualified(text: &str) -> bool {
    let plain: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    HEADINGS.iter().any(|(name, ..)| *name == plain)
}

/// Four digits from 1900 to 2199, perhaps with 年 or 年度 behind them.
pub(super) fn year(text: &str) -> Option<i16> {
    let digits = text.strip_suffix('度').unwrap_or(text);
    let digits = digits.strip_suffix('年').unwrap_or(digits);
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|year| (1900..2200).contains(year))
}
