import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import { problem } from '../problem.ts';
import { printerRoutes } from './printer-routes.ts';
import type { Setup, SetupAnswer } from './setup.ts';

/** Which names and pages the server answers to, as its own gate knows them. */
export type SetupGate = {
  knowsHost(request: IncomingMessage): boolean;
  knowsOrigin(request: IncomingMessage): boolean;
};

const Bind = z.strictObject({ path: z.string().min(1).max(400) });
const Forget = z.strictObject({ source: z.string().min(1).max(1_500) });

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;
const OWN_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;
const OWN_ORIGIN = /^https?:\/\//i;

/**
 * Whether a request comes from this machine itself: from its loopback address, not through a proxy, and from a
 * page that was opened under its own name. Whoever can do that stands before it.
 */
export function isFromHere({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): boolean {
  const isForwarded = (headers['x-forwarded-for'] ?? headers.forwarded ?? headers.via) !== undefined;
  if (isForwarded || !LOOPBACK.test(socket.remoteAddress ?? '')) return false;
  const { host = '', origin } = headers;
  return OWN_NAME.test(host) && (origin === undefined || OWN_NAME.test(origin.replace(OWN_ORIGIN, '')));
}

/**
 * The set-up page's side of the station: `GET /setup/state`, and `POST` to `/setup/test-code`, `/setup/stop`,
 * `/setup/bind {path}`, `/setup/forget {source}`, each answered with the state; and those of its printer. Only for
 * this machine itself;
 * faults: 403 `not-here`, 400 `bad-request`, 404 `no-such-port`, `not-kept`, 409 `searching`.
 */
export function setupRoutes(setup: Setup, gate: SetupGate): express.Router {
  const routes = express.Router();
  const show = async (response: Response): Promise<void> => {
    response.setHeader('cache-control', 'no-store');
    response.json(await setup.state());
  };
  const granted = async (response: Response, answer: SetupAnswer): Promise<void> => {
    if (answer.ok) await show(response);
    else problem(response, answer.fault === 'searching' ? 409 : 404, answer.fault, '');
  };
  const guard: express.RequestHandler[] = [
    (request, response, next) => {
      if (isFromHere(request) && gate.knowsHost(request) && gate.knowsOrigin(request)) next();
      else problem(response, 403, 'not-here', 'Mở trang này trên chính máy có cắm thiết bị.');
    },
    express.json({ limit: '4kb', inflate: false }),
  ];
  routes.get('/setup/state', ...guard, (_request, response) => show(response));
  routes.post('/setup/test-code', ...guard, async (_request, response) => {
    setup.search();
    await show(response);
  });
  routes.post('/setup/stop', ...guard, async (_request, response) => {
    setup.stopSearch();
    await show(response);
  });
  routes.post('/setup/bind', ...guard, async (request, response) => {
    const body = Bind.safeParse(request.body);
    if (body.success) await granted(response, await setup.bind(body.data.path));
    else problem(response, 400, 'bad-request', '');
  });
  routes.post('/setup/forget', ...guard, async (request, response) => {
    const body = Forget.safeParse(request.body);
    if (body.success) await granted(response, await setup.forget(body.data.source));
    else problem(response, 400, 'bad-request', '');
  });
  routes.use(printerRoutes(setup.printer, guard));
  routes.use(refuseUnread);
  return routes;
}

/** Passes on what is not its own. */
export type FrontDoor = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

function refuseUnread(_error: unknown, _request: Request, response: Response, _next: NextFunction): void {
  problem(response, 400, 'bad-request', '');
}

/**
 * The same routes as a door before another server, which gets all that is not theirs.
 * @param headers sets the security headers
 */
export function setupDoor(setup: Setup, gate: SetupGate, headers: express.RequestHandler): FrontDoor {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(headers, setupRoutes(setup, gate));
  return (request, response, next) => {
    if (request.url?.startsWith('/setup/')) app(request as Request, response as Response, next);
    else next();
  };
}
