import { isDeepStrictEqual } from 'node:util';
import type { Clinic } from '../../../core/queue/clinic-file.ts';
import type { Command, MoveCommand } from '../../../core/queue/command.ts';
import type { Day } from '../../../core/queue/day.ts';
import type { Decision } from '../../../core/queue/decision.ts';
import type { PriorityClass } from '../../../core/queue/line-class.ts';
import type { Ticket } from '../../../core/queue/ticket.ts';
import { expectedIn } from './check-in-promises.ts';
import type { DayStep } from './day-steps.ts';
import { House } from './house-log.ts';
import { bookingsOf, checkHouse } from './house-promises.ts';
import type { Rules } from './house-rules.ts';
import { checkMove } from './move-promises.ts';
import { type Portrait, portrait, recoverable } from './portrait.ts';
import { checkGuards, checkPress, type Press } from './press-promises.ts';
import { must } from './promises.ts';
import { MINUTE, MORNING, moveCommand } from './test-day.ts';

type Asked = { decision: Decision; before: Portrait };
type Called = Extract<Command, { type: 'next' | 'call' }>;

/** A house under test: plays steps, keeps its own book of what was promised, and throws at a broken promise. */
export class Morning {
  readonly #house: House;
  readonly #make: () => Rules;
  #clock = MORNING;
  /** How wrong the clock is for the next command. */
  #skew = 0;
  #made = 0;

  constructor(clinic: Clinic, make: () => Rules) {
    this.#make = make;
    this.#house = new House(clinic, make());
  }

  play(steps: readonly DayStep[]): void {
    for (const step of steps) this.#take(step);
    const again = this.#house.replayed(this.#make());
    must(isDeepStrictEqual(portrait(again), portrait(this.#day)), 'the same log gives the same day');
  }

  get #day(): Day {
    return this.#house.day;
  }

  /** Stored time never runs backwards, whatever the clock says. */
  get #now(): number {
    return Math.max(this.#clock + this.#skew, this.#day.at);
  }

  #take(step: DayStep): void {
    this.#made += 1;
    if (step.do === 'wait') {
      this.#skew = Math.min(step.ms, 0);
      this.#clock += Math.max(step.ms, 0);
    }
    this.#house.catchUp(this.#clock + this.#skew);
    const ticket = 'who' in step ? this.#who(step.who)?.id : '';
    if (ticket !== undefined) this.#do(step, ticket);
    if (step.do !== 'wait') this.#skew = 0;
  }

  #do(step: DayStep, ticket: string): void {
    const call = `call-${this.#made}`;
    switch (step.do) {
      case 'wait':
        break;
      case 'come':
        this.#come(step);
        break;
      case 'crowd':
        for (const priority of step.classes) this.#crowd(step.service, priority);
        break;
      case 'keep':
        this.#keep(step);
        break;
      case 'next':
        this.#press({ type: 'next', room: step.room, expected: this.#expected(step), call }, true);
        break;
      case 'call':
        this.#press({ type: 'call', room: step.room, expected: this.#expected(step), ticket, call }, true);
        break;
      case 'round':
        this.#round(call, step.opens);
        break;
      case 'print':
        this.#print(ticket);
        break;
      case 'regret':
        this.#move({ type: 'move', move: 'undo', ticket });
        break;
      case 'go home':
        this.#goHome(step);
        break;
      case 'move':
        this.#move(moveCommand(step.move, ticket, step));
        break;
      default:
        this.#arrange(step, call);
    }
  }

