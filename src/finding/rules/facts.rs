//! Catalogue rows: zone and parcels.

use super::super::Code;
use super::super::Responsible::*;
use super::super::Severity::*;
use super::Rule;

pub(super) const ROWS: &[Rule] = &[
    Rule {
        code: Code::CodeInvalid,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: (
            "代码（宗地、不动产单元、行政区划、统一社会信用代码）不合编码规则。",
            "A code (parcel, unit, division, credit) that does not follow its grammar.",
        ),
        why: (
            "代码不合规则，无法与登记、税务等数据对应。",
            "A code that breaks its grammar matches no register.",
        ),
        fix: (
            "对照权证或登记簿改正；注意字母 O 与数字 0、漏位和多位。",
            "Correct it by the certificate or the register; look for the letter O for zero and for missing digits.",
        ),
        example: "fixtures/findings/code-invalid.fail.geojson",
    },
    Rule {
        code: Code::ParcelPartlyOutside,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("宗地部分在开发区之外。", "A parcel that lies partly outside the zone."),
        why: (
            "界外部分不属于开发区，指标和台账只应计入界内部分。",
            "What lies outside is not of the zone; indicators and ledger count the inside only.",
        ),
        fix: (
            "核对是宗地还是开发区界线有误；属实的，注明跨界并按界内面积统计。",
            "See whether parcel or boundary is wrong; if it is so, say that it straddles and count the inside.",
        ),
        example: "fixtures/findings/parcel-partly-outside.fail.geojson",
    },
    Rule {
        code: Code::ParcelOutside,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("宗地在开发区之外。", "A parcel that lies outside the zone."),
        why: (
            "不在开发区内的宗地不应进入开发区台账。",
            "A parcel outside the zone does not belong on its ledger.",
        ),
        fix: (
            "核对坐标系和界线版本；确在界外的，移出本文件。",
            "Check the reference system and the version of the boundary; if it is outside, take it out.",
        ),
        example: "fixtures/findings/parcel-outside.fail.geojson",
    },
    Rule {
        code: Code::ParcelNotMapped,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("台账宗地在图上没有几何。", "A parcel of the ledger without a geometry on the map."),
        why: (
            "台账上有而图上没有的宗地，面积和位置都无从核对。",
            "A parcel of the ledger that is not on the map cannot be verified.",
        ),
        fix: (
            "补充该宗地界线，或在台账中登记其注销。",
            "Add its boundary, or record in the journal that it is cancelled.",
        ),
        example: "fixtures/findings/parcel-not-mapped.fail.geojson",
    },
    Rule {
        code: Code::ParcelNotRegistered,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "图上的宗地从未在台账事项中登记。",
            "A parcel on the map that the journal never registered.",
        ),
        why: (
            "图上有而台账没有登记的宗地不会进入任何统计。",
            "A parcel on the map that was never registered enters no figure.",
        ),
        fix: (
            "在台账中登记该宗地，或从图上删去。",
            "Register it in the journal, or take it off the map.",
        ),
        example: "fixtures/findings/parcel-not-registered.fail.geojson",
    },
    Rule {
        code: Code::ZoneAreaDiffers,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "开发区批准面积与图上面积之差超过取位误差。",
            "Approved and mapped area of the zone differ by more than rounding.",
        ),
        why: (
            "批准面积与图上面积不符，按面积算出的各项指标都会偏。",
            "When approved and mapped area differ, every indicator by area is off.",
        ),
        fix: (
            "核对界线是否为批准版本；坐标无误的，说明差异原因。",
            "See whether this is the approved boundary; if it is, say why the areas differ.",
        ),
        example: "fixtures/findings/zone-area-differs.fail.geojson",
    },
    Rule {
        code: Code::ParcelOverZoneHole,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "宗地覆盖或切入开发区扣除的土地。",
            "A parcel that covers or cuts land excluded from the zone.",
        ),
        why: (
            "扣除的土地不属于开发区，宗地不应伸入其中。",
            "Excluded land is not of the zone; a parcel should not reach into it.",
        ),
        fix: (
            "核对扣除范围和宗地界线，改正其中一个。",
            "Check the excluded land and the parcel, and correct one of them.",
        ),
        example: "fixtures/findings/parcel-over-zone-hole.fail.geojson",
    },
    Rule {
        code: Code::BlockOutsideZone,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("区块超出开发区界线。", "A block of the zone that reaches beyond the boundary."),
        why: (
            "区块是开发区的一部分，不应超出界线。",
            "A block is part of the zone and cannot reach beyond it.",
        ),
        fix: (
            "核对区块与界线是否为同一批准文件的版本。",
            "See whether block and boundary are of the same approved version.",
        ),
        example: "fixtures/findings/block-outside-zone.fail.geojson",
    },
    Rule {
        code: Code::BlocksOverlap,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("两个区块相互重叠。", "Two blocks of the zone that overlap."),
        why: (
            "重叠处的宗地属于哪个区块不明，分区块统计会重复。",
            "Parcels in the overlap belong to two blocks and count twice.",
        ),
        fix: ("按批准文件核对两个区块的界线。", "Check the borders of both against the approval."),
        example: "fixtures/findings/blocks-overlap.fail.geojson",
    },
    Rule {
        code: Code::ParcelAcrossBlocks,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("宗地跨两个以上区块。", "A parcel in more than one block of the zone."),
        why: (
            "跨区块的宗地无法归入单一区块统计。",
            "A parcel in several blocks cannot be counted in one.",
        ),
        fix: (
            "确定其归属区块并写明，或核对区块界线。",
            "Settle and state its block, or check the borders of the blocks.",
        ),
        example: "fixtures/findings/parcel-across-blocks.fail.geojson",
    },
    Rule {
        code: Code::BlockDiffers,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "宗地所在区块与所填区块不同。",
            "A parcel that lies in another block than the one stated.",
        ),
        why: (
            "所填区块与位置不符，分区块的数字会错。",
            "The stated block is not where the parcel lies, and figures by block are wrong.",
        ),
        fix: (
            "改正所填区块，或核对宗地坐标。",
            "Correct the stated block, or check the coordinates.",
        ),
        example: "fixtures/findings/block-differs.fail.geojson",
    },
    Rule {
        code: Code::AreaBalanceOpen,
        severity: Error,
        responsible: Surveyor,
        basis: "",
        what: (
            "宗地、缝隙、申报用地与超出部分之和不等于开发区面积。",
            "The areas of parcels, gaps, declared land and overhang do not sum to the zone.",
        ),
        why: (
            "各部分之和应等于开发区面积；不等说明有地漏算或重算。",
            "The parts must sum to the zone; if not, some ground is missing or counts twice.",
        ),
        fix: (
            "先处理重叠、缝隙和界外宗地；仍不闭合的，核对开发区界线本身。",
            "Deal with overlaps, gaps and parcels outside first; if it stays open, check the boundary itself.",
        ),
        example: "fixtures/findings/area-balance-open.fail.geojson",
    },
    Rule {
        code: Code::ParcelCodeRepeated,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: ("两个要素的宗地代码相同。", "The same parcel code on two features."),
        why: (
            "宗地代码是唯一标识，重复会使面积和事项记到别的宗地上。",
            "A parcel code names one parcel; repeated, areas and events go to the wrong one.",
        ),
        fix: (
            "对照登记簿确定各自代码，多部分宗地合为一个要素。",
            "Settle the codes by the register; parts of one parcel belong into one feature.",
        ),
        example: "fixtures/findings/parcel-code-repeated.fail.geojson",
    },
    Rule {
        code: Code::UnitCodeRepeated,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("两宗地的不动产单元代码相同。", "The same real-estate unit code on two parcels."),
        why: (
            "不动产单元代码唯一，重复说明其中一个有误。",
            "A real-estate unit code is unique; one of the two is wrong.",
        ),
        fix: ("对照不动产登记簿改正。", "Correct it by the register."),
        example: "fixtures/findings/unit-code-repeated.fail.geojson",
    },
    Rule {
        code: Code::DivisionForeign,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: ("代码所含行政区划不在本区。", "A code of a division outside the district."),
        why: (
            "代码所示行政区划不在本区，可能抄错或混入外区数据。",
            "The code names a division elsewhere: a slip, or data of another district.",
        ),
        fix: (
            "核对代码前几位；确属外区的，移出本文件。",
            "Check its first digits; if the parcel is of another district, take it out.",
        ),
        example: "fixtures/findings/division-foreign.fail.geojson",
    },
    Rule {
        code: Code::RegisteredAreaReview,
        severity: Warning,
        responsible: Surveyor,
        basis: "",
        what: (
            "登记面积与计算面积之差超过测量精度所能解释。",
            "Registered and computed area differ by more than survey accuracy explains.",
        ),
        why: (
            "差异超过界址点精度所能解释，登记面积或坐标可能有误。",
            "The difference is more than the accuracy of the points explains; register or coordinates may be wrong.",
        ),
        fix: (
            "调取调查成果，核对登记面积所用的坐标系和投影面积口径。",
            "Compare with the survey: which system, and plane or ellipsoidal area.",
        ),
        example: "fixtures/findings/registered-area-review.fail.geojson",
    },
    Rule {
        code: Code::RegisteredAreaConflict,
        severity: Error,
        responsible: Surveyor,
        basis: "",
        what: (
            "登记面积与计算面积之差超过限差。",
            "Registered and computed area differ by more than the limit.",
        ),
        why: (
            "差异过大，图与登记簿说的不是同一块地。",
            "With such a difference map and register do not speak of the same ground.",
        ),
        fix: (
            "核对是否图宗不符、登记后界线变更或单位写错（亩与平方米），查明前不采用。",
            "See whether map and code match, the border changed since, or the unit is wrong (mu for m²); do not use it before that.",
        ),
        example: "fixtures/findings/registered-area-conflict.fail.geojson",
    },
    Rule {
        code: Code::FactMissing,
        severity: Warning,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "缺少该阶段宗地必填的事实，或者没有任何事实。",
            "A fact that a parcel of this stage must have is missing, or there are no facts at all.",
        ),
        why: (
            "缺少该阶段应有的事实，能否认定和统计就无法判断。",
            "Without a fact of this stage nothing can be judged or counted.",
        ),
        fix: (
            "对照合同、决定书或批文补录；确实没有的，说明原因。",
            "Enter it from the contract, decision or permit; if there is none, say why.",
        ),
        example: "fixtures/findings/fact-missing.fail.geojson",
    },
    Rule {
        code: Code::LineageAreaDiffers,
        severity: Error,
        responsible: Surveyor,
        basis: "",
        what: (
            "分割或合并前后的宗地覆盖的土地不同。",
            "Parcels before and after a split or merge do not cover the same ground.",
        ),
        why: (
            "分割合并不会增减土地；前后不等说明有一方界线错了。",
            "A split or merger neither adds nor takes away ground; if the union differs, one side is wrong.",
        ),
        fix: (
            "比对变更前后的界线，改正有误的一方。",
            "Compare the borders before and after, and correct the wrong one.",
        ),
        example: "fixtures/findings/lineage-area-differs.fail.geojson",
    },
    Rule {
        code: Code::LineageInForce,
        severity: Error,
        responsible: LedgerKeeper,
        basis: "",
        what: (
            "宗地与取代它的宗地同时有效。",
            "A parcel in force together with the parcels that replaced it.",
        ),
        why: (
            "原宗地与新宗地同时有效，面积重复计算。",
            "When the old and the new parcels are both in force the area counts twice.",
        ),
        fix: (
            "登记原宗地的失效日期，或更正新宗地的生效日期。",
            "Record the day on which the old parcel ended, or correct that on which the new ones began.",
        ),
        example: "fixtures/findings/lineage-in-force.fail.geojson",
    },
];
