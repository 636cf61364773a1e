import { randomBytes } from "node:crypto";
import { createTestRedis, describeWithRedis, type TestRedis } from "@rookery/test";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findEviction } from "../src/redis-backend.ts";
import { describeQueueConformance } from "./queue-conformance.ts";

describeWithRedis("with a Redis server", () => {
  let server: TestRedis;
  let admin: Redis;

  beforeAll(async () => {
    server = await createTestRedis();
    admin = new Redis(server.url);
  });

  afterAll(async () => {
    await server.drop();
    admin.disconnect();
  });

  describeQueueConformance("redis", async () => {
    const prefix = `q-${randomBytes(6).toString("hex")}`;
    const empty = async () => {
      await admin.flushdb();
    };
    return {
      config: { kind: "redis", url: server.url, prefix },
      empty,
      remove: empty,
      breakConnections: async () => {
        const clients = String(await admin.client("LIST")).split("\n");
        for (const client of clients.filter((line) => line.includes(`name=${prefix}:`))) {
          const id = /^id=(\d+)/.exec(client)?.[1];
          if (id) await admin.client("KILL", "ID", id);
        }
      },
    };
  });
});

test("a Redis that evicts keys is reported, and refused once its memory is limited", () => {
  const info = (policy: string, limit: number) =>
    `used_memory:1\r\nmaxmemory:${limit}\r\nmaxmemory_human:0B\r\nmaxmemory_policy:${policy}\r\n`;
  expect(findEviction(info("noeviction", 1_000_000))).toEqual([]);
  expect(findEviction(info("allkeys-lru", 0))).toMatchObject([{ advice: "warn" }]);
  expect(findEviction(info("volatile-ttl", 1_000_000))).toMatchObject([
    { code: "redis-evicts-jobs", advice: "refuse" },
  ]);
});
