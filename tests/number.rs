//! What a number must be: exact, whatever its size, and the same however it came about.
//!
//! First figures worked out by hand. Then random numbers, more than a million cases of them, against
//! [`Fraction`]: plain school arithmetic on two big integers that shares nothing with the engine.

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};

use num_bigint::BigInt;
use proptest::prelude::*;
use takar::number::{Cut, MAX_BITS, Number, NumberError, Root, RoundingMode};

// ---- figures worked out by hand -------------------------------------------------------------

fn number(text: &str) -> Number {
    Number::parse_plain(text).unwrap()
}

fn fraction(numerator: &str, denominator: &str) -> Number {
    Number::fraction_of(numerator, denominator).unwrap()
}

fn parts(number: &Number) -> (String, String) {
    number.fraction()
}

fn pair(numerator: &str, denominator: &str) -> (String, String) {
    (numerator.to_owned(), denominator.to_owned())
}

fn hash(number: &Number) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn realization_over_target_as_a_percentage() {
    let achieved = number("86").div(&number("95")).unwrap();
    let percent = achieved.mul(&number("100")).unwrap();
    assert_eq!(percent, achieved.shift10(2));
    assert_eq!(parts(&percent), pair("1720", "19"));
    assert_eq!(format!("{percent:?}"), "1720/19");
    assert_eq!(percent.decimals(), None);
    assert_eq!(percent.to_plain(15), "90.526315789473684");
    assert_eq!(percent.to_indonesian(2, Cut::HalfAwayFromZero), "90,53");
    assert_eq!(percent.to_indonesian(2, Cut::Truncate), "90,52");
    assert_eq!(percent.to_indonesian_ellipsis(3), "90,526…");
    assert_eq!(percent.round(RoundingMode::HalfAwayFromZero, 2), number("90.53"));
}

#[test]
fn a_third_three_times_is_one() {
    let third = Number::ONE.div(&number("3")).unwrap();
    assert_eq!(third.mul(&number("3")).unwrap(), Number::ONE);
    assert_eq!(third.add(&third).unwrap().add(&third).unwrap(), Number::ONE);
    assert_eq!(hash(&third.mul(&number("3")).unwrap()), hash(&Number::ONE));
}

#[test]
fn digits_are_never_lost() {
    let tiny = number("0.00000000000000000001");
    let product = tiny.mul(&tiny).unwrap();
    assert_eq!(parts(&product), pair("1", &format!("1{}", "0".repeat(40))));
    assert_eq!(product.div(&tiny).unwrap(), tiny);

    let long = number("1234567890123456789012345678");
    let sum = long.add(&number("0.4")).unwrap();
    assert_eq!(format!("{sum:?}"), "1234567890123456789012345678.4");
    let longer = number("79228162514264337593543950335");
    let sum = longer.add(&number("0.4")).unwrap();
    assert_eq!(format!("{sum:?}"), "79228162514264337593543950335.4");
    assert_eq!(sum.sub(&number("0.4")).unwrap(), longer);
}

#[test]
fn one_value_has_one_form() {
    // 2^96 − 1, the largest mantissa, and one more.
    let largest = number("79228162514264337593543950335");
    let beyond = largest.add(&Number::ONE).unwrap();
    assert_eq!(format!("{beyond:?}"), "79228162514264337593543950336");
    assert!(beyond > largest);
    let back = beyond.sub(&Number::ONE).unwrap();
    assert_eq!(back, largest);
    assert_eq!(hash(&back), hash(&largest));

    for same in ["1.50", "1.5", "01.5", "1.500000000000000000000000000000000"] {
        assert_eq!(number(same), number("1.5"));
        assert_eq!(hash(&number(same)), hash(&fraction("-3", "-2")));
    }
    for zero in ["0", "-0", "0.000", "-0.0", "000"] {
        assert_eq!(number(zero), Number::default());
        assert_eq!(hash(&number(zero)), hash(&Number::ZERO.neg()));
        assert!(!number(zero).is_negative());
    }
    assert!(std::mem::size_of::<Number>() <= 24);
}

#[test]
fn the_five_ways_to_round() {
    use RoundingMode::{Down, HalfAwayFromZero, HalfEven, Truncate, Up};
    for (value, decimals, half_away, half_even, up, down, truncated) in [
        ("2.5", 0, "3", "2", "3", "2", "2"),
        ("3.5", 0, "4", "4", "4", "3", "3"),
        ("-2.5", 0, "-3", "-2", "-2", "-3", "-2"),
        ("-0.5", 0, "-1", "0", "0", "-1", "0"),
        ("0.4", 0, "0", "0", "1", "0", "0"),
        ("-0.4", 0, "0", "0", "0", "-1", "0"),
        ("90.525", 2, "90.53", "90.52", "90.53", "90.52", "90.52"),
        ("90.5251", 2, "90.53", "90.53", "90.53", "90.52", "90.52"),
        ("99.995", 2, "100", "100", "100", "99.99", "99.99"),
        ("7", 2, "7", "7", "7", "7", "7"),
        ("1250", -2, "1300", "1200", "1300", "1200", "1200"),
        ("-1250", -2, "-1300", "-1200", "-1200", "-1300", "-1200"),
        ("49", -2, "0", "0", "100", "0", "0"),
        ("50", -2, "100", "0", "100", "0", "0"),
    ] {
        for (mode, expected) in
            [(HalfAwayFromZero, half_away), (HalfEven, half_even), (Up, up), (Down, down), (Truncate, truncated)]
        {
            let rounded = number(value).round_at(mode, decimals);
            assert_eq!(rounded, number(expected), "{value} {mode:?} {decimals}");
        }
    }
    let two_thirds = fraction("2", "3");
    assert_eq!(two_thirds.round(HalfEven, 1000).to_plain(0), format!("0.{}7", "6".repeat(999)));
    let least = Number::from_parts(i128::MIN, 0);
    assert_eq!(least.round(Truncate, 0), least);
    // The place can be far above the number.
    assert_eq!(number("-0.1").round_at(Down, -1000), number(&format!("-1{}", "0".repeat(1000))));
    assert_eq!(number("9").round_at(HalfAwayFromZero, -1000), Number::ZERO);
}

