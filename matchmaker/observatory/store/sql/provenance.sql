-- Where each contract comes from: file and line of every line that speaks of it; and how fresh each source is.
CREATE TABLE provenance AS
SELECT no, file, line, rules FROM placed JOIN keys ON placed.buyer = keys.buyer AND placed.number = keys.number;

CREATE TABLE marks AS
SELECT no, buyer, number, hash(kind, form, nature, framework, framework_number, cpv, procedure, object, place, duration,
           notified, published, declared, price_form, offers, innovative, social, environmental, parties, versions)
       AS mark
FROM base;
