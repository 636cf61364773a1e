ALTER TABLE "rookery"."sweeps" ADD COLUMN "tags" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "rookery"."sweeps" ADD COLUMN "description" text;--> statement-breakpoint
CREATE INDEX "sweeps_tags_index" ON "rookery"."sweeps" USING gin ("tags");