import { randomUUID } from 'node:crypto';
import { type Role, roles } from '../../../core/wire/protocol.ts';
import type { Route } from '../../../server/http/route.ts';
import { routeTable } from '../../../server/http/route-table.ts';
import { binh, type Reply, type TestHouse } from '../test-house.ts';

type Ticket = { id: string; code: string; state: string; url: string };

/** Somebody who knows every line of the interface and a right body for each. */
export class Asker {
  readonly house: TestHouse;
  readonly routes: readonly Route[];
  readonly tokens: Readonly<Record<Role, string>>;

  constructor(house: TestHouse) {
    this.house = house;
    this.routes = routeTable(house.open.house);
    const names: Partial<Record<Role, string>> = { board: 'hall', speaker: 'hall' };
    this.tokens = Object.fromEntries(
      roles.map((role) => [role, house.device(role, names[role] ?? role, null).token]),
    ) as Record<Role, string>;
  }

  async ticket(service: string): Promise<Ticket> {
    const reply = await this.house.post(this.tokens.api, '/check-ins', { service, scan: null });
    return reply.body.ticket as Ticket;
  }

  /** The address of a line with names of things that exist. */
  pathOf({ path }: Route, ticket: Ticket): string {
    const token = ticket.url.split('/').at(-1)!;
    const names = {
      id: ticket.id,
      room: 'pk1',
      service: 'noi',
      board: 'hall',
      speaker: 'hall',
      token,
      lang: 'vi',
      key: 'help.call',
    };
    return path.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof names) => names[name]);
  }

  /** A body that this line accepts; null for a line without one. */
  bodyOf({ path, body }: Route): Record<string, unknown> | null {
    const requestId = randomUUID();
    const own: Record<string, Record<string, unknown>> = {
      '/scans': { scan: binh, source: 'serial' },
      '/enrol': { code: 'AAAA-BBBB' },
      '/check-ins': {
        requestId,
        service: 'noi',
        scan: null,
        scanId: null,
        scanBytes: null,
        source: 'api',
        confirmed: false,
        declared: [],
        journey: null,
        appointment: null,
        language: 'vi',
      },
      '/permits': { journal: '0123456789abcdef01234567', series: null },
      '/hand-ins': { now: 1, lines: [mark] },
      '/station-signs': {
        clockMs: 1,
        build: null,
        ownNumbers: 'ready',
        waiting: 0,
        refused: [],
        faults: [],
      },
      '/notices': { requestId, text: 'Nghỉ trưa', from: null, until: null, boards: null },
      '/rooms/{room}/next': { requestId, expected: null },
      '/rooms/{room}/call': { requestId, expected: null, ticket: null, code: 'A001' },
      '/rooms/{room}/invite': { requestId, count: 3 },
      '/rooms/{room}/state': { requestId, to: 'open', reason: null },
      '/rooms/{room}/services': { requestId, services: null },
      '/speakers/{speaker}/mute': { requestId, minutes: 5, reason: 'Bảo trì' },
      '/services/{service}/rule': { requestId, rule: null },
      '/appointments': { requestId, businessDay: '2026-11-22', csv: 'time,service', appointments: null },
      '/tickets/{id}/away': { requestId, reason: null, minutes: null },
      '/tickets/{id}/order': { requestId, services: ['xet-nghiem'], back: true },
      '/tickets/{id}/skip': { requestId, service: 'x-quang' },
      '/tickets/{id}/priority': { requestId, priority: 'priority', reason: 'có thai' },
      '/tickets/{id}/hold': { requestId, reason: null },
      '/tickets/{id}/cancel': { requestId, reason: null },
      '/tickets/{id}/transfer': { requestId, service: 'mat' },
    };
    return body && (own[path] ?? { requestId });
  }

  ask(line: Route, token: string, ticket: Ticket, body: Record<string, unknown> | null): Promise<Reply> {
    const text = body && JSON.stringify(body);
    return this.house.send(line.method.toUpperCase(), token, this.pathOf(line, ticket), text, {});
  }
}

/** A line of a journal that nobody wrote: well formed, and proven by nothing. */
const mark = {
  kind: 'void',
  journal: '0123456789abcdef01234567',
  series: 'K3',
  businessDay: '2026-11-22',
  n: 1,
  at: 1,
  previous: '',
  mac: 'x',
};

/** What is wrong with a refusal: it has one form, and tells nothing of the house's inside. */
export function badProblem({ status, headers, body }: Reply): string[] {
  const wrong: string[] = [];
  if (headers.get('content-type') !== 'application/problem+json; charset=utf-8') wrong.push('content-type');
  if (Object.keys(body).sort().join() !== 'code,detail,status,title,type') wrong.push('keys');
  if (body.status !== status) wrong.push('status');
  if (!/^[a-z0-9_-]+$/.test(String(body.code)) || body.type !== `urn:tiepdon:problem:${body.code}`)
    wrong.push('code');
  if (/\bat .*:\d+|sqlite|select |insert |node_modules|\.ts\b|\/data\/|error:/i.test(JSON.stringify(body)))
    wrong.push('inside');
  return wrong;
}
