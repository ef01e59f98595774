-- The table that is asked: one row a contract, with what its suppliers and its buyer are; some contracts at
-- a time.
WITH statuses AS (
    SELECT awards.no, count(*) AS suppliers, count(awards.supplier) AS identified,
           CASE WHEN count(*) = 1 THEN max(awards.supplier) END AS holder,
           CASE WHEN count(*) = 1 THEN max(km_between(buyers.lat, buyers.lon, firms.lat, firms.lon)) END AS km,
           count(*) FILTER (sme) AS sme, count(sme) AS sme_known,
           count(*) FILTER (ess_declared) AS ess_declared, count(ess_declared) AS ess_declared_known,
           count(*) FILTER (ess_wide) AS ess_wide, count(ess_wide) AS ess_wide_known,
           count(*) FILTER (firms.department = buyers.department) AS same_department,
           count(*) FILTER (firms.department IS NOT NULL AND buyers.department IS NOT NULL) AS same_department_known,
           count(*) FILTER (firms.region = buyers.region) AS same_region,
           count(*) FILTER (firms.region IS NOT NULL AND buyers.region IS NOT NULL) AS same_region_known
    FROM awards JOIN base ON base.no = awards.no JOIN buyers ON buyers.buyer = base.buyer
         LEFT JOIN firms ON firms.supplier = awards.supplier
    WHERE awards.no BETWEEN getvariable('low') AND getvariable('high')
      AND base.no BETWEEN getvariable('low') AND getvariable('high')
    GROUP BY awards.no
), entrants AS (SELECT * FROM newcomers WHERE no BETWEEN getvariable('low') AND getvariable('high'))
SELECT base.no, base.kind, base.buyer, left(base.buyer, 9) AS buyer_siren, body, base.number, form, nature,
       CAST(year(notified) AS SMALLINT) AS year, notified, published, duration,
       CAST(notified + to_months(duration) AS DATE) AS ends,
       buyers.department, buyers.region, buyers.family, cpv, left(cpv, 2) AS division, procedure,
       procedure <> 'without_competition' AS competitive, framework, framework_number, declared, amount, reason,
       CASE WHEN base.kind = 'm' AND NOT framework THEN amount END AS spent,
       CASE WHEN base.kind = 'm' AND framework THEN amount END AS maximum,
       reason IS NOT NULL AND reason <> 'repeated_on_lots' AS unusable,
       (reason IS NOT NULL OR flags IS NOT NULL) AS flagged, flags, rules,
       offers, innovative, advance, advance_rate,
       social, environmental,
       CASE WHEN social IS NOT NULL THEN contains(social, 'C') OR contains(social, 'T') END AS has_social,
       CASE WHEN environmental IS NOT NULL THEN contains(environmental, 'C') OR contains(environmental, 'T') END
           AS has_environmental,
       CASE WHEN social IS NOT NULL THEN contains(social, 'R') END AS reserved,
       newcomer, coalesce(statuses.suppliers, 0) AS suppliers, coalesce(identified, 0) AS identified,
       CAST(holder AS INTEGER) AS holder, CAST(km AS FLOAT) AS km,
       CASE WHEN sme > 0 THEN true WHEN sme_known = statuses.suppliers THEN false END AS sme,
       sme / statuses.suppliers AS sme_part, sme_known / statuses.suppliers AS sme_known_part,
       CASE WHEN ess_declared > 0 THEN true WHEN ess_declared_known = statuses.suppliers THEN false END AS ess_declared,
       ess_declared / statuses.suppliers AS ess_declared_part,
       ess_declared_known / statuses.suppliers AS ess_declared_known_part,
       CASE WHEN ess_wide > 0 THEN true WHEN ess_wide_known = statuses.suppliers THEN false END AS ess_wide,
       ess_wide / statuses.suppliers AS ess_wide_part, ess_wide_known / statuses.suppliers AS ess_wide_known_part,
       CASE WHEN same_department > 0 THEN true WHEN same_department_known = statuses.suppliers THEN false END
           AS same_department,
       same_department / statuses.suppliers AS same_department_part,
       same_department_known / statuses.suppliers AS same_department_known_part,
       CASE WHEN same_region > 0 THEN true WHEN same_region_known = statuses.suppliers THEN false END AS same_region,
       same_region / statuses.suppliers AS same_region_part,
       same_region_known / statuses.suppliers AS same_region_known_part,
       object, place, place_department, price_form, subcontracting, "grouping", source, file, line, lines, duplicates,
       versions
FROM base JOIN buyers ON buyers.buyer = base.buyer
     LEFT JOIN statuses ON statuses.no = base.no
     LEFT JOIN entrants ON entrants.no = base.no
WHERE base.no BETWEEN getvariable('low') AND getvariable('high')
