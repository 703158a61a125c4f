//! All forms of the verbs and nouns in the frames, made once when frames are loaded.

/// The form of a trigger's first word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// "kill", or a word that does not inflect.
    Base,
    /// "kills".
    Third,
    /// "slew": past and nothing else.
    Past,
    /// "slain": participle and nothing else.
    Participle,
    /// "killed": past or participle.
    PastOrParticiple,
    /// "killing".
    Ing,
    /// "death".
    Singular,
    /// "deaths".
    Plural,
}

impl Form {
    /// Whether it can be a passive participle.
    pub(super) fn is_participle(self) -> bool {
        matches!(self, Self::Participle | Self::PastOrParticiple)
    }
}

fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether the last consonant doubles: "stab", "gun", "expel"; not "jail", "behead".
fn doubles(base: &str) -> bool {
    let b = base.as_bytes();
    if matches!(base, "kidnap" | "expel") {
        return true;
    }
    let [.., a, v, c] = b else { return false };
    let vowels = b.iter().filter(|c| is_vowel(**c)).count();
    vowels == 1 && !is_vowel(*a) && is_vowel(*v) && !is_vowel(*c) && !matches!(c, b'w' | b'x' | b'y')
}

/// The forms of a verb, given as "base" or "base/past/participle".
pub(super) fn verb(entry: &str) -> Vec<(String, Form)> {
    let mut parts = entry.split('/');
    let base = parts.next().unwrap_or(entry);
    let stem = base.strip_suffix('e').unwrap_or(base);
    let consonant_y = base.ends_with('y') && base.as_bytes().iter().rev().nth(1).is_some_and(|c| !is_vowel(*c));
    let doubled = doubles(base).then(|| format!("{base}{}", &base[base.len() - 1..]));
    let regular = if consonant_y {
        format!("{}ied", &base[..base.len() - 1])
    } else if let Some(doubled) = &doubled {
        format!("{doubled}ed")
    } else {
        format!("{stem}ed")
    };
    let third = if consonant_y {
        format!("{}ies", &base[..base.len() - 1])
    } else if ["s", "sh", "ch", "x", "z", "o"].iter().any(|e| base.ends_with(e)) {
        format!("{base}es")
    } else if base == "be" {
        "is".to_owned()
    } else {
        format!("{base}s")
    };
    let ing = if let Some(doubled) = &doubled {
        format!("{doubled}ing")
    } else if let Some(stem) = base.strip_suffix("ie") {
        format!("{stem}ying")
    } else if base.ends_with("ee") || base == "be" {
        format!("{base}ing")
    } else {
        format!("{stem}ing")
    };
    let past = parts.next().map_or_else(|| regular.clone(), str::to_owned);
    let participle = parts.next().map_or_else(|| past.clone(), str::to_owned);
    let mut forms = vec![(base.to_owned(), Form::Base), (third, Form::Third), (ing, Form::Ing)];
    if past == participle {
        forms.push((past, Form::PastOrParticiple));
    } else {
        forms.push((past, Form::Past));
        forms.push((participle, Form::Participle));
    }
    // A base that is its own past ("hurt") is read as either.
    if forms.iter().any(|(f, k)| f == base && *k == Form::PastOrParticiple) {
        forms.retain(|(_, k)| *k != Form::Base);
    }
    forms
}

/// Singular and plural of a noun.
pub(super) fn noun(singular: &str) -> Vec<(String, Form)> {
    let plural = match singular {
        "life" => "lives".to_owned(),
        "remains" | "dead" | "wounded" | "to" | "of" | "from" | "for" | "into" | "under" | "out" | "up" | "down"
        | "and" | "in" => singular.to_owned(),
        "person" => "people".to_owned(),
        _ if singular.ends_with('y') && !singular.ends_with("ay") && !singular.ends_with("ey") => {
            format!("{}ies", &singular[..singular.len() - 1])
        }
        _ if ["s", "sh", "ch", "x"].iter().any(|e| singular.ends_with(e)) => format!("{singular}es"),
        _ => format!("{singular}s"),
    };
    if plural == singular {
        return vec![(plural, Form::Plural)];
    }
    vec![(singular.to_owned(), Form::Singular), (plural, Form::Plural)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_inflect() {
        let forms = |v: &str| verb(v).into_iter().map(|(f, _)| f).collect::<Vec<_>>().join(" ");
        assert_eq!(forms("kill"), "kill kills killing killed");
        assert_eq!(forms("die"), "die dies dying died");
        assert_eq!(forms("stab"), "stab stabs stabbing stabbed");
        assert_eq!(forms("flee/fled/fled"), "flee flees fleeing fled");
        assert_eq!(forms("take/took/taken"), "take takes taking took taken");
        assert_eq!(forms("hurt/hurt/hurt"), "hurts hurting hurt");
        assert_eq!(forms("massacre"), "massacre massacres massacring massacred");
        assert_eq!(forms("bury"), "bury buries burying buried");
        assert_eq!(forms("kidnap"), "kidnap kidnaps kidnapping kidnapped");
    }
}
