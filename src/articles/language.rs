//! Which language a stretch of text is written in, told only when it is sure.

use whatlang::{Lang, Script};

/// No more than this many bytes are looked at; more adds time and no certainty.
const LOOK_AT: usize = 4096;

/// The ISO 639-1 code of a text's language, `None` when it cannot be told reliably.
pub fn language_of(text: &str) -> Option<&'static str> {
    let text = head(text);
    if english_by_its_small_words(text) {
        return Some("en");
    }
    let told = whatlang::detect(text)?;
    // Trigrams of a few words of Latin or Cyrillic script say little; other scripts leave few languages to choose from.
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let enough = match told.script() {
        Script::Latin | Script::Cyrillic => letters >= 40,
        _ => letters >= 4,
    };
    // A script with one language in the table is certain however short the text; Arabic letters are mostly Arabic.
    let sure = told.is_reliable() || (letters >= 4 && told.script() == Script::Arabic && told.lang() == Lang::Ara);
    (enough && sure).then(|| iso_639_1(told.lang()))
}

/// The script that most letters of a text belong to.
pub(super) fn script_of(text: &str) -> Option<Script> {
    whatlang::detect_script(head(text))
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(LOOK_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// English prose is a fifth or more small words. This settles short English sentences full of foreign names, which
/// trigrams misjudge, and spares the long way for most blocks.
fn english_by_its_small_words(text: &str) -> bool {
    const SMALL: [&str; 30] = [
        "the", "of", "and", "to", "in", "that", "is", "was", "for", "on", "with", "by", "its", "has", "from", "are",
        "have", "their", "which", "been", "were", "will", "at", "said", "it", "they", "this", "would", "not", "an",
    ];
    let (mut words, mut small) = (0u32, 0u32);
    let mut different = 0u32;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        words += 1;
        if !(2..=5).contains(&word.len()) {
            continue;
        }
        if let Some(which) = SMALL.iter().position(|s| s.eq_ignore_ascii_case(word)) {
            small += 1;
            // "in", "on", "an", "is" and "was" are words of other languages too: three different hits are asked for.
            different |= u32::from(SMALL.get(which) == Some(&word)) << which;
        }
    }
    small * 5 >= words && different.count_ones() >= 3
}

fn iso_639_1(lang: Lang) -> &'static str {
    match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_when_sure() {
        for (text, code) in [
            ("Russia is training the army of Mali and it will stay for years.", Some("en")),
            ("Le gouvernement malien a annoncé le retrait des forces françaises de la région de Gao.", Some("fr")),
            ("أخبار المركز", Some("ar")),
            ("Россия поставила Мали самолёты и вертолёты для борьбы с боевиками на севере страны.", Some("ru")),
            ("俄罗斯向马里提供武器和训练。", Some("zh")),
            ("Mali", None),
            ("1 2 3", None),
            ("", None),
        ] {
            assert_eq!(language_of(text), code, "{text}");
        }
    }
}
