import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Clinic } from '../core/queue/clinic-file.ts';
import type { Command } from '../core/queue/command.ts';
import { isFaultCode } from '../core/queue/fault.ts';
import { timeOfDay } from '../core/queue/local-time.ts';
import type { Reply } from '../simulation/day-driver.ts';
import type { VisitorCard } from './visitor-cards.ts';

type Ask = { path: string; body: Record<string, unknown> };
type Answer = { status: number; body: Record<string, unknown> };

/** What the door said is neither an answer nor a refusal of the rules: `code` is the problem's, or the network's. */
export class DoorFault extends Error {
  readonly code: string;

  constructor(path: string, status: number, code: string) {
    super(`${path} was answered ${status} ${code}`);
    this.code = code;
  }
}

/** Carries out commands as a hospital's system does it: over the HTTP interface, one at a time. */
export type HttpPlay = {
  /** The ticket issued, called or moved, or the fault. Rejects with a DoorFault on anything else. */
  carryOut(command: Command): Promise<Reply>;
  close(): void;
};

type House = {
  /** Such as `http://127.0.0.1:8080`. */
  base: string;
  /** Of a device with the role `api`. */
  token: string;
  clinic: Clinic;
  /** The card that a visitor shows, by the visitor's id in the commands. */
  cardOf: (visitor: string) => VisitorCard;
};

/** Opens the way to a running house. Visitors show their cards; bookings name them by the number on it. */
export function playByHttp(house: House): HttpPlay {
  const agent = new Agent({ keepAlive: true });
  return {
    async carryOut(command) {
      const { path, body } = askOf(command, house);
      const text = JSON.stringify({ requestId: randomUUID(), ...body });
      const answer = await post(house, agent, path, text);
      if (answer.status < 300) return { ok: true, ticket: ticketOf(answer) };
      const code = String(answer.body.code);
      if (!isFaultCode(code)) throw new DoorFault(path, answer.status, code);
      return { ok: false, code };
    },
    close: () => agent.destroy(),
  };
}

function askOf(command: Command, { clinic, cardOf }: House): Ask {
  switch (command.type) {
    case 'check-in': {
      const { service, journey, visitor, priority } = command;
      const declared = priority === 'urgent' ? ['CC'] : [];
      if (visitor === null) return { path: '/check-ins', body: { service, journey, scan: null, declared } };
      const card = cardOf(visitor);
      const shown = { scan: card.text, confirmed: true, declared: [...declared, ...card.declared] };
      return { path: '/check-ins', body: { service, journey, ...shown } };
    }
    case 'next':
      return { path: `/rooms/${command.room}/next`, body: { expected: command.expected } };
    case 'call': {
      const { expected, ticket } = command;
      return { path: `/rooms/${command.room}/call`, body: { expected, ticket } };
    }
    case 'invite':
      return { path: `/rooms/${command.room}/invite`, body: { count: command.count } };
    case 'room':
      return { path: `/rooms/${command.room}/state`, body: { to: command.to, reason: command.reason } };
    case 'serve':
      return { path: `/rooms/${command.room}/services`, body: { services: command.services } };
    case 'rule':
      return { path: `/services/${command.service}/rule`, body: { rule: command.rule } };
    case 'book': {
      const { businessDay, bookings } = command;
      const appointments = bookings.map(({ id, service, slot }) => ({
        time: timeOfDay(slot, clinic.timeZone),
        service,
        number: cardOf(id).number,
      }));
      return { path: '/appointments', body: { businessDay, appointments } };
    }
    case 'move': {
      const { type: _type, move, ticket, ...parts } = command;
      return { path: `/tickets/${ticket}/${move}`, body: parts };
    }
    case 'print':
      return { path: `/tickets/${command.ticket}/print`, body: {} };
    case 'turn-day':
      return { path: '/day', body: {} };
    default:
      // No notices, no speakers, no kiosks that are cut off; and only a station says what became of a slip.
      throw new Error(`the played days have no ${command.type}`);
  }
}

function ticketOf({ body }: Answer): string | null {
  const ticket = body.ticket as { id: string } | null | undefined;
  return ticket?.id ?? null;
}

/** A connection that the server closed while it was idle is made again: the same requestId is answered alike. */
async function post(house: House, agent: Agent, path: string, text: string): Promise<Answer> {
  try {
    return await postOnce(house, agent, path, text);
  } catch {
    return await postOnce(house, agent, path, text).catch((error: NodeJS.ErrnoException) => {
      throw new DoorFault(path, 0, error.code ?? error.name);
    });
  }
}

function postOnce({ base, token }: House, agent: Agent, path: string, text: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    };
    const call = request(`${base}/api/v1${path}`, { method: 'POST', agent, headers }, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (some: Buffer) => parts.push(some));
      reply.on('error', reject);
      reply.on('end', () => {
        const said = Buffer.concat(parts).toString();
        const body = said.startsWith('{') ? (JSON.parse(said) as Record<string, unknown>) : {};
        resolve({ status: reply.statusCode ?? 0, body });
      });
    });
    call.on('error', reject);
    call.end(text);
  });
}
