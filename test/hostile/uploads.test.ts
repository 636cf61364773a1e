import { readdir, readlink } from "node:fs/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { penguinSweep, runSweep } from "../e2e/support/penguins.ts";
import { openSocket } from "./support/raw-http.ts";
import { expectHealthy, useStack } from "./support/use-stack.ts";

const stack = useStack();
let database: pg.Client;

beforeAll(async () => {
  database = new pg.Client({ connectionString: stack.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await expectHealthy(stack);
});

function upload(
  text: string | Buffer<ArrayBuffer>,
  fileName: string,
  name?: string,
): Promise<Response> {
  const form = new FormData();
  form.set("file", new Blob([text]), fileName);
  const query = name === undefined ? "" : `?name=${encodeURIComponent(name)}`;
  return fetch(`${stack.orchestratorUrl}/datasets${query}`, { method: "POST", body: form });
}

const oddNames = [
  '"; drop schema rookery cascade; --',
  "' or 1=1 --",
  "a\\'b",
  "%s %d $x {{x}}",
  "__proto",
  "toString",
  "hasOwnProperty",
  "select",
  "ctid",
  "🐧🏔️",
  "\u202egnp.exe",
  "ｅ́\u0301\u0301",
  "x".repeat(200),
  "y".repeat(200),
  " spaced ",
  "../../etc/passwd",
];

test("odd column names, categories and file names go from upload to prediction unharmed", async () => {
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const lines = Array.from({ length: 60 }, (_, row) =>
    [row % 2 ? "yes'); drop" : "🐧", ...oddNames.map((_name, at) => `${(row * (at + 3)) % 17}.5`)]
      .map(quote)
      .join(","),
  );
  const header = ["target; --", ...oddNames].map(quote).join(",");
  const answer = await upload([header, ...lines].join("\n"), "../../‮gnp\u0007.csv", "odd-names");
  const version = (await answer.json()) as { columns: { name: string }[] };
  expect(answer.status, JSON.stringify(version)).toBe(201);
  const names = version.columns.map(({ name }) => name);
  expect(names.slice(0, 4)).toEqual(["target; --", ...oddNames.slice(0, 3)]);

  const { sweep } = await runSweep(
    stack.client,
    penguinSweep({ dataset: "odd-names", target: "target; --", name: "🐧 '; --" }),
  );
  expect(sweep.error).toBeNull();
  expect(sweep.state).toBe("succeeded");
  const row = Object.fromEntries(names.slice(1).map((name) => [name, 1.5]));
  const { predictions } = await stack.inference.predict({ model: "odd-names", rows: row });
  expect(predictions[0]).toMatchObject({ label: expect.toBeOneOf(["yes'); drop", "🐧"]) });
});

test.each([
  ["__proto__", "a,__proto__\n1,2\n3,4\n"],
  ["constructor", "a,constructor\n1,2\n3,4\n"],
  ["NUL", "a,b\n1,\0\n"],
  ["NUL in UTF-16", Buffer.from("\ufeffa,b\n1,\0\n", "utf16le")],
  [
    "half a surrogate pair in UTF-16",
    Buffer.from([0xff, 0xfe, 0x61, 0, 0x0a, 0, 0x00, 0xd8, 0x0a, 0]),
  ],
  ["a control character in the header", "a,b\u0001\u0000\n1,2\n"],
  ["10,000 columns", `${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(",")}\n`],
  ["an endless cell", `a\n"${"x".repeat(20_000_000)}\n`],
  ["nothing", ""],
  ["a zip", Buffer.from("504b0304140000000800000000", "hex")],
])(
  "a file with %s is refused, or taken as it is, and never breaks the server",
  async (name, text) => {
    const answer = await upload(text, "a.csv", `odd-${name.replaceAll(/[^a-z0-9]/gi, "-")}`);
    expect([201, 413, 422], await answer.clone().text()).toContain(answer.status);
  },
);

test.each([
  ["..", "a.csv"],
  ["", "../..csv"],
  ["__proto__", "a.csv"],
  ["a/b", "a.csv"],
  ["a\0b", "a.csv"],
  ["🐧", "a.csv"],
  [undefined, "__proto__.csv"],
  [undefined, "'; drop table x; --.csv"],
])("a dataset named %j by the file %j is refused", async (name, fileName) => {
  const answer = await upload("a,b\n1,x\n2,y\n", fileName, name);
  expect(answer.status).toBe(400);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
});

test("uploads that break off leave no dataset, no file and no transaction", async () => {
  const pid = stack.process.pid;
  const head =
    "POST /datasets?name=broken HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 100000000\r\n\r\n" +
    '--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b\n';
  const sockets = Array.from({ length: 50 }, () => openSocket(stack.orchestratorUrl));
  for (const socket of sockets) {
    socket.on("error", () => {});
    socket.write(head + "1,2\n".repeat(50_000));
  }
  await expect.poll(() => countSpooled(pid)).toBe(50);
  for (const socket of sockets) socket.resetAndDestroy();
  await expect.poll(() => countSpooled(pid)).toBe(0);

  // The server has short transactions of its own; one that was left stays.
  const listIdle = async () => {
    const { rows } = await database.query(
      `select query from pg_stat_activity
       where datname = current_database() and state like 'idle in transaction%'`,
    );
    return rows;
  };
  await expect.poll(listIdle).toEqual([]);
  expect((await fetch(`${stack.orchestratorUrl}/datasets/broken`)).status).toBe(404);
});

/** Uploads that the process holds on disk, in files without a name. */
async function countSpooled(pid: number): Promise<number> {
  const handles = await readdir(`/proc/${pid}/fd`);
  const targets = await Promise.all(
    handles.map((handle) => readlink(`/proc/${pid}/fd/${handle}`).catch(() => "")),
  );
  return targets.filter((target) => target.includes("rookery-upload-")).length;
}
