//! `takar galat`: the page of a message code. The pages are docs/galat/*.md.

use super::exit::Exit;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::message::files::FilesMessage;
use crate::message::{Code, Language};
use clap::ArgMatches;
use std::ffi::OsString;

macro_rules! pages {
    ($($code:literal)*) => {
        /// Every page by its code, in order. A page is Indonesian up to the heading `## English`.
        pub const PAGES: &[(&str, &str)] =
            &[$(($code, include_str!(concat!("../../docs/galat/", $code, ".md")))),*];
    };
}

pages! {
    "T0101" "T0102" "T0103" "T0104" "T0105" "T0106" "T0107" "T0108" "T0109" "T0110" "T0111" "T0112"
    "T0113" "T0114" "T0115" "T0116" "T0117" "T0118" "T0119" "T0120" "T0121" "T0122" "T0123" "T0124"
    "T0125" "T0126" "T0127" "T0128" "T0129" "T0130" "T0131" "T0132" "T0133" "T0134" "T0135" "T0136"
    "T0137" "T0138" "T0139" "T0140" "T0141" "T0142" "T0144" "T0145" "T0146" "T0147" "T0148"
    "T0149" "T0150" "T0151" "T0152" "T0153" "T0154" "T0155" "T0156" "T0157" "T0158" "T0159" "T0160"
    "T0161" "T0162" "T0163" "T0164" "T0165" "T0166" "T0167" "T0168" "T0169" "T0170" "T0171"
    "T0190" "T0191" "T0192" "T0193" "T0194"
    "T0201" "T0202" "T0203" "T0205" "T0206" "T0207" "T0208" "T0209" "T0210" "T0211" "T0212" "T0213"
    "T0214" "T0215" "T0216" "T0217" "T0218" "T0219" "T0220" "T0221" "T0222" "T0223" "T0224" "T0225"
    "T0226" "T0228"
    "T0301" "T0302" "T0303" "T0304" "T0305" "T0306" "T0307" "T0308" "T0309" "T0310" "T0311" "T0312"
    "T0313" "T0314" "T0315" "T0316" "T0317" "T0318" "T0319" "T0320" "T0321" "T0322" "T0323" "T0324"
    "T0325" "T0326" "T0327" "T0328" "T0329" "T0330" "T0331" "T0332" "T0333" "T0334" "T0335" "T0336"
    "T0337" "T0338" "T0339" "T0340" "T0341" "T0342" "T0343"
    "T0401" "T0402" "T0403" "T0404" "T0405" "T0406" "T0408" "T0409" "T0410" "T0411" "T0412" "T0413"
    "T0414" "T0415" "T0416" "T0420" "T0421" "T0422" "T0423" "T0424" "T0425" "T0426" "T0427" "T0428"
    "T0429" "T0430" "T0431" "T0432" "T0433" "T0434" "T0435" "T0436" "T0437"
    "T0440" "T0441" "T0442" "T0443" "T0444" "T0445" "T0446" "T0447"
    "T0501" "T0502" "T0503" "T0504" "T0505" "T0511" "T0512" "T0513" "T0520"
    "T0601" "T0602" "T0603" "T0604" "T0605" "T0606" "T0607" "T0608" "T0609" "T0610" "T0611" "T0612"
    "T0613" "T0614" "T0615" "T0616" "T0617" "T0618" "T0619" "T0620" "T0621" "T0622" "T0623" "T0624"
    "T0625" "T0626" "T0627" "T0628" "T0629" "T0630" "T0631" "T0632" "T0633" "T0634" "T0635" "T0636"
    "T0637" "T0638" "T0639" "T0640" "T0641" "T0642" "T0643" "T0644" "T0645" "T0646" "T0647" "T0648"
    "T0650" "T0660"
    "T0670" "T0671" "T0672" "T0673" "T0674" "T0675" "T0676" "T0677" "T0678" "T0679" "T0680" "T0681"
    "T0682" "T0683"
    "T0684"
    "T0685"
    "T0686" "T0687" "T0688" "T0689" "T0690" "T0691" "T0692"
    "T0701" "T0702" "T0703" "T0704" "T0705" "T0711" "T0712" "T0713" "T0714" "T0715" "T0716" "T0717"
    "T0718" "T0721" "T0722" "T0723" "T0724" "T0728" "T0729" "T0730" "T0731"
    "T0740" "T0741" "T0742"
    "T0770"
    "T0775"
    "T0780" "T0781" "T0782"
    "T0783" "T0784" "T0785"
    "T0786" "T0787" "T0788" "T0789" "T0790" "T0791" "T0792" "T0793"
    "T0801" "T0802" "T0803" "T0804" "T0805" "T0806" "T0807" "T0808" "T0809" "T0810" "T0811" "T0812"
    "T0813" "T0814" "T0815" "T0816" "T0817" "T0818" "T0819" "T0820" "T0821" "T0830" "T0831" "T0832"
    "T0840" "T0841"
    "T0901" "T0902" "T0903" "T0904" "T0905" "T0906" "T0907" "T0908" "T0909" "T0910" "T0911" "T0912"
    "T0913" "T0914" "T0915" "T0916" "T0917" "T0918" "T0919" "T0920" "T0921" "T0922"
    "T0930" "T0931" "T0932" "T0933" "T0934" "T0935" "T0936" "T0937" "T0938"
    "T0950" "T0951" "T0952" "T0953" "T0954" "T0955" "T0956" "T0957" "T0960" "T0961" "T0962" "T0963"
    "T0964" "T0965" "T0966" "T0967" "T0968" "T0969" "T0970" "T0971" "T0972" "T0973" "T0974"
    "T0975" "T0976" "T0977"
}

