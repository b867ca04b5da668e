//! What the extractor promises: exact quotes, no failure on odd text, the reading of the two example articles, and scores
//! on own annotated articles that must not fall.

use std::path::{Path, PathBuf};

use backstop::articles::from_text;
use backstop::extract::{Extraction, Lexicon, extract};
use backstop::model::{Factuality, Polarity, ProspectEvent, ProvisionStatus, RelationClass, Span};
use proptest::prelude::*;

fn read(text: &str) -> Extraction {
    extract(&from_text(text.to_owned(), None, None), Lexicon::embedded())
}

/// Every quote is its slice, every span lies on character bounds, every id that is used is an actor's.
fn check_sound(text: &str) {
    let article = from_text(text.to_owned(), None, None);
    let found = extract(&article, Lexicon::embedded());
    let known = |id: &str| found.actors.iter().any(|a| a.id == id);
    let slice = |span: Span| span.of(&article.text);
    for actor in &found.actors {
        assert!(actor.mentions.iter().all(|m| slice(*m).is_some()), "{actor:?}");
        assert!((0.0..=1.0).contains(&actor.confidence));
    }
    for r in &found.relations {
        assert_eq!(slice(r.span), Some(r.quote.as_str()));
        assert!(known(&r.source) && known(&r.target) && r.source != r.target, "{r:?}");
        assert!(r.why.arguments.iter().chain(&r.why.trigger).all(|s| slice(*s).is_some()));
    }
    for p in &found.provisions {
        assert_eq!(slice(p.span), Some(p.quote.as_str()));
        assert!(known(&p.provider) && known(&p.recipient) && p.provider != p.recipient, "{p:?}");
    }
    for p in &found.prospects {
        assert_eq!(slice(p.span), Some(p.quote.as_str()));
        assert!(known(&p.actor));
    }
    for w in &found.warnings {
        assert!(slice(w.span).is_some(), "{w:?}");
    }
    assert_eq!(found, extract(&article, Lexicon::embedded()), "the same text read twice");
}

