import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAplay } from '../../speaker/aplay.ts';
import { AlsaWithoutACard } from './alsa-without-a-card.ts';
import { toneOf } from './tones.ts';

const SOON = { timeout: 8_000 };
let alsa: AlsaWithoutACard;
const notes: object[] = [];
const path = process.env.PATH;
beforeEach(() => {
  alsa = new AlsaWithoutACard();
  notes.length = 0;
});
afterEach(() => {
  process.env.PATH = path;
  alsa.close();
});
const note = (event: object): void => void notes.push(event);

/** Another program under the name of the real one. */
function instead(script: string): void {
  const file = join(alsa.dir, 'aplay');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  process.env.PATH = `${alsa.dir}:${path}`;
}

describe('a sound card', () => {
  it('gets every frame of every sound, one after the other', async () => {
    const output = openAplay('tap', note);
    const sounds = [toneOf(500, 0.5, 22_050, 0.5), toneOf(900, 0.25, 22_050, 0.5)];
    for (const sound of sounds) expect(await output.play(sound)).toBe('heard');
    // The program fills the last period of each sound up with silence.
    const meant = sounds.flatMap(({ samples }) => [...samples]).filter((sample) => sample !== 0);
    const heard = (): number[] => [...alsa.frames()].filter((sample) => sample !== 0);
    await expect.poll(() => heard().length, SOON).toBe(meant.length);
    expect(heard()).toEqual(meant);
    expect(notes).toEqual([]);
  });

  it('that is not there is a device that failed, with what the program said in the log', async () => {
    expect(await openAplay('nirgends', note).play(toneOf(500, 0.5, 22_050, 0.5))).toBe('device');
    expect(notes).toMatchObject([{ event: 'aplay', device: 'nirgends', ending: 'device' }]);
    expect((notes[0] as { said: string }).said).toContain('nirgends');
  });

  it('that is pulled out in the middle is a device that failed', async () => {
    instead('head -c 1000 >/dev/null; echo "write error: No such device" >&2; exit 1');
    expect(await openAplay('tap', note).play(toneOf(500, 10, 22_050, 0.5))).toBe('device');
  });

  it('that hangs is given up three seconds after the sound should have ended, and its child is ended', async () => {
    instead(`echo $$ > ${alsa.dir}/pid; exec sleep 60`);
    const from = performance.now();
    expect(await openAplay('tap', note).play(toneOf(500, 0.5, 22_050, 0.5))).toBe('stalled');
    expect(performance.now() - from).toBeGreaterThanOrEqual(3_490);
    const pid = Number(readFileSync(join(alsa.dir, 'pid'), 'utf8'));
    await expect.poll(() => isAlive(pid), SOON).toBe(false);
  });

  it('cannot be reached without the program, which is a device that failed', async () => {
    process.env.PATH = alsa.dir;
    expect(await openAplay('tap', note).play(toneOf(500, 0.5, 22_050, 0.5))).toBe('device');
  });

  it.each(['cut', 'close'] as const)('falls silent at once: %s', async (how) => {
    instead(`exec sleep 60`);
    const output = openAplay('tap', note);
    const playing = output.play(toneOf(500, 20, 22_050, 0.5));
    await output[how]();
    expect(await playing).toBe('cut');
    expect(notes).toEqual([]);
    process.env.PATH = path;
    expect(await output.play(toneOf(500, 0.1, 22_050, 0.5))).toBe('heard');
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
