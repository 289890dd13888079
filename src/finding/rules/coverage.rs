//! Catalogue rows: coverage.

use super::super::Code;
use super::super::Responsible::*;
use super::super::Severity::*;
use super::Rule;

pub(super) const ROWS: &[Rule] = &[
    Rule {
        code: Code::ParcelsOverlap,
        severity: Error,
        responsible: Surveyor,
        basis: "",
        what: ("两宗地覆盖同一块土地。", "Two parcels that cover the same ground."),
        why: (
            "同一块地不能归两宗；重叠会使面积、供地和处置都重复计算。",
            "The same ground cannot belong to two parcels; areas, supply and disposal all count twice.",
        ),
        fix: (
            "调取两宗地的权籍调查成果，确定界线以何者为准，再改另一宗；检查方案给出 overlap_priority 时，附有修改建议。",
            "Take the survey of both parcels, settle which border holds, and change the other one; a profile with overlap_priority has the fix proposed.",
        ),
        example: "fixtures/findings/parcels-overlap.fail.geojson",
    },
    Rule {
        code: Code::VertexUnmatched,
        severity: Warning,
        responsible: Surveyor,
        basis: "",
        what: (
            "界址点落在邻宗界线上，而邻宗在此没有界址点。",
            "A vertex on a neighbour's border where the neighbour has none.",
        ),
        why: (
            "一侧有界址点而另一侧没有，坐标取位或换带后会裂出缝隙或重叠。",
            "With a point on one side only, rounding or another projection opens a gap or an overlap there.",
        ),
        fix: (
            "在所指邻宗界线上补上同一界址点。",
            "Add the same boundary point to the neighbour named.",
        ),
        example: "fixtures/findings/vertex-unmatched.fail.geojson",
    },
    Rule {
        code: Code::VertexMismatched,
        severity: Warning,
        responsible: Surveyor,
        basis: "",
        what: (
            "界址点与邻宗界址点相差小于测量所能分辨，但不重合。",
            "A vertex that misses the neighbour's vertex by less than can be surveyed.",
        ),
        why: (
            "同一界址点在两宗地里坐标略有不同，会产生狭缝或重叠。",
            "One boundary point has slightly different coordinates in two parcels, which opens a slit or an overlap.",
        ),
        fix: (
            "核对点号，两宗采用同一坐标。",
            "Check the point's number and use the same coordinates in both.",
        ),
        example: "fixtures/findings/vertex-mismatched.fail.geojson",
    },
    Rule {
        code: Code::Gap,
        severity: Warning,
        responsible: Surveyor,
        basis: "",
        what: (
            "开发区内既无宗地也无已申报用地覆盖的土地（缝隙）。",
            "Ground within the zone that no parcel and no declared land covers.",
        ),
        why: (
            "既不属于任何宗地也未申报的土地，面积平衡不闭合，可能漏了宗地。",
            "Ground that is neither a parcel nor declared keeps the balance open; a parcel may be missing.",
        ),
        fix: (
            "核实该处：属宗地的改界线，属道路水面等的申报为非宗地并写明理由，漏登的补登。",
            "Look at the place: mend the border, declare it as road, water or the like with a reason, or add the missing parcel.",
        ),
        example: "fixtures/findings/gap.fail.geojson",
    },
    Rule {
        code: Code::DeclaredLandOverlap,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "已申报的非宗地用地与宗地或其他申报用地重叠。",
            "Declared non-parcel land that overlaps a parcel or other declared land.",
        ),
        why: (
            "申报为道路、水面等的土地又在宗地内，面积算了两次。",
            "Land declared as road or water lies within a parcel as well and counts twice.",
        ),
        fix: (
            "确定该处归属，改申报范围或请测绘单位改宗地界线。",
            "Settle what it is; change the declaration, or have the surveyor change the parcel.",
        ),
        example: "fixtures/findings/declared-land-overlap.fail.geojson",
    },
    Rule {
        code: Code::DeclaredLandOutside,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("已申报的非宗地用地在开发区之外。", "Declared non-parcel land outside the zone."),
        why: (
            "开发区之外的用地不应计入开发区面积。",
            "Land outside the zone does not belong into its balance.",
        ),
        fix: (
            "删去界外部分，或核对采用的界线版本。",
            "Remove what lies outside, or check which version of the boundary was used.",
        ),
        example: "fixtures/findings/declared-land-outside.fail.geojson",
    },
    Rule {
        code: Code::DeclaredLandReasonMissing,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("已申报的非宗地用地没有写明理由。", "Declared non-parcel land without a reason."),
        why: (
            "没有理由的申报无法核查，等于把缝隙藏起来。",
            "Without a reason a declaration cannot be verified and merely hides a gap.",
        ),
        fix: (
            "写明用途和依据（如规划道路、河道管理范围）。",
            "Write what it serves for and on what ground.",
        ),
        example: "fixtures/findings/declared-land-reason-missing.fail.geojson",
    },
];
