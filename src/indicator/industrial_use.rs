//! Which registered uses are A2 of the zone evaluation: industrial, mining and storage land (工矿仓储用地).

use crate::codes::{LandUse, LandUseSystem};

/// Whether the use is industrial, mining (salt pans included) or storage land; `None` for an upper class that
/// mixes it with other uses.
///
/// # Basis
///
/// Class 06 of GB/T 21010, in both editions, is 工矿仓储用地 itself. The other systems spread it: the third
/// survey over 06 and 0508 (of 05, commerce and services), the guide of 2023 over 10 and 11, GB 50137 over M
/// and W.
pub(super) fn is_a2(land_use: &LandUse) -> Option<bool> {
    let code = land_use.code();
    let within = |classes: &[&str]| classes.iter().any(|class| code.starts_with(class));
    match land_use.system() {
        LandUseSystem::Gbt21010Of2007 | LandUseSystem::Gbt21010Of2017 => Some(within(&["06"])),
        LandUseSystem::ThirdSurvey if code == "05" => None,
        LandUseSystem::ThirdSurvey => Some(within(&["06", "0508"])),
        LandUseSystem::Guide2023 => Some(within(&["10", "11"])),
        LandUseSystem::Gb50137 => Some(within(&["M", "W"])),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a2_by_system() {
        // Classes as in the tables of the standards named in `LandUseSystem`.
        let rows = [
            (LandUseSystem::Gbt21010Of2017, "06", Some(true)),
            (LandUseSystem::Gbt21010Of2017, "0601", Some(true)),
            (LandUseSystem::Gbt21010Of2017, "0602", Some(true)),
            (LandUseSystem::Gbt21010Of2017, "0604", Some(true)),
            (LandUseSystem::Gbt21010Of2017, "05", Some(false)),
            (LandUseSystem::Gbt21010Of2017, "0701", Some(false)),
            (LandUseSystem::Gbt21010Of2007, "063", Some(true)),
            (LandUseSystem::Gbt21010Of2007, "071", Some(false)),
            (LandUseSystem::ThirdSurvey, "0601", Some(true)),
            (LandUseSystem::ThirdSurvey, "0508", Some(true)),
            (LandUseSystem::ThirdSurvey, "05H1", Some(false)),
            (LandUseSystem::ThirdSurvey, "05", None),
            (LandUseSystem::Guide2023, "100101", Some(true)),
            (LandUseSystem::Guide2023, "1101", Some(true)),
            (LandUseSystem::Guide2023, "16", Some(false)),
            (LandUseSystem::Gb50137, "M1", Some(true)),
            (LandUseSystem::Gb50137, "W", Some(true)),
            (LandUseSystem::Gb50137, "R2", Some(false)),
        ];
        for (system, code, expected) in rows {
            let land_use = LandUse::new(system, code).unwrap();
            assert_eq!(is_a2(&land_use), expected, "{system:?} {code}");
        }
    }
}
