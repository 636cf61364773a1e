import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { isRawBody } from "@rookery/contracts";
import type { FastifyInstance } from "fastify";
import {
  createJsonSchemaTransform,
  createJsonSchemaTransformObject,
} from "fastify-type-provider-zod";
import type { OpenAPIV3_1 } from "openapi-types";
import { z } from "zod";
import { policyOfPages } from "../policy-of-pages.ts";
import { describeOperation } from "./describe-operation.ts";
import { nameSchemas } from "./name-schemas.ts";
import { tidyDocument } from "./tidy-document.ts";

export interface OpenApiOptions {
  title: string;
  version: string;
  description?: string | undefined;
  hasApiKeys: boolean;
}

/**
 * OpenAPI 3.1 of the endpoints that are served, at /openapi.json, and Swagger
 * UI at /docs with all its files served from here. Schemas are named as
 * libs/contracts exports them.
 */
export async function registerOpenApi(
  app: FastifyInstance,
  { title, version, description, hasApiKeys }: OpenApiOptions,
): Promise<void> {
  const schemaRegistry = nameSchemas();
  const describeBodies = createJsonSchemaTransform({ schemaRegistry });
  // Where values have no name: a reference to one would hide its default and description.
  const describeParameters = createJsonSchemaTransform({});
  const transformObject = createJsonSchemaTransformObject({ schemaRegistry });

  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title,
        version,
        license: { name: "MIT", identifier: "MIT" },
        ...(description !== undefined && { description }),
      },
      servers: [{ url: "/" }],
      // `{}`: without any.
      security: [{ bearer: [] }, { basic: [] }, ...(hasApiKeys ? [] : [{}])],
      components: {
        securitySchemes: {
          bearer: { type: "http", scheme: "bearer", description: "The key as token" },
          basic: { type: "http", scheme: "basic", description: "The key as password, any user" },
        },
      },
    },
    transform: (document) => {
      const { route, url } = document;
      const endpoint = route.config?.endpoint;
      if (endpoint === undefined || endpoint.hidden) return { url, schema: { hide: true } };
      type Described = Parameters<typeof describeBodies>[0];
      const { querystring, headers, body } = route.schema ?? {};
      const parts = { body, ...describeOperation(endpoint) };
      const { schema } = describeBodies({ ...document, schema: parts } as Described);
      const parameters = { params: nameWildcard(endpoint.params), querystring, headers };
      const { schema: address } = describeParameters({
        ...document,
        schema: parameters,
      } as Described);
      return {
        url: url.replace("*", ":path"),
        schema: {
          ...(schema as object),
          ...(address as object),
          ...(isRawBody(endpoint.body) && {
            body: endpoint.body.schema,
            consumes: [endpoint.body.contentType],
          }),
        },
      };
    },
    transformObject: (document) => {
      return tidyDocument(transformObject(document) as OpenAPIV3_1.Document);
    },
  });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    uiConfig: { tryItOutEnabled: true },
    staticCSP: policyOfPages(),
  });
  app.get("/openapi.json", { schema: { hide: true } }, async () => app.swagger());
}

/** The rest of a path, which may hold slashes, has no other name in Fastify than `*`. */
function nameWildcard(params: z.ZodObject | undefined): z.ZodObject | undefined {
  const { "*": rest, ...named } = params?.shape ?? {};
  return rest === undefined ? params : z.object({ ...named, path: rest });
}
