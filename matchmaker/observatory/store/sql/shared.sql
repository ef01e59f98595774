-- The holders of contracts that have several: a contract's only holder stands in `contracts`.
INSERT INTO shared
SELECT awards.no, awards.supplier, km_between(buyers.lat, buyers.lon, firms.lat, firms.lon)
FROM (SELECT * FROM awards WHERE no BETWEEN getvariable('low') AND getvariable('high')) AS awards
     JOIN (SELECT no, buyer FROM contracts
           WHERE no BETWEEN getvariable('low') AND getvariable('high') AND suppliers > 1) AS held USING (no)
     JOIN buyers USING (buyer) LEFT JOIN firms ON firms.supplier = awards.supplier;
