# 주간 요약, 매일 퀴즈, 돌아오기.
week-title = 📊 <b>이번 주</b> · { $span }
week-answers = { $answered ->
    [0] 이번 주에는 푼 문제가 없습니다. 한 문제만 풀어도 충분합니다.
   *[other] { $answered }문제를 풀어 { $right }문제를 맞혔습니다({ $percent }%).
}
week-streak = 🔥 { $days ->
    [0] 지금은 연속 기록이 없습니다. 한 문제만 풀면 시작됩니다.
   *[other] 연속 { $days }일째 학습 중입니다.
}
week-moves-title = <b>달라진 점</b>
week-moves-first = 첫 주라서 아직 비교할 기록이 없습니다. 무엇이 달라졌는지는 다음 주부터 보여 드립니다.
week-move = { $icon } { $area }: { $before } → { $after } ({ $low }–{ $high })
week-move-noise = ▫️ { $area }: { $before } → { $after } ({ $low }–{ $high }), 오차 범위 안
week-moves-others = ▫️ 그 밖의 영역 { $count }개도 오차 범위 안
week-gaps-title = <b>줄이면 효과가 큰 격차</b>
week-gaps-title-possible = <b>격차 가능성이 있는 영역</b>
week-gap = • { $area }: { $level } ({ $low }–{ $high }), 목표 { $target }, { $verdict }
week-concepts-title = <b>다음에 공부할 것</b>
week-concept = • { $area } · { $concept }
week-caption = 📊 <b>이번 주</b> · 날짜별 답과 영역별 레벨, 95% 신뢰 구간, 목표입니다. 자세한 숫자는 /gaps 에 있습니다.
week-button-quiz = 📝 5문제 풀기
week-button-gaps = 📐 전체 격차

push-daily = ☀️ <b>오늘의 퀴즈</b> · { $count }문제
push-comeback = 👋 한동안 답이 없어 이제 일주일에 한 번만 연락드립니다. 한 문제만 풀면 매일 퀴즈가 다시 시작됩니다.
push-comeback-button = 📝 지금 한 문제 풀기
