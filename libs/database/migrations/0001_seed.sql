-- The experiment for everything that names none. Clients of other trackers know it as "0".
insert into rookery.experiments (id, name) values (0, 'Default');
--> statement-breakpoint
-- Imported tables: every row as text, and the cleaned rows with real types.
create schema raw;
--> statement-breakpoint
create schema processed;
