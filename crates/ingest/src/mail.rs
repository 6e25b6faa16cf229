//! One mail message: a newsletter, or an article that was sent on.

use crate::draft::Metadata;
use crate::error::InputError;
use mail_parser::{MessageParser, MimeHeaders, PartType};

/// What a message is as an article.
#[derive(Debug)]
pub(crate) struct Letter {
    pub(crate) metadata: Metadata,
    pub(crate) body: String,
    /// The body is a page.
    pub(crate) is_page: bool,
}

/// Reads a message. Of a body in two forms the page counts: newsletters write their plain text for nobody. Who sent
/// it is the outlet. Attachments are left out.
pub(crate) fn read(bytes: &[u8]) -> Result<Letter, InputError> {
    let message = MessageParser::default().parse(bytes).ok_or(InputError::Record("no mail header"))?;
    let outlet = message.from().and_then(|from| from.first()).and_then(|sender| {
        let domain = sender.address().and_then(|a| a.rsplit_once('@')).map(|(_, domain)| domain);
        sender.name().or(domain).map(str::to_owned)
    });
    let metadata = Metadata {
        title: message.subject().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()),
        published: message.date().map(mail_parser::DateTime::to_rfc3339),
        outlet,
        url: message.header_raw("Archived-At").map(|a| a.trim().trim_matches(['<', '>']).to_owned()),
        ..Metadata::default()
    };
    let inline = |part: &&mail_parser::MessagePart<'_>| {
        part.content_disposition().is_none_or(|d| !d.ctype().eq_ignore_ascii_case("attachment"))
    };
    let mut page = None;
    let mut plain = Vec::new();
    for part in message.parts.iter().filter(inline) {
        match &part.body {
            PartType::Html(html) if page.is_none() => page = Some(html.to_string()),
            PartType::Text(text) => plain.push(text.trim_end().to_owned()),
            _ => {}
        }
    }
    Ok(match page.filter(|page| !page.trim().is_empty()) {
        Some(body) => Letter { metadata, body, is_page: true },
        None => Letter { metadata, body: plain.join("\n\n"), is_page: false },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_two_bodies_counts_and_headers_are_decoded() {
        let letter = read(
            b"From: =?utf-8?q?The_Caf=C3=A9_Courier?= <news@courier.example>\r\nSubject: =?utf-8?b?VG9sbCDigJRubw==?=\r\n\
              Date: Sun, 01 Mar 2026 03:00:00 -0500\r\nMIME-Version: 1.0\r\n\
              Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nView online\r\n\
              --x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
              <p>The se=C3=B1ora said=\r\n no.</p>\r\n--x--\r\n",
        )
        .unwrap();
        assert!(letter.is_page);
        assert_eq!(letter.body.trim(), "<p>The se\u{f1}ora said no.</p>");
        assert_eq!(letter.metadata.title.as_deref(), Some("Toll \u{2014}no"));
        assert_eq!(letter.metadata.outlet.as_deref(), Some("The Caf\u{e9} Courier"));
        assert_eq!(letter.metadata.published.as_deref(), Some("2026-03-01T03:00:00-05:00"));
    }

    #[test]
    fn plain_text_alone_is_the_body() {
        let letter = read(b"From: a@paper.example\nSubject: Toll\n\nThe mayor said no.\n").unwrap();
        assert!(!letter.is_page);
        assert_eq!(letter.body, "The mayor said no.");
        assert_eq!(letter.metadata.outlet.as_deref(), Some("paper.example"));
    }
}
