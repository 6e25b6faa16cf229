//! The elements that an article reader has a use for, by name.

/// An element's name, as far as it matters here. Formatting elements (`b`, `em`, `font`) are no nodes at all, see
/// [`Tag::is_formatting`]; elements not known here are `Other`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Tag {
    Text,
    Other,
    A,
    Abbr,
    Address,
    Article,
    Aside,
    Audio,
    Base,
    Blockquote,
    Body,
    Br,
    Button,
    Canvas,
    Caption,
    Center,
    Cite,
    Code,
    Dd,
    Details,
    Dialog,
    Div,
    Dl,
    Dt,
    Embed,
    Fieldset,
    Figcaption,
    Figure,
    Footer,
    Form,
    Formatting,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    Head,
    Header,
    Hr,
    Html,
    Iframe,
    Img,
    Input,
    Label,
    Li,
    Link,
    Main,
    Map,
    Menu,
    Meta,
    Nav,
    Noembed,
    Noscript,
    Object,
    Ol,
    Option,
    P,
    Picture,
    Plaintext,
    Pre,
    Q,
    Script,
    Section,
    Select,
    Source,
    Span,
    Style,
    Summary,
    Svg,
    Table,
    Tbody,
    Td,
    Template,
    Textarea,
    Tfoot,
    Th,
    Thead,
    Time,
    Title,
    Tr,
    Track,
    Ul,
    Video,
    Wbr,
    Xmp,
}

