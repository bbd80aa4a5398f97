import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { readClinic } from '../../../core/queue/clinic-check.ts';
import type { Clinic } from '../../../core/queue/clinic-file.ts';
import { sayStyledCall, USUAL_STYLE } from '../../../core/queue/words/call-sentence.ts';
import { styleOf } from '../../../core/queue/words/call-style.ts';
import { neededLines } from '../../../core/queue/words/vocabulary.ts';
import { activatePack } from '../../../server/speech/pack/pack-activate.ts';
import {
  type Confirmations,
  packDir,
  setActive,
  writeConfirmed,
} from '../../../server/speech/pack/pack-store.ts';
import { type HouseVoice, openVoice } from '../../../server/speech/voice.ts';
import { DEFAULT_DIR, defaultPack, sampleClinic } from '../../sound/default-voice.ts';
import { freshFolder } from './fake-engine.ts';
import { HEAD, hummedPack } from './pack/small-pack.ts';

const north = { lang: 'vi', region: 'north' } as const;
const clinic = sampleClinic();
const linesFor = () => neededLines(clinic, USUAL_STYLE, north);
type Note = { event: string } & Record<string, string | number>;

const open: HouseVoice[] = [];
afterEach(() => {
  for (const voice of open.splice(0)) voice.stop();
});

function start(dataDir: string, defaultPackAfterMs: number | null = null, of: Clinic = clinic) {
  const notes: Note[] = [];
  const voice = openVoice({
    clinic: of,
    dataDir,
    piper: null,
    defaultPackAfterMs,
    note: (event) => notes.push(event),
  });
  open.push(voice);
  return { voice, notes };
}

async function call(voice: HouseVoice, code = 'A105', of: Clinic = clinic) {
  const said = sayStyledCall(styleOf(of), {
    ...{ code, lang: 'vi', region: 'north', priority: false, recall: false },
    room: { kind: 'exam', number: 12 },
  });
  if (!said.ok) throw new Error(said.fault.code);
  const made = await voice.announcer.render({
    sentences: [said],
    voice: { region: 'north', timbre: 'female' },
    leadMs: 0,
    chime: 'normal',
  });
  if (!made.ok) throw new Error(made.fault.code);
  return { made, faults: made.faults.map(({ code: name }) => name) };
}

/** A hospital's own pack, heard through and confirmed. */
async function recorded(dataDir: string): Promise<string> {
  const voiceDir = join(dataDir, 'voice');
  const file = await hummedPack(packDir(voiceDir, HEAD.id), linesFor(), HEAD);
  const all = Object.entries(file.clips).map(([token, { sha256 = '' }]) => [
    token,
    { sha256, at: '2026-11-22', right: true },
  ]);
  await writeConfirmed(voiceDir, HEAD.id, Object.fromEntries(all));
  return voiceDir;
}

beforeAll(async () => {
  await defaultPack('vi', 'north');
  await defaultPack('vi', 'south');
  await defaultPack('en', 'north');
}, 120_000);

