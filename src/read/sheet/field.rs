//! [`Field`]: what a column of a ledger sheet holds.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::finding::Text;

/// How the cells of a field are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Parcel,
    Unit,
    CreditCode,
    Town,
    Class,
    Tenure,
    Stage,
    Status,
    Causes,
    Reason,
    Area,
    FloorArea,
    Money,
    Day,
    Number,
    /// Known, and never read: it is of no use here, or concerns persons.
    Unread,
}

impl Kind {
    /// Whether what a cell says may hold for a group of rows that it is merged over, as a town does; an amount does not.
    pub(super) const fn is_of_group(self) -> bool {
        !matches!(self, Kind::Area | Kind::FloorArea | Kind::Money | Kind::Number)
    }
}

macro_rules! fields {
    ($( $(#[$doc:meta])* $variant:ident = $id:literal, $kind:ident, $zh:literal, $en:literal; )*) => {
        /// What a column of a ledger sheet holds (字段).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Field {
            $( $(#[$doc])* $variant, )*
        }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Field] = &[$(Field::$variant),*];

            /// The id used in column maps and in JSON; it names the unit of what is kept, as `area_listed_m2`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Field::$variant => $id,)* }
            }

            /// The name in Chinese and English.
            #[must_use]
            pub fn name(self) -> Text {
                match self { $(Field::$variant => Text::new($zh, $en),)* }
            }

            pub(super) const fn kind(self) -> Kind {
                match self { $(Field::$variant => Kind::$kind,)* }
            }
        }
    };
}

fields! {
    /// Id of the entry on the ledger.
    Id = "id", Text, "台账编号", "entry id";
    /// Parcel code of 19 characters.
    ParcelCode = "parcel_code", Parcel, "宗地代码", "parcel code";
    /// Real-estate unit code.
    UnitCode = "unit_code", Unit, "不动产单元代码", "real-estate unit code";
    /// Name of the plot or project.
    Name = "name", Text, "地块名称", "name";
    /// Who holds the right.
    Holder = "holder", Text, "权利人", "holder";
    /// Unified social credit code of the holder.
    CreditCode = "uscc", CreditCode, "统一社会信用代码", "credit code";
    /// Who uses the land; not always the holder.
    LandUser = "land_user", Text, "用地单位", "land user";
    /// Town or street.
    Town = "town_code", Town, "镇街", "town";
    /// Block of the zone.
    Block = "block", Text, "区块", "block";
    /// Location in words.
    Location = "location", Text, "坐落", "location";
    /// Class on the ledger.
    Class = "class", Class, "类别", "class";
    /// A finer class, in the words of the sheet.
    Subclass = "subclass", Text, "小类", "subclass";
    /// How the land is held.
    SupplyWay = "supply_way", Tenure, "供应方式", "tenure";
    /// Number of the contract or decision.
    ContractNumber = "contract_no", Text, "合同编号", "contract number";
    /// Agreed day of commencement.
    StartDue = "start_due", Day, "约定动工日期", "start due";
    /// Agreed day of completion.
    CompleteDue = "complete_due", Day, "约定竣工日期", "completion due";
    /// Number of the certificate.
    Certificate = "certificate", Text, "不动产权证号", "certificate";
    /// Registered use, in the words of the sheet.
    ApprovedUse = "approved_use", Text, "登记用途", "registered use";
    /// Present use, in the words of the sheet.
    CurrentUse = "current_use", Text, "现状用途", "present use";
    /// Planned use, in the words of the sheet.
    PlannedUse = "planned_use", Text, "规划用途", "planned use";
    /// How far the use of the land has come.
    Stage = "stage", Stage, "用地阶段", "stage of use";
    /// Registered land area.
    AreaRegistered = "area_registered_m2", Area, "登记面积", "registered area";
    /// Land area on the ledger.
    AreaListed = "area_listed_m2", Area, "列入面积", "listed area";
    /// Land area as measured.
    AreaMeasured = "area_measured_m2", Area, "实测面积", "measured area";
    /// How it was measured.
    AreaMethod = "area_method", Text, "面积来源", "method of area";
    /// Land already built on.
    AreaBuilt = "area_built_m2", Area, "已建成用地面积", "built area";
    /// Floor area above ground.
    FloorArea = "floor_area_m2", FloorArea, "建筑面积", "floor area";
    /// Ground covered by buildings.
    BaseArea = "base_area_m2", Area, "建筑基底面积", "building base area";
    /// Floor area that stands vacant.
    VacantFloorArea = "vacant_floor_area_m2", FloorArea, "空置建筑面积", "vacant floor area";
    /// Floor-area ratio.
    PlotRatio = "far", Number, "容积率", "floor-area ratio";
    /// Building density.
    Density = "density", Number, "建筑密度", "building density";
    /// Building coefficient.
    Coefficient = "coeff", Number, "建筑系数", "building coefficient";
    /// Fixed-asset investment so far.
    Invested = "invested_yuan", Money, "固定资产投资", "investment";
    /// Revenue of a year.
    Revenue = "revenue_yuan", Money, "营业收入", "revenue";
    /// Tax of a year.
    Tax = "tax_yuan", Money, "实缴税收", "tax";
    /// Whether the entry is on the ledger.
    Status = "status", Status, "台账状态", "status";
    /// Why an entry was struck off.
    StrikeOffReason = "strike_off_reason", Reason, "销号原因", "reason of strike-off";
    /// Why the land lies idle or is used below its worth.
    Causes = "causes", Causes, "原因", "causes";
    /// Mortgages and seizures.
    Encumbrances = "encumbrances", Text, "抵押查封情况", "encumbrances";
    /// The plan for the plot.
    PlanReference = "plan_ref", Text, "处置方案", "plan";
    /// The unit in charge.
    LeadUnit = "lead_unit", Text, "牵头单位", "lead unit";
    /// The role of who is in charge.
    LeadRole = "lead_person_role", Text, "责任岗位", "role in charge";
    /// By when it is to be done.
    Deadline = "deadline", Day, "完成时限", "deadline";
    /// How far it has come.
    Progress = "progress", Text, "工作进展", "progress";
    /// What shows it.
    Evidence = "evidence", Text, "佐证材料", "evidence";
    /// When the row was written.
    UpdatedAt = "updated_at", Day, "更新日期", "updated";
    /// Where the row comes from.
    Source = "source", Text, "数据来源", "source";
    /// A column that is known and not read: running numbers, persons and their telephone numbers, and what the ledger
    /// has no place for.
    NotRead = "not_read", Unread, "不读取", "not read";
}

impl Field {
    /// The field with this id; the unit may be left out, as in `area_listed`.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|field| field.id() == id || field.stem() == id)
    }

    /// The id without its unit.
    pub(super) fn stem(self) -> &'static str {
        let id = self.id();
        id.strip_suffix("_m2").or_else(|| id.strip_suffix("_yuan")).unwrap_or(id)
    }

    /// Whether there is a figure for each year.
    #[must_use]
    pub const fn is_yearly(self) -> bool {
        matches!(self, Field::Revenue | Field::Tax)
    }

    /// Whether its cells are amounts in a unit.
    pub(super) const fn needs_unit(self) -> bool {
        matches!(self.kind(), Kind::Area | Kind::FloorArea | Kind::Money)
    }
}

/// The id.
impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// An id, with or without its unit.
impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Field, D::Error> {
        let id = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Field::from_id(&id).ok_or_else(|| {
            de::Error::custom(format!(
                "expected the id of a field, as parcel_code or area_listed_m2, found {id:?}"
            ))
        })
    }
}
