import { listenHttp } from "@rookery/runtime";
import { fieldsOf, readProblem } from "@rookery/test";
import { describe, expect, test } from "vitest";
import { encodeForm, type FormParts, penguins, postForm } from "./upload.ts";
import { openOrchestrator, useOrchestrator } from "./use-orchestrator.ts";

const running = useOrchestrator();
const penguinsFile = { content: penguins, fileName: "penguins_size.csv" };
const table = "a,b\n1,x\n2,y\n";
const file = (fileName: string, content: string | Buffer = table): FormParts[number] => [
  "file",
  { content, fileName },
];

async function countEverything() {
  const { rows } = await running.database.pool.query(
    `select (select count(*)::int from rookery.datasets) as datasets,
            (select count(*)::int from rookery.dataset_versions) as versions,
            (select count(*)::int from pg_tables where schemaname in ('raw', 'processed')) as tables`,
  );
  return rows[0];
}

describe("importing a table", () => {
  test("makes a version, and the same bytes again answer the version they have", async () => {
    const first = await postForm(running.app, [["file", penguinsFile]], "/datasets?name=penguins");
    expect(first.statusCode).toBe(201);
    expect(first.json()).toMatchObject({
      dataset: "penguins",
      version: 1,
      rawRows: 344,
      sourceName: "penguins_size.csv",
    });
    const again = await postForm(running.app, [["file", penguinsFile]], "/datasets?name=penguins");
    expect(again.statusCode).toBe(200);
    expect(again.json()).toEqual(first.json());
    const other = await postForm(running.app, [file("x.csv")], "/datasets?name=penguins");
    expect(other.statusCode).toBe(201);
    expect(other.json().version).toBe(2);
  });

  test("takes the name from the query, else from the field, else from the file", async () => {
    const byQuery = await postForm(
      running.app,
      [["name", "from-field"], file("from-file.csv")],
      "/datasets?name=from-query",
    );
    expect(byQuery.json().dataset).toBe("from-query");
    const byField = await postForm(running.app, [["name", "from-field"], file("from-file.csv")]);
    expect(byField.json().dataset).toBe("from-field");
    const byFile = await postForm(running.app, [file("from-file.csv")]);
    expect(byFile.json().dataset).toBe("from-file");
  });

  test("takes only the last part of a file's path", async () => {
    const answer = await postForm(running.app, [file("../../etc/passwd.csv")]);
    expect(answer.json().dataset).toBe("passwd");
  });

  test("takes tables far larger than a JSON body may be", async () => {
    const rows = Array.from({ length: 300_000 }, (_, index) => `${index},x${index % 7}`);
    const content = `number,kind\n${rows.join("\n")}\n`;
    expect(content.length).toBeGreaterThan(2 * 1024 * 1024);
    const answer = await postForm(running.app, [file("large.csv", content)]);
    expect(answer.statusCode).toBe(201);
    expect(answer.json().rows).toBe(300_000);
  });
});

