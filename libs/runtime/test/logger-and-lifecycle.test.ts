import { describe, expect, it } from "vitest";
import { createLifecycle, createLogger, withResources } from "../src/index.ts";

function capture(pretty: boolean) {
  let text = "";
  const stream = {
    write(line: string) {
      text += line;
    },
  };
  return { logger: createLogger({ name: "test", pretty, stream }), text: () => text };
}

describe("createLogger", () => {
  it.each([true, false])(
    "keeps keys and passwords out of the lines (pretty: %s)",
    async (pretty) => {
      const { logger, text } = capture(pretty);
      logger.info(
        {
          headers: { authorization: "Bearer s3cret" },
          config: { apiKeys: ["s3cret"] },
          password: "s3cret",
        },
        "up",
      );
      logger.error(
        { err: new Error("no route to postgres://me:s3cret@db/x") },
        "redis://:s3cret@r failed",
      );
      expect(text()).toContain("postgres://me:[hidden]@db/x");
      expect(text()).not.toContain("s3cret");
    },
  );
});

describe("createLifecycle", () => {
  it("closes in reverse order, once, past failures", async () => {
    const { logger, text } = capture(false);
    const lifecycle = createLifecycle({ logger });
    const closed: string[] = [];
    lifecycle.onClose("database", () => closed.push("database"));
    lifecycle.onClose("queue", () => Promise.reject(new Error("broken pipe")));
    lifecycle.onClose("server", async () => closed.push("server"));
    await Promise.all([lifecycle.close(), lifecycle.close()]);
    await lifecycle.close();
    expect(closed).toEqual(["server", "database"]);
    expect(text()).toContain("broken pipe");
  });

  it("closes what is opened too late", async () => {
    const { logger } = capture(false);
    const lifecycle = createLifecycle({ logger });
    await lifecycle.close();
    let closed = false;
    lifecycle.onClose("late", () => {
      closed = true;
    });
    await lifecycle.close();
    expect(closed).toBe(true);
  });

  it("brackets a piece of work", async () => {
    const { logger } = capture(false);
    let closed = false;
    const failing = withResources({ logger }, async (lifecycle) => {
      lifecycle.onClose("it", () => {
        closed = true;
      });
      throw new Error("in between");
    });
    await expect(failing).rejects.toThrow("in between");
    expect(closed).toBe(true);
  });
});
