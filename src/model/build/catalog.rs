//! What data may say about a model.

use crate::model::catalog::{Catalog, CatalogEntry, CellType, CellUnit, EntryKind};
use crate::model::{ItemKind, Model, NodeKind, Property, Type, UnitId};
use crate::value::Field;

impl Model {
    /// The catalog of a model: one entry for each code that it declares.
    pub fn catalog(&self) -> Catalog {
        let aliases: Vec<String> =
            self.modules.iter().skip(1).flat_map(|module| module.aliases.iter().cloned()).collect();
        let mut ruled = vec![[false; 2]; self.codes.len()];
        for node in &self.nodes {
            if let NodeKind::Agreed { slot, .. } = node.kind
                && let Some(ruled) = ruled.get_mut(slot.code.0 as usize)
            {
                ruled[usize::from(slot.field == Field::Realization)] = true;
            }
        }
        let entries = self
            .code_items
            .iter()
            .flatten()
            .map(|id| {
                let item = self.item(*id);
                let kind = match item.kind {
                    ItemKind::Indicator => EntryKind::Indicator,
                    ItemKind::Budget => EntryKind::Budget,
                    ItemKind::Data => EntryKind::Data,
                    ItemKind::Group(_) | ItemKind::Result => EntryKind::PublishedOnly,
                };
                let own = item.declared.unit.map(|ty| self.cell_type(ty));
                let target = match kind {
                    EntryKind::Indicator | EntryKind::Budget => {
                        let property = if kind == EntryKind::Budget { Property::Ceiling } else { Property::Target };
                        let written = item.properties[property as usize].map(|node| self.cell_type(self.node(node).ty));
                        written.or_else(|| own.clone())
                    }
                    _ => None,
                };
                let alias = self.modules[item.module].aliases.first();
                CatalogEntry {
                    id: item.id,
                    code: self.full_code(*id),
                    alias: alias.and_then(|alias| aliases.iter().position(|a| a == alias)).map(|index| index as u16),
                    official: item.official.clone(),
                    kind,
                    target,
                    target_sign: item.declared.target_sign,
                    realization: if kind == EntryKind::PublishedOnly { None } else { own },
                    ruled: ruled.get(item.id.0 as usize).copied().unwrap_or_default(),
                    accepted: item.declared.accepted.as_ref().map(|(interval, _)| interval.clone()),
                }
            })
            .collect();
        let header = self.header();
        Catalog {
            entries,
            aliases,
            granularity: header.and_then(|header| header.granularity),
            in_force: (header.and_then(|header| header.from), header.and_then(|header| header.until)),
        }
    }

    fn cell_type(&self, ty: Type) -> CellType {
        match ty {
            Type::Number(unit) => CellType::Number(self.cell_unit(unit)),
            Type::Range(unit) => CellType::Range(self.cell_unit(unit)),
            Type::Label(scale) => {
                CellType::Label(self.scale(scale).bands.iter().map(|band| band.label.clone()).collect())
            }
            Type::Text => CellType::Text,
            Type::Truth => CellType::Truth,
            Type::Date => CellType::Date,
        }
    }

    fn cell_unit(&self, unit: UnitId) -> CellUnit {
        let name = self.units.name(unit);
        let mut spellings: Vec<String> = Vec::new();
        let (above, below) = self.units.parts(unit);
        if unit == UnitId::PERCENT {
            spellings.push("%".to_owned());
        }
        if let Some(base) = self.units.base(unit) {
            spellings.extend(base.spellings.iter().map(|spelling| spelling.to_lowercase()));
        }
        let rupiah = above.len() == 1 && above[0].name == "rupiah";
        if let (true, [per]) = (rupiah, below.as_slice()) {
            // `Rp 5.000/orang`
            spellings.push(format!("/{}", per.name));
        }
        if unit != UnitId::PLAIN {
            spellings.push(name.to_lowercase());
        }
        CellUnit { name, spellings, rupiah, shift: self.units.shift(unit) }
    }
}
