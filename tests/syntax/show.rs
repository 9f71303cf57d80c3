//! Writes a tree on one line for each declaration, in a form short enough to be compared with.

use takar::syntax::ast::*;

pub fn item(item: &Item) -> String {
    match item {
        Item::Use(Use { path, alias, .. }) => {
            format!("use {:?}{}", path.value, alias.as_ref().map_or(String::new(), |name| format!(" as {}", name.text)))
        }
        Item::Unit(unit) => {
            let spellings: Vec<_> = unit.spellings.iter().map(|text| format!(" {:?}", text.value)).collect();
            format!("unit {}{}", unit.name.text, spellings.concat())
        }
        Item::Function(function) => {
            let names: Vec<_> = function.parameters.iter().map(|name| name.text.as_str()).collect();
            format!("function {}({}) = {}", function.name.text, names.join("; "), expression(&function.body))
        }
        Item::Condition(condition) => {
            let message = condition.message.as_ref().map_or(String::new(), |text| format!(" {:?}", text.value));
            format!("{} {}{message}", if condition.must { "must" } else { "should" }, expression(&condition.condition))
        }
        Item::Test(test) => {
            let steps: Vec<_> = test.steps.iter().map(step).collect();
            let period = test.period.map_or(String::new(), |literal| format!(" {}", literal.period));
            format!("test {:?}{period} [{}]", test.title.value, steps.join(" | "))
        }
        Item::Block(inner) => block(inner),
        Item::Change(inner) => change(inner),
    }
}

fn change(change: &Change) -> String {
    let target = |target: &ChangeTarget| match target {
        ChangeTarget::Item(of) => path(of),
        ChangeTarget::Settings { kind, within } => {
            let within = within.as_ref().map_or(String::new(), |group| format!(" in {}", path(group)));
            format!("settings {}{within}", kind.map_or("all", GroupKind::word))
        }
    };
    match &change.kind {
        ChangeKind::Replace { target: of, title, signature: inputs, members } => {
            let title = title.as_ref().map_or(String::new(), |text| format!(" {:?}", text.value));
            let inputs = inputs.as_ref().map_or(String::new(), signature);
            let members: Vec<_> = members.iter().map(member).collect();
            format!("replace {}{title}{inputs} {{{}}}", target(of), members.join(" | "))
        }
        ChangeKind::Remove { target: of } => format!("remove {}", target(of)),
        ChangeKind::Insert { within, items } => {
            let within = within.as_ref().map_or(String::new(), |group| format!(" in {}", path(group)));
            let items: Vec<_> = items.iter().map(item).collect();
            format!("insert{within} {{{}}}", items.join(" | "))
        }
    }
}

fn at(when: Option<&When>) -> String {
    match when {
        None => String::new(),
        Some(When::Period(literal)) => format!(" @ {}", literal.period),
        Some(When::LastYear(_)) => " @ last year".into(),
    }
}

fn step(step: &TestStep) -> String {
    match step {
        TestStep::Given { path: of, at: when, value: GivenValue::Value(value), .. } => {
            format!("{}{} := {}", path(of), at(when.as_ref()), expression(value))
        }
        TestStep::Given { path: of, at: when, .. } => format!("{}{} := n/a", path(of), at(when.as_ref())),
        TestStep::Then { condition, .. } => expression(condition),
        TestStep::ThenState { state, path: of, at: when, .. } => {
            format!("{state:?} {}{}", path(of), at(when.as_ref()))
        }
    }
}

fn block(block: &Block) -> String {
    let kind = match block.kind {
        BlockKind::Group(kind) => kind.word().to_owned(),
        BlockKind::Settings(kind) => format!("settings {}", kind.map_or("all", GroupKind::word)),
        kind => format!("{kind:?}"),
    };
    let name = block.name.as_ref().map_or(String::new(), |name| format!(" {}", name.text));
    let title = block.title.as_ref().map_or(String::new(), |text| format!(" {:?}", text.value));
    let signature = block.signature.as_ref().map_or(String::new(), signature);
    let members: Vec<_> = block.members.iter().map(member).collect();
    format!("{kind}{name}{title}{signature} {{{}}}", members.join(" | "))
}

fn signature(signature: &Signature) -> String {
    let input = |input: &Input| format!("{}: {}", input.name.text, unit(&input.unit));
    let inputs: Vec<_> = signature.inputs.iter().map(input).collect();
    let result = signature.result.as_ref().map_or(String::new(), |result| format!(": {}", unit(result)));
    format!(" ({}){result}", inputs.join("; "))
}

pub fn member(member: &Member) -> String {
    match member {
        Member::Attribute(attribute) => self::attribute(&attribute.kind),
        Member::Block(inner) => block(inner),
        Member::Point(point) => format!("{}: {}", expression(&point.input), expression(&point.output)),
        Member::Row(row) => {
            let cell = |cell: &RowCondition| {
                let pattern = |pattern: &CellPattern| match pattern {
                    CellPattern::Value(value) => expression(value),
                    CellPattern::Range(inner) => range(inner),
                };
                let patterns: Vec<_> = cell.alternatives.iter().map(pattern).collect();
                if patterns.is_empty() { "any".into() } else { patterns.join(" or ") }
            };
            let cells: Vec<_> = row.conditions.iter().map(cell).collect();
            format!("if {} then {}", cells.join("; "), expression(&row.result))
        }
        Member::Band(band) => {
            let mut out = format!("{:?}", band.label.value);
            out += &band.range.as_ref().map_or(String::new(), |inner| format!(" {}", range(inner)));
            out += &band.score.as_ref().map_or(String::new(), |score| format!(" score {}", expression(score)));
            out += &band.colour.as_ref().map_or(String::new(), |name| format!(" colour {}", name.text));
            out + &band.note.as_ref().map_or(String::new(), |text| format!(" : {:?}", text.value))
        }
    }
}