#[test]
fn a_number_as_it_is_written_in_indonesia() {
    let million = number("1234567.89");
    assert_eq!(million.to_indonesian(2, Cut::Truncate), "1.234.567,89");
    assert_eq!(million.to_indonesian_ellipsis(1), "1.234.567,8…");
    assert_eq!(million.neg().to_indonesian(5, Cut::Truncate), "-1.234.567,89");
    assert_eq!(number("999.5").to_indonesian(0, Cut::HalfAwayFromZero), "1.000");
    assert_eq!(number("999.5").to_indonesian_ellipsis(0), "999…");
    assert_eq!(number("100").to_indonesian_ellipsis(2), "100");
    assert_eq!(number("90.5003").to_indonesian_ellipsis(2), "90,50…");
    assert_eq!(number("-0.001").to_indonesian_ellipsis(2), "-0,00…");
    assert_eq!(number("-0.001").to_indonesian(2, Cut::Truncate), "0");
    assert_eq!(number("-0.005").to_indonesian(2, Cut::HalfAwayFromZero), "-0,01");

    let digits = number("-0.004").digits(2, Cut::HalfAwayFromZero);
    assert!(!digits.negative && !digits.exact);
    assert_eq!((digits.integer.as_str(), digits.fraction.as_str()), ("0", ""));
    let digits = number("-12.50").digits(1, Cut::Truncate);
    assert!(digits.negative && digits.exact);
    assert_eq!((digits.integer.as_str(), digits.fraction.as_str()), ("12", "5"));
}

#[test]
fn only_plain_digits_are_read() {
    for text in [
        "", "-", "+1", "--1", ".5", "5.", "-.5", "1.2.3", "1,5", "1 000", " 1", "1 ", "1e5", "0x1", "1_000", "٣", "１",
        "1.-5", "∞", "NaN", "1/2", "5.\u{0}",
    ] {
        assert!(Number::parse_plain(text).is_none(), "{text:?}");
    }
    assert_eq!(number("-007.2500").to_plain(0), "-7.25");
    for (numerator, denominator) in [
        ("1", "0"),
        ("0", "-0"),
        ("", "1"),
        ("1", ""),
        ("1.0", "2"),
        ("1", "+2"),
        ("1 ", "2"),
        ("-", "2"),
        ("1_0", "2"),
    ] {
        assert!(Number::fraction_of(numerator, denominator).is_none());
    }
    assert_eq!(fraction("6", "-4"), number("-1.5"));
    assert_eq!(fraction("0", "-4"), Number::ZERO);
    let long = format!("{}.{}", "7".repeat(5_000), "3".repeat(5_000));
    assert_eq!(number(&long).to_plain(0), long);
    let power_of_five = format!("0.{}", BigInt::from(5).pow(14_000));
    assert_eq!(number(&power_of_five).to_plain(0), power_of_five);
}

#[test]
fn what_can_be_asked() {
    assert!(number("5").is_integer() && !number("5.5").is_integer());
    assert!(number("5").is_positive() && number("-5").is_negative());
    assert!(fraction("-1", "3").is_negative() && !fraction("-1", "3").is_integer());
    assert!(!Number::ZERO.is_positive() && !Number::ZERO.is_negative());
    assert!(number(&"9".repeat(50)).is_integer());

    assert_eq!(number("4294967295").to_u32(), Some(u32::MAX));
    assert_eq!(number("4294967296").to_u32(), None);
    assert_eq!(number("-1").to_u32(), None);
    assert_eq!(number("1.5").to_u32(), None);
    assert_eq!(Number::from(i64::MIN).to_i64(), Some(i64::MIN));
    assert_eq!(Number::from(i64::MAX).to_i64(), Some(i64::MAX));
    assert_eq!(number("9223372036854775808").to_i64(), None);
    assert_eq!(number(&"9".repeat(50)).to_i64(), None);
    assert_eq!(fraction("1", "3").to_i64(), None);
    assert_eq!(Number::from(7_u32), number("7"));
    assert_eq!(Number::from(-7_i64), number("-7"));

    assert_eq!(number("12").decimals(), Some(0));
    assert_eq!(number("0.125").decimals(), Some(3));
    assert_eq!(fraction("1", "1024").decimals(), Some(10));
    assert_eq!(fraction("1", "3").decimals(), None);
    assert_eq!(fraction("1", "15").decimals(), None);
    for n in [0_u32, 1, 2, 13, 27, 28, 29, 100, 1_000, 40_000] {
        let power = BigInt::from(5).pow(n).to_string();
        assert_eq!(fraction("1", &power).decimals(), Some(n));
    }

    assert_eq!(Number::ONE.bits(), 1);
    assert_eq!(number("0.5").bits(), 2);
    assert_eq!(number("0.375").bits(), 4);
    assert_eq!(fraction("1720", "19").bits(), 11);
}

