-- Contracts of two sources that may be one: what is equal here is compared by method.duplicates.
CREATE TEMP TABLE alike AS
SELECT no, hash(buyer, left(cpv, 4), declared, numbers_of(parties)) AS mark, hash(coalesce(source, file)) AS origin
FROM base WHERE kind = 'm' AND notified IS NOT NULL AND parties IS NOT NULL AND declared >= 1 AND cpv IS NOT NULL;

CREATE TEMP TABLE suspects AS
SELECT mark, no, origin FROM alike WHERE mark IN (
    SELECT mark FROM alike GROUP BY mark HAVING count(*) BETWEEN 2 AND 20 AND min(origin) <> max(origin));

DROP TABLE alike;
