use super::*;
use crate::datasets::jsonl::Article;
use crate::datasets::row::Kind;

/// Two invented sentences: "Ida Roe, mayor, said trams don't pay. They will, she added, “pay later.”"
const DOCUMENT: &str = "# newdoc id = GUM_news_trams
# newpar
# sent_id = 1
# text = Ida Roe said trams don't pay.
1\tIda\tIda\tPROPN\tNNP\t_\t3\tnsubj\t_\tDiscourse=attribution-positive:1->2:0:sig|Entity=(1-person-new-s-cf1-1-coref-Ida_Roe
2\tRoe\tRoe\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
3\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
4\ttrams\ttram\tNOUN\tNNS\t_\t7\tnsubj\t_\tDiscourse=ROOT:2:0|Entity=(2-object-new-s-cf2-1-coref)
5-6\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
5\tdo\tdo\tAUX\tVBP\t_\t7\taux\t_\t_
6\tnot\tnot\tPART\tRB\t_\t7\tadvmod\t_\t_
7\tpay\tpay\tVERB\tVB\t_\t3\tccomp\t_\tSpaceAfter=No
8\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# newpar
# sent_id = 2
# text = “They will,” she had added, “pay later.”
1\t“\t“\tPUNCT\t``\t_\t3\tpunct\t_\tDiscourse=joint-list_m:3->2:2|SpaceAfter=No
2\tThey\tthey\tPRON\tPRP\t_\t3\tnsubj\t_\tEntity=(2-object-giv-s-cf2-1-ana)
3\twill\twill\tAUX\tMD\t_\t10\taux\t_\tSpaceAfter=No
4\t,\t,\tPUNCT\t,\t_\t3\tpunct\t_\tSpaceAfter=No
5\t”\t”\tPUNCT\t''\t_\t3\tpunct\t_\t_
6\tshe\tshe\tPRON\tPRP\t_\t8\tnsubj\t_\tDiscourse=attribution-positive:4->3:1|Entity=(1-person-giv-s-cf1-1-ana)
7\thad\thave\tAUX\tVBD\t_\t8\taux\t_\t_
8\tadded\tadd\tVERB\tVBN\t_\t0\troot\t_\tSpaceAfter=No
9\t,\t,\tPUNCT\t,\t_\t8\tpunct\t_\t_
10\t“\t“\tPUNCT\t``\t_\t11\tpunct\t_\tDiscourse=same-unit_m:5->3:0|SpaceAfter=No
11\tpay\tpay\tVERB\tVB\t_\t8\tccomp\t_\t_
12\tlater\tlater\tADV\tRB\t_\t11\tadvmod\t_\tSpaceAfter=No
13\t.\t.\tPUNCT\t.\t_\t8\tpunct\t_\tSpaceAfter=No
14\t”\t”\tPUNCT\t''\t_\t8\tpunct\t_\t_
";

fn words(place: Option<&Place>) -> &str {
    place.map(|p| p.text.as_str()).unwrap_or_default()
}

#[test]
fn attributions_get_source_cue_content_and_actor() {
    let mut dropped = Dropped::new();
    let row = row(&parse(DOCUMENT).expect("a document"), &mut dropped);
    assert_eq!(row.defects(), [""; 0]);
    assert_eq!(row.text, "Ida Roe said trams don't pay.\n\n“They will,” she had added, “pay later.”");
    let [first, second] = row.statements.as_slice() else { panic!("{:?}", row.statements) };
    assert_eq!([words(first.source.as_ref()), words(first.cue.as_ref())], ["Ida Roe", "said"]);
    // What attaches further out than the attribution is no part of it.
    assert_eq!(
        (first.kind, first.content.len(), first.content[0].text.as_str()),
        (Kind::Indirect, 1, "trams don't pay")
    );
    assert_eq!((first.actor.as_deref(), first.resolved), (Some("Ida Roe"), false));
    assert_eq!([words(second.source.as_ref()), words(second.cue.as_ref())], ["she", "had added"]);
    let contents: Vec<&str> = second.content.iter().map(|p| p.text.as_str()).collect();
    assert_eq!((second.kind, contents), (Kind::Direct, vec!["“They will,”", "“pay later.”"]));
    assert_eq!((second.actor.as_deref(), second.resolved), (Some("Ida Roe"), true));
    assert!(dropped.is_empty());
}

#[test]
fn negative_attributions_and_bare_phrases_are_left_out() {
    let mut dropped = Dropped::new();
    let denied = DOCUMENT
        .replacen("attribution-positive", "attribution-negative", 1)
        .replace("\tVERB\tVBN", "\tNOUN\tNN");
    let row = row(&parse(&denied).expect("a document"), &mut dropped);
    assert_eq!(row.statements, []);
    assert_eq!(dropped.values().copied().collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn a_document_whose_tokens_are_not_its_text_is_refused() {
    assert!(parse(&DOCUMENT.replace("\ttrams\t", "\tbuses\t")).is_none());
}

#[test]
fn according_to_is_a_cue() {
    let text = "# newdoc id = x\n# text = According to Ida Roe, it rains.\n\
        1\tAccording\taccord\tVERB\tVBG\t_\t3\tcase\t_\tDiscourse=attribution-positive:1->2:0\n2\tto\tto\tADP\tIN\t_\t1\tfixed\t_\t_\n\
        3\tIda\tIda\tPROPN\tNNP\t_\t7\tobl\t_\tEntity=(1-person-new-s-cf1-1-sgl\n4\tRoe\tRoe\tPROPN\tNNP\t_\t3\tflat\t_\tEntity=1)|SpaceAfter=No\n\
        5\t,\t,\tPUNCT\t,\t_\t3\tpunct\t_\t_\n6\tit\tit\tPRON\tPRP\t_\t7\texpl\t_\tDiscourse=ROOT:2:0\n\
        7\train\train\tVERB\tVBZ\t_\t0\troot\t_\tSpaceAfter=No\n";
    let text = text.replace("7\train\t", "7\trains\t");
    let row = row(&parse(&text).expect("a document"), &mut Dropped::new());
    let [only] = row.statements.as_slice() else { panic!("{:?}", row.statements) };
    assert_eq!([words(only.cue.as_ref()), words(only.source.as_ref())], ["According to", "Ida Roe"]);
    assert_eq!((only.content[0].text.as_str(), only.actor.as_deref()), ("it rains", Some("Ida Roe")));
}

#[test]
fn a_shared_word_names_the_actor() {
    assert!(shares_a_word("Ida Roe", "Mayor Roe"));
    assert!(!shares_a_word("the Guild of Bakers", "the head of it"));
}