#[test]
fn a_shift_by_any_places() {
    for start in [number("1.25"), number("-7"), fraction("1", "3"), Number::ZERO] {
        for places in [-2_000, -1_999, -29, -28, -1, 0, 1, 9, 28, 29, 1_999, 2_000] {
            let shifted = start.shift10(places);
            assert_eq!(shifted.shift10(-places), start);
            assert_eq!(shifted.is_zero(), start.is_zero());
        }
    }
    assert_eq!(number("0.9052").shift10(2), number("90.52"));
    assert_eq!(number("12").shift10(-2_000).decimals(), Some(2_000));
    assert_eq!(Number::from_parts(i128::MIN, 0), number("-170141183460469231731687303715884105728"));
    assert_eq!(Number::from_parts(i128::MIN, 3), number("-170141183460469231731687303715884105.728"));
    assert_eq!(Number::from_parts(10_i128.pow(38), 38), Number::ONE);
    assert_eq!(Number::from_parts(10, 2_001), Number::ONE.shift10(-2_000));
}

#[test]
fn what_is_too_large_says_so_at_once() {
    let huge = Number::ONE.shift10(20_000);
    let tiny = Number::ONE.shift10(-20_000);
    assert_eq!(huge.mul(&huge), Err(NumberError::TooLarge));
    assert_eq!(tiny.mul(&tiny), Err(NumberError::TooLarge));
    assert_eq!(tiny.div(&huge), Err(NumberError::TooLarge));
    assert_eq!(huge.div(&tiny), Err(NumberError::TooLarge));
    assert_eq!(huge.mul(&tiny), Ok(Number::ONE));
    assert_eq!(huge.sub(&huge), Ok(Number::ZERO));
    assert_eq!(huge.div(&Number::ZERO), Err(NumberError::DivisionByZero));
    assert_eq!(Number::ZERO.div(&Number::ZERO), Err(NumberError::DivisionByZero));

    // Denominators that share nothing.
    let other = fraction("1", &BigInt::from(3).pow(40_000).to_string());
    assert_eq!(tiny.add(&other), Err(NumberError::TooLarge));
    assert!(tiny < other && tiny.neg() > other.neg() && tiny.neg() < other);

    // Squaring: 2^65536 is the last power within the limit, as 2^131072 needs one bit more.
    let mut power = number("2");
    let mut squarings = 0;
    while let Ok(next) = power.mul(&power) {
        power = next;
        squarings += 1;
    }
    assert_eq!(squarings, 16);
    // The limit itself: 2^99999 has 100.000 bits.
    let largest = power.mul(&number(&BigInt::from(2).pow(34_463).to_string()));
    let largest = largest.unwrap();
    assert_eq!(largest.bits(), MAX_BITS);
    assert_eq!(largest.mul(&number("2")), Err(NumberError::TooLarge));
    assert_eq!(largest.add(&largest), Err(NumberError::TooLarge));
    assert!(largest.add(&Number::ONE).is_ok());
    assert!(Number::ONE.div(&largest).is_ok());
}

#[test]
fn geometric_means() {
    let mean = |values: &[Number]| Number::geometric_mean(values);
    let exact = |value: Number| Ok(Root { value, exact: true });
    let rounded = |text| {
        let value = number(text);
        Ok(Root { value, exact: false })
    };
    assert_eq!(mean(&[]), Err(NumberError::Empty));
    assert_eq!(mean(&[number("4"), number("9")]), exact(number("6")));
    assert_eq!(mean(&[fraction("1", "3")]), exact(fraction("1", "3")));
    assert_eq!(mean(&[fraction("1", "27"), Number::ONE, Number::ONE]), exact(fraction("1", "3")));
    assert_eq!(mean(&[number("0.5"), number("4.5")]), exact(number("1.5")));
    assert_eq!(mean(&[number("2"), Number::ZERO]), exact(Number::ZERO));
    assert_eq!(mean(&[Number::ZERO, number("-2")]), Err(NumberError::NegativeRoot));
    assert_eq!(mean(&[number("-2"), number("-2")]), Err(NumberError::NegativeRoot));
    assert_eq!(mean(&[number("2"), Number::ONE]), rounded("1.414213562373095048801688724"));
    // √(2 × 10^60), √(2 × 10^−60), √0,2
    assert_eq!(
        mean(&[number("2").shift10(60), Number::ONE]),
        Ok(Root { value: number("1414213562373095048801688724").shift10(3), exact: false })
    );
    assert_eq!(
        mean(&[number("2").shift10(-60), Number::ONE]),
        Ok(Root { value: number("1414213562373095048801688724").shift10(-57), exact: false })
    );
    assert_eq!(mean(&[number("0.2"), Number::ONE]), rounded("0.4472135954999579392818347337"));
    // ∛2
    assert_eq!(mean(&[number("2"), Number::ONE, Number::ONE]), rounded("1.259921049894873164767210607"));
}

