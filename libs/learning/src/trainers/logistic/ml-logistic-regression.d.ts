declare module "ml-logistic-regression" {
  import type { Matrix } from "ml-matrix";

  interface Options {
    numSteps?: number;
    learningRate?: number;
  }

  /** One classifier per class; its target is 0 for the class and 1 for all others. */
  interface OneVersusAll {
    weights: Matrix;
  }

  class LogisticRegression {
    constructor(options?: Options);
    numberClasses: number;
    classifiers: OneVersusAll[];
    /** `labels` is one column of class numbers 0..k-1, each of which occurs. */
    train(features: Matrix, labels: Matrix): void;
    predict(features: Matrix): number[];
    static load(model: {
      name: "LogisticRegression";
      numberClasses: number;
      classifiers: { weights: number[][] }[];
    }): LogisticRegression;
  }

  export = LogisticRegression;
}
