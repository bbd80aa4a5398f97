import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { kioskVi } from '../../core/queue/words/kiosk-word-table.ts';
import { type KioskLanguages, openKioskLanguages } from '../../server/kiosk-languages.ts';
import { createAnnouncer } from '../../server/speech/announcement.ts';
import { FakeEngine, freshFolder } from './speech/fake-engine.ts';
import { quietClinic } from './test-house.ts';

let dataDir: string;
let now: number;
let engine: FakeEngine;
let lines: { event: string; file?: string; key?: string; fault?: string }[];

beforeEach(() => {
  dataDir = freshFolder();
  now = 0;
  engine = new FakeEngine();
  lines = [];
});

function put(path: string, content: string | object): void {
  mkdirSync(dirname(join(dataDir, path)), { recursive: true });
  writeFileSync(join(dataDir, path), typeof content === 'string' ? content : JSON.stringify(content));
}

async function open(): Promise<KioskLanguages> {
  const announcer = createAnnouncer({
    engines: [engine],
    cacheDir: join(dataDir, 'audio'),
    capBytes: 10_000_000,
  });
  const note = (event: (typeof lines)[number]) => void lines.push(event);
  const languages = openKioskLanguages({
    ...{ clinic: quietClinic(), dataDir, announcer, engine, note },
    elapsed: () => now,
  });
  await engine.version();
  return languages;
}

const sound = 'RIFF....WAVEfmt ';
const tay = { name: 'Tày', words: { 'idle.title': 'Chiềng tặt thẻ', 'ticket.ahead': '{count} cần' } };

describe('a hospital that brings words of a further language', () => {
  it('has them on the kiosk, under the name that the language gives itself', async () => {
    put('kiosk-words/tyz.json', tay);
    const languages = await open();
    expect(languages.list().at(-1)).toEqual({ code: 'tyz', name: 'Tày', text: true, audio: false });
    expect(languages.words('tyz')).toEqual(tay.words);
    expect(lines).toEqual([]);
  });

  it.each([
    ['a key that is not known', { 'idle.titel': 'x' }, 'idle.titel', 'docs/ngon-ngu.md'],
    ['a hole that is missing', { 'ticket.ahead': 'cần' }, 'ticket.ahead', '{count}'],
    ['a hole too many', { 'idle.title': 'x {count}' }, 'idle.title', 'without {…}'],
    ['a number for a text', { 'idle.title': 5 }, 'idle.title', 'not empty'],
    ['an empty text', { 'idle.title': ' ' }, 'idle.title', 'not empty'],
    ['an endless text', { 'idle.title': 'x'.repeat(161) }, 'idle.title', '160'],
    ['a text in two lines', { 'idle.title': 'x\ny' }, 'idle.title', 'one line'],
  ])('is told of %s in one line with file and key; the rest counts', async (_name, words, key, should) => {
    put('kiosk-words/tyz.json', { name: 'Tày', words: { 'do.back': 'Ma', ...words } });
    const languages = await open();
    expect(languages.words('tyz')).toEqual({ 'do.back': 'Ma' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ event: 'kiosk-words', file: 'tyz.json', key });
    expect(lines[0]?.fault).toContain(should);
  });

  it.each([
    ['tyz.json', '{ "name": "Tày", "words": {'],
    ['tyz.json', { words: {} }],
    ['tyz.json', { name: 'Tày', words: [], more: 1 }],
    ['tyz.json', '[]'],
    ['tyz.json', ' '.repeat(200_001)],
    ['Tay.json', tay],
    ['vi.json', tay],
    ['en.json', tay],
  ])('with a broken file (%s) has the kiosk as before, and one line that says so', async (file, content) => {
    put(`kiosk-words/${file}`, content);
    const languages = await open();
    expect(languages.list().map(({ code }) => code)).toEqual(['vi', 'en']);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ event: 'kiosk-words', file });
    expect(languages.words('vi')).toBe(kioskVi);
  });

  it('has at most six languages on one screen, the first by their codes', async () => {
    for (const code of ['tyz', 'nut', 'hmn', 'km', 'rad']) put(`kiosk-words/${code}.json`, tay);
    const languages = await open();
    expect(languages.list().map(({ code }) => code)).toEqual(['vi', 'en', 'hmn', 'km', 'nut', 'rad']);
    expect(lines).toMatchObject([{ file: 'tyz.json' }]);
  });
});

describe('a hospital that records', () => {
  it('hears a new recording after some seconds, without a restart', async () => {
    const languages = await open();
    expect(await languages.prompt('nut', 'idle.title')).toBeNull();
    put('kiosk-voice/nut/idle.title.wav', sound);
    now += 6_000;
    expect((await languages.prompt('nut', 'idle.title'))?.type).toBe('audio/wav');
    expect(languages.list().at(-1)).toEqual({ code: 'nut', name: 'Nùng', text: false, audio: true });
  });

  it.each([
    ['wav', sound, 'audio/wav'],
    ['mp3', 'ID3\u0004', 'audio/mpeg'],
    ['ogg', 'OggS', 'audio/ogg'],
    ['mp3', sound, 'audio/wav'],
  ])('may do so as %s, and the file is sent as what it is', async (ending, content, type) => {
    put(`kiosk-voice/tyz/class.TH.${ending}`, content);
    expect((await (await open()).prompt('tyz', 'class.TH'))?.type).toBe(type);
  });

  it('is told which files are of no use', async () => {
    put('kiosk-voice/tyz/hello.wav', sound);
    put('kiosk-voice/tyz/code-A001.wav', sound);
    put('kiosk-voice/tyz/idle.title.aiff', sound);
    put('kiosk-voice/Tay/idle.title.wav', sound);
    put('kiosk-voice/tyz/do.back.wav', '');
    const languages = await open();
    expect(languages.list()).toHaveLength(2);
    expect(lines.map(({ file }) => file)).toEqual([
      'Tay',
      'tyz/code-A001.wav',
      'tyz/do.back.wav',
      'tyz/hello.wav',
      'tyz/idle.title.aiff',
    ]);
  });
});

describe('a house without a synthesiser', () => {
  it('says so for Vietnamese and English, and notices when one has been installed', async () => {
    engine.mood = 'missing';
    const languages = await open();
    expect(languages.list().some(({ audio }) => audio)).toBe(false);
    expect(await languages.prompt('vi', 'help.call')).toBeNull();
    engine.mood = 'well';
    languages.list();
    await expect.poll(() => languages.list().every(({ audio }) => audio)).toBe(true);
    expect(await languages.prompt('vi', 'help.call')).not.toBeNull();
  });

  it('asks the engine once for each prompt, however many listen', async () => {
    const languages = await open();
    await Promise.all([1, 2, 3].map(() => languages.prompt('vi', 'help.call')));
    await languages.prompt('vi', 'help.call');
    expect(engine.asked).toEqual(['Cần người giúp thì bấm nút Gọi nhân viên.']);
  });
});
