# 격차 보고서, 그림, 영역별 개념.
gaps-title = 📐 <b>현재 실력</b>
gaps-target = 목표: { $target }
gaps-target-unsure = 목표: 일반적인 데이터 엔지니어. /settings 에서 역할을 정하면 더 정확해집니다.
gaps-none-yet = 아직 푼 문제가 없어 모든 레벨이 짐작이고 신뢰 구간도 넓습니다. 다섯 문제만 풀어도 윤곽이 보입니다.
gaps-few = 아직 푼 문제가 { $answers }개뿐이라 신뢰 구간이 넓고, 대부분 판정하기 이릅니다.
gaps-how = 레벨은 1(들어 봄)부터 5(전문가)까지입니다. 실제 레벨은 95% 확률로 괄호 안의 두 값 사이에 있습니다.
gaps-brackets = 괄호 안은 95% 신뢰 구간입니다. 실제 레벨이 이 안에 있을 확률이 95%입니다.
gaps-row = { $icon } <b>{ $area }</b>: { $level } ({ $low }–{ $high }), 목표 { $target }
    { $verdict }
gaps-verdict-met = 목표 도달
gaps-verdict-gap = 약 { $size }레벨 부족
gaps-verdict-met-probably = 목표에 도달한 것으로 보임 (확률 { $sure }%)
gaps-verdict-gap-probably = 약 { $size }레벨 부족해 보임 (확률 { $sure }%)
gaps-verdict-nothing = 목표에서 요구하지 않는 영역
gaps-verdict-unasked = { $more ->
    [0] 아직 나온 문제 없음
   *[other] 아직 나온 문제 없음: { $more }문제쯤 풀면 판정이 날 확률 약 50%
}
gaps-verdict-undecided-few = { $more ->
    [0] 판정하기에는 푼 문제가 부족함
   *[other] 판정하기에는 푼 문제가 부족함: { $more }문제쯤 더 풀면 판정이 날 확률 약 50%
}
gaps-verdict-undecided = 아직 알 수 없음: { $more }문제쯤 더 풀면 판정이 날 확률 약 50%
gaps-verdict-undecided-many = 목표와 워낙 가까워 판정하려면 30문제 넘게 필요
gaps-moved-up = ▲ 일주일 전보다 { $change } 상승
gaps-moved-down = ▼ 일주일 전보다 { $change } 하락
gaps-moved-noise = 일주일 전 대비 { $change }, 오차 범위 안입니다.
gaps-moved-none = 일주일 전과 비교해 오차 범위를 넘게 달라진 영역은 없습니다.
gaps-section-gap = <b>격차</b> (줄이면 효과가 큰 순서)
gaps-section-undecided = <b>아직 알 수 없음</b>
gaps-section-met = <b>목표 도달</b>
gaps-none-certain = 아직 확실한 격차는 없습니다.
gaps-all-met-probably = 목표가 요구하는 수준에 모두 도달한 것으로 보입니다. ‘보임’이라고 적힌 영역은 몇 문제 더 풀면 확실해질 수 있습니다.
gaps-all-met = 목표가 요구하는 수준에 모두 도달했습니다. /settings 에서 목표를 높여 볼까요?
gaps-drill = 영역을 누르면 개념별로 볼 수 있습니다.
gaps-caption = 📐 <b>나의 격차</b> · 레벨과 95% 신뢰 구간, 목표입니다. 자세한 숫자는 다음 메시지에 있습니다.
gaps-button-quiz = 📝 { $area } 풀기
gaps-button-concept = 📝 { $concept }
gaps-button-back = ◀️ 전체 영역
gaps-area-title = 📂 <b>{ $area }</b>: { $level } ({ $low }–{ $high }), 목표 { $target }, { $verdict }
gaps-area-answers = { $count ->
    [0] 아직 푼 문제가 없습니다.
   *[other] 지금까지 답한 문제: { $count }개
}
gaps-area-notes = 목표의 근거: 이 코치의 바탕이 된 학습 노트 { $sections }절
gaps-area-notes-own = 직접 정한 목표입니다.
gaps-concept = • { $concept }: { $level } ({ $low }–{ $high }), { $answers }문제 중 { $right }문제 정답
gaps-concept-none = • { $concept }: 아직 나오지 않음

# 실력 진단의 결론.
placed-gap = 🔴 확실히 부족: <b>{ $areas }</b>
placed-gap-probably = 🔴 부족해 보임: <b>{ $areas }</b>
placed-met = 🟢 확실히 목표 도달: <b>{ $areas }</b>
placed-met-probably = 🟢 목표에 도달한 것으로 보임: <b>{ $areas }</b>
placed-undecided = ⚪️ 아직 알 수 없음: { $areas }

target-type-a = A형
target-type-b = B형
target-facing-internal = 사내 사용자 대상
target-facing-external = 외부 사용자 대상
target-facing-both = 사내·외부 사용자 대상
target-stage = { $stage }단계
target-origin = { $origin } 출신

# 그림 속 글자.
chart-gaps-title = 나의 레벨과 목표
chart-gap = 격차 있음
chart-gap-probably = 격차 있어 보임
chart-met = 목표 도달
chart-met-probably = 도달한 것으로 보임
chart-level = 레벨
chart-interval = 95% 신뢰 구간
chart-target = 목표
chart-previous = 일주일 전
chart-undecided = 아직 알 수 없음
chart-week-title = 이번 주
chart-week-answered = 답한 문제
chart-week-right = 정답
chart-week-moves = 지난주와 지금
chart-week-previous = 지난주
chart-week-moved = 달라짐
chart-week-noise = 오차 범위 안
chart-week-levels = 출발점
chart-week-none = 이번 주에는 푼 문제가 없습니다
