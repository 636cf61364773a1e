ALTER TABLE "rookery"."sweeps" ADD COLUMN "handed_through" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Whatever is open was handed to the queue whole.
UPDATE "rookery"."sweeps" SET "handed_through" = "run_count";
