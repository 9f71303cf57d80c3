//! Text with roles. A formatter decides what a role looks like; the text alone says everything.

use anstyle::{AnsiColor, Style};

/// What a stretch of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Anything else.
    Plain,
    /// The name of what follows.
    Heading,
    /// The word before a value.
    Label,
    /// A rating or another result.
    Result,
    /// Where something comes from.
    Origin,
    /// What was not taken, or does not matter here.
    Faint,
    /// What needs attention.
    Alert,
    /// In the colour of a band (`warna …`).
    Band(Colour),
}

/// The colours that scales name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// `hijau`
    Green,
    /// `kuning`
    Yellow,
    /// `jingga`
    Orange,
    /// `merah`
    Red,
    /// `biru`
    Blue,
    /// Any other.
    Other,
}

impl Colour {
    /// The colour that a word after `warna` means.
    pub fn named(word: &str) -> Self {
        match word {
            "hijau" => Self::Green,
            "kuning" => Self::Yellow,
            "jingga" | "oranye" => Self::Orange,
            "merah" => Self::Red,
            "biru" => Self::Blue,
            _ => Self::Other,
        }
    }
}

impl Role {
    fn style(self) -> Style {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
        match self {
            Self::Plain | Self::Label => Style::new(),
            Self::Heading | Self::Result => Style::new().bold(),
            Self::Origin => colour(AnsiColor::Cyan),
            Self::Faint => Style::new().dimmed(),
            Self::Alert => colour(AnsiColor::Yellow).bold(),
            Self::Band(Colour::Green) => colour(AnsiColor::Green).bold(),
            Self::Band(Colour::Yellow) => colour(AnsiColor::Yellow).bold(),
            Self::Band(Colour::Orange) => colour(AnsiColor::BrightRed),
            Self::Band(Colour::Red) => colour(AnsiColor::Red).bold(),
            Self::Band(Colour::Blue) => colour(AnsiColor::Blue).bold(),
            Self::Band(Colour::Other) => Style::new().bold(),
        }
    }
}

/// A stretch of text in one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Its role.
    pub role: Role,
}

/// Text in roles, possibly over several lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Markup(pub Vec<Run>);

impl Markup {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Text in one role.
    pub fn of(role: Role, text: impl Into<String>) -> Self {
        Self::new().with(role, text)
    }

    /// Adds text.
    pub fn push(&mut self, role: Role, text: impl Into<String>) {
        let text = text.into();
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.role == role => last.text.push_str(&text),
            _ => self.0.push(Run { text, role }),
        }
    }

    /// With more text.
    pub fn with(mut self, role: Role, text: impl Into<String>) -> Self {
        self.push(role, text);
        self
    }

    /// Adds another markup.
    pub fn append(&mut self, other: Markup) {
        for run in other.0 {
            self.push(run.role, run.text);
        }
    }

    /// Ends the line.
    pub fn newline(&mut self) {
        self.push(Role::Plain, "\n");
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many columns it takes on one line.
    pub fn width(&self) -> usize {
        self.0.iter().map(|run| run.text.chars().count()).sum()
    }

    /// The text without roles.
    pub fn plain(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }

    /// The text with terminal colours.
    pub fn ansi(&self) -> String {
        let mut text = String::new();
        for run in &self.0 {
            let style = run.role.style();
            if style == Style::new() {
                text.push_str(&run.text);
            } else {
                text.push_str(&format!("{style}{}{style:#}", run.text));
            }
        }
        text
    }

    /// Broken at blanks into lines of at most `width` columns; a longer word stands alone.
    pub fn wrap(&self, width: usize) -> Vec<Markup> {
        let mut lines = vec![Markup::new()];
        let mut column = 0;
        let mut gap: Option<(Role, String)> = None;
        // Runs may meet within a word, which must not break there.
        for word in self.words() {
            if word.0.iter().all(|run| run.text.chars().all(|c| c == ' ')) {
                gap = word.0.into_iter().next().map(|run| (run.role, run.text));
                continue;
            }
            let space = gap.as_ref().map_or(0, |(_, text)| text.chars().count());
            if column > 0 && column + space + word.width() > width {
                lines.push(Markup::new());
                column = 0;
                gap = None;
            }
            if let Some(line) = lines.last_mut() {
                if let Some((role, text)) = gap.take() {
                    column += text.chars().count();
                    line.push(role, text);
                }
                column += word.width();
                line.append(word);
            }
        }
        lines
    }

    fn ends_with(&self, end: &str) -> bool {
        self.0.last().is_some_and(|run| run.text.ends_with(end))
    }

    /// Words and the blanks between them, in order.
    fn words(&self) -> Vec<Markup> {
        let mut words: Vec<Markup> = Vec::new();
        let mut blank = None;
        for run in &self.0 {
            for c in run.text.chars() {
                // An amount does not part from its sign.
                let glued = blank == Some(false) && words.last().is_some_and(|word| word.ends_with("Rp"));
                let is_blank = c == ' ' && !glued;
                if blank != Some(is_blank) {
                    words.push(Markup::new());
                    blank = Some(is_blank);
                }
                if let Some(word) = words.last_mut() {
                    word.push(run.role, c.to_string());
                }
            }
        }
        words
    }
}

/// A text that says in Markdown what it says.
pub fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '|' | '*' | '_' | '`' | '<' | '[' | ']' | '#') {
            escaped.push('\\');
        }
        escaped.push(if c.is_control() { ' ' } else { c });
    }
    escaped
}
