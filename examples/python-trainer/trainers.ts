import { defineCommandTrainer, z } from "@rookery/trainer-kit";

export default defineCommandTrainer({
  name: "sklearn-logistic-regression",
  description: "scikit-learn's LogisticRegression, trained by a Python program.",
  task: "classification",
  parameters: z.strictObject({
    c: z
      .number()
      .min(1e-6)
      .max(1e6)
      .default(1)
      .describe("Inverse strength of the L2 penalty: scikit-learn's C"),
  }),
  command: ["python3", "train.py"],
});
