import { expect, test } from "vitest";
import { z } from "zod";
import { builtInTrainers } from "../src/trainers/built-in.ts";
import { createTrainers } from "../src/trainers/create-trainers.ts";

const program = {
  name: "mine",
  description: "Runs.",
  task: "regression",
  parameters: z.strictObject({}),
  command: ["true"],
} as const;

test("people's own trainers stand behind the built-in ones, and nobody else sees them", () => {
  const trainers = createTrainers([program]);
  expect(trainers.list()).toEqual([...builtInTrainers, program]);
  expect(trainers.find("mine")).toBe(program);
  expect(createTrainers().list()).toEqual(builtInTrainers);
});

test("a name nobody has is refused with those there are", () => {
  expect(() => createTrainers([program]).find("oracle")).toThrow(
    expect.objectContaining({
      code: "sweep-invalid",
      message: "There is no trainer named oracle.",
      issues: [
        {
          field: "trainer",
          message: expect.stringMatching(/logistic-regression, .*, mine$/),
          value: "oracle",
        },
      ],
    }),
  );
});

test("a program is found, but fits in no process", () => {
  const trainers = createTrainers([program]);
  expect(trainers.findFitting("ridge").name).toBe("ridge");
  expect(() => trainers.findFitting("mine")).toThrow("The trainer mine is a program of its own.");
});
