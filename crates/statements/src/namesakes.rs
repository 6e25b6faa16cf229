//! Whether two names are one's: a surname and a full name, a company with and without its legal form, letters and their long form.

use crate::names::LEGAL_FORMS;

/// One of two names is the other's surname, or given name, or leaves out a middle name.
pub(crate) fn same_person(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    match short {
        [] => false,
        [one] => ends_so(long, one) || long.first() == Some(one) && long.len() > 1,
        _ => short.first() == long.first() && ends_so(long, &short[short.len() - 1]) || long.ends_with(short),
    }
}

/// One of two names of a body, or of nobody knows what, is the other's beginning or end, but for one word.
pub(crate) fn same_body(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let bare = without_form(long);
    let formless = bare.len() < long.len() && bare == short;
    let surname = short.len() == 1 && bare.last() != short.last() && ends_so(bare, &short[0]);
    let part = bare.ends_with(short) || bare.starts_with(short) && short.len() + 1 >= bare.len();
    formless || surname || part && short.len() < bare.len()
}

/// Whether a name ends in a surname, with its article or without: "al-Zarqawi", "Zarqawi".
fn ends_so(name: &[String], surname: &str) -> bool {
    name.last().is_some_and(|last| without_al(last) == without_al(surname))
}

/// "Halden Media Corp." is called Halden Media too, and Halden: a company without its legal form.
fn without_form(name: &[String]) -> &[String] {
    match name {
        [rest @ .., form] if !rest.is_empty() && LEGAL_FORMS.contains(&form.trim_end_matches('.')) => rest,
        _ => name,
    }
}

/// A surname without its Arabic article.
pub(crate) fn without_al(surname: &str) -> &str {
    ["al-", "el-", "Al-", "El-"].iter().find_map(|article| surname.strip_prefix(article)).unwrap_or(surname)
}

/// Capitals of the words of a name: IAEA for International Atomic Energy Agency.
pub(crate) fn acronym_of(short: &str, words: &[String]) -> bool {
    let letters: String = short.chars().filter(|c| *c != '.').collect();
    if letters.len() < 2 || words.len() < 2 || !letters.chars().all(|c| c.is_ascii_uppercase()) {
        return false;
    }
    initials(words) == letters
}

/// The capitals that begin the words of a name.
pub(crate) fn initials(words: &[String]) -> String {
    words.iter().filter_map(|w| w.chars().next().filter(|c| c.is_uppercase())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        name.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn companies_go_without_their_form_and_surnames_without_their_article() {
        let body = |a: &str, b: &str| same_body(&words(a), &words(b));
        assert!(body("Exxon Mobil", "Exxon Mobil Corp.") && body("Halden Media Corp.", "Halden"));
        assert!(!body("Halden", "Halden") && !body("Corp.", "Halden Corp.") && !body("Lund", "Halden Media"));
        let person = |a: &str, b: &str| same_person(&words(a), &words(b));
        assert!(person("Zarqawi", "Abu Musab al-Zarqawi") && person("al-Maliki", "Maliki"));
        assert!(person("Ana Ruiz", "Ana Maria Ruiz") && !person("Berg", "Ana Ruiz"));
    }
}