#[test]
fn geometric_means_beside_a_power_of_ten() {
    for degree in [2_i32, 3, 7] {
        for places in (-60..=-15).chain(15..=60) {
            // (10^28n ± 1)^(1/n) is 10^28 within 28 digits, and so is it shifted.
            let power = Number::ONE.shift10(28 * degree);
            for beside in [power.add(&Number::ONE), power.sub(&Number::ONE)] {
                let beside = beside.unwrap().shift10((places - 28) * degree);
                let mut members = vec![Number::ONE; degree as usize - 1];
                members.push(beside);
                let root = Number::geometric_mean(&members).unwrap();
                assert_eq!(root.value, Number::ONE.shift10(places));
                assert!(!root.exact);
            }
        }
    }
    // √(10^28 − 1) is below 28 nines and a half by 10^−43.
    let below = Number::ONE.shift10(28).sub(&Number::ONE).unwrap();
    let root = Number::geometric_mean(&[below, Number::ONE]).unwrap();
    assert_eq!(root.value, number("99999999999999.99999999999999"));
    // (10^28 − 2)² + 1, so that the root has 28 digits and a little.
    let near = Number::ONE.shift10(28).sub(&number("2")).unwrap();
    let square = near.mul(&near).unwrap().add(&Number::ONE).unwrap();
    let root = Number::geometric_mean(&[square, Number::ONE]).unwrap();
    assert_eq!((root.value, root.exact), (near, false));
}

#[test]
fn geometric_means_of_many() {
    // 300 members of 14 digits, and as many as there may be of a small figure.
    let members: Vec<Number> = (0..300).map(|i| Number::from_parts(88_123_456_789_123 + i, 12)).collect();
    assert!(!Number::geometric_mean(&members).unwrap().exact);
    let mut members = vec![Number::ONE; 9_999];
    members.push(number("2"));
    let root = Number::geometric_mean(&members).unwrap();
    // exp(ln 2 / 10.000)
    assert!(root.value.to_plain(0).starts_with("1.00006931"));
    members.push(number("2"));
    assert_eq!(Number::geometric_mean(&members), Err(NumberError::TooLarge));
    let members = vec![Number::ONE; 200_000];
    assert_eq!(Number::geometric_mean(&members).unwrap().value, Number::ONE);
    let members = vec![number("95.25"); 100_000];
    assert_eq!(Number::geometric_mean(&members), Err(NumberError::TooLarge));
    // A square of 80.000 bits, and its neighbour.
    let square = number(&BigInt::from(3).pow(50_000).to_string());
    let root = Number::geometric_mean(&[square.clone(), Number::ONE]).unwrap();
    assert!(root.exact);
    assert_eq!(root.value.mul(&root.value).unwrap(), square);
    let neighbour = square.add(&Number::ONE).unwrap();
    assert!(!Number::geometric_mean(&[neighbour, Number::ONE]).unwrap().exact);
}

// ---- the other way to compute ---------------------------------------------------------------

/// `above / below` with `below > 0`, not in lowest terms.
#[derive(Clone, Debug)]
struct Fraction {
    above: BigInt,
    below: BigInt,
}

