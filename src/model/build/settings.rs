//! Which settings hold for each item, and where each of them comes from: its own attribute, or the nearest `pengukuran`.

use super::{Builder, ItemSource};
use crate::model::{Consolidating, Setting, SettingsBlock, SettingsId};
use crate::source::Span;
use crate::syntax::ast::{Aggregation, Attribute, AttributeKind, Block, BlockKind, Item, Path, Range, Rounding};
use crate::value::operator::{Consolidation, MissingPolicy};
use std::collections::HashMap;

/// The settings of an item.
#[derive(Clone, Copy, Default)]
pub(super) struct Settled<'a> {
    pub limits: Option<(&'a Range, Setting)>,
    pub rounding: Option<(Rounding, Setting)>,
    pub polarity: Option<(&'a Path, Setting)>,
    pub category: Option<(&'a Path, Setting)>,
    pub aggregation: Option<(Aggregation, Setting)>,
    pub missing: Option<(MissingPolicy, Setting)>,
    /// What figures for parts of a period make; and what a missing one does.
    pub consolidation: Option<(Consolidation, Setting)>,
    pub part_missing: Option<(MissingPolicy, Setting)>,
}

impl Settled<'_> {
    /// What figures for parts of a period make.
    fn consolidating(&self) -> Consolidating {
        let usual = Consolidating::default();
        Consolidating {
            how: self.consolidation.map_or(usual.how, |(how, _)| how),
            setting: self.consolidation.map(|(_, setting)| setting),
            missing: self.part_missing.map_or(usual.missing, |(policy, _)| policy),
            missing_setting: self.part_missing.map(|(_, setting)| setting),
        }
    }
}

/// Blocks of settings by their file and the item in which they stand; none: at the top.
type Levels<'a> = HashMap<(usize, Option<usize>), Vec<&'a Block>>;

/// The settings that can be inherited. `tanpa …` is a value too: it ends the search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Limits,
    Rounding,
    Polarity,
    Category,
    Aggregation,
    Missing,
    Consolidation,
}

impl Kind {
    const ALL: [Self; 7] = [
        Self::Limits,
        Self::Rounding,
        Self::Polarity,
        Self::Category,
        Self::Aggregation,
        Self::Missing,
        Self::Consolidation,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Limits => "batasi",
            Self::Rounding => "bulatkan",
            Self::Polarity => "polaritas",
            Self::Category => "kategori",
            Self::Aggregation => "agregasi",
            Self::Missing => "kosong",
            Self::Consolidation => "konsolidasi",
        }
    }

    /// Which `pengukuran` an item of this kind may take it from: the general one, the one for its own kind.
    fn inherited_by(self, item: BlockKind) -> (bool, bool) {
        match (item, self) {
            (
                BlockKind::Indicator,
                Self::Limits | Self::Rounding | Self::Polarity | Self::Category | Self::Consolidation,
            ) => (true, false),
            (BlockKind::Group(_), Self::Limits | Self::Rounding) => (false, true),
            (BlockKind::Group(_), Self::Category | Self::Aggregation | Self::Missing) => (true, true),
            _ => (false, false),
        }
    }
}

impl<'a> Builder<'a> {
    pub(super) fn settle_settings(&mut self) {
        let mut ids: HashMap<Span, SettingsId> = HashMap::new();
        let levels = self.settings_by_level();
        self.check_settings_twice(&levels);
        for index in 0..self.item_sources.len() {
            let (_, source) = self.item_sources[index];
            let mut find = |kind| self.find_setting(source, kind, &levels, &mut ids);
            let mut settled = Settled::default();
            for kind in Kind::ALL {
                let Some((attribute, setting)) = find(kind) else { continue };
                match &attribute.kind {
                    AttributeKind::Limits(range) => settled.limits = Some((range, setting)),
                    AttributeKind::Round(rounding) => settled.rounding = Some((*rounding, setting)),
                    AttributeKind::Polarity(path) => settled.polarity = Some((path, setting)),
                    AttributeKind::Category(path) => settled.category = Some((path, setting)),
                    AttributeKind::Aggregation(how) => settled.aggregation = Some((*how, setting)),
                    // Of these it decides about parts of the period, not about members of a list.
                    AttributeKind::Missing(policy)
                        if matches!(source.block.kind, BlockKind::Indicator | BlockKind::Data | BlockKind::Budget) =>
                    {
                        settled.part_missing = Some((*policy, setting));
                    }
                    AttributeKind::Missing(policy) => settled.missing = Some((*policy, setting)),
                    AttributeKind::Consolidation(how) => settled.consolidation = Some((*how, setting)),
                    _ => {}
                }
            }
            self.model.items[index].consolidating = settled.consolidating();
            self.settings.push(settled);
        }
    }

