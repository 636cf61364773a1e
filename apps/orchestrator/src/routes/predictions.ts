import replyFrom from "@fastify/reply-from";
import { AppError, predictionEndpoints } from "@rookery/contracts";
import { type HttpServer, serveEndpoints } from "@rookery/runtime";
import type { OrchestratorDeps } from "../deps.ts";

/**
 * Tells where predictions are made, and lets the dashboard try one: browsers send to the origin their page
 * came from only, and have logged in there. What other programs predict goes to
 * the inference API itself.
 */
export async function forwardPredictions(
  app: HttpServer,
  { inferenceUrl, apiKeys = [], logger }: OrchestratorDeps,
): Promise<void> {
  const address = {
    url: inferenceUrl === undefined ? null : withoutSecrets(inferenceUrl),
    needsKey: apiKeys.length > 0,
  };

  await serveEndpoints(app, predictionEndpoints).by({
    findInference: () => address,
    tryPrediction: {
      register: async (scope) => {
        if (inferenceUrl !== undefined) await scope.register(replyFrom, { base: inferenceUrl });
      },
      forward: (_request, reply) => {
        if (inferenceUrl === undefined) throw unknownAddress();
        reply.from("/predict", {
          rewriteRequestHeaders: (_request, { authorization, ...headers }) => ({
            "content-type": "application/json",
            ...(headers["content-length"] && { "content-length": headers["content-length"] }),
            ...(authorization && { authorization }),
          }),
          onError: (failed, { error }) => {
            logger.warn({ err: error }, "the inference API cannot be reached");
            failed.send(noAnswer(error));
          },
        });
      },
    },
  });
}

/** Nor a slash at its end. */
function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.replace(/\/+$/, "");
}

function unknownAddress(): AppError {
  return new AppError("unavailable", "This server does not know where predictions are made.", {
    hint: "Set ROOKERY_INFERENCE_URL of the orchestrator to the inference API's address.",
  });
}

function noAnswer(cause: Error): AppError {
  return new AppError("unavailable", "The inference API does not answer.", {
    hint: "Is it running, and is ROOKERY_INFERENCE_URL of the orchestrator its address?",
    cause,
  });
}
