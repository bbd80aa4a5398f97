import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { USUAL_STYLE } from '../../core/queue/words/call-sentence.ts';
import { neededLines } from '../../core/queue/words/vocabulary.ts';
import type { VoiceLine, VoiceState } from '../../core/wire/voice-setup.ts';
import { hearingOf, nextOpen, wishOfKey } from '../../kiosk/setup/voice-hearing.ts';
import { isFromHere } from '../../kiosk/station/setup/setup-routes.ts';
import { securityHeaders } from '../../server/http/headers.ts';
import { openPages } from '../../server/http/pages.ts';
import { voiceSetupRoutes } from '../../server/http/voice-setup.ts';
import { packDir, readActive, readConfirmed } from '../../server/speech/pack/pack-store.ts';
import { type HouseVoice, openVoice } from '../../server/speech/voice.ts';
import { freshFolder } from '../server/speech/fake-engine.ts';
import { editPack, HEAD, hum, hummedPack, putSound, RATE } from '../server/speech/pack/small-pack.ts';
import { sampleClinic } from '../sound/default-voice.ts';
import { builtPages } from '../web/built-pages.ts';
import { openChromium, openScreen, type Seen } from '../web/chromium.ts';

const clinic = sampleClinic();
const lines = neededLines(clinic, USUAL_STYLE, { lang: 'vi', region: 'north' });
let pagesDir: string;
let browser: Browser;
let voiceDir: string;
let http: Server;
let base: string;
let voice: HouseVoice;
beforeAll(async () => {
  pagesDir = await builtPages();
  browser = await openChromium(['--autoplay-policy=no-user-gesture-required']);
}, 120_000);
afterAll(() => browser.close());
beforeEach(async () => {
  const dataDir = freshFolder();
  voiceDir = join(dataDir, 'voice');
  await hummedPack(packDir(voiceDir, HEAD.id), lines, HEAD);
  const app = express();
  voice = openVoice({ clinic, dataDir, piper: null, defaultPackAfterMs: null, note: () => undefined });
  app.use(securityHeaders(), voiceSetupRoutes({ clinic, voiceDir, voice, isFromHere, now: () => 0 }));
  openPages(pagesDir).mount(app);
  http = createServer(app);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  base = `http://localhost:${(http.address() as AddressInfo).port}`;
});
afterEach(async () => {
  voice.stop();
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
});

