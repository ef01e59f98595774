-- Where each contract comes from: file and line of every line that speaks of it.
CREATE TABLE lines_of_several AS
SELECT several.no, file, line, rules FROM placed JOIN several ON several.key = key_of(placed.buyer, placed.number);

CREATE VIEW provenance AS
SELECT no, file, line, rules FROM base WHERE lines = 1 AND versions = 1
UNION ALL SELECT no, file, line, rules FROM lines_of_several;

-- What a later import compares to tell which contracts changed.
CREATE VIEW marks AS
SELECT no, buyer, number, hash(kind, form, nature, framework, framework_number, cpv, procedure, object, place, duration,
           notified, published, declared, price_form, offers, innovative, social, environmental, parties, versions)
       AS mark
FROM base;
