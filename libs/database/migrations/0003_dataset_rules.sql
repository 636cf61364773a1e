ALTER TABLE "rookery"."dataset_versions" DROP CONSTRAINT "dataset_versions_datasetId_contentHash_unique";--> statement-breakpoint
ALTER TABLE "rookery"."dataset_versions" ADD COLUMN "stated_schema" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "rookery"."dataset_versions" ADD COLUMN "cleaning" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "rookery"."dataset_versions" ADD COLUMN "rules_hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "rookery"."dataset_versions" ADD CONSTRAINT "dataset_versions_datasetId_contentHash_rulesHash_unique" UNIQUE("dataset_id","content_hash","rules_hash");--> statement-breakpoint
UPDATE "rookery"."dataset_versions" SET
  "cleaning" = '{"invalid":"refuse","dropColumns":[],"dropMissing":[],"defaults":{},"columns":{}}',
  "report" = "report" || jsonb_build_object(
    'format', 'csv',
    'droppedColumns', '[]'::jsonb,
    'droppedFor', case when ("report"->>'droppedRows')::int > 0
      then jsonb_build_array(jsonb_build_object('reason', 'no value in any column', 'rows', "report"->'droppedRows'))
      else '[]'::jsonb end,
    'columns', (
      select coalesce(jsonb_agg(
        '{"format":null,"nulls":0,"invalid":0,"clipped":null,"folded":null,"imputed":null}'::jsonb || "each"
        order by "position"), '[]'::jsonb)
      from jsonb_array_elements("report"->'columns') with ordinality as "columns"("each", "position")));
