//! How jobs and answers go over a pipe: a line of JSON, and bytes of which the line gives the number.

use std::io::{self, BufRead, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Line<T> {
    message: T,
    payload: usize,
}

/// Sends a message with its bytes.
pub(super) fn send<T: Serialize>(to: &mut impl Write, message: &T, payload: &[u8]) -> io::Result<()> {
    serde_json::to_writer(&mut *to, &Line { message, payload: payload.len() })?;
    to.write_all(b"\n")?;
    to.write_all(payload)?;
    to.flush()
}

/// How long the line of a message may be, and how many bytes may follow it: a worker that opens a file
/// from outside is not trusted to keep to any measure of its own.
const LARGEST_LINE: u64 = 64 * 1024 * 1024;
const LARGEST_PAYLOAD: usize = 400 * 1024 * 1024;

/// Receives a message with its bytes; `None` when no more will come.
pub(super) fn receive<T: DeserializeOwned>(from: &mut impl BufRead) -> io::Result<Option<(T, Vec<u8>)>> {
    let mut line = Vec::new();
    if from.by_ref().take(LARGEST_LINE).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    let Line { message, payload } = serde_json::from_slice(&line)?;
    if payload > LARGEST_PAYLOAD {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    from.take(payload as u64).read_to_end(&mut bytes)?;
    if bytes.len() < payload {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some((message, bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_and_their_bytes_come_over_whole() {
        let mut pipe = Vec::new();
        send(&mut pipe, &"een\nregel", b"\n{}\n").unwrap();
        send(&mut pipe, &"twee", b"").unwrap();
        let mut from = pipe.as_slice();
        assert_eq!(receive::<String>(&mut from).unwrap(), Some(("een\nregel".to_owned(), b"\n{}\n".to_vec())));
        assert_eq!(receive::<String>(&mut from).unwrap(), Some(("twee".to_owned(), Vec::new())));
        assert_eq!(receive::<String>(&mut from).unwrap(), None);
    }

    #[test]
    fn a_message_that_was_cut_off_is_no_message() {
        let mut pipe = Vec::new();
        send(&mut pipe, &"een", b"bytes").unwrap();
        pipe.pop();
        assert!(receive::<String>(&mut pipe.as_slice()).is_err());
        assert!(receive::<String>(&mut b"geen JSON\n".as_slice()).is_err());
    }
}
