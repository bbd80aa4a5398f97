import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll } from 'vitest';
import type { Sentence } from '../../../core/queue/words/sentence.ts';
import type { Sayable, Speech, SpeechEngine } from '../../../server/speech/speech-engine.ts';
import { SPEECH_RATE } from '../../../server/speech/wav.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own for one test, gone when the file's tests are over. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tiepdon-speech-'));
  folders.push(folder);
  return folder;
}

/** A voice that hums one second a sentence, higher for longer texts, and can be told to misbehave. */
export class FakeEngine implements SpeechEngine {
  readonly name: string;
  readonly asked: string[] = [];
  /** How many sentences it was ever asked for at one time. */
  atOnce = 0;
  private running = 0;
  constructor(name = 'fake') {
    this.name = name;
  }

  mood: 'well' | 'missing' | 'failing' | 'silent' | 'no English' = 'well';

  async version(): Promise<string | null> {
    return this.mood === 'missing' ? null : '1';
  }

  canSay({ tokens }: Sentence): Sayable {
    return { ok: true, tokens };
  }

  async speak({ text, lang }: Sentence): Promise<Speech> {
    this.asked.push(text);
    this.running++;
    this.atOnce = Math.max(this.atOnce, this.running);
    await after(5);
    this.running--;
    if (this.mood === 'missing') return { ok: false, fault: { code: 'engine_missing' } };
    const fails = this.mood === 'failing' || (this.mood === 'no English' && lang === 'en');
    if (fails) return { ok: false, fault: { code: 'engine_failed' } };
    const loud = this.mood === 'silent' ? 0 : 8000;
    const samples = new Int16Array(SPEECH_RATE);
    for (let i = 0; i < samples.length; i++)
      samples[i] = loud * Math.sin((2 * Math.PI * (300 + 7 * text.length) * i) / SPEECH_RATE);
    return { ok: true, samples, finished: null };
  }
}

/** A program in the place of espeak-ng: a shell script that notes each start beside itself. */
export function fakeProgram(body: string): { command: string; starts: () => number; folder: string } {
  const folder = freshFolder();
  const command = join(folder, 'engine.sh');
  writeFileSync(command, `#!/bin/sh\necho "$*" >> "${folder}/starts"\n${body}\n`);
  chmodSync(command, 0o755);
  const starts = (): number => {
    const file = join(folder, 'starts');
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').length : 0;
  };
  return { command, starts, folder };
}
