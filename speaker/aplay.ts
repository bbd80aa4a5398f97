import { spawn } from 'node:child_process';
import type { Ending } from '../core/speaker/player.ts';
import { buildWave } from '../core/speaker/wave.ts';
import type { Output } from './output.ts';
import { secondsOf } from './pcm.ts';

/** Longer than the sound itself by this: the card hangs, and its child is ended. */
const STALL_MS = 3_000;

/**
 * A sound card by its ALSA name, played through `aplay`, one child for each sound, which gets the file on its
 * standard input. Exit 0 says that the card took every frame, not that anybody heard them.
 */
export function openAplay(device: string, note: (event: object) => void): Output {
  let cut: (() => void) | null = null;
  return {
    name: `alsa:${device}`,
    prepare: () => undefined,
    play(sound) {
      const child = spawn('aplay', ['-q', '-D', device, '-'], { stdio: ['pipe', 'ignore', 'pipe'] });
      return new Promise((done) => {
        let said = '';
        let meant: Ending | null = null;
        const end = (ending: Ending): void => {
          clearTimeout(stalled);
          child.removeAllListeners();
          child.on('error', () => undefined);
          cut = null;
          const failed = ending !== 'heard' && ending !== 'cut';
          if (failed) note({ event: 'aplay', device, ending, said: said.trim().slice(0, 200) });
          done(ending);
        };
        const kill = (because: Ending): void => {
          meant = because;
          child.kill('SIGKILL');
        };
        const stalled = setTimeout(() => kill('stalled'), STALL_MS + 1000 * secondsOf(sound));
        cut = () => kill('cut');
        child.stderr.on('data', (some: Buffer) => {
          said = (said + some.toString()).slice(-1_000);
        });
        // Only when it is closed is the card free again; without the program `error` is all that comes for sure.
        child.once('error', () => end('device'));
        child.once('close', (code) => end(meant ?? (code === 0 ? 'heard' : 'device')));
        // A card that refuses closes its input before all is written.
        child.stdin.on('error', () => undefined);
        child.stdin.end(buildWave(sound.samples, sound.rate));
      });
    },
    cut: () => cut?.(),
    async close() {
      cut?.();
    },
  };
}
