-- The tables of reference.sql, in a database of their own.
CREATE TABLE person (id integer PRIMARY KEY, name text NOT NULL, born date NOT NULL);
CREATE TABLE staff (person integer, agency integer, role text NOT NULL, PRIMARY KEY (person, agency));
CREATE TABLE version (id integer PRIMARY KEY, agency integer NOT NULL, body text NOT NULL);
CREATE TABLE address (person integer, until date, street text NOT NULL);
CREATE TABLE holder (id integer PRIMARY KEY, wrapped bytea NOT NULL);
CREATE TABLE notice (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, person integer NOT NULL, read_at timestamptz);
CREATE TABLE application (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person integer NOT NULL, agency integer NOT NULL, at timestamptz NOT NULL, state jsonb NOT NULL
);
CREATE TABLE event (
    application bigint, seq integer, at timestamptz NOT NULL, kind text NOT NULL, data jsonb NOT NULL
);
CREATE TABLE paper (application bigint NOT NULL, name text NOT NULL, sealed bytea NOT NULL);
CREATE TABLE job (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text, args jsonb, at timestamptz);
CREATE TABLE counter (agency integer PRIMARY KEY, last bigint NOT NULL);

INSERT INTO person SELECT n, 'person ' || n, date '1960-01-01' + n % 20000 FROM generate_series(1, 10000) n;
INSERT INTO staff SELECT n, n % 20 + 1, 'officer' FROM generate_series(1, 10000, 50) n;
INSERT INTO version SELECT n, n % 20 + 1, repeat('x', 2000) FROM generate_series(1, 100) n;
INSERT INTO address SELECT n, NULL, 'street ' || n FROM generate_series(1, 10000) n;
INSERT INTO holder SELECT n, decode(repeat('00ff', 20), 'hex') FROM generate_series(1, 10000) n;
INSERT INTO notice (person) SELECT n FROM generate_series(1, 10000) n;
INSERT INTO counter SELECT n, 0 FROM generate_series(1, 20) n;

CREATE INDEX ON version (agency, id DESC);
CREATE INDEX ON address (person);
CREATE INDEX ON notice (person);
CREATE INDEX ON application (person, at DESC);
CREATE INDEX ON event (application, seq);
ANALYZE;
