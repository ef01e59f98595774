-- The contracts told by one line without modification; those of several lines come after.
CREATE TABLE IF NOT EXISTS base AS
SELECT CAST(0 AS BIGINT) AS no, kind, buyer, number, form, nature, framework, framework_number, cpv, procedure,
       object, place, department AS place_department, duration, notified, published, amount AS declared,
       amount, CAST(NULL AS VARCHAR) AS reason, CAST(NULL AS VARCHAR) AS flags, price_form, offers, innovative,
       social, environmental, advance, advance_rate, subcontracting, "grouping", source, buyer_name,
       buyer_department, parties, rules, file, line, CAST(1 AS INTEGER) AS lines,
       CAST(0 AS INTEGER) AS duplicates, CAST(1 AS INTEGER) AS versions
FROM batch WHERE false;
