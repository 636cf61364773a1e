import { AppError } from "@rookery/contracts";
import { awkwardTables } from "@rookery/test";
import { expect, test } from "vitest";
import { bytesOf, importText, useDatabase } from "./test-datasets.ts";

const context = useDatabase();

test.each(awkwardTables)(
  "$what: cells that do not fit are named by their lines",
  async ({ bytes, fileName, lines }) => {
    for (const pieceBytes of [1, bytes.length]) {
      const error = await importText(context.database, "", {
        fileName,
        stream: bytesOf(bytes, pieceBytes),
        schema: { a: "number" },
      }).catch((thrown: unknown) => thrown as AppError);
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).issues.map(({ field }) => field)).toEqual(
        lines.map((line) => `lines[${line}].a`),
      );
    }
  },
);
