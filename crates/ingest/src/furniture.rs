//! What stands on a page but is not the article: captions, credits, copyright lines, "read more", sign-up boxes.
//!
//! The rules judge a whole *unit*, a paragraph or a line that stands on its own, never a part of one, and err on the
//! side of keeping: a lost sentence may be the one that says who rejects what, a kept credit line says nothing.
//! A unit that reads like reported speech (a quotation mark, "said") is never taken for an appeal to the reader.

use regex::{Regex, RegexSet, RegexSetBuilder};
use std::borrow::Cow;
use std::sync::LazyLock;

/// `text` without its furniture; borrowed, so byte for byte the same, when there is none.
pub(crate) fn strip(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut keep = vec![true; lines.len()];
    for unit in units(&lines) {
        let joined = lines[unit.clone()].iter().map(|l| l.trim()).collect::<Vec<_>>().join(" ");
        if is_furniture(&joined) {
            keep[unit].fill(false);
        }
    }
    if keep.iter().all(|k| *k) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut removed_before = false;
    for (line, keep) in lines.iter().zip(&keep) {
        let blank = line.trim().is_empty();
        // The blank lines behind a removed paragraph go with it.
        let swallow =
            blank && removed_before && (out.is_empty() || out.ends_with("\n\n") || out.ends_with("\n\r\n"));
        if *keep && !swallow {
            out.push_str(line);
        }
        removed_before = !keep || swallow;
    }
    if !keep
        .iter()
        .rposition(|k| *k)
        .is_some_and(|last| lines[last + 1..].is_empty() && !lines[last].trim().is_empty())
    {
        out.truncate(out.trim_end().len() + usize::from(text.ends_with('\n') && !out.trim().is_empty()));
    }
    Cow::Owned(out)
}

/// Lines that belong together: a line is joined to the next when it was wrapped there, that is when the next goes on
/// in lower case, or when it is long and ends without a full stop.
fn units(lines: &[&str]) -> Vec<std::ops::Range<usize>> {
    let wraps = |line: &str, next: &str| {
        let (line, next) = (line.trim_end(), next.trim_start());
        let ended = line.trim_end_matches(['"', '”', '’', ')', ']']).ends_with(['.', '!', '?', ':']);
        next.starts_with(char::is_lowercase) || (!ended && line.chars().count() >= 50)
    };
    let mut units = Vec::new();
    let mut start = 0;
    for (i, line) in lines.iter().enumerate() {
        let next = lines.get(i + 1).filter(|next| !next.trim().is_empty());
        if !line.trim().is_empty() && next.is_some_and(|next| wraps(line, next)) {
            continue;
        }
        if !line.trim().is_empty() {
            units.push(start..i + 1);
        }
        start = i + 1;
    }
    units
}

/// True for a unit that is no part of the article.
pub(crate) fn is_furniture(unit: &str) -> bool {
    let unit = unit.trim();
    let length = unit.chars().count();
    if length > 800 {
        return false; // no caption is that long
    }
    if is_label(unit) || CAPTIONS.is_match(unit) || NOTICES.is_match(unit) {
        return true;
    }
    length <= 300 && APPEALS.is_match(unit) && !REPORTED_SPEECH.is_match(unit)
}

/// True for a label over a part of the page that is not the article to its end, such as "Comments".
pub(crate) fn is_end_label(unit: &str) -> bool {
    END_LABELS.is_match(unit.trim())
}

/// True for a bare label such as "Related stories": it may stand over more that is no part of the article.
pub(crate) fn is_label(unit: &str) -> bool {
    LABELS.is_match(unit.trim())
}

static END_LABELS: LazyLock<Regex> = LazyLock::new(|| {
    crate::regex(
        r"(?xi)^(?:\d+\ )?(?:(?:reader\ )?comments?(?:\ \(\d+\))?|responses|replies|(?:leave|post|write|add)\ (?:a|your)\ (?:reply|comment)|join\ the\ (?:conversation|discussion)
          |(?:related|popular|recent|latest|similar|recommended)\ (?:posts?|news|reads|reading|videos?|stories|articles?|content|coverage|topics)|recommended(?:\ for\ you)?
          |you\ (?:might|may)\ also\ (?:like|enjoy|be\ interested\ in)|more\ from\ [^.]{2,40}|(?:read|watch|see|up)\ next|what\ others\ are\ reading|about\ the\ authors?
          |most\ (?:read|popular|viewed)|trending(?:\ now)?|(?:our\ )?newsletters?|(?:advertis(?:ing|er)|affiliate)\ disclosure)\s*[:.…]?$",
    )
});

