import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USUAL_ESPEAK } from '../../server/speech/espeak.ts';
import { buildWav, parseWav, SPEECH_RATE, wavMs } from '../../server/speech/wav.ts';
import { sine } from './speech/listening.ts';
import { quietClinic, TestHouse } from './test-house.ts';

const tone = (ms: number): Buffer =>
  buildWav(
    Int16Array.from(sine(440, 0.3, ms / 1000, SPEECH_RATE), (x) => 32_000 * x),
    SPEECH_RATE,
  );

describe(`the voice of the kiosk, by ${USUAL_ESPEAK.command} and by recordings of the hospital`, () => {
  const house = new TestHouse(quietClinic());
  const data = join(house.dir, 'data');
  let kiosk = '';

  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${house.base}/api/v1/prompts/${path}`, {
      headers: { authorization: `Bearer ${kiosk}`, ...headers },
    });
  const soundOf = async (reply: Response) => Buffer.from(await reply.arrayBuffer());
  const spoken = () => readdirSync(join(data, 'audio')).filter((name) => name.endsWith('.wav'));
  /** The same when nothing is on its way to the disk any more: it has a file a moment after the page. */
  const spokenAtRest = async (): Promise<string[]> => {
    for (let last = spoken(); ; ) {
      await new Promise((done) => setTimeout(done, 120));
      const now = spoken();
      if (now.length === last.length) return now;
      last = now;
    }
  };

  beforeAll(async () => {
    mkdirSync(join(data, 'kiosk-voice', 'tyz'), { recursive: true });
    mkdirSync(join(data, 'kiosk-voice', 'vi'));
    writeFileSync(join(data, 'kiosk-voice', 'tyz', 'idle.title.wav'), tone(700));
    writeFileSync(join(data, 'kiosk-voice', 'vi', 'service-mat.wav'), tone(900));
    writeFileSync(join(data, 'kiosk-voice', 'vi', 'keypad.title.mp3'), 'no sound at all');
    writeFileSync(join(data, 'kiosk-voice', 'vi', 'greeting.wav'), tone(100));
    symlinkSync(join(data, 'master.key'), join(data, 'kiosk-voice', 'vi', 'confirm.yes.wav'));
    await house.start();
    kiosk = house.device('kiosk', 'kiosk-1', null).token;
  });
  afterAll(() => house.end());

  it('speaks a phrase as a WAV of a sensible length, made once and then kept', async () => {
    const before = await ask('vi/help.call');
    expect(before.status).toBe(200);
    expect(before.headers.get('content-type')).toBe('audio/wav');
    const wav = await soundOf(before);
    expect(parseWav(wav)).toMatchObject({ ok: true, rate: SPEECH_RATE });
    expect(wavMs(wav)).toBeGreaterThan(1_500);
    expect(wavMs(wav)).toBeLessThan(6_000);
    const kept = await spokenAtRest();
    expect(kept).toHaveLength(1);
    const again = await ask('vi/help.call');
    expect(again.headers.get('etag')).toBe(before.headers.get('etag'));
    expect(kept[0]).toContain(before.headers.get('etag')?.replaceAll('"', ''));
    expect(await spokenAtRest()).toEqual(kept);
    const etag = before.headers.get('etag') ?? '';
    // As browsers ask; `fetch` of Node would add "no-cache" by itself.
    const known = await ask('vi/help.call', { 'if-none-match': etag, 'cache-control': 'max-age=0' });
    expect(known.status).toBe(304);
    expect((await soundOf(known)).length).toBe(0);
  });

  it('speaks English with another voice, and names and numbers of this hospital', async () => {
    const [vi, en] = await Promise.all(
      ['vi', 'en'].map(async (lang) => soundOf(await ask(`${lang}/help.call`))),
    );
    expect(vi?.equals(en ?? Buffer.alloc(0))).toBe(false);
    for (const key of ['service-noi', 'place-noi', 'room-pk1'])
      expect((await ask(`vi/${key}`)).status).toBe(200);
    const code = await ask('vi/code-A005');
    expect(code.status).toBe(200);
    expect(code.headers.get('cache-control')).toBe('no-store');
    expect((await ask('vi/help.call')).headers.get('cache-control')).toContain('max-age');
  });

  it.each([
    'vi/anything-else',
    'vi/service-gone',
    'vi/code-Z001',
    'vi/code-A001%20xin%20ch%C3%A0o',
    'vi/Xin%20m%E1%BB%9Di%20v%C3%A0o',
    'vi/..%2f..%2fmaster.key',
    'vi/..%2ftyz%2fidle.title',
    '..%2f..%2f/master.key',
    '%2e%2e/kiosk-voice',
    'vi%00/help.call',
    'VI/help.call',
    'km/help.call',
    'xx/help.call',
    '__proto__/help.call',
    'vi/__proto__',
  ])('says nothing to %s', async (path) => {
    const before = await spokenAtRest();
    const reply = await ask(path);
    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({ code: 'not-found' });
    expect(await spokenAtRest()).toEqual(before);
  });

  it('takes no text to be spoken in any other way', async () => {
    const answers = await Promise.all([
      ask('vi/help.call?text=xin+chao'),
      fetch(`${house.base}/api/v1/prompts/vi/help.call`, {
        method: 'POST',
        headers: { authorization: `Bearer ${kiosk}`, 'content-type': 'application/json' },
        body: JSON.stringify({ text: 'Xin chào' }),
      }),
    ]);
    expect(answers[0]?.headers.get('etag')).toBe((await ask('vi/help.call')).headers.get('etag'));
    expect(answers[1]?.status).toBe(405);
  });

  it('is for kiosks and their stations alone', async () => {
    for (const role of ['console', 'board', 'speaker', 'api'] as const) {
      const { token } = house.device(role, role === 'board' || role === 'speaker' ? 'hall' : role, null);
      const reply = await ask('vi/help.call', { authorization: `Bearer ${token}` });
      expect(reply.status).toBe(403);
    }
    expect((await ask('vi/help.call', { authorization: '' })).status).toBe(401);
  });

  it('a recording by the hospital comes before the synthesiser', async () => {
    expect(await soundOf(await ask('vi/service-mat'))).toEqual(tone(900));
  });

  it('a recording that is no sound, or a link out of the folder, is as good as none', async () => {
    for (const key of ['keypad.title', 'confirm.yes']) {
      const wav = await soundOf(await ask(`vi/${key}`));
      expect(parseWav(wav)).toMatchObject({ ok: true });
      expect(wavMs(wav)).toBeGreaterThan(1_000);
    }
    const lines = house.logLines.filter((line) => line.includes('"kiosk-voice"')).join('');
    expect(lines).toContain('vi/greeting.wav');
    expect(lines).toContain('vi/confirm.yes.wav');
  });

  it('a language of recordings alone is offered to be heard, and borrows from Vietnamese what it lacks', async () => {
    const place = (await house.get(kiosk, '/place')).body as { kiosk: { languages: object[] } };
    expect(place.kiosk.languages).toEqual([
      { code: 'vi', name: 'Tiếng Việt', text: true, audio: true },
      { code: 'en', name: 'English', text: true, audio: true },
      { code: 'tyz', name: 'Tày', text: false, audio: true },
    ]);
    expect(await soundOf(await ask('tyz/idle.title'))).toEqual(tone(700));
    expect(await soundOf(await ask('tyz/service-mat'))).toEqual(tone(900));
    const [own, lent] = await Promise.all(['vi', 'tyz'].map((lang) => ask(`${lang}/code-A005`)));
    expect(lent?.status).toBe(200);
    expect(lent?.headers.get('etag')).toBe(own?.headers.get('etag'));
  });
});
