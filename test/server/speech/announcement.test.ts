import { describe, expect, it } from 'vitest';
import { type CalledRoom, sayCall } from '../../../core/queue/words/call-sentence.ts';
import type { Lang, Sentence } from '../../../core/queue/words/sentence.ts';
import { type Announcer, createAnnouncer, type Rendered } from '../../../server/speech/announcement.ts';
import { createEspeak, USUAL_ESPEAK } from '../../../server/speech/espeak.ts';
import { integratedLoudness } from '../../../server/speech/loudness.ts';
import type { Order } from '../../../server/speech/order.ts';
import type { SpeechEngine, Voice } from '../../../server/speech/speech-engine.ts';
import { truePeak } from '../../../server/speech/true-peak.ts';
import { SPEECH_RATE } from '../../../server/speech/wav.ts';
import { FakeEngine, fakeProgram, freshFolder } from './fake-engine.ts';
import { samplesOf, silences } from './listening.ts';

const voice: Voice = { region: 'north', timbre: 'male' };

function called(code: string, room: CalledRoom, lang: Lang = 'vi', recall = false): Sentence {
  const said = sayCall({ code, room, lang, region: 'north', priority: false, recall });
  if (!said.ok) throw new Error(said.fault.code);
  return said;
}
const a105 = called('A105', { kind: 'exam', number: 12 });
const a105en = called('A105', { kind: 'exam', number: 12 }, 'en');
const order = (more: Partial<Order> = {}): Order => ({
  sentences: [a105],
  voice,
  leadMs: 600,
  chime: 'normal',
  ...more,
});
const speaking = (engine: SpeechEngine, cacheDir = freshFolder()): Announcer =>
  createAnnouncer({ engines: [engine], cacheDir, capBytes: 10_000_000 });
const withEspeak = (): Announcer => speaking(createEspeak(USUAL_ESPEAK));

async function heard(announcer: Announcer, wanted: Order) {
  const made = await announcer.render(wanted);
  if (!made.ok) throw new Error(made.fault.code);
  const audio = await announcer.readAudio(made.sha256);
  if (!audio.ok) throw new Error(audio.fault.code);
  return { made, samples: samplesOf(audio.bytes) };
}
const faults = (made: Rendered): string[] =>
  made.ok ? made.faults.map(({ code }) => code) : [made.fault.code];
const about = (ms: number) => ({ from: ms - 25, to: ms + 25 });
const gapsOf = (samples: Float32Array): number[] =>
  silences(samples, SPEECH_RATE).map(([start, end]) => end - start);

