import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { step } from '../../kiosk/screen/flow.ts';
import { countdown } from '../../kiosk/screen/timing.ts';
import { type Kiosk, type KioskEvent, newKiosk } from '../../kiosk/screen/visit.ts';
import { clinic, healthy, issuedTicket, paperOut, place, reception, service } from './people.ts';

/** Marks that stand for everything personal: none of them may be found in a wiped kiosk. */
const NAME = 'N.V. KÍN';
const ID = '024••••••KÍN';
const TEXT = 'KÍN-VĂN-BẢN';
const personal = /KÍN|A0\d\d|id-A/;

const person = fc.record({
  maskedName: fc.option(fc.constant(NAME)),
  birthYear: fc.option(fc.integer({ min: 1930, max: 2026 })),
  sex: fc.constantFrom('M' as const, 'F' as const, null),
  maskedId: fc.constant(ID),
});
const answer = fc.record({
  verdict: fc.constantFrom('ok' as const, 'confirm' as const, 'reject' as const),
  code: fc.option(fc.constantFrom('empty', 'url', 'no_separator', 'bad_dob', 'name_mangled', '')),
  codes: fc.constant([]),
  kind: fc.constantFrom('cccd' as const, 'bhyt' as const, 'number' as const, null),
  person: fc.option(person),
});
const card = fc.record({
  text: fc.option(fc.constant(TEXT)),
  scanId: fc.option(fc.constant('KÍN-scan')),
  source: fc.constantFrom('serial' as const, 'keyboard' as const, 'typed' as const),
});
const visit = fc.integer({ min: 1, max: 4 });
const code = fc.constantFrom(
  'service-closed',
  'server-away',
  'needs-confirmation',
  'unknown-service',
  '',
  'KÍN',
);
const ticket = fc.boolean().map((repeat) => issuedTicket('A012', repeat));
const slip = fc.record({
  ticket: fc.constantFrom('id-A012', 'id-A013'),
  code: fc.constant('A012'),
  outcome: fc.string(),
  picture: fc.option(fc.constant('KÍN')),
  printer: fc.constantFrom(null, 'fallback' as const),
});
const places = fc.constantFrom(
  clinic,
  place([]),
  place([service('a', 'A', 'A')]),
  place([{ ...reception, open: false }]),
);

const event: fc.Arbitrary<KioskEvent> = fc.oneof(
  fc.record({ type: fc.constant('place' as const), place: places }),
  fc.record({ type: fc.constant('station' as const), station: fc.constantFrom(healthy, paperOut) }),
  fc.record({
    type: fc.constant('link' as const),
    link: fc.constantFrom('fresh' as const, 'amber' as const, 'grey' as const),
  }),
  fc.record({ type: fc.constant('scan' as const), scanId: fc.constant('KÍN-scan'), answer }),
  fc.record({
    type: fc.constant('keys-scanned' as const),
    text: fc.constantFrom('', TEXT),
    interference: fc.constantFrom('ime' as const, 'caps-lock' as const, null),
  }),
  fc.record({ type: fc.constant('camera-scanned' as const), text: fc.constantFrom('', TEXT) }),
  fc.record({ type: fc.constant('read' as const), visit, card, answer, hideName: fc.boolean() }),
  fc.record({ type: fc.constant('issued' as const), visit, answer: ticket }),
  fc.record({ type: fc.constant('printing' as const), visit, ok: fc.boolean() }),
  fc.record({ type: fc.constant('refused' as const), visit, code }),
  fc.record({ type: fc.constant('slip' as const), slip }),
  fc.record({ type: fc.constant('staff-called' as const), ok: fc.boolean() }),
  fc.record({
    type: fc.constant('tick' as const),
    ms: fc.constantFrom(0, 250, 5_000, 30_000, -1, Number.NaN),
  }),
  fc.record({ type: fc.constant('no-card' as const), child: fc.boolean() }),
  fc.record({
    type: fc.constant('heard' as const),
    run: fc.nat(3),
    light: fc.constantFrom(null, 'code-A012'),
  }),
  fc.record({ type: fc.constant('spoken' as const), run: fc.nat(3), ok: fc.boolean() }),
  fc.record({ type: fc.constant('digit' as const), digit: fc.constantFrom('0', '9', 'x', '') }),
  fc.record({ type: fc.constant('service' as const), service: fc.constantFrom('noi', 'gone', '__proto__') }),
  fc.record({ type: fc.constant('class' as const), code: fc.constantFrom('TE' as const, 'TH' as const) }),
  fc.record({
    type: fc.constant('language' as const),
    language: fc.constantFrom('vi', 'en', 'tyz'),
  }),
  ...(
    [
      'touch',
      'yes',
      'no',
      'home',
      'back',
      'again',
      'keypad',
      'camera',
      'erase',
      'typed',
      'more',
      'classes',
      'reprint',
      'help',
      'guide',
      'volume',
      'languages',
    ] as const
  ).map((type) => fc.constant({ type })),
);
const morning = fc.array(event, { maxLength: 60 });

