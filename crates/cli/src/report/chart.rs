//! Drawings of the report as inline SVG: scales, marks and the two charts made of them. The
//! drawings hold no text of articles; wording stands in the tables around them.

use std::fmt::Write as _;

/// How many colours the palette has; sources beyond it differ by shape.
const COLORS: usize = 7;
/// How many mark shapes there are.
const SHAPES: usize = 6;

/// How a source is drawn everywhere in one report: colour and shape together are unique for
/// the first 42 sources, and neither alone carries the meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Mark {
    /// Index into the palette of the style sheet (`.c0` to `.c6`).
    color: usize,
    /// Index of the shape.
    shape: usize,
}

impl Mark {
    /// The mark of source number `index`. Seven and six share no factor, so 42 in a row differ.
    pub(crate) const fn of(index: usize) -> Self {
        Self { color: index % COLORS, shape: index % SHAPES }
    }

    /// The mark alone, as in a legend.
    pub(crate) fn key(self) -> String {
        format!(
            "<svg class=\"key\" viewBox=\"0 0 14 14\" width=\"14\" height=\"14\" aria-hidden=\"true\">{}</svg>",
            self.at(7.0, 7.0, "")
        )
    }

    /// The mark at a point, with further classes ("hollow", "light").
    fn at(self, x: f64, y: f64, classes: &str) -> String {
        let class = format!("mark c{} {classes}", self.color);
        let class = class.trim();
        let polygon = |points: &[(f64, f64)]| {
            let points: Vec<String> =
                points.iter().map(|(dx, dy)| format!("{},{}", short(x + dx), short(y + dy))).collect();
            format!("<polygon class=\"{class}\" points=\"{}\"/>", points.join(" "))
        };
        match self.shape {
            0 => format!("<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"4.5\"/>", short(x), short(y)),
            1 => polygon(&[(-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0)]),
            2 => polygon(&[(0.0, -5.2), (5.0, 3.8), (-5.0, 3.8)]),
            3 => polygon(&[(0.0, -5.6), (5.6, 0.0), (0.0, 5.6), (-5.6, 0.0)]),
            4 => polygon(&[(0.0, 5.2), (5.0, -3.8), (-5.0, -3.8)]),
            _ => polygon(&[(-2.4, -4.8), (2.4, -4.8), (5.2, 0.0), (2.4, 4.8), (-2.4, 4.8), (-5.2, 0.0)]),
        }
    }
}

/// One statement of a figure, as it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    /// The least number it allows.
    pub(crate) low: Option<f64>,
    /// The greatest.
    pub(crate) high: Option<f64>,
    /// "About", "nearly": drawn lighter.
    pub(crate) hedged: bool,
    /// Taken from another article: drawn hollow.
    pub(crate) copied: bool,
    /// Whose it is.
    pub(crate) mark: Mark,
}

impl Reading {
    fn classes(&self) -> String {
        let mut classes = Vec::new();
        if self.copied {
            classes.push("hollow");
        }
        if self.hedged {
            classes.push("light");
        }
        classes.join(" ")
    }

    /// The numbers that it names, for the reach of an axis.
    fn ends(&self) -> impl Iterator<Item = f64> {
        self.low.into_iter().chain(self.high)
    }
}

/// A linear axis from numbers to points of the drawing, with round ticks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    from: f64,
    to: f64,
    /// The round numbers to label.
    pub(crate) ticks: Vec<f64>,
}

impl Axis {
    /// An axis that begins at 0 and holds every number of `readings`, with room at the end
    /// for the arrows of open ends.
    pub(crate) fn of<'r>(readings: impl IntoIterator<Item = &'r Reading>) -> Self {
        let greatest = readings.into_iter().flat_map(Reading::ends).fold(0.0, f64::max);
        Self::up_to(greatest)
    }

    fn up_to(greatest: f64) -> Self {
        let greatest = greatest.max(1.0);
        let step = round_step(greatest / 4.0);
        let to = ((greatest * 1.12) / step).ceil() * step;
        let count = (to / step).round() as usize;
        Self { from: 0.0, to, ticks: (0..=count).map(|i| i as f64 * step).collect() }
    }

    fn place(&self, n: f64, length: f64) -> f64 {
        (n - self.from) / (self.to - self.from) * length
    }
}

/// The smallest of 1, 2, 5, 10, 20, ... that is not below `least`.
fn round_step(least: f64) -> f64 {
    let mut unit = 1.0;
    loop {
        for factor in [1.0, 2.0, 5.0] {
            if unit * factor >= least {
                return unit * factor;
            }
        }
        unit *= 10.0;
    }
}

/// Width of the strip in which a reading is drawn.
const STRIP: f64 = 300.0;
/// Space left and right of it, for marks at its ends.
const PAD: f64 = 8.0;

