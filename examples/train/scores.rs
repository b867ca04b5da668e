//! Measures a model on development sentences.

use std::time::Instant;

use backstop::extract::language::{DepRel, LanguageModel, NameClass};

use crate::corpora::{Name, Sentence};

/// Right, guessed and true names.
#[derive(Clone, Copy, Debug, Default)]
pub struct NameScore {
    pub right: usize,
    pub guessed: usize,
    pub gold: usize,
}

impl NameScore {
    /// Harmonic mean of precision and recall, in percent.
    pub fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.guessed + self.gold).max(1) as f64
    }

    /// Adds one sentence's names.
    pub fn add(&mut self, guess: &[Name], gold: &[Name]) {
        self.right += guess.iter().filter(|name| gold.contains(name)).count();
        self.guessed += guess.len();
        self.gold += gold.len();
    }
}

/// Prints the scores of a model on sentences with everything marked.
pub fn print(model: &LanguageModel, title: &str, sentences: &[Sentence]) {
    let (mut words, mut tags, mut heads, mut labelled, mut core, mut core_gold) = (0, 0, 0, 0, 0, 0);
    let mut names = NameScore::default();
    let mut news = NameScore::default();
    let mut all = NameScore::default();
    let plain = |name: &&Name| name.2 != NameClass::Other;
    for sentence in sentences {
        let slices = sentence.slices();
        let reading = model.read(&slices);
        for (place, word) in reading.words.iter().enumerate() {
            words += 1;
            tags += usize::from(word.upos == sentence.tags[place]);
            let right = word.head.unwrap_or(slices.len()) == sentence.heads[place];
            let same = right && word.relation == sentence.relations[place];
            heads += usize::from(right);
            labelled += usize::from(same);
            if matches!(
                sentence.relations[place],
                DepRel::Nsubj | DepRel::NsubjPass | DepRel::Obj | DepRel::OblAgent | DepRel::Obl
            ) {
                core_gold += 1;
                core += usize::from(same);
            }
        }
        let guess: Vec<Name> =
            reading.names.iter().map(|name| (name.words.start, name.words.end, name.class)).collect();
        all.add(&guess, &sentence.names);
        let guess: Vec<Name> = guess.iter().filter(plain).copied().collect();
        let gold: Vec<Name> = sentence.names.iter().filter(plain).copied().collect();
        names.add(&guess, &gold);
        if matches!(sentence.genre.as_str(), "news" | "interview") {
            news.add(&guess, &gold);
        }
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    println!(
        "{title}: {words} words; UPOS {:.2}; UAS {:.2}; LAS {:.2}; nsubj, obj, obl recall {:.2}",
        share(tags, words),
        share(heads, words),
        share(labelled, words),
        share(core, core_gold)
    );
    println!(
        "{title}: names (person, organization, place) F1 {:.2} of {}; news and interview {:.2} of {}; with other {:.2} of {}",
        names.f1(),
        names.gold,
        news.f1(),
        news.gold,
        all.f1(),
        all.gold
    );
}

/// Prints the names' score by class on sentences where names are marked.
pub fn print_names(model: &LanguageModel, title: &str, sentences: &[Sentence]) {
    let mut line = format!("{title}:");
    for class in NameClass::ALL {
        let mut score = NameScore::default();
        for sentence in sentences {
            let reading = model.read(&sentence.slices());
            let guess: Vec<Name> = reading
                .names
                .iter()
                .filter(|name| name.class == *class)
                .map(|name| (name.words.start, name.words.end, name.class))
                .collect();
            let gold: Vec<Name> = sentence.names.iter().filter(|name| name.2 == *class).copied().collect();
            score.add(&guess, &gold);
        }
        line += &format!(" {} {:.1} of {};", class.name(), score.f1(), score.gold);
    }
    println!("{line}");
}

/// Prints words per second on one core.
pub fn print_speed(model: &LanguageModel, sentences: &[Sentence]) {
    let slices: Vec<Vec<&str>> = sentences.iter().map(Sentence::slices).collect();
    let start = Instant::now();
    let mut words = 0;
    while start.elapsed().as_secs_f64() < 2.0 {
        for sentence in &slices {
            words += model.read(sentence).words.len();
        }
    }
    println!("speed: {:.0} words a second on one core", words as f64 / start.elapsed().as_secs_f64());
}
