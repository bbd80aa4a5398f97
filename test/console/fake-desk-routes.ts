import type { Express, Response } from 'express';
import { plain, readBookings } from '../../core/queue/booking-list.ts';
import { reasonWords } from '../../core/queue/call-reason.ts';
import { type Command, moveNames } from '../../core/queue/command.ts';
import { ruleOf } from '../../core/queue/day.ts';
import { deskTicket } from '../../core/queue/desk-view.ts';
import { isoLocal, localMoment } from '../../core/queue/local-time.ts';
import { ruleWords } from '../../core/queue/rule-words.ts';
import { ticketView } from '../../core/queue/views.ts';
import {
  CallBody,
  InviteBody,
  MoveBodies,
  NextBody,
  PrintBody,
  RoomServicesBody,
  RoomStateBody,
  RuleBody,
  type RulesAnswer,
} from '../../core/wire/api.ts';
import { AppointmentsBody } from '../../core/wire/appointment-api.ts';
import { NoticeBody, PlainBody } from '../../core/wire/notice-api.ts';
import { answerTicket, problem, refuse } from './fake-answer.ts';
import { hospital } from './fake-day.ts';
import type { RoutedHouse } from './fake-routes.ts';

/** The addresses that desks and supervisors use, with the real schemas on the bodies and the real core behind. */
export function mountDeskRoutes(app: Express, house: RoutedHouse): void {
  mountRoom(app, house);
  mountTickets(app, house);
  mountSupervision(app, house);
  mountAppointments(app, house);
  mountNotices(app, house);
}

function mountNotices(app: Express, house: RoutedHouse): void {
  app.post('/api/v1/notices', (request, response) => {
    const { requestId: _id, ...body } = NoticeBody.parse(request.body);
    const at = (time: string | null): number | null => (time === null ? null : Date.parse(time));
    const times = { from: at(body.from), until: at(body.until) };
    answerPlain(house, response, {
      type: 'notice',
      notice: { ...body, ...times, id: house.today.id('notice') },
    });
  });
  app.post('/api/v1/notices/:id/end', (request, response) => {
    PlainBody.parse(request.body);
    answerPlain(house, response, { type: 'end-notice', notice: request.params.id });
  });
  app.get('/api/v1/slides', (_request, response) => {
    const faults = [{ file: 'lich.pdf', fault: 'no-picture' }];
    response.json({ slides: [{ file: 'rua-tay.png', url: `/slides/${'a'.repeat(64)}.png` }], faults });
  });
}

function mountRoom(app: Express, house: RoutedHouse): void {
  app.post('/api/v1/rooms/:room/next', (request, response) => {
    const { expected } = NextBody.parse(request.body);
    const call = house.today.id('call');
    answerCall(house, response, { type: 'next', room: request.params.room, expected, call });
  });
  app.post('/api/v1/rooms/:room/call', (request, response) => {
    const { expected, ticket, code } = CallBody.parse(request.body);
    const wanted = ticket ?? ticketByCode(house, code ?? '') ?? '';
    const call = house.today.id('call');
    answerCall(house, response, { type: 'call', room: request.params.room, expected, ticket: wanted, call });
  });
  app.post('/api/v1/rooms/:room/invite', (request, response) => {
    const { count } = InviteBody.parse(request.body);
    const call = house.today.id('call');
    const decision = house.today.ask({ type: 'invite', room: request.params.room, count, call });
    if (!decision.ok) return refuse(response, decision);
    response.json({ codes: decision.outcome.kind === 'invited' ? decision.outcome.codes : [] });
  });
  app.post('/api/v1/rooms/:room/state', (request, response) => {
    const { to, reason } = RoomStateBody.parse(request.body);
    answerPlain(house, response, { type: 'room', room: request.params.room, to, reason });
  });
  app.post('/api/v1/rooms/:room/services', (request, response) => {
    const { services } = RoomServicesBody.parse(request.body);
    if (house.room !== null) return problem(response, 403, 'not-allowed', 'Chỉ bàn điều phối.');
    answerPlain(house, response, { type: 'serve', room: request.params.room, services });
  });
}

function answerPlain(house: RoutedHouse, response: Response, command: Command): void {
  const decision = house.today.ask(command);
  if (!decision.ok) {
    refuse(response, decision);
    return;
  }
  house.changed();
  response.json({});
}

