import { describe, expect, it } from 'vitest';
import { servicePage } from '../../kiosk/screen/choice.ts';
import { countdown, slipState } from '../../kiosk/screen/timing.ts';
import {
  binh,
  binhCard,
  clinic,
  Hall,
  healthy,
  hoa,
  issuedTicket,
  place,
  reception,
  rejected,
  service,
} from './people.ts';

const cardOfBinh = { type: 'scan', scanId: 's1', answer: binh } as const;
const cardOfHoa = { type: 'scan', scanId: 's2', answer: hoa } as const;

function withTicket(hall = new Hall()): Hall {
  hall.send(cardOfBinh, { type: 'yes' }, { type: 'service', service: 'noi' });
  return hall.send({ type: 'issued', visit: hall.visit, answer: issuedTicket('A012') });
}

describe('a patient with a card', () => {
  it('puts it down, says yes, chooses, and gets a number after three screens', () => {
    const hall = new Hall().send(cardOfBinh);
    expect(hall.at).toBe('confirm');
    hall.send({ type: 'yes' });
    expect(hall.at).toBe('services');
    hall.send({ type: 'service', service: 'noi' });
    const [asked] = hall.asks('check-in');
    expect(asked).toMatchObject({
      service: 'noi',
      claim: { card: { scanId: 's1', text: null, source: 'serial' } },
    });
    hall.send({ type: 'issued', visit: hall.visit, answer: issuedTicket('A012') });
    expect(hall.kiosk.screen).toMatchObject({ at: 'ticket', answer: { ticket: { code: 'A012' } } });
  });

  it('goes straight to the number where the kiosk has one service', () => {
    const hall = new Hall(place([service('noi', 'Khám Nội', 'A'), reception])).send(cardOfBinh, {
      type: 'yes',
    });
    expect(hall.at).toBe('issuing');
    expect(hall.asks('check-in')[0]?.service).toBe('noi');
  });

  it('is not sent into the only service that happens to be open among several', () => {
    const morning = place([
      service('noi', 'Khám Nội', 'A'),
      service('san', 'Khám Sản', 'S', { open: false }),
    ]);
    expect(new Hall(morning).send(cardOfBinh, { type: 'yes' }).at).toBe('services');
  });

  it('who says "not me" is forgotten and asked to put the own card down', () => {
    const hall = new Hall().send(cardOfBinh, { type: 'no' });
    expect(hall.at).toBe('idle');
    expect(hall.kiosk.note?.kind).toBe('scan-again');
    expect(JSON.stringify(hall.kiosk)).not.toContain('Bình');
    expect(hall.send({ type: 'keypad' }).kiosk.note).toBeNull();
  });

  it('a keyboard-mode scanner asks the server first and carries the text on to the check-in', () => {
    const hall = new Hall().send({ type: 'keys-scanned', text: binhCard, interference: null });
    expect(hall.at).toBe('reading');
    const [read] = hall.asks('read');
    hall.send(
      { type: 'read', visit: hall.visit, card: read!.card, answer: binh, hideName: false },
      { type: 'yes' },
    );
    hall.send({ type: 'service', service: 'noi' });
    expect(hall.asks('check-in')[0]?.claim.card).toEqual({
      text: binhCard,
      scanId: null,
      source: 'keyboard',
    });
  });

  it('an input method that rewrites keys is reported to staff and its name is not shown', () => {
    const hall = new Hall().send({ type: 'keys-scanned', text: binhCard, interference: 'ime' });
    const [read] = hall.asks('read');
    hall.send({ type: 'read', visit: hall.visit, card: read!.card, answer: binh, hideName: read!.hideName });
    expect(hall.kiosk.interference).toBe('ime');
    expect(hall.kiosk.screen).toMatchObject({
      at: 'confirm',
      claim: { person: { maskedName: null, birthYear: 1985 } },
    });
    hall.send({ type: 'home' }, { type: 'keys-scanned', text: binhCard, interference: null });
    expect(hall.kiosk.interference).toBeNull();
  });

  it('declares a priority class on the way and it travels with the check-in', () => {
    const hall = new Hall().send(cardOfBinh, { type: 'yes' }, { type: 'classes' });
    hall.send({ type: 'class', code: 'TH' }, { type: 'class', code: 'KT' }, { type: 'class', code: 'TH' });
    hall.send({ type: 'back' }, { type: 'service', service: 'ngoai' });
    expect(hall.asks('check-in')[0]?.claim.declared).toEqual(['KT']);
  });

  it('with a single service declares it beside the yes', () => {
    const hall = new Hall(place([service('noi', 'Khám Nội', 'A')])).send(cardOfBinh, { type: 'classes' });
    hall.send({ type: 'class', code: 'TH' }, { type: 'back' });
    expect(hall.at).toBe('confirm');
    hall.send({ type: 'yes' });
    expect(hall.asks('check-in')[0]?.claim.declared).toEqual(['TH']);
  });
});

