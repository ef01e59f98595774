-- Amounts out of line, and amounts repeated on lots (method.amounts.fence, repeated_on_lots).
CREATE TABLE fences AS
SELECT division, nature, count(*) AS contracts,
       exp(median(logarithm) + getvariable('fence_mads') * greatest(getvariable('least_spread'), mad(logarithm)))
           AS highest
FROM (
    SELECT left(cpv, 2) AS division, CASE WHEN framework THEN 'Accord-cadre' ELSE coalesce(nature, '') END AS nature,
           ln(amount) AS logarithm
    FROM base WHERE kind = 'm' AND amount IS NOT NULL AND cpv IS NOT NULL
)
GROUP BY division, nature HAVING count(*) >= getvariable('fence_from');

UPDATE base SET amount = NULL, reason = 'above_fence' FROM fences
WHERE base.kind = 'm' AND amount > highest AND left(cpv, 2) = division
  AND fences.nature = CASE WHEN framework THEN 'Accord-cadre' ELSE coalesce(base.nature, '') END;

CREATE TEMP TABLE lots AS
SELECT buyer, notified, amount, min(number) AS counted FROM base
WHERE kind = 'm' AND notified IS NOT NULL AND amount >= getvariable('lots_from_amount')
GROUP BY buyer, notified, amount HAVING count(*) >= getvariable('lots_from_count');

UPDATE base SET flags = concat_ws(',', flags, 'repeated_on_lots'),
    reason = CASE WHEN number = counted THEN reason ELSE 'repeated_on_lots' END,
    amount = CASE WHEN number = counted THEN base.amount END
FROM lots WHERE base.kind = 'm' AND base.buyer = lots.buyer AND base.notified = lots.notified
  AND base.amount = lots.amount;
