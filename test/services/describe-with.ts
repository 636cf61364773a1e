import { describe, inject } from "vitest";
import type { S3Service, Service } from "./provided.ts";

/** A suite that needs Redis; without one it is reported as skipped, with the reason. */
export function describeWithRedis(title: string, suite: () => void): void {
  describeWith(inject("redis"), title, suite);
}

/** A suite that needs S3; `s3()` is for hooks and tests, which do not run without one. */
export function describeWithS3(title: string, suite: (s3: () => S3Service) => void): void {
  const service = inject("s3");
  describeWith(service, title, () => {
    suite(() => {
      if (service.found === null) throw new Error(service.missing);
      return service.found;
    });
  });
}

/** A suite that needs the program schemathesis; `program()` is for hooks and tests. */
export function describeWithSchemathesis(
  title: string,
  suite: (program: () => string) => void,
): void {
  const service = inject("schemathesis");
  describeWith(service, title, () => {
    suite(() => {
      if (service.found === null) throw new Error(service.missing);
      return service.found;
    });
  });
}

/** A suite that needs Chromium; `program()` is for hooks and tests. */
export function describeWithChromium(title: string, suite: (program: () => string) => void): void {
  const service = inject("chromium");
  describeWith(service, title, () => {
    suite(() => {
      if (service.found === null) throw new Error(service.missing);
      return service.found;
    });
  });
}

/** A suite that needs Python with scikit-learn; `python()` is for hooks and tests. */
export function describeWithScikitLearn(
  title: string,
  suite: (python: () => string) => void,
): void {
  const service = inject("scikitLearn");
  describeWith(service, title, () => {
    suite(() => {
      if (service.found === null) throw new Error(service.missing);
      return service.found;
    });
  });
}

function describeWith(service: Service<unknown>, title: string, suite: () => void): void {
  if (service.found === null) describe.skip(`${title} (skipped: ${service.missing})`, suite);
  else describe(title, suite);
}
