//! From the step of an explanation to that of the document.

use super::{Band, Branch, Member, Order, PeriodPart, Published, Step};
use crate::explain::{Agreement, Explanation, LeftOut, MemberShown, NotTaken, Operator, OrderedBy, Part, Position};
use crate::model::{Builtin, Setting, Type, UnitId};
use crate::number::RoundingMode;
use crate::render::explanation::formula;
use crate::render::explanation::json::value::{plain, range};
use crate::render::{View, state};
use crate::syntax::ast::BlockKind;
use crate::value::operator::{Factor, Sign};

/// The step of a node.
pub fn shown(view: &View<'_>, explanation: &Explanation) -> Step {
    use crate::explain::Step as From;
    match &explanation.step {
        From::Item { published, .. } => Step::Butir {
            lapor: published.as_ref().map(|published| Published {
                capaian: published.achievement.as_ref().map(|text| text.to_string()),
                kategori: published.category.as_ref().map(|text| text.to_string()),
                asal: view.origin(published.origin),
            }),
        },
        From::Constant => Step::Tetapan,
        From::Given { slot, origin } => {
            Step::Data { masukan: state::slot_name(view, *slot), asal: origin.map(|origin| view.origin(origin)) }
        }
        From::Agreed { slot, given, agreement, .. } => Step::Ditetapkan {
            masukan: state::slot_name(view, *slot),
            data: match agreement {
                Agreement::Silent => "diam",
                Agreement::Repeats => "sama",
                Agreement::Differs => "berbeda",
                Agreement::Unknown => "tidak_dapat_dibandingkan",
                Agreement::Overruled => "menentukan",
            },
            asal: given.as_ref().map(|fact| view.origin(fact.origin)),
        },
        From::ForPeriod { named, .. } => {
            Step::MenurutPeriode { periode: named.iter().map(ToString::to_string).collect() }
        }
        From::Consolidated(shown) => Step::Konsolidasi {
            masukan: state::slot_name(view, shown.slot),
            cara: shown.by.how.word(),
            ditetapkan: shown.by.setting.map(|setting| order(view, OrderedBy::Setting(setting))),
            kosong: shown.by.missing.word(),
            bagian: shown
                .parts
                .iter()
                .enumerate()
                .map(|(place, part)| PeriodPart {
                    periode: part.to_string(),
                    nilai: place,
                    menentukan: shown.deciding == Some(place),
                })
                .collect(),
            asal_seluruhnya: shown.whole.as_ref().map(|fact| view.origin(fact.origin)),
        },
        From::OtherPeriod { item, property, period, origin } => Step::PeriodeLain {
            jalur: format!("{}.{}", view.code(*item), property.word()),
            periode: period.map(|period| period.to_string()),
            asal: origin.map(|origin| view.origin(origin)),
        },
        From::Read { item, part, .. } => {
            let what = match part {
                Part::Property(property) => property.word(),
                Part::Present => "berlaku",
            };
            Step::Baca { jalur: format!("{}.{what}", view.code(*item)) }
        }
        From::Input { name } => Step::Masukan { nama: name.to_string() },
        From::Applicable { .. } | From::AnyPresent | From::Guarded { .. } => Step::Keberlakuan,
        From::Computed(operator) => computed(operator),
        From::Chosen { tried, not_taken, .. } => {
            Step::Pilihan { dicoba: *tried, tidak_diambil: branches(view, not_taken) }
        }
        From::Applied { formula } => {
            let formula = view.model.formulas.get(formula.0 as usize);
            Step::Rumus {
                nama: formula.map_or_else(String::new, |formula| formula.name.clone()),
                tempat: formula.map(|formula| view.place(formula.body)),
            }
        }
        From::Function { function, .. } => Step::Fungsi { nama: function_name(*function) },
        From::Limited { by, changed } => Step::Batasi { mengubah: *changed, oleh: order(view, *by) },
        From::Rounded { mode, decimals, by, changed, .. } => {
            Step::Bulatkan { cara: mode_name(*mode), desimal: *decimals, mengubah: *changed, oleh: order(view, *by) }
        }
        From::Banded { scale, setting, bands } => {
            let scale = view.model.scale(*scale);
            let unit = scale.unit.unwrap_or(UnitId::PLAIN);
            Step::Kategori {
                skala: scale.name.clone(),
                ditetapkan: setting.map(|setting| order(view, OrderedBy::Setting(setting))),
                rentang: bands.iter().map(|shown| band(view, shown, unit)).collect(),
            }
        }
        From::Aggregated(list) => Step::Daftar {
            fungsi: list.function.word(),
            kosong: list.missing.word(),
            ditetapkan: list.setting.map(|setting| order(view, OrderedBy::Setting(setting))),
            tepat: list.exact,
            anggota: list.members.iter().map(|shown| member(view, shown, explanation.ty)).collect(),
        },
        From::Table { table, row, not_taken, .. } => Step::Tabel {
            nama: table.name.clone(),
            baris: row.map(|row| row + 1),
            tidak_diambil: branches(view, not_taken),
        },
        From::Curve { curve, segment, .. } => Step::Kurva {
            nama: curve.name.clone(),
            titik: segment
                .and_then(|left| curve.points.get(left..))
                .unwrap_or_default()
                .iter()
                .take(2)
                .map(|(x, y)| [plain(view, x, curve.input), plain(view, y, curve.output)])
                .collect(),
        },
    }
}

