use super::*;

#[test]
fn furniture_is_told() {
    for unit in [
        "FILE PHOTO: Soldiers stand guard in Ciudad Juarez, Mexico, on March 3, 2026.",
        "FILE - President Donald Trump speaks at the White House, March 1, 2026.",
        "Protesters march in the capital on Sunday. (Photo by Ann Lee/AFP)",
        "The minister arrives for talks in Geneva [AP Photo/Bo Li]",
        "Police at the scene, March 4, 2026. REUTERS/Jose Luis Gonzalez",
        "Photo by Ann Lee for The Daily",
        "A farmer checks his field. Ann Lee / Getty Images",
        "Photo: The minister at his desk",
        "Image credit: Ministry of Defence",
        "(Photo by Ann Lee/AFP)",
        "© 2024 The Daily",
        "Copyright 2024 The Associated Press. All rights reserved.",
        "© Reuters",
        "All rights reserved.",
        "ADVERTISEMENT",
        "Advertisement - story continues below",
        "Story continues below advertisement",
        "Read more",
        "Read more: The long road to a treaty",
        "READ MORE: What is the border deal?",
        "Sign up for our newsletter",
        "Sign up here for the Morning Briefing newsletter and never miss a story.",
        "Get the day's news delivered to your inbox.",
        "Share this article",
        "Share this story on Facebook",
        "Click here to read the full report.",
        "Follow us on X and Instagram",
        "Reporting by Ann Lee in Geneva; Editing by Bo Li",
        "(Reporting by Ann Lee; additional reporting by Bo Li; editing by Cy Om)",
        "Some information for this report came from Reuters.",
        "The Associated Press contributed to this report.",
        "This story was originally published on March 3.",
        "This article was first published by The Daily.",
        "Subscribe now to our digital edition for the full story.",
        "To view the full story, please subscribe to The Daily.",
        "Download the Daily apps for iOS and Android.",
        "Please enable JavaScript to view this page.",
        "We use cookies to improve your experience.",
    ] {
        assert!(is_furniture(unit), "kept: {unit}");
    }
}

#[test]
fn prose_is_not_eaten() {
    for unit in [
        "File photos of the two leaders were shown at the trial.",
        "FILE photos do not prove it, the lawyer said.",
        "Photos of the meeting, the ministry said, were false.",
        "Photographs by the agency show that troops crossed the border.",
        "The image: it was all he cared about.",
        "Image: that is what the campaign is about, the aide said.",
        "Copyright law must change, the senator said.",
        "Copyright, the minister argued, protects the weak.",
        "All rights reserved for the people must be respected, she said.",
        "Read more: that was her advice to the students.",
        "Read more books, the minister told the students.",
        "Click here, the message urged, and your account is safe.",
        "\"Click here to vote,\" the page said.",
        "Sign up for the newsletter, the party told its members, or lose your seat.",
        "Sign up or get out, he said.",
        "Share this burden with us, the president asked of Europe.",
        "Advertisement spending fell by 3 percent.",
        "Comments by the minister drew anger.",
        "Related: the two cases share a judge, the court said.",
        "Dozens of scientists contributed to this report.",
        "Reporting by the newspaper led to his resignation.",
        "To read the full article in court took the judge an hour.",
        "Download the app or lose your right to vote: that was the rule until March.",
        "Follow the money, prosecutors were told.",
        "Subscribe to the theory or not, the numbers are clear.",
        "He sold the picture to Getty Images.",
        "Reuters/Ipsos polls show support falling.",
        "The talks failed (Reuters).",
        "GENEVA (Reuters) - The talks failed.",
        "\"Watch: they will come back,\" he said.",
        "This story was published to harm us, the premier said.",
        "Share prices fell.",
        "Some information in this report was classified, and the ministry rejected \
         its release until the courts, after years of delay, ordered that it be published in full by the agency that wrote it.",
    ] {
        assert!(!is_furniture(unit), "eaten: {unit}");
    }
}

#[test]
fn clean_text_is_borrowed() {
    let text = "One.\r\n\r\n  Two  spaces,\ttabs and \u{a0}such.\n\n\n\nThree \u{201c}quotes\u{201d}  \n";
    assert!(matches!(strip(text), Cow::Borrowed(t) if t == text));
}

#[test]
fn whole_paragraphs_go_with_their_blank_lines() {
    let text = "FILE PHOTO: A tank. REUTERS/Jo Smith\n\nOne.\n\nADVERTISEMENT\n\nTwo.\nThree.\n\nRead more: Four\n\n© 2024 X\n";
    assert_eq!(strip(text), "One.\n\nTwo.\nThree.\n");
}

#[test]
fn lines_go_where_a_line_is_a_paragraph() {
    let text =
        "ADVERTISEMENT\nThe president offered troops.\nShare this article\nHer government rejected it.";
    assert_eq!(strip(text), "The president offered troops.\nHer government rejected it.");
}

#[test]
fn a_wrapped_caption_goes_whole_and_a_wrapped_sentence_stays() {
    let caption = "FILE PHOTO: Soldiers stand guard on a bridge in Ciudad Juarez,\nMexico, on March 3, 2026. REUTERS/Jose\n\nProse.";
    assert_eq!(strip(caption), "Prose.");
    let wrapped = "The form that the ministry put on its page last week asks people to\nClick here to vote\nand nothing else.\n";
    assert_eq!(strip(wrapped), wrapped);
}
