import { expect, test } from "vitest";
import { useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();

test("the root leads to the dashboard", async () => {
  for (const url of ["/", "/ui"]) {
    const answer = await running.app.inject(url);
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe("/ui/");
  }
});

test("every address of a page answers the page, with a policy that lets no foreign code run", async () => {
  for (const url of ["/ui/", "/ui/sweeps", "/ui/runs/abc?metric=x"]) {
    const answer = await running.app.inject(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["content-type"]).toContain("text/html");
    expect(answer.headers["cache-control"]).toBe("no-cache");
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'; script-src 'self';");
  }
});

test("files are named by their content and kept for ever; missing ones are not", async () => {
  const page = await running.app.inject("/ui/");
  const [file = ""] = /\/ui\/assets\/[\w.-]+\.js/.exec(page.body) ?? [];
  const found = await running.app.inject({ url: file, headers: { "accept-encoding": "gzip" } });
  expect(found.statusCode).toBe(200);
  expect(found.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(found.headers["content-encoding"]).toBe("gzip");
  const missing = await running.app.inject("/ui/assets/index-gone.js");
  expect(missing.statusCode).toBe(404);
  expect(missing.headers["cache-control"]).toBeUndefined();
});