/// Bare labels: the whole unit, in any case.
static LABELS: LazyLock<Regex> = LazyLock::new(|| {
    crate::regex(
        r"(?xi)^[-–—*•|\[(<>»\s]*(?:
            advertisements? | advertising | sponsored(?:\ content)? | paid\ content | promoted(?:\ stories)?
          | (?:advertisement[.\s–—-]*)?(?:story|article)\ continues\ below(?:\ (?:this\ )?(?:advertisement|ad|video|gallery))?
          | (?:advertisement\s*[-–—]\s*)?(?:scroll\ to\ continue|continue\ reading(?:\ (?:below|the\ main\ story))?)
          | (?:skip|close)\ (?:advertisement|ad|this\ ad)
          | read\ more | more\ on\ this(?:\ (?:story|topic))? | see\ also | related
          | related\ (?:articles?|stories|story|content|coverage|topics|news|links) | recommended(?:\ (?:for\ you|stories|articles))?
          | most\ (?:read|popular|viewed) | trending(?:\ now)? | you\ (?:might|may)\ also\ like | top\ stories | editors?['’]s?\ picks?
          | share | share\ (?:this|this\ (?:article|story|post|page)|on\ (?:facebook|twitter|x|linkedin|whatsapp))(?:\ on\ social\ media)?
          | print(?:\ this\ (?:article|story|page))? | email\ this(?:\ (?:article|story))? | copy\ link | leave\ a\ comment
          | (?:view|show|read|see)\ (?:all\ )?comments | comments(?:\ \(\d+\))? | file\ photo | photo\ gallery
          | listen\ to\ this\ (?:article|story) | all\ rights\ reserved
          | more\ (?:from|in|on|about)\ [^.]{2,40} | (?:leave|post|write|add)\ (?:a|your)\ (?:reply|comment) | join\ the\ (?:conversation|discussion)
          | (?:related|popular|recent|latest|similar)\ (?:posts?|news|reads|videos?|stories|articles?) | you\ (?:might|may)\ also\ (?:enjoy|be\ interested\ in)
          | (?:read|watch|see)\ next | what\ others\ are\ reading | \d+\ (?:comments?|responses?|replies) | follow\ us | contact\ us
          | (?:our\ )?newsletters? | subscribe(?:\ (?:now|today|here))? | sign\ up | recommended\ (?:reading|videos?) | tagged(?:\ (?:in|as|with))?
          | explore\ further | keep\ reading | up\ next | what\ to\ read\ next | about\ the\ authors? | tags | topics | filed\ under
          | (?:advertis(?:ing|er)|affiliate)\ disclosure | customer\ care | customer\ service | back\ to\ top | view\ (?:gallery|slideshow)
          | \d+\ min(?:ute)?s?\ read | \d+\ (?:min(?:ute)?s?|h(?:ou)?rs?|days?)\ ago | key\ events | show\ key\ events\ only | latest\ updates?
          | live\ (?:blog|updates?|feed)
          )[-–—*•|\])<>»:.!\s]*$",
    )
});

