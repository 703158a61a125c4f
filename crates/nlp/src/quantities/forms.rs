//! What kind of number it is, by the words around it.

use crate::Document;

/// The kind of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberForm {
    /// Counts things.
    Count,
    /// Years of life: "27", "a 27-year-old", "aged 27".
    Age,
    /// A year: "2015".
    Year,
    /// A time of day.
    Clock,
    /// A result of a game: "3-1".
    Score,
    /// Votes for and against: "56-44".
    Votes,
    /// A telephone number.
    Phone,
    /// Money; the unit is the currency.
    Money,
    /// A share; the unit is "%".
    Percent,
    /// Length, weight, temperature, magnitude; the unit names it.
    Measure,
    /// A stretch of time; the unit is "day" ...
    Duration,
    /// Part of a compound that describes: "a 12-member panel".
    Compound,
    /// A part of a whole: "two out of three".
    Proportion,
    /// Part of a name: "Flight 12", "Article 5".
    Designation,
}

/// The currency of a symbol token.
pub(super) fn currency_symbol(form: &str) -> Option<&'static str> {
    Some(match form {
        "$" | "US$" | "USD" | "U.S.$" => "USD",
        "€" | "EUR" => "EUR",
        "£" | "GBP" => "GBP",
        "¥" | "JPY" => "JPY",
        "A$" | "AU$" | "AUD" => "AUD",
        "C$" | "CA$" | "CAD" => "CAD",
        "₹" | "Rs" | "Rs." | "INR" => "INR",
        "₪" => "ILS",
        "₽" => "RUB",
        "₺" => "TRY",
        "CHF" => "CHF",
        "R$" => "BRL",
        "HK$" => "HKD",
        _ => return None,
    })
}

/// The currency of a word after the number.
pub(super) fn currency_word(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "dollar" | "dollars" | "bucks" | "usd" => "USD",
        "cent" | "cents" => "cent",
        "euro" | "euros" | "eur" => "EUR",
        "pound" | "pounds" | "quid" => "GBP",
        "yen" => "JPY",
        "yuan" | "renminbi" => "CNY",
        "rupee" | "rupees" => "INR",
        "ruble" | "rubles" | "rouble" | "roubles" => "RUB",
        "franc" | "francs" => "CHF",
        "lira" | "liras" => "TRY",
        "peso" | "pesos" => "MXN",
        "shekel" | "shekels" => "ILS",
        "won" => "KRW",
        "riyal" | "riyals" => "SAR",
        "dirham" | "dirhams" => "AED",
        "krona" | "kronor" => "SEK",
        _ => return None,
    })
}

/// The unit of a measure word.
pub(super) fn measure(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => "km",
        "mile" | "miles" | "mi" => "mile",
        "metre" | "metres" | "meter" | "meters" => "m",
        "foot" | "feet" | "ft" => "foot",
        "inch" | "inches" => "inch",
        "yard" | "yards" => "yard",
        "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" => "cm",
        "mm" | "millimetre" | "millimetres" | "millimeter" | "millimeters" => "mm",
        "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" | "kilogramme" | "kilogrammes" => "kg",
        "gram" | "grams" | "gramme" | "grammes" => "g",
        "ton" | "tons" | "tonne" | "tonnes" => "tonne",
        "lb" | "lbs" => "lb",
        "ounce" | "ounces" => "ounce",
        "acre" | "acres" => "acre",
        "hectare" | "hectares" => "hectare",
        "litre" | "litres" | "liter" | "liters" => "litre",
        "gallon" | "gallons" => "gallon",
        "barrel" | "barrels" => "barrel",
        "degree" | "degrees" | "°" | "°c" | "°f" => "degree",
        "mph" => "mph",
        "kph" | "km/h" | "kmh" => "km/h",
        "megawatt" | "megawatts" | "mw" => "MW",
        "gigabyte" | "gigabytes" | "gb" => "GB",
        "decibel" | "decibels" => "dB",
        _ => return None,
    })
}