fn computed(operator: &Operator) -> Step {
    let (name, signs): (_, Vec<&'static str>) = match operator {
        Operator::Negative => ("negatif", Vec::new()),
        Operator::Sum(signs) => {
            ("jumlah", signs.iter().map(|sign| if *sign == Sign::Plus { "+" } else { "−" }).collect())
        }
        Operator::Product(signs) => {
            ("kali", signs.iter().map(|sign| if *sign == Factor::Times { "×" } else { "/" }).collect())
        }
        Operator::Compare(comparison) => ("banding", vec![comparison.sign()]),
        Operator::Not => ("bukan", Vec::new()),
        Operator::And => ("dan", Vec::new()),
        Operator::Or => ("atau", Vec::new()),
        Operator::Range { .. } => ("rentang", Vec::new()),
        Operator::RangeEnd { high: true } => ("batas_atas", Vec::new()),
        Operator::RangeEnd { high: false } => ("batas_bawah", Vec::new()),
    };
    Step::Hitung { operator: name, tanda: signs }
}

fn branches(view: &View<'_>, not_taken: &[NotTaken]) -> Vec<Branch> {
    let text = |span| formula::source(view, span);
    not_taken
        .iter()
        .map(|branch| Branch {
            syarat: branch.condition.map(text),
            hasil: text(branch.result),
            tempat: view.place(branch.condition.unwrap_or(branch.result)),
        })
        .collect()
}

fn order(view: &View<'_>, by: OrderedBy) -> Order {
    match by {
        OrderedBy::Setting(Setting { span, block }) => {
            let block = block.and_then(|block| view.model.settings.get(block.0 as usize));
            let name = match block.map(|block| block.kind) {
                Some(BlockKind::Settings(Some(group))) => format!("pengukuran {}", group.word()),
                Some(_) => "pengukuran".to_owned(),
                None => "butir".to_owned(),
            };
            Order { oleh: name, tempat: Some(view.place(span)) }
        }
        OrderedBy::Call => Order { oleh: "fungsi".to_owned(), tempat: None },
        OrderedBy::Scale(id) => {
            let scale = view.model.scale(id);
            Order { oleh: scale.name.clone(), tempat: Some(view.place(scale.about.head)) }
        }
        OrderedBy::Curve(id) => {
            let curve = view.model.curves.get(id.0 as usize);
            Order {
                oleh: curve.map_or_else(String::new, |curve| curve.name.clone()),
                tempat: curve.map(|curve| view.place(curve.about.head)),
            }
        }
    }
}

fn band(view: &View<'_>, band: &crate::explain::BandShown, unit: UnitId) -> Band {
    let (place, gap) = match &band.position {
        None => (None, None),
        Some(Position::AtLowEnd) => (Some("batas_bawah"), None),
        Some(Position::AtHighEnd) => (Some("batas_atas"), None),
        Some(Position::Inside) => (Some("di_dalam"), None),
        Some(Position::Above(gap)) => (Some("di_atasnya"), Some(plain(view, gap, unit))),
        Some(Position::Below(gap)) => (Some("di_bawahnya"), Some(plain(view, gap, unit))),
    };
    Band {
        label: band.text.clone(),
        rentang: band.range.as_ref().map(|interval| range(view, interval, unit)),
        dipilih: band.chosen,
        letak: place,
        jarak: gap,
    }
}

fn member(view: &View<'_>, member: &MemberShown, ty: Type) -> Member {
    let unit = match ty {
        Type::Number(unit) => unit,
        _ => UnitId::PLAIN,
    };
    Member {
        kode: member.item.map(|item| view.code(item)),
        nilai: member.value,
        bobot: member.weight,
        bagian: member.share.as_ref().map(|share| plain(view, share, UnitId::PERCENT)),
        sumbangan: member.contribution.as_ref().map(|part| plain(view, part, unit)),
        tidak_dihitung: member.left_out.map(|why| match why {
            LeftOut::NotApplicable => "tidak_berlaku",
            LeftOut::Ignored => "kosong",
        }),
        dihitung_nol: member.as_zero,
        menentukan: member.decides,
    }
}

fn function_name(function: Builtin) -> &'static str {
    match function {
        Builtin::Round { mode, .. } => mode_name(mode),
        Builtin::Absolute => "abs",
        Builtin::ToPoints => "poin",
        Builtin::ToPercent => "persen",
        Builtin::Score => "skor",
        Builtin::IsThere => "ada",
        Builtin::IfMissing => "bila_kosong",
        Builtin::DaysBetween => "selisih_hari",
    }
}

fn mode_name(mode: RoundingMode) -> &'static str {
    match mode {
        RoundingMode::HalfAwayFromZero => "bulat",
        RoundingMode::HalfEven => "bulat_genap",
        RoundingMode::Up => "bulat_atas",
        RoundingMode::Down => "bulat_bawah",
        RoundingMode::Truncate => "pangkas",
    }
}