/// Captions and credits, told by how they begin or by the agency mark they end with.
static CAPTIONS: LazyLock<RegexSet> = LazyLock::new(|| {
    set(
        &[
            // "FILE PHOTO: ...", "FILE - ...", "COMBO ..."; capitals are what makes it sure.
            r"^[\[(]?(?:FILE(?:\ (?:PHOTOS?|IMAGE|PICTURE))?|HANDOUT\ PHOTO|COMBINATION\ PHOTOS?|COMBO)\s*(?::|[-–—]{1,2}\s)\s*\S",
            r"^(?:PHOTOS?|Photos?|IMAGES?|Images?|VIDEO|Video|CAPTION|Caption|Photo\ caption|Pictured|PICTURED)\s*:\s*[\p{Lu}“\x22]",
            r"^(?:(?:PHOTO|IMAGE|VIDEO|PICTURE|Photo|Image|Video|Picture)\ )?(?:CREDITS?|Credits?|credits?)\s*:\s*\S.{0,120}$",
            // A credit in brackets closes it: "... on March 3. (Photo by Ann Lee/AFP)", "[AP Photo/Bo Li]".
            r"[\[(](?:(?:AP|AFP|EPA|File|FILE|Reuters|REUTERS|Courtesy)\ )?(?:Photo|PHOTO|photo|Image|Picture|Illustration|Video)s?(?:\ by\b|\ courtesy\b|\ credit\b|/|:)[^()\[\]]{0,160}[\])]\.?$",
            r"[\[(](?:AP|AFP|EPA|Reuters|REUTERS|Getty\ Images|VOA)\s*/\s*[\p{Lu}][^()\[\]]{0,60}[\])]\.?$",
            r"(?:REUTERS|Reuters|AP\ Photo|AFP|EPA)/[\p{Lu}][\p{L}.'’-]*(?:\s[\p{Lu}][\p{L}.'’-]*){0,4}(?:/(?:File|FILE|Pool|POOL)(?:\ Photo)?)?$",
            r"(?:/|\bvia\ |\s[-–—|]\s)\s*Getty\ Images\)?$",
            r"^[\[(](?:(?:Photo|Image|Video|Picture)\ )?(?:Credits?|credits?|CREDITS?|Source|SOURCE)\s*:\s[^()\[\]]{1,120}[\])]\.?$",
            // "Photo by Ann Lee for The Daily": every word a name, or the little words between names.
            r"^(?:Photo(?:graph)?|Image|Illustration|Video|Graphic)s?\ (?:by|courtesy\ of|courtesy)\ [\p{Lu}][\p{L}.'’/-]*(?:\s(?:for|of|the|and|via|[/|&-]|[\p{Lu}][\p{L}.'’/-]*)){0,9}$",
        ],
        false,
    )
});

/// Copyright, reuse and reporting lines.
static NOTICES: LazyLock<RegexSet> = LazyLock::new(|| {
    set(
        &[
            r"^(?:©|\(c\)|&copy;|copyright)\s*(?:©|\(c\))?\s*(?:19|20)\d\d\b",
            r"^(?:©|copyright\s*(?:©|\(c\)))\s*\S",
            r"^(?:©|copyright\b).{0,160}\ball\ rights\ reserved\.?",
            r"^(?:this\ (?:material|content|article|story)\ may\ not\ be\ (?:published|reproduced|republished))",
            r"^\(?(?:additional\ )?(?:reporting|writing)(?:\ and\ writing)?\ by\ .{2,200};\s*(?:additional\ |writing\ |editing\ |compiled\ ).*\bby\b.{2,120}$",
            r"^our\ standards:\s*the\ thomson\ reuters\ trust\ principles",
            r"^(?:some|additional)\ (?:information|material|reporting)\ (?:for|in)\ this\ (?:report|story|article)\ (?:was|were|is|came)\b.{0,120}$",
            r"^(?:the\ )?(?:associated\ press|ap|reuters|afp|agence\ france-presse|voa)\b.{0,120}\bcontributed\ to\ this\ (?:report|story|article)\.?$",
            r"^this\ (?:article|story|post|piece)\ (?:was|has\ been)?\s*(?:originally|first)\ (?:published|appeared)\ (?:on|in|by|at)\b.{0,160}$",
        ],
        true,
    )
});

