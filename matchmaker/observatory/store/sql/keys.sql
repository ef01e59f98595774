-- `raw` is every line of every part. Which lines are one contract, and which need nothing more than a copy.

-- Who the suppliers of a line are, whatever their order and their names.
CREATE OR REPLACE TEMP MACRO numbers_of(parties) AS
    CASE WHEN contains(parties, chr(30)) THEN CAST(list_sort(list_transform(
             string_split(parties, chr(30)), lambda one: split_part(one, chr(31), 2))) AS VARCHAR)
         ELSE split_part(parties, chr(31), 2) END;

-- Sixteen bytes for a buyer and a number: a million of them are counted in little memory.
CREATE OR REPLACE TEMP MACRO key_of(buyer, number) AS md5_number(concat(buyer, chr(31), number));

-- 2019: the last two digits tell the modification where the siblings are there, from 00 on without a hole,
-- with the same object and the same suppliers (method.identity.stems).
CREATE TEMP TABLE candidates AS
SELECT buyer, number, number[:-3] AS stem, CAST(right(number, 2) AS INTEGER) AS position,
       hash(object, numbers_of(parties)) AS content
FROM raw
WHERE form = '2019' AND length(number) >= 7 AND regexp_full_match(right(number, 2), '[0-9]{2}')
  AND hash(buyer, number[:-3]) IN (
      SELECT hash(buyer, number[:-3]) FROM raw WHERE form = '2019'
      GROUP BY 1 HAVING min(right(number, 2)) = '00' AND max(right(number, 2)) <> '00');

CREATE TEMP TABLE stems AS
SELECT buyer, number, min(stem) AS stem, min(position) AS position
FROM candidates JOIN (
    SELECT buyer, stem, content FROM candidates GROUP BY ALL
    HAVING count(DISTINCT position) > 1 AND min(position) = 0 AND max(position) = count(DISTINCT position) - 1
) USING (buyer, stem, content)
GROUP BY buyer, number;

DROP TABLE candidates;

CREATE TEMP VIEW placed AS
SELECT raw.* REPLACE (coalesce(stems.stem, raw.number) AS number, coalesce(stems.position, raw.version) AS version)
FROM raw LEFT JOIN stems USING (buyer, number);

-- Contracts of several lines or versions; all others are told by one line.
CREATE TEMP TABLE several AS
SELECT row_number() OVER (ORDER BY key) AS no, key FROM (
    SELECT key_of(buyer, number) AS key FROM placed GROUP BY key
    HAVING count(*) > 1 OR bool_or(changes IS NOT NULL)
);
