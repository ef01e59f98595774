-- Each supplier once a contract. NULL for one that has no number: it counts among the co-contractors, and
-- nothing is known of it.
INSERT INTO awards
SELECT no, supplier FROM (
    SELECT DISTINCT told.no, suppliers.supplier, CASE WHEN told.number = '' THEN told.name END AS unnamed
    FROM told LEFT JOIN suppliers ON suppliers.number = told.number AND suppliers.kind = told.kind
);
