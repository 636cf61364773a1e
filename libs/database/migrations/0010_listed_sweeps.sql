DROP INDEX "rookery"."sweeps_state_index";--> statement-breakpoint
DROP INDEX "rookery"."sweeps_created_at_id_index";--> statement-breakpoint
DROP INDEX "rookery"."sweeps_experiment_id_index";--> statement-breakpoint
CREATE INDEX "sweeps_state_id_index" ON "rookery"."sweeps" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "sweeps_experiment_id_id_index" ON "rookery"."sweeps" USING btree ("experiment_id","id");