# The gap report, its picture, and an area's concepts.
gaps-title = 📐 <b>Where you stand</b>
gaps-target = Target: { $target }
gaps-target-unsure = Target: a data engineer in general; name a role in /settings for a sharper one.
gaps-none-yet = No answers yet, so every level is a guess and every interval wide. Even five questions begin to show something.
gaps-few = { $answers ->
    [one] Only one answer so far
   *[other] Only { $answers } answers so far
}: the intervals are wide, and most verdicts are still open.
gaps-how = Levels run from 1 (aware) to 5 (expert). The true level lies between the two numbers in brackets with 95% certainty.
gaps-brackets = In brackets: between these two the true level lies with 95% certainty.
gaps-row = { $icon } <b>{ $area }</b>: { $level } ({ $low }–{ $high }), target { $target }
    { $verdict }
gaps-verdict-met = met
gaps-verdict-gap = gap of about { $size } levels
gaps-verdict-met-probably = probably met ({ $sure }% sure)
gaps-verdict-gap-probably = probably a gap of about { $size } levels ({ $sure }% sure)
gaps-verdict-nothing = your target asks for nothing here
gaps-verdict-unasked = { $more ->
    [0] not asked yet
    [one] not asked yet: even odds of a verdict after about 1 answer
   *[other] not asked yet: even odds of a verdict after about { $more } answers
}
gaps-verdict-undecided-few = { $more ->
    [0] too few answers yet for a verdict
    [one] too few answers yet for a verdict: even odds of one after about 1 more
   *[other] too few answers yet for a verdict: even odds of one after about { $more } more
}
gaps-verdict-undecided = can’t tell yet: { $more ->
    [one] even odds of a verdict after about 1 more answer
   *[other] even odds of a verdict after about { $more } more answers
}
gaps-verdict-undecided-many = too close to the target to call: it would take more than 30 answers
gaps-moved-up = ▲ up { $change } from a week ago
gaps-moved-down = ▼ down { $change } from a week ago
gaps-moved-noise = Against a week ago: { $change }, no more than noise.
gaps-moved-none = Against a week ago, no level has moved by more than noise.
gaps-section-gap = <b>Gaps</b>, those most worth closing first
gaps-section-undecided = <b>Still open</b>
gaps-section-met = <b>On target</b>
gaps-none-certain = No gap is certain yet.
gaps-all-met-probably = You probably meet everything the target asks for. Where it says “probably”, a few more answers can make sure.
gaps-all-met = You meet everything the target asks for. Aim higher in /settings?
gaps-drill = Tap an area for its concepts.
gaps-caption = 📐 <b>Your gaps</b> · levels with 95% intervals and targets. The next message has all the numbers.
gaps-button-quiz = 📝 Quiz on { $area }
gaps-button-concept = 📝 { $concept }
gaps-button-back = ◀️ All areas
gaps-area-title = 📂 <b>{ $area }</b>: { $level } ({ $low }–{ $high }), target { $target }: { $verdict }
gaps-area-answers = { $count ->
    [0] No answers yet.
    [one] One answer.
   *[other] { $count } answers.
}
gaps-area-notes = The target comes from the study notes behind this coach, { $count ->
    [one] section
   *[other] sections
} { $sections }.
gaps-area-notes-own = You set this target yourself.
gaps-concept = • { $concept }: { $level } ({ $low }–{ $high }), { $right } of { $answers } right
gaps-concept-none = • { $concept }: not asked yet

# What a placement ends with.
placed-gap = 🔴 Sure of a gap: <b>{ $areas }</b>
placed-gap-probably = 🔴 Probably a gap: <b>{ $areas }</b>
placed-met = 🟢 Sure to be on target: <b>{ $areas }</b>
placed-met-probably = 🟢 Probably on target: <b>{ $areas }</b>
placed-undecided = ⚪️ Can’t tell yet: { $areas }

target-type-a = type A
target-type-b = type B
target-facing-internal = internal-facing
target-facing-external = external-facing
target-facing-both = internal- and external-facing
target-stage = stage { $stage }
target-origin = moving from { $origin }

# In the picture: plain text.
chart-gaps-title = Your level and your target
chart-gap = gap
chart-gap-probably = probably a gap
chart-met = met
chart-met-probably = probably met
chart-level = level
chart-interval = 95% interval
chart-target = target
chart-previous = a week ago
chart-undecided = can’t tell yet
chart-week-title = Your week
chart-week-answered = answered
chart-week-right = right
chart-week-moves = Last week and now
chart-week-previous = last week
chart-week-moved = moved
chart-week-noise = no more than noise
chart-week-levels = Where you start
chart-week-none = No answers this week
