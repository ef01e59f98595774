-- Kilometres as the crow flies, from radians.
CREATE OR REPLACE TEMP MACRO km_between(lat, lon, other_lat, other_lon) AS
    2 * 6371 * asin(sqrt(sin((lat - other_lat) / 2) ** 2
                         + cos(lat) * cos(other_lat) * sin((lon - other_lon) / 2) ** 2));