const ask = (path: string, body?: object, headers: Record<string, string> = {}) =>
  fetch(`${base}/setup/voice/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const state = async (): Promise<VoiceState> => (await ask('packs')).json() as Promise<VoiceState>;
const linesNow = async (): Promise<readonly VoiceLine[]> => (await state()).packs[0]!.lines;

describe('Hearing a voice through, over HTTP', () => {
  it('what was found right is kept for that very sound, and is taken back with null', async () => {
    const { token, sha256 } = (await linesNow())[0]!;
    const verdict = (right: boolean | null, sound = sha256) =>
      ask('verdict', { pack: HEAD.id, token, sha256: sound, right });
    expect((await verdict(true)).status).toBe(200);
    expect((await linesNow())[0]!.verdict).toBe('right');
    expect((await verdict(false)).status).toBe(200);
    expect((await linesNow())[0]!.verdict).toBe('again');
    expect((await verdict(null)).status).toBe(200);
    expect((await linesNow())[0]!.verdict).toBeNull();
    expect((await verdict(true, 'f'.repeat(64))).status).toBe(404);
    expect(await readConfirmed(voiceDir, HEAD.id)).toEqual({});
  });

  it('forty presses at once are all kept', async () => {
    const all = await linesNow();
    const sent = all.map(({ token, sha256 }) =>
      ask('verdict', { pack: HEAD.id, token, sha256, right: true }),
    );
    for (const answer of await Promise.all(sent)) expect(answer.status).toBe(200);
    expect((await linesNow()).every(({ verdict }) => verdict === 'right')).toBe(true);
  });

  it('is not used before all is heard, and then at once; the default comes back by one press', async () => {
    expect((await ask('use', { pack: HEAD.id })).status).toBe(422);
    for (const { token, sha256 } of await linesNow())
      await ask('verdict', { pack: HEAD.id, token, sha256, right: true });
    expect((await ask('use', { pack: HEAD.id })).status).toBe(200);
    expect(await readActive(voiceDir)).toEqual({ 'vi-north': HEAD.id });
    expect((await ask('default', { tongue: 'vi-north' })).status).toBe(200);
    expect(await readActive(voiceDir)).toEqual({});
  });

  it('tells which voice calls now, and lets a call be heard', async () => {
    const tongue = 'vi-north';
    expect((await state()).chain).toEqual([
      { engine: 'pack', tongue, fault: 'pack_absent' },
      { engine: 'default-pack', tongue, fault: 'pack_absent' },
      { engine: 'espeak-ng', tongue, fault: null },
    ]);
    const sample = await ask('sample');
    expect(sample.headers.get('content-type')).toContain('audio/');
    expect((await sample.arrayBuffer()).byteLength).toBeGreaterThan(150_000);
  });

  it('tells what stands against a voice', async () => {
    editPack(packDir(voiceDir, HEAD.id), (pack) => {
      const { n5b: _n5b, ...clips } = pack.clips;
      return { ...pack, consent: null, clips };
    });
    expect((await state()).packs[0]!.obstacles).toEqual([
      'Thiếu câu “lăm”',
      'Chưa ghi giấy đồng ý của người đọc',
    ]);
    putSound(packDir(voiceDir, HEAD.id), 'n1', new Float32Array(0.4 * RATE));
    expect((await state()).packs[0]!.obstacles).toEqual(['n1.wav: clip_silent']);
  });

  it('is for whoever stands at the server, and gives out clips only', async () => {
    expect((await ask('packs', undefined, { 'x-forwarded-for': '192.0.2.1' })).status).toBe(403);
    expect((await ask('verdict', {}, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await ask('clip/giong-thu/n1')).headers.get('content-type')).toContain('audio/');
    for (const path of [
      'clip/giong-thu/pack',
      'clip/giong-thu/..%2fpack.json',
      'clip/..%2f..%2fetc/n1',
      'clip/giong-thu/constructor',
      'clip/none/n1',
    ])
      expect([path, (await ask(path)).status]).toEqual([path, 404]);
    for (const body of [{}, { pack: 1 }, { pack: HEAD.id, token: 'n1', sha256: 'x', right: true }])
      expect((await ask('verdict', body)).status).toBe(400);
  });
});

describe('The page on which a voice is heard through', () => {
  let seen: Seen;
  let page: Page;
  beforeEach(async () => {
    seen = await openScreen(browser, base, { width: 1100, height: 900 }, null);
    ({ page } = seen);
    await page.goto(`${base}/setup/voice`);
  });
  afterEach(() => seen.context.close());
  const said = () => page.locator('.said').innerText();
  const press = async (key: string): Promise<void> => {
    const before = await said();
    // "Đúng" waits for the end of the sound.
    if (key === 'Enter') await page.locator('.judge .primary:enabled').waitFor();
    await page.keyboard.press(key);
    await page.waitForFunction((was) => document.querySelector('.said')?.textContent !== was, before);
  };

  it('goes line by line by one key, and back', async () => {
    await page.locator('button.primary').click();
    const [first, second, third] = (await linesNow()).map(({ text }) => text);
    expect(await said()).toBe(first);
    await press('Enter');
    expect(await said()).toBe(second);
    await press('r');
    expect(await said()).toBe(third);
    await press('Backspace');
    expect(await said()).toBe(second);
    const verdicts = (await linesNow()).slice(0, 3).map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['right', null, null]);
    expect(await page.locator('article').last().innerText()).toContain(`1 / ${lines.length} câu đúng`);
    expect(seen.faults).toEqual([]);
  });

  it('takes nothing for right that was not heard to its end', async () => {
    putSound(packDir(voiceDir, HEAD.id), 'n1', hum(1, RATE, 2.9));
    await page.reload();
    await page.locator('button.primary').click();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect((await linesNow()).filter(({ verdict }) => verdict !== null)).toEqual([]);
  });

  it('ends with one press that puts the voice into use', async () => {
    for (const { token, sha256 } of (await linesNow()).slice(1))
      await ask('verdict', { pack: HEAD.id, token, sha256, right: true });
    await page.reload();
    await page.locator('button.primary').click();
    await page.locator('.judge .primary:enabled').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('text=Dùng giọng này').click();
    await page.locator('text=Đang dùng').waitFor();
    expect(await readActive(voiceDir)).toEqual({ 'vi-north': HEAD.id });
    await page.locator('text=Về giọng của phần mềm').click();
    await page.locator('text=Dùng giọng này').waitFor();
    expect(seen.faults).toEqual([]);
  });
});

describe('The order of hearing', () => {
  const line = (token: string, verdict: VoiceLine['verdict']): VoiceLine => ({
    ...{ token, verdict, text: token, file: `${token}.wav`, sha256: '', ms: 400 },
  });
  it('is from line to line, round to what was left out', () => {
    const some = [line('a', null), line('b', 'right'), line('c', null), line('d', 'again')];
    expect([nextOpen(some, null), nextOpen(some, 'a'), nextOpen(some, 'c')]).toEqual(['a', 'c', 'a']);
    expect(nextOpen([line('a', 'right')], 'a')).toBeNull();
    expect(nextOpen([], null)).toBeNull();
    const pack = { ...HEAD, active: false, obstacles: [], lines: some } as const;
    const { right, again, open } = hearingOf(pack);
    expect([right, again.length, open.length]).toEqual([1, 1, 2]);
  });

  it('knows its four keys', () => {
    expect(['Enter', 'r', 'R', ' ', 'Backspace', 'x', 'Escape'].map(wishOfKey)).toEqual([
      'right',
      'again',
      'again',
      'play',
      'back',
      null,
      null,
    ]);
  });
});
