import type { z } from 'zod';
import type { Role } from '../../core/wire/protocol.ts';
import type { Device } from '../devices/devices.ts';
import type { HttpAnswer } from './problem.ts';

/** What a route's work gets: checked input and who asks. */
export type Call<Body, Query> = {
  device: Device;
  params: Record<string, string>;
  body: Body;
  query: Query;
  address: string;
};

/**
 * One line of the interface. The table of these is the router, the access list and the OpenAPI document;
 * there is no second place where any of it stands.
 */
export type Route = {
  method: 'get' | 'post';
  /** OpenAPI form, `/tickets/{id}/print`. */
  path: string;
  /** Roles that may call it; `anyone` needs no token. */
  roles: readonly Role[] | 'anyone';
  summary: string;
  body: z.ZodType | null;
  query: z.ZodType | null;
  answers: Readonly<Record<number, z.ZodType | null>>;
  run: (call: Call<unknown, unknown>) => Promise<HttpAnswer> | HttpAnswer;
};

/** A route with typed body and query; the router has parsed both with these very schemas. */
export function route<B extends z.ZodType | null, Q extends z.ZodType | null>(
  line: Omit<Route, 'body' | 'query' | 'run'> & {
    body: B;
    query: Q;
    run: (
      call: Call<B extends z.ZodType ? z.output<B> : null, Q extends z.ZodType ? z.output<Q> : null>,
    ) => Promise<HttpAnswer> | HttpAnswer;
  },
): Route {
  return line as unknown as Route;
}
