-- Suppliers, and buyers.
CREATE TEMP VIEW told AS
SELECT no, part[1] AS kind, part[2] AS number, part[3] AS name, part[4] AS category, part[5] AS department
FROM (SELECT no, string_split(unnest(string_split(parties, chr(30))), chr(31)) AS part FROM base
      WHERE parties IS NOT NULL AND no BETWEEN getvariable('low') AND getvariable('high'));

CREATE TEMP TABLE heard (number VARCHAR, kind VARCHAR, name VARCHAR, category VARCHAR, department VARCHAR);

CREATE TABLE awards (no BIGINT, supplier BIGINT);

-- Where most of its contracts are carried out; of two alike, the first by code: the same each time.
CREATE TABLE places AS
WITH usual AS (
    SELECT buyer, arg_min(place_department, (-contracts, place_department)) AS usual_place FROM (
        SELECT buyer, place_department, count(*) AS contracts FROM base
        WHERE place_department IS NOT NULL GROUP BY ALL)
    GROUP BY buyer
)
SELECT buyer, max(buyer_name) AS name, any_value(usual_place) AS usual_place, max(buyer_department) AS told,
       count(*) AS contracts
FROM base LEFT JOIN usual USING (buyer) GROUP BY buyer;