describe("schema and cleaning rules", () => {
  const numbers = "n,c,x\n1,x,1\n,y,2\n3,rare,3\n5,x,4\n";
  const rules = {
    dropColumns: ["x"],
    columns: { n: { impute: { with: "mean" } }, c: { rare: { minCount: 2, label: "rest" } } },
  };

  test("come with the upload and are answered with the version", async () => {
    const answer = await postForm(running.app, [
      ["schema", JSON.stringify({ n: { kind: "number", format: "1234.5" } })],
      ["cleaning", JSON.stringify(rules)],
      file("ruled.csv", numbers),
    ]);
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      schema: { n: { kind: "number", format: "1234.5" } },
      cleaning: { ...rules, invalid: "refuse" },
      report: {
        droppedColumns: ["x"],
        columns: [
          { name: "n", imputed: { values: 1, with: "mean", value: 3 } },
          { name: "c", folded: { values: 2, categories: 2, label: "rest" } },
        ],
      },
    });
    const plain = await postForm(running.app, [file("ruled.csv", numbers)]);
    expect(plain.json()).toMatchObject({ version: 2, contentHash: answer.json().contentHash });
  });

  test.each<[string, string, string, string[]]>([
    ["schema", "{", "are no JSON", ["body.schema"]],
    ["schema", '{"n": "float"}', "name no kind", ["body.schema.n"]],
    ["schema", '{"n": {"kind": "date", "format": "y"}}', "name no format", ["body.schema.n"]],
    ["schema", '{"z": "number"}', "name no column", ["schema.z"]],
    ["cleaning", '{"impute": "mean"}', "are no rules", ["body.cleaning"]],
    ["cleaning", '{"dropColumns": ["z"]}', "name no column", ["cleaning.dropColumns[0]"]],
    ["schema", '{"__proto__": "number"}', "name a reserved word", ["body.schema.__proto__"]],
    [
      "cleaning",
      '{"columns": {"__proto__": {"clip": {"min": 0}}}}',
      "name a reserved word within",
      ["body.cleaning.__proto__"],
    ],
    ["cleaning", "[]", "are a list", ["body.cleaning"]],
    ["reading", '{"encoding": "klingon"}', "name no encoding", ["body.reading.encoding"]],
    ["reading", '{"skip": -1}', "skip less than nothing", ["body.reading.skip"]],
  ])("in the field %s that %s are refused (%s)", async (field, text, _title, fields) => {
    const before = await countEverything();
    const answer = await postForm(running.app, [[field, text], file("refused.csv", numbers)]);
    expect(readProblem(answer)).toMatchObject({ status: 400, code: "validation-failed" });
    expect(fieldsOf(readProblem(answer))[0]).toContain(fields[0] as string);
    expect(await countEverything()).toEqual(before);
  });
});

describe("a form that is refused leaves nothing behind", () => {
  test.each<[string, FormParts, number, string, string[]]>([
    ["without a file", [["name", "x"]], 400, "validation-failed", ["body.file"]],
    ["without anything", [], 400, "validation-failed", ["body.file"]],
    [
      "with a field behind the file",
      [file("late.csv"), ["name", "late"]],
      400,
      "validation-failed",
      ["body.name"],
    ],
    [
      "with an unknown field",
      [["title", "x"], file("titled.csv")],
      400,
      "validation-failed",
      ["body.title"],
    ],
    ["with two files", [file("one.csv"), file("two.csv")], 413, "payload-too-large", []],
    ["with a prototype's field", [["__proto__", "x"], file("p.csv")], 400, "malformed-body", []],
    [
      "with a path for a name",
      [["name", "../x"], file("x.csv")],
      400,
      "validation-failed",
      ["name"],
    ],
    [
      "with a name beyond ASCII",
      [["name", "pingüinos"], file("x.csv")],
      400,
      "validation-failed",
      ["name"],
    ],
    [
      "with a reserved name",
      [["name", "constructor"], file("x.csv")],
      400,
      "validation-failed",
      ["name"],
    ],
    ["with an empty name", [["name", ""], file("x.csv")], 400, "validation-failed", ["name"]],
    [
      "with a name too long",
      [["name", "x".repeat(101)], file("x.csv")],
      400,
      "validation-failed",
      ["name"],
    ],
    ["with an unusable file name", [file("my table.csv")], 400, "validation-failed", ["name"]],
  ])("%s", async (_title, parts, status, code, fields) => {
    const before = await countEverything();
    const problem = readProblem(await postForm(running.app, parts));
    expect(problem).toMatchObject({ status, code });
    expect(fieldsOf(problem)).toEqual(fields);
    expect(await countEverything()).toEqual(before);
  });

  test("with an endless name, which is not sent back", async () => {
    const answer = await postForm(running.app, [["name", "x".repeat(500_000)], file("x.csv")]);
    expect(readProblem(answer).status).toBe(400);
    expect(answer.body.length).toBeLessThan(2_000);
  });

  test.each(["../x", "a/b", "ü", "__proto__", "prototype", "%00"])(
    "with %s as name in the query",
    async (name) => {
      const url = `/datasets?name=${name === "%00" ? name : encodeURIComponent(name)}`;
      const before = await countEverything();
      expect(readProblem(await postForm(running.app, [file("x.csv")], url)).status).toBe(400);
      expect(await countEverything()).toEqual(before);
    },
  );

  test("cut off in the middle of the file", async () => {
    const before = await countEverything();
    const { headers, payload } = await encodeForm([file("cut.csv")]);
    const cut = payload.subarray(0, payload.indexOf("2,y"));
    const answer = await running.app.inject({
      method: "POST",
      url: "/datasets",
      headers,
      payload: cut,
    });
    expect(readProblem(answer)).toMatchObject({ status: 400, code: "malformed-body" });
    expect(await countEverything()).toEqual(before);
  });

  test.each([
    ["text/csv", 415, "unsupported-media-type"],
    ["application/json", 415, "unsupported-media-type"],
    ["multipart/form-data", 400, "malformed-body"],
    [undefined, 415, "unsupported-media-type"],
  ])("of content type %s", async (type, status, code) => {
    const headers = type === undefined ? {} : { "content-type": type };
    const payload = type === "application/json" ? '{"a":1}' : table;
    const answer = await running.app.inject({ method: "POST", url: "/datasets", headers, payload });
    expect(readProblem(answer)).toMatchObject({ status, code });
  });
});

