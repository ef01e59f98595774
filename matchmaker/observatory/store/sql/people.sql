-- Suppliers as children, and buyers.
CREATE TEMP TABLE told AS
SELECT no, part[1] AS kind, part[2] AS number, part[3] AS name, part[4] AS category, part[5] AS department
FROM (SELECT no, string_split(unnest(string_split(parties, chr(30))), chr(31)) AS part FROM base
      WHERE parties IS NOT NULL);

CREATE TABLE suppliers AS
SELECT row_number() OVER (ORDER BY number, kind) AS supplier, number, kind, name, category, department
FROM (
    SELECT number, kind, mode(nullif(name, '')) AS name, mode(nullif(category, '')) AS category,
           mode(nullif(department, '')) AS department
    FROM told WHERE number <> '' GROUP BY number, kind
);

-- `supplier` is NULL for one that has no number: it counts among the co-contractors, and nothing is known of it.
CREATE TABLE awards AS
SELECT no, supplier FROM (
    SELECT DISTINCT told.no, suppliers.supplier, CASE WHEN told.number = '' THEN told.name END AS unnamed
    FROM told LEFT JOIN suppliers ON suppliers.number = told.number AND suppliers.kind = told.kind
);

CREATE TABLE places AS
SELECT buyer, mode(buyer_name) AS name, mode(place_department) AS usual_place, mode(buyer_department) AS told,
       count(*) AS contracts
FROM base GROUP BY buyer;
