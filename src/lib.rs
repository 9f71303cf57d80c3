//! takar computes and explains performance ratings as an Indonesian government office measures them.

pub mod number;
pub mod source;
