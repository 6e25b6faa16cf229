use super::*;

/// The shipped model's, as its metrics have it.
fn confusion() -> Confusion {
    let counts = [[320, 40, 18, 99], [31, 107, 9, 61], [7, 1, 49, 21], [63, 25, 7, 398]];
    Confusion { counts, source: "dev".into() }
}

fn cell(says: Stance, labels: &[Stance]) -> CellLabels {
    CellLabels { says, labels: labels.iter().map(|&stance| Label { stance, reviewed: false }).collect() }
}

#[test]
fn with_the_measured_mix_the_trust_in_one_article_is_the_measured_precision() {
    // A pool in which the labels are given as often as in the measured data: the prior stays the measured one.
    let pool: Vec<CellLabels> =
        [(Stance::Support, 421), (Stance::Reject, 173), (Stance::ConditionalCooperation, 83)]
            .into_iter()
            .flat_map(|(stance, n)| (0..n).map(move |_| cell(stance, &[stance])))
            .collect();
    let (trust, balance) = of_issue(&confusion().measured(), &pool, 1);
    for (at, precision) in [(0, 320.0 / 421.0), (421, 107.0 / 173.0), (594, 49.0 / 83.0)] {
        let trust = trust[at].unwrap();
        assert!((trust.share - precision).abs() < 0.02, "{trust:?} {precision}");
        assert!(trust.low < trust.share && trust.share < trust.high);
        // The precision of 421 records is known to within about four points, that of 83 to within eleven, and the mix moves.
        assert!(trust.high - trust.low < 0.4);
    }
    let truly = [477.0, 208.0, 78.0].map(|n: f32| n / 763.0);
    for ((share, truth), (low, high)) in balance.shares.iter().zip(truly).zip(balance.intervals) {
        assert!((share - truth).abs() < 0.02, "{balance:?}");
        assert!(low < truth && truth < high, "{balance:?}");
    }
}

#[test]
fn a_mix_that_the_classifier_distorts_is_put_right() {
    // What the matrix makes of 1,000 articles of which 100 truly support, 800 reject and 100 cooperate on conditions, among
    // as many that take no position as the measured part has.
    let rates = confusion().rates();
    let truth = [100.0, 800.0, 100.0];
    let silent = 1000.0 * rates.shares[3] / (1.0 - rates.shares[3]);
    let given: [f64; 3] = std::array::from_fn(|g| {
        (0..3).map(|class| truth[class] * rates.given[class][g]).sum::<f64>() + silent * rates.given[3][g]
    });
    let sum: f64 = given.iter().sum();
    assert!((given[0] / sum - 0.1).abs() > 0.1, "support looks far more common than it is: {given:?}");
    let prior = among_positions(&rates.prior(&given, &[0.0; 3]));
    for (share, n) in prior.iter().zip(truth) {
        assert!((share - n / 1000.0).abs() < 0.02, "{prior:?}");
    }
}

#[test]
fn articles_that_disagree_cost_trust_and_width() {
    let one = cell(Stance::Reject, &[Stance::Reject]);
    let four = cell(Stance::Reject, &[Stance::Reject; 4]);
    let torn = cell(Stance::Reject, &[Stance::Reject, Stance::Support, Stance::Support, Stance::Support]);
    let (trust, _) = of_issue(&confusion().measured(), &[one, four, torn], 7);
    let [one, four, torn] = [0, 1, 2].map(|i| trust[i].unwrap());
    assert!((one.share - four.share).abs() < 1e-6);
    assert!(torn.share < four.share - 0.3);
    assert!(torn.high - torn.low > four.high - four.low);
    assert_eq!((one.articles, torn.articles), (1, 4));
}

#[test]
fn what_people_said_is_not_corrected_for_the_errors_of_the_program() {
    let said = |labels: &[(Stance, bool)]| CellLabels {
        says: Stance::Reject,
        labels: labels.iter().map(|&(stance, reviewed)| Label { stance, reviewed }).collect(),
    };
    let automatic = said(&[(Stance::Reject, false), (Stance::Reject, false)]);
    let half = said(&[(Stance::Reject, true), (Stance::Reject, false)]);
    let reviewed = said(&[(Stance::Reject, true), (Stance::Reject, true)]);
    let (trust, balance) = of_issue(&confusion().measured(), &[automatic, half, reviewed], 5);
    let (automatic, half) = (trust[0].unwrap(), trust[1].unwrap());
    assert!((half.share - f32::midpoint(automatic.share, 1.0)).abs() < 1e-6, "{automatic:?} {half:?}");
    assert_eq!(trust[2], None);
    assert_eq!(balance.given, [0, 6, 0]);

    // Of what was reviewed alone nothing is corrected, and nothing is missing: it only ends near the measured mix, which
    // weighs as much as five articles.
    let all = said(&[(Stance::Reject, true); 95]);
    let (_, balance) = of_issue(&confusion().measured(), &[all], 5);
    let start = 208.0 / 763.0;
    assert!((balance.shares[1] - (95.0 + 5.0 * start) / 100.0).abs() < 1e-3, "{balance:?}");
}

#[test]
fn what_says_nothing_has_no_trust_and_nothing_divides_by_zero() {
    let (trust, balance) =
        of_issue(&confusion().measured(), &[cell(Stance::None, &[Stance::None, Stance::Unclear])], 0);
    assert_eq!(trust, [None]);
    assert_eq!(balance.given, [0; 3]);
    let empty = Confusion { counts: [[0; 4]; 4], source: String::new() };
    let (trust, _) = of_issue(&empty.measured(), &[cell(Stance::Support, &[Stance::Support])], 0);
    assert!(trust[0].unwrap().share.is_finite());
}

#[test]
fn the_same_labels_give_the_same_interval() {
    let cells = || [cell(Stance::Support, &[Stance::Support, Stance::Reject])];
    assert_eq!(
        of_issue(&confusion().measured(), &cells(), 3),
        of_issue(&confusion().measured(), &cells(), 3)
    );
}

#[test]
fn a_confusion_is_only_that_of_the_weights_it_was_measured_with() {
    let scores = r#"{"type":"eval","level":"position","articles":9,"model_sha256":"ab",
        "confusion":[[1,2,3,4],[5,6,7,8],[9,10,11,12],[13,14,15,16]]}"#;
    let found = Confusion::of_model(scores, "ab").unwrap();
    assert_eq!(found.counts[1], [5, 6, 7, 8]);
    assert_eq!(found.source, "9 labelled articles (dev part), everything automatic");
    assert!(Confusion::of_model(scores, "cd").is_none());
    assert!(Confusion::of_model(&scores.replace("position", "pair"), "ab").is_none());
    assert!(Confusion::of_model("{}", "ab").is_none());
}
