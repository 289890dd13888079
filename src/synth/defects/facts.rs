//! Defects of codes, registered areas and other facts, on enclaves.

use super::sheet::{Sheet, plane_area};
use super::{Kind, NEVER_USED, USED_ANYHOW};
use crate::error::Result;
use crate::finding::Code;
use crate::parcel::LandUseStage;
use crate::synth::internal;
use crate::synth::layout::BLOCK_NAMES;
use crate::units::Area;

/// Every kind of this family.
pub(super) const KINDS: &[Kind] = &[
    Kind::any(code_invalid),
    Kind::any(division_foreign),
    Kind::any(id_repeated),
    Kind::any(unit_repeated),
    Kind::any(|sheet| {
        let note = ("登记面积多出 0.8 %", "a registered area that is 0.8 % too large");
        registered(sheet, Code::RegisteredAreaReview, 8, note)
    }),
    Kind::any(|sheet| {
        let note = ("登记面积多出 5 %", "a registered area that is 5 % too large");
        registered(sheet, Code::RegisteredAreaConflict, 50, note)
    }),
    Kind::any(|sheet| {
        let note = ("登记面积少 5 %", "a registered area that is 5 % too small");
        registered(sheet, Code::RegisteredAreaConflict, -50, note)
    }),
    Kind::any(block_differs),
    Kind::any(fact_missing),
];

/// A parcel code with a right kind that there is not.
fn code_invalid(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((bench, extra)) = sheet.enclave()? else { return Ok(false) };
    let feature = sheet.feature(extra)?;
    let id = feature.id.clone();
    feature.id =
        format!("{}Q{}", id.get(..13).unwrap_or_default(), id.get(14..).unwrap_or_default());
    let host = sheet.subject(bench.host)?;
    let note = ("宗地特征码 Q 不存在", "a parcel code of the right kind Q, which there is not");
    let mut defect = sheet.defect(Code::CodeInvalid, &[extra], note)?.allowing(NEVER_USED);
    defect.consequent.push(host);
    defect.plant(sheet);
    Ok(true)
}

/// A parcel of the neighbouring county.
fn division_foreign(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((_, extra)) = sheet.enclave()? else { return Ok(false) };
    let feature = sheet.feature(extra)?;
    feature.id = format!("410105{}", feature.id.get(6..).unwrap_or_default());
    feature.facts.unit = Some(format!("{}W00000000", feature.id).parse().map_err(internal)?);
    let note = ("宗地代码属 410105", "a parcel code of county 410105");
    let defect = sheet.defect(Code::DivisionForeign, &[extra], note)?;
    defect.allowing(USED_ANYHOW).allowing(&[Code::DivisionForeign]).plant(sheet);
    Ok(true)
}

/// The code of the host on the enclave too.
fn id_repeated(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((bench, extra)) = sheet.enclave()? else { return Ok(false) };
    let id = sheet.subject(bench.host)?;
    sheet.feature(extra)?.id = id;
    let note = ("内宗与外宗代码相同", "an enclave with the code of the parcel around it");
    let defect = sheet.defect(Code::FeatureIdRepeated, &[bench.host, extra], note)?;
    defect.allowing(NEVER_USED).allowing(&[Code::ParcelCodeRepeated]).plant(sheet);
    Ok(true)
}

/// The unit code of the host on the enclave too.
fn unit_repeated(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((bench, extra)) = sheet.enclave()? else { return Ok(false) };
    let unit = sheet.feature(bench.host)?.facts.unit;
    sheet.feature(extra)?.facts.unit = unit;
    let note =
        ("内宗与外宗不动产单元代码相同", "an enclave with the unit code of the parcel around it");
    let defect = sheet.defect(Code::UnitCodeRepeated, &[bench.host, extra], note)?;
    defect.allowing(USED_ANYHOW).plant(sheet);
    Ok(true)
}

/// A registered area that is off by so many thousandths. Surveying an enclave of 24 m by 24 m, corners to 5 cm,
/// explains 2 m² of its 576, twice the mean error 0.05·√(4·33.9²/8) = 1.2 m²: 0.42 %.
fn registered(
    sheet: &mut Sheet<'_>,
    code: Code,
    thousandths: i64,
    note: (&str, &str),
) -> Result<bool> {
    let Some((_, extra)) = sheet.enclave()? else { return Ok(false) };
    let feature = sheet.feature(extra)?;
    let exact = plane_area(&feature.shape)?.unwrap_or(Area::ZERO).square_metres();
    let share = rust_decimal::Decimal::new(1_000 + thousandths, 3);
    let wrong = Area::from_square_metres((exact * share).round_dp(2)).map_err(internal)?;
    feature.facts.registered_area = Some(wrong);
    feature.is_measured = false;
    sheet.defect(code, &[extra], note)?.allowing(USED_ANYHOW).plant(sheet);
    Ok(true)
}

/// Another block than the one that the enclave lies in.
fn block_differs(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((_, extra)) = sheet.enclave()? else { return Ok(false) };
    let facts = &mut sheet.feature(extra)?.facts;
    let other = BLOCK_NAMES.iter().find(|name| facts.block.as_deref() != Some(**name));
    facts.block = other.map(|name| (*name).to_owned());
    let note = ("所填区块不是所在区块", "a stated block that the parcel does not lie in");
    sheet.defect(Code::BlockDiffers, &[extra], note)?.allowing(USED_ANYHOW).plant(sheet);
    Ok(true)
}

/// No holder, no certificate, no registered area.
fn fact_missing(sheet: &mut Sheet<'_>) -> Result<bool> {
    let Some((_, extra)) = sheet.enclave()? else { return Ok(false) };
    let feature = sheet.feature(extra)?;
    feature.facts.stage = Some(LandUseStage::SuppliedNotStarted);
    feature.facts.agreements.clear();
    let note = ("已供未动工而没有合同", "supplied, not started, and without an agreement");
    let defect = sheet.defect(Code::FactMissing, &[extra], note)?;
    defect.allowing(USED_ANYHOW).plant(sheet);
    Ok(true)
}