/// What the English part of a page begins with.
const ENGLISH: &str = "\n## English\n";

/// The width that text is wrapped to, where there is room.
const WIDTH: usize = 80;

/// Runs the verb.
pub fn run(matches: &ArgMatches, terminal: &Terminal) -> Exit {
    let width = terminal.width_of(true).min(WIDTH);
    let Some(code) = matches.get_one::<OsString>("KODE").map(|code| code.to_string_lossy()) else {
        return terminal.print(&list(terminal.language, width));
    };
    match page(&code) {
        Some(page) => terminal.print(&shown(page, terminal.language, width)),
        None => {
            terminal.tell_one(&Diagnostic::nowhere(FilesMessage::UnknownMessage { code: code.into_owned() }));
            Exit::Usage
        }
    }
}

/// `T0312`, `t0312` and `312` are the same code.
fn page(code: &str) -> Option<&'static str> {
    let digits = code.trim().trim_start_matches(['T', 't']);
    let wanted = format!("T{digits:0>4}");
    PAGES.iter().find(|(code, _)| *code == wanted).map(|(_, page)| *page)
}

/// The title and the paragraphs of the page of a code.
pub fn described(code: Code, language: Language) -> Option<(String, String)> {
    let (indonesian, english) = parts(page(&code.to_string())?);
    let (prose, _) = split(language.pick(indonesian, english));
    let (title, text) = prose.split_first()?;
    let title = title.trim_start_matches(&format!("{code}:")).trim().to_owned();
    Some((title, text.join("\n\n")))
}

/// The Indonesian part of a page, and the English one.
fn parts(page: &str) -> (&str, &str) {
    page.split_once(ENGLISH).unwrap_or((page, page))
}

/// A part of a page as a terminal shows it: wrapped, the example set in. The example stands in the Indonesian part and
/// belongs to both.
fn shown(page: &str, language: Language, width: usize) -> String {
    let (indonesian, english) = parts(page);
    let (prose, examples) = split(indonesian);
    let prose = language.pick(prose, split(english).0);
    let mut text = String::new();
    for paragraph in prose {
        wrap(&mut text, &paragraph, width, 0);
        text.push('\n');
    }
    if !examples.is_empty() {
        text.push_str(language.pick("Contoh:\n\n", "Example:\n\n"));
    }
    for example in examples {
        for line in example {
            text.push_str(if line.is_empty() { "" } else { "    " });
            text.push_str(line);
            text.push('\n');
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// The paragraphs without the signs of headings and without comments, and the lines of the fenced blocks.
fn split(part: &str) -> (Vec<String>, Vec<Vec<&str>>) {
    let mut prose: Vec<String> = Vec::new();
    let mut examples: Vec<Vec<&str>> = Vec::new();
    let (mut inside, mut fresh) = (false, true);
    for line in part.lines() {
        if let Some(info) = line.strip_prefix("```") {
            inside = !inside;
            if inside {
                // A name of a file says which of several the block is.
                let name = info.split(' ').find(|word| word.contains('.'));
                examples.push(name.into_iter().collect());
            }
            fresh = true;
        } else if inside {
            examples.last_mut().into_iter().for_each(|example| example.push(line));
        } else if line.is_empty() || line.starts_with("<!--") {
            fresh = true;
        } else {
            match prose.last_mut() {
                Some(paragraph) if !fresh => {
                    paragraph.push(' ');
                    paragraph.push_str(line);
                }
                _ => prose.push(line.trim_start_matches('#').trim().to_owned()),
            }
            fresh = false;
        }
    }
    (prose, examples)
}

/// Appends the words in lines of at most this width, all lines but the first set in.
fn wrap(text: &mut String, words: &str, width: usize, indent: usize) {
    let mut used = 0;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if used > indent && used + 1 + length > width {
            text.push('\n');
            text.push_str(&" ".repeat(indent));
            used = indent;
        } else if used > 0 {
            text.push(' ');
            used += 1;
        }
        text.push_str(word);
        used += length;
    }
    text.push('\n');
}

/// The codes with their titles.
fn list(language: Language, width: usize) -> String {
    let mut text = String::new();
    for (code, page) in PAGES {
        let (indonesian, english) = parts(page);
        let part = language.pick(indonesian, english);
        let title = part.lines().find(|line| !line.is_empty()).unwrap_or_default();
        let title = title.trim_start_matches('#').trim().trim_start_matches(code).trim_start_matches(':');
        wrap(&mut text, &format!("{code} {title}"), width, code.len() + 1);
    }
    text
}
