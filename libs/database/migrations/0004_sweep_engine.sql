ALTER TABLE "rookery"."metrics" ADD COLUMN "sweep_id" text;--> statement-breakpoint
ALTER TABLE "rookery"."sweeps" ADD COLUMN "setup_hash" text;--> statement-breakpoint
ALTER TABLE "rookery"."sweeps" ADD COLUMN "idempotency_key" text;--> statement-breakpoint
ALTER TABLE "rookery"."sweeps" ADD COLUMN "request_hash" text;--> statement-breakpoint
CREATE INDEX "metrics_peers" ON "rookery"."metrics" USING btree ("sweep_id","key","step","run_id","value") WHERE "rookery"."metrics"."sweep_id" is not null;--> statement-breakpoint
CREATE INDEX "runs_best" ON "rookery"."runs" USING btree ("sweep_id","objective_value") WHERE "rookery"."runs"."state" = 'succeeded' and "rookery"."runs"."objective_value" <> 'NaN';--> statement-breakpoint
CREATE INDEX "runs_drawn" ON "rookery"."runs" USING btree ("sweep_id","number") WHERE "rookery"."runs"."params_hash" is not null;--> statement-breakpoint
CREATE INDEX "sweeps_dataset_version_id_index" ON "rookery"."sweeps" USING btree ("dataset_version_id");--> statement-breakpoint
CREATE INDEX "sweeps_setup_hash_index" ON "rookery"."sweeps" USING btree ("setup_hash");--> statement-breakpoint
ALTER TABLE "rookery"."sweeps" ADD CONSTRAINT "sweeps_idempotencyKey_unique" UNIQUE("idempotency_key");