//! One way through two formulas: which signs were met on it, and so which part of the inputs it stands for.
//!
//! A part is described by linear forms that are 0 (solved for a variable each) and linear forms that are positive: it is
//! convex and open within what the solved variables leave free. So a linear form that is not constant there has either one
//! sign in all of it, or all three; and a polynomial that is 0 in all of it is 0 as it stands.

use super::fraction::Fraction;
use super::linear::{self, Point};
use super::polynomial::{Beyond, Linear, Polynomial, Variable};
use super::steps::Threshold;
use crate::number::{Number, RoundingMode};
use std::collections::BTreeMap;

/// Why a way is not followed to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// It leads to something that nothing is decided about.
    Beyond,
    /// Nothing lies there.
    Void,
}

impl From<Beyond> for Stop {
    fn from(_: Beyond) -> Self {
        Self::Beyond
    }
}

impl From<crate::number::NumberError> for Stop {
    fn from(_: crate::number::NumberError) -> Self {
        Self::Beyond
    }
}

/// The decisions of a way, each with the choices that there are. All ways are gone by changing the last decision that can
/// be changed.
#[derive(Debug, Clone, Default)]
pub struct Script(Vec<(Vec<i8>, usize)>);

impl Script {
    /// The next way; no where all have been gone.
    pub fn advance(&mut self) -> bool {
        while let Some((choices, at)) = self.0.last_mut() {
            *at += 1;
            if *at < choices.len() {
                return true;
            }
            self.0.pop();
        }
        false
    }
}

/// A rounded quantity, or another of which only is known that it is the same where its arguments are.
#[derive(Debug, Clone)]
struct Opaque {
    key: String,
    arguments: Vec<Fraction>,
    variable: Variable,
    rounding: Option<(RoundingMode, i32)>,
}

/// A way, while it is gone.
#[derive(Debug)]
pub struct Path<'s> {
    script: &'s mut Script,
    step: usize,
    /// Variables that others give.
    solved: BTreeMap<Variable, Linear>,
    positive: Vec<Linear>,
    /// A point of the part, where one is known.
    here: Option<Point>,
    /// Signs of polynomials of which it is not known whether they occur.
    assumed: Vec<(Polynomial, i8)>,
    opaque: Vec<Opaque>,
    /// The rounded quantities whose arguments are being looked at: they may depend on each other by what was found equal.
    looked_at: Vec<Variable>,
    next: Variable,
}

impl<'s> Path<'s> {
    /// A way that begins anew with the decisions of a script. Variables below `first` are inputs.
    pub fn new(script: &'s mut Script, first: Variable) -> Self {
        Self {
            script,
            step: 0,
            solved: BTreeMap::new(),
            positive: Vec::new(),
            here: Some(Point::new()),
            assumed: Vec::new(),
            opaque: Vec::new(),
            looked_at: Vec::new(),
            next: first,
        }
    }

    /// One of several choices, all of which are gone in turn.
    pub fn choose(&mut self, choices: &[i8]) -> Result<i8, Stop> {
        self.choose_of(choices).map(|(choice, _)| choice)
    }

    /// The same, and whether there was only one choice.
    fn choose_of(&mut self, choices: &[i8]) -> Result<(i8, bool), Stop> {
        if self.step == self.script.0.len() {
            self.script.0.push((choices.to_vec(), 0));
        }
        let (choices, at) = self.script.0.get(self.step).ok_or(Stop::Beyond)?;
        self.step += 1;
        Ok((choices.get(*at).copied().ok_or(Stop::Void)?, choices.len() == 1))
    }

    fn decided(&self) -> bool {
        self.step < self.script.0.len()
    }

    /// The sign of a quotient.
    pub fn sign(&mut self, fraction: &Fraction) -> Result<i8, Stop> {
        let mut sign = self.sign_of(fraction.above())?;
        for (factor, exponent) in fraction.below() {
            if sign != 0 && exponent % 2 == 1 {
                sign *= self.sign_of(factor)?;
            }
        }
        Ok(sign)
    }

    /// Whether two quotients are the same in the whole part.
    pub fn same(&self, a: &Fraction, b: &Fraction) -> Result<bool, Stop> {
        let difference = a.sub(b)?.above().substitute(&self.solved)?;
        let vanishes = |zero: &(Polynomial, i8)| zero.1 == 0 && difference.divided(&zero.0).is_some();
        Ok(difference.is_zero() || self.assumed.iter().any(vanishes))
    }

