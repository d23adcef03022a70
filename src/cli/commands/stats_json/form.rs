//! The form of the object: its members, in their order. What is here keeps its name.

use serde::Serialize;

#[derive(Serialize)]
pub(in crate::cli::commands) struct StatsJson {
    pub(super) format: &'static str,
    pub(super) version: u32,
    pub(super) today: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) deck: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) filter: Option<String>,
    pub(super) range: RangeJson,
    pub(super) reviews: u64,
    pub(super) due: u32,
    pub(super) new: u32,
    pub(super) streak_days: u32,
    pub(super) day: DayJson,
    pub(super) streak: StreakJson,
    pub(super) forecast: ForecastJson,
    pub(super) heat_map: Vec<HeatJson>,
    pub(super) work: WorkJson,
    pub(super) retention: RetentionJson,
    pub(super) answers: AnswersJson,
    pub(super) hours: Vec<HourJson>,
    pub(super) maturity: MaturityJson,
    pub(super) intervals: IntervalsJson,
    pub(super) ease: EaseJson,
    pub(super) added: AddedJson,
    pub(super) hardest: Vec<HardCardJson>,
    pub(super) totals: TotalsJson,
}

#[derive(Serialize)]
pub(super) struct AddedJson {
    pub(super) cards: u64,
    pub(super) unknown: u32,
    pub(super) bar_days: u32,
    pub(super) bars: Vec<AddedBarJson>,
}

#[derive(Serialize)]
pub(super) struct AddedBarJson {
    pub(super) first: String,
    pub(super) cards: u32,
}

#[derive(Serialize)]
pub(super) struct RangeJson {
    pub(super) first: Option<String>,
    pub(super) last: Option<String>,
}

#[derive(Serialize)]
pub(super) struct DayJson {
    pub(super) answers: u32,
    pub(super) passed: u32,
    pub(super) new: u32,
    pub(super) mature: RateJson,
    pub(super) drills: u32,
    pub(super) duration_ms: u64,
}

#[derive(Serialize)]
pub(super) struct StreakJson {
    pub(super) days: u32,
    pub(super) days_off: u32,
    pub(super) longest_days: u32,
}

#[derive(Serialize)]
pub(super) struct ForecastJson {
    pub(super) overdue: u32,
    pub(super) days: Vec<ForecastDayJson>,
    pub(super) later: u32,
    pub(super) load_per_day: f64,
}

#[derive(Serialize)]
pub(super) struct ForecastDayJson {
    pub(super) day: String,
    pub(super) due: u32,
}

#[derive(Serialize)]
pub(super) struct HeatJson {
    pub(super) day: String,
    pub(super) answers: u32,
    pub(super) heat: u8,
}

#[derive(Serialize)]
pub(super) struct WorkJson {
    pub(super) days: u32,
    pub(super) days_studied: u32,
    pub(super) answers: u64,
    pub(super) drills: u64,
    pub(super) duration_ms: u64,
    pub(super) mean_answer_ms: Option<u64>,
    pub(super) mean_day_ms: Option<u64>,
    pub(super) bar_days: u32,
    pub(super) bars: Vec<WorkBarJson>,
}

#[derive(Serialize)]
pub(super) struct WorkBarJson {
    pub(super) first: String,
    pub(super) new: u32,
    pub(super) young: u32,
    pub(super) mature: u32,
    pub(super) drills: u32,
    pub(super) duration_ms: u64,
}

#[derive(Serialize)]
pub(super) struct RetentionJson {
    pub(super) range: RatesJson,
    pub(super) all_time: RatesJson,
    pub(super) periods: Vec<PeriodJson>,
}

#[derive(Serialize)]
pub(super) struct PeriodJson {
    pub(super) name: &'static str,
    #[serde(flatten)]
    pub(super) rates: RatesJson,
}

#[derive(Serialize)]
pub(super) struct RatesJson {
    pub(super) young: RateJson,
    pub(super) mature: RateJson,
    pub(super) all: RateJson,
}

#[derive(Serialize)]
pub(super) struct RateJson {
    pub(super) answers: u32,
    pub(super) passed: u32,
    pub(super) rate_permille: Option<u32>,
    pub(super) low_permille: Option<u32>,
    pub(super) high_permille: Option<u32>,
}

#[derive(Serialize)]
pub(super) struct AnswersJson {
    pub(super) new: GradesJson,
    pub(super) young: GradesJson,
    pub(super) mature: GradesJson,
}

#[derive(Serialize)]
pub(super) struct GradesJson {
    pub(super) again: u32,
    pub(super) hard: u32,
    pub(super) good: u32,
    pub(super) easy: u32,
}

#[derive(Serialize)]
pub(super) struct HourJson {
    pub(super) hour: usize,
    pub(super) answers: u32,
    pub(super) passed: u32,
}

#[derive(Serialize)]
pub(super) struct MaturityJson {
    pub(super) new: u32,
    pub(super) learning: u32,
    pub(super) young: u32,
    pub(super) mature: u32,
    pub(super) suspended: u32,
    pub(super) unaskable: u32,
    pub(super) retired: u32,
}

#[derive(Serialize)]
pub(super) struct IntervalsJson {
    pub(super) cards: u64,
    pub(super) mean_days: Option<f64>,
    pub(super) p10_days: Option<u32>,
    pub(super) median_days: Option<u32>,
    pub(super) p90_days: Option<u32>,
    pub(super) longest_days: Option<u32>,
    pub(super) bars: Vec<IntervalBarJson>,
}

#[derive(Serialize)]
pub(super) struct IntervalBarJson {
    pub(super) from_days: u32,
    pub(super) to_days: Option<u32>,
    pub(super) cards: u32,
}

#[derive(Serialize)]
pub(super) struct EaseJson {
    pub(super) cards: u64,
    pub(super) mean: Option<f64>,
    pub(super) p10: Option<f64>,
    pub(super) median: Option<f64>,
    pub(super) p90: Option<f64>,
    pub(super) highest: Option<f64>,
    pub(super) bars: Vec<EaseBarJson>,
}

#[derive(Serialize)]
pub(super) struct EaseBarJson {
    pub(super) from: f64,
    pub(super) cards: u32,
}

#[derive(Serialize)]
pub(super) struct HardCardJson {
    pub(super) id: String,
    pub(super) deck: String,
    pub(super) front: String,
    pub(super) path: Option<String>,
    pub(super) line: u32,
    pub(super) lapses: u32,
    pub(super) leech: bool,
    pub(super) reviews: u32,
    pub(super) ease: f64,
}

#[derive(Serialize)]
pub(super) struct TotalsJson {
    pub(super) reviews: u64,
    pub(super) new: u64,
    pub(super) drills: u64,
    pub(super) days: u32,
    pub(super) first_day: Option<String>,
    pub(super) duration_ms: u64,
}
