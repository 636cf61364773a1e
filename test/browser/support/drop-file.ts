import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Page } from "playwright-core";

/** Drops a file of this machine on the page, as a person with a mouse would. */
export async function dropFile(page: Page, path: string): Promise<void> {
  const text = await readFile(path, "utf8");
  const dataTransfer = await page.evaluateHandle(
    ({ name, content }) => {
      const held = new DataTransfer();
      held.items.add(new File([content], name, { type: "text/csv" }));
      return held;
    },
    { name: basename(path), content: text },
  );
  for (const type of ["dragenter", "dragover", "drop"]) {
    await page.dispatchEvent("main", type, { dataTransfer });
  }
}
