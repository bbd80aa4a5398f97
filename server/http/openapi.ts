import { z } from 'zod';
import { ProblemDetails } from '../../core/wire/api.ts';
import type { Route } from './route.ts';

const problemAnswers = ['400', '401', '403', '404', '409', '413', '415', '422', '429', '503'];

/** The OpenAPI 3.1 document of a route table: JSON Schema 2020-12 straight from the zod schemas that check. */
export function openApi(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const line of routes) paths[line.path] = { ...paths[line.path], [line.method]: operation(line) };
  return {
    openapi: '3.1.0',
    info: { title: 'Tiếp Đón', version, description: 'Check-in, queue and calls of one hospital.' },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      securitySchemes: { device: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: schemaOf(ProblemDetails, 'output') },
    },
  };
}

function operation(line: Route): object {
  const names = [...line.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  const inPath = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const answers = Object.entries(line.answers).map(([status, schema]) => [
    status,
    {
      description: status.startsWith('2') ? 'Done' : 'Refused',
      ...(schema ? { content: json(schemaOf(schema, 'output')) } : {}),
    },
  ]);
  const problems = [...problemAnswers, 'default'].map((status) => [
    status,
    {
      description: 'Refused',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
  return {
    summary: line.summary,
    operationId: `${line.method} ${line.path}`.replaceAll(/[^a-z]+/gi, '-').replaceAll(/^-|-$/g, ''),
    ...(line.roles === 'anyone' ? { security: [] } : { security: [{ device: [] }], 'x-roles': line.roles }),
    parameters: [...inPath, ...queryOf(line.query)],
    ...(line.body ? { requestBody: { required: true, content: json(schemaOf(line.body, 'input')) } } : {}),
    responses: Object.fromEntries([...answers, ...problems]),
  };
}

const json = (schema: object): object => ({ 'application/json': { schema } });

function queryOf(query: z.ZodType | null): object[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: object;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest;
}
