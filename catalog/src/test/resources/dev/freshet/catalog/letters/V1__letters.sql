CREATE TABLE letters (id bigint PRIMARY KEY);
