export { type AwkwardTable, awkwardTables } from "./awkward-tables.ts";
export { Cleanup } from "./cleanup.ts";
export { createGate, type Gate } from "./create-gate.ts";
export { createTestDatabase, type TestDatabase } from "./create-test-database.ts";
export { createTestRedis, type TestRedis } from "./create-test-redis.ts";
export {
  describeWithChromium,
  describeWithRedis,
  describeWithS3,
  describeWithSchemathesis,
  describeWithScikitLearn,
} from "./describe-with.ts";
export { fieldsOf, readProblem } from "./problems.ts";
export type { S3Service } from "./provided.ts";
export { type Direction, startTcpProxy, type TcpProxy } from "./start-tcp-proxy.ts";
export { readTestTable, type TestTable, testTables } from "./tables.ts";
