CREATE TABLE parcels (id bigint PRIMARY KEY, weight_grams integer NOT NULL);
