import { describe, expect, it } from 'vitest';
import { slipState } from '../../kiosk/screen/timing.ts';
import { binh, clinic, Hall, hoa, issuedTicket, paperOut, place, rejected, service } from './people.ts';

const cardOfBinh = { type: 'scan', scanId: 's1', answer: binh } as const;
const cardOfHoa = { type: 'scan', scanId: 's2', answer: hoa } as const;

function withTicket(hall: Hall): Hall {
  hall.send(cardOfBinh, { type: 'yes' }, { type: 'service', service: 'noi' });
  return hall.send({ type: 'issued', visit: hall.visit, answer: issuedTicket('A012') });
}

describe('a machine that cannot help at once', () => {
  it.each(['too_few_fields', 'url', 'payment_qr', 'control_char'])(
    'says what to do next about %s',
    (code) => {
      const hall = new Hall().send({ type: 'scan', scanId: 's', answer: rejected(code) });
      expect(hall.kiosk.screen).toMatchObject({ at: 'trouble', code, claim: null });
      expect(hall.send(cardOfBinh).at).toBe('confirm');
    },
  );

  it('tells where the paper is when the second printer gave it', () => {
    const slip = { ticket: 'id-A012', code: 'A012', outcome: 'confirmed', picture: null } as const;
    const hall = withTicket(new Hall()).send({ type: 'slip', slip: { ...slip, printer: 'fallback' } });
    expect(slipState(hall.kiosk)).toBe('elsewhere');
    expect(
      slipState(withTicket(new Hall()).send({ type: 'slip', slip: { ...slip, printer: null } }).kiosk),
    ).toBe('coming');
  });

  it('ignores an empty scan', () => {
    const hall = new Hall().send({ type: 'scan', scanId: 's', answer: rejected('empty') });
    expect(hall.send({ type: 'keys-scanned', text: '', interference: null }).at).toBe('idle');
  });

  it('a closed service leads back to the others with the card still known', () => {
    const hall = new Hall().send(cardOfBinh, { type: 'yes' }, { type: 'service', service: 'san' });
    hall.send({ type: 'refused', visit: hall.visit, code: 'service-closed' });
    expect(hall.at).toBe('trouble');
    hall.send({ type: 'back' }, { type: 'service', service: 'noi' });
    expect(hall.asks('check-in').map(({ service: id }) => id)).toEqual(['san', 'noi']);
  });

  it('asks for the same thing again after the server was away', () => {
    const hall = new Hall().send(cardOfBinh, { type: 'yes' }, { type: 'service', service: 'noi' });
    hall.send({ type: 'refused', visit: hall.visit, code: 'server-away' }, { type: 'again' });
    const [first, second] = hall.asks('check-in');
    expect(second).toEqual(first);
  });

  it('all services shut, or nothing heard from the server yet: the counter', () => {
    const shut = new Hall(place([service('a', 'A', 'A', { open: false })])).send(cardOfBinh, { type: 'yes' });
    expect(shut.kiosk.screen).toMatchObject({ at: 'trouble', code: 'no-service' });
    const away = new Hall(null).send({ type: 'no-card', child: false });
    expect(away.kiosk.screen).toMatchObject({ at: 'trouble', code: 'server-away' });
  });

  it('asks once more when the server wants a yes', () => {
    const hall = new Hall().send(cardOfBinh, { type: 'yes' }, { type: 'service', service: 'noi' });
    expect(hall.send({ type: 'refused', visit: hall.visit, code: 'needs-confirmation' }).at).toBe('confirm');
  });

  it('without paper the number stays on the screen longer, to be photographed', () => {
    const hall = withTicket(new Hall(clinic, paperOut));
    expect(slipState(hall.kiosk)).toBe('none');
    hall.wait(30_000).send(cardOfHoa);
    expect(hall.kiosk.screen).toMatchObject({ at: 'ticket' });
    expect(hall.kiosk.note?.kind).toBe('busy');
    expect(hall.wait(15_000).at).toBe('idle');
  });

  it('a printer that fails while the slip is coming changes what the screen says', () => {
    const hall = withTicket(new Hall());
    expect(slipState(hall.kiosk)).toBe('coming');
    expect(slipState(hall.send({ type: 'station', station: paperOut }).kiosk)).toBe('none');
  });
});

describe('staff', () => {
  it('are rung once however often the button is pressed, from any screen', () => {
    const hall = new Hall().send(cardOfBinh, { type: 'help' }, { type: 'help' });
    hall.send({ type: 'staff-called', ok: true }, { type: 'help' });
    expect(hall.asks('ring')).toHaveLength(1);
    expect(hall.kiosk.note?.kind).toBe('called');
    expect(hall.at).toBe('confirm');
    expect(hall.wait(13_000).kiosk.note).toBeNull();
  });
});
