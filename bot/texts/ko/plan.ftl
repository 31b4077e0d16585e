# 면접 날짜와 그때까지의 계획.
plan-title = 🎯 <b>면접일: { $date }</b>
plan-days = { $days ->
    [0] 바로 오늘입니다. 좋은 결과 있기를 바랍니다!
    [1] 하루 남았습니다.
   *[other] { $days }일 남았습니다.
}
plan-questions = 하루 { $count }문제씩이면 그때까지 약 { $questions }문제를 풀 수 있습니다.
plan-steps-title = <b>먼저 할 것</b>
plan-steps-title-final = <b>격차가 있거나 있을 수 있는 영역</b>
plan-step = { $number }. <b>{ $area }</b>: { $level } ({ $low }–{ $high }), 목표 { $target }
    { $verdict }
plan-steps-none = 지금까지 측정한 바로는 더 메워야 할 격차가 없습니다.
plan-fits = 시간 충분
plan-fits-not = 시간 부족
plan-realistic-title = <b>현실적으로 가능한 것</b>
plan-weak-none = 맞히지 못한 개념 중 목표에 못 미치는 것이 없어 먼저 복습할 것이 없습니다.
plan-weak-all = 맞히지 못한 적이 있고 목표에 못 미치는 개념이 { $weak }개 있습니다. 개념마다 약 { $each }번 복습할 수 있습니다.
plan-weak-due = 맞히지 못한 적이 있고 목표에 못 미치는 개념이 { $weak }개 있습니다. 개념별로 복습 시기가 올 때마다 모두 복습할 수 있습니다.
plan-weak-some = 맞히지 못한 적이 있고 목표에 못 미치는 개념이 { $weak }개 있습니다. 그중 가장 약한 { $covered }개를 한 번씩 복습할 수 있습니다.
plan-pace-enough = { $weak ->
    [0] 지금 속도라면 판정이 날 만한 영역에 필요한 만큼 문제를 풀 수 있습니다.
   *[other] 지금 속도라면 판정이 날 만한 영역에 필요한 만큼 문제를 풀 수 있고, 약한 개념도 모두 두 번 이상 복습할 수 있습니다.
}
plan-pace-more = { $weak ->
    [0] 하루 { $count }문제씩 풀면 판정이 날 만한 영역에 필요한 만큼 문제를 풀 수 있습니다.
   *[other] 하루 { $count }문제씩 풀면 판정이 날 만한 영역에 필요한 만큼 문제를 풀 수 있고, 약한 개념도 모두 두 번 이상 복습할 수 있습니다.
}
plan-pace-most = 남은 날에 비해 할 것이 많습니다. 하루 { $count }문제씩 풀면 가장 많이 할 수 있지만 그래도 다 하지는 못합니다.
plan-pace-best = 지금 속도로도 다 하지는 못합니다. 위에 있는 것부터 하세요.
plan-pace-final = 아직 판정이 나지 않은 영역은 면접 때까지 그대로 둡니다. 남은 날은 복습에 씁니다.
plan-no-promise = 그때까지 레벨이 얼마나 오를지는 누구도 약속할 수 없습니다. 앞으로의 답이 보여 줄 것입니다.
plan-final = 면접 전 사흘과 면접 당일에는 직접 영역을 고르지 않는 한 약한 개념의 복습 문제만 냅니다.
plan-final-now = 이제 막바지입니다. 직접 영역을 고르지 않는 한, 오늘의 퀴즈와 연습에서는 약한 개념이 있는 동안 그 복습 문제만 냅니다.
plan-how = 날짜 바꾸기: <code>/interview_date { $example }</code> · 날짜 지우기: <code>/interview_date off</code>
plan-button-count = 🔢 하루 문제 수
plan-ask = 🎯 면접이 언제인가요? <code>/interview_date { $example }</code> 처럼 날짜를 입력하면 무엇을 먼저 할지, 그때까지 무엇이 가능한지 계획해 드립니다.
plan-cleared = 면접 날짜를 지웠습니다. 오늘의 퀴즈는 평소대로 이어집니다.
interview-unreadable = “{ $said }”{ JOSA($said, "을/를") } 날짜로 읽지 못했습니다. 이렇게 입력해 주세요: <code>/interview_date { $example }</code>
interview-ambiguous = “{ $said }”{ JOSA($said, "은/는") } { $one }일 수도, { $other }일 수도 있습니다. 맞는 쪽을 보내 주세요: <code>/interview_date { $example }</code> 또는 <code>/interview_date { $second }</code>
interview-past = { $said }은 이미 지났습니다. 면접이 며칠인가요? 이렇게 입력해 주세요: <code>/interview_date { $example }</code>
interview-far = { $said }은 2년도 더 남았습니다. 연도가 맞나요? 이렇게 입력해 주세요: <code>/interview_date { $example }</code>
push-interview-over = 🌱 { $date } 면접은 잘 보셨나요? 좋은 소식이 있기를 바랍니다. 오늘부터 다시 평소처럼 문제를 냅니다. 다음 면접이 잡히면 /interview_date 로 알려 주세요.
why-interview = 면접이 얼마 남지 않아 맞히지 못한 적이 있는 개념을 복습합니다. { $concept } 문제입니다.
command-interview_date = 면접일까지의 계획
# 날짜를 나타내는 말. 쉼표로 나눕니다.
plan-words-off = 끄기, 해제, 취소, 삭제, 지우기, 없음
plan-words-yesterday = 어제
plan-words-today = 오늘
plan-words-tomorrow = 내일
plan-words-after-tomorrow = 모레, 내일모레
plan-words-in-three-days = 글피
plan-words-in-four-days = 그글피
