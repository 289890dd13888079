//! The entries on the ledger as a table, whose rows the numbers on the map are of.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::blocks::framed;
use crate::codes::ParcelCode;
use crate::report::drawing::MapLabel;
use crate::report::text::page::{Page, count, number};
use crate::report::text::table::printable;
use crate::report::{EntryRow, MapLayers, PlanRow, Report};
use crate::units::AreaUnit;

/// What stands on the parcels of the map: the numbers of their rows.
pub(super) fn labels(report: &Report) -> BTreeMap<ParcelCode, MapLabel> {
    let mut labels: BTreeMap<ParcelCode, MapLabel> = BTreeMap::new();
    for (at, entry) in report.entries.iter().enumerate() {
        let number = at + 1;
        labels
            .entry(entry.parcel)
            .and_modify(|label| label.text.push_str(&format!(",{number}")))
            .or_insert_with(|| {
                let mut label = MapLabel::new(number.to_string());
                label.link = Some(format!("#{}", row_id(number)));
                label
            });
    }
    labels
}

fn row_id(number: usize) -> String {
    format!("entry-{number}")
}

pub(super) fn draw(report: &Report, layers: Option<&MapLayers>, page: &Page) -> Markup {
    let plans: BTreeMap<&str, &PlanRow> =
        report.plans.iter().map(|plan| (plan.plan.as_str(), plan)).collect();
    let holders: BTreeMap<ParcelCode, &str> = layers
        .into_iter()
        .flat_map(|layers| &layers.parcels)
        .filter_map(|parcel| Some((parcel.code, parcel.holder.as_deref()?)))
        .collect();
    let total = report.summaries.first().map(|summary| &summary.total);
    let heading = page.say("台账", "the ledger");
    let table = html! {
        table id="entries" {
            thead { tr {
                th scope="col" class="number" { (page.say("序号", "no.")) }
                th scope="col" { (page.say("条目", "entry")) }
                th scope="col" { (page.say("地块", "plot")) }
                th scope="col" { (page.say("镇办", "town")) }
                th scope="col" { (page.say("权利人", "holder")) }
                th scope="col" { (page.say("类别", "class")) }
                th scope="col" { (page.say("原因", "causes")) }
                th scope="col" { (page.say("列入", "since")) }
                th scope="col" class="number" { (page.say("面积 m²", "area m²")) }
                th scope="col" class="number" { (page.say("面积 亩", "area mu")) }
                th scope="col" { (page.say("方案", "plan")) }
            } }
            tbody {
                @for (at, entry) in report.entries.iter().enumerate() {
                    @let plan = entry.plan.as_ref().and_then(|plan| plans.get(plan.as_str()));
                    (row(at + 1, entry, holders.get(&entry.parcel).copied(), plan.copied(), page))
                }
            }
            @if let Some(total) = total {
                tfoot { tr {
                    td class="number" { (count(total.count)) }
                    td colspan="7" { (page.say("合计", "total")) }
                    td class="number" { (number(total.land_area)) }
                    td class="number" { (number(total.land_area.in_unit(AreaUnit::Mu, 2))) }
                    td {}
                } }
            }
        }
    };
    html! {
        h3 { (page.say("台账明细", "Entries")) }
        p class="filter" hidden {
            label for="filter" { (page.say("筛选：", "Filter: ")) }
            input id="filter" type="search" data-rows="#entries tbody tr" data-shown="#filter-shown";
            " " output id="filter-shown" for="filter" {}
        }
        (framed(heading, table))
    }
}

fn row(
    number_of: usize,
    entry: &EntryRow,
    holder: Option<&str>,
    plan: Option<&PlanRow>,
    page: &Page,
) -> Markup {
    let town =
        entry.town.map(|town| town.shangjie_name().map_or_else(|| town.to_string(), str::to_owned));
    let relapse = (entry.relapses > 0).then(|| {
        page.pick(format!("反弹 {} 次", entry.relapses), format!("relapses: {}", entry.relapses))
    });
    html! {
        tr id=(row_id(number_of)) {
            td class="number" { (number_of) }
            td class="fixed" { (printable(entry.entry.as_str())) @if let Some(relapse) = relapse { br; small { (relapse) } } }
            td { (printable(&entry.name)) br; small class="fixed" { (entry.parcel) }
                @if let Some(block) = &entry.block { br; small { (printable(block)) } } }
            td { (town.unwrap_or_default()) }
            td { (printable(holder.unwrap_or_default())) }
            td { (page.own(entry.class.name())) }
            td {
                @for (at, cause) in entry.causes.iter().enumerate() {
                    @if at > 0 { br; }
                    @let name = page.own(cause.code.name());
                    @if at == 0 { strong { (name) } } @else { (name) }
                    " " small { (page.own(cause.side.name())) }
                }
            }
            td class="fixed" { (entry.since) }
            td class="number" { (number(entry.land_area)) }
            td class="number" { (number(entry.land_area.in_unit(AreaUnit::Mu, 2))) }
            td {
                @match (&entry.plan, plan) {
                    (Some(id), Some(plan)) => {
                        (printable(id.as_str())) " " (page.own(plan.status.name()))
                        @if let Some(late) = plan.overdue.first() {
                            br; strong class="late" {
                                (page.pick(
                                    format!("{}逾期 {} 天", page.own(late.step.name()), late.days_late),
                                    format!("{}: {} days late", page.own(late.step.name()), late.days_late),
                                ))
                            }
                        } @else if let Some(next) = &plan.next {
                            br; small { (page.own(next.step.name())) " " (next.due) }
                        }
                    }
                    (Some(id), None) => { (printable(id.as_str())) }
                    (None, _) => { "–" }
                }
            }
        }
    }
}
