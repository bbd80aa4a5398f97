import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPiper, piperAddressFault } from '../../../server/speech/piper.ts';
import type { SpeechEngine } from '../../../server/speech/speech-engine.ts';
import { SPEECH_RATE } from '../../../server/speech/wav.ts';
import { FakePiper } from './fake-piper.ts';

const north = { region: 'north', timbre: 'female' } as const;
const sentence = (text: string, lang: 'vi' | 'en' = 'vi') => ({ lang, text, tokens: ['n1'] });
const call = sentence('Xin mời số một.');

const open: FakePiper[] = [];
afterEach(async () => {
  for (const piper of open.splice(0)) await piper.close();
});
async function setUp(path: '/synthesize' | '/' = '/synthesize', rate = 16_000) {
  const piper = new FakePiper(path, rate);
  open.push(piper);
  const url = await piper.open();
  return { piper, engine: createPiper({ url, timeoutMs: 2000, restMs: 1000 }) };
}
const isThere = (engine: SpeechEngine): Promise<void> =>
  vi.waitFor(async () => expect(await engine.version()).not.toBeNull(), { timeout: 10_000, interval: 20 });
const faultOf = async (engine: SpeechEngine): Promise<string> => {
  const speech = await engine.speak(call, north);
  return speech.ok ? 'none' : speech.fault.code;
};

/* The real program cannot be had here; this is what its documentation says, on a real socket. */
describe("The operator's Piper (as a fake on a real socket)", () => {
  it.each([
    ['/synthesize', 16_000],
    ['/', 22_050],
  ] as const)('is found at %s, and what it says comes at the rate of announcements', async (path, rate) => {
    const { piper, engine } = await setUp(path, rate);
    await isThere(engine);
    expect(engine.canSay(call, north)).toEqual({ ok: true, tokens: ['n1'] });
    const speech = await engine.speak(call, north);
    expect(speech.ok && speech.samples?.length).toBe(SPEECH_RATE);
    expect(piper.asked.at(-1)).toEqual({ path, text: 'Xin mời số một.' });
  });

  it('is another voice to the cache when it has another model', async () => {
    const { piper, engine } = await setUp();
    await isThere(engine);
    piper.voice = 'vi_VN-khac';
    const other = createPiper({ url: piper.url, timeoutMs: 2000, restMs: 1000 });
    await isThere(other);
    expect(await other.version()).not.toBe(await engine.version());
  });

  it('speaks Vietnamese only, and is given words only', async () => {
    const { piper, engine } = await setUp();
    await isThere(engine);
    expect(engine.canSay(sentence('Ticket one.', 'en'), north)).toMatchObject({
      fault: { code: 'language_missing' },
    });
    expect(await engine.speak(sentence('số 15'), north)).toMatchObject({ fault: { code: 'text_not_words' } });
    await engine.speak(sentence('mời <break time="s"/> $(reboot) {"text":"x"} số'), north);
    expect(piper.asked.at(-1)?.text).toBe('mời break time s reboot text : x số');
  });

  it.each([
    ['hanging', 'engine_timeout'],
    ['refusing', 'engine_failed'],
    ['cut off', 'engine_failed'],
    ['garbage', 'engine_garbage'],
    ['flooding', 'engine_garbage'],
    ['silent rate', 'engine_garbage'],
    ['leading astray', 'engine_failed'],
  ] as const)('that is %s is left alone for a while, then found again', async (mood, code) => {
    const { piper, engine } = await setUp();
    await isThere(engine);
    piper.mood = mood;
    expect(await faultOf(engine)).toBe(code);
    const asked = piper.asked.length;
    // At rest: the next calls do not wait for it.
    expect(engine.canSay(call, north)).toEqual({ ok: false, fault: { code } });
    expect(await faultOf(engine)).toBe(code);
    expect(piper.asked.length).toBe(asked);
    piper.mood = 'well';
    await isThere(engine);
    expect(await faultOf(engine)).toBe('none');
  });

  it('that is not there costs a call no time, and is found when it comes', async () => {
    const { piper } = await setUp();
    const url = piper.url;
    await piper.close();
    const engine = createPiper({ url, timeoutMs: 2000, restMs: 100 });
    expect(engine.canSay(call, north)).toEqual({ ok: false, fault: { code: 'engine_starting' } });
    await vi.waitFor(
      () => expect(engine.canSay(call, north)).toMatchObject({ fault: { code: 'engine_missing' } }),
      {
        timeout: 10_000,
      },
    );
    const later = new FakePiper('/');
    open.push(later);
    await later.open(Number(new URL(url).port));
    await isThere(engine);
    expect(await faultOf(engine)).toBe('none');
  });

  it('is looked for on this machine only', () => {
    const good = ['http://127.0.0.1:5000', 'http://localhost:5000', 'http://[::1]:5000/', 'http://127.8.9.1'];
    for (const url of good) expect([url, piperAddressFault(url)]).toEqual([url, null]);
    const bad = [
      'http://192.168.1.5:5000',
      'https://127.0.0.1:5000',
      'http://127.0.0.1.evil.vn:5000',
      'http://127.0.0.1@evil.vn',
      'http://user:pw@127.0.0.1:5000',
      'http://127.0.0.1:5000/synthesize',
      'http://127.0.0.1:5000/?x=1',
      'file:///etc/passwd',
      '127.0.0.1:5000',
      '',
    ];
    for (const url of bad) expect([url, piperAddressFault(url)]).toEqual([url, expect.any(String)]);
  });
});
