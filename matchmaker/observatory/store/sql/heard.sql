INSERT INTO heard
SELECT number, kind, max(nullif(name, '')), max(nullif(category, '')), max(nullif(department, ''))
FROM told WHERE number <> '' GROUP BY number, kind;
