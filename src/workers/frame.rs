//! How jobs and answers go over a pipe: a line of JSON, and the payloads of which the line gives the lengths.

use std::io::{self, BufRead, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What goes over a pipe.
pub trait Message: Serialize + DeserializeOwned {
    /// The payloads in it, in an order that its line of JSON determines.
    fn payloads(&mut self) -> Vec<&mut Payload> {
        Vec::new()
    }
}

/// Bytes in a message: a file. In its line of JSON they have a place only; they follow after the line.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Payload {
    /// The bytes.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl From<Vec<u8>> for Payload {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }
}

impl AsRef<[u8]> for Payload {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

#[derive(Serialize, Deserialize)]
struct Line<M> {
    message: M,
    payloads: Vec<usize>,
}

/// Sends a message with its payloads.
pub(super) fn send<M: Message>(to: &mut impl Write, mut message: M) -> io::Result<()> {
    let payloads = message.payloads().iter().map(|payload| payload.bytes.len()).collect();
    serde_json::to_writer(&mut *to, &Line { message: &message, payloads })?;
    to.write_all(b"\n")?;
    for payload in message.payloads() {
        to.write_all(&payload.bytes)?;
    }
    to.flush()
}

/// How long the line of a message may be, and how many bytes may follow it: a worker that opens a file
/// from outside is not trusted to keep to any measure of its own.
const LARGEST_LINE: u64 = 64 * 1024 * 1024;
const LARGEST_PAYLOADS: usize = 400 * 1024 * 1024;

/// Receives a message with its payloads; `None` when no more will come.
pub(super) fn receive<M: Message>(from: &mut impl BufRead) -> io::Result<Option<M>> {
    let mut line = Vec::new();
    if from.by_ref().take(LARGEST_LINE).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    let Line::<M> { mut message, payloads: lengths } = serde_json::from_slice(&line)?;
    let payloads = message.payloads();
    let total = lengths.iter().try_fold(0, |sum: usize, length| sum.checked_add(*length));
    if payloads.len() != lengths.len() || total.is_none_or(|total| total > LARGEST_PAYLOADS) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    for (Payload { bytes }, length) in payloads.into_iter().zip(lengths) {
        from.by_ref().take(length as u64).read_to_end(bytes)?;
        if bytes.len() < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(Some(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
    struct Files(Vec<(String, Payload)>);

    impl Message for Files {
        fn payloads(&mut self) -> Vec<&mut Payload> {
            self.0.iter_mut().map(|(_, bytes)| bytes).collect()
        }
    }

    impl Message for String {}

    fn files() -> Files {
        let file = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec().into());
        Files(vec![file("een\nregel", b"\n{}\n"), file("leeg", b""), file("twee", b"bytes")])
    }

    #[test]
    fn messages_and_their_payloads_come_over_whole() {
        let mut pipe = Vec::new();
        send(&mut pipe, files()).unwrap();
        send(&mut pipe, "twee".to_owned()).unwrap();
        let mut from = pipe.as_slice();
        assert_eq!(receive(&mut from).unwrap(), Some(files()));
        assert_eq!(receive(&mut from).unwrap(), Some("twee".to_owned()));
        assert_eq!(receive::<String>(&mut from).unwrap(), None);
    }

    #[test]
    fn a_message_that_was_cut_off_is_no_message() {
        let mut pipe = Vec::new();
        send(&mut pipe, files()).unwrap();
        pipe.pop();
        assert!(receive::<Files>(&mut pipe.as_slice()).is_err());
        assert!(receive::<String>(&mut b"geen JSON\n".as_slice()).is_err());
    }

    /// What does not hold what was asked for is never taken for it, in part or as something else.
    #[test]
    fn another_message_than_was_asked_for_is_no_message() {
        let of = |line: &str| receive::<Files>(&mut format!("{line}\nbytes").as_bytes());
        assert!(of(r#"{"message":[["een",{}]],"payloads":[5]}"#).is_ok());
        assert!(of(r#"{"message":[["een",{}]],"payloads":[]}"#).is_err());
        assert!(of(r#"{"message":[["een",{}]],"payloads":[2,3]}"#).is_err());
        assert!(of(r#"{"message":"een","payloads":[]}"#).is_err());
        let most = usize::MAX;
        assert!(of(&format!(r#"{{"message":[["een",{{}}],["twee",{{}}]],"payloads":[{most},6]}}"#)).is_err());
    }
}
