# The interview date and the plan until it.
plan-title = 🎯 <b>Your interview: { $date }</b>
plan-days = { $days ->
    [0] It is today. Good luck!
    [one] One day is left.
   *[other] { $days } days are left.
}
plan-questions = At { $count } a day that makes about { $questions } questions until then.
plan-steps-title = <b>What comes first</b>
plan-step = { $number }. <b>{ $area }</b>: { $level } ({ $low }–{ $high }), target { $target }
    { $verdict }
plan-fits = these fit in before the last days
plan-fits-not = there is hardly room for these
plan-realistic-title = <b>What is realistic</b>
plan-weak-none = No concept has shown itself weak yet, so there is nothing to review first.
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
plan-weak-some = { $weak } concepts where you missed something lie below target; there is room to review the weakest { $covered } once.
plan-pace-enough = At this pace every verdict that answers can decide would be decided, and every weak concept reviewed at least twice.
plan-pace-more = With { $count } questions a day every verdict that answers can decide would be decided, and every weak concept reviewed at least twice.
plan-pace-most = More than fits: { $count } questions a day would get furthest, and still not through everything.
plan-pace-best = More than fits, even at this pace: what stands first matters most.
plan-no-promise = How far a level rises by then, nobody can promise; the next answers will show it.
plan-final = In the last three days, and on the day itself, I ask reviews of weak concepts only.
plan-final-now = These are the last days: the daily quiz and practice ask reviews of weak concepts only, where there are any.
plan-how = Another date: <code>/interview_date { $example }</code> · without one: <code>/interview_date off</code>
plan-button-count = 🔢 Questions a day
plan-ask = 🎯 When is your interview? Type the date, for example <code>/interview_date { $example }</code>, and I plan until then: what comes first, and what is realistic.
plan-cleared = The interview date is cleared. The daily questions go on as ever.
interview-unreadable = I could not read “{ $said }” as a date. Type it like this: <code>/interview_date { $example }</code>
interview-past = { $date } is over already. Which day is your interview? Type it like this: <code>/interview_date { $example }</code>
interview-far = { $date } is more than two years away. Is the year right? Type it like this: <code>/interview_date { $example }</code>
push-interview-over = 🌱 Your interview was on { $date }: I hope it went well. The daily mix is back; /interview_date takes the next date.
why-interview = Your interview is close, so now come reviews of concepts where you missed something: { $concept } is one of them.
command-interview_date = Plan until your interview
# Words for the date; separated by commas.
plan-words-off = off, clear, none, no, delete
plan-words-today = today
plan-words-tomorrow = tomorrow
