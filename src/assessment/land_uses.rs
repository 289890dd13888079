//! Which use of low-efficiency land a land-use class is.

use crate::codes::{LandUse, LandUseSystem};
use crate::law::LowEfficiencyUse;

use LandUseSystem::{Gb50137, Gbt21010Of2007, Gbt21010Of2017, Guide2023, ThirdSurvey};
use LowEfficiencyUse::{Commercial, Industrial, Logistics, Other, Residential};

/// Classes with all classes below them, by classification; no two of them fit one class.
///
/// A class that mixes uses (`06`, `10` industry with mining and salt pans; `05` of the third survey, commerce with storage) and
/// land that no set of criteria is about (roads, water, farmland, salt pans, green) stand here with nothing or not at all.
///
/// Sources: GB/T 21010 in its editions of 2007 and 2017, the working classification of the third survey, the guide of 2023
/// (自然资发〔2023〕234号), GB 50137; the uses are those of 豫自然资规〔2025〕4号.
const USES: [(LandUseSystem, &str, LowEfficiencyUse, &str); 34] = [
    (Gbt21010Of2007, "05", Commercial, "商服用地"),
    (Gbt21010Of2007, "061", Industrial, "工业用地"),
    (Gbt21010Of2007, "062", Other, "采矿用地"),
    (Gbt21010Of2007, "063", Logistics, "仓储用地"),
    (Gbt21010Of2007, "07", Residential, "住宅用地"),
    (Gbt21010Of2007, "08", Other, "公共管理与公共服务用地"),
    (Gbt21010Of2007, "09", Other, "特殊用地"),
    (Gbt21010Of2017, "05", Commercial, "商服用地"),
    (Gbt21010Of2017, "0601", Industrial, "工业用地"),
    (Gbt21010Of2017, "0602", Other, "采矿用地"),
    (Gbt21010Of2017, "0604", Logistics, "仓储用地"),
    (Gbt21010Of2017, "07", Residential, "住宅用地"),
    (Gbt21010Of2017, "08", Other, "公共管理与公共服务用地"),
    (Gbt21010Of2017, "09", Other, "特殊用地"),
    (ThirdSurvey, "05H1", Commercial, "商业服务业设施用地"),
    (ThirdSurvey, "0508", Logistics, "物流仓储用地"),
    (ThirdSurvey, "0601", Industrial, "工业用地"),
    (ThirdSurvey, "0602", Other, "采矿用地"),
    (ThirdSurvey, "07", Residential, "住宅用地"),
    (ThirdSurvey, "08H", Other, "机关团体新闻出版、科教文卫用地"),
    (ThirdSurvey, "09", Other, "特殊用地"),
    (Guide2023, "07", Residential, "居住用地"),
    (Guide2023, "08", Other, "公共管理与公共服务用地"),
    (Guide2023, "09", Commercial, "商业服务业用地"),
    (Guide2023, "1001", Industrial, "工业用地"),
    (Guide2023, "1002", Other, "采矿用地"),
    (Guide2023, "11", Logistics, "仓储用地"),
    (Guide2023, "15", Other, "特殊用地"),
    (Gb50137, "A", Other, "公共管理与公共服务设施用地"),
    (Gb50137, "B", Commercial, "商业服务业设施用地"),
    (Gb50137, "M", Industrial, "工业用地"),
    (Gb50137, "R", Residential, "居住用地"),
    (Gb50137, "U", Other, "公用设施用地"),
    (Gb50137, "W", Logistics, "物流仓储用地"),
];

/// The use of low-efficiency land (低效用地类型) that a registered use is; `None` for a class that mixes uses or that no
/// criteria are about.
///
/// | Use | 2007 | 2017 | Third survey | Guide of 2023 | GB 50137 |
/// |---|---|---|---|---|---|
/// | industrial | 061 | 0601 | 0601 | 1001 | M |
/// | logistics | 063 | 0604 | 0508 | 11 | W |
/// | commercial | 05 | 05 | 05H1 | 09 | B |
/// | residential | 07 | 07 | 07 | 07 | R |
/// | other | 062, 08, 09 | 0602, 08, 09 | 0602, 08H1, 08H2, 09 | 08, 1002, 15 | A, U |
/// | none | 06, 10 and the rest | 06, 0603 and the rest | 05, 06, 08 and the rest | 10, 1003 and the rest | the rest |
///
/// ```
/// use landledger::assessment::low_efficiency_use;
/// use landledger::codes::{LandUse, LandUseSystem};
/// use landledger::law::LowEfficiencyUse;
///
/// let plant = LandUse::new(LandUseSystem::Gbt21010Of2017, "0601")?;
/// assert_eq!(low_efficiency_use(&plant), Some(LowEfficiencyUse::Industrial));
/// let mixed = LandUse::new(LandUseSystem::Gbt21010Of2017, "06")?;
/// assert_eq!(low_efficiency_use(&mixed), None);
/// # Ok::<(), landledger::codes::CodeError>(())
/// ```
#[must_use]
pub fn low_efficiency_use(class: &LandUse) -> Option<LowEfficiencyUse> {
    let of_class = |row: &&(LandUseSystem, &str, LowEfficiencyUse, &str)| {
        row.0 == class.system() && class.code().starts_with(row.1)
    };
    USES.iter().find(of_class).map(|(_, _, land_use, _)| *land_use)
}
