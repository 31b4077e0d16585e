# Other names by which an area is asked for, as in /quiz java; separated by commas.
area-also-sql = query, queries, database
area-also-python = py, pandas
area-also-jvm = java, scala, spark
area-also-bash = shell, sh, linux
area-also-lifecycle = data lifecycle
area-also-technical = technical responsibilities, tech
area-also-maturity = data maturity
area-also-communication = communications
area-also-requirements = requirement, scoping
area-also-cost = costs, finops
area-also-learning = continuous learning
area-also-engineer-types = types, type a, type b
area-also-stakeholders = stakeholder, people
