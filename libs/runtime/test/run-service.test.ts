import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";

const fixture = fileURLToPath(new URL("./fixtures/service.mjs", import.meta.url));
const started: Service[] = [];

class Service {
  output = "";
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<number | null>;

  constructor(env: Record<string, string>) {
    this.child = spawn(process.execPath, [fixture], {
      env: { ...process.env, LOG_PRETTY: "false", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const keep = (chunk: Buffer) => {
      this.output += chunk;
    };
    this.child.stdout.on("data", keep);
    this.child.stderr.on("data", keep);
    this.ended = once(this.child, "close").then(([code]) => code);
    started.push(this);
  }

  async said(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      await Promise.race([once(this.child.stdout, "data"), once(this.child.stderr, "data")]);
    }
  }
}

afterEach(() => {
  for (const { child } of started.splice(0)) child.kill("SIGKILL");
});

describe("runService", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "closes in reverse order on %s and exits 0",
    async (signal) => {
      const service = new Service({ MODE: "plain" });
      await service.said("running");
      service.child.kill(signal);
      expect(await service.ended).toBe(0);
      expect(service.output.indexOf("closed server")).toBeGreaterThan(0);
      expect(service.output.indexOf("closed first")).toBeGreaterThan(
        service.output.indexOf("closed server"),
      );
    },
  );

  it("exits at once on a second signal", async () => {
    const service = new Service({ MODE: "stuck" });
    await service.said("running");
    service.child.kill("SIGINT");
    await service.said('"msg":"closing"');
    const resend = setInterval(() => service.child.kill("SIGINT"), 50);
    expect(await service.ended).toBe(1);
    clearInterval(resend);
    expect(service.output).toContain("second signal");
  });

  it("does not wait for ever for a resource that does not close", async () => {
    const service = new Service({ MODE: "hangs" });
    await service.said("running");
    service.child.kill("SIGTERM");
    expect(await service.ended).toBe(1);
    expect(service.output).toContain("closing took too long");
  });

  it("closes and exits 1 on an unhandled rejection", async () => {
    const service = new Service({ MODE: "throws" });
    expect(await service.ended).toBe(1);
    expect(service.output).toContain("late failure");
    expect(service.output).toContain("closed first");
  });

  it("tells a refused start plainly, closes what was open and exits 1", async () => {
    const service = new Service({ MODE: "refuses" });
    expect(await service.ended).toBe(1);
    expect(service.output).toBe("No disk\nAdd one\nclosed first\n");
  });

  it("leaves words and exit code to who starts it, for configuration and start alike", async () => {
    for (const env of [{ LOG_LEVEL: "loud" }, { MODE: "refuses" }] as Record<string, string>[]) {
      const service = new Service({ ...env, REFUSE: "1" });
      expect(await service.ended).toBe(7);
      expect(service.output).toMatch(/^refused: config-invalid\n(closed first\n)?$/);
    }
  });

  it("tells a bad configuration plainly and exits 1", async () => {
    const service = new Service({ LOG_LEVEL: "loud" });
    expect(await service.ended).toBe(1);
    expect(service.output).toContain("LOG_LEVEL: expected one of trace, debug");
    expect(service.output).not.toContain("    at ");
  });
});
