import {
  errorCodes,
  isRawAnswer,
  type NamedEndpoint,
  Problem,
  refusalsOf,
} from "@rookery/contracts";
import { z } from "zod";

/** What an OpenAPI operation says of an endpoint beyond what it takes, with zod schemas in it. */
export function describeOperation({
  id,
  summary,
  description,
  group,
  auth,
  ...rest
}: NamedEndpoint) {
  return {
    operationId: id,
    summary,
    ...(description !== undefined && { description }),
    tags: [group.tag],
    ...(auth === false && { security: [] }),
    response: {
      ...describeRefusals({ id, summary, group, ...rest }),
      ...describeAnswers(rest, summary),
    },
  };
}

function describeAnswers({ answers }: Pick<NamedEndpoint, "answers">, summary: string) {
  const described = Object.entries(answers).map(([status, answer]) => {
    if (!isRawAnswer(answer)) {
      const description = answer.description ?? summary;
      return [status, { description, content: { "application/json": { schema: answer } } }];
    }
    const { contentType, description } = answer;
    const content = contentType !== null && { [contentType]: { schema: z.any() } };
    return [status, { description, content: content || {} }];
  });
  return Object.fromEntries(described);
}

/** By status, and `default` for what any server may answer. */
function describeRefusals(endpoint: NamedEndpoint) {
  const form = endpoint.group.refusalForm ?? {
    contentType: "application/problem+json",
    schema: Problem,
  };
  const content = { [form.contentType]: { schema: form.schema } };
  const described: Record<string, { description: string; content: typeof content }> = {
    default: { description: "Any other refusal", content },
  };
  for (const code of refusalsOf(endpoint)) {
    const { status, title } = errorCodes[code];
    const sentence = `\`${code}\`: ${title}`;
    const others = described[status]?.description;
    const description = others === undefined ? sentence : `${others}; ${sentence}`;
    described[status] = { description, content };
  }
  return described;
}
