//! Which language a text is in, said only when it can be told.

use whatlang::Lang;

/// Letters below which trigrams tell nothing and the page's own word counts.
const ENOUGH_LETTERS: usize = 60;
/// Bytes looked at: more makes it slower, not surer.
const SAMPLE: usize = 8 << 10;

/// The ISO 639-1 code of `text`: what the words show when they show it reliably, else what was `declared`, else `und`.
pub(crate) fn of(text: &str, declared: Option<&str>) -> String {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let declared = declared.and_then(primary);
    let enough = sample.chars().filter(|c| c.is_alphabetic()).take(ENOUGH_LETTERS).count() == ENOUGH_LETTERS;
    let shown = whatlang::detect(sample)
        .filter(|info| enough && info.is_reliable())
        .map(|info| two_letters(info.lang()));
    shown.map(Into::into).or(declared).unwrap_or_else(|| "und".into())
}

/// `en` of `en-US`, `en_GB` or `EN`.
fn primary(tag: &str) -> Option<String> {
    let first = tag.trim().split(['-', '_', ',', ' ']).next()?.to_ascii_lowercase();
    ((2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase()) && first != "und")
        .then_some(first)
}

/// `whatlang` speaks ISO 639-3, the interface ISO 639-1.
fn two_letters(lang: Lang) -> &'static str {
    match lang {
        Lang::Afr => "af",
        Lang::Aka => "ak",
        Lang::Amh => "am",
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Cym => "cy",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Guj => "gu",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jav => "jv",
        Lang::Jpn => "ja",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Nld => "nl",
        Lang::Nob => "nb",
        Lang::Ori => "or",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Sin => "si",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Sna => "sn",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        Lang::Zul => "zu",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPANISH: &str = "La presidenta rechazó la oferta y dijo que el país no aceptará tropas extranjeras en su \
                           territorio, aunque la cooperación seguirá con respeto a la soberanía.";

    #[test]
    fn words_beat_declarations() {
        assert_eq!(of(SPANISH, Some("en-US")), "es");
        assert_eq!(of(SPANISH, None), "es");
    }

    #[test]
    fn a_short_text_is_what_its_page_says_or_unknown() {
        assert_eq!(of("He said no.", Some("en_GB")), "en");
        assert_eq!(of("He said no.", None), "und");
        assert_eq!(of("He said no.", Some("x-default, or so")), "und");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let text = format!("x{}", "ж".repeat(SAMPLE));
        assert!(!of(&text, None).is_empty());
    }
}
