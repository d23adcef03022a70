//! `srm stats --json`: the report as one object, one member for each graph.

mod form;

use crate::calendar::StudyDay;
use crate::scheduler::Grade;
use crate::stats::{
    Added, Age, Answers, Ease, Forecast, HardCard, HeatDay, Intervals, MaturityCounts, PassRate,
    PassRates, Report, Retention, Spread, Streak, Today, Totals, Work, WorkBar,
};

pub(super) use form::StatsJson;
use form::{
    AddedBarJson, AddedJson, AnswersJson, DayJson, EaseBarJson, EaseJson, ForecastDayJson,
    ForecastJson, GradesJson, HardCardJson, HeatJson, HourJson, IntervalBarJson, IntervalsJson,
    MaturityJson, PeriodJson, RangeJson, RateJson, RatesJson, RetentionJson, StreakJson,
    TotalsJson, WorkBarJson, WorkJson,
};

impl StatsJson {
    pub(super) fn new(deck: Option<String>, filter: Option<String>, report: &Report) -> StatsJson {
        let days = report.range.days(report.day);
        let known = |day: StudyDay, end: StudyDay| (day != end).then(|| day.to_string());
        StatsJson {
            format: "srm-stats",
            version: 1,
            today: report.day.to_string(),
            deck,
            filter,
            range: RangeJson {
                first: known(*days.start(), StudyDay::MIN),
                last: known(*days.end(), StudyDay::MAX),
            },
            reviews: report.totals.reviews,
            due: report.waiting.due,
            new: report.waiting.new,
            streak_days: report.streak.days,
            day: day(&report.today),
            streak: streak(report.streak),
            forecast: forecast(&report.forecast),
            heat_map: report.heat_map.iter().map(heat).collect(),
            work: work(&report.work),
            retention: RetentionJson {
                range: rates(&report.rates),
                all_time: rates(&report.all_time()),
                periods: report.retention.iter().map(period).collect(),
            },
            answers: answers(&report.answers),
            hours: report.hours.iter().enumerate().map(hour).collect(),
            maturity: maturity(&report.maturity),
            intervals: intervals(&report.intervals),
            ease: ease(&report.ease),
            added: added(&report.added),
            hardest: report.hardest.iter().map(hard_card).collect(),
            totals: totals(&report.totals),
        }
    }
}

fn day(today: &Today) -> DayJson {
    DayJson {
        answers: today.answers,
        passed: today.passed,
        new: today.new,
        mature: rate(today.mature),
        drills: today.drills,
        duration_ms: today.duration_ms,
    }
}

fn streak(streak: Streak) -> StreakJson {
    StreakJson {
        days: streak.days,
        days_off: streak.days_off,
        longest_days: streak.longest,
    }
}

fn forecast(forecast: &Forecast) -> ForecastJson {
    let day = |(day, due): &(StudyDay, u32)| ForecastDayJson {
        day: day.to_string(),
        due: *due,
    };
    ForecastJson {
        overdue: forecast.overdue,
        days: forecast.days.iter().map(day).collect(),
        later: forecast.later,
        load_per_day: parts(forecast.load_permille, 1000),
    }
}

fn heat(day: &HeatDay) -> HeatJson {
    HeatJson {
        day: day.day.to_string(),
        answers: day.answers,
        heat: day.heat as u8,
    }
}

fn work(work: &Work) -> WorkJson {
    let bar = |bar: &WorkBar| {
        let [new, young, mature] = bar.answers;
        WorkBarJson {
            first: bar.first.to_string(),
            new,
            young,
            mature,
            drills: bar.drills,
            duration_ms: bar.duration_ms,
        }
    };
    WorkJson {
        days: work.days,
        days_studied: work.days_studied,
        answers: work.answers,
        drills: work.drills,
        duration_ms: work.duration_ms,
        mean_answer_ms: work.mean_answer_ms(),
        mean_day_ms: work.mean_day_ms(),
        bar_days: work.bar_days,
        bars: work.bars.iter().map(bar).collect(),
    }
}

fn period(row: &Retention) -> PeriodJson {
    PeriodJson {
        name: row.name,
        rates: rates(&row.rates),
    }
}

