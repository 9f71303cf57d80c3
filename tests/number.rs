//! What a number must be: exact, whatever its size.
use takar::number::*;

fn n(text: &str) -> Number {
    Number::parse_plain(text).unwrap()
}

#[test]
fn smoke() {
    let third = Number::ONE.div(&n("3")).unwrap();
    assert_eq!(third.mul(&n("3")).unwrap(), Number::ONE);
    let x = n("86").div(&n("95")).unwrap().shift10(2);
    assert_eq!(x.fraction(), ("1720".into(), "19".into()));
    assert_eq!(x.to_plain(15), "90.526315789473684");
    assert_eq!(x.to_indonesian_ellipsis(3), "90,526…");
    assert_eq!(
        n("1234567.89").to_indonesian(2, Cut::Truncate),
        "1.234.567,89"
    );
    assert_eq!(std::mem::size_of::<Number>(), 24);
    let r = Number::geometric_mean(&[n("2"), n("1")]).unwrap();
    assert_eq!(r.value.to_plain(0), "1.414213562373095048801688724");
}
