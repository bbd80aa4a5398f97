import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Departure } from '../departure.ts';
import type { Settings } from '../settings.ts';
import { capConnections, isLoopback } from './connection-cap.ts';
import type { Gate } from './gate.ts';
import { answersLife } from './liveness.ts';

/** Time-outs belong into the constructor: set later, they have no effect for the first half minute. */
export function createHttp(connections: number): Server {
  const http = createServer({
    headersTimeout: 4_000,
    requestTimeout: 8_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: 8_192,
  });
  capConnections(http, connections, isLoopback);
  return http;
}

/** The port it listens on; 0 before it does. */
export function portOf(http: Server): number {
  const address = http.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Address under which patients reach their own page. */
export function publicUrl(settings: Settings, port: number): string {
  const [first] = settings.origins;
  return first ?? `http://${settings.host === '0.0.0.0' ? 'localhost' : settings.host}:${port}`;
}

/** A door before the house: it hands on what is not its own. */
export type Door = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Lets `house` answer what is no look for life, behind a door that may be put before it later. */
export function serveBehind(
  http: Server,
  { admit }: Departure,
  gate: () => Gate,
  house: RequestListener,
): (door: Door) => void {
  let first: Door = (_request, _response, next) => next();
  http.on('request', (request, response) =>
    admit(request, response, () => {
      if (!answersLife(gate(), request, response)) first(request, response, () => house(request, response));
    }),
  );
  return (door) => {
    first = door;
  };
}