/// The unit of a word for a stretch of time.
pub(super) fn duration(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "second" | "seconds" => "second",
        "minute" | "minutes" | "min" | "mins" => "minute",
        "hour" | "hours" | "hrs" => "hour",
        "day" | "days" => "day",
        "night" | "nights" => "night",
        "week" | "weeks" => "week",
        "weekend" | "weekends" => "weekend",
        "fortnight" | "fortnights" => "fortnight",
        "month" | "months" => "month",
        "quarter" | "quarters" => "quarter",
        "year" | "years" | "yrs" => "year",
        "decade" | "decades" => "decade",
        "century" | "centuries" => "century",
        _ => return None,
    })
}

/// Whether a word stands before a designation: "Flight 12", "Article 5", "No. 3".
pub(super) fn names_a_number(lower: &str) -> bool {
    matches!(
        lower,
        "act"
            | "airbus"
            | "apartment"
            | "appendix"
            | "apt"
            | "area"
            | "article"
            | "battalion"
            | "boeing"
            | "box"
            | "building"
            | "bus"
            | "camp"
            | "case"
            | "category"
            | "channel"
            | "chapter"
            | "class"
            | "column"
            | "count"
            | "district"
            | "division"
            | "episode"
            | "exit"
            | "fig"
            | "figure"
            | "flight"
            | "floor"
            | "form"
            | "formula"
            | "game"
            | "gate"
            | "grade"
            | "group"
            | "highway"
            | "interstate"
            | "issue"
            | "item"
            | "lane"
            | "level"
            | "line"
            | "lot"
            | "mile"
            | "model"
            | "no"
            | "no."
            | "nos."
            | "number"
            | "page"
            | "paragraph"
            | "part"
            | "phase"
            | "platform"
            | "prop"
            | "proposition"
            | "psalm"
            | "reactor"
            | "regiment"
            | "resolution"
            | "room"
            | "round"
            | "route"
            | "schedule"
            | "season"
            | "section"
            | "sector"
            | "series"
            | "square"
            | "stage"
            | "station"
            | "step"
            | "suite"
            | "super"
            | "table"
            | "terminal"
            | "tier"
            | "title"
            | "track"
            | "type"
            | "unit"
            | "update"
            | "verse"
            | "version"
            | "vol"
            | "vol."
            | "volume"
            | "ward"
            | "week"
            | "wing"
            | "zone"
    )
}

/// Whether words near "a-b" speak of a game.
pub(super) fn is_game_word(lower: &str) -> bool {
    matches!(
        lower,
        "beat"
            | "beaten"
            | "defeat"
            | "defeated"
            | "draw"
            | "drew"
            | "edged"
            | "final"
            | "game"
            | "goal"
            | "halftime"
            | "lead"
            | "leads"
            | "led"
            | "loss"
            | "lost"
            | "match"
            | "outscored"
            | "record"
            | "rout"
            | "score"
            | "scored"
            | "series"
            | "set"
            | "sets"
            | "thrashed"
            | "tie"
            | "tied"
            | "victory"
            | "win"
            | "wins"
            | "won"
    )
}

/// Whether words near "a-b" speak of a vote.
pub(super) fn is_vote_word(lower: &str) -> bool {
    matches!(
        lower,
        "vote"
            | "votes"
            | "voted"
            | "voting"
            | "decision"
            | "ruling"
            | "ruled"
            | "majority"
            | "tally"
            | "approved"
            | "passed"
            | "rejected"
    )
}

/// Whether some word in a window around the tokens fits.
pub(super) fn near(doc: &Document<'_>, tokens: &std::ops::Range<usize>, fits: fn(&str) -> bool) -> bool {
    let sentence = doc.sentence_tokens(tokens.start);
    let window = tokens.start.saturating_sub(6).max(sentence.start)..(tokens.end + 4).min(sentence.end);
    window.into_iter().any(|t| fits(doc.lower(t)))
}