function play(events: readonly KioskEvent[]): Kiosk {
  return events.reduce<Kiosk>((kiosk, each) => step(kiosk, each).kiosk, newKiosk());
}

describe('whatever happens in front of a kiosk', () => {
  it('no event on any screen breaks it, and what it was is not changed behind its back', () => {
    fc.assert(
      fc.property(morning, (events) => {
        let kiosk = newKiosk();
        for (const each of events) {
          const before = JSON.stringify(kiosk);
          const next = step(kiosk, each);
          expect(JSON.stringify(kiosk)).toBe(before);
          kiosk = next.kiosk;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('65 seconds without a touch always end on an idle screen with nothing personal', () => {
    fc.assert(
      fc.property(morning, (events) => {
        let kiosk = play(events);
        for (let second = 0; second < 65; second += 1) kiosk = step(kiosk, { type: 'tick', ms: 1_000 }).kiosk;
        expect(kiosk.screen).toEqual({ at: 'idle' });
        expect(kiosk.language).toBe('vi');
        expect(JSON.stringify(kiosk)).not.toMatch(personal);
      }),
      { numRuns: 300 },
    );
  });

  it('going home forgets the person at once and tells the shell to forget too', () => {
    fc.assert(
      fc.property(morning, (events) => {
        const kiosk = play(events);
        const next = step(kiosk, { type: 'home' });
        expect(JSON.stringify(next.kiosk)).not.toMatch(personal);
        if (kiosk.screen.at !== 'idle') expect(next.effects).toContainEqual({ do: 'forget' });
      }),
      { numRuns: 300 },
    );
  });

  it('the voice never speaks on about a screen that has gone', () => {
    fc.assert(
      fc.property(morning, (events) => {
        let kiosk = newKiosk();
        let aloud = false;
        for (const each of events) {
          const next = step(kiosk, each);
          for (const effect of next.effects) {
            if (effect.do === 'speak') aloud = true;
            if (effect.do === 'hush') aloud = false;
          }
          if (each.type === 'spoken' && each.run === kiosk.guide.run) aloud = false;
          if (next.kiosk.visit !== kiosk.visit || next.kiosk.screen.at !== kiosk.screen.at)
            expect(aloud && !next.effects.some((effect) => effect.do === 'speak')).toBe(false);
          expect(next.kiosk.guide.state === 'speaking').toBe(aloud);
          kiosk = next.kiosk;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('nobody is warned with less than 20 seconds to answer', () => {
    fc.assert(
      fc.property(morning, (events) => {
        const kiosk = play([...events, { type: 'touch' }]);
        let warned = kiosk;
        for (let tick = 0; tick < 400 && countdown(warned) === null; tick += 1) {
          warned = step(warned, { type: 'tick', ms: 250 }).kiosk;
        }
        if (warned.screen.at !== 'idle') expect(countdown(warned)).toBe(20);
      }),
      { numRuns: 100 },
    );
  });

  it('a ticket is asked for only by a press or a yes, once each', () => {
    const presses = new Set(['yes', 'service', 'no-card', 'again', 'back']);
    fc.assert(
      fc.property(morning, (events) => {
        let kiosk = newKiosk();
        for (const each of events) {
          const next = step(kiosk, each);
          const asked = next.effects.filter((effect) => effect.do === 'check-in').length;
          expect(asked).toBeLessThanOrEqual(presses.has(each.type) ? 1 : 0);
          kiosk = next.kiosk;
        }
      }),
      { numRuns: 300 },
    );
  });
});
