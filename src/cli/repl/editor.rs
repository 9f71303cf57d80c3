//! Line editing: keys, completion, colours, history.

use super::{Talk, history};
use crate::cli::exit::Exit;
use crate::cli::terminal::Terminal;
use crate::render::markup::{Markup, Role};
use crate::tools::session::{Session, is_whole};
use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{ColorMode, CompletionType, Config, Context, Editor, ExternalPrinter, Helper};
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// So many lines are remembered.
const MOST_REMEMBERED: usize = 1000;

/// Where there is less room than this, nothing is hinted.
const SHORTEST_HINT: usize = 12;

/// Reads lines from the terminal until the session is over.
pub fn run(talk: &mut Talk<'_>) -> Exit {
    let styled = talk.terminal.colours_result(true);
    let config = Config::builder()
        .auto_add_history(true)
        .completion_type(CompletionType::List)
        .color_mode(if styled { ColorMode::Forced } else { ColorMode::Disabled })
        .max_history_size(MOST_REMEMBERED)
        .and_then(|config| config.history_ignore_dups(true))
        .map(rustyline::config::Builder::build)
        .unwrap_or_default();
    let Ok(mut editor) = Editor::<Words, FileHistory>::with_config(config) else {
        talk.script();
        return if talk.failed { Exit::Fails } else { Exit::Well };
    };
    editor.set_helper(Some(Words { session: Rc::clone(&talk.session), styled }));
    let file = history::file();
    if let Some(file) = &file {
        // The first session has no history.
        let _ = editor.load_history(file);
    }
    greet(talk, styled);
    let over = Arc::new(AtomicBool::new(false));
    if let (Some(watch), Ok(mut printer)) = (&talk.watch, editor.create_external_printer()) {
        let language = talk.terminal.language;
        let say = move |path: &std::path::Path| {
            let path = path.display();
            let _ = printer.print(language.pick(
                format!("{path} berubah; dimuat ulang pada baris berikutnya\n"),
                format!("{path} has changed; it is read again with the next line\n"),
            ));
        };
        watch.while_typing(say, Arc::clone(&over));
    }
    loop {
        let prompt = talk.session.borrow().prompt();
        match editor.readline(&prompt) {
            Ok(line) => {
                let quit = talk.line(&line);
                remember(&mut editor, file.as_deref());
                if quit {
                    break;
                }
            }
            // Ctrl-C clears the line, Ctrl-D leaves.
            Err(ReadlineError::Interrupted) => {}
            Err(_) => break,
        }
    }
    over.store(true, Ordering::Relaxed);
    Exit::Well
}

fn remember(editor: &mut Editor<Words, FileHistory>, file: Option<&std::path::Path>) {
    if let Some(file) = file {
        // A history that cannot be kept is no reason to stop.
        let _ = editor.append_history(file).or_else(|_| editor.save_history(file));
    }
}

fn greet(talk: &Talk<'_>, styled: bool) {
    let terminal: &Terminal = talk.terminal;
    let session = talk.session.borrow();
    let mut text = Markup::of(Role::Heading, session.title());
    text.newline();
    text.push(Role::Plain, session.where_we_are().text);
    text.push(
        Role::Faint,
        terminal.language.pick(
            ":bantuan menampilkan yang dapat diketik, :keluar mengakhiri\n",
            ":bantuan shows what can be typed, :keluar ends the session\n",
        ),
    );
    terminal.print(&if styled { text.ansi() } else { text.plain() });
}

/// What the line editor asks of a session.
struct Words {
    session: Rc<RefCell<Session>>,
    styled: bool,
}

impl Helper for Words {}

impl Completer for Words {
    type Candidate = Pair;

    fn complete(&self, line: &str, pos: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let (start, candidates) = self.session.borrow().complete(line, pos);
        let several = candidates.len() > 1;
        let width = candidates.iter().map(|candidate| candidate.text.chars().count()).max().unwrap_or(0);
        let pair = |candidate: crate::tools::session::Candidate| {
            let display = match several && !candidate.title.is_empty() {
                true => format!("{:width$}  {}", candidate.text, shortened(&candidate.title)),
                false => candidate.text.clone(),
            };
            Pair { display, replacement: candidate.text }
        };
        Ok((start, candidates.into_iter().map(pair).collect()))
    }
}

/// A title that fits beside its code.
fn shortened(title: &str) -> String {
    crate::render::layout::shorten(title, 48)
}

/// What is shown behind the line and never typed.
struct Beside(String);

impl Hint for Beside {
    fn display(&self) -> &str {
        &self.0
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}

impl Hinter for Words {
    type Hint = Beside;

    fn hint(&self, line: &str, pos: usize, _: &Context<'_>) -> Option<Beside> {
        if pos < line.len() || line.contains('\n') {
            return None;
        }
        let session = self.session.borrow();
        // A hint stays on its line.
        let width = terminal_size::terminal_size().map_or(session.look.width, |(width, _)| usize::from(width.0));
        let taken = session.prompt().chars().count() + line.chars().count() + 1;
        let room = width.checked_sub(taken).filter(|room| *room >= SHORTEST_HINT)?;
        session.hint(line).map(|hint| Beside(crate::render::layout::shorten(&hint, room)))
    }
}

impl Highlighter for Words {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        match self.styled {
            true => Cow::Owned(self.session.borrow().highlight(line).ansi()),
            false => Cow::Borrowed(line),
        }
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        match self.styled {
            true => Cow::Owned(Markup::of(Role::Faint, hint).ansi()),
            false => Cow::Borrowed(hint),
        }
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        self.styled
    }
}

impl Validator for Words {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(if is_whole(context.input()) { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}
