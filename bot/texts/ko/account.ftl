# 도움말, 개인정보, 통계, 내보내기, 삭제, 그리고 오류.
help-text = <b>할 수 있는 일</b>
    /quiz: 퀴즈. 영역과 문제 수를 정할 수도 있습니다: <code>/quiz sql 5</code>
    /gaps: 영역별 레벨과 구간, 목표와의 격차
    /week: 이번 주 기록
    /interview_date: 면접일까지의 계획: <code>/interview_date { $example }</code>
    /settings: 목표 역할, 시각, 시간대, 하루 문제 수, 방해 금지 시간
    /stats: 연속 기록, 답한 문제, 영역별 정답률
    /report: 방금 푼 문제 신고
    /pause: 퀴즈 일시 중지와 다시 시작
    /language: 한국어 또는 English
    /privacy: 무엇을 왜 보관하는지
    /export: 내 데이터를 파일로 받기
    /forget: 모두 삭제
    /start: 실력 진단, 처음부터 다시 설정

    보기에는 A, B, C 글자가 붙어 있습니다. 글자 버튼을 누르거나 글자를 입력하세요. 보기가 없는 문제는 답을 입력하면 됩니다. <b>모르겠어요</b>는 정직한 답으로 측정에 쓰이고, <b>건너뛰기</b>는 측정에 쓰이지 않습니다.
privacy-text = 🔒 <b>무엇을 왜 보관하나요</b>
    • 메시지를 보내는 데 필요한 텔레그램 사용자 번호와 대화방 번호. 이름은 보관하지 않습니다.
    • 직접 정한 언어, 시간대, 시각, 목표 역할, 면접 날짜.
    • 나온 문제와 답, 그 시각. 레벨을 계산하는 데 씁니다.
    • 문제 신고 내용.
    • 처리하지 못한 메시지는 최대 24시간만 보관한 뒤 삭제합니다. 그 밖의 메시지는 처리하는 즉시 삭제합니다.

    누구와도 공유하지 않으며 코칭 말고는 어디에도 쓰지 않습니다. 전체 답을 모아 문제 난이도, 시작 레벨, 사람 간 편차, 영역 간 상관, 잊는 속도를 추정합니다.
    /export 로 모든 데이터를 파일로 받을 수 있습니다. /forget 은 모든 데이터를 바로, 되돌릴 수 없게 삭제합니다. 운영자가 백업을 만들었다면 그 사본은 시간이 지나면서 덮어써집니다.
stats-title = 🔢 <b>나의 기록</b>
stats-total = { $answered ->
    [0] 아직 푼 문제가 없습니다. /quiz 로 시작하세요.
   *[other] { $days ->
        [1] 하루 동안
       *[other] { $days }일에 걸쳐
    } { $answered }문제를 풀어 { $right }문제를 맞혔습니다({ $percent }%).
}
stats-streak = 🔥 { $days ->
    [0] 지금은 연속 기록이 없습니다.
   *[other] 연속 { $days }일째 학습 중입니다. 일주일에 하루는 쉬어도 기록이 이어집니다.
}
stats-area = • { $area }: { $answered }문제 중 { $right }문제 정답
export-caption = 📦 보관 중인 내 데이터 전부입니다. (JSON)
export-wait = 방금 데이터를 받았습니다. { $minutes }분 뒤에 다시 시도해 주세요.
forget-ask = 🗑 <b>모두 삭제할까요?</b>
    설정, 답, 레벨, 신고 내용이 바로 사라지고 되돌릴 수 없습니다. /export 로 먼저 사본을 받을 수 있습니다.
forget-yes = 모두 삭제
forget-no = 그대로 두기
forget-done = 모든 데이터를 삭제했습니다. 언제든 /start 로 새로 시작할 수 있습니다.
forget-kept = 아무것도 삭제하지 않았습니다.

unknown-command = 모르는 명령어입니다. /help 에서 할 수 있는 일을 볼 수 있습니다.
unknown-text = 지금은 답을 기다리는 문제가 없습니다. /quiz 로 문제를 풀거나 /help 로 할 수 있는 일을 볼 수 있습니다.
unknown-text-new = 👋 안녕하세요! /start 로 준비를 시작하거나(여섯 번만 누르면 됩니다) /quiz 로 바로 문제를 풀어 보세요.
unknown-media = 글과 버튼만 읽을 수 있고 사진, 스티커, 음성은 읽지 못합니다. /help 에서 할 수 있는 일을 볼 수 있습니다.
edited-ignored = 수정한 메시지는 읽지 않습니다. 새로 보내 주세요.
group-only-private = 코칭은 개인 대화에서만 합니다. 저와 일대일 대화를 열고 ‘시작’을 눌러 주세요.
error-old-button = 더 이상 쓸 수 없는 버튼입니다. /help 에서 할 수 있는 일을 볼 수 있습니다.
error-start-first = 먼저 /start 를 보내 주세요.
error-too-long = 답으로는 너무 깁니다. 500자 안으로 입력해 주세요.
error-apology = 제 쪽에 문제가 생겨 기록해 두었습니다. 지금까지의 답은 안전합니다. 다시 한번 시도해 주세요.
error-crowded = 메시지가 한꺼번에 많이 와서 차례를 기다리고 있습니다. 사라지는 것은 없습니다.
error-unsaved = 방금 보낸 것을 저장하지 못해 아직 반영되지 않았습니다. 계속 시도하고 있으며, 1분 안에 결과가 나오지 않으면 다시 보내 주세요. 지금까지의 답은 안전합니다.

command-start = 시작하기, 처음부터 다시 설정하기
command-quiz = 퀴즈 시작하기, 이어서 풀기
command-gaps = 영역별 레벨과 목표까지의 격차
command-week = 이번 주 기록
command-settings = 목표, 시각, 시간대, 일시 중지
command-stats = 연속 기록, 답한 문제, 정답률
command-report = 방금 푼 문제 신고
command-help = 할 수 있는 일
command-privacy = 무엇을 왜 보관하는지
command-export = 내 데이터를 파일로 받기
command-forget = 모두 삭제
command-language = 한국어 또는 English
command-pause = 퀴즈 일시 중지와 다시 시작
bot-description = Gapwise는 데이터 엔지니어로서의 현재 실력을 보여 드립니다. SQL, Python, JVM, Bash와 실무 문제를 하루 몇 개씩 풀면 목표 역할과의 격차를 신뢰 구간과 함께 알려 드립니다. 시작을 눌러 주세요.
bot-short-description = 데이터 엔지니어를 위한 면접 준비와 역량 격차 코치