describe('a patient without a card', () => {
  it('gets a number of the reception desk with one press, and a second press gets no second one', () => {
    const hall = new Hall().send({ type: 'no-card', child: false }, { type: 'no-card', child: false });
    expect(hall.asks('check-in')).toMatchObject([
      { service: 'tiep-don', claim: { card: null, declared: [] } },
    ]);
  });

  it('a small child goes the same way and is declared as one', () => {
    const hall = new Hall().send({ type: 'no-card', child: true });
    expect(hall.asks('check-in')[0]?.claim.declared).toEqual(['TE']);
  });

  it('chooses a service where the clinic has no reception desk, and is sent to the counter when it is shut', () => {
    expect(
      new Hall(place([service('a', 'A', 'A'), service('b', 'B', 'B')])).send({
        type: 'no-card',
        child: false,
      }).at,
    ).toBe('services');
    const shut = new Hall(place([service('a', 'A', 'A'), { ...reception, open: false }]));
    expect(shut.send({ type: 'no-card', child: false }).kiosk.screen).toMatchObject({
      at: 'trouble',
      code: 'no-service',
    });
  });

  it('types the number, of ten or twelve digits only', () => {
    const hall = new Hall().send({ type: 'keypad' });
    for (const digit of '02408500123') hall.send({ type: 'digit', digit });
    hall.send({ type: 'typed' });
    expect(hall.at).toBe('keypad');
    hall.send(
      { type: 'digit', digit: 'x' },
      { type: 'digit', digit: '9' },
      { type: 'erase' },
      { type: 'digit', digit: '4' },
    );
    hall.send({ type: 'digit', digit: '5' }, { type: 'typed' }, { type: 'typed' });
    expect(hall.asks('read')).toMatchObject([{ card: { text: '024085001234', source: 'typed' } }]);
  });
});

describe('a card before the camera', () => {
  it('is read as a whole card, once, and the camera ends with its screen', () => {
    const hall = new Hall().send({ type: 'camera' });
    expect(hall.at).toBe('camera');
    hall.send({ type: 'camera-scanned', text: 'a card' }, { type: 'camera-scanned', text: 'a card' });
    expect(hall.at).toBe('reading');
    expect(hall.asks('read')).toMatchObject([
      { card: { text: 'a card', source: 'camera' }, hideName: false },
    ]);
  });

  it('gives way to the scanner of the station, and to whoever goes back', () => {
    expect(new Hall().send({ type: 'camera' }, cardOfBinh).at).toBe('confirm');
    expect(new Hall().send({ type: 'camera' }, { type: 'back' }).at).toBe('idle');
  });

  it('is not offered where the hospital has no camera', () => {
    const without = { ...clinic, kiosk: { ...clinic.kiosk, camera: false } };
    expect(new Hall(without).send({ type: 'camera' }).at).toBe('idle');
  });
});

describe('two people at one kiosk', () => {
  it('a card put down during another visit is gently refused', () => {
    const hall = new Hall().send(cardOfBinh, { type: 'yes' }, cardOfHoa);
    expect(hall.kiosk).toMatchObject({
      screen: { at: 'services', claim: { card: { scanId: 's1' } } },
      note: { kind: 'busy' },
    });
  });

  it('two cards at once: neither is taken for the other', () => {
    const hall = new Hall().send(cardOfBinh).wait(1_000).send(cardOfHoa);
    expect(hall.kiosk.screen).toMatchObject({ at: 'trouble', code: 'two_cards' });
    const later = new Hall().send(cardOfBinh).wait(2_000).send(cardOfHoa);
    expect(later.kiosk).toMatchObject({
      screen: { claim: { card: { scanId: 's1' } } },
      note: { kind: 'busy' },
    });
  });

  it('a bad second reading of a card disturbs neither the question nor the number', () => {
    const partial = { type: 'scan', scanId: '', answer: rejected('partial') } as const;
    expect(new Hall().send(cardOfBinh, partial).kiosk).toMatchObject({
      screen: { at: 'confirm' },
      note: null,
    });
    expect(withTicket().send(partial).at).toBe('ticket');
    const two = { ...partial, answer: rejected('two_cards') };
    expect(new Hall().send(cardOfBinh, two).kiosk.screen).toMatchObject({ at: 'trouble', code: 'two_cards' });
  });

  it('a card left lying on the scanner does not take the own ticket away', () => {
    const hall = withTicket()
      .wait(5_000)
      .send({ ...cardOfBinh, scanId: 's9' });
    expect(hall.at).toBe('ticket');
    expect(new Hall().send(cardOfBinh, { ...cardOfBinh, scanId: 's9' }).kiosk.note).toBeNull();
  });

  it('the next person starts at once and sees nothing of the one before', () => {
    const hall = withTicket().send(cardOfHoa);
    expect(hall.kiosk.screen).toMatchObject({ at: 'confirm', claim: { person: { maskedName: 'T.T. Hoa' } } });
    expect(hall.asks('forget')).toHaveLength(1);
    expect(JSON.stringify(hall.kiosk)).not.toMatch(/Bình|A012/);
  });

  it('an answer that comes after the person has gone is dropped', () => {
    const hall = new Hall().send(cardOfBinh, { type: 'yes' }, { type: 'service', service: 'noi' });
    const gone = hall.visit;
    hall.send({ type: 'home' }, cardOfHoa, { type: 'yes' }, { type: 'service', service: 'noi' });
    hall.send({ type: 'issued', visit: gone, answer: issuedTicket('A012') });
    expect(hall.at).toBe('issuing');
  });
});

