//! The tests, in one binary: a file for each part of the program, a case for each thing that it does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod amend;
mod amended;
mod bahasa;
mod batch;
mod boundary;
mod check;
mod cli;
mod compare;
mod coverage;
mod damage;
mod data;
mod dossier;
mod evaluate;
mod explain;
#[cfg(unix)]
mod faults;
mod force;
mod format;
mod layers;
mod limits;
mod literate;
mod model;
mod number;
mod outputs;
mod packed;
mod pages;
mod panduan;
#[cfg(feature = "parquet")]
mod parquet;
mod pelengkap;
mod periods;
mod plan;
mod points;
#[cfg(unix)]
mod progress;
mod query;
mod reconcile;
mod robust;
mod seek;
mod session;
mod summary;
mod support;
mod survival;
mod syntax;
mod whatif;
#[cfg(feature = "xlsx")]
mod workbook;
