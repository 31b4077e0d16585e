# The interview date and the plan until it.
plan-title = 🎯 <b>Your interview: { $date }</b>
plan-days = { $days ->
    [0] It is today. Good luck!
    [one] One day is left.
   *[other] { $days } days are left.
}
plan-questions = At { $count } a day that makes about { $questions } questions until then.
plan-steps-title = <b>What comes first</b>
plan-steps-title-final = <b>Where gaps are, or may be</b>
plan-step = { $number }. <b>{ $area }</b>: { $level } ({ $low }–{ $high }), target { $target }
    { $verdict }
plan-steps-none = As far as was measured, there is no gap left to close.
plan-fits = time enough for that
plan-fits-not = hardly time for that
plan-realistic-title = <b>What is realistic</b>
plan-weak-none = No concept where you missed something lies below its target, so there is nothing to review first.
plan-weak-all = { $weak ->
    [one] One concept where you missed something lies
   *[other] { $weak } concepts where you missed something lie
} below target; there is room to review { $weak ->
    [one] it
   *[other] each
} about { $each ->
    [one] once
    [2] twice
   *[other] { $each } times
}.
plan-weak-due = { $weak ->
    [one] One concept where you missed something lies
   *[other] { $weak } concepts where you missed something lie
} below target; there is room to review { $weak ->
    [one] it
   *[other] each
} whenever it is due.
plan-weak-some = { $weak } concepts where you missed something lie below target; there is room to review the weakest { $covered } once.
plan-pace-enough = { $weak ->
    [0] At this pace there is time for about as many answers as the open verdicts within reach need.
   *[other] At this pace there is time for about as many answers as the open verdicts within reach need, and to review every weak concept at least twice.
}
plan-pace-more = { $weak ->
    [0] With { $count } questions a day there is time for about as many answers as the open verdicts within reach need.
   *[other] With { $count } questions a day there is time for about as many answers as the open verdicts within reach need, and to review every weak concept at least twice.
}
plan-pace-most = It won’t all fit: { $count } questions a day would get furthest, and still not through everything.
plan-pace-best = It won’t all fit, even at this pace: start at the top of the list.
plan-pace-final = What is still open stays open until then: these days are for reviews.
plan-no-promise = Nobody can promise how far a level rises by then; your next answers will show it.
plan-final = In the last three days, and on the day itself, I only ask reviews of weak concepts, unless you choose an area yourself.
plan-final-now = These are the last days: the daily quiz and practice only ask reviews of weak concepts, as long as there are any and you choose no area yourself.
plan-how = Another date: <code>/interview_date { $example }</code> · without one: <code>/interview_date off</code>
plan-button-count = 🔢 Questions a day
plan-ask = 🎯 When is your interview? Type the date, for example <code>/interview_date { $example }</code>, and I make a plan up to it: what comes first, and what is realistic.
plan-cleared = The interview date is cleared. The daily questions carry on as usual.
interview-unreadable = I could not read “{ $said }” as a date. Type it like this: <code>/interview_date { $example }</code>
interview-ambiguous = “{ $said }” may mean { $one } or { $other }. Send the one you mean: <code>/interview_date { $example }</code> or <code>/interview_date { $second }</code>
interview-past = { $said } has already passed. Which day is your interview? Type it like this: <code>/interview_date { $example }</code>
interview-far = { $said } is more than two years away. Is the year right? Type it like this: <code>/interview_date { $example }</code>
push-interview-over = 🌱 Your interview was on { $date }: I hope it went well. From today it’s the usual mix again; /interview_date takes the next date.
why-interview = Your interview is close, so these are reviews of concepts where you missed something: { $concept } is one of them.
command-interview_date = A plan up to your interview
# Words for the date; separated by commas.
plan-words-off = off, clear, none, no, delete
plan-words-yesterday = yesterday
plan-words-today = today
plan-words-tomorrow = tomorrow
plan-words-after-tomorrow = the day after tomorrow, day after tomorrow
plan-words-in-three-days = in three days
plan-words-in-four-days = in four days