fn attribute(kind: &AttributeKind) -> String {
    use AttributeKind as K;
    let value = match kind {
        K::Basis(text) | K::Note(text) | K::OfficialCode(text) | K::DataSource(text) => format!("{:?}", text.value),
        K::InForce { from, until } => {
            format!("{} to {}", from.date, until.map_or("-".into(), |until| until.date.to_string()))
        }
        K::Granularity(granularity) => granularity.word().into(),
        K::Unit(inner) => unit(inner),
        K::Direction(direction) => format!("{direction:?}"),
        K::Polarity(of) | K::Category(of) => path(of),
        K::Target { period, value } => {
            format!("{}{}", period.map_or(String::new(), |literal| format!("{}: ", literal.period)), expression(value))
        }
        K::Formula(value) | K::Weight(value) | K::Ceiling(value) => expression(value),
        K::Accepted(inner) | K::Limits(inner) => range(inner),
        K::Round(rounding) => format!("{:?} {}", rounding.mode, rounding.decimals),
        K::NoLimits | K::NoRounding | K::NoCategory => "none".into(),
        K::Aggregation(aggregation) => aggregation.word().into(),
        K::Missing(policy) => policy.word().into(),
        K::Amends(text) => format!("{:?}", text.value),
        K::Consolidation(how) => how.word().into(),
        K::Ignore { code, reason } => format!("{} {:?}", code.text, reason.value),
        K::Supports(paths) => paths.iter().map(path).collect::<Vec<_>>().join("; "),
    };
    format!("{} {value}", kind.word())
}

fn path(path: &Path) -> String {
    path.parts.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".")
}

fn unit(unit: &UnitExpression) -> String {
    format!("{}{}", unit.name.text, unit.per.as_ref().map_or(String::new(), |per| format!("/{}", per.text)))
}

fn range(range: &Range) -> String {
    let end = |bound: &Option<Bound>, open: &str, closed: &str| match bound {
        None => "…".into(),
        Some(bound) => format!("{}{}", if bound.inclusive { closed } else { open }, expression(&bound.value)),
    };
    let exactly = if range.exactly { "=" } else { "" };
    format!("{exactly}<{}, {}>", end(&range.low, ">", ""), end(&range.high, "<", ""))
}

/// With parentheses around every operation, so that precedence shows.
pub fn expression(value: &Expression) -> String {
    use ExpressionKind as K;
    let list = |values: &[Expression], by: &str| values.iter().map(expression).collect::<Vec<_>>().join(by);
    match &value.kind {
        K::Number { value, unit: of } => {
            let number = value.to_indonesian(40, takar::number::Cut::Truncate);
            format!("{number}{}", of.as_ref().map_or(String::new(), |of| format!(" {}", unit(of))))
        }
        K::Text(text) => format!("{text:?}"),
        K::Truth(truth) => truth.to_string(),
        K::Date(date) => date.to_string(),
        K::Path(of) => path(of),
        K::At { of, when } => format!("{}{}", path(of), at(Some(when))),
        K::Call { function, arguments } => format!("{}({})", path(function), list(arguments, "; ")),
        K::Range(inner) => range(inner),
        K::Parenthesised(inner) => format!("paren {}", expression(inner)),
        K::Negative(inner) => format!("[-{}]", expression(inner)),
        K::Not(inner) => format!("[not {}]", expression(inner)),
        K::Sum(terms) => {
            let term = |(sign, term): &(Sign, Expression)| {
                format!("{}{}", if *sign == Sign::Plus { "+" } else { "-" }, expression(term))
            };
            format!("[{}]", terms.iter().map(term).collect::<Vec<_>>().join(" "))
        }
        K::Product(factors) => {
            let factor = |(sign, factor): &(Factor, Expression)| {
                format!("{}{}", if *sign == Factor::Times { "×" } else { "/" }, expression(factor))
            };
            format!("[{}]", factors.iter().map(factor).collect::<Vec<_>>().join(" "))
        }
        K::Compare { operator, left, right } => {
            format!("[{} {} {}]", expression(left), operator.sign(), expression(right))
        }
        K::And(values) => format!("[{}]", list(values, " and ")),
        K::Or(values) => format!("[{}]", list(values, " or ")),
        K::If { arms, otherwise } => {
            let arm = |(condition, value): &(Expression, Expression)| {
                format!("if {} then {}", expression(condition), expression(value))
            };
            let arms: Vec<_> = arms.iter().map(arm).collect();
            format!("[{} else {}]", arms.join(" else "), expression(otherwise))
        }
    }
}
