import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { validate } from "dockerfile-utils";
import { describe, expect, it } from "vitest";

const dockerfile = readFileSync(resolve(import.meta.dirname, "../../Dockerfile"), "utf8");

describe("Dockerfile", () => {
  it("parses without a complaint", () => {
    expect(validate(dockerfile)).toEqual([]);
  });

  it("starts every stage from a pinned image", () => {
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(images).toHaveLength(2);
    for (const image of images) expect(image).toMatch(/:\d+\.\d+\.\d+-/);
  });

  it("does not run as root", () => {
    const lastStage = dockerfile.slice(dockerfile.lastIndexOf("FROM "));
    expect(lastStage).toMatch(/^USER node$/m);
  });
});
