//! JSON in one form only (RFC 8785), so that a document has one hash: keys sorted, no blanks, texts with the fewest escapes;
//! of numbers only whole ones, which need no rule for digits.

use serde_json::Value;

/// A whole number up to here is the same in every reader of JSON.
const LARGEST: u64 = (1 << 53) - 1;

/// The one form of a document; none where it holds what has no such form: fractions, null, truth values.
pub fn write(value: &Value) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    put(value, &mut out)?;
    Some(out)
}

/// Whether these bytes are the one form of the document that they are.
pub fn is_canonical(value: &Value, bytes: &[u8]) -> bool {
    write(value).is_some_and(|canonical| canonical == bytes)
}

// As deep as the reader of JSON allows, which has its own limit.
fn put(value: &Value, out: &mut Vec<u8>) -> Option<()> {
    match value {
        Value::String(text) => put_text(text, out),
        Value::Number(number) => {
            let whole = number.as_u64().filter(|whole| *whole <= LARGEST)?;
            out.extend_from_slice(whole.to_string().as_bytes());
            Some(())
        }
        Value::Array(members) => {
            out.push(b'[');
            for (index, member) in members.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                put(member, out)?;
            }
            out.push(b']');
            Some(())
        }
        Value::Object(fields) => {
            let mut fields: Vec<(&String, &Value)> = fields.iter().collect();
            fields.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push(b'{');
            for (index, (name, field)) in fields.into_iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                put_text(name, out)?;
                out.push(b':');
                put(field, out)?;
            }
            out.push(b'}');
            Some(())
        }
        Value::Null | Value::Bool(_) => None,
    }
}

fn put_text(text: &str, out: &mut Vec<u8>) -> Option<()> {
    serde_json::to_writer(out, text).ok()
}
