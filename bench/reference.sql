-- The measure of all figures: what an application would cost if it were nothing but SQL.
-- Twenty statements in one transaction, six rows of them durable. Run with: pgbench -n -M prepared
\set person random(1, 10000)
\set other random(1, 10000)
\set agency random(1, 20)
\set case random(1, 2000000000)
BEGIN;
SELECT name FROM person WHERE id = :person;
SELECT role FROM staff WHERE person = :person AND agency = :agency;
SELECT id, body FROM version WHERE agency = :agency ORDER BY id DESC LIMIT 1;
SELECT set_config('bench.actor', :person::text, true);
SELECT name, born FROM person WHERE id = :other;
SELECT street FROM address WHERE person = :person AND until IS NULL;
SELECT wrapped FROM holder WHERE id = :person;
SELECT count(*) FROM notice WHERE person = :person AND read_at IS NULL;
SELECT id FROM application WHERE person = :person ORDER BY at DESC LIMIT 5;
SELECT wrapped FROM holder WHERE id = :other;
SELECT name FROM person WHERE id = :agency;
UPDATE counter SET last = last + 1 WHERE agency = :agency;
INSERT INTO application (person, agency, at, state) VALUES (:person, :agency, now(), '{"status": "running"}');
INSERT INTO event (application, seq, at, kind, data) VALUES (:case, 1, now(), 'Opened', '{"by": 1}');
INSERT INTO event (application, seq, at, kind, data) VALUES (:case, 2, now(), 'Submitted', '{"digest": "00ff"}');
INSERT INTO paper (application, name, sealed) VALUES (:case, 'page', decode(repeat('00ff', 200), 'hex'));
INSERT INTO job (kind, args, at) VALUES ('effects', '{"case": 1}', now());
SELECT seq, kind FROM event WHERE application = :case ORDER BY seq;
COMMIT;
