// The page's own words in English and Korean.

const EN = {
  title: "Local chat",
  people: "People",
  addPerson: "Add a person",
  beside: "Open another person beside",
  closePanel: "Close this chat",
  dark: "Dark colours",
  light: "Light colours",
  strip: "No need to wait:",
  push: "Tomorrow’s push now",
  weekly: "The weekly summary now",
  jump: "Jump ahead",
  days: (n) => (n === 1 ? "day" : "days"),
  daysLabel: "Days to jump ahead",
  done: "Done",
  jumped: (n) => `The clock is ${n} ${n === 1 ? "day" : "days"} ahead now`,
  failed: "That did not work",
  offline: "The server does not answer. Trying again…",
  chatOf: (name) => `Chat of ${name}`,
  messages: "Messages",
  bot: "bot",
  members: (n) => `${n} members`,
  actions: {
    typing: "typing",
    upload_photo: "sending a picture",
    upload_document: "sending a file",
  },
  language: "Language of this person",
  options: "Options of this chat",
  openGroup: "Open the group chat",
  openPrivate: "Back to the bot",
  groupTitle: "Data guild",
  block: "Block the bot",
  about: "What can this bot do?",
  start: "Start",
  restart: "Unblock and restart",
  placeholder: "Message",
  send: "Send",
  menu: "Menu",
  commands: "Commands",
  attach: "Attach",
  pick: "Picture or file",
  sticker: "Sticker",
  voice: "Voice message",
  forwardedFrom: (name) => `Forwarded from ${name}`,
  edited: "edited",
  today: "Today",
  yesterday: "Yesterday",
  copy: "Copy",
  copied: "Copied",
  copyText: "Copy text",
  code: "Code",
  codeIn: (language) => `Code in ${language}`,
  reply: "Reply",
  edit: "Edit",
  editing: "Editing",
  replying: "Reply to",
  cancel: "Cancel",
  forward: "Forward to the bot",
  forwardGroup: "Forward to the group",
  messageOptions: "Options of this message",
  picture: "Picture",
  enlarge: "Enlarge the picture",
  download: "Download",
  close: "Close",
  ok: "OK",
  reveal: "Hidden text. Press to show it",
  expand: "Show the whole quote",
  opensOutside: "opens outside",
  noAnswer: "The bot does not answer",
  toLatest: "To the latest message",
  groupCreated: (name) => `${name} created the group`,
  you: "You",
  keyboard: "Suggested answers",
};

const KO = {
  title: "로컬 채팅",
  people: "사람들",
  addPerson: "사람 추가",
  beside: "다른 사람의 채팅을 옆에 열기",
  closePanel: "이 채팅 닫기",
  dark: "어두운 화면",
  light: "밝은 화면",
  strip: "기다릴 필요 없어요:",
  push: "내일 문제 지금 받기",
  weekly: "주간 요약 지금 받기",
  jump: "건너뛰기",
  days: () => "일",
  daysLabel: "건너뛸 날수",
  done: "완료",
  jumped: (n) => `시계를 ${n}일 앞으로 옮겼어요`,
  failed: "실행하지 못했어요",
  offline: "서버가 응답하지 않아요. 다시 연결하는 중…",
  chatOf: (name) => `${name}의 채팅`,
  messages: "메시지",
  bot: "봇",
  members: (n) => `참여자 ${n}명`,
  actions: {
    typing: "입력 중",
    upload_photo: "사진 보내는 중",
    upload_document: "파일 보내는 중",
  },
  language: "이 사람의 언어",
  options: "채팅 옵션",
  openGroup: "그룹 채팅 열기",
  openPrivate: "봇과의 채팅으로",
  groupTitle: "데이터 모임",
  block: "봇 차단",
  about: "이 봇은 무엇을 하나요?",
  start: "시작",
  restart: "차단 풀고 다시 시작",
  placeholder: "메시지",
  send: "보내기",
  menu: "메뉴",
  commands: "명령어",
  attach: "첨부",
  pick: "사진 또는 파일",
  sticker: "스티커",
  voice: "음성 메시지",
  forwardedFrom: (name) => `${name}에게서 전달됨`,
  edited: "수정됨",
  today: "오늘",
  yesterday: "어제",
  copy: "복사",
  copied: "복사됨",
  copyText: "텍스트 복사",
  code: "코드",
  codeIn: (language) => `${language} 코드`,
  reply: "답장",
  edit: "수정",
  editing: "수정 중",
  replying: "답장할 메시지",
  cancel: "취소",
  forward: "봇에게 전달",
  forwardGroup: "그룹에 전달",
  messageOptions: "메시지 옵션",
  picture: "사진",
  enlarge: "사진 크게 보기",
  download: "내려받기",
  close: "닫기",
  ok: "확인",
  reveal: "숨긴 글이에요. 누르면 보여요",
  expand: "인용문 모두 보기",
  opensOutside: "밖에서 열림",
  noAnswer: "봇이 응답하지 않아요",
  toLatest: "최근 메시지로",
  groupCreated: (name) => `${name}님이 그룹을 만들었어요`,
  you: "나",
  keyboard: "추천 답변",
};

/** Return the page's language for a person's language tag. */
export function tongue(language) {
  return language?.startsWith("ko") ? "ko" : "en";
}

/** Return the words for a person's language tag. */
export function labels(language) {
  return tongue(language) === "ko" ? KO : EN;
}

/** Return hours and minutes of a Unix time. */
export function timeOf(date, language) {
  return new Date(date * 1000).toLocaleTimeString(tongue(language), { hour: "2-digit", minute: "2-digit", hour12: false });
}

/** Return how a day is called in the log, seen from the newest message's day. */
export function dayOf(date, language) {
  const words = labels(language);
  const day = new Date(date * 1000);
  const now = new Date();
  const distance = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(day).setHours(0, 0, 0, 0)) / 86_400_000);
  if (distance === 0) return words.today;
  if (distance === 1) return words.yesterday;
  const year = day.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return day.toLocaleDateString(tongue(language), { day: "numeric", month: "long", weekday: "short", year });
}