impl Tag {
    /// The element called `name`, in lower case.
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"a" => Self::A,
            b"abbr" => Self::Abbr,
            b"address" => Self::Address,
            b"article" => Self::Article,
            b"aside" => Self::Aside,
            b"audio" => Self::Audio,
            b"b" | b"bdi" | b"bdo" | b"big" | b"del" | b"dfn" | b"em" | b"font" | b"i" | b"ins" | b"kbd"
            | b"mark" | b"nobr" | b"rp" | b"rt" | b"ruby" | b"s" | b"samp" | b"small" | b"strike"
            | b"strong" | b"sub" | b"sup" | b"tt" | b"u" | b"var" => Self::Formatting,
            b"base" => Self::Base,
            b"blockquote" => Self::Blockquote,
            b"body" => Self::Body,
            b"br" => Self::Br,
            b"button" => Self::Button,
            b"canvas" => Self::Canvas,
            b"caption" => Self::Caption,
            b"center" => Self::Center,
            b"cite" => Self::Cite,
            b"code" => Self::Code,
            b"dd" => Self::Dd,
            b"details" => Self::Details,
            b"dialog" => Self::Dialog,
            b"div" => Self::Div,
            b"dl" => Self::Dl,
            b"dt" => Self::Dt,
            b"embed" => Self::Embed,
            b"fieldset" => Self::Fieldset,
            b"figcaption" => Self::Figcaption,
            b"figure" => Self::Figure,
            b"footer" => Self::Footer,
            b"form" => Self::Form,
            b"h1" => Self::H1,
            b"h2" => Self::H2,
            b"h3" => Self::H3,
            b"h4" => Self::H4,
            b"h5" => Self::H5,
            b"h6" => Self::H6,
            b"head" => Self::Head,
            b"header" => Self::Header,
            b"hr" => Self::Hr,
            b"html" => Self::Html,
            b"iframe" => Self::Iframe,
            b"img" | b"image" => Self::Img,
            b"input" => Self::Input,
            b"label" => Self::Label,
            b"li" => Self::Li,
            b"link" => Self::Link,
            b"main" => Self::Main,
            b"map" => Self::Map,
            b"menu" => Self::Menu,
            b"meta" => Self::Meta,
            b"nav" => Self::Nav,
            b"noembed" | b"noframes" => Self::Noembed,
            b"noscript" => Self::Noscript,
            b"object" => Self::Object,
            b"ol" => Self::Ol,
            b"option" | b"optgroup" => Self::Option,
            b"p" => Self::P,
            b"picture" => Self::Picture,
            b"plaintext" => Self::Plaintext,
            b"pre" => Self::Pre,
            b"q" => Self::Q,
            b"script" => Self::Script,
            b"section" => Self::Section,
            b"select" => Self::Select,
            b"source" => Self::Source,
            b"span" => Self::Span,
            b"style" => Self::Style,
            b"summary" => Self::Summary,
            b"svg" => Self::Svg,
            b"table" => Self::Table,
            b"tbody" => Self::Tbody,
            b"td" => Self::Td,
            b"template" => Self::Template,
            b"textarea" => Self::Textarea,
            b"tfoot" => Self::Tfoot,
            b"th" => Self::Th,
            b"thead" => Self::Thead,
            b"time" => Self::Time,
            b"title" => Self::Title,
            b"tr" => Self::Tr,
            b"track" => Self::Track,
            b"ul" => Self::Ul,
            b"video" => Self::Video,
            b"wbr" => Self::Wbr,
            b"xmp" => Self::Xmp,
            _ => Self::Other,
        }
    }

    /// Marks a word or two and says nothing of what they are.
    pub(super) fn is_formatting(self) -> bool {
        matches!(self, Self::Formatting | Self::Wbr)
    }

    /// Never has an end tag.
    pub(super) fn is_void(self) -> bool {
        use Tag::{Base, Br, Embed, Hr, Img, Input, Link, Meta, Source, Track, Wbr};
        matches!(self, Base | Br | Embed | Hr | Img | Input | Link | Meta | Source | Track | Wbr)
    }

    /// 1 to 6 for `h1` to `h6`.
    pub(super) fn heading(self) -> Option<u8> {
        (Self::H1 as u8..=Self::H6 as u8).contains(&(self as u8)).then(|| self as u8 - Self::H1 as u8 + 1)
    }

    /// Begins a line of its own.
    pub(super) fn is_block(self) -> bool {
        use Tag::{
            Address, Article, Aside, Blockquote, Body, Caption, Center, Dd, Details, Dialog, Div, Dl, Dt,
            Fieldset, Figcaption, Figure, Footer, Form, Header, Hr, Html, Li, Main, Menu, Nav, Ol, P,
            Plaintext, Pre, Section, Summary, Table, Tbody, Td, Tfoot, Th, Thead, Tr, Ul, Xmp,
        };
        self.heading().is_some()
            || matches!(
                self,
                Address
                    | Article
                    | Aside
                    | Blockquote
                    | Body
                    | Caption
                    | Center
                    | Dd
                    | Details
                    | Dialog
                    | Div
                    | Dl
                    | Dt
                    | Fieldset
                    | Figcaption
                    | Figure
                    | Footer
                    | Form
                    | Header
                    | Hr
                    | Html
                    | Li
                    | Main
                    | Menu
                    | Nav
                    | Ol
                    | P
                    | Plaintext
                    | Pre
                    | Section
                    | Summary
                    | Table
                    | Tbody
                    | Td
                    | Tfoot
                    | Th
                    | Thead
                    | Tr
                    | Ul
                    | Xmp
            )
    }

    /// A paragraph ends where one of these begins.
    pub(super) fn closes_paragraph(self) -> bool {
        use Tag::{Body, Caption, Html, Tbody, Td, Tfoot, Th, Thead, Tr};
        self.is_block() && !matches!(self, Body | Caption | Html | Tbody | Td | Tfoot | Th | Thead | Tr)
    }

    /// Bounds what the tags inside it can close.
    pub(super) fn is_scope(self) -> bool {
        use Tag::{Body, Button, Caption, Html, Object, Svg, Table, Td, Template, Th};
        matches!(self, Body | Button | Caption | Html | Object | Svg | Table | Td | Template | Th)
    }

    /// Part of a table's frame.
    pub(super) fn is_table_part(self) -> bool {
        use Tag::{Caption, Table, Tbody, Td, Tfoot, Th, Thead, Tr};
        matches!(self, Caption | Table | Tbody | Td | Tfoot | Th | Thead | Tr)
    }

    /// Holds no words for readers.
    pub(super) fn is_wordless(self) -> bool {
        use Tag::{
            Audio, Canvas, Iframe, Img, Map, Noembed, Object, Option, Script, Select, Style, Svg, Template,
            Textarea, Video,
        };
        self.is_void()
            || matches!(
                self,
                Audio
                    | Canvas
                    | Iframe
                    | Img
                    | Map
                    | Noembed
                    | Object
                    | Option
                    | Script
                    | Select
                    | Style
                    | Svg
                    | Template
                    | Textarea
                    | Video
            )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_know_their_level() {
        assert_eq!(Tag::of(b"h1").heading(), Some(1));
        assert_eq!(Tag::of(b"h6").heading(), Some(6));
        assert_eq!((Tag::of(b"head").heading(), Tag::of(b"hr").heading()), (None, None));
    }

    #[test]
    fn inline_elements_begin_no_line() {
        for name in [&b"span"[..], b"a", b"b", b"time", b"cite", b"x-tag"] {
            assert!(!Tag::of(name).is_block(), "{}", String::from_utf8_lossy(name));
        }
        assert!(Tag::of(b"strong").is_formatting() && Tag::of(b"br").is_void());
    }
}