/// Appeals to the reader, and pointers to other pieces.
static APPEALS: LazyLock<RegexSet> = LazyLock::new(|| {
    set(
        &[
            // A headline follows, and headlines have no full stop: with one, it may be prose.
            r"^[-–—*•»>\s]*(?:read\ (?:more|also|next|the\ full\ story)|also\ read|see\ also|related(?:\ (?:story|article|coverage))?|more\ on\ this|recommended|watch(?:\ (?:now|more))?|listen|don['’]t\ miss)\s*[:|>»–—-]\s*.*[^.!,;…\s]$",
            r"^(?:please\ )?(?:sign\ up|subscribe|register)\b.{0,120}\b(?:newsletters?|inbox|e-?mails?|briefings?|alerts|podcast|channel|for\ (?:free|updates)|full\ story|app)\b",
            r"^(?:get|receive|want)\b.{0,120}\b(?:in|to|into)\ your\ (?:inbox|e-?mail|mailbox)\b",
            r"^(?:click|tap)\ here\ (?:to|for)\b.{0,120}$",
            r"^(?:share|tweet|print|e-?mail|save)\ this\ (?:article|story|post|page)\b.{0,60}$",
            r"^(?:like|follow|find|join)\ (?:us|@\w+)\ on\ (?:facebook|twitter|x|instagram|telegram|whatsapp|linkedin|youtube|threads|bluesky|google\ news)\b",
            r"^follow\ (?:@\w+|[\p{L}.'’-]+(?:\s[\p{L}.'’-]+){0,3})\ on\ (?:facebook|twitter|instagram|telegram|whatsapp|threads|bluesky)\b.{0,160}$",
            r"^download\ (?:our|the)\ .{0,30}\bapps?(?:\ (?:for|on|from|today|now|here)\b.{0,60})?[.!]?$",
            r"^to\ (?:view|read|continue\ reading)\ (?:the|this)\ (?:full\ |whole\ |rest\ of\ (?:the|this)\ )?(?:story|article)\b.{0,120}\b(?:subscribe|log\ in|sign\ (?:in|up)|register)\b",
            r"^(?:already\ a\ subscriber|not\ a\ subscriber|this\ (?:article|story)\ is\ for\ subscribers)\b",
            r"^(?:we\ want\ to\ hear|tell\ us|let\ us\ know)\ what\ you\ think\b.{0,200}$",
            r"^(?:contact|e-?mail|reach|write\ to)\ .{0,80}@\S+$",
            r"^.{3,100}\bcan\ be\ (?:reached|contacted|emailed)\ (?:at|by|via|on)\b.{0,120}$",
            r"^(?:have|got)\ (?:a|any)\ (?:tip|news\ tip|story|question|correction)s?\b.{0,160}$",
            r"^submit\ (?:a|your)\ (?:letter|comment|story|tip|news)\b.{0,160}$",
            r"^(?:get|download|stay|receive|read)\b.{0,200}\b(?:with|on|via|in)\ (?:the|our)\ .{0,40}\bapp\.?$",
            r"^(?:first-time|new|existing|current)\ subscribers?\b.{0,240}$",
            r"^if\ you(?:['’]re|\ are)\ (?:already\ a\ subscriber|a\ subscriber|seeing\ this\ message)\b",
            r"^(?:tags?|topics?|filed\ under|categories|category|posted\ in|keywords)\s*:\s*\S.{0,200}[^.]$",
            r"^(?:page\ )?last\ (?:modified|updated|edited|reviewed)\s*(?:on|:)?\s.{0,40}\d.{0,20}$",
            r"^(?:we|this\ (?:post|article|page|site))\ (?:may\ )?(?:earn|receive|contains?|includes?)\b.{0,120}\b(?:commissions?|affiliate)\b",
            r"^(?:this\ (?:article|story|content)\ is\ (?:exclusive|available)\ (?:to|for)\ subscribers|subscribe\ (?:to|now|today)\b.{0,80}\b(?:continue|read|access|unlock)\b|(?:log|sign)\ in\ to\ (?:continue|read)\b)",
            r"^(?:please\ )?(?:enable|turn\ on|allow)\ javascript\b|^javascript\ (?:is|must|has|needs)\b|^(?:your|this)\ browser\ (?:does|is)\b",
            r"^(?:we|this\ (?:site|website|page))\ uses?\ cookies\b",
        ],
        true,
    )
});

static REPORTED_SPEECH: LazyLock<Regex> = LazyLock::new(|| {
    crate::regex(
        r#"(?i)["“”«]|\b(?:said|says|saying|told|tells|according|wrote|writes|added|asked|urged|warned|argued|insisted|called)\b"#,
    )
});

fn set(patterns: &[&str], ignore_case: bool) -> RegexSet {
    RegexSetBuilder::new(patterns.iter().map(|pattern| crate::bounded(pattern)))
        .case_insensitive(ignore_case)
        .size_limit(64 << 20)
        .build()
        .expect("the patterns are constants, and the tests compile them")
}

#[cfg(test)]
mod tests;