fn ten(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

fn zero() -> BigInt {
    BigInt::from(0)
}

/// Euclid.
fn common(a: &BigInt, b: &BigInt) -> BigInt {
    let (mut a, mut b) = (a.clone(), b.clone());
    while b != zero() {
        (a, b) = (b.clone(), a % b);
    }
    if a < zero() { -a } else { a }
}

/// `⌊a / b⌋` for `b > 0`.
fn floor(a: &BigInt, b: &BigInt) -> BigInt {
    let quotient = a / b;
    if &quotient * b > *a { quotient - 1 } else { quotient }
}

impl Fraction {
    fn new(above: BigInt, below: BigInt) -> Fraction {
        if below < zero() { Fraction { above: -above, below: -below } } else { Fraction { above, below } }
    }

    fn add(&self, other: &Fraction) -> Fraction {
        let above = &self.above * &other.below + &other.above * &self.below;
        Fraction::new(above, &self.below * &other.below)
    }

    fn sub(&self, other: &Fraction) -> Fraction {
        let above = &self.above * &other.below - &other.above * &self.below;
        Fraction::new(above, &self.below * &other.below)
    }

    fn mul(&self, other: &Fraction) -> Fraction {
        Fraction::new(&self.above * &other.above, &self.below * &other.below)
    }

    fn div(&self, other: &Fraction) -> Fraction {
        Fraction::new(&self.above * &other.below, &self.below * &other.above)
    }

    fn cmp(&self, other: &Fraction) -> Ordering {
        (&self.above * &other.below).cmp(&(&other.above * &self.below))
    }

    fn shift(&self, places: i32) -> Fraction {
        let power = ten(places.unsigned_abs());
        if places >= 0 {
            Fraction::new(&self.above * power, self.below.clone())
        } else {
            Fraction::new(self.above.clone(), &self.below * power)
        }
    }

    fn is_negative(&self) -> bool {
        self.above < zero()
    }

    fn abs(&self) -> Fraction {
        if self.is_negative() { Fraction::new(-&self.above, self.below.clone()) } else { self.clone() }
    }

    fn floor(&self) -> BigInt {
        floor(&self.above, &self.below)
    }

    fn round(&self, mode: RoundingMode, decimals: i32) -> Fraction {
        let scaled = self.shift(decimals);
        let half = Fraction::new(BigInt::from(1), BigInt::from(2));
        let ceiling = || -floor(&-&scaled.above, &scaled.below);
        let whole = match mode {
            RoundingMode::Down => scaled.floor(),
            RoundingMode::Up => ceiling(),
            RoundingMode::Truncate if self.is_negative() => ceiling(),
            RoundingMode::Truncate => scaled.floor(),
            RoundingMode::HalfAwayFromZero => {
                let magnitude = scaled.abs().add(&half).floor();
                if self.is_negative() { -magnitude } else { magnitude }
            }
            RoundingMode::HalfEven => {
                let upper = scaled.add(&half);
                let whole = upper.floor();
                let tie = &whole * &upper.below == upper.above;
                if tie && &whole % 2 != zero() { whole - 1 } else { whole }
            }
        };
        Fraction::new(whole, BigInt::from(1)).shift(-decimals)
    }

    /// The digits before and after the decimal sign by long division, of the magnitude.
    fn long_division(&self, decimals: usize) -> (String, String, bool) {
        let magnitude = self.abs();
        let mut rest = &magnitude.above % &magnitude.below;
        let integer = (&magnitude.above / &magnitude.below).to_string();
        let mut digits = String::new();
        while digits.len() < decimals && rest != zero() {
            rest *= 10;
            digits.push_str(&(&rest / &magnitude.below).to_string());
            rest %= &magnitude.below;
        }
        let exact = rest == zero();
        (integer, digits.trim_end_matches('0').to_owned(), exact)
    }

    /// Whether the digits end: nothing but twos and fives is left below.
    fn terminates(&self) -> bool {
        let mut below = &self.below / common(&self.above, &self.below);
        for prime in [2, 5] {
            while &below % prime == zero() {
                below /= prime;
            }
        }
        below == BigInt::from(1)
    }
}

/// That a number is this value, in lowest terms, and the same number as one that is read.
fn same(number: &Number, value: &Fraction) {
    let (above, below) = number.fraction();
    let read = Number::fraction_of(&above, &below).unwrap();
    assert_eq!(*number, read);
    assert_eq!(number.cmp(&read), Ordering::Equal);
    assert_eq!(hash(number), hash(&read));
    let (above, below): (BigInt, BigInt) = (above.parse().unwrap(), below.parse().unwrap());
    assert!(below > zero());
    assert_eq!(&above * &value.below, &value.above * &below, "{number:?} {value:?}");
    assert_eq!(common(&above, &below), BigInt::from(1), "{number:?}");
}

// ---- random numbers -------------------------------------------------------------------------

/// SplitMix64: small, even, and the same on each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.below(u64::try_from(high - low + 1).unwrap())).unwrap()
    }

    fn scale(&mut self, most: u64) -> u32 {
        u32::try_from(self.below(most + 1)).unwrap()
    }

    /// Of up to `bits` bits, each length as likely as the others.
    fn integer(&mut self, bits: u64) -> BigInt {
        let bits = self.below(bits) + 1;
        let mut value = BigInt::from(1);
        for _ in 0..=bits / 64 {
            value = (value << 64) + self.next();
        }
        let surplus = value.bits() - bits;
        let value: BigInt = value >> surplus;
        if self.below(2) == 0 { -value } else { value }
    }

    fn mantissa(&mut self) -> i128 {
        i128::try_from(self.integer(126)).unwrap()
    }

    /// Near a power at which some width ends.
    fn edge(&mut self) -> i128 {
        if self.below(20) == 0 {
            return i128::MIN;
        }
        let bits = [31, 32, 53, 63, 64, 93, 95, 96, 97, 126][self.below(10) as usize];
        let value = (1_i128 << bits) + i128::from(self.between(-3, 3));
        if self.below(2) == 0 { -value } else { value }
    }

    /// A number, by way of the function that a caller would use, and its value.
    fn case(&mut self) -> (Number, Fraction) {
        match self.below(16) {
            0 | 1 => self.decimal(i128::from(self.0 % 2001) - 1000, 0),
            2..=4 => {
                let mantissa = i128::from(self.between(-10_000_000, 10_000_000));
                let scale = self.scale(6);
                self.decimal(mantissa, scale)
            }
            5 | 6 => {
                let (mantissa, scale) = (self.edge(), self.scale(30));
                self.decimal(mantissa, scale)
            }
            7 => {
                let (mantissa, scale) = (self.mantissa(), self.scale(40));
                self.decimal(mantissa, scale)
            }
            8 => {
                // 10^n and its neighbours.
                let power = 10_i128.pow(self.scale(37));
                let mantissa = power + i128::from(self.between(-1, 1));
                let scale = self.scale(60);
                self.decimal(mantissa, scale)
            }
            9 => {
                // Ties: an odd number of halves of a power of ten.
                let halves = 2 * i128::from(self.between(-1_000_000, 1_000_000)) + 1;
                let zeros = 10_i128.pow(self.scale(20));
                let scale = self.scale(30);
                self.decimal(halves * 5 * zeros, scale)
            }
            10..=12 => {
                let (above, below) = (self.between(-200, 200), self.between(1, 200));
                self.quotient(BigInt::from(above), BigInt::from(below))
            }
            13 => {
                let (above, below) = (self.integer(200), self.integer(200));
                self.quotient(above, below)
            }
            14 => {
                let below = BigInt::from(2).pow(self.scale(60)) * BigInt::from(5).pow(self.scale(60));
                let above = self.integer(130);
                self.quotient(above, below)
            }
            _ => {
                let (number, value) = {
                    let mantissa = self.mantissa();
                    self.decimal(mantissa, 0)
                };
                let places = i32::try_from(self.between(-120, 120)).unwrap();
                (number.shift10(places), value.shift(places))
            }
        }
    }

    fn decimal(&self, mantissa: i128, scale: u32) -> (Number, Fraction) {
        (Number::from_parts(mantissa, scale), Fraction::new(BigInt::from(mantissa), ten(scale)))
    }

    fn quotient(&self, above: BigInt, below: BigInt) -> (Number, Fraction) {
        (Number::fraction_of(&above.to_string(), &below.to_string()).unwrap(), Fraction::new(above, below))
    }

    /// A second number, every fourth time close to the first one or bound up with it.
    fn partner(&mut self, first: &(Number, Fraction)) -> (Number, Fraction) {
        let (number, value) = first;
        match self.below(20) {
            0 => first.clone(),
            1 => (number.neg(), Fraction::new(-&value.above, value.below.clone())),
            2 | 3 => {
                let places = -i32::try_from(self.below(60)).unwrap();
                let tiny = Number::ONE.shift10(places);
                let exactly = Fraction::new(BigInt::from(1), BigInt::from(1)).shift(places);
                (number.add(&tiny).unwrap(), value.add(&exactly))
            }
            4 if !number.is_zero() => {
                (Number::ONE.div(number).unwrap(), Fraction::new(value.below.clone(), value.above.clone()))
            }
            _ => self.case(),
        }
    }
}

