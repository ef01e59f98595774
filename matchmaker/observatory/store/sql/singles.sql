-- `batch`: the lines of a few files; `base_rows`: contracts that stand already.
INSERT INTO base
SELECT getvariable('base_rows') + row_number() OVER (), kind, buyer, number, form, nature, framework,
       framework_number, cpv, procedure, object, place, department, duration, notified, published, amount,
       CASE WHEN contains(rules, 'amount_') THEN NULL ELSE amount END,
       CASE WHEN kind = 'c' THEN NULL WHEN amount IS NULL THEN 'missing'
            ELSE nullif(regexp_extract(coalesce(rules, ''), 'amount_([a-z_]+)', 1), '') END,
       NULL, price_form, offers, innovative, social, environmental, advance, advance_rate, subcontracting,
       "grouping", source, buyer_name, buyer_department, parties, rules, file, line, 1, 0, 1
FROM batch ANTI JOIN several ON several.key = key_of(batch.buyer, batch.number)
     ANTI JOIN stems ON stems.buyer = batch.buyer AND stems.number = batch.number;
