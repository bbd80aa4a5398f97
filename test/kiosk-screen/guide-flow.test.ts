import { describe, expect, it } from 'vitest';
import { parsePrompt } from '../../core/queue/words/kiosk-prompt.ts';
import { PROMPTS_EN, PROMPTS_VI } from '../../core/queue/words/kiosk-prompt-table.ts';
import type { PlaceAnswer } from '../../core/wire/api.ts';
import { scriptOf } from '../../kiosk/screen/guide-script.ts';
import { patience } from '../../kiosk/screen/timing.ts';
import type { Kiosk, Screen } from '../../kiosk/screen/visit.ts';
import { sayOf } from '../../kiosk/screen/words.ts';
import { binh, clinic, Hall, healthy, issuedTicket, paperOut, service } from './people.ts';

const card = { type: 'scan', scanId: 's1', answer: binh } as const;
const keysOf = (kiosk: Kiosk): string[] => scriptOf(kiosk).map(({ key }) => key);

function with6(): PlaceAnswer {
  const more = [
    { code: 'hmn', name: 'Hmông', text: true, audio: false },
    { code: 'tyz', name: 'Tày', text: false, audio: true },
  ];
  return { ...clinic, kiosk: { ...clinic.kiosk, languages: [...clinic.kiosk.languages, ...more] } };
}

/** A kiosk on each of its screens. */
const halls: { readonly [At in Screen['at']]: () => Hall } = {
  idle: () => new Hall(),
  keypad: () => new Hall().send({ type: 'keypad' }),
  camera: () => new Hall().send({ type: 'camera' }),
  reading: () => new Hall().send({ type: 'keys-scanned', text: 'x', interference: null }),
  confirm: () => new Hall().send(card),
  services: () => new Hall().send(card, { type: 'yes' }),
  classes: () => new Hall().send(card, { type: 'yes' }, { type: 'classes' }),
  issuing: () => new Hall().send(card, { type: 'yes' }, { type: 'service', service: 'noi' }),
  ticket: () => {
    const hall = halls.issuing();
    return hall.send({ type: 'issued', visit: hall.visit, answer: issuedTicket('A012') });
  },
  trouble: () => {
    const hall = halls.issuing();
    return hall.send({ type: 'refused', visit: hall.visit, code: 'server-away' });
  },
};
const everyHall = Object.entries(halls);

describe('the guide', () => {
  it.each(everyHall)('has something to say on the screen "%s", in both languages', (at, open) => {
    const hall = open();
    expect(hall.at).toBe(at);
    expect(keysOf(hall.kiosk).length).toBeGreaterThan(0);
    for (const key of keysOf(hall.kiosk)) {
      const prompt = parsePrompt(key);
      expect(prompt, key).not.toBeNull();
      if (prompt?.kind !== 'phrase') continue;
      expect(PROMPTS_VI[prompt.key]).not.toBe('');
      expect(PROMPTS_EN[prompt.key]).not.toBe('');
    }
  });

  it.each(everyHall)('begins with a press on "%s" and ends with the second one', (_at, open) => {
    const hall = open().send({ type: 'guide' });
    expect(hall.kiosk.guide.state).toBe('speaking');
    expect(hall.asks('speak')).toHaveLength(1);
    hall.send({ type: 'guide' });
    expect(hall.kiosk.guide.state).toBe('silent');
    expect(hall.asks('hush')).toHaveLength(1);
    expect(hall.asks('speak')).toHaveLength(1);
  });

  it.each(everyHall)('never says on "%s" who stands there', (_at, open) => {
    const said = JSON.stringify(open().send({ type: 'guide' }).asks('speak'));
    expect(said).not.toMatch(/Bình|1985|024|234|cccd/);
  });

  it('names the services one by one, as they stand on the page', () => {
    expect(keysOf(halls.services().kiosk)).toEqual([
      'services.title',
      'service-noi',
      'service-ngoai',
      'classes.open',
    ]);
    const many = { ...clinic, services: 'abcdefgh'.split('').map((id) => service(id, id, 'A')) };
    const hall = new Hall(many).send(card, { type: 'yes' });
    expect(keysOf(hall.kiosk).at(-2)).toBe('services.more');
    hall.send({ type: 'more' });
    expect(keysOf(hall.kiosk)).toEqual(expect.arrayContaining(['service-f', 'service-h']));
  });

  it('says the number and the way to wait, then what became of the paper', () => {
    const hall = halls.ticket();
    const way = ['ticket.title', 'code-A012', 'ticket.where', 'place-noi'];
    expect(keysOf(hall.kiosk)).toEqual([...way, 'ticket.paper', 'ticket.done']);
    hall.send({ type: 'station', station: paperOut });
    expect(keysOf(hall.kiosk)).toEqual([...way, 'ticket.no-paper', 'ticket.done']);
  });

  it('says of a number that is being called which room it is', () => {
    const hall = halls.issuing();
    const { ticket, ...rest } = issuedTicket('A012', true);
    const called = { ...ticket, state: 'called', room: 'pk1' } as const;
    hall.send({ type: 'issued', visit: hall.visit, answer: { ...rest, ticket: called } });
    expect(keysOf(hall.kiosk).slice(0, 4)).toEqual([
      'ticket.repeat',
      'code-A012',
      'ticket.called',
      'room-pk1',
    ]);
  });

  it('on an idle kiosk says what the screen says: cards, no reader, no server', () => {
    expect(keysOf(new Hall().kiosk)[0]).toBe('idle.title');
    const scanner = { attached: false, state: 'missing', advice: '' };
    expect(keysOf(new Hall(clinic, { ...healthy, scanner }).kiosk)[0]).toBe('idle.scanner-away');
    const away = new Hall(clinic, { ...healthy, houseAway: true });
    expect(keysOf(away.kiosk)).toEqual(['idle.server-away', 'help.call']);
  });
});