const PAIRS: u64 = 100_000;
const ROUNDED: u64 = 60_000;
const SHOWN: u64 = 30_000;
const READ: u64 = 40_000;
const ROOTS: u64 = 5_000;
const LAWS: u32 = 500;

/// More than a million cases: a pair is added, subtracted, multiplied, divided, compared and looked
/// at alone; a number is rounded in five ways, shown in seven, read and shifted.
const _: () = assert!(PAIRS * 6 + ROUNDED * 5 + SHOWN * 7 + READ * 2 >= 1_000_000);

#[test]
fn arithmetic_agrees() {
    let mut random = Random(1);
    for _ in 0..PAIRS {
        let a = random.case();
        let b = random.partner(&a);
        let ((x, p), (y, q)) = (&a, &b);
        same(&x.add(y).unwrap(), &p.add(q));
        same(&x.sub(y).unwrap(), &p.sub(q));
        same(&x.mul(y).unwrap(), &p.mul(q));
        if y.is_zero() {
            assert_eq!(x.div(y), Err(NumberError::DivisionByZero));
        } else {
            same(&x.div(y).unwrap(), &p.div(q));
        }
        // Comparison, and that equality and hash go with it.
        let order = p.cmp(q);
        assert_eq!(x.cmp(y), order, "{x:?} {y:?}");
        assert_eq!(y.cmp(x), order.reverse());
        assert_eq!(x == y, order == Ordering::Equal);
        assert!(order != Ordering::Equal || hash(x) == hash(y));
        // One operand alone.
        same(&x.neg(), &Fraction::new(-&p.above, p.below.clone()));
        same(&x.abs(), &p.abs());
        assert_eq!(x.is_negative(), p.above < zero());
        assert_eq!(x.is_positive(), p.above > zero());
        assert_eq!(x.is_zero(), p.above == zero());
        assert_eq!(x.is_integer(), &p.above % &p.below == zero());
    }
}

#[test]
fn rounding_agrees() {
    let mut random = Random(2);
    for i in 0..ROUNDED {
        let (number, value) = random.case();
        let decimals = if i % 100 == 0 {
            i32::try_from(random.between(-1_000, 1_000)).unwrap()
        } else {
            i32::try_from(random.between(-35, 45)).unwrap()
        };
        for mode in [
            RoundingMode::HalfAwayFromZero,
            RoundingMode::HalfEven,
            RoundingMode::Up,
            RoundingMode::Down,
            RoundingMode::Truncate,
        ] {
            let rounded = number.round_at(mode, decimals);
            same(&rounded, &value.round(mode, decimals));
            if let Ok(decimals) = u32::try_from(decimals) {
                assert_eq!(number.round(mode, decimals), rounded);
                assert!(rounded.decimals().unwrap() <= decimals);
            }
        }
    }
}

