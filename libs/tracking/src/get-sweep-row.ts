import { AppError } from "@rookery/contracts";
import { type Database, schema } from "@rookery/database";
import { eq } from "drizzle-orm";

export type SweepRow = typeof schema.sweeps.$inferSelect;

export async function getSweepRow(
	{ orm }: Database,
	sweepId: string,
): Promise<SweepRow> {
	const [row] = await orm
		.select()
		.from(schema.sweeps)
		.where(eq(schema.sweeps.id, sweepId));
	if (!row) throw new AppError("not-found", `There is no sweep ${sweepId}.`);
	return row;
}
