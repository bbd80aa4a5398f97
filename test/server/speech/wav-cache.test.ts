import { Buffer } from 'node:buffer';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Sentence } from '../../../core/queue/words/sentence.ts';
import { type Announcer, createAnnouncer, type Rendered } from '../../../server/speech/announcement.ts';
import type { Order } from '../../../server/speech/order.ts';
import { openWavCache } from '../../../server/speech/wav-cache.ts';
import { FakeEngine, freshFolder } from './fake-engine.ts';

const said = (text: string): Order => ({
  sentences: [{ lang: 'vi', text, tokens: [] } satisfies Sentence],
  voice: { region: 'north', timbre: 'male' },
  leadMs: 0,
  chime: 'none',
});
/** Size of one file of the fake voice: a second of hum with its tail, and the header. */
const ONE = 55_000;

function setUp(
  cacheDir = freshFolder(),
  capBytes = 100 * ONE,
): { engine: FakeEngine; announcer: Announcer; cacheDir: string } {
  const engine = new FakeEngine();
  return { engine, announcer: createAnnouncer({ engines: [engine], cacheDir, capBytes }), cacheDir };
}
async function make(announcer: Announcer, text: string): Promise<Extract<Rendered, { ok: true }>> {
  const made = await announcer.render(said(text));
  if (!made.ok) throw new Error(made.fault.code);
  await announcer.settled();
  return made;
}

