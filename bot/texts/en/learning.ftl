# What an operator reads: a learner explained, and questions set aside.
explain-who = Learner { $user }: { $answers ->
    [0] no answers yet.
    [one] one answer.
   *[other] { $answers } answers.
}
explain-target-unsure = Target: a data engineer in general.
explain-calibrated = Levels are computed with what everybody’s answers taught about { $count ->
    [one] one question
   *[other] { $count } questions
}; of the others the author’s label is all that is known.
explain-labels-only = Levels are computed with the authors’ labels: of no question is more known yet.
explain-starts = Where people start, how widely they differ, and how strongly areas hang together, has been learned from everybody’s answers.
explain-starts-none = Where people start, how widely they differ, and how strongly areas hang together, is supposed: nothing has been learned about it yet.
explain-areas = What is believed (level, 95% interval, target, verdict):
explain-area = • { $area }: { $level } ({ $low }–{ $high }), target { $target }: { $verdict } [{ $answers ->
    [one] 1 answer
   *[other] { $answers } answers
}]
explain-due-title = { $count ->
    [0] Nothing is due for review.
    [one] Due for review, one concept:
   *[other] Due for review, { $count } concepts, the most valuable first:
}
explain-due-title-first = Due for review, { $count } concepts. The { $shown } most valuable:
explain-due-more = … and { $count } more.
explain-due = • { $concept } ({ $id }): { $recall }% chance of recall now, last answered { $days ->
    [0] today
    [one] yesterday
   *[other] { $days } days ago
}
explain-last-title = The last questions, the newest first, and why each was asked:
explain-last-none = Nothing has been asked yet.
explain-asked = • { $at } { $question } ({ $result }): { $why }
explain-right = right
explain-wrong = wrong
explain-unknown = “I don’t know”
explain-open = still open
explain-skipped = skipped
explain-closed = closed without an answer
explain-answered = answered
explain-next = A daily quiz would now ask, for example, { $question }: { $why } Among nearly equal questions chance decides.
explain-next-none = A daily quiz would find nothing to ask.

aside-told = 🧹 <b>Set aside, since they mislead</b>
aside-told-item = • <code>{ $question }</code>: { $reason }
aside-told-how = They are not asked any more. Look at one with <code>gapwise bank stats --items { $question }</code>; bring it back with <code>gapwise bank restore { $question }</code>.
aside-negative = the stronger do worse on it ({ $evidence } answers)
aside-distractor = the stronger prefer a wrong option ({ $evidence } answers)
aside-reported = reported by { $evidence } people
admin-status = 🛠 { $learners } learners · waiting in the inbox: { $inbox }, set aside: { $parked } · in the outbox: { $outbox } · questions set aside: { $aside }
