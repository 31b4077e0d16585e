"""Small sound questions of every format and a small sound bank, for tests to spoil."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from questions.loading import read_question
from questions.model import Question

AREAS = """\
skills:
  name: {en: Languages, ko: 언어}
  areas:
    sql:
      name: {en: SQL, ko: SQL}
      concepts:
        joins: {en: Joins, ko: 조인}
        nulls: {en: NULLs, ko: "NULL"}
business:
  name: {en: Business, ko: 비즈니스}
  areas:
    cost:
      name: {en: Cost, ko: 비용}
      concepts:
        value: {en: Value, ko: 가치}
"""

PROFILES = """\
base:
  sql: {level: 3, notes: ["1.2.4"]}
  cost: {level: 2.5, notes: ["1.2.3"]}
adjust:
  type: {a: {sql: {level: 0.5, notes: ["1.2.5"]}}, b: {}}
  facing: {internal: {}, external: {}, both: {}}
  stage: {"1": {}, "2": {}, "3": {cost: {level: -0.5, notes: ["1.2.1"]}}}
origins:
  data-analyst:
    name: {en: Data analyst, ko: 데이터 분석가}
    levels: {sql: {level: 3.5, notes: ["1.3.2"]}}
"""

_END = """\
explanation:
  en: The rule is short. It helps to remember it.
  ko: 규칙은 짧습니다. 기억해 두면 도움이 됩니다.
references:
  - PostgreSQL documentation, "Queries"
  - notes 1.2.4
"""

_SINGLE = """\
format: single
difficulty: 2
prompt:
  en: |
    A table holds two rows. What does this query give?

    ```sql
    SELECT count(*) FROM t
    ```
  ko: |
    테이블에 행이 두 개 있습니다. 다음 쿼리의 결과는 무엇일까요?

    ```sql
    SELECT count(*) FROM t
    ```
options:
  - text: {en: Two as a number, ko: 숫자 2}
    correct: true
    feedback: {en: Right. It counts rows., ko: 맞습니다. 행을 셉니다.}
  - text: {en: One as a number, ko: 숫자 1}
    feedback: {en: It counts rows., ko: 행을 셉니다.}
  - text: {en: An error instead, ko: 오류}
    feedback: {en: The query is sound., ko: 올바른 쿼리입니다.}
"""

_SINGLE_PROOF = """\
proof:
  engines: [duckdb, sqlite]
  fixture: CREATE TABLE t (id INTEGER); INSERT INTO t VALUES (1), (2);
  rows: [[2]]
  options:
    1: [[1]]
    2: error
"""

SINGLE = f"{_SINGLE}{_END}{_SINGLE_PROOF}"

MULTIPLE = (
    """\
format: multiple
difficulty: 3
prompt:
  en: Which of these expressions are true in Python?
  ko: 다음 중 Python에서 참인 식을 모두 고르세요.
options:
  - text: {en: "`1 == 1.0`", ko: "`1 == 1.0`"}
    correct: true
    feedback: {en: Right. Numbers compare by value., ko: 맞습니다. 숫자는 값으로 비교합니다.}
  - text: {en: "`1 is None`", ko: "`1 is None`"}
    feedback: {en: One is an object of its own., ko: 1은 별개의 객체입니다.}
  - text: {en: "`not []`", ko: "`not []`"}
    correct: true
    feedback: {en: Right. An empty list is falsy., ko: 맞습니다. 빈 리스트는 거짓입니다.}
"""
    + _END
    + """\
proof:
  engines: [python]
  stdout: "True\\n"
  options:
    0: {run: print(1 == 1.0)}
    1: {run: print(1 is None)}
    2: {run: "print(not [])"}
"""
)

ORDER = (
    """\
format: order
difficulty: 1
prompt:
  en: Put the clauses in the order in which they are written.
  ko: 절을 작성하는 순서대로 놓으세요.
steps:
  - text: {en: "`SELECT`", ko: "`SELECT`"}
    feedback: {en: A query begins with it., ko: 쿼리는 이것으로 시작합니다.}
  - text: {en: "`FROM`", ko: "`FROM`"}
    feedback: {en: It names the tables., ko: 테이블을 정합니다.}
  - text: {en: "`WHERE`", ko: "`WHERE`"}
    feedback: {en: It filters rows., ko: 행을 거릅니다.}
"""
    + _END
)

OUTPUT = (
    """\
format: output
difficulty: 4
prompt:
  en: |
    What does this print?

    ```python
    print(1 + 1, [])
    ```
  ko: |
    다음 코드는 무엇을 출력할까요?

    ```python
    print(1 + 1, [])
    ```
answer: "2 []"
near:
  - answer: "11 []"
    feedback: {en: These are numbers., ko: 숫자입니다.}
  - answer: "2 None"
    feedback: {en: A list is shown., ko: 리스트가 출력됩니다.}
"""
    + _END
    + """\
proof:
  engines: [python]
  stdout: "2 []\\n"
"""
)

CLOZE = (
    """\
format: cloze
difficulty: 3
prompt:
  en: |
    Fill in the blank so that the length is printed.

    ```python
    print(____("ab"))
    ```
  ko: |
    길이가 출력되도록 빈칸을 채우세요.

    ```python
    print(____("ab"))
    ```
accept: [len]
near:
  - answer: size
    feedback: {en: That is a method elsewhere., ko: 다른 언어의 메서드입니다.}
"""
    + _END
    + """\
proof:
  engines: [python]
  stdout: "2\\n"
"""
)

NUMBER = (
    """\
format: number
difficulty: 5
prompt:
  en: A job writes 1,000 rows a second. How many rows does it write in two seconds?
  ko: 초당 1,000개의 행을 쓰는 작업이 있습니다. 2초 동안 몇 개의 행을 쓸까요?
answer: 2000
tolerance: 0.5
unit: {en: rows, ko: 개}
near:
  - answer: 1000
    feedback: {en: That is one second., ko: 1초 동안의 값입니다.}
  - answer: 500
    feedback: {en: Multiply., ko: 곱하세요.}
"""
    + _END
    + """\
proof:
  engines: [python]
  run: print(1000 * 2)
  stdout: "2000\\n"
"""
)

GOOD: Mapping[str, str] = {
    "sql/joins/count-rows.yaml": SINGLE,
    "sql/joins/true-expressions.yaml": MULTIPLE,
    "sql/nulls/clause-order.yaml": ORDER,
    "sql/nulls/printed-list.yaml": OUTPUT,
    "sql/nulls/length-function.yaml": CLOZE,
    "cost/value/rows-written.yaml": NUMBER,
}


def write_bank(root: Path, files: Mapping[str, str] = GOOD) -> Path:
    """Write a bank of ``files`` with its areas and profiles (unless they are among them) into ``root``; return it."""
    for name, text in {"areas.yaml": AREAS, "profiles.yaml": PROFILES, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def spoiled(text: str, old: str, new: str) -> str:
    """Return ``text`` with its first ``old``, which must be there, replaced by ``new``."""
    assert old in text
    return text.replace(old, new, 1)


def read(text: str, place: str = "sql/joins/specimen.yaml") -> Question:
    """Read a sound question."""
    question, problems = read_question(Path("bank") / place, text.encode())
    assert question is not None, problems
    return question


def messages(text: str, place: str = "sql/joins/specimen.yaml") -> list[str]:
    """Return what the loader says is wrong with a question, as ``line: message``."""
    _, problems = read_question(Path("bank") / place, text.encode())
    return [f"{problem.line}: {problem.message}" for problem in problems]
