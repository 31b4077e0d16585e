# A question, its buttons, its result.
quiz-head = <b>{ $number }/{ $size } · { $area }</b> · { $concept }
quiz-head-placement = <b>Placement { $number } (up to { $size }) · { $area }</b> · { $concept }
quiz-hint-single = Choose one.
quiz-hint-multiple = Tick all that apply, then submit.
quiz-hint-order = Tap the steps in the right order.
quiz-hint-output = ✍️ Type what it prints, as a message.
quiz-hint-cloze = ✍️ Type what belongs in the blank, as a message.
quiz-hint-number = ✍️ Type a number, as a message.
quiz-hint-number-unit = ✍️ Type a number ({ $unit }), as a message.
quiz-placed = Your order so far: <b>{ $letters }</b>
quiz-button-submit = ✓ Submit
quiz-button-undo = ↩️ Take back
quiz-button-unknown = I don’t know
quiz-button-skip = Skip
quiz-button-next = Next ▶️
quiz-button-finish = See the result ▶️
quiz-button-stop = Enough for now
quiz-button-why = Why this question?
quiz-button-report = ⚑ Report
quiz-right = ✅ <b>Right.</b>
quiz-wrong = ❌ <b>Not quite.</b>
quiz-unknown = 🤝 <b>Fair enough. Here is the answer.</b>
quiz-share = You judged { $right } of { $all } options rightly; it counts only when all of them are.
quiz-missed = ☑️ marks what belongs in and was not ticked.
quiz-you-chose = You chose: <b>{ $letters }</b>
quiz-right-order = <b>The right order:</b>
quiz-your-order = Your order: <b>{ $steps }</b>
quiz-you-typed = You answered: <code>{ $answer }</code>
quiz-key = Answer: <code>{ $answer }</code>
quiz-key-unit = Answer: <code>{ $answer }</code> { $unit }
quiz-explanation = 💡 { $explanation }
quiz-notes = study notes { $section }
quiz-references = 📖 <i>{ $references }</i>
quiz-skipped = ⏭ Skipped. It doesn’t count and may come up again.
quiz-closed = 💤 This question is closed; there is a newer one below.
quiz-left = 💤 Not answered. It doesn’t count and may come up again.
quiz-finished = 🏁 <b>{ $right } of { $answered } right.</b>
quiz-finished-none = 🏁 <b>Done.</b> Nothing was answered this time.
quiz-finished-skipped = { $count ->
    [one] One question was skipped.
   *[other] { $count } questions were skipped.
}
quiz-finished-streak = 🔥 { $days ->
    [one] Streak: 1 day.
   *[other] Streak: { $days } days.
}
quiz-finished-placement = 🏁 <b>The placement is done.</b> What { $answered ->
    [one] one answer tells, and what it doesn’t:
   *[other] { $answered } answers tell, and what they don’t:
}
quiz-finished-placement-early = It ended before question { $size }: what is still open would change little for your target, or takes more answers than were left.
quiz-finished-placement-next = From here on the daily quiz narrows it down: it asks where an answer tells or teaches most. /gaps shows the state at any time.
quiz-more = 5 more
quiz-nothing = There is no question for that right now. Try /quiz without an area.
quiz-nothing-to-place = There is nothing left for a placement to settle: no open verdict matters for your target. /gaps shows the state, and /quiz asks on.
quiz-resumed = Picking up where you left off.
quiz-unknown-area = There is no area called “{ $name }”. Tap one of these, or type for example <code>/quiz sql 5</code>.
quiz-any-area = 🎲 Choose for me
quiz-letters-wanted = Tap a letter under the question, or type it, for example <code>A</code>.
quiz-buttons-wanted = Use the buttons under the question, or type the letters, for example <code>A, C</code>.
quiz-order-wanted = Use the buttons under the question, or type every letter in order, for example <code>B, A, C</code>.
quiz-answer-wanted = 🙂 I’m still waiting for your answer: type it as a message, or tap <b>I don’t know</b>.
quiz-words-unknown = i don’t know, i do not know, don’t know, dont know, i dont know, idk, no idea, not sure
quiz-unreadable = I couldn’t find exactly one number in that. Type just the number, for example <code>1200</code> or <code>0.5</code>.
quiz-tick-first = Tick at least one option first.
quiz-place-first = Put every step in its place first.
quiz-below = The next question is below.
quiz-answered-before = That question has been answered already.
quiz-no-longer-open = That one is closed. /quiz starts a new one.
quiz-size-wanted = A quiz has 1 to { $most } questions. Type for example <code>/quiz 5</code> or <code>/quiz sql 5</code>.
quiz-most = A quiz has { $most } questions at most.
quiz-gone = That question is no longer in the bank. Here is another.
quiz-nothing-to-report = Nothing to report yet: answer a question first.
quiz-report-why = What is wrong with the question?
quiz-report-wrong = The answer is wrong
quiz-report-unclear = It’s unclear
quiz-report-language = Language or typing error
quiz-report-outdated = It’s out of date
quiz-report-cancel = Nothing, go back
quiz-report-none = Nothing was reported.
quiz-report-thanks = Thank you. Somebody will look at it.
quiz-stopped = Stopped here. Your answers are kept.

# Why a question was asked. In what was kept before the first two were told apart, "measure" stands for either.
why-level = Of the questions that suit you now, this one tells a lot about your level in { $area }. I expected you to get it right about { $chance }% of the time.
why-calibrate = Not enough is known yet about how hard this question is, so I also ask it to learn that. Your answer counts for your level in { $area } like any other. Chance of a right answer: about { $chance }%.
why-measure = Of the questions that suit you now, this one tells a lot: about your level in { $area }, or about how hard the question itself is. I expected you to get it right about { $chance }% of the time.
why-retry = You missed { $concept } the last time it came up, so here it is again.
why-review = { $concept } was due for review: when I chose this question, your chance of recalling it was about { $recall }%. A review keeps it in mind for longer.
why-balance = { $area } has not come up for a while, if at all, so an answer there is due.
why-asked = You asked for { $area }. Within it, this is one of those that tell or teach most. Some are asked to learn how hard the question itself is.
why-concept = You asked for { $concept }. Within it, this is one of those that tell or teach most. Some are asked to learn how hard the question itself is.
why-repeat = You have seen everything else that fits, so this one comes again.
