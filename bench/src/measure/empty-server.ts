// The yardstick: a bare Fastify route that parses a JSON body and answers a constant.
import fastify from "fastify";

const app = fastify({ bodyLimit: 32 * 1024 * 1024 });
app.post("/", async () => ({ ok: true }));
const url = await app.listen({ host: "127.0.0.1", port: 0 });
console.log(JSON.stringify({ level: 30, msg: "empty server ready", url }));
process.once("SIGTERM", () => void app.close());
