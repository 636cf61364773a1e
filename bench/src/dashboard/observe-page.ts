import type { Page } from "playwright-core";

/** What one interaction cost the person, in milliseconds. */
export interface Cost {
  /** From the input to the next frame, of the slowest event (Event Timing, as INP counts); 16 stands for less. */
  inputMs: number;
  /** The longest frame meanwhile: for so long nothing else would have been answered. */
  frameMs: number;
  /** From the input until the page shows what was asked for. */
  shownMs: number;
}

interface Seen {
  inputMs: number;
  frameMs: number;
}

declare global {
  interface Window {
    seen: Seen;
  }
}

/** Event Timing tells nothing of events that took less. */
const shortestMs = 16;
const settleMs = 300;
const patienceMs = 20_000;

/** Watches every page of this window for slow events and frames, from their first line on. */
export async function observePage(page: Page): Promise<void> {
  await page.addInitScript((durationThreshold) => {
    window.seen = { inputMs: 0, frameMs: 0 };
    new PerformanceObserver((list) => {
      for (const { duration, interactionId } of list.getEntries() as PerformanceEventTiming[]) {
        // Moving the mouse is none.
        if (interactionId) window.seen.inputMs = Math.max(window.seen.inputMs, duration);
      }
    }).observe({ type: "event", durationThreshold } as PerformanceObserverInit);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        window.seen.frameMs = Math.max(window.seen.frameMs, duration);
      }
    }).observe({ type: "long-animation-frame" });
  }, shortestMs);
}

/** Does something as a person would, and waits until the page shows what `isShown` (an expression) asks for. */
export async function measureInteraction(
  page: Page,
  act: () => Promise<void>,
  isShown: string,
): Promise<Cost> {
  await page.evaluate(() => {
    window.seen = { inputMs: 0, frameMs: 0 };
  });
  // Evaluated as one text, since the page's security policy lets nothing of its own be.
  const shown = page.evaluate<number | null>(`(${watchInput})(() => ${isShown}, ${patienceMs})`);
  await act();
  const shownMs = await shown;
  if (shownMs === null) throw new Error(`The page never came to show that ${isShown}`);
  // Entries come after the frame, and charts may be drawn in several.
  await page.waitForTimeout(settleMs);
  const { inputMs, frameMs } = await page.evaluate(() => window.seen);
  return { inputMs: Math.max(inputMs, shortestMs), frameMs, shownMs };
}

/** In the page: the time from the last input before `isShown` holds to the frame that shows it; null: it never did. */
function watchInput(isShown: () => boolean, patienceMs: number): Promise<number | null> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let inputAt: number | undefined;
    const hear = (event: Event) => {
      inputAt = event.timeStamp;
    };
    const kinds = ["click", "keydown", "mouseup", "wheel"];
    for (const kind of kinds) addEventListener(kind, hear, { capture: true });
    const look = () => {
      if (performance.now() - startedAt > patienceMs) return resolve(null);
      if (inputAt === undefined || !isShown()) return requestAnimationFrame(look);
      for (const kind of kinds) removeEventListener(kind, hear, { capture: true });
      requestAnimationFrame((now) => resolve(now - (inputAt as number)));
    };
    look();
  });
}
