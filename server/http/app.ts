import express, { type NextFunction, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import { StorageFault } from '../clinic.ts';
import type { Device } from '../devices/devices.ts';
import type { House } from '../house.ts';
import { jsonBody } from './body.ts';
import { Buckets } from './bucket.ts';
import type { Gate } from './gate.ts';
import { securityHeaders } from './headers.ts';
import { monitoring } from './monitoring.ts';
import { openApi } from './openapi.ts';
import type { Pages } from './pages.ts';
import { type HttpAnswer, problem, tooMany } from './problem.ts';
import type { Route } from './route.ts';
import { routeTable } from './route-table.ts';
import { send } from './send.ts';
import { tokenOf } from './token.ts';

const LARGEST_BODY = 65_536;
/** Five thousand lines of a day's appointments. */
const LARGEST_LIST = 524_288;
const DEEPEST_BODY = 8;
const VERSION = '0.1.0';

type Parts = { house: House; gate: Gate; pages: Pages; limits: Record<string, number>; log: Logger };

/** The HTTP side of the house: headers, gate, pages, and the interface under `/api/v1`. */
export function buildApp(parts: Parts): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(securityHeaders());
  app.use((request, response, next) =>
    parts.gate.knowsHost(request) ? next() : send(response, problem('wrong-host', '')),
  );
  const routes = routeTable(parts.house);
  const note = noteRefusals(parts);
  const guards = [note, onlyOwnPages(parts.gate), onlyJson];
  const serve = server(parts);
  // Before everything else that has an address: presses of people pass by as little as possible.
  for (const line of routes)
    app[line.method](
      `/api/v1${line.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ...guards,
      line.path === '/appointments' ? readList : readBody,
      serve(line),
    );
  const document = openApi(routes, VERSION);
  // A station answers its own kiosk page here; a house enrols devices instead, and tells one which it is.
  app.get('/api/v1/here', (request, response) => {
    const device = parts.house.devices.byToken(tokenOf(request));
    response.setHeader('cache-control', 'no-store');
    if (device) response.json(device);
    else response.status(204).end();
  });
  app.get('/api/v1/openapi.json', (_request, response) => void response.json(document));
  const open = openRoutes(parts);
  app.use(open);
  app.use('/api/v1', note, open, ...guards.slice(1), readBody, knownMethods(routes));
  parts.pages.mount(app);
  app.use((_request, response) => send(response, problem('not-found', 'Không có trang này.')));
  app.use(lastResort(parts));
  return app;
}

const readBody = jsonBody(LARGEST_BODY);
const readList = jsonBody(LARGEST_LIST);

/** One line for each refusal, with its reason and never its input; at most twenty a second, whoever knocks. */
function noteRefusals({ log, house }: Parts): express.RequestHandler {
  const lines = new Buckets(20, house.elapsed);
  return (request, response, next) => {
    response.once('finish', () => {
      if (response.statusCode < 400 || lines.take('') > 0) return;
      const { answered, device = null } = response.locals;
      const said: unknown = typeof answered === 'string' ? JSON.parse(answered) : answered;
      const code = (said as { code?: string } | undefined)?.code ?? null;
      const route = String(request.route?.path ?? '');
      log.info({
        event: 'refused',
        method: request.method,
        route,
        status: response.statusCode,
        code,
        device,
      });
    });
    next();
  };
}

const onlyOwnPages = (gate: Gate) => (request: Request, response: Response, next: NextFunction) => {
  response.setHeader('cache-control', 'no-store');
  if (gate.knowsOrigin(request)) next();
  else send(response, problem('foreign-origin', ''));
};

/** A write must be JSON in UTF-8: what a foreign form can send without being asked is none. */
function onlyJson(request: Request, response: Response, next: NextFunction): void {
  const { 'content-type': type = '', 'content-encoding': packing = 'identity' } = request.headers;
  const isJson = /^application\/json(;\s*charset="?utf-8"?)?$/i.test(type.trim()) && packing === 'identity';
  if (isJson || request.method !== 'POST') next();
  else send(response, problem('not-json', ''));
}

function server({ house, limits }: Parts): (line: Route) => express.RequestHandler {
  const buckets = new Map(
    Object.entries(limits).map(([role, rate]) => [role, new Buckets(rate, house.elapsed)]),
  );
  return (line) => async (request, response) => {
    const device = line.roles === 'anyone' ? nobody : await house.devices.byToken(tokenOf(request));
    if (!device) return send(response, problem('not-enrolled', 'Thiết bị chưa được ghi danh.'));
    if (line.roles !== 'anyone' && !line.roles.includes(device.role))
      return send(response, problem('not-allowed', ''));
    // What is open to anyone has limits of its own: a limit of `api` must not lock out the patients.
    response.locals.device = device.id;
    // The only ones that never open a socket.
    if (device.role === 'api' && device !== nobody) house.lastSeen.note(device.id);
    const wait = device === nobody ? 0 : (buckets.get(device.role)?.take(device.id) ?? 0);
    if (wait > 0) return send(response, tooMany(wait, 'Chờ một chút rồi thử lại.'));
    const input = parse(line, request);
    if ('refused' in input) return send(response, input.refused);
    const params = request.params as Record<string, string>;
    send(response, await line.run({ device, params, ...input, address: addressOf(request) }));
  };
}

const nobody: Device = { id: 'nobody', role: 'api', name: 'nobody', room: null };

function parse(line: Route, request: Request): { body: unknown; query: unknown } | { refused: HttpAnswer } {
  if (isTooDeep(request.body, DEEPEST_BODY))
    return { refused: problem('bad-request', 'body: nested too deep, or a key that no object may have') };
  const body = line.body?.safeParse(request.body ?? {});
  const query = line.query?.safeParse(request.query);
  const failed = body?.error ?? query?.error;
  if (failed) {
    const issue = failed.issues[0]!;
    // The key and the rule, never the value: it may be a card.
    const key = issue.code === 'unrecognized_keys' ? 'unknown key' : issue.path.join('.');
    return { refused: problem('bad-request', `${key || 'body'}: ${issue.code}`) };
  }
  return { body: body?.data ?? null, query: query?.data ?? null };
}

function isTooDeep(value: unknown, left: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (left === 0 || Object.hasOwn(value, '__proto__') || Object.hasOwn(value, 'constructor')) return true;
  return Object.values(value).some((each) => isTooDeep(each, left - 1));
}

const addressOf = (request: Request): string => request.socket.remoteAddress ?? '';

function knownMethods(routes: readonly Route[]): express.RequestHandler {
  const known = routes.map(({ path, method }) => ({
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    allowed: method === 'get' ? ['GET', 'HEAD'] : ['POST'],
  }));
  return (request, response) => {
    const allowed = known.filter(({ pattern }) => pattern.test(request.path)).flatMap((each) => each.allowed);
    if (allowed.length === 0) return send(response, problem('not-found', ''));
    send(response, { ...problem('method-not-allowed', ''), headers: { allow: allowed.join(', ') } });
  };
}

/** Open to anyone: health, numbers for the hospital's monitoring, slides and announced sounds. */
function openRoutes({ house }: Parts): express.Router {
  const app = express.Router();
  app.use(monitoring(house));
  app.get('/slides/:name', async (request, response) => {
    const hash = /^([0-9a-f]{64})\.(png|jpeg|webp)$/.exec(request.params.name)?.[1];
    const slide = hash ? await house.slides.read(hash) : null;
    if (!slide) return send(response, problem('not-found', ''));
    response.type(slide.type).setHeader('cache-control', 'private, max-age=86400, immutable');
    response.send(slide.bytes);
  });
  app.get('/audio/:name', async (request, response) => {
    const hash = /^([0-9a-f]{64})\.wav$/.exec(request.params.name)?.[1];
    const bytes = hash ? await house.announcements.audio(hash) : null;
    if (!bytes) return send(response, problem('not-found', ''));
    response.type('audio/wav').setHeader('cache-control', 'private, max-age=86400, immutable');
    response.send(bytes);
  });
  return app;
}

function lastResort({ log, house }: Parts): express.ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (response.headersSent) return void response.destroy();
    const status = (error as { status?: number }).status;
    if (status !== undefined && status < 500) return send(response, problem('bad-request', ''));
    house.safekeeping.failed(error);
    const stored = error instanceof StorageFault || (error as { code?: string }).code === 'SQLITE_FULL';
    // The stack stays here; a message may quote input, so only the error's name is logged with the route.
    log.error({
      event: 'request-failed',
      route: `${request.method} ${request.route?.path ?? ''}`,
      error: (error as Error).name,
      cause: causeOf(error),
    });
    send(
      response,
      stored
        ? problem('storage-unavailable', 'Chưa ghi được. Thử lại sau ít giây.')
        : problem('internal-error', ''),
    );
  };
}

function causeOf(error: unknown): string {
  const cause = (error as Error).cause;
  return cause instanceof Error ? `${cause.name} ${(cause as { code?: string }).code ?? ''}`.trim() : '';
}
