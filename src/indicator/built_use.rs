//! Which registered uses are A1, A2 and A3 of the zone evaluation.

use crate::codes::{LandUse, LandUseSystem};

/// A part of built land by use (已建成城镇建设用地的分类).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum BuiltUse {
    /// A1: residential land (住宅用地).
    Residential,
    /// A2: industrial, mining (salt pans included) and storage land (工矿仓储用地).
    Industrial,
    /// A3: land for traffic (交通运输用地).
    Traffic,
}

impl BuiltUse {
    /// Whether the use is of this part; `None` for an upper class that mixes it with other uses.
    ///
    /// # Basis
    ///
    /// The evaluation divides built land by the first classes of GB/T 21010, in both editions: 07, 06 and 10. The other
    /// systems spread them: the third survey has storage in 0508 (of 05, commerce and services), the guide of 2023 industry
    /// and mining in 10, storage in 11 and traffic in 12, GB 50137 has R, M with W, and S. Residential classes count with
    /// the services that the guide and GB 50137 put into them.
    pub(crate) fn holds(self, land_use: &LandUse) -> Option<bool> {
        let code = land_use.code();
        let classes = self.classes(land_use.system());
        if classes.iter().any(|class| code.starts_with(class)) {
            return Some(true);
        }
        let mixed = classes.iter().any(|class| class.starts_with(code));
        if mixed { None } else { Some(false) }
    }

    fn classes(self, system: LandUseSystem) -> &'static [&'static str] {
        use LandUseSystem as System;

        match (self, system) {
            (BuiltUse::Residential, System::Gb50137) => &["R"],
            (BuiltUse::Residential, _) => &["07"],
            (BuiltUse::Industrial, System::Gbt21010Of2007 | System::Gbt21010Of2017) => &["06"],
            (BuiltUse::Industrial, System::ThirdSurvey) => &["06", "0508"],
            (BuiltUse::Industrial, System::Guide2023) => &["10", "11"],
            (BuiltUse::Industrial, System::Gb50137) => &["M", "W"],
            (BuiltUse::Traffic, System::Guide2023) => &["12"],
            (BuiltUse::Traffic, System::Gb50137) => &["S"],
            (BuiltUse::Traffic, _) => &["10"],
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn parts_by_system() {
        const NO: Option<bool> = Some(false);
        const YES: Option<bool> = Some(true);
        // Classes as in the tables of the standards named in `LandUseSystem`: A1, A2, A3.
        let rows = [
            (LandUseSystem::Gbt21010Of2017, "06", [NO, YES, NO]),
            (LandUseSystem::Gbt21010Of2017, "0601", [NO, YES, NO]),
            (LandUseSystem::Gbt21010Of2017, "0602", [NO, YES, NO]),
            (LandUseSystem::Gbt21010Of2017, "0604", [NO, YES, NO]),
            (LandUseSystem::Gbt21010Of2017, "05", [NO, NO, NO]),
            (LandUseSystem::Gbt21010Of2017, "0701", [YES, NO, NO]),
            (LandUseSystem::Gbt21010Of2017, "1004", [NO, NO, YES]),
            (LandUseSystem::Gbt21010Of2007, "063", [NO, YES, NO]),
            (LandUseSystem::Gbt21010Of2007, "071", [YES, NO, NO]),
            (LandUseSystem::Gbt21010Of2007, "103", [NO, NO, YES]),
            (LandUseSystem::ThirdSurvey, "0601", [NO, YES, NO]),
            (LandUseSystem::ThirdSurvey, "0508", [NO, YES, NO]),
            (LandUseSystem::ThirdSurvey, "05H1", [NO, NO, NO]),
            (LandUseSystem::ThirdSurvey, "05", [NO, None, NO]),
            (LandUseSystem::ThirdSurvey, "1003", [NO, NO, YES]),
            // 10 is traffic elsewhere, industry and mining here.
            (LandUseSystem::Guide2023, "100101", [NO, YES, NO]),
            (LandUseSystem::Guide2023, "1101", [NO, YES, NO]),
            (LandUseSystem::Guide2023, "1207", [NO, NO, YES]),
            (LandUseSystem::Guide2023, "0701", [YES, NO, NO]),
            (LandUseSystem::Guide2023, "16", [NO, NO, NO]),
            (LandUseSystem::Gb50137, "M1", [NO, YES, NO]),
            (LandUseSystem::Gb50137, "W", [NO, YES, NO]),
            (LandUseSystem::Gb50137, "R2", [YES, NO, NO]),
            (LandUseSystem::Gb50137, "S1", [NO, NO, YES]),
        ];
        for (system, code, expected) in rows {
            let land_use = LandUse::new(system, code).unwrap();
            let parts = [BuiltUse::Residential, BuiltUse::Industrial, BuiltUse::Traffic];
            let found = parts.map(|part| part.holds(&land_use));
            assert_eq!(found, expected, "{system:?} {code}");
        }
    }
}
