import { afterEach, describe, expect, it } from "vitest";
import { createLogger, type Loop, type LoopOptions, repeat } from "../src/index.ts";

const hourMs = 3_600_000;
const loops: Loop[] = [];

afterEach(async () => {
  for (const loop of loops.splice(0)) await loop.close();
});

/** A loop that turns at once and then only when it is woken, and what it logs. */
function start(turn: LoopOptions["turn"], options: Partial<LoopOptions> = {}) {
  const lines: { msg: string; loop: string; level: number }[] = [];
  const stream = { write: (line: string) => lines.push(JSON.parse(line)) };
  const logger = createLogger({ name: "test", pretty: false, stream });
  const failure = "the shop cannot be reached";
  const loop = repeat({ name: "shop", intervalMs: hourMs, turn, failure, logger, ...options });
  loops.push(loop);
  return { loop, lines };
}

/** A promise and what resolves it. */
function createGate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe("repeat", () => {
  it("turns again and again", async () => {
    let turns = 0;
    const third = createGate();
    start(
      async () => {
        turns++;
        if (turns === 3) third.open();
      },
      { intervalMs: 1 },
    );
    await third.opened;
  });

  it("rests before the first turn where that is asked for", async () => {
    let turns = 0;
    const { loop } = start(
      async () => {
        turns++;
      },
      { firstAfterMs: hourMs },
    );
    expect(loop.health().turnedAt).toBeNull();
    await loop.close();
    expect(turns).toBe(0);
  });

  it("begins a turn at once when it is woken, and says when that has ended", async () => {
    let turns = 0;
    const { loop } = start(async () => {
      turns++;
    });
    await loop.wake();
    await loop.wake();
    expect(turns).toBe(2);
  });

  it("never overlaps turns: woken during one, it takes another when that has ended", async () => {
    const first = createGate();
    const begun = createGate();
    let [turns, underWay, most] = [0, 0, 0];
    const { loop } = start(async () => {
      turns++;
      most = Math.max(most, ++underWay);
      begun.open();
      if (turns === 1) await first.opened;
      underWay--;
    });
    await begun.opened;
    const woken = [loop.wake(), loop.wake()];
    first.open();
    await Promise.all(woken);
    expect({ turns, most }).toEqual({ turns: 2, most: 1 });
  });

  it("goes on after failures, and tells the log of an outage's begin and end alone", async () => {
    let isAway = true;
    const { loop, lines } = start(async () => {
      if (isAway) throw new Error("no route");
    });
    for (let turn = 0; turn < 3; turn++) await loop.wake();
    expect(loop.health().failingSince).toBeInstanceOf(Date);
    isAway = false;
    for (let turn = 0; turn < 3; turn++) await loop.wake();
    expect(loop.health().failingSince).toBeNull();
    expect(lines.map(({ loop, msg }) => [loop, msg])).toEqual([
      ["shop", "the shop cannot be reached"],
      ["shop", "shop: works again"],
    ]);
  });

  it("tells when the newest turn ended, which one that hangs does not", async () => {
    const gate = createGate();
    let hangs = false;
    const { loop } = start(async () => {
      if (hangs) await gate.opened;
    });
    await loop.wake();
    const { turnedAt, ...rest } = loop.health();
    expect(turnedAt).toBeInstanceOf(Date);
    expect(rest).toEqual({
      name: "shop",
      intervalMs: hourMs,
      failingSince: null,
      isHanging: false,
    });
    hangs = true;
    const woken = loop.wake();
    expect(loop.health().turnedAt).toBe(turnedAt);
    gate.open();
    await woken;
    expect(loop.health().turnedAt).not.toBe(turnedAt);
  });

  it("waits for the turn under way when it closes, and tells it by the signal", async () => {
    const begun = createGate();
    let ended = false;
    const { loop, lines } = start(async (signal) => {
      begun.open();
      await new Promise((_, reject) => signal.addEventListener("abort", reject)).finally(() => {
        ended = true;
      });
    });
    await begun.opened;
    const woken = loop.wake();
    await loop.close();
    await woken;
    await loop.wake();
    expect(ended).toBe(true);
    expect(lines).toEqual([]);
  });

  it("leaves a turn that does not end behind when its grace is over", async () => {
    const begun = createGate();
    const never = new Promise<void>(() => {});
    const { loop } = start(
      () => {
        begun.open();
        return never;
      },
      { closeGraceMs: 1 },
    );
    await begun.opened;
    await loop.close();
  });

  it("leaves a turn that hangs to itself, says so, and goes on", async () => {
    const second = createGate();
    let turns = 0;
    let cutOff: AbortSignal | undefined;
    const { loop, lines } = start(
      async (signal) => {
        turns++;
        if (turns > 1) return await second.opened;
        cutOff = signal;
        await new Promise(() => {});
      },
      { longestTurnMs: 20 },
    );
    await loop.wake();
    expect(cutOff?.aborted).toBe(true);
    expect(loop.health()).toMatchObject({ isHanging: true, failingSince: expect.any(Date) });
    expect(lines).toMatchObject([
      { msg: "the shop cannot be reached", err: { message: expect.stringContaining("20 ms") } },
    ]);
    second.open();
    await loop.wake();
    expect(loop.health()).toMatchObject({ isHanging: false, failingSince: null });
    expect(turns).toBe(2);
  });
});