fn rates(rates: &PassRates) -> RatesJson {
    RatesJson {
        young: rate(rates.young),
        mature: rate(rates.mature),
        all: rate(rates.all),
    }
}

fn rate(rate: PassRate) -> RateJson {
    let span = rate.interval();
    RateJson {
        answers: rate.answers,
        passed: rate.passed,
        rate_permille: rate.permille(),
        low_permille: span.map(|span| span.low_permille),
        high_permille: span.map(|span| span.high_permille),
    }
}

fn answers(answers: &Answers) -> AnswersJson {
    let of = |age| GradesJson {
        again: answers.count(age, Grade::Again),
        hard: answers.count(age, Grade::Hard),
        good: answers.count(age, Grade::Good),
        easy: answers.count(age, Grade::Easy),
    };
    AnswersJson {
        new: of(Age::New),
        young: of(Age::Young),
        mature: of(Age::Mature),
    }
}

fn hour((hour, rate): (usize, &PassRate)) -> HourJson {
    HourJson {
        hour,
        answers: rate.answers,
        passed: rate.passed,
    }
}

fn maturity(cards: &MaturityCounts) -> MaturityJson {
    MaturityJson {
        new: cards.new,
        learning: cards.learning,
        young: cards.young,
        mature: cards.mature,
        suspended: cards.suspended,
        unaskable: cards.unaskable,
        retired: cards.retired,
    }
}

fn intervals(intervals: &Intervals) -> IntervalsJson {
    let spread = intervals.spread;
    let of = |value: fn(&Spread) -> u32| spread.as_ref().map(value);
    IntervalsJson {
        cards: spread.map_or(0, |spread| spread.cards),
        mean_days: spread.map(|spread| parts(spread.mean_tenths, 10)),
        p10_days: of(|spread| spread.p10),
        median_days: of(|spread| spread.median),
        p90_days: of(|spread| spread.p90),
        longest_days: of(|spread| spread.highest),
        bars: intervals
            .bars
            .iter()
            .map(|bar| IntervalBarJson {
                from_days: bar.from_days,
                to_days: bar.to_days,
                cards: bar.cards,
            })
            .collect(),
    }
}

fn ease(ease: &Ease) -> EaseJson {
    let spread = ease.spread;
    let of = |value: fn(&Spread) -> u32| spread.as_ref().map(value).map(hundredths);
    EaseJson {
        cards: spread.map_or(0, |spread| spread.cards),
        mean: spread.map(|spread| parts(spread.mean_tenths, 1000)),
        p10: of(|spread| spread.p10),
        median: of(|spread| spread.median),
        p90: of(|spread| spread.p90),
        highest: of(|spread| spread.highest),
        bars: ease
            .bars
            .iter()
            .map(|(from, cards)| EaseBarJson {
                from: hundredths(*from),
                cards: *cards,
            })
            .collect(),
    }
}

fn added(added: &Added) -> AddedJson {
    let bar = |(first, cards): &(StudyDay, u32)| AddedBarJson {
        first: first.to_string(),
        cards: *cards,
    };
    AddedJson {
        cards: added.cards,
        unknown: added.unknown,
        bar_days: added.bar_days,
        bars: added.bars.iter().map(bar).collect(),
    }
}

fn hard_card(card: &HardCard) -> HardCardJson {
    HardCardJson {
        id: card.id.to_string(),
        deck: card.deck.to_string(),
        front: card.front.clone(),
        path: card.path.clone(),
        line: card.line,
        lapses: card.lapses,
        leech: card.is_leech,
        reviews: card.reviews,
        ease: hundredths(card.ease.hundredths()),
    }
}

fn totals(totals: &Totals) -> TotalsJson {
    TotalsJson {
        reviews: totals.reviews,
        new: totals.new,
        drills: totals.drills,
        days: totals.days,
        first_day: totals.first_day.map(|day| day.to_string()),
        duration_ms: totals.duration_ms,
    }
}

fn hundredths(number: u32) -> f64 {
    parts(u64::from(number), 100)
}

/// A count of parts as the number they make: 246 hundredths are 2.46.
fn parts(number: u64, parts: u32) -> f64 {
    number as f64 / f64::from(parts)
}
