# Greeting, set-up and settings.
start-greeting = 👋 <b>Gapwise</b> shows where you stand as a data engineer.
    • A few questions a day on SQL, Python, JVM, Bash and the job around them
    • After each, what is right, why, and where to read on
    • How far you are from the role you aim for, and how sure I am of that
start-again = 👋 Good to see you again. /quiz goes on with a quiz that is still open, or begins a new one; /gaps shows where you stand, /settings changes anything. The placement has its own button below.
start-anew = ⚙️ Set up again
start-set-up = Six taps and you are set up. You can skip any of them, and change everything later in /settings.
setup-progress = <b>{ $step }/{ $steps }</b> · { $question }
setup-skip = Skip
setup-back = ◀️ Back
setup-tap = 👇 Please tap one of the buttons; <b>Skip</b> passes this step over. Or leave the set-up here: /quiz asks you something right away.
setup-done = ✅ <b>All set.</b>
setup-done-plan = Your daily quiz comes at <b>{ $hour }</b> ({ $zone } time), your weekly summary on <b>{ $weekday }</b>.
setup-done-paused = The daily quiz is paused; /pause resumes it.
setup-done-interview = 🗓 An interview coming up? /interview_date makes a plan up to it.
setup-place = Now find out where you stand: a placement of up to 25 questions, fewer if the picture is clear sooner. Stop whenever you like and go on later, or skip it: the daily quiz measures too.
setup-placement-left = ⏸ The placement is on hold. Your answers are kept, and you can go on from here: now, or any time with /start.
setup-place-button = 🎯 Start the placement
setup-place-on-button = 🎯 Go on with the placement
setup-later = Later
setup-later-notice = Whenever you like: /start offers it again.

set-role = Which role do you aim for?
set-role-a = Type A: managed services, simple architecture
set-role-b = Type B: building data systems
set-role-unsure = Not sure
set-role-origin = I am moving from …
set-origin = Which role do you come from?
set-origin-none = None of these
set-facing = Who will use your data?
set-facing-internal = In-house: reports, analysts, models
set-facing-external = External: users of an application
set-facing-both = Both
set-facing-unsure = Not sure
set-stage = How far along with data is the company you aim for?
set-stage-1 = Stage 1: starting with data
set-stage-2 = Stage 2: scaling with data
set-stage-3 = Stage 3: leading with data
set-stage-unsure = Not sure
set-zone = Where are you? This sets when your day begins.
    Or type the name of a city.
set-zone-search = 🔎 Type a city
set-zone-ask = Type the name of a city, for example <code>Busan</code>, <code>London</code> or <code>San Francisco</code>.
set-zone-found = Which one?
set-zone-none = I found no city like “{ $name }”. Try the next larger one, in English or Korean.
set-hour = What time should your daily quiz arrive?
set-hour-quiet = 🌙 { $hour } is within your quiet hours ({ $quiet }), so the quiz comes at { $arrival }. /settings changes either.
set-weekday = Which day for your weekly summary?
set-count = How many questions a day?
set-quiet = When should I stay quiet?
set-quiet-none = Never
set-challenge = How hard should practice be?
set-challenge-gentler = Gentler
set-challenge-normal = Normal
set-challenge-harder = Harder
set-level-area = Which area’s target do you want to set yourself?
set-level = <b>{ $area }</b>: which level do you aim for?
    The profile of your role asks for { $level }.
set-level-profile = What the role asks for
set-lang = Which language should I use?

settings-title = ⚙️ <b>Settings</b>
settings-role = Target role: <b>{ $value }</b>
settings-origin = Moving from: <b>{ $value }</b>
settings-facing = Data for: <b>{ $value }</b>
settings-stage = Company: <b>{ $value }</b>
settings-levels = { $count ->
    [one] Own target levels: <b>1</b>
   *[other] Own target levels: <b>{ $count }</b>
}
settings-hour = Daily quiz: <b>{ $value }</b>
settings-count = Questions a day: <b>{ $value }</b>
settings-weekday = Weekly summary: <b>{ $value }</b>
settings-interview = Interview: <b>{ $value }</b>
settings-zone = Time zone: <b>{ $value }</b>, now { $now }
settings-quiet = Quiet hours: <b>{ $value }</b>
settings-challenge = Practice: <b>{ $value }</b>
settings-lang = Language: <b>English</b>
settings-paused = ⏸ Daily quiz and summary are paused.
settings-button-role = 🎯 Role
settings-button-origin = 🧭 From
settings-button-facing = 👥 Data for
settings-button-stage = 🏢 Company
settings-button-level = 📐 Target levels
settings-button-hour = ⏰ Hour
settings-button-count = 🔢 Number
settings-button-weekday = 📅 Summary
settings-button-zone = 🌍 Zone
settings-button-quiet = 🌙 Quiet hours
settings-button-challenge = 🏋️ Difficulty
settings-button-lang = 🌐 Language
settings-button-interview = 🗓 Interview date
settings-button-pause = ⏸ Pause
settings-button-resume = ▶️ Resume
settings-unset = not set

language-set = I’ll use English from now on.
language-en = English
language-ko = 한국어

pause-on = ⏸ Paused: no daily quiz and no summary until you resume. /quiz works all the same.
pause-off = ▶️ Back on: the next quiz comes at { $hour }.
pause-resume = ▶️ Resume

weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday
weekday-short-0 = Mon
weekday-short-1 = Tue
weekday-short-2 = Wed
weekday-short-3 = Thu
weekday-short-4 = Fri
weekday-short-5 = Sat
weekday-short-6 = Sun