describe('a patient who has a number already', () => {
  it('sees it, and gets paper only when asking for it', () => {
    const hall = new Hall().send(cardOfBinh, { type: 'yes' }, { type: 'service', service: 'noi' });
    hall.send({ type: 'issued', visit: hall.visit, answer: issuedTicket('A012', true) });
    expect(slipState(hall.kiosk)).toBe('kept');
    hall.send({ type: 'reprint' }, { type: 'reprint' });
    expect(hall.asks('print')).toEqual([{ do: 'print', visit: hall.visit, ticket: 'id-A012' }]);
    expect(slipState(hall.send({ type: 'printing', visit: hall.visit, ok: true }).kiosk)).toBe('coming');
  });

  it('sees the picture of a preview printer, of the own ticket alone', () => {
    const slip = { ticket: 'id-A012', code: 'A012', outcome: 'printed', picture: 'aGk=', printer: null };
    const hall = withTicket().send({ type: 'slip', slip: { ...slip, ticket: 'id-A011' } });
    expect(slipState(hall.kiosk)).toBe('coming');
    expect(slipState(hall.send({ type: 'slip', slip }).kiosk)).toBe('picture');
    const early = new Hall(clinic, healthy).send(
      cardOfBinh,
      { type: 'yes' },
      { type: 'service', service: 'noi' },
    );
    early.send({ type: 'slip', slip }, { type: 'issued', visit: early.visit, answer: issuedTicket('A012') });
    expect(slipState(early.kiosk)).toBe('picture');
  });
});

describe('time', () => {
  it('a visit left alone is asked with a beep, 20 s later it is forgotten, at most 65 s after the last touch', () => {
    const hall = new Hall().send(cardOfBinh).wait(43_750);
    expect(countdown(hall.kiosk)).toBeNull();
    expect(countdown(hall.wait(250).kiosk)).toBe(20);
    expect(hall.asks('beep')).toHaveLength(1);
    expect(hall.wait(19_750).at).toBe('confirm');
    expect(hall.wait(500).at).toBe('idle');
    expect(hall.asks('beep')).toHaveLength(1);
  });

  it('one touch gives the whole time again', () => {
    const hall = new Hall().send(cardOfBinh).wait(60_000).send({ type: 'touch' });
    expect(countdown(hall.kiosk)).toBeNull();
    expect(hall.wait(43_000).at).toBe('confirm');
  });

  it('the ticket goes after 20 s', () => {
    expect(withTicket().wait(19_750).at).toBe('ticket');
    expect(withTicket().wait(20_000).at).toBe('idle');
  });

  it('says with the check-in whether the number was taken in English, and in no other language', () => {
    for (const language of ['vi', 'en', 'tyz']) {
      const hall = new Hall().send({ type: 'language', language }).send({ type: 'no-card', child: false });
      expect(hall.asks('check-in')[0]?.english).toBe(language === 'en');
    }
  });

  it('a language chosen by somebody who left goes back to Vietnamese', () => {
    const hall = new Hall().send({ type: 'language', language: 'en' });
    expect(hall.wait(65_000).kiosk.language).toBe('vi');
  });
});

describe('more than six services', () => {
  const many = Array.from({ length: 8 }, (_, index) => service(`s${index}`, `Dịch vụ ${index}`, 'A'));

  it('are shown on pages of at most six choices, every one of them once round', () => {
    const pages = [0, 1, 2].map((page) => servicePage(many, page));
    expect(pages.map(({ choices, more }) => choices.length + Number(more))).toEqual([6, 4, 6]);
    expect(new Set(pages.flatMap(({ choices }) => choices.map(({ id }) => id))).size).toBe(8);
    expect(servicePage(many.slice(0, 6), 0)).toMatchObject({ more: false });
  });
});
