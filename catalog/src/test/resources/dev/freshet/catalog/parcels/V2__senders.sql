ALTER TABLE parcels ADD COLUMN sender text;
