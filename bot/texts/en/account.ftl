# Help, privacy, statistics, export, forgetting; and what can go wrong.
help-text = <b>What I can do</b>
    /quiz: a quiz, by area and number if you like: <code>/quiz sql 5</code>
    /gaps: your level in each area, with its interval, against your target
    /week: this week so far
    /interview_date: a plan up to your interview: <code>/interview_date { $example }</code>
    /settings: target role, hour, time zone, questions a day, quiet hours
    /stats: streak, answers, accuracy by area
    /report: something is wrong with the last question
    /pause: no daily quiz until you resume
    /language: English or Korean
    /privacy: what I keep, and why
    /export: all your data as a file
    /forget: erase everything
    /start: the placement, or set up again

    Options have letters: tap the letter or type it. For questions without options, type the answer. <b>I don’t know</b> is an honest answer and counts as one; <b>Skip</b> doesn’t count at all.
privacy-text = 🔒 <b>What I keep, and why</b>
    • Your Telegram number and this chat’s, to write to you. Your name is not kept.
    • Language, time zone, hours, target role and interview date, as you set them.
    • Every question you were shown and every answer you gave, with its time: your levels are computed from them.
    • Reports you made about questions.
    • A message that I could not handle is kept for 24 hours at most, then deleted; otherwise messages are deleted once they are handled.

    Nothing is shared with anybody, and nothing is used for anything but coaching you. From all people’s answers together I learn how hard questions are, where people start and how widely they differ, how areas hang together, and how fast is forgotten.
    /export gives you everything as a file. /forget erases everything at once and for good; backup copies, if the operator makes any, are overwritten as they age.
stats-title = 🔢 <b>Your numbers</b>
stats-total = { $answered ->
    [0] No answers yet. /quiz starts.
    [one] One answer, { $right } right ({ $percent }%), on { $days ->
        [one] one day
       *[other] { $days } days
    }.
   *[other] { $answered } answers, { $right } right ({ $percent }%), on { $days ->
        [one] one day
       *[other] { $days } days
    }.
}
stats-streak = 🔥 { $days ->
    [0] No streak at the moment.
    [one] Streak: 1 day.
   *[other] Streak: { $days } days. One missed day a week is free.
}
stats-area = • { $area }: { $right } of { $answered } right
export-caption = 📦 Everything I keep about you, as a JSON file.
export-wait = You have just had your export. Try again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}.
forget-ask = 🗑 <b>Erase everything?</b>
    Settings, answers, levels and reports will be gone at once and for good. /export gives you a copy first.
forget-yes = Erase everything
forget-no = Keep everything
forget-done = Everything about you is erased. Send /start any time to begin again.
forget-kept = Nothing was erased.

unknown-command = I don’t know that command. /help lists what I can do.
unknown-text = I’m not waiting for an answer just now. /quiz asks you something, /help lists what I can do.
unknown-text-new = 👋 Hello! /start sets you up in six taps; /quiz asks you something right away.
unknown-media = I can only read text and buttons, not pictures, stickers or voice. /help lists what I can do.
edited-ignored = I don’t read edits. Please send it as a new message.
group-only-private = I coach in private: open a chat with me and press Start.
error-old-button = That button no longer works. /help lists what I can do.
error-start-first = Send /start first, then we can begin.
error-too-long = That is too long for an answer: 500 characters are enough for any question.
error-apology = Something went wrong on my side; it is noted. Your earlier answers are safe. Please try that once more.
error-crowded = You are faster than I am: some of your messages are waiting their turn. Nothing is lost.
error-unsaved = I could not save that just now, so it does not count yet. I keep trying; if no result appears within a minute, please give it again. Earlier answers are safe.

command-start = Start, or set up again
command-quiz = Start a quiz, or go on with one
command-gaps = Your level in each area against your target
command-week = This week so far
command-settings = Target, hours, time zone, pause
command-stats = Streak, answers, accuracy
command-report = Report the last question
command-help = What I can do
command-privacy = What is kept, and why
command-export = All your data as a file
command-forget = Erase everything
command-language = English or Korean
command-pause = Pause or resume the daily quiz
bot-description = Gapwise shows where you stand as a data engineer: a few questions a day on SQL, Python, JVM, Bash and the job around them, how far you are from the role you aim for, and how sure that is. Press Start.
bot-short-description = Interview prep and skills-gap coach for data engineers.
