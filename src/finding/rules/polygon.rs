//! Catalogue rows: polygons.

use super::super::Code;
use super::super::Responsible::*;
use super::super::Severity::*;
use super::Rule;

pub(super) const ROWS: &[Rule] = &[
    Rule {
        code: Code::VertexNotFinite,
        severity: Error,
        responsible: DataProducer,
        basis: "",
        what: ("顶点坐标不是有限的数。", "A vertex that is no finite number."),
        why: (
            "不是有限数的顶点没有位置，宗地无法计算。",
            "A vertex that is no finite number has no place; nothing can be computed.",
        ),
        fix: ("查明该点坐标，重新导出。", "Find the coordinates of this point and export again."),
        example: "fixtures/findings/vertex-not-finite.fail.geojson",
    },
    Rule {
        code: Code::RingTooFewVertices,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.11.1",
        what: ("环不同的顶点少于三个。", "A ring with fewer than three different vertices."),
        why: ("不同的点少于三个，围不成面。", "Fewer than three different points enclose nothing."),
        fix: (
            "补齐界址点；属碎片的删去该环。",
            "Add the boundary points, or remove the ring if it is a remnant.",
        ),
        example: "fixtures/findings/ring-too-few-vertices.fail.geojson",
    },
    Rule {
        code: Code::RingWithoutArea,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.11.1",
        what: ("环的顶点都在一条直线上，面积为零。", "A ring whose vertices all lie on one line."),
        why: (
            "所有点在一条直线上，面积为零，多为漏点或误点。",
            "All points lie on one line and the area is zero: a point is missing or wrong.",
        ),
        fix: (
            "核对界址点；属碎片的删去该环。",
            "Check the boundary points, or remove the ring if it is a remnant.",
        ),
        example: "fixtures/findings/ring-without-area.fail.geojson",
    },
    Rule {
        code: Code::RingCrossing,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.11.1",
        what: ("环的两条边相交。", "Two edges of a ring that cross."),
        why: (
            "界线自相交时，内外不分，面积没有意义；多为界址点次序颠倒。",
            "Where a border crosses itself inside and outside cannot be told, and the area means nothing; mostly two points stand in the wrong order.",
        ),
        fix: (
            "在所指交点附近核对界址点次序和坐标。",
            "Check order and coordinates of the points near the crossing named.",
        ),
        example: "fixtures/findings/ring-crossing.fail.geojson",
    },
    Rule {
        code: Code::RingTouch,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.11.1",
        what: ("环与自身相接。", "A ring that touches itself."),
        why: (
            "界线在一点碰到自身，内部在此断开，应写成内环或两个部分。",
            "The border meets itself at a point where the inside pinches off; it should be a hole or two parts.",
        ),
        fix: (
            "在该点把图形拆成外环与内环，或拆成两个部分。",
            "Split the figure there into exterior and hole, or into two parts.",
        ),
        example: "fixtures/findings/ring-touch.fail.geojson",
    },
    Rule {
        code: Code::RingSpike,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.11.1",
        what: (
            "环沿同一直线走出又折回（尖刺）。",
            "A ring that runs out and back along the same line.",
        ),
        why: (
            "尖刺没有面积，多为误采的界址点，会影响周长和邻宗接边。",
            "A spike has no area; mostly it is a point taken by mistake, and it spoils lengths and borders.",
        ),
        fix: (
            "删去尖刺顶端的点，与邻宗核对该处界线。",
            "Remove the point at its tip and compare the border with the neighbour's.",
        ),
        example: "fixtures/findings/ring-spike.fail.geojson",
    },
    Rule {
        code: Code::RingNeck,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.11",
        what: (
            "环沿自身走行，形成零宽度的颈部。",
            "A ring that runs along itself, so that it has a neck of no width.",
        ),
        why: (
            "零宽度的颈部不含土地，多为两个部分误连成一个环；面积不变而图形无效。",
            "A neck of no width holds no land; mostly two parts were joined into one ring. The area is right, the figure is not valid.",
        ),
        fix: (
            "在颈部断开，写成两个部分；或补测颈部两侧的界址点。",
            "Part the ring at the neck and write two parts, or survey both sides of it.",
        ),
        example: "fixtures/findings/ring-neck.fail.geojson",
    },
    Rule {
        code: Code::VertexRepeated,
        severity: Warning,
        responsible: Surveyor,
        basis: "",
        what: ("连续两个顶点相同。", "A vertex that stands twice in a row."),
        why: (
            "重复的点不改变图形，但影响点号、点数和接边检查。",
            "A repeated point does not change the figure but upsets numbering and the comparison of borders.",
        ),
        fix: ("删去其中一个点。", "Remove one of the two."),
        example: "fixtures/findings/vertex-repeated.fail.geojson",
    },
    Rule {
        code: Code::VertexNear,
        severity: Warning,
        responsible: Surveyor,
        basis: "",
        what: (
            "连续两个顶点的距离小于测量所能分辨。",
            "Two vertices in a row that are nearer to each other than can be surveyed.",
        ),
        why: (
            "两点距离小于测量精度，多为同一界址点采了两次。",
            "Two points nearer than can be surveyed are mostly one boundary point taken twice.",
        ),
        fix: (
            "核对后保留一个点；邻宗共用该点的一并改。",
            "Keep one of them, and change the neighbour that shares it too.",
        ),
        example: "fixtures/findings/vertex-near.fail.geojson",
    },
    Rule {
        code: Code::HoleOutside,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.11.1",
        what: ("内环在多边形之外。", "A hole outside its polygon."),
        why: (
            "内环在外环之外，扣除的土地不属于本宗地。",
            "A hole outside its polygon takes away ground that the parcel does not have.",
        ),
        fix: (
            "核对内环属于哪一宗地，移到该宗地或改为单独部分。",
            "See which parcel the hole belongs to, or make it a part of its own.",
        ),
        example: "fixtures/findings/hole-outside.fail.geojson",
    },
    Rule {
        code: Code::HoleCrossesShell,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.11",
        what: ("内环部分在多边形之外。", "A hole that lies partly outside its polygon."),
        why: (
            "越出外环的部分不属于本宗地，扣除的面积因此算错。",
            "What lies beyond the exterior ring is not the parcel's, so that too much is taken away.",
        ),
        fix: (
            "核对内环与外环在该处的界址点。",
            "Compare the points of the hole and of the exterior ring there.",
        ),
        example: "fixtures/findings/hole-crosses-shell.fail.geojson",
    },
    Rule {
        code: Code::HoleNested,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.11.1",
        what: ("内环套在另一内环之内。", "A hole inside another hole."),
        why: (
            "洞中之洞是重复扣除，或者漏写了一个部分。",
            "A hole in a hole is taken away twice, or is a part that was not written as one.",
        ),
        fix: (
            "内层属于宗地的，写成单独部分；否则删去。",
            "If the inner one belongs to the parcel, make it a part; else remove it.",
        ),
        example: "fixtures/findings/hole-nested.fail.geojson",
    },
    Rule {
        code: Code::HolesOverlap,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.11.1",
        what: ("同一多边形的两个环相交。", "Two rings of a polygon that cross each other."),
        why: (
            "两个环相交，交叠处扣除与否不明。",
            "Where two rings cross it is not clear what is taken away.",
        ),
        fix: (
            "核对两环界线，合为一个或改到互不相交。",
            "Check both rings; make them one, or keep them apart.",
        ),
        example: "fixtures/findings/holes-overlap.fail.geojson",
    },
    Rule {
        code: Code::HoleSharesEdge,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.11.1",
        what: (
            "同一多边形的两个环有重合边。",
            "Two rings of a polygon that run along the same line.",
        ),
        why: (
            "两环沿线重合，此处的界线应当只有一条。",
            "Two rings along one line stand for one border only.",
        ),
        fix: (
            "把内环并入外环的凹口，或将两个内环合并。",
            "Make the hole a notch of the exterior, or merge the two holes.",
        ),
        example: "fixtures/findings/hole-shares-edge.fail.geojson",
    },
    Rule {
        code: Code::HoleDuplicate,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.11.1",
        what: ("同一多边形中有两个相同的环。", "Two equal rings in one polygon."),
        why: (
            "相同的环写了两次，扣除重复或抵消为零。",
            "The same ring written twice is taken away twice, or leaves nothing.",
        ),
        fix: (
            "删去重复的一个；与外环相同的，核对该宗地是否存在。",
            "Remove one; if it equals the exterior, see whether the parcel exists at all.",
        ),
        example: "fixtures/findings/hole-duplicate.fail.geojson",
    },
    Rule {
        code: Code::InteriorDisconnected,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.11.1",
        what: (
            "内环把多边形内部分割成几块。",
            "Holes that cut the inside of a polygon into pieces.",
        ),
        why: (
            "内环首尾相接，把宗地分成了几块，应写成几个部分。",
            "Holes that touch one another cut the parcel into pieces, which should be parts.",
        ),
        fix: ("按实际分成的块数改为多部分图形。", "Write the pieces as parts of the geometry."),
        example: "fixtures/findings/interior-disconnected.fail.geojson",
    },
    Rule {
        code: Code::PartsOverlap,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.14",
        what: ("宗地的两个部分相互重叠。", "Two parts of a parcel that overlap."),
        why: (
            "两个部分重叠，重叠处面积算了两次。",
            "Where two parts overlap the area counts twice.",
        ),
        fix: (
            "核对两个部分的界线，合并或改到不相交。",
            "Check the borders of both; merge them or keep them apart.",
        ),
        example: "fixtures/findings/parts-overlap.fail.geojson",
    },
    Rule {
        code: Code::PartNested,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.14",
        what: ("宗地的一个部分在另一部分之内。", "A part of a parcel inside another part."),
        why: (
            "部分套在部分里，内层面积算了两次；可能本应是内环。",
            "A part within a part counts twice; perhaps it was meant as a hole.",
        ),
        fix: (
            "内层应扣除的改为内环，否则删去。",
            "Make it a hole if it should be taken away; else remove it.",
        ),
        example: "fixtures/findings/part-nested.fail.geojson",
    },
    Rule {
        code: Code::PartsShareEdge,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.14",
        what: (
            "宗地的两个部分有公共边，应合为一个部分。",
            "Two parts of a parcel with a common edge: they are one part.",
        ),
        why: (
            "两个部分有公共边，实际是连在一起的一块地。",
            "Parts with a common edge are one piece of land.",
        ),
        fix: ("合并为一个部分，去掉公共边。", "Merge them and drop the common edge."),
        example: "fixtures/findings/parts-share-edge.fail.geojson",
    },
    Rule {
        code: Code::PartDuplicate,
        severity: Error,
        responsible: Surveyor,
        basis: "OGC 06-103r4 §6.1.14",
        what: ("宗地的同一部分出现两次。", "A part of a parcel that stands there twice."),
        why: ("同一部分写了两次，面积加倍。", "A part written twice doubles the area."),
        fix: ("删去重复的一个。", "Remove one of them."),
        example: "fixtures/findings/part-duplicate.fail.geojson",
    },
];
