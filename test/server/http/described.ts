import { z } from 'zod';
import type { Seen, TestHouse } from '../test-house.ts';

type Schema = Record<string, unknown>;
type Answer = { content?: Record<string, { schema: Schema }> };
export type Operation = {
  operationId: string;
  security: object[];
  parameters: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, Answer>;
  'x-roles'?: string[];
};
export type Description = {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** What the house says of its own interface. */
export async function descriptionOf(house: TestHouse): Promise<Description> {
  return (await (await fetch(`${house.base}/api/v1/openapi.json`)).json()) as Description;
}

/** What is wrong with the answers a house gave, held against its own description; empty when all fit. */
export async function misfits(house: TestHouse): Promise<string[]> {
  const description = await descriptionOf(house);
  return house.replies.flatMap((seen) => misfit(description, seen));
}

function misfit(description: Description, { method, path, status, body }: Seen): string[] {
  const bare = path.split('?')[0]!;
  const [, methods = {}] =
    Object.entries(description.paths).find(([template]) =>
      new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(bare),
    ) ?? [];
  const operation = methods[method.toLowerCase()];
  const answer = operation ? (operation.responses[status] ?? operation.responses.default) : undefined;
  // An address or a method that is not described is refused in the one form of all refusals.
  const schema = operation
    ? Object.values(answer?.content ?? {})[0]?.schema
    : description.components.schemas.Problem;
  if (!schema) return answer ? [] : [`${method} ${bare} ${status}: not described`];
  const read = z.fromJSONSchema(resolved(description, schema) as never).safeParse(body);
  return read.success ? [] : [`${method} ${bare} ${status}: ${z.prettifyError(read.error)}`];
}

function resolved({ components }: Description, schema: Schema): Schema {
  const name = /^#\/components\/schemas\/(\w+)$/.exec(String(schema.$ref ?? ''))?.[1];
  return name ? components.schemas[name]! : schema;
}