describe('An announcement', () => {
  it('thirty of them are all as loud as they should be, and none too loud', async () => {
    const announcer = withEspeak();
    const rooms: CalledRoom[] = [
      { kind: 'exam', number: 21 },
      { kind: 'counter', number: 3 },
      { kind: 'named', name: 'Phòng X-quang' },
    ];
    for (let n = 0; n < 30; n++) {
      const code = `${'AHBSMXLCKN'[n % 10]}${String((n * 137) % 1000).padStart(3, '0')}`;
      const sentences = [called(code, rooms[n % 3]!, n % 5 === 4 ? 'en' : 'vi', n % 4 === 3)];
      const who: Voice = { region: n % 2 ? 'south' : 'north', timbre: n % 3 ? 'male' : 'female' };
      const { samples } = await heard(announcer, order({ sentences, voice: who }));
      const sentence = samples.subarray(1.65 * SPEECH_RATE);
      const lufs = integratedLoudness(sentence, SPEECH_RATE) ?? 0;
      expect(lufs, code).toBeGreaterThan(-17);
      expect(lufs, code).toBeLessThan(-15);
      expect(truePeak(samples), code).toBeLessThanOrEqual(-1);
      expect(Math.max(...gapsOf(sentence)), code).toBeLessThan(400);
      const direct = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
      expect(Math.abs(direct), code).toBeLessThan(0.005);
    }
  });

  it.each([0, 600, 2000])(
    'keeps silent for %i ms, because televisions swallow the beginning',
    async (leadMs) => {
      const { samples } = await heard(withEspeak(), order({ leadMs }));
      const first = samples.findIndex((sample) => Math.abs(sample) > 0.003);
      expect((1000 * first) / SPEECH_RATE).toBeGreaterThanOrEqual(leadMs);
      expect((1000 * first) / SPEECH_RATE).toBeLessThan(leadMs + 5);
    },
  );

  it('is lead-in, chime, 250 ms, the sentence, 400 ms, the other language, 250 ms', async () => {
    const announcer = speaking(new FakeEngine());
    const { made, samples } = await heard(announcer, order({ sentences: [a105, a105en] }));
    const quiet = silences(samples, SPEECH_RATE);
    const expected = [about(600), about(250), about(400), about(250)];
    expect(quiet).toHaveLength(4);
    quiet.forEach(([start, end], i) => {
      expect(end - start).toBeGreaterThan(expected[i]!.from);
      expect(end - start).toBeLessThan(expected[i]!.to);
    });
    expect(quiet[1]?.[0]).toBeGreaterThan(1300);
    expect(Math.abs((made.ok ? made.ms : 0) - (600 + 800 + 250 + 1000 + 400 + 1000 + 250))).toBeLessThan(60);
    expect(Math.round((1000 * samples.length) / SPEECH_RATE)).toBe(made.ok ? made.ms : 0);
  });

  it('without a chime begins with its words; with a chime alone it is a chime', async () => {
    const announcer = speaking(new FakeEngine());
    const words = await heard(announcer, order({ chime: 'none' }));
    expect(words.made.ok && Math.abs(words.made.ms - (600 + 1000 + 250))).toBeLessThan(30);
    const alone = await heard(announcer, order({ sentences: [] }));
    expect(alone.made).toMatchObject({ ms: 600 + 800 + 250, engine: 'chime', faults: [] });
  });

  it('is the same bytes on every server, another one for every word, chime, voice or lead-in', async () => {
    const one = await withEspeak().render(order());
    const same = await withEspeak().render(order());
    expect(one).toMatchObject({
      ok: true,
      engine: 'espeak-ng',
      faults: [],
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(same.ok && same.sha256).toBe(one.ok && one.sha256);
    const announcer = withEspeak();
    await announcer.render(order());
    const others: Partial<Order>[] = [
      { leadMs: 601 },
      { chime: 'priority' },
      { chime: 'emergency' },
      { voice: { region: 'south', timbre: 'male' } },
      { voice: { region: 'north', timbre: 'female' } },
      { sentences: [called('A106', { kind: 'exam', number: 12 })] },
      { sentences: [a105, a105en] },
    ];
    const hashes = new Set([one.ok && one.sha256]);
    for (const more of others) {
      const made = await announcer.render(order(more));
      hashes.add(made.ok && made.sha256);
    }
    expect(hashes.size).toBe(1 + others.length);
  });

  it('asked for by ten rooms at once is made once', async () => {
    const engine = new FakeEngine();
    const announcer = speaking(engine);
    const made = await Promise.all(Array.from({ length: 10 }, () => announcer.render(order())));
    expect(new Set(made.map((one) => one.ok && one.sha256)).size).toBe(1);
    await announcer.render(order());
    expect(engine.asked).toEqual([a105.text]);
  });

  it('thirty rooms that call at once do not start thirty engines', async () => {
    const engine = new FakeEngine();
    const announcer = speaking(engine);
    const calls = Array.from({ length: 30 }, (_, n) => called(`A${n}`, { kind: 'exam', number: n }));
    const made = await Promise.all(calls.map((call) => announcer.render(order({ sentences: [call] }))));
    expect(made.flatMap(faults)).toEqual([]);
    expect(engine.asked).toHaveLength(30);
    expect(engine.atOnce).toBe(2);
  });

  it('that makes no sense is refused by name', async () => {
    const announcer = speaking(new FakeEngine());
    for (const leadMs of [-1, 2001, 1.5, Number.NaN])
      expect(faults(await announcer.render(order({ leadMs })))).toEqual(['lead_out_of_range']);
    expect(faults(await announcer.render(order({ sentences: [], chime: 'none' })))).toEqual([
      'nothing_to_say',
    ]);
  });
});

describe('When the voice is away', () => {
  it('there is a chime all the same, and the voice is back as soon as the engine is', async () => {
    const engine = new FakeEngine();
    const announcer = speaking(engine);
    engine.mood = 'missing';
    const without = await announcer.render(order());
    expect(without).toMatchObject({
      ok: true,
      engine: 'chime',
      ms: 1650,
      faults: [{ code: 'engine_missing' }],
    });
    engine.mood = 'well';
    expect(await announcer.render(order())).toMatchObject({ ok: true, engine: 'fake', faults: [] });
  });

  it.each([
    ['missing', createEspeak({ ...USUAL_ESPEAK, command: 'no-such-espeak' }), 'engine_missing'],
    [
      'hanging',
      createEspeak({ command: fakeProgram('exec sleep 60').command, timeoutMs: 200, restMs: 60_000 }),
      'engine_timeout',
    ],
    ['broken', createEspeak({ ...USUAL_ESPEAK, command: fakeProgram('exit 1').command }), 'engine_failed'],
  ])('a %s program costs the words only', async (_, engine, code) => {
    const { made, samples } = await heard(speaking(engine), order());
    expect(made).toMatchObject({ ok: true, engine: 'chime', faults: [{ code }] });
    expect(gapsOf(samples)).toHaveLength(2);
  });

  it('one language that fails does not silence the other', async () => {
    const engine = new FakeEngine();
    const announcer = speaking(engine);
    engine.mood = 'no English';
    const both = order({ sentences: [a105, a105en] });
    const made = await announcer.render(both);
    expect(made).toMatchObject({ ok: true, engine: 'fake', faults: [{ code: 'engine_failed' }] });
    const alone = await announcer.render(order());
    expect(alone.ok && alone.sha256).toBe(made.ok && made.sha256);
    engine.mood = 'well';
    const whole = await announcer.render(both);
    expect(whole).toMatchObject({ ok: true, faults: [] });
    expect(whole.ok && made.ok && whole.ms - made.ms).toBeGreaterThan(1000);
  });

  it('an engine that gives silence is not believed', async () => {
    const engine = new FakeEngine();
    engine.mood = 'silent';
    expect(await speaking(engine).render(order())).toMatchObject({
      engine: 'chime',
      faults: [{ code: 'engine_garbage' }],
    });
  });

  it('and there shall be no chime either, there is nothing to play', async () => {
    const engine = new FakeEngine();
    engine.mood = 'failing';
    expect(faults(await speaking(engine).render(order({ chime: 'none' })))).toEqual(['engine_failed']);
  });
});
