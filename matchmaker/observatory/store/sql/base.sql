-- One line, no modification: the line is the contract.
CREATE TABLE base AS
SELECT no, kind, placed.buyer, placed.number, form, nature, framework, framework_number, cpv, procedure, object,
       place, department AS place_department, duration, notified, published, amount AS declared,
       CASE WHEN rules LIKE '%amount\_%' ESCAPE '\' THEN NULL ELSE amount END AS amount,
       CASE WHEN kind = 'c' THEN NULL WHEN amount IS NULL THEN 'missing'
            ELSE nullif(regexp_extract(coalesce(rules, ''), 'amount_([a-z_]+)', 1), '') END AS reason,
       CAST(NULL AS VARCHAR) AS flags, price_form, offers, innovative, social, environmental, advance,
       advance_rate, subcontracting, "grouping", source, buyer_name, buyer_department, parties, rules,
       file, line, CAST(1 AS INTEGER) AS lines, CAST(0 AS INTEGER) AS duplicates, CAST(1 AS INTEGER) AS versions
FROM placed JOIN keys ON placed.buyer = keys.buyer AND placed.number = keys.number
WHERE NOT several;