    fn sign_of(&mut self, polynomial: &Polynomial) -> Result<i8, Stop> {
        let polynomial = polynomial.substitute(&self.solved)?;
        if let Some(constant) = polynomial.as_constant() {
            return Ok(sign_of(&constant));
        }
        let (monic, lead) = polynomial.monic().ok_or(Stop::Beyond)?;
        let mut sign = sign_of(&lead);
        let (content, rest) = monic.content();
        let is_variable = content.len() == 1 && content[0].1 == 1 && rest.as_constant().is_some();
        if !content.is_empty() && !is_variable {
            for (variable, exponent) in content {
                let of = self.sign_of(&Polynomial::variable(variable))?;
                if of == 0 {
                    return Ok(0);
                }
                sign *= if exponent % 2 == 1 { of } else { 1 };
            }
            return Ok(sign * self.sign_of(&rest)?);
        }
        if let Some(linear) = monic.as_linear() {
            return Ok(sign * self.sign_linear(linear)?);
        }
        // A product of what is known already.
        let known: Vec<(Polynomial, i8)> =
            self.assumed.iter().cloned().chain(self.positive.iter().map(|form| (form.polynomial(), 1))).collect();
        // What has become a constant divides everything and tells nothing.
        for (factor, of) in known.into_iter().filter(|(factor, _)| factor.as_constant().is_none()) {
            if let Some(rest) = monic.divided(&factor) {
                return Ok(if of == 0 { 0 } else { sign * of * self.sign_of(&rest)? });
            }
        }
        let chosen = self.choose(&[1, 0, -1])?;
        self.assumed.push((monic, chosen));
        Ok(sign * chosen)
    }

    fn sign_linear(&mut self, form: Linear) -> Result<i8, Stop> {
        if let [(variable, _)] = form.coefficients.iter().collect::<Vec<_>>().as_slice()
            && let Some(rounded) = self.opaque.iter().find(|opaque| opaque.variable == **variable)
            && let (Some(rounding), [of]) = (rounded.rounding, rounded.arguments.as_slice())
            && !self.looked_at.contains(*variable)
        {
            // The leading coefficient is 1: `v − c`.
            let (of, limit, variable) = (of.clone(), form.constant.neg(), **variable);
            self.looked_at.push(variable);
            let sign = self.sign_rounded(&of, rounding, &limit)?;
            self.looked_at.pop();
            // What was found of the argument may have settled the quantity itself.
            let form = form.substitute(&self.solved)?;
            if form.coefficients.is_empty() {
                return if sign_of(&form.constant) == sign { Ok(sign) } else { Err(Stop::Void) };
            }
            self.settle(form, sign)?;
            return Ok(sign);
        }
        let choices = if self.decided() { Vec::new() } else { self.signs_of(&form)? };
        let (sign, is_known) = self.choose_of(&choices)?;
        if !is_known {
            self.settle(form, sign)?;
        }
        Ok(sign)
    }

    /// The signs that a form has in the part: one, or all three.
    fn signs_of(&mut self, form: &Linear) -> Result<Vec<i8>, Stop> {
        if self.positive.contains(form) {
            return Ok(vec![1]);
        }
        if self.positive.contains(&form.neg()) {
            return Ok(vec![-1]);
        }
        let here = match self.here.take() {
            Some(here) => here,
            None => linear::inside(&self.positive)?.ok_or(Stop::Void)?,
        };
        let sign = sign_of(&form.at(&here)?);
        self.here = Some(here);
        let opposite = match sign {
            1 => form.neg(),
            -1 => form.clone(),
            _ => return Ok(vec![1, 0, -1]),
        };
        let forms: Vec<Linear> = self.positive.iter().cloned().chain([opposite]).collect();
        Ok(if linear::inside(&forms)?.is_some() { vec![1, 0, -1] } else { vec![sign] })
    }

    fn settle(&mut self, form: Linear, sign: i8) -> Result<(), Stop> {
        match sign {
            0 => {
                let (variable, by) = form.solved().ok_or(Stop::Beyond)?;
                let by = BTreeMap::from([(variable, by)]);
                for other in self.positive.iter_mut().chain(self.solved.values_mut()) {
                    *other = other.substitute(&by)?;
                }
                self.solved.extend(by);
            }
            1 => self.positive.push(form),
            _ => self.positive.push(form.neg()),
        }
        self.here = None;
        Ok(())
    }

    /// The sign of `round(x) − limit`: it depends on which steps x has reached.
    fn sign_rounded(
        &mut self,
        of: &Fraction,
        (mode, decimals): (RoundingMode, i32),
        limit: &Number,
    ) -> Result<i8, Stop> {
        let grid = Number::ONE.shift10(-decimals);
        let at_least = limit.round_at(RoundingMode::Up, decimals);
        let on_grid = at_least == *limit;
        let above = if on_grid { limit.add(&grid)? } else { at_least };
        if self.reaches(of, &Threshold::of_rounding(&above, mode, decimals)?)? {
            return Ok(1);
        }
        Ok(if on_grid && self.reaches(of, &Threshold::of_rounding(limit, mode, decimals)?)? { 0 } else { -1 })
    }

    fn reaches(&mut self, of: &Fraction, threshold: &Threshold) -> Result<bool, Stop> {
        let sign = self.sign(&of.sub(&Fraction::constant(threshold.at.clone()))?)?;
        Ok(sign > 0 || (sign == 0 && threshold.included))
    }

