import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Plugin, ResolvedConfig } from "vite";

const smallestBytes = 1_024;
const compress = promisify(gzip);

/** Writes `x.js.gz` beside every `x.js`, for the server to send to whoever takes gzip. */
export function compressFiles(): Plugin {
  let config: ResolvedConfig;
  return {
    name: "compress-files",
    apply: "build",
    configResolved(resolved) {
      config = resolved;
    },
    async closeBundle(error?: Error) {
      if (error) return;
      const folder = join(config.root, config.build.outDir);
      const names = await readdir(folder, { recursive: true });
      const files = names.filter((name) => /\.(js|css|html|svg)$/.test(name));
      await Promise.all(files.map((name) => compressFile(join(folder, name))));
    },
  };
}

async function compressFile(path: string): Promise<void> {
  const content = await readFile(path);
  if (content.length >= smallestBytes) await writeFile(`${path}.gz`, await compress(content));
}
