import type { Response } from 'express';
import { placeOf } from '../../core/queue/place.ts';
import { ticketView } from '../../core/queue/views.ts';
import { type Decision, type FakeDay, hospital } from './fake-day.ts';

/** A refusal as the product words it. */
export function problem(response: Response, status: number, code: string, detail: string): void {
  response.status(status).type('application/problem+json');
  response.send(JSON.stringify({ type: `urn:tiepdon:problem:${code}`, title: code, status, code, detail }));
}

/** The fault of a decision as a problem. */
export function refuse(response: Response, decision: Extract<Decision, { ok: false }>): void {
  const { status, code, advice } = decision.fault;
  problem(response, status, code, advice);
}

/** The ticket of a decision, or its fault. */
export function answerTicket(
  house: { readonly today: FakeDay; changed(): void },
  response: Response,
  decision: Decision,
  status: number,
): void {
  if (!decision.ok) {
    refuse(response, decision);
    return;
  }
  const { day } = house.today;
  const id = 'ticket' in decision.outcome ? decision.outcome.ticket : null;
  const ticket = day.tickets.get(id ?? '');
  if (!ticket) throw new Error('a move without its ticket');
  house.changed();
  const repeat = decision.outcome.kind === 'repeat';
  const place = placeOf(hospital, ticket.service);
  response.status(status).json({ ticket: ticketView(day, ticket, Date.now()), repeat, place });
}
