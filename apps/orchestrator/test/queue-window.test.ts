import { expect, test } from "vitest";
import { createQueueWindow } from "../src/handover/queue-window.ts";

test("the window grows while workers use it up between two looks, up to a bound", () => {
  const window = createQueueWindow();
  expect(window.measureRoom(0)).toBe(32);
  expect(window.measureRoom(0)).toBe(64);
  expect(window.measureRoom(10)).toBe(118);
  for (let look = 0; look < 10; look++) window.measureRoom(0);
  expect(window.measureRoom(0)).toBe(512);
  window.reset();
  expect(window.measureRoom(0)).toBe(32);
});

test("it shrinks while runs take long, but never so far that a worker finds nothing", () => {
  const window = createQueueWindow();
  let waiting = window.measureRoom(0);
  for (let look = 0; look < 20; look++) waiting += window.measureRoom(waiting);
  expect(waiting).toBe(32);
  expect(window.measureRoom(7)).toBe(1);
  expect(window.measureRoom(8)).toBe(0);
});