/// `1234567` as `1.234.567`.
fn grouped(integer: &str) -> String {
    let bytes: Vec<u8> = integer.bytes().rev().collect();
    let groups: Vec<&[u8]> = bytes.chunks(3).collect();
    String::from_utf8(groups.join(&b'.').into_iter().rev().collect()).unwrap()
}

#[test]
fn display_agrees() {
    let mut random = Random(3);
    let join = |negative: bool, integer: &str, sign: char, fraction: &str| {
        let minus = if negative { "-" } else { "" };
        if fraction.is_empty() { format!("{minus}{integer}") } else { format!("{minus}{integer}{sign}{fraction}") }
    };
    for _ in 0..SHOWN {
        let (number, value) = random.case();
        let decimals = random.scale(40);
        let (integer, fraction, exact) = value.long_division(decimals as usize);
        let nonzero = integer != "0" || !fraction.is_empty();
        let negative = value.is_negative() && nonzero;

        // 1, 2: digits cut, and written.
        let digits = number.digits(decimals, Cut::Truncate);
        assert_eq!((digits.negative, digits.exact), (negative, exact), "{number:?}");
        assert_eq!((&digits.integer, &digits.fraction), (&integer, &fraction));
        assert_eq!(number.to_indonesian(decimals, Cut::Truncate), join(negative, &grouped(&integer), ',', &fraction));

        // 3, 4: digits rounded, and written.
        let rounded = value.round(RoundingMode::HalfAwayFromZero, decimals as i32);
        let (up, rest, _) = rounded.long_division(decimals as usize);
        let digits = number.digits(decimals, Cut::HalfAwayFromZero);
        assert_eq!((digits.negative, digits.exact), (rounded.is_negative(), exact));
        assert_eq!((&digits.integer, &digits.fraction), (&up, &rest));
        assert_eq!(
            number.to_indonesian(decimals, Cut::HalfAwayFromZero),
            join(rounded.is_negative(), &grouped(&up), ',', &rest)
        );

        // 5: with an ellipsis, before which nothing is left out.
        let text = number.to_indonesian_ellipsis(decimals);
        if exact {
            assert_eq!(text, join(negative, &grouped(&integer), ',', &fraction));
        } else {
            let width = decimals as usize;
            let fraction = format!("{fraction:0<width$}");
            let shown = join(value.is_negative(), &grouped(&integer), ',', &fraction);
            assert_eq!(text, format!("{shown}…"));
        }

        // 6, 7: plain, in full where it ends, and read again.
        let plain = number.to_plain(decimals);
        if value.terminates() {
            let (integer, fraction, _) = value.long_division(usize::MAX);
            let negative = value.is_negative();
            assert_eq!(number.decimals(), u32::try_from(fraction.len()).ok());
            assert_eq!(plain, join(negative, &integer, '.', &fraction));
            assert_eq!(Number::parse_plain(&plain).unwrap(), number);
            assert_eq!(format!("{number:?}"), plain);
        } else {
            assert_eq!(number.decimals(), None);
            assert_eq!(plain, join(negative, &integer, '.', &fraction));
            let (above, below) = number.fraction();
            assert_eq!(format!("{number:?}"), format!("{above}/{below}"));
        }
    }
}

#[test]
fn reading_agrees() {
    let mut random = Random(4);
    for _ in 0..READ {
        let digits = |random: &mut Random, count: u64| -> String {
            let style = random.below(4);
            (0..count)
                .map(|_| match style {
                    0 => '0',
                    1 => '9',
                    _ => char::from(b'0' + random.below(10) as u8),
                })
                .collect()
        };
        let length = random.below(45) + 1;
        let integer = digits(&mut random, length);
        let length = random.below(45);
        let fraction = digits(&mut random, length);
        let minus = if random.below(2) == 0 { "-" } else { "" };
        let text =
            if fraction.is_empty() { format!("{minus}{integer}") } else { format!("{minus}{integer}.{fraction}") };
        let above: BigInt = format!("{minus}{integer}{fraction}").parse().unwrap();
        let value = Fraction::new(above, ten(u32::try_from(fraction.len()).unwrap()));
        let number = Number::parse_plain(&text).unwrap();
        same(&number, &value);
        let places = i32::try_from(random.between(-40, 40)).unwrap();
        same(&number.shift10(places), &value.shift(places));
    }
}

