# /quiz 자바처럼 영역을 부르는 다른 이름. 쉼표로 나눕니다.
area-also-sql = 쿼리, 데이터베이스, 에스큐엘
area-also-python = 파이썬, 판다스
area-also-jvm = 자바, 스칼라, 스파크
area-also-bash = 셸, 쉘, 배시, 리눅스
area-also-lifecycle = 데이터 수명 주기, 라이프사이클
area-also-technical = 기술, 기술 책임
area-also-maturity = 성숙도
area-also-communication = 소통, 의사소통
area-also-requirements = 요건, 요구 사항
area-also-cost = 비용 관리
area-also-learning = 학습
area-also-engineer-types = 엔지니어 종류, A형, B형
area-also-stakeholders = 이해 관계자, 관계자