describe('The store of announcements', () => {
  it('serves a file by its hash, whichever way it is written, and nothing else', async () => {
    const { announcer } = setUp();
    const made = await make(announcer, 'một');
    const audio = await announcer.readAudio(made.sha256.toUpperCase());
    expect(audio.ok && audio.bytes).toEqual(readFileSync(made.file!));
    expect(audio.ok && audio.bytes.length).toBe(made.bytes);
    for (const hash of [
      '',
      '..',
      made.sha256.slice(1),
      `${made.sha256}0`,
      `../${made.sha256.slice(3)}`,
      `${made.sha256.slice(1)}\n`,
    ])
      expect(await announcer.readAudio(hash)).toEqual({ ok: false, fault: { code: 'hash_malformed' } });
    expect(await announcer.readAudio('0'.repeat(64))).toEqual({
      ok: false,
      fault: { code: 'audio_unknown' },
    });
  });

  it('knows its files again after a restart and clears away what was half written', async () => {
    const { announcer, cacheDir } = setUp();
    const made = await make(announcer, 'một');
    const part = join(cacheDir, `${'a'.repeat(64)}.11111111-2222-3333-4444-555555555555.part`);
    writeFileSync(part, 'half');
    writeFileSync(join(cacheDir, 'readme.txt'), 'not ours');
    const again = setUp(cacheDir);
    expect(await make(again.announcer, 'một')).toEqual(made);
    expect(again.engine.asked).toEqual([]);
    expect(readdirSync(cacheDir).sort()).toEqual([made.file!.split('/').at(-1), 'readme.txt'].sort());
  });

  it.each([
    ['changed', (file: string) => writeFileSync(file, readFileSync(file).fill(7, 1000, 1001))],
    ['cut short', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 500))],
    ['emptied', (file: string) => writeFileSync(file, '')],
    ['deleted', (file: string) => rmSync(file)],
    [
      'replaced by a folder',
      (file: string) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
  ])('makes anew a file that was %s, and never serves it', async (_, damage) => {
    const { announcer, engine } = setUp();
    const made = await make(announcer, 'một');
    damage(made.file!);
    expect(await announcer.readAudio(made.sha256)).toEqual({ ok: false, fault: { code: 'audio_unknown' } });
    const again = await make(announcer, 'một');
    expect(again.sha256).toBe(made.sha256);
    expect(engine.asked).toHaveLength(2);
    expect((await announcer.readAudio(made.sha256)).ok).toBe(true);
  });

  it('stays below its size, and what was not used for the longest time goes first', async () => {
    const cacheDir = freshFolder();
    const { announcer, engine } = setUp(cacheDir, 3.5 * ONE);
    for (const text of ['a', 'ba', 'hai', 'a', 'bảy']) await make(announcer, text);
    expect(engine.asked).toEqual(['a', 'ba', 'hai', 'bảy']);
    const sizes = readdirSync(cacheDir).map((name) => statSync(join(cacheDir, name)).size);
    expect(sizes).toHaveLength(3);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(3.5 * ONE);
    for (const text of ['a', 'hai', 'bảy', 'ba']) await make(announcer, text);
    expect(engine.asked.slice(4)).toEqual(['ba']);
  });

  it('remembers over a restart what was used last', async () => {
    const { announcer, cacheDir } = setUp();
    for (const text of ['a', 'ba', 'hai', 'a']) {
      await make(announcer, text);
      await new Promise((go) => setTimeout(go, 15));
    }
    const small = setUp(cacheDir, 2.5 * ONE);
    await make(small.announcer, 'bảy');
    await make(small.announcer, 'a');
    expect(small.engine.asked).toEqual(['bảy']);
  });

  it('that no disk will keep still gives every call its sound, and says so', async () => {
    const inTheWay = join(freshFolder(), 'file');
    writeFileSync(inTheWay, '');
    const { announcer, engine } = setUp(join(inTheWay, 'cache'));
    const made = await make(announcer, 'một');
    expect(made).toMatchObject({ engine: 'fake', faults: [] });
    expect(await announcer.render(said('hai'))).toMatchObject({
      engine: 'fake',
      faults: [{ code: 'cache_unwritable' }],
    });
    const audio = await announcer.readAudio(made.sha256);
    expect(audio.ok && audio.bytes.length).toBe(made.bytes);
    for (let n = 0; n < 40; n++) await make(announcer, 'm'.repeat(n + 4));
    expect(await announcer.readAudio(made.sha256)).toEqual({ ok: false, fault: { code: 'audio_unknown' } });
    expect(engine.asked).toHaveLength(42);
  });

  it('gives a file out before the disk has it, also under its key, and made once', async () => {
    const { announcer, engine } = setUp();
    const orders = Array.from({ length: 30 }, (_, n) => said('a'.repeat(n + 1)));
    const made = await Promise.all(orders.map((order) => announcer.render(order)));
    for (const [n, one] of made.entries()) {
      if (!one.ok) throw new Error(one.fault.code);
      const audio = await announcer.readAudio(one.sha256);
      expect([n, audio.ok && audio.bytes.length]).toEqual([n, one.bytes]);
    }
    await announcer.settled();
    const again = await Promise.all(made.map((one) => announcer.readAudio(one.ok ? one.sha256 : '')));
    expect(again.filter(({ ok }) => !ok)).toEqual([]);
    expect(engine.asked).toHaveLength(30);
  });

  it('does not let a disk that hangs hold up a call, nor its files fill the memory', async () => {
    const cache = openWavCache(freshFolder(), 100 * ONE, () => new Promise<never>(() => undefined));
    const kept = [];
    for (let n = 0; n < 120; n++)
      kept.push(await cache.keep(n.toString(16).padStart(64, '0'), Buffer.alloc(1000, n)));
    expect(cache.isRefused()).toBe(true);
    const readable = await Promise.all(kept.map(({ sha256 }) => cache.read(sha256)));
    expect(readable.at(-1)).toEqual(Buffer.alloc(1000, 119));
    expect(readable.filter((bytes) => bytes !== null)).toHaveLength(64 + 32);
  });

  it('whose folder is deleted under it makes it again', async () => {
    const { announcer, cacheDir } = setUp();
    await make(announcer, 'một');
    rmSync(cacheDir, { recursive: true });
    const made = await make(announcer, 'hai');
    expect(made.faults).toEqual([]);
    expect(statSync(made.file!).size).toBe(made.bytes);
    // What is called names people.
    expect((statSync(cacheDir).mode & 0o777).toString(8)).toBe('700');
  });
});
