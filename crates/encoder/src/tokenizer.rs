//! `WordPiece`, with byte offsets.

use crate::EncoderError;
use std::path::Path;

/// One word piece and the bytes of the input it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its number in the vocabulary.
    pub id: u32,
    /// First byte in the input.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// The tokenizer of a model. Padding and truncation, which this model's `tokenizer.json` asks for, are turned off:
/// whoever builds an input decides what is cut.
pub struct Tokenizer {
    inner: tokenizers::Tokenizer,
    cls: u32,
    sep: u32,
}

impl Tokenizer {
    /// Reads a `tokenizer.json`.
    pub fn open(path: &Path) -> Result<Self, EncoderError> {
        let bytes = std::fs::read(path).map_err(|source| EncoderError::Io { path: path.into(), source })?;
        Self::from_bytes(&bytes).map_err(|reason| EncoderError::Damaged { path: path.into(), reason })
    }

    /// From the bytes of a `tokenizer.json`; the error says what is wrong with them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        let mut inner = tokenizers::Tokenizer::from_bytes(bytes).map_err(|e| e.to_string())?;
        inner.with_padding(None);
        inner.with_truncation(None).map_err(|e| e.to_string())?;
        let special =
            |word: &str| inner.token_to_id(word).ok_or_else(|| format!("no token {word} in the vocabulary"));
        let (cls, sep) = (special("[CLS]")?, special("[SEP]")?);
        Ok(Self { inner, cls, sep })
    }

    /// Id of `[CLS]`.
    pub fn cls(&self) -> u32 {
        self.cls
    }

    /// Id of `[SEP]`.
    pub fn sep(&self) -> u32 {
        self.sep
    }

    /// Id of a special or reserved word such as `[unused0]`.
    pub fn id(&self, word: &str) -> Option<u32> {
        self.inner.token_to_id(word)
    }

    /// Word pieces of `text`, without `[CLS]` and `[SEP]`, in order. Total: any string gives tokens.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        // The tokenizer reports an error only for models that cannot represent unknown words; WordPiece has [UNK].
        let Ok(encoding) = self.inner.encode(text, false) else { return Vec::new() };
        let pairs = encoding.get_ids().iter().zip(encoding.get_offsets());
        pairs.map(|(&id, &(start, end))| Token { id, start, end }).collect()
    }
}
