-- A supplier with no contract from the same buyer in the 36 months before, some buyers at a time.
INSERT INTO newcomers
SELECT no, bool_or(before IS NULL) AS newcomer FROM (
    SELECT awards.no, max(notified) OVER (
        PARTITION BY buyer, supplier ORDER BY notified
        RANGE BETWEEN INTERVAL 36 MONTH PRECEDING AND INTERVAL 1 DAY PRECEDING) AS before
    FROM awards JOIN (
        SELECT no, buyer, notified FROM base
        WHERE kind = 'm' AND notified IS NOT NULL AND hash(buyer) % getvariable('slices') = getvariable('slice')) AS dated USING (no)
    WHERE supplier IS NOT NULL
) GROUP BY no;
