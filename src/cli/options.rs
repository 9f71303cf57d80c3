//! Verbs and options, each with its help in Indonesian and English: the tables lie in the folder, a file for each group;
//! here they become the command line.

mod answers;
mod closing;
mod data;
mod rules;
mod verbs;
mod word;

use crate::message::Language;
use clap::builder::{OsStringValueParser, PossibleValuesParser, StyledStr, Styles};
use clap::{Arg, ArgAction, Command};
use verbs::{VERBS, Verb};
use word::{Both, Word, choice};

/// What all verbs share stands below what is their own.
const LAST: usize = 900;

const COMMON: &[Word] = &[
    choice(
        "bahasa",
        &["id", "en"],
        ("Bahasa pesan: id atau en (juga TAKAR_BAHASA)", "Language of messages: id or en (also TAKAR_BAHASA)"),
    ),
    choice(
        "warna",
        &["otomatis", "selalu", "tidak"],
        (
            "Warna: otomatis, selalu, tidak (NO_COLOR dihormati)",
            "Colour: otomatis, selalu, tidak (NO_COLOR is honoured)",
        ),
    ),
];

/// The words that may stand where a verb stands, for suggestions.
pub fn verb_names() -> impl Iterator<Item = &'static str> {
    VERBS.iter().flat_map(|verb| std::iter::once(verb.name).chain(verb.alias))
}

/// The name of the verb that a word stands for: itself, or the verb whose alias it is.
pub fn verb_of(word: &str) -> Option<&'static str> {
    VERBS.iter().find(|verb| verb.name == word || verb.alias == Some(word)).map(|verb| verb.name)
}

/// The values that an option takes.
pub fn values_of(option: &str) -> Vec<String> {
    let name = option.trim_start_matches('-');
    // `--format` stands in several tables: clap names the values itself there.
    let own = VERBS.iter().flat_map(|verb| verb.options.iter().copied().flatten());
    own.chain(COMMON)
        .find(|word| word.name == name)
        .map_or_else(Vec::new, |word| word.takes.iter().map(ToString::to_string).collect())
}

/// The whole command line in one language.
pub fn command(language: Language) -> Command {
    command_line(language, false)
}

/// The command line for completion: the English word of each verb is completed like any other, while help names it beside
/// the verb.
pub fn command_to_complete(language: Language) -> Command {
    command_line(language, true)
}

fn command_line(language: Language, shows_aliases: bool) -> Command {
    let text = |both: Both| language.pick(both.0, both.1);
    let mut command = frame(Command::new("takar"), language)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .about(text((
            "takar menghitung dan menjelaskan capaian kinerja instansi pemerintah menurut aturannya sendiri.",
            "takar computes and explains the performance ratings of a government office by its own rules.",
        )))
        .override_usage(text(("takar PERINTAH [OPSI]", "takar VERB [OPTIONS]")))
        .help_template(template(
            language,
            &[("Perintah", "Verbs", "subcommands"), ("Opsi", "Options", "options")],
            true,
        ))
        .arg(
            Arg::new("versi")
                .long("versi")
                .alias("version")
                .short('V')
                .action(ArgAction::Version)
                .display_order(LAST)
                .help(text(("Menampilkan versi", "Shows the version"))),
        );
    for word in COMMON {
        command = command.arg(argument(word, language).global(true).display_order(LAST));
    }
    for verb in VERBS {
        command = command.subcommand(subcommand(verb, language, shows_aliases));
    }
    command
}

fn subcommand(verb: &Verb, language: Language, shows_alias: bool) -> Command {
    let text = |both: Both| language.pick(both.0, both.1);
    let mut about = text(verb.about).to_owned();
    if let Some(alias) = verb.alias {
        about.push_str(&format!(" ({alias})"));
    }
    let mut usage = format!("takar {}", verb.name);
    let mut command = frame(Command::new(verb.name), language).about(about);
    for (word, required) in verb.words {
        let value = word.value.map_or(word.name, text);
        let dots = if word.many { "…" } else { "" };
        usage.push_str(&if *required { format!(" {value}{dots}") } else { format!(" [{value}{dots}]") });
        command = command.arg(positional(word, *required, language));
    }
    usage.push_str(text((" [OPSI]", " [OPTIONS]")));
    for word in verb.options.iter().flat_map(|words| words.iter()) {
        command = command.arg(argument(word, language));
    }
    let sections = [("Argumen", "Arguments", "positionals"), ("Opsi", "Options", "options")];
    command = command.override_usage(usage).help_template(template(language, &sections, false));
    match verb.alias {
        Some(alias) if shows_alias => command.visible_alias(alias),
        Some(alias) => command.alias(alias),
        None => command,
    }
}

/// What all commands share: our own help option in place of clap's.
fn frame(command: Command, language: Language) -> Command {
    command.styles(Styles::plain()).disable_help_flag(true).arg(
        Arg::new("bantuan")
            .long("help")
            .alias("bantuan")
            .display_order(LAST)
            .short('h')
            .action(ArgAction::HelpShort)
            .help(language.pick("Menampilkan bantuan ini", "Shows this help")),
    )
}

fn template(language: Language, sections: &[(&str, &str, &str)], top: bool) -> StyledStr {
    let mut text = format!("{{about}}\n\n{}: {{usage}}\n", language.pick("Pemakaian", "Usage"));
    for (id, en, tag) in sections {
        text.push_str(&format!("\n{}:\n{{{tag}}}\n", language.pick(id, en)));
    }
    if top {
        text.push_str(
            language
                .pick("\nBantuan sebuah perintah: takar PERINTAH --help\n", "\nHelp for a verb: takar VERB --help\n"),
        );
    }
    text.into()
}

fn positional(word: &Word, required: bool, language: Language) -> Arg {
    let value = word.value.map_or(word.name, |both| language.pick(both.0, both.1));
    let argument = Arg::new(word.name)
        .value_name(value)
        .required(required)
        .help(language.pick(word.help.0, word.help.1))
        .hide_possible_values(true);
    let argument = match word.takes {
        [] => argument.value_parser(OsStringValueParser::new()),
        takes => argument.value_parser(PossibleValuesParser::new(takes)),
    };
    if word.many { argument.action(ArgAction::Append).num_args(1..) } else { argument.action(ArgAction::Set) }
}

fn argument(word: &Word, language: Language) -> Arg {
    let argument = Arg::new(word.name).long(word.name).help(language.pick(word.help.0, word.help.1));
    let Some(value) = word.value else { return argument.action(ArgAction::SetTrue) };
    let argument = argument.value_name(language.pick(value.0, value.1)).hide_possible_values(true);
    let argument = if word.many { argument.action(ArgAction::Append) } else { argument.action(ArgAction::Set) };
    let argument = match word.bare {
        Some(bare) => argument.num_args(0..=1).default_missing_value(bare),
        None => argument,
    };
    if word.takes.is_empty() {
        argument.value_parser(OsStringValueParser::new())
    } else {
        argument.value_parser(PossibleValuesParser::new(word.takes))
    }
}