describe('somebody who listens', () => {
  const listening = () => halls.services().send({ type: 'guide' });

  it('sees what is spoken of', () => {
    const hall = listening();
    const { run } = hall.kiosk.guide;
    hall.send({ type: 'heard', run, light: 'service-noi' });
    expect(hall.kiosk.guide.light).toBe('service-noi');
    hall.send({ type: 'spoken', run, ok: true });
    expect(hall.kiosk.guide).toMatchObject({ state: 'silent', light: null });
  });

  it.each([
    { type: 'service', service: 'noi' },
    { type: 'classes' },
    { type: 'more' },
    { type: 'back' },
    { type: 'touch' },
    { type: 'help' },
    { type: 'languages' },
    { type: 'language', language: 'en' },
  ] as const)('is not talked over when pressing something ($type)', (event) => {
    const hall = listening().send(event);
    expect(hall.kiosk.guide).toMatchObject({ state: 'silent', light: null });
    expect(hall.asks('hush')).toHaveLength(1);
  });

  it('is not interrupted by what machines do meanwhile', () => {
    const hall = listening().send({ type: 'place', place: clinic }, { type: 'tick', ms: 250 });
    hall.send({ type: 'station', station: paperOut }, { type: 'link', link: 'amber' });
    expect(hall.kiosk.guide.state).toBe('speaking');
    expect(hall.asks('hush')).toHaveLength(0);
  });

  it('hears nothing more of a screen that has gone, whoever ended it', () => {
    const issuing = halls.issuing().send({ type: 'guide' });
    issuing.send({ type: 'issued', visit: issuing.visit, answer: issuedTicket('A012') });
    expect(issuing.asks('hush')).toHaveLength(1);
    const left = listening().wait(66_000);
    expect(left.at).toBe('idle');
    expect(left.asks('hush').length).toBeGreaterThan(0);
    expect(left.kiosk.guide.state).toBe('silent');
  });

  it('is not disturbed by a late word of what was stopped', () => {
    const hall = listening();
    const { run } = hall.kiosk.guide;
    hall.send({ type: 'guide' }, { type: 'guide' });
    hall.send({ type: 'heard', run, light: 'service-noi' }, { type: 'spoken', run, ok: false });
    expect(hall.kiosk.guide).toMatchObject({ state: 'speaking', light: null, run: run + 1 });
    const next = listening();
    const before = next.kiosk.guide.run;
    next.send({ type: 'home' }, { type: 'guide' }, { type: 'spoken', run: before, ok: false });
    expect(next.kiosk.guide.state).toBe('speaking');
  });

  it('is told quietly when there is no sound, and may try again', () => {
    const hall = listening();
    hall.send({ type: 'spoken', run: hall.kiosk.guide.run, ok: false });
    expect(hall.kiosk.guide.state).toBe('mute');
    expect(hall.at).toBe('services');
    expect(hall.send({ type: 'guide' }).kiosk.guide.state).toBe('speaking');
  });

  it('makes it louder while it speaks; the next person finds it as it was', () => {
    const hall = listening().send({ type: 'volume' });
    expect(hall.kiosk.volume).toBe(3);
    expect(hall.kiosk.guide.state).toBe('speaking');
    expect(hall.asks('volume')).toEqual([{ do: 'volume', volume: 3 }]);
    expect(hall.send({ type: 'volume' }).kiosk.volume).toBe(1);
    expect(hall.send({ type: 'back' }).kiosk.volume).toBe(2);
  });

  it('finds the usual loudness and no open choice, though the last one left without a visit', () => {
    for (const event of [{ type: 'volume' }, { type: 'languages' }] as const) {
      const hall = new Hall().send(event);
      expect(patience(hall.kiosk).endsAfter).toBe(64_000);
      hall.wait(65_000);
      expect(hall.kiosk).toMatchObject({ volume: 2, choosing: false, language: 'vi' });
      expect(patience(hall.kiosk).endsAfter).toBeNull();
    }
  });

  it('is asked aloud whether more time is needed, and a press ends the question', () => {
    const hall = halls.services().wait(44_000);
    expect(hall.asks('beep')).toHaveLength(1);
    expect(hall.asks('speak').map(({ segments }) => segments.map(({ key }) => key))).toEqual([
      ['time.title'],
    ]);
    hall.send({ type: 'touch' });
    expect(hall.kiosk.guide.state).toBe('silent');
    expect(hall.asks('hush')).toHaveLength(1);
  });
});