  /** A slip is asked for, and the station says what became of it. */
  #print(ticket: string): void {
    const { decision, before } = this.#ask({ type: 'print', ticket, paperFor: 'desk' });
    must(decision.ok, 'a slip can be printed again');
    const slip = this.#day.tickets.get(ticket)!.slips;
    must(slip === before.tickets[ticket]!.slips + 1, 'slips are counted');
    this.#ask({ type: 'slip', ticket, slip, state: 'confirmed', printer: null });
    const { slips, paper, ...rest } = this.#day.tickets.get(ticket)!;
    must(paper?.state === 'confirmed' && paper.slip === slips, 'what became of a slip is known');
    const { slips: _slips, paper: _paper, ...old } = before.tickets[ticket]!;
    must(isDeepStrictEqual(rest, old), 'a reprint moves nobody');
  }

  #goHome({ room, regrets }: Extract<DayStep, { do: 'go home' }>): void {
    const ticket = this.#inside(room);
    if (ticket) this.#move({ type: 'move', move: 'finish', ticket });
    this.#arrange({ do: 'room', room, to: 'closed', reason: null }, '');
    if (ticket && regrets) this.#move({ type: 'move', move: 'undo', ticket });
  }

  /** What concerns rooms, rules and lists, and no ticket. */
  #arrange(
    step: Extract<DayStep, { do: 'invite' | 'room' | 'serve' | 'rule' | 'book' }>,
    call: string,
  ): void {
    const { do: type, ...rest } = step;
    const list = type === 'book' ? bookingsOf(this.#day, step) : null;
    const command = list ? { type, ...list } : { type, ...rest, ...(type === 'invite' ? { call } : {}) };
    const { decision, before } = this.#ask(command as Command);
    checkHouse(before, this.#day, decision, step);
    must(
      isDeepStrictEqual(portrait(this.#day).tickets, before.tickets),
      'who arranges the house moves nobody',
    );
  }

  #who(index: number): Ticket | undefined {
    const tickets = [...this.#day.tickets.values()].sort((a, b) => b.seq - a.seq);
    return tickets[index % Math.max(1, tickets.length)];
  }

  #inside(room: string): string | null {
    const inside = (t: Ticket) => (t.state === 'called' || t.state === 'serving') && t.room === room;
    return [...this.#day.tickets.values()].find(inside)?.id ?? null;
  }

  #expected({ room, expecting }: Extract<DayStep, { expecting: unknown }>): string | null {
    if (expecting === 'who is inside') return this.#inside(room);
    return expecting === 'nobody' ? null : (this.#who(3)?.id ?? 'nobody known');
  }

  #keep({ which, visitor, priority }: Extract<DayStep, { do: 'keep' }>): void {
    const bookings = [...this.#day.bookings.values()];
    const booking = bookings[which % Math.max(1, bookings.length)];
    if (!booking) return;
    const { service, id: appointment } = booking;
    this.#come({ visitor, service, priority, journey: null, appointment });
  }

  #crowd(service: string, priority: PriorityClass): void {
    this.#made += 1;
    this.#come({ service, priority, visitor: null, journey: null, appointment: null });
  }

  #come(person: Omit<Extract<DayStep, { do: 'come' }>, 'do'>): void {
    const [ticket, token] = [`t${this.#made}`, `token-${this.#made}`];
    const { visitor, service, priority: said, journey, appointment } = person;
    const wants = { service, priority: said, journey, appointment, visitor, grounds: [], paperFor: null };
    const command = { type: 'check-in' as const, ticket, token, ...wants };
    const expected = expectedIn(this.#day, command, this.#now);
    const { decision } = this.#ask(command);
    if ('refused' in expected) {
      must(
        !decision.ok && decision.fault.code === expected.refused,
        'a check-in is refused for its own reason',
      );
      return;
    }
    const wanted =
      'repeat' in expected ? { kind: 'repeat', ticket: expected.repeat } : { kind: 'issued', ticket };
    const given = decision.ok ? decision.outcome : null;
    must('repeat' in expected || given !== null, 'an open service takes people');
    must(isDeepStrictEqual(given, wanted), 'a person has one open ticket of a service');
    if ('repeat' in expected) {
      must(decision.ok && decision.happenings.length === 0, 'a repeat writes nothing');
      return;
    }
    const { slot, priority, steps } = this.#day.tickets.get(ticket)!;
    must(
      slot === expected.slot && priority === expected.priority,
      'an appointment counts only in its time, and once',
    );
    const stages = expected.stages.flatMap((stage, index) => stage.map((each) => `${index} ${each}`));
    must(
      isDeepStrictEqual(
        steps.map((s) => `${s.stage} ${s.service}`),
        stages,
      ),
      'a visit goes its journey',
    );
  }

  #round(call: string, opens: boolean): void {
    const rooms = [...this.#day.rooms.keys()];
    for (const [index, room] of rooms.entries()) {
      if (opens) this.#arrange({ do: 'room', room, to: 'open', reason: null }, call);
      const command = { type: 'next' as const, room, expected: this.#inside(room), call: `${call}-${room}` };
      this.#press(command, index === this.#made % rooms.length);
    }
    this.#clock += 10 * MINUTE;
  }

  /** `undoes`: also looks whether it can be undone, which takes a second house. */
  #press(command: Called, undoes: boolean): void {
    const { room } = command;
    const inside = this.#inside(room);
    const calls = this.#house.calls.copy();
    const { decision, before } = this.#ask(command);
    if (!this.#day.rooms.has(room)) {
      must(!decision.ok && decision.fault.code === 'unknown-room', 'an unknown room calls nobody');
      return;
    }
    if (command.type === 'call') {
      const old = before.tickets[command.ticket]!;
      const free = ['waiting', 'held', 'away', 'no-show'].includes(old.state);
      must(
        decision.ok || free || decision.fault.code === 'wrong-state',
        'only who is free is called by name',
      );
      must(!decision.ok || free, 'only who is free is called by name');
      if (!free || (!decision.ok && decision.fault.code === 'not-for-this-room')) return;
    }
    must(
      decision.ok || command.expected !== inside || before.roomStates[room]?.to === 'closed',
      'a press of an open room is heard',
    );
    must(!decision.ok || command.expected === inside, 'a press is for who is expected in the room');
    must(!decision.ok || before.roomStates[room]?.to !== 'closed', 'a closed room calls nobody');
    if (!decision.ok || decision.outcome.kind !== 'called') return;
    const { ticket: called, reason } = decision.outcome;
    const press: Press = { room, inside, called, reason, byName: command.type === 'call' };
    checkPress(before, this.#day, press);
    checkGuards(before, this.#day, press, calls);
    must(command.type === 'next' || called === command.ticket, 'who is named is called');
    must(this.#day.roomStates.get(room) === undefined, 'a room that calls is open');
    // Whoever presses in a paused room is at the desk: its break stays over.
    const { [room]: _break, ...roomStates } = before.roomStates;
    if (undoes && (called ?? inside)) this.#checkUndo({ ...before, roomStates }, (called ?? inside)!);
  }

  #move(command: MoveCommand): void {
    const { decision, before } = this.#ask(command);
    if (command.move === 'undo') {
      const lately = this.#house.movedLately(command.ticket);
      must(!decision.ok || lately, 'an undo is of the last ten seconds');
      return;
    }
    checkMove(before, this.#day, command, decision);
    if (decision.ok) this.#checkUndo(before, command.ticket);
  }

  /** Asks, and holds the core to what it promises of every command. */
  #ask(command: Command): Asked {
    const before = portrait(this.#day);
    const decision = this.#house.rules.decide(this.#day, command, this.#now);
    must(isDeepStrictEqual(portrait(this.#day), before), 'to decide, and to refuse, changes nothing');
    const named = decision.ok || (decision.fault.code.length > 0 && decision.fault.advice.length > 0);
    must(named, 'a refusal has a name and says what to do');
    if (decision.ok) for (const happening of decision.happenings) this.#house.append(happening, this.#now);
    this.#house.check();
    return { decision, before };
  }

  /** Tries on a second house with the same log: an undo at once gives back the day before. */
  #checkUndo(before: Portrait, ticket: string): void {
    const rules = this.#make();
    const day = this.#house.replayed(rules);
    const decision = rules.decide(day, { type: 'move', move: 'undo', ticket }, day.at);
    must(decision.ok, 'a move can be undone at once');
    for (const happening of decision.happenings)
      rules.evolve(day, { seq: day.seq + 1, at: day.at, actor: 'test', happening });
    must(
      isDeepStrictEqual(recoverable(portrait(day)), recoverable(before)),
      'an undo gives back the day before',
    );
  }
}
