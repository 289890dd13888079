//! Causes and methods against the articles of Order 53 (闲置土地处置办法).

use landledger::law::{Article, CauseCode, Citation, Method};

/// Article 8, first paragraph, items 1 to 6 and the second paragraph; every other cause is none of it.
#[test]
fn causes_of_article_8() {
    let items = [
        ("land-not-delivered", Article::new(8).paragraph(1).item(1), "第八条第一款第（一）项"),
        ("plan-revised", Article::new(8).paragraph(1).item(2), "第八条第一款第（二）项"),
        ("policy-change", Article::new(8).paragraph(1).item(3), "第八条第一款第（三）项"),
        ("petition-pending", Article::new(8).paragraph(1).item(4), "第八条第一款第（四）项"),
        ("military-or-relic", Article::new(8).paragraph(1).item(5), "第八条第一款第（五）项"),
        ("other-government-act", Article::new(8).paragraph(1).item(6), "第八条第一款第（六）项"),
        ("force-majeure", Article::new(8).paragraph(2), "第八条第二款"),
    ];
    for cause in CauseCode::ALL {
        let expected = items.iter().find(|(id, ..)| *id == cause.id());
        let found = cause.article_8();
        assert_eq!(found.as_ref().and_then(|c| c.article), expected.map(|row| row.1), "{cause}");
        if let (Some(found), Some((.., words))) = (found, expected) {
            assert_eq!(
                found.text().zh,
                format!("《闲置土地处置办法》（国土资源部令第53号）{words}")
            );
        }
    }
}

/// Article 12 (consultation), 14 (fee, free take-back), 19 (after a take-back).
#[test]
fn methods_of_order_53() {
    let items = [
        ("extend-period", "第十二条第一款第（一）项", "Art. 12, para. 1, item 1"),
        ("change-use-or-conditions", "第十二条第一款第（二）项", "Art. 12, para. 1, item 2"),
        ("temporary-use", "第十二条第一款第（三）项", "Art. 12, para. 1, item 3"),
        ("paid-take-back", "第十二条第一款第（四）项", "Art. 12, para. 1, item 4"),
        ("swap", "第十二条第一款第（五）项", "Art. 12, para. 1, item 5"),
        ("idle-fee", "第十四条第（一）项", "Art. 14, item 1"),
        ("free-take-back", "第十四条第（二）项", "Art. 14, item 2"),
        ("restore-farmland", "第十九条第（三）项", "Art. 19, item 3"),
    ];
    for method in Method::ALL {
        let expected = items.iter().find(|(id, ..)| *id == method.id());
        let found = method.order_53().map(|citation| citation.article.unwrap().text());
        let found = found.as_ref().map(|text| (&*text.zh, &*text.en));
        assert_eq!(found, expected.map(|row| (row.1, row.2)), "{method}");
    }
}

#[test]
fn a_citation_survives_json_and_may_be_a_callers_own() {
    let order = Citation::order_53(Article::new(2).paragraph(2));
    let text = serde_json::to_string(&order).unwrap();
    assert!(text.contains(r#""article":{"article":2,"paragraph":2},"in_force":"2012-07-01""#));
    assert_eq!(serde_json::from_str::<Citation>(&text).unwrap(), order);
    let mut local = Citation::new("某区低效用地认定标准".to_owned(), "a local rule".to_owned());
    local.number = Some("某政〔2025〕1号".to_owned().into());
    assert_eq!(local.text().zh, "《某区低效用地认定标准》（某政〔2025〕1号）");
    assert_eq!(local.text().en, "a local rule (某政〔2025〕1号)");
    assert_eq!(Citation::definition().text().zh, "本库定义");
}
