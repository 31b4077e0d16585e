# 운영자가 읽는 글: 학습자 설명, 제외된 문제.
explain-who = 학습자 { $user }: { $answers ->
    [0] 아직 답이 없습니다.
   *[other] 지금까지 답한 문제 { $answers }개
}
explain-target-unsure = 목표: 일반적인 데이터 엔지니어
explain-calibrated = 전체 답으로 난이도를 바로잡은 문제 { $count }개를 반영한 레벨입니다. 나머지 문제는 출제자가 붙인 난이도만 씁니다.
explain-labels-only = 출제자가 붙인 난이도로 계산한 레벨입니다. 아직 답으로 난이도를 바로잡은 문제는 없습니다.
explain-starts = 시작 레벨과 사람 간 편차, 영역 간 상관은 전체 답에서 추정한 값입니다.
explain-starts-none = 시작 레벨과 사람 간 편차, 영역 간 상관은 가정한 값입니다. 아직 답에서 추정한 것은 없습니다.
explain-areas = 현재 판단 (레벨, 95% 구간, 목표, 판정):
explain-area = • { $area }: { $level } ({ $low }–{ $high }), 목표 { $target }, { $verdict } [답 { $answers }개]
explain-due-title = { $count ->
    [0] 복습할 때가 된 개념이 없습니다.
   *[other] 복습할 때가 된 개념 { $count }개 (효과가 큰 순서):
}
explain-due-title-first = 복습할 때가 된 개념 { $count }개 중 효과가 가장 큰 { $shown }개:
explain-due-more = … 이 밖에 { $count }개가 더 있습니다.
explain-due = • { $concept } ({ $id }): 지금 기억할 확률 { $recall }%, { $days ->
    [0] 오늘 답함
    [1] 하루 전에 답함
   *[other] { $days }일 전에 답함
}
explain-last-title = 최근 문제와 출제 이유 (최신순):
explain-last-none = 아직 나온 문제가 없습니다.
explain-asked = • { $at } { $question } ({ $result }): { $why }
explain-right = 정답
explain-wrong = 오답
explain-unknown = 모르겠어요
explain-open = 답을 기다리는 중
explain-skipped = 건너뜀
explain-closed = 답 없이 닫힘
explain-answered = 답함
explain-next = 지금 오늘의 퀴즈를 연다면 나올 문제의 예: { $question }. { $why } 비슷하게 좋은 문제들 가운데서는 무작위로 고릅니다.
explain-next-none = 지금 오늘의 퀴즈로 낼 문제가 없습니다.

aside-told = 🧹 <b>문제가 있어 제외한 문항</b>
aside-told-item = • <code>{ $question }</code>: { $reason }
aside-told-how = 이제 출제되지 않습니다. <code>gapwise bank stats --items { $question }</code> 로 살펴보고 <code>gapwise bank restore { $question }</code> 로 되돌릴 수 있습니다.
aside-negative = 실력이 높을수록 더 많이 틀림 (답 { $evidence }개)
aside-distractor = 실력이 높은 쪽이 오답 보기를 더 많이 고름 (답 { $evidence }개)
aside-reported = { $evidence }명이 신고함
admin-status = 🛠 학습자 { $learners }명 · 받은 편지함 대기 { $inbox }건, 보류 { $parked }건 · 보낼 메시지 { $outbox }건 · 제외된 문제 { $aside }개
