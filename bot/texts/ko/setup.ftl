# 인사, 처음 설정, 설정 변경.
start-greeting = 👋 <b>Gapwise</b>가 데이터 엔지니어로서의 현재 실력을 보여 드립니다.
    • SQL, Python, JVM, Bash와 실무에 관한 문제를 하루 몇 개씩
    • 답할 때마다 정답과 이유, 더 읽을 자료까지
    • 목표 역할과의 격차를, 얼마나 확실한지와 함께
start-again = 👋 다시 만나서 반갑습니다. /quiz 로 아직 끝나지 않은 퀴즈를 이어서 풀거나 새 퀴즈를 시작하고, /gaps 로 현재 실력을 보고, /settings 로 무엇이든 바꿀 수 있습니다. 실력 진단은 아래 버튼으로 할 수 있습니다.
start-anew = ⚙️ 처음부터 다시 설정
start-set-up = 여섯 번만 누르면 준비가 끝납니다. 모두 건너뛸 수 있고, 나중에 /settings 에서 바꿀 수 있습니다.
setup-progress = <b>{ $step }/{ $steps }</b> · { $question }
setup-skip = 건너뛰기
setup-back = ◀️ 뒤로
setup-tap = 👇 여기서는 버튼을 눌러 답해 주세요. <b>건너뛰기</b>로 넘어가거나, 설정을 그만두고 /quiz 로 바로 문제를 풀 수도 있습니다.
setup-done = ✅ <b>준비가 끝났습니다.</b>
setup-done-plan = 매일 <b>{ $hour }</b>({ $zone } 시각)에 퀴즈를, <b>{ $weekday }</b>마다 주간 요약을 보내 드립니다.
setup-done-paused = 퀴즈를 일시 중지한 상태입니다. /pause 로 다시 시작할 수 있습니다.
setup-done-interview = 🗓 면접이 잡혔다면 /interview_date 로 그때까지의 계획을 세워 드립니다.
setup-place = 이제 현재 실력을 확인해 보세요. 진단은 최대 25문제이고, 결과가 일찍 분명해지면 더 빨리 끝납니다. 언제든 멈췄다가 이어서 할 수 있고, 건너뛰어도 오늘의 퀴즈로 조금씩 측정합니다.
setup-placement-left = ⏸ 실력 진단을 잠시 멈췄습니다. 푼 문제는 그대로 남고, 멈춘 곳부터 이어집니다. 지금 계속해도 되고, 나중에 /start 로 이어서 해도 됩니다.
setup-place-button = 🎯 실력 진단 시작
setup-place-on-button = 🎯 실력 진단 이어서 하기
setup-later = 나중에
setup-later-notice = /start 를 누르면 언제든 시작할 수 있습니다.

set-role = 어떤 역할을 목표로 하나요?
set-role-a = A형 (관리형 서비스와 단순한 아키텍처)
set-role-b = B형 (데이터 시스템을 직접 구축)
set-role-unsure = 아직 모르겠어요
set-role-origin = 다른 직무에서 전환하려고 해요 …
set-origin = 지금 어떤 직무에 있나요?
set-origin-none = 해당하는 직무가 없어요
set-facing = 누구를 위한 데이터를 다루게 되나요?
set-facing-internal = 사내 (보고서, 분석가, 모델)
set-facing-external = 외부 (애플리케이션 사용자)
set-facing-both = 둘 다
set-facing-unsure = 아직 모르겠어요
set-stage = 가고 싶은 회사의 데이터 성숙도는 어느 단계인가요?
set-stage-1 = 1단계 (데이터로 시작하기)
set-stage-2 = 2단계 (데이터로 확장하기)
set-stage-3 = 3단계 (데이터로 선도하기)
set-stage-unsure = 아직 모르겠어요
set-zone = 어디에 계신가요? 하루가 시작되는 시각을 정하는 데 씁니다.
    도시 이름을 입력해도 됩니다.
