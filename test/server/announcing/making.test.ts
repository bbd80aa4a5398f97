import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ClinicSpeaker } from '../../../core/queue/clinic-file.ts';
import { makeCall, makeShorter } from '../../../server/announcing/making.ts';
import { spokenCall } from '../../../server/announcing/spoken-call.ts';
import type { Announcer, Rendered } from '../../../server/speech/announcement.ts';
import type { Order } from '../../../server/speech/order.ts';
import { sampleClinic } from '../test-house.ts';

/** Makes no sound: one second of lead-in and chime, then so many ms a sentence. Its engine can be missing. */
class CountingAnnouncer implements Announcer {
  readonly orders: Order[] = [];
  sentenceMs = 5_000;
  mood: 'well' | 'missing' = 'well';

  async render(order: Order): Promise<Rendered> {
    this.orders.push(order);
    const said = this.mood === 'well' ? order.sentences : [];
    if (said.length === 0 && order.chime === 'none') return { ok: false as const, fault: missing };
    return {
      ...{ ok: true as const, ms: 1_000 + said.length * this.sentenceMs, bytes: 0, file: '' },
      sha256: createHash('sha256').update(JSON.stringify(said)).digest('hex'),
      engine: said.length > 0 ? 'clips' : 'chime',
      tokens: said.flatMap(({ tokens }) => tokens),
      faults: this.mood === 'well' ? [] : [missing],
    };
  }

  async readAudio() {
    return { ok: false as const, fault: { code: 'audio_unknown' as const } };
  }

  async settled(): Promise<void> {}
}

function speakerOf(more: Partial<Record<string, unknown>>): ClinicSpeaker {
  const clinic = sampleClinic((json) => {
    json.speakers = [{ id: 'hall', rooms: ['pk1'], ...more }];
  });
  return clinic.speakers[0]!;
}
const missing = { code: 'engine_missing', engine: 'clips' } as const;
const clinic = sampleClinic(() => {});
const call = { callId: 'c1', rev: 1, room: 'pk1', recall: false };
const spoken = spokenCall(clinic, call, { code: 'A105', priority: 'normal', language: 'vi' });
const forGuest = spokenCall(clinic, call, { code: 'A105', priority: 'normal', language: 'en' });
const both = { languages: ['en', 'vi'] };
const langs = ({ orders }: CountingAnnouncer, at = -1) => orders.at(at)!.sentences.map(({ lang }) => lang);

describe('the sound of a call', () => {
  it('is Vietnamese first, then English, however the file orders them', async () => {
    const announcer = new CountingAnnouncer();
    const making = await makeCall(announcer, speakerOf(both), spoken);
    expect(making).toMatchObject({ ok: true, made: { langs: ['vi', 'en'], fault: null } });
    expect(langs(announcer)).toEqual(['vi', 'en']);
  });

  it('leaves the second language off where both would last longer than fourteen seconds', async () => {
    const announcer = new CountingAnnouncer();
    announcer.sentenceMs = 7_000;
    const making = await makeCall(announcer, speakerOf({ ...both, leadInMs: 0 }), spoken);
    expect(making).toMatchObject({ ok: true, made: { langs: ['vi'], rendered: { ms: 8_000 } } });
    announcer.sentenceMs = 6_500;
    const fits = await makeCall(announcer, speakerOf({ ...both, leadInMs: 0 }), spoken);
    expect(fits).toMatchObject({ ok: true, made: { langs: ['vi', 'en'] } });
  });

  it.each([
    [{}, ['vi'], ['vi']],
    [{ english: 'asked' }, ['vi'], ['vi', 'en']],
    [{ english: 'always' }, ['vi', 'en'], ['vi', 'en']],
    [both, ['vi', 'en'], ['vi', 'en']],
    [{ ...both, english: 'asked' }, ['vi'], ['vi', 'en']],
    [{ languages: ['en'] }, ['en'], ['en']],
  ])('on a speaker with %j is in %j, for a number taken in English in %j', async (more, usual, asked) => {
    const announcer = new CountingAnnouncer();
    await makeCall(announcer, speakerOf(more), spoken);
    expect(langs(announcer)).toEqual(usual);
    await makeCall(announcer, speakerOf(more), forGuest);
    expect(langs(announcer)).toEqual(asked);
  });

  it('is chime alone, words alone, or both, as the clinic file says; chime alone is no fault', async () => {
    const announcer = new CountingAnnouncer();
    const only = await makeCall(announcer, speakerOf({ speech: false }), spoken);
    expect(only).toMatchObject({ ok: true, made: { fault: null, langs: [] } });
    expect(announcer.orders.at(-1)).toMatchObject({ sentences: [], chime: 'normal' });
    await makeCall(announcer, speakerOf({ chime: false }), spoken);
    expect(announcer.orders.at(-1)!.chime).toBe('none');
    expect(langs(announcer)).toEqual(['vi']);
  });

  it('without any engine is the chime, and says why its words are missing', async () => {
    const announcer = new CountingAnnouncer();
    announcer.mood = 'missing';
    const making = await makeCall(announcer, speakerOf({}), spoken);
    expect(making).toMatchObject({ ok: true, made: { fault: 'engine_missing' } });
    const nothing = await makeCall(announcer, speakerOf({ chime: false }), spoken);
    expect(nothing).toEqual({ ok: false, fault: 'engine_missing' });
  });

  it('of an emergency or a priority patient has a chime and a place of its own', () => {
    const of = (priority: 'urgent' | 'priority' | 'appointment' | 'normal') =>
      spokenCall(clinic, call, { code: 'A105', priority, language: 'vi' });
    expect(
      [of('urgent'), of('priority'), of('appointment')].map(({ priority, chime }) => [priority, chime]),
    ).toEqual([
      [0, 'emergency'],
      [1, 'priority'],
      [2, 'normal'],
    ]);
  });

  it('is shorter in one language, and shortest as code and room', async () => {
    const announcer = new CountingAnnouncer();
    expect((await makeShorter(announcer, speakerOf(both), spoken, 2))?.text).toMatch(/^Xin mời bệnh nhân/);
    expect((await makeShorter(announcer, speakerOf(both), spoken, 3))?.text).toBe(
      'a một không năm, phòng khám số một.',
    );
    expect(await makeShorter(announcer, speakerOf({}), spoken, 2)).toBeNull();
    expect((await makeShorter(announcer, speakerOf({ english: 'asked' }), forGuest, 2))?.text).toMatch(
      /^Xin/,
    );
    expect(await makeShorter(announcer, speakerOf({ speech: false }), spoken, 3)).toBeNull();
  });
});