/// Words from which random but plausible news is put together.
const WORDS: &[&str] = &[
    "Russia",
    "Mali",
    "Malian",
    "the Wagner Group",
    "sent",
    "drones",
    "to",
    "troops",
    "weapons",
    ",",
    ".",
    "which",
    "who",
    "(",
    ")",
    "\"",
    "its",
    "their",
    "army",
    "signed",
    "an agreement",
    "with",
    "and",
    "Turkey",
    "JNIM",
    "a Russian company",
    "trained",
    "soldiers",
    "will",
    "not",
    "leave",
    "—",
    "’s",
    "U.S.",
    "Gen.",
    "José",
    "Côte d'Ivoire",
    "said",
    "that",
    "by",
    "President",
    "Assimi Goïta",
    "against",
    "the rebels",
    "in",
    "2024",
    "مالي",
    "الجيش",
    "военные",
    "马里",
    "z̷̢a̴l̵g̶o̷",
    "\n\n",
    "-",
    "led",
    "backed",
    "the three countries",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_quote_is_its_slice_in_random_news(picks in proptest::collection::vec(0..WORDS.len(), 0..70)) {
        let text: Vec<&str> = picks.iter().map(|i| WORDS[*i]).collect();
        check_sound(&text.join(" "));
    }

    #[test]
    fn any_text_is_read_without_failing(text in "\\PC{0,160}") {
        check_sound(&text);
    }

    #[test]
    fn any_bytes_are_read_without_failing(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        check_sound(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn other_languages_give_names_alone() {
    for text in [
        "Le Mali a reçu des drones de la Turquie. Le président Assimi Goïta a remercié la Russie pour son aide militaire.",
        "Россия поставила вертолёты в Мали. Президент Путин заявил, что Вагнер останется.",
        "أرسلت روسيا طائرات إلى مالي وقال الرئيس إن التعاون سيستمر مع تركيا",
        "俄罗斯向马里提供了武器和直升机。土耳其也提供了无人机。",
    ] {
        check_sound(text);
        let found = read(text);
        assert!(found.relations.is_empty() && found.provisions.is_empty(), "{found:?}");
    }
}

#[test]
fn a_line_of_a_million_letters_is_read_in_time() {
    let started = std::time::Instant::now();
    check_sound(&"a".repeat(1_000_000));
    check_sound(&"Mali ".repeat(8_000));
    check_sound(&"(".repeat(20_000));
    assert!(started.elapsed().as_secs() < 300, "{:?}", started.elapsed());
}

#[test]
fn an_unrelated_paragraph_changes_nothing() {
    let text = "Turkey has supplied Mali with drones, and Russia trains its army.\n\nThe rebels of JNIM attacked Bamako on Tuesday.\n";
    let more =
        format!("{text}\nThe price of bread rose again in spring, and many shops stayed closed because of the rain.\n");
    let (a, b) = (read(text), read(&more));
    assert!(!a.provisions.is_empty());
    assert_eq!((a.actors, a.relations, a.provisions), (b.actors, b.relations, b.provisions));
}

#[test]
fn active_and_passive_say_the_same() {
    for (active, passive) in [
        ("Rwanda supports the Red Spears Movement.", "The Red Spears Movement is supported by Rwanda."),
        ("Turkey supplied drones to Mali.", "Drones were supplied to Mali by Turkey."),
        ("Boko Haram attacked Chad.", "Chad was attacked by Boko Haram."),
        ("Germany trains Ukrainian soldiers.", "Ukrainian soldiers are trained by Germany."),
    ] {
        let graph = |text: &str| {
            let found = read(text);
            let mut edges: Vec<String> =
                found.relations.iter().map(|r| format!("{} {} {}", r.source, r.target, r.class.id())).collect();
            edges.extend(found.provisions.iter().map(|p| format!("{} {} {}", p.provider, p.recipient, p.function)));
            edges.sort();
            edges
        };
        assert_eq!(graph(active), graph(passive), "{active}");
        assert!(!graph(active).is_empty(), "{active}");
    }
}

#[test]
fn invented_names_give_the_same_graph() {
    let text = |a: &str, b: &str, c: &str| {
        format!("{a} has sent weapons to {b}. The {c} attacked {b} last week. {a} accused the {c} of murder.")
    };
    let shape = |text: &str, names: [&str; 3]| {
        let found = read(text);
        let id = |id: &str| {
            let actor = found.actors.iter().find(|a| a.id == id)?;
            names.iter().position(|n| actor.names.iter().any(|m| m == n))
        };
        let mut edges: Vec<(Option<usize>, Option<usize>, &str)> =
            found.relations.iter().map(|r| (id(&r.source), id(&r.target), r.class.id())).collect();
        edges.sort_unstable();
        edges
    };
    let real = shape(&text("Iran", "Yemen", "Houthis"), ["Iran", "Yemen", "Houthis"]);
    let invented = shape(
        &text("Ruritania Army", "Zubrovka Army", "Red Spears Militia"),
        ["Ruritania Army", "Zubrovka Army", "Red Spears Militia"],
    );
    assert!(real.len() >= 3, "{real:?}");
    assert_eq!(real, invented);
}

#[test]
fn will_not_halted_and_denied_change_the_factuality() {
    let factuality = |text: &str| {
        let found = read(text);
        let provision = found.provisions.first().unwrap_or_else(|| panic!("nothing found in {text}"));
        (provision.factuality, provision.status)
    };
    assert_eq!(factuality("Russia sends weapons to Mali."), (Factuality::Done, ProvisionStatus::Active));
    assert_eq!(factuality("Russia will send weapons to Mali."), (Factuality::Planned, ProvisionStatus::Offered));
    assert_eq!(factuality("Russia will not send weapons to Mali.").0, Factuality::Denied);
    assert_eq!(
        factuality("Russia halted deliveries of weapons to Mali."),
        (Factuality::Denied, ProvisionStatus::Suspended)
    );
    assert_eq!(factuality("Russia denied that it sends weapons to Mali.").0, Factuality::Denied);
    assert_eq!(factuality("Russia could send weapons to Mali.").0, Factuality::Hypothetical);
    assert_eq!(factuality("Russia reportedly sends weapons to Mali.").0, Factuality::Alleged);
    assert_eq!(factuality("Russia refused to send weapons to Mali.").0, Factuality::Denied);
}

#[test]
fn a_users_lexicon_is_read_on_top() {
    let lexicon = Lexicon::with_user_file("armed_group = [[\"Sons of the River\", \"SOR\"]]").unwrap();
    let article = from_text("The SOR attacked Chad on Monday.".to_owned(), None, None);
    let found = extract(&article, &lexicon);
    let group = found.actors.iter().find(|a| a.id == "sons-of-the-river").expect("the group of the user's file");
    assert_eq!(group.kind, backstop::model::ActorKind::ArmedGroup);
    assert!(found.relations.iter().any(|r| r.source == group.id && r.class == RelationClass::Conflict));
}

fn shared(part: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(part);
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

/// The two example articles, first and second.
fn examples() -> Option<(Extraction, Extraction)> {
    let folder = shared("examples")?;
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.filter_map(|e| Some(e.ok()?.path())).collect();
    files.sort();
    let text = |i: usize| std::fs::read_to_string(&files[i]).expect("an example article");
    Some((read(&text(0)), read(&text(1))))
}

#[test]
fn the_example_articles_give_what_an_analyst_sees() {
    let Some((first, second)) = examples() else { return };
    let id = |e: &Extraction, name: &str| {
        let actor = e.actors.iter().find(|a| a.names.iter().any(|n| n == name));
        actor.unwrap_or_else(|| panic!("no actor {name}")).id.clone()
    };
    let gives = |e: &Extraction, provider: &str, recipient: &str, function: &str, in_quote: &str| {
        let (p, r) = (id(e, provider), id(e, recipient));
        let found = e.provisions.iter().find(|x| x.provider == p && x.recipient == r && x.function == *function);
        let found = found.unwrap_or_else(|| panic!("{provider} gives {recipient} {function}: not found"));
        assert!(found.quote.contains(in_quote), "{provider} {function}: {}", found.quote);
        (found.status, found.factuality)
    };
    let relation = |e: &Extraction, a: &str, b: &str, class: RelationClass| {
        let (a_id, b_id) = (id(e, a), id(e, b));
        let fits = |r: &&backstop::extract::ExtractedRelation| {
            r.class == class && (r.source == a_id && r.target == b_id || r.target == a_id && r.source == b_id)
        };
        assert!(e.relations.iter().any(|r| fits(&r)), "{a} and {b}: no {}", class.id());
    };
    assert_eq!(gives(&first, "Wagner", "Mali", "direct_combat", "Kidal").0, ProvisionStatus::Active);
    gives(&first, "Turkey", "Mali", "arms_supply", "drones");
    gives(&first, "SADAT International Defense Consultancy Inc.", "Mali", "training", "soldiers");
    gives(
        &first,
        "SADAT International Defense Consultancy Inc.",
        "Mali",
        "regime_protection",
        "transitional president",
    );
    assert_eq!(gives(&first, "Norinco Group", "Mali", "arms_supply", "equipment").0, ProvisionStatus::Offered);
    gives(&first, "Norinco Group", "Mali", "training", "training");
    assert_eq!(gives(&first, "Iran", "Mali", "arms_supply", "drones").0, ProvisionStatus::Offered);
    assert_eq!(gives(&first, "Spain", "Mali", "training", "talks").0, ProvisionStatus::Latent);
    assert_eq!(
        gives(&first, "Alliance of Sahel States", "Mali", "joint_operations", "joint force").1,
        Factuality::Planned
    );
    assert_eq!(
        gives(&first, "Alliance of Sahel States", "Mali", "direct_combat", "jihadists").0,
        ProvisionStatus::Offered
    );
    assert_eq!(gives(&first, "Russia", "Mali", "training", "flexibility").0, ProvisionStatus::Latent);
    gives(&second, "Russia", "Mali", "arms_supply", "helicopters");
    gives(&second, "Russia", "Mali", "logistics", "logistical and technical support");
    assert_eq!(id(&first, "Wagner"), id(&first, "Africa Corps"));
    relation(&first, "Wagner", "Russia", RelationClass::Structure);
    relation(&first, "JNIM", "Mali", RelationClass::Conflict);
    relation(&first, "Permanent Strategic Framework for the Defense of Azawad People", "Mali", RelationClass::Conflict);
    relation(&first, "Algeria", "Russia", RelationClass::Conflict);

    let leaves = |e: &Extraction, polarity: Polarity, words: &str| {
        e.prospects
            .iter()
            .any(|p| p.event == ProspectEvent::Withdraw && p.polarity == polarity && p.quote.contains(words))
    };
    assert!(leaves(&first, Polarity::Affirmed, "might soon depart"));
    let suspected = first.prospects.iter().find(|p| p.quote.contains("might soon depart")).expect("the suspicion");
    assert_eq!((suspected.actor.clone(), suspected.speaker.as_deref()), (id(&first, "Wagner"), Some("Jeune Afrique")));
    relation(&second, "CAM", "Mali", RelationClass::Conflict);
    assert!(leaves(&second, Polarity::Denied, "Wagner will not leave Mali"));
    for statement in second.relations.iter().map(|r| &r.quote).chain(second.provisions.iter().map(|p| &p.quote)) {
        assert!(!statement.contains("AFP]") && !statement.contains("Comment"), "a caption or menu: {statement}");
    }
}

#[test]
fn real_articles_are_quoted_exactly() {
    for folder in ["examples", "eval/text"] {
        let Some(folder) = shared(folder) else { return };
        for entry in std::fs::read_dir(folder).expect("a folder of articles") {
            check_sound(&std::fs::read_to_string(entry.expect("a file").path()).expect("an article"));
        }
    }
}

#[path = "../../examples/score/score.rs"]
#[allow(dead_code, reason = "the table is printed by the example alone")]
mod score;

/// Scores must not fall below what was reached, a little room left for honest changes.
#[test]
fn scores_on_own_articles_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/extraction");
    for (part, articles, actors, relations, provisions, quotes) in [
        ("seen", 9, 0.95, 0.80, 0.77, 0.93),
        ("unseen", 9, 0.95, 0.63, 0.58, 0.95),
        ("fresh", 24, 0.92, 0.46, 0.25, 0.90),
    ] {
        let mut total = score::Tally::default();
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(folder.join(part).join("gold")).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        assert_eq!(files.len(), articles);
        for file in files {
            let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read_to_string(folder.join(part).join("text").join(format!("{name}.txt"))).unwrap();
            let gold = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
            score::score_document(&serde_json::to_value(read(&text)).unwrap(), &gold, &mut total, &text);
        }
        println!("{part}\n{total}");
        assert!(total.actors.f1() >= actors, "{part}: actors\n{total}");
        assert!(total.relations.f1() >= relations, "{part}: relations\n{total}");
        assert!(total.provisions.f1() >= provisions, "{part}: provisions\n{total}");
        assert!(total.quotes.0 as f64 >= total.quotes.1 as f64 * quotes, "{part}: quotes\n{total}");
    }
}