describe('a person who speaks another language', () => {
  const choosing = () => new Hall(with6()).send({ type: 'languages' });

  it('hears every language say its own name', () => {
    expect(scriptOf(choosing().kiosk)).toEqual([
      { language: 'vi', key: 'language.title', light: null },
      { language: 'vi', key: 'language.name', light: 'language-vi' },
      { language: 'en', key: 'language.name', light: 'language-en' },
      { language: 'tyz', key: 'language.name', light: 'language-tyz' },
    ]);
  });

  it('is spoken to at once in one that can only be heard, and reads Vietnamese', () => {
    const hall = choosing().send({ type: 'language', language: 'tyz' });
    expect(hall.kiosk).toMatchObject({ choosing: false, language: 'tyz' });
    expect(hall.asks('speak')[0]?.segments[0]).toMatchObject({ language: 'tyz', key: 'idle.title' });
    expect(sayOf(hall.kiosk)('do.back', null)).toBe('Quay lại');
  });

  it('reads the words of a pack, and Vietnamese where the pack has none; nothing is said that no voice has', () => {
    const texts = { 'do.back': 'Rov qab', 'ticket.ahead': '{count} leej' };
    const hall = choosing().send({ type: 'texts', language: 'hmn', texts });
    hall.send({ type: 'language', language: 'hmn' }, { type: 'guide' });
    expect(sayOf(hall.kiosk)('do.back', null)).toBe('Rov qab');
    expect(sayOf(hall.kiosk)('ticket.ahead', { count: 4 })).toBe('4 leej');
    expect(sayOf(hall.kiosk)('do.stop', null)).toBe('Thôi');
    expect(hall.asks('speak')).toHaveLength(0);
    expect(hall.kiosk.guide.state).toBe('silent');
  });

  it('goes back to the screen from which the choice was opened; a card closes it too', () => {
    expect(choosing().send({ type: 'back' }).kiosk.choosing).toBe(false);
    const hall = choosing().send(card);
    expect(hall.at).toBe('confirm');
    expect(hall.kiosk.choosing).toBe(false);
  });
});
