//! The world outside of a session: files and the clock.

use crate::cli::files;
use crate::cli::output::{Output, refuse_input};
use crate::data::{DataInput, DataSource};
use crate::message::files::FilesMessage;
use crate::model::Files;
use crate::tools::session::Host;
use crate::value::Date;
use std::io::Write;
use std::path::PathBuf;

/// The disk.
pub struct Disk {
    files: files::Disk,
    /// What no result may replace.
    inputs: Vec<PathBuf>,
}

impl Disk {
    /// With the files that were read.
    pub fn new(rules: Vec<PathBuf>, data: &[DataInput]) -> Self {
        let data = data.iter().filter_map(|input| match &input.source {
            DataSource::File(path) => Some(path.clone()),
            DataSource::Stdin => None,
        });
        Self { files: files::Disk, inputs: rules.into_iter().chain(data).collect() }
    }
}

impl Host for Disk {
    fn files(&mut self) -> &mut dyn Files {
        &mut self.files
    }

    fn write(&mut self, files: &[(PathBuf, String)]) -> Result<(), FilesMessage> {
        let inputs = || self.inputs.iter().map(PathBuf::as_path);
        for (path, _) in files {
            refuse_input(path, inputs())?;
        }
        let mut outputs = Vec::new();
        for (path, text) in files {
            let mut output = Output::new(Some(path.as_os_str()), inputs())?;
            output.write_all(text.as_bytes()).map_err(|error| output.problem(&error))?;
            outputs.push(output);
        }
        // Nothing appears before all of it is written.
        outputs.into_iter().try_for_each(Output::publish)
    }

    fn today(&self) -> Date {
        // What reproducible builds set stands for the clock.
        let set = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse::<i64>().ok());
        let set = set.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
        match set {
            Some(instant) => jiff::tz::TimeZone::UTC.to_datetime(instant).date(),
            None => jiff::ZonedDateTime::now().date(),
        }
    }
}