describe("a table that is too large", () => {
  test("is refused and leaves no dataset", async () => {
    const app = await openOrchestrator(running, { maxUploadBytes: 1_000 });
    const before = await countEverything();
    const answer = await postForm(app, [file("big.csv", `a,b\n${"1,x\n".repeat(500)}`)]);
    expect(readProblem(answer)).toMatchObject({ status: 413, code: "payload-too-large" });
    expect(await countEverything()).toEqual(before);
    const fits = await postForm(app, [file("fits.csv")]);
    expect(fits.statusCode).toBe(201);
  });

  test("gets its answer although it is still being sent", async () => {
    const app = await openOrchestrator(running, { maxUploadBytes: 1_000 });
    const url = await listenHttp(app, { host: "127.0.0.1", port: 0 });
    const { headers, payload } = await encodeForm([
      file("big.csv", `a,b\n${"1,x\n".repeat(5_000_000)}`),
    ]);
    const answer = await fetch(`${url}/datasets`, { method: "POST", headers, body: payload });
    expect(answer.status).toBe(413);
    expect((await answer.json()).code).toBe("payload-too-large");
    await app.close();
  });

  test("under a name that is refused does not hold the server open", async () => {
    const app = await openOrchestrator(running);
    const url = await listenHttp(app, { host: "127.0.0.1", port: 0 });
    const { headers, payload } = await encodeForm([
      file("not a name.csv", `a,b\n${"1,x\n".repeat(5_000_000)}`),
    ]);
    const answer = await fetch(`${url}/datasets`, { method: "POST", headers, body: payload });
    expect(answer.status).toBe(400);
    await answer.json();
    await app.close();
  });
});

describe("a table that cannot be imported is explained", () => {
  test.each<[string, string | Buffer, string[]]>([
    ["an empty file", "", []],
    ["blank lines only", "\n\n", []],
    ["a header only", "a,b\n", []],
    ["a repeated header", "a,a\n1,2\n", ["columns[1]"]],
    ["a reserved header", "a,__proto__\n1,2\n", ["columns[1]"]],
    ["a ragged row", "a,b\n1,2\n3\n", ["lines[3]"]],
    ["a quote that never closes", 'a,b\n1,"2\n', ["lines[2]"]],
    ["bytes that are no text", Buffer.from([0x61, 0x0a, 0x00, 0x01]), []],
    ["a mix of encodings", Buffer.from([0x61, 0x0a, 0xc3, 0xa9, 0x0a, 0xff, 0x0a]), []],
  ])("%s", async (_title, content, fields) => {
    const before = await countEverything();
    const problem = readProblem(await postForm(running.app, [file("bad.csv", content)]));
    expect(problem).toMatchObject({
      status: 422,
      code: "dataset-invalid",
      hint: expect.any(String),
    });
    expect(fieldsOf(problem)).toEqual(fields);
    expect(await countEverything()).toEqual(before);
  });
});