    fn find_setting(
        &mut self,
        source: ItemSource<'a>,
        kind: Kind,
        levels: &Levels<'a>,
        ids: &mut HashMap<Span, SettingsId>,
    ) -> Option<(&'a Attribute, Setting)> {
        let own = |block: &'a Block| block.attributes().find(|attribute| attribute.kind.word() == kind.word());
        if let Some(attribute) = own(source.block) {
            return Some((attribute, Setting { span: attribute.span, block: None }));
        }
        let (general, specific) = kind.inherited_by(source.block.kind);
        let group = if let BlockKind::Group(group) = source.block.kind { Some(group) } else { None };
        let mut level = source.parent;
        loop {
            let blocks = levels.get(&(source.file, level)).map_or(&[][..], Vec::as_slice);
            let of = |wanted: BlockKind| blocks.iter().copied().find(|block| block.kind == wanted);
            let special = group.filter(|_| specific).and_then(|group| of(BlockKind::Settings(Some(group))));
            let common = if general { of(BlockKind::Settings(None)) } else { None };
            for block in special.into_iter().chain(common) {
                if let Some(attribute) = own(block) {
                    let id = match ids.get(&block.span) {
                        Some(id) => *id,
                        None => {
                            let id = self.settings_block(SettingsBlock { kind: block.kind, about: block.about() });
                            ids.insert(block.span, id);
                            id
                        }
                    };
                    return Some((attribute, Setting { span: attribute.span, block: Some(id) }));
                }
            }
            match level {
                Some(parent) => level = self.file_items[source.file][parent].parent,
                None => return None,
            }
        }
    }

    /// The blocks of settings of each level that has any.
    fn settings_by_level(&self) -> Levels<'a> {
        let mut levels = Levels::new();
        let is_settings = |block: &&'a Block| matches!(block.kind, BlockKind::Settings(_));
        for file in 0..self.loaded.len() {
            let top = self.loaded[file].tree.items.iter();
            let top = top.filter_map(|item| if let Item::Block(block) = item { Some(block) } else { None });
            levels.insert((file, None), top.filter(is_settings).collect());
            for (index, source) in self.file_items[file].iter().enumerate() {
                levels.insert((file, Some(index)), source.block.blocks().filter(is_settings).collect());
            }
        }
        levels.retain(|_, blocks| !blocks.is_empty());
        levels
    }

    /// Two blocks of settings of one kind beside each other would leave open which of them holds.
    fn check_settings_twice(&mut self, levels: &Levels<'a>) {
        for blocks in levels.values() {
            let mut seen: Vec<&Block> = Vec::new();
            for block in blocks {
                if self.is_unread(block.span) {
                    continue;
                }
                if let Some(first) = seen.iter().find(|other| other.kind == block.kind) {
                    let name = match block.kind {
                        BlockKind::Settings(Some(kind)) => format!("pengukuran {}", kind.word()),
                        _ => "pengukuran".to_owned(),
                    };
                    let diagnostic = self.declared_twice(&name, first.keyword, block.keyword);
                    self.diagnostics.push(diagnostic);
                }
                seen.push(block);
            }
        }
    }
}