/// The axis' labels above the strips of a table.
pub(crate) fn strip_head(axis: &Axis) -> String {
    let mut out = open_svg(STRIP + 2.0 * PAD, 16.0, "strip head", "");
    for tick in &axis.ticks {
        let x = PAD + axis.place(*tick, STRIP);
        let _ = write!(
            out,
            "<text class=\"tick\" x=\"{}\" y=\"12\" text-anchor=\"middle\">{}</text>",
            short(x),
            crate::output::number(*tick)
        );
    }
    out + "</svg>"
}

/// One reading on the axis: a mark where it names one number, a bar between two, an arrow
/// where an end is open. A vague word without a number leaves the strip empty.
pub(crate) fn strip(reading: &Reading, axis: &Axis, label: &str) -> String {
    let (height, y) = (20.0, 10.0);
    let mut out = open_svg(STRIP + 2.0 * PAD, height, "strip", label);
    for tick in &axis.ticks {
        let x = short(PAD + axis.place(*tick, STRIP));
        let _ = write!(out, "<line class=\"grid\" x1=\"{x}\" y1=\"0\" x2=\"{x}\" y2=\"{height}\"/>");
    }
    let place = |n: f64| PAD + axis.place(n, STRIP);
    let classes = reading.classes();
    let bar = |from: f64, to: f64, arrow: bool| {
        let class = format!("bar c{} {classes}", reading.mark.color);
        let mut bar = format!(
            "<line class=\"{}\" x1=\"{}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\"/>",
            class.trim(),
            short(from),
            short(to)
        );
        if arrow {
            let (x, back) = (short(to + 6.0), short(to - 1.0));
            let _ = write!(
                bar,
                "<polygon class=\"arrow c{}\" points=\"{back},{} {x},{y} {back},{}\"/>",
                reading.mark.color,
                short(y - 4.0),
                short(y + 4.0)
            );
        }
        bar
    };
    match (reading.low, reading.high) {
        (Some(low), Some(high)) if low == high => out.push_str(&reading.mark.at(place(low), y, &classes)),
        (Some(low), Some(high)) => {
            out.push_str(&bar(place(low), place(high), false));
            out.push_str(&reading.mark.at(place(low), y, &classes));
            out.push_str(&reading.mark.at(place(high), y, &classes));
        }
        (Some(low), None) => {
            out.push_str(&bar(place(low), PAD + STRIP, true));
            out.push_str(&reading.mark.at(place(low), y, &classes));
        }
        (None, Some(high)) => {
            out.push_str(&bar(PAD, place(high), false));
            out.push_str(&reading.mark.at(place(high), y, &classes));
        }
        (None, None) => {}
    }
    out + "</svg>"
}

/// A reading with its day, for the chart over time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dated {
    /// When it was published, in days since some day.
    pub(crate) day: f64,
    /// Series that one line connects (the source's number).
    pub(crate) series: usize,
    /// The reading.
    pub(crate) reading: Reading,
    /// The evidence it links to ("#claim-41").
    pub(crate) href: String,
    /// What a screen reader says; escaped here.
    pub(crate) label: String,
}