describe("A house's voice", () => {
  it('speaks by the synthesiser until its own pack is there, then by the pack', async () => {
    const dataDir = freshFolder();
    cpSync(DEFAULT_DIR, join(dataDir, 'voice', 'default'), { recursive: true });
    const { voice, notes } = start(dataDir, 0);
    expect((await call(voice)).made.engine).toBe('espeak-ng');
    await voice.ready;
    const { made, faults } = await call(voice);
    expect([made.engine, faults, made.tokens.join(' ')]).toEqual([
      'default-pack',
      [],
      'p_moi lA n1 n0 n5 p_den n10 n2',
    ]);
    expect(
      notes.filter(({ event }) => event === 'default-voice').map(({ tongue, state }) => [tongue, state]),
    ).toEqual([
      ['vi-north', 'ready'],
      ['vi-south', 'ready'],
      ['en', 'ready'],
    ]);
  });

  it('does not wait with a pack that is on disk already, only with the making of one', async () => {
    const dataDir = freshFolder();
    const dir = join(dataDir, 'voice', 'default');
    cpSync(DEFAULT_DIR, dir, { recursive: true });
    for (const name of readdirSync(dir).filter((each) => each.startsWith('en-')))
      rmSync(join(dir, name), { recursive: true });
    const { voice, notes } = start(dataDir, 3_600_000);
    await vi.waitFor(async () => expect((await call(voice)).made.engine).toBe('default-pack'), {
      timeout: 60_000,
      interval: 100,
    });
    const packs = () => notes.filter(({ event }) => event === 'default-voice');
    await vi.waitFor(() => expect(packs()).toHaveLength(2), { timeout: 60_000 });
    expect(packs().map(({ tongue, state }) => [tongue, state])).toEqual([
      ['vi-north', 'ready'],
      ['vi-south', 'ready'],
    ]);
  });

  it('a damaged default pack is made anew', async () => {
    const dataDir = freshFolder();
    const dir = join(dataDir, 'voice', 'default');
    cpSync(DEFAULT_DIR, dir, { recursive: true });
    const english = readdirSync(dir).filter((each) => /^en-[0-9a-f]{16}$/.test(each));
    for (const name of english) writeFileSync(join(dir, name, 'w_one.wav'), 'no sound');
    const { voice, notes } = start(dataDir, 0);
    await voice.ready;
    expect(notes.filter(({ state }) => state === 'making').map(({ tongue }) => tongue)).toEqual(['en']);
    expect(notes.filter(({ state }) => state === 'ready')).toHaveLength(3);
  });

  it('that no disk will keep goes on with the synthesiser', async () => {
    const dataDir = freshFolder();
    writeFileSync(join(dataDir, 'voice'), 'in the way');
    const { voice, notes } = start(dataDir, 0);
    await vi.waitFor(
      () => expect(notes).toContainEqual(expect.objectContaining({ state: 'disk_unwritable' })),
      {
        timeout: 60_000,
      },
    );
    expect((await call(voice)).made.engine).toBe('espeak-ng');
  });

  it("the hospital's own pack speaks once it is activated, and the default again once it is not", async () => {
    const dataDir = freshFolder();
    const { voice } = start(dataDir);
    expect((await call(voice)).made.engine).toBe('espeak-ng');
    const voiceDir = await recorded(dataDir);
    expect(await activatePack(voiceDir, HEAD.id, linesFor)).toEqual({ ok: true, tongue: 'vi-north' });
    await vi.waitFor(async () => expect((await call(voice)).made.engine).toBe('pack'), {
      timeout: 15_000,
      interval: 100,
    });
    await setActive(voiceDir, 'vi-north', null);
    await vi.waitFor(async () => expect((await call(voice)).made.engine).toBe('espeak-ng'), {
      timeout: 15_000,
      interval: 100,
    });
  });

  it('a pack that is damaged while it speaks goes on; after a restart the next voice speaks and the file is named', async () => {
    const dataDir = freshFolder();
    const voiceDir = await recorded(dataDir);
    await activatePack(voiceDir, HEAD.id, linesFor);
    const before = start(dataDir);
    await vi.waitFor(async () => expect((await call(before.voice)).made.engine).toBe('pack'), {
      timeout: 15_000,
      interval: 100,
    });
    writeFileSync(join(packDir(voiceDir, HEAD.id), 'n5.wav'), 'damaged');
    rmSync(join(packDir(voiceDir, HEAD.id), 'n2.wav'));
    const { made, faults } = await call(before.voice, 'A255');
    expect([made.engine, faults]).toEqual(['pack', []]);
    before.voice.stop();
    const after = start(dataDir);
    await vi.waitFor(() => expect(after.notes.length).toBeGreaterThan(1), { timeout: 15_000 });
    const refused = after.notes
      .filter(({ event }) => event === 'voice-pack-refused')
      .map(({ file, code }) => `${file} ${code}`);
    expect(refused.sort()).toEqual(['n2.wav clip_missing', 'n5.wav clip_damaged']);
    const later = await call(after.voice, 'A255');
    expect([later.made.engine, later.faults]).toEqual(['espeak-ng', ['pack_refused']]);
    expect(await after.voice.state()).toContainEqual({
      engine: 'pack',
      tongue: 'vi-north',
      fault: 'pack_refused',
    });
  });

  it('without any engine there is a chime and the reasons in the log, once', async () => {
    const dataDir = freshFolder();
    const path = process.env.PATH;
    process.env.PATH = '/nowhere';
    try {
      const { voice, notes } = start(dataDir, 0);
      await voice.ready;
      const { made, faults } = await call(voice);
      expect([made.engine, faults]).toEqual(['chime', ['engine_missing']]);
      await call(voice, 'A106');
      expect(
        notes.filter(({ event, engine }) => event === 'voice-fault' && engine === 'espeak-ng'),
      ).toHaveLength(1);
    } finally {
      process.env.PATH = path;
    }
  });

  it('words calls as the clinic file says, and a pack that says otherwise is refused', async () => {
    const own = { ...clinic, speech: { ...clinic.speech, letters: { A: 'á a' }, mode: 'natural' as const } };
    const read = readClinic({ ...JSON.parse(JSON.stringify(own)) });
    expect(read.ok).toBe(true);
    const dataDir = freshFolder();
    mkdirSync(join(dataDir, 'voice'), { recursive: true });
    const voiceDir = await recorded(dataDir);
    const activation = await activatePack(voiceDir, HEAD.id, () => neededLines(own, styleOf(own), north));
    const faults = activation.ok ? [] : activation.faults.map(({ token, code }) => `${token} ${code}`);
    expect(faults.sort()).toEqual([
      'lA words_differ',
      'n100 words_missing',
      'n1000 words_missing',
      'nlinh words_missing',
    ]);
  });
});

describe('A pack is not put into use', () => {
  it('when a clip was not heard, was changed afterwards, or nobody gave consent', async () => {
    const dataDir = freshFolder();
    const voiceDir = await recorded(dataDir);
    const codes = async () => {
      const done = await activatePack(voiceDir, HEAD.id, linesFor);
      return done.ok ? [] : done.faults.map(({ token, code }) => `${token} ${code}`);
    };
    const file = await hummedPack(packDir(voiceDir, HEAD.id), linesFor(), { ...HEAD, consent: null });
    const but = (token: string, sha256: string): Confirmations => {
      const heard = Object.entries(file.clips).map(([each, clip]) => [
        each,
        { sha256: each === token ? sha256 : clip.sha256!, at: '2026-11-22', right: true },
      ]);
      return Object.fromEntries(heard) as Confirmations;
    };
    await writeConfirmed(voiceDir, HEAD.id, but('n5', ''));
    expect(await codes()).toEqual(['n5 clip_unconfirmed', 'null consent_missing']);
    await writeConfirmed(voiceDir, HEAD.id, but('n4', 'f'.repeat(64)));
    expect(await codes()).toEqual(['n4 clip_unconfirmed', 'null consent_missing']);
    expect(await activatePack(voiceDir, 'no-such-pack', linesFor)).toMatchObject({
      faults: [{ code: 'pack_missing' }],
    });
  });
});