function answerCall(house: RoutedHouse, response: Response, command: Command): void {
  const decision = house.today.ask(command);
  if (!decision.ok) {
    refuse(response, decision);
    return;
  }
  const { day } = house.today;
  const called = decision.outcome.kind === 'called' ? decision.outcome : null;
  const ticket = day.tickets.get(called?.ticket ?? '');
  house.changed();
  response.json({
    ticket: ticket ? ticketView(day, ticket, Date.now()) : null,
    reason: called?.reason ? reasonWords(called.reason) : 'không còn ai chờ',
  });
}

function ticketByCode({ today }: RoutedHouse, text: string): string | null {
  const code = text.trim().toUpperCase();
  const found = [...today.day.tickets.values()].find(
    (ticket) => ticket.code === code || String(ticket.number) === code.replace(/^0+/, ''),
  );
  return found?.id ?? null;
}

function mountTickets(app: Express, house: RoutedHouse): void {
  for (const move of moveNames) {
    app.post(`/api/v1/tickets/:id/${move}`, (request, response) => {
      const { requestId: _id, ...rest } = MoveBodies[move].parse(request.body);
      const command = { type: 'move', move, ticket: request.params.id, ...rest } as Command;
      answerTicket(house, response, house.today.ask(command), 200);
    });
  }
  app.post('/api/v1/tickets/:id/paper-seen', (request, response) => {
    PrintBody.parse(request.body);
    const ticket = request.params.id;
    const slip = house.today.day.tickets.get(ticket)?.slips ?? 0;
    answerPlain(house, response, { type: 'slip', ticket, slip, state: 'confirmed', printer: null });
  });
  app.get('/api/v1/tickets', (_request, response) => {
    const { day } = house.today;
    const tickets = [...day.tickets.values()].map((ticket) => ticketView(day, ticket, Date.now()));
    response.json({ tickets });
  });
  app.get('/api/v1/tickets/:id', (request, response) => {
    const { day } = house.today;
    const ticket = day.tickets.get(request.params.id);
    if (!ticket) return problem(response, 404, 'unknown-ticket', 'Hôm nay không có phiếu này.');
    response.json({ ticket: deskTicket(day, ticket, Date.now(), '') });
  });
}

function mountSupervision(app: Express, house: RoutedHouse): void {
  app.post('/api/v1/speakers/:speaker/test', (_request, response) => void response.json({ callId: 't1' }));
  app.post('/api/v1/speakers/:speaker/mute', (_request, response) => void response.json({}));
  app.get('/api/v1/rules', (_request, response) => {
    const { day } = house.today;
    const services: RulesAnswer['services'] = hospital.services.map((service) => {
      const { version, ...rule } = ruleOf(day, service.id);
      const words = ruleWords({ ...rule, version }, service);
      const { id, name, series } = service;
      const { lateMinutes } = service.appointments;
      const changed = day.rules.has(id);
      return { id, name: name.vi, series, policy: rule.policy, words, rule, changed, lateMinutes };
    });
    response.json({ facility: hospital.name, services });
  });
  app.post('/api/v1/services/:service/rule', (request, response) => {
    const { rule } = RuleBody.parse(request.body);
    answerPlain(house, response, { type: 'rule', service: request.params.service, rule });
  });
  app.post('/api/v1/day', (request, response) => {
    PrintBody.parse(request.body);
    response.json({ businessDay: house.today.day.businessDay });
  });
}

function mountAppointments(app: Express, house: RoutedHouse): void {
  const byName = new Map(
    hospital.services.flatMap(({ id, name }) => [
      [plain(id), id],
      [plain(name.vi), id],
    ]),
  );
  app.post('/api/v1/appointments', (request, response) => {
    const { businessDay, csv } = AppointmentsBody.parse(request.body);
    const { lines, faults } = readBookings(csv ?? '', (text) => byName.get(plain(text)) ?? null);
    const bookings = lines.map(({ line, service, time }) => ({
      id: `hen${line}`,
      service,
      slot: localMoment(businessDay, time, hospital),
      visitor: null,
    }));
    const decision = house.today.ask({ type: 'book', businessDay, bookings });
    if (!decision.ok) return refuse(response, decision);
    house.changed();
    response.json({ taken: bookings.length, faults });
  });
  app.get('/api/v1/appointments', (_request, response) => {
    const { day } = house.today;
    const appointments = [...day.bookings.values()].map(({ id, service, slot, ticket }) => ({
      id,
      service,
      time: isoLocal(slot, hospital.timeZone),
      known: false,
      ticket,
      code: day.tickets.get(ticket ?? '')?.code ?? null,
    }));
    response.json({ businessDay: day.businessDay, appointments });
  });
}