set-zone-search = 🔎 도시 이름 입력
set-zone-ask = 도시 이름을 입력하세요. (예: <code>부산</code>, <code>런던</code>, <code>San Francisco</code>)
set-zone-found = 어느 곳인가요?
set-zone-none = “{ $name }”{ JOSA($name, "과/와") } 비슷한 도시를 찾지 못했습니다. 가까운 큰 도시를 한국어나 영어로 입력해 보세요.
set-hour = 매일 퀴즈를 몇 시에 보내 드릴까요?
set-hour-quiet = 🌙 { $hour }는 방해 금지 시간({ $quiet }) 안이라 { $arrival }에 퀴즈를 보내 드립니다. 둘 다 /settings 에서 바꿀 수 있습니다.
set-weekday = 주간 요약은 무슨 요일에 보내 드릴까요?
set-count = 하루에 몇 문제를 풀까요?
set-quiet = 알림을 받지 않을 시간은 언제인가요?
set-quiet-none = 없음
set-challenge = 연습 문제의 난이도를 어떻게 할까요?
set-challenge-gentler = 더 쉽게
set-challenge-normal = 보통
set-challenge-harder = 더 어렵게
set-level-area = 어느 영역의 목표를 직접 정할까요?
set-level = <b>{ $area }</b>: 목표 레벨을 고르세요.
    목표 역할의 기준은 { $level }입니다.
set-level-profile = 역할 기준 따르기
set-lang = 어떤 언어로 안내할까요?

settings-title = ⚙️ <b>설정</b>
settings-role = 목표 역할: <b>{ $value }</b>
settings-origin = 현재 직무: <b>{ $value }</b>
settings-facing = 데이터 사용자: <b>{ $value }</b>
settings-stage = 회사: <b>{ $value }</b>
settings-levels = 직접 정한 목표 레벨: <b>{ $count }개</b>
settings-hour = 오늘의 퀴즈: <b>{ $value }</b>
settings-count = 하루 문제 수: <b>{ $value }</b>
settings-weekday = 주간 요약: <b>{ $value }</b>
settings-interview = 면접일: <b>{ $value }</b>
settings-zone = 시간대: <b>{ $value }</b> (지금 { $now })
settings-quiet = 방해 금지 시간: <b>{ $value }</b>
settings-challenge = 연습 난이도: <b>{ $value }</b>
settings-lang = 언어: <b>한국어</b>
settings-paused = ⏸ 퀴즈와 주간 요약을 일시 중지한 상태입니다.
settings-button-role = 🎯 역할
settings-button-origin = 🧭 현재 직무
settings-button-facing = 👥 사용자
settings-button-stage = 🏢 회사
settings-button-level = 📐 목표 레벨
settings-button-hour = ⏰ 시각
settings-button-count = 🔢 문제 수
settings-button-weekday = 📅 요약 요일
settings-button-zone = 🌍 시간대
settings-button-quiet = 🌙 방해 금지
settings-button-challenge = 🏋️ 난이도
settings-button-lang = 🌐 언어
settings-button-interview = 🗓 면접일
settings-button-pause = ⏸ 일시 중지
settings-button-resume = ▶️ 다시 시작
settings-unset = 정하지 않음

language-set = 이제 한국어로 안내합니다.
language-en = English
language-ko = 한국어

pause-on = ⏸ 일시 중지했습니다. 다시 시작할 때까지 퀴즈와 주간 요약을 보내지 않습니다. /quiz 는 그대로 쓸 수 있습니다.
pause-off = ▶️ 다시 시작합니다. 다음 퀴즈는 { $hour }에 보내 드립니다.
pause-resume = ▶️ 다시 시작

weekday-0 = 월요일
weekday-1 = 화요일
weekday-2 = 수요일
weekday-3 = 목요일
weekday-4 = 금요일
weekday-5 = 토요일
weekday-6 = 일요일
weekday-short-0 = 월
weekday-short-1 = 화
weekday-short-2 = 수
weekday-short-3 = 목
weekday-short-4 = 금
weekday-short-5 = 토
weekday-short-6 = 일