    /// A quantity of which nothing is known but that it depends on these arguments alone.
    pub fn opaque(&mut self, key: &str, arguments: Vec<Fraction>) -> Result<Fraction, Stop> {
        self.opaque_or_rounded(key.to_owned(), arguments, None)
    }

    /// `bulatkan …` to decimals of the natural number.
    pub fn rounded(&mut self, of: &Fraction, mode: RoundingMode, decimals: i32) -> Result<Fraction, Stop> {
        if let Some(constant) = of.as_constant() {
            return Ok(Fraction::constant(constant.round_at(mode, decimals)));
        }
        let key = format!("{mode:?} {decimals}");
        let rounded = self.opaque_or_rounded(key, vec![of.clone()], Some((mode, decimals)))?;
        // The difference is always less than one step.
        if let (Some(linear), Some(variable)) = (linear_of(&of.sub(&rounded)?), rounded.above().as_linear()) {
            let grid = Number::ONE.shift10(-decimals);
            for near in [linear.clone(), linear.neg()] {
                let near = Linear { constant: near.constant.add(&grid)?, ..near }.substitute(&self.solved)?;
                if !near.coefficients.is_empty() && !self.positive.contains(&near) {
                    self.positive.push(near);
                    self.here = None;
                }
            }
            debug_assert_eq!(variable.coefficients.len(), 1);
        }
        Ok(rounded)
    }

    fn opaque_or_rounded(
        &mut self,
        key: String,
        arguments: Vec<Fraction>,
        rounding: Option<(RoundingMode, i32)>,
    ) -> Result<Fraction, Stop> {
        for known in self.opaque.iter().filter(|known| known.key == key && known.arguments.len() == arguments.len()) {
            let mut pairs = known.arguments.iter().zip(&arguments);
            if pairs.try_fold(true, |same, (a, b)| Ok::<bool, Stop>(same && self.same(a, b)?))? {
                return Ok(Fraction::variable(known.variable));
            }
        }
        let variable = self.next;
        self.next = self.next.checked_add(1).ok_or(Stop::Beyond)?;
        self.opaque.push(Opaque { key, arguments, variable, rounding });
        Ok(Fraction::variable(variable))
    }

    /// The part that the way stands for.
    pub fn part(&self) -> Part {
        Part { solved: self.solved.clone(), positive: self.positive.clone() }
    }
}

fn linear_of(fraction: &Fraction) -> Option<Linear> {
    if fraction.below().is_empty() { fraction.above().as_linear() } else { None }
}

fn sign_of(number: &Number) -> i8 {
    i8::from(number.is_positive()) - i8::from(number.is_negative())
}

/// A part of the inputs; where rounding or products are compared, it may be larger than what the way stands for.
#[derive(Debug, Clone)]
pub struct Part {
    /// Variables that others give.
    pub solved: BTreeMap<Variable, Linear>,
    /// What is positive.
    pub positive: Vec<Linear>,
}

impl Part {
    /// The part of it in which a variable has a certain value; none where there is none.
    pub fn with(&self, variable: Variable, value: &Number) -> Result<Option<Self>, Beyond> {
        let own = Linear { coefficients: BTreeMap::from([(variable, Number::ONE)]), constant: value.neg() };
        let form = own.substitute(&self.solved)?;
        if form.coefficients.is_empty() {
            return Ok(form.constant.is_zero().then(|| self.clone()));
        }
        let (variable, by) = form.solved().ok_or(Beyond)?;
        let by = BTreeMap::from([(variable, by)]);
        let mut part = self.clone();
        for other in part.positive.iter_mut().chain(part.solved.values_mut()) {
            *other = other.substitute(&by)?;
        }
        part.solved.extend(by);
        Ok(linear::inside(&part.positive)?.map(|_| part))
    }

    /// What a variable can be: one value, or all between two ends (none: without end).
    pub fn reach(&self, variable: Variable) -> Result<Reach, Beyond> {
        let own = Linear { coefficients: BTreeMap::from([(variable, Number::ONE)]), constant: Number::ZERO };
        let form = own.substitute(&self.solved)?;
        if form.coefficients.is_empty() {
            return Ok(Reach::Only(form.constant));
        }
        let Some(point) = linear::inside(&self.positive)? else { return Err(Beyond) };
        let [(free, factor)] = form.coefficients.iter().collect::<Vec<_>>()[..] else { return Err(Beyond) };
        let (low, high) = linear::reach(&self.positive, &point, *free)?;
        let move_end = |end: Option<Number>| -> Result<Option<Number>, Beyond> {
            end.map(|end| Ok(end.mul(factor)?.add(&form.constant)?)).transpose()
        };
        let (low, high) = (move_end(low)?, move_end(high)?);
        Ok(if factor.is_negative() { Reach::Between(high, low) } else { Reach::Between(low, high) })
    }
}

/// What a variable can be.
#[derive(Debug, Clone, PartialEq)]
pub enum Reach {
    /// This value.
    Only(Number),
    /// All values between two ends, without the ends.
    Between(Option<Number>, Option<Number>),
}
