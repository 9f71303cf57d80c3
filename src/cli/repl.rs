//! `takar repl`: asks rules and data, line by line. Line editing is all that is done here; what is shown comes from
//! [`crate::tools::session`].

mod editor;
mod history;
mod host;
mod watch;

use super::exit::Exit;
use super::load::Ruleset;
use super::realization::Realization;
use super::terminal::Terminal;
use crate::data::DataSource;
use crate::diagnostic::Diagnostic;
use crate::message::files::{FileTrouble, FilesMessage};
use crate::tools::scenario::Setup;
use crate::tools::session::{Opening, OpeningProblem, Reply, Session, is_whole};
use clap::ArgMatches;
use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{BufRead, IsTerminal, Write};
use std::rc::Rc;
use watch::Watch;

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    let session = match open(matches, terminal) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let watch = matches.get_flag("pantau").then(|| Watch::new(session.sources()));
    let mut talk = Talk { session: Rc::new(RefCell::new(session)), terminal, watch, failed: false };
    let notice = talk.session.borrow_mut().take_notice();
    talk.tell(&notice);
    match matches.get_many::<OsString>("perintah") {
        Some(lines) => {
            for line in lines {
                if talk.line(&line.to_string_lossy()) {
                    break;
                }
            }
        }
        None if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() => {
            return editor::run(&mut talk);
        }
        None => talk.script(),
    }
    if talk.failed { Exit::Fails } else { Exit::Well }
}

fn open(matches: &ArgMatches, terminal: &Terminal) -> Result<Session, Exit> {
    let named = matches.get_one::<OsString>("ATURAN").ok_or(Exit::Usage)?;
    let twice = || {
        terminal.tell_one(&Diagnostic::nowhere(FilesMessage::InputTwice {}));
        Exit::Usage
    };
    // Lines are read from standard input, and files again and again.
    if named == "-" {
        return Err(twice());
    }
    let ruleset = Ruleset::load(named, matches, terminal)?;
    let realization = Realization::new(matches, &ruleset, terminal)?;
    let (inputs, options) = realization.parts();
    if inputs.iter().any(|input| matches!(input.source, DataSource::Stdin)) {
        return Err(twice());
    }
    let opening = Opening {
        host: Box::new(host::Disk::new(ruleset.files.clone(), inputs)),
        look: terminal.look_of_output(),
        named: super::realization::quoted(named),
        setup: Setup { main: ruleset.path.clone(), options: ruleset.options.clone() },
        inputs: inputs.to_vec(),
        options: options.clone(),
    };
    Session::open(opening).map_err(|(problem, told)| {
        let _ = std::io::stderr().write_all(told.as_bytes());
        match problem {
            OpeningProblem::Rules => Exit::Rules,
            OpeningProblem::Data => Exit::Data,
            OpeningProblem::Files => Exit::Files,
            OpeningProblem::Usage => Exit::Usage,
        }
    })
}

/// A session and where its answers go.
pub(super) struct Talk<'t> {
    session: Rc<RefCell<Session>>,
    terminal: &'t Terminal,
    watch: Option<Watch>,
    failed: bool,
}

impl Talk<'_> {
    /// Answers a line. True where the session is over.
    fn line(&mut self, line: &str) -> bool {
        self.reload_changed();
        let reply = {
            let mut session = self.session.borrow_mut();
            session.look = self.terminal.look_of_output();
            session.run(line)
        };
        // What was read may be other files now.
        if let Some(watch) = &mut self.watch {
            watch.follow(self.session.borrow().sources());
        }
        self.answer(&reply)
    }

    fn answer(&mut self, reply: &Reply) -> bool {
        self.failed |= reply.failed;
        self.tell(&reply.problem);
        self.terminal.print(&reply.text);
        reply.quit
    }

    /// Something for standard error.
    fn tell(&self, text: &str) {
        // Nobody is left to be told where standard error is closed.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }

    /// `--pantau`: reads files again that have changed.
    fn reload_changed(&mut self) {
        if self.watch.as_mut().is_some_and(Watch::has_changed) {
            let reply = self.session.borrow_mut().run(":ulang");
            self.answer(&reply);
        }
    }

    /// Lines from standard input; what belongs together is read together.
    fn script(&mut self) {
        let mut pending = String::new();
        for line in std::io::stdin().lock().lines() {
            let line = match line {
                Ok(line) => line,
                Err(error) => {
                    let (path, why) = ("-".to_owned(), FileTrouble::of(&error));
                    self.terminal.tell_one(&Diagnostic::nowhere(FilesMessage::CannotRead { path, why }));
                    self.failed = true;
                    break;
                }
            };
            if !pending.is_empty() {
                pending.push('\n');
            }
            pending.push_str(&line);
            if !is_whole(&pending) && pending.len() < MOST {
                continue;
            }
            if self.line(&std::mem::take(&mut pending)) {
                return;
            }
        }
        if !pending.trim().is_empty() {
            self.line(&pending);
        }
    }
}

/// No line is longer.
const MOST: usize = 1 << 20;
