import type { Express, Request, Response } from 'express';
import type { CardReading } from '../../core/identity/card.ts';
import { identityKey } from '../../core/identity/identity-key.ts';
import { scanAnswer } from '../../core/identity/person.ts';
import { readCard } from '../../core/identity/read-card.ts';
import { waitingFor } from '../../core/queue/day.ts';
import { ticketView } from '../../core/queue/views.ts';
import { CheckInBody, type PlaceAnswer, PrintBody, ScanBody } from '../../core/wire/api.ts';
import type { StationState } from '../../core/wire/protocol.ts';
import { mountVoice, type VoicedHouse } from '../kiosk-screen/fake-voice.ts';
import { answerTicket, problem } from './fake-answer.ts';
import { type FakeDay, hospital } from './fake-day.ts';

const TODAY = '2026-11-22';

/** What the routes need of the house. */
export type RoutedHouse = VoicedHouse & {
  readonly today: FakeDay;
  readonly role: string;
  readonly room: string | null;
  readonly timeZone: string;
  readonly inches: number;
  readonly station: StationState;
  readonly scans: ReadonlyMap<string, string>;
  readonly closed: ReadonlySet<string>;
  readonly offered: readonly string[] | null;
  readonly devices: readonly object[];
  printed(ticket: string, code: string): void;
  ring(kiosk: string): void;
  changed(): void;
};

/** The addresses of the interface that kiosk and console use, with the real schemas on the bodies. */
export function mountRoutes(app: Express, house: RoutedHouse): void {
  mountVoice(app, house);
  app.get('/api/v1/place', (_request, response) => void response.json(placeAnswer(house)));
  app.post('/api/v1/scans', (request, response) => {
    const { scan, source } = ScanBody.parse(request.body);
    response.json(scanAnswer(readCard(scan, TODAY), source ?? 'api'));
  });
  app.post('/api/v1/check-ins', (request, response) => checkIn(house, request, response));
  app.post('/api/v1/help', (request, response) => {
    PrintBody.parse(request.body);
    house.ring('kiosk-1');
    response.status(202).json({});
  });
  app.post('/api/v1/tickets/:id/print', (request, response) => {
    PrintBody.parse(request.body);
    const ticket = house.today.day.tickets.get(request.params.id);
    if (!ticket) return problem(response, 404, 'unknown-ticket', 'Hôm nay không có phiếu này.');
    response.status(202).json({ ticket: ticketView(house.today.day, ticket, Date.now()) });
    house.printed(ticket.id, ticket.code);
  });
  app.get('/api/v1/devices', (_request, response) => {
    if (house.room !== null) return problem(response, 403, 'not-allowed', 'Chỉ bàn quản trị xem được.');
    response.json({ devices: house.devices });
  });
}

function checkIn(house: RoutedHouse, request: Request, response: Response): void {
  const body = CheckInBody.parse(request.body);
  const scan = body.scanId === null ? body.scan : (house.scans.get(body.scanId) ?? null);
  const reading = scan === null ? null : readCard(scan, TODAY);
  const refusal = scanRefusal(body, reading);
  if (refusal !== null) {
    problem(response, 422, refusal, 'Mời quét lại.');
    return;
  }
  const grounds = body.declared.map((code) => `${code}?`);
  const { journey, appointment } = body;
  const visitor = reading && identityKey(reading);
  const decision = house.today.issue(body.service, visitor, grounds, { journey, appointment });
  const repeat = decision.ok && decision.outcome.kind === 'repeat';
  answerTicket(house, response, decision, repeat ? 200 : 201);
  if (!decision.ok || !('ticket' in decision.outcome) || repeat) return;
  const ticket = house.today.day.tickets.get(decision.outcome.ticket ?? '');
  if (ticket) house.printed(ticket.id, ticket.code);
}

function scanRefusal(body: CheckInBody, reading: CardReading | null): string | null {
  if (body.scanId !== null && reading === null) return 'scan-expired';
  if (reading?.status === 'reject') return reading.err;
  return reading && !body.confirmed ? 'needs-confirmation' : null;
}

function placeAnswer(house: RoutedHouse): PlaceAnswer {
  return {
    facility: hospital.name,
    timeZone: house.timeZone,
    device: { role: house.role, name: house.role === 'kiosk' ? 'kiosk-1' : 'ban-1', room: house.room },
    kiosk: {
      screenInches: house.inches,
      camera: true,
      paper: house.station.printer.kind === 'paper',
      languages: house.languages,
    },
    services: hospital.services
      .filter(({ id }) => house.offered === null || house.offered.includes(id))
      .map(({ id, name, series, kiosk, reception, kind }) => ({
        id,
        name: { vi: name.vi, en: name.en ?? name.vi },
        series,
        open: !house.closed.has(id),
        waiting: waitingFor(house.today.day, id),
        kiosk,
        reception,
        kind,
      })),
    journeys: hospital.journeys.map(({ id, name, stages }) => ({
      id,
      name: name.vi,
      first: stages[0] ?? [],
    })),
    rooms: hospital.rooms.map(({ id, label }) => ({ id, label: { vi: label.vi, en: label.en ?? label.vi } })),
  };
}