/// The figure over time: one mark a reading, arrows up where the upper end is open, thin
/// lines along each source. `days` are the labels of the horizontal axis.
pub(crate) fn over_time(readings: &[Dated], days: &[(f64, String)], label: &str) -> String {
    let (width, height) = (760.0, 300.0);
    let (left, right, top, bottom) = (46.0, 18.0, 14.0, 30.0);
    let axis = Axis::of(readings.iter().map(|r| &r.reading));
    let (plot_w, plot_h) = (width - left - right, height - top - bottom);
    let y_of = |n: f64| top + plot_h - axis.place(n, plot_h);
    // Half a step of room on both sides, for marks beside their day.
    let step = days.windows(2).map(|d| d[1].0 - d[0].0).fold(1.0, f64::max);
    let first = days.first().map_or(0.0, |d| d.0) - step / 2.0;
    let last = readings.iter().map(|r| r.day).chain(days.last().map(|d| d.0)).fold(first, f64::max) + step / 2.0;
    let x_of = |day: f64| left + (day - first) / (last - first) * plot_w;

    let mut out = open_svg(width, height, "time", label);
    for tick in &axis.ticks {
        let y = short(y_of(*tick));
        let _ =
            write!(out, "<line class=\"grid\" x1=\"{left}\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\"/>", short(left + plot_w));
        let _ = write!(
            out,
            "<text class=\"tick\" x=\"{}\" y=\"{y}\" dy=\"4\" text-anchor=\"end\">{}</text>",
            short(left - 8.0),
            crate::output::number(*tick)
        );
    }
    for (day, name) in days {
        let x = short(x_of(*day));
        let _ =
            write!(out, "<line class=\"grid day\" x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{}\"/>", short(top + plot_h));
        let _ = write!(
            out,
            "<text class=\"tick\" x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            short(height - 10.0),
            escape(name)
        );
    }
    let mut series: Vec<usize> = readings.iter().map(|r| r.series).collect();
    series.sort_unstable();
    series.dedup();
    for number in series {
        let points: Vec<String> = readings
            .iter()
            .filter(|r| r.series == number)
            .filter_map(|r| Some((r.day, r.reading.low.or(r.reading.high)?)))
            .map(|(day, n)| format!("{},{}", short(x_of(day)), short(y_of(n))))
            .collect();
        if points.len() > 1 {
            let color = Mark::of(number).color;
            let _ = write!(out, "<polyline class=\"thread c{color}\" points=\"{}\"/>", points.join(" "));
        }
    }
    for dated in readings {
        let reading = &dated.reading;
        let Some(n) = reading.low.or(reading.high) else { continue };
        let (x, y) = (x_of(dated.day), y_of(n));
        let _ = write!(out, "<a href=\"{}\"><title>{}</title>", escape(&dated.href), escape(&dated.label));
        if reading.high.is_none() {
            let tip = (y - 24.0).max(4.0);
            let color = reading.mark.color;
            let _ = write!(
                out,
                "<line class=\"bar c{color}\" x1=\"{x}\" y1=\"{y}\" x2=\"{x}\" y2=\"{}\"/>\
                 <polygon class=\"arrow c{color}\" points=\"{},{b} {x},{t} {},{b}\"/>",
                short(tip + 4.0),
                short(x - 4.0),
                short(x + 4.0),
                x = short(x),
                y = short(y),
                b = short(tip + 6.0),
                t = short(tip)
            );
        } else if let (Some(low), Some(high)) = (reading.low, reading.high)
            && low < high
        {
            let color = reading.mark.color;
            let _ = write!(
                out,
                "<line class=\"bar c{color}\" x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{}\"/>",
                short(y_of(low)),
                short(y_of(high)),
                x = short(x)
            );
        }
        out.push_str(&reading.mark.at(x, y, &reading.classes()));
        out.push_str("</a>");
    }
    out + "</svg>"
}

fn open_svg(width: f64, height: f64, class: &str, label: &str) -> String {
    let named = if label.is_empty() {
        "aria-hidden=\"true\"".to_owned()
    } else {
        format!("role=\"img\" aria-label=\"{}\"", escape(label))
    };
    format!("<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" {named}>")
}

/// A coordinate with at most one digit behind the point.
fn short(x: f64) -> String {
    let text = format!("{x:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Text made harmless inside HTML and SVG, attributes included.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(low: Option<f64>, high: Option<f64>) -> Reading {
        Reading { low, high, hedged: false, copied: false, mark: Mark::of(0) }
    }

    #[test]
    fn axes_have_round_ticks_and_hold_every_number() {
        let axis = Axis::of(&[reading(Some(21.0), None), reading(Some(52.0), Some(52.0))]);
        assert_eq!(axis.ticks, [0.0, 20.0, 40.0, 60.0]);
        assert!(axis.place(52.0, 300.0) < 300.0);
        assert_eq!(Axis::of(&[]).ticks, [0.0, 1.0, 2.0], "no number at all still draws");
        assert_eq!(Axis::up_to(250_000.0).ticks.last(), Some(&300_000.0));
    }

    #[test]
    fn open_ends_are_arrows_and_copies_hollow() {
        let axis = Axis::up_to(60.0);
        let open = strip(&reading(Some(21.0), None), &axis, "");
        assert!(open.contains("class=\"arrow c0\"") && open.contains("class=\"bar c0\""));
        let exact = strip(&reading(Some(41.0), Some(41.0)), &axis, "");
        assert!(!exact.contains("arrow") && !exact.contains("bar c0"));
        let copied = strip(&Reading { copied: true, hedged: true, ..reading(Some(4.0), Some(4.0)) }, &axis, "");
        assert!(copied.contains("mark c0 hollow light"));
        let vague = strip(&reading(None, None), &axis, "");
        assert!(!vague.contains("mark"), "dozens names no number to draw");
    }

    #[test]
    fn marks_differ() {
        let marks: Vec<Mark> = (0..42).map(Mark::of).collect();
        for (i, a) in marks.iter().enumerate() {
            assert!(marks[i + 1..].iter().all(|b| a != b), "source {i} looks like another");
        }
    }

    #[test]
    fn labels_are_escaped() {
        let dated = Dated {
            day: 0.0,
            series: 0,
            reading: reading(Some(1.0), Some(1.0)),
            href: "#claim-1".into(),
            label: "<script>\"x\"".into(),
        };
        let svg = over_time(&[dated], &[(0.0, "4 Mar".into())], "a & b");
        assert!(svg.contains("&lt;script&gt;&quot;x&quot;") && svg.contains("a &amp; b"));
        assert!(!svg.contains("<script>"));
    }
}
