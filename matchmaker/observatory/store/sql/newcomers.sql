-- A supplier with no contract from the same buyer in the 36 months before; NULL without date or number.
CREATE TABLE newcomers AS
SELECT no, bool_or(before IS NULL) AS newcomer FROM (
    SELECT awards.no, max(notified) OVER (
        PARTITION BY buyer, supplier ORDER BY notified
        RANGE BETWEEN INTERVAL 36 MONTH PRECEDING AND INTERVAL 1 DAY PRECEDING) AS before
    FROM awards JOIN base ON base.no = awards.no
    WHERE kind = 'm' AND notified IS NOT NULL AND supplier IS NOT NULL
) GROUP BY no;