describe("finding datasets", () => {
  test("lists them by name, page by page", async () => {
    for (const name of ["page-c", "page-a", "page-b"]) {
      await postForm(running.app, [file(`${name}.csv`)]);
    }
    const names: string[] = [];
    let query: Record<string, string> = { limit: "1" };
    for (;;) {
      const answer = await running.app.inject({ url: "/datasets", query });
      const { items, nextCursor } = answer.json();
      names.push(items[0].name);
      if (nextCursor === null) break;
      query = { limit: "1", cursor: nextCursor };
    }
    expect(names.filter((name) => name.startsWith("page-"))).toEqual([
      "page-a",
      "page-b",
      "page-c",
    ]);
  });

  test("answers the newest version, or the one asked for", async () => {
    await postForm(running.app, [file("grows.csv")]);
    await postForm(running.app, [file("grows.csv", "a,b\n1,x\n2,y\n3,x\n")]);
    expect((await running.app.inject("/datasets/grows")).json()).toMatchObject({
      version: 2,
      rows: 3,
    });
    expect((await running.app.inject("/datasets/grows/versions/1")).json()).toMatchObject({
      version: 1,
      rows: 2,
    });
  });

  test("shows a version's rows and profile, and how versions differ", async () => {
    await postForm(running.app, [file("looked-at.csv", "a,b\n1,x\n2,y\n,x\n")]);
    await postForm(running.app, [file("looked-at.csv", "a,c\n1,x\n3,y\n")]);
    const get = async (path: string) =>
      (await running.app.inject(`/datasets/looked-at/versions${path}`)).json();

    const { items, nextCursor } = await get("?limit=1");
    expect(items).toMatchObject([{ version: 2 }]);
    expect((await get(`?limit=1&cursor=${nextCursor}`)).items).toMatchObject([{ version: 1 }]);
    expect(await get("/1/rows?limit=2&offset=1")).toEqual({
      columns: ["a", "b"],
      rows: [
        [2, "y"],
        [null, "x"],
      ],
      offset: 1,
      total: 3,
    });
    expect(await get("/1/profile?target=b")).toMatchObject({
      rows: 3,
      target: "b",
      columns: [
        {
          name: "a",
          count: 2,
          mean: 1.5,
          association: { measure: "correlation-ratio", value: null },
        },
        {
          name: "b",
          top: [
            { value: "x", count: 2 },
            { value: "y", count: 1 },
          ],
          association: null,
        },
      ],
    });
    expect((await get("/1/diff/2")).columns).toMatchObject([
      { name: "a", change: "kept" },
      { name: "c", change: "added" },
      { name: "b", change: "removed" },
    ]);
  });

  test("tells what there is when something is not there", async () => {
    await postForm(running.app, [file("known.csv")]);
    const unknown = readProblem(await running.app.inject("/datasets/unknown"));
    expect(unknown).toMatchObject({ status: 404, code: "not-found" });
    expect(unknown.hint).toContain("known");
    const version = readProblem(await running.app.inject("/datasets/known/versions/9"));
    expect(version).toMatchObject({ status: 404, hint: "Its newest version is 1." });
  });

  test.each([
    ["/datasets?limit=0", "query.limit"],
    ["/datasets?limit=1001", "query.limit"],
    ["/datasets?cursor=..%2F", "query.cursor"],
    ["/datasets/known/versions/0", "params.version"],
    ["/datasets/known/versions/2147483648", "params.version"],
    ["/datasets/..%2Fknown", "params.name"],
    ["/datasets/known/versions?cursor=x", "query.cursor"],
    ["/datasets/known/versions/1/rows?limit=1001", "query.limit"],
    ["/datasets/known/versions/1/rows?offset=-1", "query.offset"],
    ["/datasets/known/versions/1/profile?target=__proto__", "query.target"],
    ["/datasets/known/versions/1/diff/0", "params.other"],
  ])("refuses %s", async (url, field) => {
    const problem = readProblem(await running.app.inject(url));
    expect(problem.status).toBe(400);
    expect(fieldsOf(problem)).toEqual([field]);
  });
});
