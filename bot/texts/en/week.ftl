# The weekly summary, the daily push, and coming back.
week-title = 📊 <b>Your week</b> · { $span }
week-answers = { $answered ->
    [0] No answers this week. One question is enough to get going.
    [one] One answer, { $right } right ({ $percent }%).
   *[other] { $answered } answers, { $right } right ({ $percent }%).
}
week-streak = 🔥 { $days ->
    [0] No streak at the moment: the next answer begins one.
    [one] Streak: 1 day.
   *[other] Streak: { $days } days.
}
week-moves-title = <b>What moved</b>
week-moves-first = This is your first week, so there is nothing to compare with yet. What has moved comes with the next one.
week-move = { $icon } { $area }: { $before } → { $after } ({ $low }–{ $high })
week-move-noise = ▫️ { $area }: { $before } → { $after } ({ $low }–{ $high }), no more than noise
week-moves-others = ▫️ { $count ->
    [one] one other area moved by no more than noise
   *[other] { $count } other areas moved by no more than noise
}
week-gaps-title = <b>Gaps most worth closing</b>
week-gaps-title-possible = <b>Possible gaps</b>
week-gap = • { $area }: { $level } ({ $low }–{ $high }), target { $target }, { $verdict }
week-concepts-title = <b>To work on next</b>
week-concept = • { $area } · { $concept }
week-caption = 📊 <b>Your week</b> · answers by day, and levels with 95% intervals and targets. All the numbers: /gaps
week-button-quiz = 📝 5 questions
week-button-gaps = 📐 All gaps

push-daily = ☀️ <b>Your daily quiz</b> · { $count ->
    [one] one question
   *[other] { $count } questions
}
push-comeback = 👋 It’s been a while, so for now I write only once a week. One answer brings the daily quiz back.
push-comeback-button = 📝 Take one question now
