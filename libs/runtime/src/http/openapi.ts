import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { Problem } from "@rookery/contracts";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import type { OpenAPIV3_1 } from "openapi-types";
import { z } from "zod";

export interface OpenApiOptions {
  title: string;
  version: string;
  description?: string | undefined;
  hasApiKeys: boolean;
}

/**
 * OpenAPI 3.1 from the routes' zod schemas at /openapi.json, and Swagger UI at
 * /docs with all its files served from here. Every operation answers errors
 * with the one `Problem` response.
 */
export async function registerOpenApi(
  app: FastifyInstance,
  options: OpenApiOptions,
): Promise<void> {
  const { title, version, description, hasApiKeys } = options;
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title, version, ...(description !== undefined && { description }) },
      ...(hasApiKeys && {
        security: [{ bearer: [] }, { basic: [] }],
        components: {
          securitySchemes: {
            bearer: { type: "http", scheme: "bearer" },
            basic: { type: "http", scheme: "basic", description: "The key as password, any user" },
          },
        },
      }),
    },
    transform: (route) => {
      const { schema, url } = jsonSchemaTransform(
        route as Parameters<typeof jsonSchemaTransform>[0],
      );
      const body = route.route.config?.documentedBody;
      return { url, schema: body === undefined ? schema : { ...schema, body } };
    },
    transformObject: (document) =>
      finishDocument(jsonSchemaTransformObject(document) as OpenAPIV3_1.Document),
  });
  await app.register(swaggerUi, { routePrefix: "/docs", uiConfig: { tryItOutEnabled: true } });
  app.get("/openapi.json", { schema: { hide: true } }, async () => app.swagger());
}

function finishDocument(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  const { $schema: _, ...problem } = z.toJSONSchema(Problem, { io: "output" });
  const response: OpenAPIV3_1.ResponseObject = {
    description: "Problem details (RFC 9457)",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  for (const item of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(item ?? {}) as OpenAPIV3_1.OperationObject[]) {
      operation.responses = {
        default: { $ref: "#/components/responses/Problem" },
        ...operation.responses,
      };
    }
  }
  document.components = {
    ...document.components,
    responses: { ...document.components?.responses, Problem: response },
    schemas: { ...document.components?.schemas, Problem: problem as OpenAPIV3_1.SchemaObject },
  };
  document.components.schemas = keepReachable(document);
  return withPortablePatterns(document);
}

/** Classes that not every language's regular expressions know, spelled out. */
const portableClasses = {
  "\\p{Cc}": "\\x00-\\x1f\\x7f-\\x9f",
  "\\p{Surrogate}": "\\ud800-\\udfff",
};

function withPortablePatterns(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  const text = JSON.stringify(document, (key, value) => {
    if (key !== "pattern" || typeof value !== "string") return value;
    return Object.entries(portableClasses).reduce(
      (pattern, [name, spelled]) => pattern.replaceAll(name, spelled),
      value,
    );
  });
  return JSON.parse(text);
}

/** Zod's registry holds the schemas of every package in the process: keep those this document speaks of. */
function keepReachable(document: OpenAPIV3_1.Document) {
  const all = document.components?.schemas ?? {};
  const kept: typeof all = {};
  const visit = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part ?? {}).matchAll(
      /"#\/components\/schemas\/([^"/]+)"/g,
    )) {
      const schema = name === undefined ? undefined : all[name];
      if (name === undefined || schema === undefined || name in kept) continue;
      kept[name] = schema;
      visit(schema);
    }
  };
  visit(document.paths);
  visit(document.components?.responses);
  return kept;
}
