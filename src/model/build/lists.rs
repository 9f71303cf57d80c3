//! Functions of lists: over a set, whose property stands for each member in turn, or over values.

use super::absent::Absent;
use super::paths::{Resolved, SetPath};
use super::{Builder, Scope};
use crate::message::names::NamesMessage;
use crate::message::types::TypesMessage;
use crate::model::{ListFunction, ListMember, NodeId, NodeKind, Type, UnitId};
use crate::source::Span;
use crate::syntax::ast::{Expression, ExpressionKind};

impl Builder<'_> {
    pub(super) fn list_call(
        &mut self,
        function: ListFunction,
        arguments: &[Expression],
        scope: &Scope,
        span: Span,
    ) -> Option<NodeId> {
        let weighted = function == ListFunction::WeightedMean;
        let expected = if weighted { 2 } else { 1 };
        let mut sets: Vec<(SetPath, Span)> = Vec::new();
        for argument in arguments {
            self.find_sets(argument, scope, &mut sets);
        }
        // Inside a list function over the same set, `maksimum(0%; indikator.capaian)` speaks of one member, while
        // `rata_rata(indikator.capaian)` goes over all of them anew.
        if arguments.len() != expected {
            sets.retain(|(set, _)| scope.member.as_ref().is_none_or(|(over, _)| over != set));
        }
        match sets.as_slice() {
            [] if weighted => {
                self.say(span, TypesMessage::ListDue { function: function.word().to_owned() });
                None
            }
            [] => self.values_call(function, arguments, scope, span),
            [(set, place), rest @ ..] => {
                if let Some((_, other)) = rest.iter().find(|(other, _)| other != set) {
                    let (first, second) =
                        (crate::model::text_of(self.sources, *place), crate::model::text_of(self.sources, *other));
                    self.say(*other, TypesMessage::TwoSets { first, second });
                    return None;
                }
                if arguments.len() != expected {
                    let (function, expected) = (function.word().to_owned(), expected.to_string());
                    self.say(span, TypesMessage::Arguments { function, expected, found: arguments.len() });
                    return None;
                }
                self.set_call(function, *set, *place, arguments, scope, span)
            }
        }
    }

    /// The sets that an argument speaks of, not those of list functions inside it.
    fn find_sets(&self, expression: &Expression, scope: &Scope, sets: &mut Vec<(SetPath, Span)>) {
        match &expression.kind {
            ExpressionKind::Path(path) | ExpressionKind::At { of: path, .. } => {
                if let Ok(Resolved::Set { set, .. }) = self.lookup(path, scope) {
                    sets.push((set, path.span));
                }
            }
            ExpressionKind::Call { function, .. }
                if function.parts.len() == 1
                    && ListFunction::ALL.iter().any(|list| list.word() == function.parts[0].text) => {}
            _ => expression.parts().into_iter().for_each(|part| self.find_sets(part, scope, sets)),
        }
    }

    fn set_call(
        &mut self,
        function: ListFunction,
        set: SetPath,
        place: Span,
        arguments: &[Expression],
        scope: &Scope,
        span: Span,
    ) -> Option<NodeId> {
        let items = self.members(set);
        if items.is_empty() && function != ListFunction::Count {
            let name = crate::model::text_of(self.sources, place);
            if self.has_absent(set) {
                let absent = Absent { name, holds: Vec::new(), removed: None };
                self.diagnostics.push(self.absence(place, absent));
            } else {
                self.say(place, NamesMessage::EmptySet { path: name });
            }
            return None;
        }
        // `banyak(sasaran)` counts members whatever their state.
        let bare = matches!(&arguments[0].kind, ExpressionKind::Path(path)
            if matches!(self.lookup(path, scope), Ok(Resolved::Set { property: None, .. })));
        let mut members = Vec::with_capacity(items.len());
        let mut values = Vec::new();
        let mut weights = Vec::new();
        for item in items.iter() {
            let mut inner = scope.clone();
            inner.member = Some((set, *item));
            let value = if bare { None } else { Some(self.expression(&arguments[0], &inner)?) };
            let weight = match arguments.get(1) {
                Some(weight) => Some(self.expression(weight, &inner)?),
                None => None,
            };
            values.extend(value);
            weights.extend(weight);
            let present = self.present_root(*item).and_then(|root| self.roots.list[root].node);
            members.push(ListMember { item: Some(*item), present, value, weight });
        }
        if bare && function != ListFunction::Count {
            let path = crate::model::text_of(self.sources, place);
            self.say(place, NamesMessage::SetAsValue { path });
            return None;
        }
        if !weights.is_empty() {
            let ty = self.agree(&weights)?;
            if !matches!(ty, Type::Number(_)) {
                let found = self.type_name(ty);
                self.say(arguments[1].span, TypesMessage::NotANumber { found });
                return None;
            }
        }
        self.list_node(function, members, &values, scope, span)
    }

    fn values_call(
        &mut self,
        function: ListFunction,
        arguments: &[Expression],
        scope: &Scope,
        span: Span,
    ) -> Option<NodeId> {
        if arguments.is_empty() {
            self.say(span, TypesMessage::ListDue { function: function.word().to_owned() });
            return None;
        }
        let compiled: Vec<Option<NodeId>> = arguments.iter().map(|a| self.expression(a, scope)).collect();
        let values = compiled.into_iter().collect::<Option<Vec<_>>>()?;
        let members =
            values.iter().map(|value| ListMember { item: None, present: None, value: Some(*value), weight: None });
        let members = members.collect();
        self.list_node(function, members, &values, scope, span)
    }

    fn list_node(
        &mut self,
        function: ListFunction,
        members: Vec<ListMember>,
        values: &[NodeId],
        scope: &Scope,
        span: Span,
    ) -> Option<NodeId> {
        let ty = match (function, values.is_empty()) {
            (ListFunction::Count, true) => Type::Number(UnitId::PLAIN),
            (_, true) => return None,
            _ => {
                let ty = self.agree(values)?;
                match (function, ty) {
                    (ListFunction::Count, Type::Truth) => Type::Number(UnitId::PLAIN),
                    (ListFunction::Count, other) => {
                        let found = self.type_name(other);
                        self.say(span, TypesMessage::TruthDue { found });
                        return None;
                    }
                    (_, Type::Number(_)) => ty,
                    (_, other) => {
                        let found = self.type_name(other);
                        self.say(span, TypesMessage::NotANumber { found });
                        return None;
                    }
                }
            }
        };
        let kind = NodeKind::List {
            function,
            members: members.into(),
            missing: scope.missing,
            missing_setting: scope.missing_setting,
            setting: None,
        };
        self.node(kind, ty, span)
    }
}
