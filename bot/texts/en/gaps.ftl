# The gap report, its picture, and an area's concepts.
gaps-title = 📐 <b>Where you stand</b>
gaps-target = Target: { $target }
gaps-target-unsure = Target: a data engineer in general; name a role in /settings for a sharper one.
gaps-none-yet = No answers yet, so every level is only a guess and every interval wide. Five questions already tell something.
gaps-few = { $answers ->
    [one] Only one answer so far
   *[other] Only { $answers } answers so far
}: the intervals are wide, and most verdicts are still open.
gaps-how = Levels run from 1 (aware) to 5 (expert). The true level lies between the two numbers in brackets with 95% certainty.
gaps-row = { $icon } <b>{ $area }</b>: { $level } ({ $low }–{ $high }), target { $target }
    { $verdict }
gaps-verdict-met = met
gaps-verdict-gap = gap of about { $size } levels
gaps-verdict-met-probably = probably met ({ $sure }% sure)
gaps-verdict-gap-probably = probably a gap of about { $size } levels ({ $sure }% sure)
gaps-verdict-nothing = your target asks for nothing here
gaps-verdict-undecided-few = too few answers yet for a verdict: { $more ->
    [one] about 1 more would do
   *[other] about { $more } more would do
}
gaps-verdict-undecided = can’t tell yet: { $more ->
    [one] about 1 more answer would decide
   *[other] about { $more } more answers would decide
}
gaps-verdict-undecided-many = can’t tell yet: more than 30 answers would be needed, because the level is so close to the target
gaps-moved-up = ▲ up { $change } since last week
gaps-moved-down = ▼ down { $change } since last week
gaps-top = The gaps that matter most for your target: <b>{ $areas }</b>.
gaps-top-none = No gap is certain yet.
gaps-all-met = Everything the target asks for is met. Aim higher in /settings?
gaps-drill = Tap an area for its concepts.
gaps-caption = 📐 <b>Your gaps</b> · levels with 95% intervals and targets. All numbers stand in the next message.
gaps-button-quiz = 📝 Quiz on { $area }
gaps-button-back = ◀️ All areas
gaps-area-title = 📂 <b>{ $area }</b>: { $level } ({ $low }–{ $high }), target { $target }: { $verdict }
gaps-area-answers = { $count ->
    [0] No answers yet.
    [one] One answer.
   *[other] { $count } answers.
}
gaps-area-notes = The target rests on the study notes, section { $sections }.
gaps-area-notes-own = You set this target yourself.
gaps-concept = • { $concept }: { $level } ({ $low }–{ $high }), { $right } of { $answers } right
gaps-concept-none = • { $concept }: not asked yet

target-type-a = type A
target-type-b = type B
target-facing-internal = internal
target-facing-external = external
target-facing-both = internal and external
target-stage = stage { $stage }
target-origin = moving from { $origin }

# In the picture: plain text.
chart-gaps-title = Your level and your target
chart-gap = gap
chart-met = met
chart-level = level
chart-interval = 95% interval
chart-target = target
chart-previous = last week
chart-open = can’t tell yet
chart-week-title = Your week
chart-week-answered = answered
chart-week-right = right
chart-week-moves = What moved
chart-week-none = No answers this week
chart-before = before
