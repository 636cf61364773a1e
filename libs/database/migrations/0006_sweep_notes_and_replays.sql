ALTER TABLE "rookery"."sweeps" ADD COLUMN "replay_of" text;--> statement-breakpoint
ALTER TABLE "rookery"."sweeps" ADD COLUMN "note" text;--> statement-breakpoint
CREATE INDEX "sweeps_replay_of_index" ON "rookery"."sweeps" USING btree ("replay_of");