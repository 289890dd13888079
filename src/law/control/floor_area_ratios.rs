//! The table of floor-area ratios of 国土资发〔2008〕24号.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::units::Figure;

/// Division of GB/T 4754-2002 and least floor-area ratio in tenths, by division.
const TENTHS_2008: [(&str, i64); 30] = [
    ("13", 10), // 农副食品加工业
    ("14", 10), // 食品制造业
    ("15", 10), // 饮料制造业
    ("16", 10), // 烟草加工业
    ("17", 8),  // 纺织业
    ("18", 10), // 纺织服装、鞋、帽制造业
    ("19", 10), // 皮革、毛皮、羽绒及其制品业
    ("20", 8),  // 木材加工及竹、藤、棕、草制品业
    ("21", 8),  // 家具制造业
    ("22", 8),  // 造纸及纸制品业
    ("23", 8),  // 印刷业、记录媒介的复制
    ("24", 10), // 文教体育用品制造业
    ("25", 5),  // 石油加工、炼焦及核燃料加工业
    ("26", 6),  // 化学原料及化学制品制造业
    ("27", 7),  // 医药制造业
    ("28", 8),  // 化学纤维制造业
    ("29", 8),  // 橡胶制品业
    ("30", 10), // 塑料制品业
    ("31", 7),  // 非金属矿物制品业
    ("32", 6),  // 黑色金属冶炼及压延加工业
    ("33", 6),  // 有色金属冶炼及压延加工业
    ("34", 7),  // 金属制品业
    ("35", 7),  // 通用设备制造业
    ("36", 7),  // 专用设备制造业
    ("37", 7),  // 交通运输设备制造业
    ("39", 7),  // 电气机械及器材制造业
    ("40", 10), // 通信设备、计算机及其他电子设备制造业
    ("41", 10), // 仪器仪表及文化、办公用机械制造业
    ("42", 10), // 工艺品及其他制造业
    ("43", 7),  // 废弃资源和废旧材料回收加工业
];

/// The least floor-area ratio by division of GB/T 4754-2002.
pub(super) fn of_2008() -> BTreeMap<String, Figure> {
    let row = |(code, tenths): (&str, i64)| {
        Some((code.to_owned(), Figure::from_number(Decimal::new(tenths, 1)).ok()?))
    };
    TENTHS_2008.into_iter().filter_map(row).collect()
}
