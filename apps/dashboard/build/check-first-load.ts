import { gzipSync } from "node:zlib";
import type { Plugin, Rollup } from "vite";

/**
 * Fails the build when what every page loads first (the entry with all it
 * imports statically, and its styles) is larger than the limit, gzipped.
 */
export function checkFirstLoad({ limitBytes }: { limitBytes: number }): Plugin {
  return {
    name: "check-first-load",
    apply: "build",
    generateBundle(_options, bundle) {
      const sizes = [...firstFiles(bundle)].map(
        (file) => [file, gzippedBytes(bundle[file])] as const,
      );
      const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
      if (total <= limitBytes) return;
      const list = sizes.map(([file, bytes]) => `${file} ${bytes}`).join("\n");
      this.error(`The first load is ${total} bytes gzipped, the limit ${limitBytes}:\n${list}`);
    },
  };
}

function firstFiles(bundle: Rollup.OutputBundle): Set<string> {
  const files = new Set<string>();
  const visit = (name: string) => {
    const file = bundle[name];
    if (files.has(name) || file?.type !== "chunk") return;
    files.add(name);
    for (const css of file.viteMetadata?.importedCss ?? []) files.add(css);
    for (const next of file.imports) visit(next);
  };
  for (const [name, file] of Object.entries(bundle)) {
    if (file.type === "chunk" && file.isEntry) visit(name);
  }
  return files;
}

function gzippedBytes(file: Rollup.OutputChunk | Rollup.OutputAsset | undefined): number {
  if (file === undefined) return 0;
  return gzipSync(file.type === "chunk" ? file.code : file.source).length;
}
