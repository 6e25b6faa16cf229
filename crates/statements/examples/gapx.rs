use standpoint_article::{Article, Span};
fn main() {
    let mut c = std::collections::BTreeMap::<String, usize>::new();
    let verbose = std::env::args().nth(2).is_some();
    for (row, line) in std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap().split('\u{2}').filter(|l| !l.is_empty()).enumerate() {
        let f: Vec<&str> = line.split('\u{1}').collect();
        let n = |i: usize| f[i].parse::<usize>().unwrap();
        let a = Article::from_text("x", f[0]);
        let e = standpoint_statements::extract(&a, &[]);
        let at = |s: usize, l: usize| { let span = Span::new(s, s + l); e.actors.iter().filter(|x| x.mentions.iter().any(|m| m.overlaps(span))).map(|x| x.id.clone()).collect::<Vec<_>>() };
        let p = at(n(1), n(2));
        let (x, y) = (at(n(3), n(4)), at(n(6), n(7)));
        let gold = if f[5] == "TRUE" { 'A' } else if f[8] == "TRUE" { 'B' } else { 'N' };
        let (right, wrong) = if gold == 'A' { (&x, &y) } else { (&y, &x) };
        let hit = |v: &Vec<String>| v.iter().any(|i| p.contains(i));
        let k = if gold == 'N' { if hit(&x) || hit(&y) { "neither: one taken" } else { "neither: right" } }
            else if p.is_empty() { "pronoun unresolved" } else if right.is_empty() { "name not found" }
            else if hit(right) && !hit(wrong) { "right" } else if hit(right) { "both" } else if hit(wrong) { "the other" } else { "a third" };
        *c.entry(k.into()).or_default() += 1;
        if verbose && (k == "the other" || k == "a third" || k == "pronoun unresolved" || k=="name not found") && row % 9 == 0 {
            let third: Vec<&str> = e.actors.iter().filter(|x| p.contains(&x.id)).map(|x| x.name.as_str()).collect();
            let t = f[0]; let s = n(1);
            let mut b = s.saturating_sub(330); while !t.is_char_boundary(b) { b += 1; }
            let mut z = (s + 90).min(t.len()); while !t.is_char_boundary(z) { z += 1; }
            println!("[{k}] gold {} got {third:?}\n   …{}<<{}>>{}\n", if gold == 'A' { &t[n(3)..n(3) + n(4)] } else { &t[n(6)..n(6) + n(7)] }, &t[b..s], &t[s..s + n(2)], &t[s + n(2)..z]);
        }
    }
    for (k, v) in c { println!("{v:6} {k}"); }
}
