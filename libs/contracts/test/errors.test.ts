import { expect, test } from "vitest";
import { AppError, type ErrorCode, errorCodes, Problem } from "../src/index.ts";

const codes = Object.keys(errorCodes) as ErrorCode[];

test.each(codes)("%s can be told in a problem document", (code) => {
  const error = new AppError(code, "It went wrong.");
  const problem = {
    type: "about:blank",
    title: errorCodes[code].title,
    status: error.status,
    detail: error.message,
    code,
    instance: "1",
  };
  expect(Problem.parse(problem)).toEqual(problem);
});

test("what the sender got wrong is never tried again", () => {
  const sendersFault = codes.filter((code) => errorCodes[code].status < 500 && code !== "run-lost");
  const retried = sendersFault.filter((code) => new AppError(code, "").retryable);
  expect(retried).toEqual(["rate-limited"]);
});

test("an error keeps its places, its hint and its cause", () => {
  const cause = new Error("underneath");
  const issues = [{ field: "space", message: "is empty" }];
  const error = new AppError("sweep-invalid", "No.", { issues, hint: "Add one.", cause });
  expect(error).toMatchObject({
    name: "AppError",
    message: "No.",
    issues,
    hint: "Add one.",
    cause,
  });
  expect("cause" in new AppError("internal", "No.")).toBe(false);
});