/// The whole root by halving the interval, where there is one.
fn whole_root(power: &BigInt, degree: u32) -> Option<BigInt> {
    let (mut low, mut high) = (zero(), BigInt::from(2) << (power.bits() / u64::from(degree) + 1));
    while &high - &low > BigInt::from(1) {
        let middle: BigInt = (&low + &high) / 2;
        if middle.pow(degree) <= *power {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low.pow(degree) == *power).then_some(low)
}

#[test]
fn geometric_means_agree() {
    let mut random = Random(5);
    let (mut exact, mut irrational) = (0, 0);
    for _ in 0..ROOTS {
        let degree = random.between(2, 9) as u32;
        let mut members = vec![];
        for _ in 0..degree {
            let (number, value) = random.case();
            if !number.is_zero() {
                members.push((number.abs(), value.abs()));
            }
        }
        if members.len() < 2 {
            continue;
        }
        if random.below(2) == 0 {
            // Make the last member complete a power: r^n over the product of the others.
            let (number, value) = random.case();
            if number.is_zero() {
                continue;
            }
            members.pop();
            let (mut number, mut value) = (number.abs(), value.abs());
            let (root, exactly) = (number.clone(), value.clone());
            for (member, of_member) in &members {
                number = number.mul(&root).unwrap().div(member).unwrap();
                value = value.mul(&exactly).div(of_member);
            }
            members.push((number, value));
        }
        let degree = members.len() as u32;
        let values: Vec<Number> = members.iter().map(|(number, _)| number.clone()).collect();
        let one = Fraction::new(BigInt::from(1), BigInt::from(1));
        let product = members.iter().fold(one, |product, (_, value)| product.mul(value));
        let root = Number::geometric_mean(&values).unwrap();
        let mut reversed = values;
        reversed.reverse();
        assert_eq!(Number::geometric_mean(&reversed).unwrap(), root);

        let (above, below) = root.value.fraction();
        let (above, below): (BigInt, BigInt) = (above.parse().unwrap(), below.parse().unwrap());
        let value = Fraction::new(above, below);
        let power = |value: &Fraction| Fraction::new(value.above.pow(degree), value.below.pow(degree));
        if root.exact {
            exact += 1;
            assert_eq!(power(&value).cmp(&product), Ordering::Equal);
            continue;
        }
        irrational += 1;
        // It is irrational.
        let shared = common(&product.above, &product.below);
        let rational = whole_root(&(&product.above / &shared), degree).is_some()
            && whole_root(&(&product.below / &shared), degree).is_some();
        assert!(!rational);
        // value = mantissa × 10^−scale with 28 digits …
        let mut scale = 0;
        while value.shift(scale).cmp(&Fraction::new(ten(27), BigInt::from(1))).is_lt() {
            scale += 1;
        }
        while value.shift(scale).cmp(&Fraction::new(ten(28), BigInt::from(1))).is_ge() {
            scale -= 1;
        }
        let mantissa = value.shift(scale);
        assert_eq!(&mantissa.above % &mantissa.below, zero(), "more than 28 digits");
        // … and the root is less than half a unit of the last one away.
        let half = Fraction::new(BigInt::from(1), BigInt::from(2)).shift(-scale);
        assert!(power(&value.sub(&half)).cmp(&product).is_lt());
        assert!(power(&value.add(&half)).cmp(&product).is_gt());
    }
    assert!(exact > 1_000 && irrational > 1_000, "{exact} {irrational}");
}

// ---- laws, with counterexamples made small --------------------------------------------------

fn any_number() -> impl Strategy<Value = Number> {
    prop_oneof![
        (-1_000_i128..1_000, 0_u32..4).prop_map(|(m, s)| Number::from_parts(m, s)),
        (any::<i128>(), 0_u32..40).prop_map(|(m, s)| Number::from_parts(m, s)),
        (any::<i64>(), 1_i64..1_000_000).prop_map(|(n, d)| Number::from(n).div(&Number::from(d)).unwrap()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: LAWS,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn laws_of_arithmetic(a in any_number(), b in any_number(), c in any_number()) {
        let sum = a.add(&b).unwrap();
        prop_assert_eq!(&sum, &b.add(&a).unwrap());
        prop_assert_eq!(&sum.sub(&b).unwrap(), &a);
        prop_assert_eq!(
            sum.mul(&c).unwrap(),
            a.mul(&c).unwrap().add(&b.mul(&c).unwrap()).unwrap()
        );
        if !b.is_zero() {
            prop_assert_eq!(&a.div(&b).unwrap().mul(&b).unwrap(), &a);
        }
        prop_assert_eq!(a < b, a.sub(&b).unwrap().is_negative());
        prop_assert_eq!(a < b, a.add(&c).unwrap() < b.add(&c).unwrap());
    }

    #[test]
    fn laws_of_rounding(a in any_number(), decimals in -3_i32..30) {
        let [down, up, away, even, cut] = [
            RoundingMode::Down,
            RoundingMode::Up,
            RoundingMode::HalfAwayFromZero,
            RoundingMode::HalfEven,
            RoundingMode::Truncate,
        ].map(|mode| a.round_at(mode, decimals));
        prop_assert!(down <= a && a <= up);
        for rounded in [&away, &even, &cut] {
            prop_assert!(*rounded == down || *rounded == up);
            prop_assert_eq!(&rounded.round_at(RoundingMode::Up, decimals), rounded);
        }
        let unit = Number::ONE.shift10(-decimals);
        prop_assert!(up == down || up.sub(&down).unwrap() == unit);
    }
}
