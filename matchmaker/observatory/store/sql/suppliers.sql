CREATE TABLE suppliers AS
SELECT row_number() OVER (ORDER BY number, kind) AS supplier, number, kind, name, category, department
FROM (SELECT number, kind, max(name) AS name, max(category) AS category, max(department) AS department
      FROM heard GROUP BY number, kind);

DROP TABLE heard;
