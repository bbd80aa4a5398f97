import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * ALSA on a machine without a sound card: the device `tap` takes everything at once and appends its frames to a
 * file. For the processes started while it is open.
 */
export class AlsaWithoutACard {
  readonly dir = mkdtempSync(join(tmpdir(), 'tiepdon-alsa-'));
  readonly #before = process.env.ALSA_CONFIG_PATH;
  readonly #file = join(this.dir, 'frames');

  constructor() {
    const conf = join(this.dir, 'asound.conf');
    writeFileSync(
      conf,
      `</usr/share/alsa/alsa.conf>
pcm.tap { type file slave.pcm null file "|cat >> ${this.#file}" format raw }
`,
    );
    process.env.ALSA_CONFIG_PATH = conf;
  }

  /** The 16-bit samples that the device took so far, at the rate of what was played. */
  frames(): Int16Array {
    const bytes = existsSync(this.#file) ? readFileSync(this.#file) : Buffer.alloc(0);
    return Int16Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readInt16LE(2 * i));
  }

  close(): void {
    if (this.#before === undefined) delete process.env.ALSA_CONFIG_PATH;
    else process.env.ALSA_CONFIG_PATH = this.#before;
    rmSync(this.dir, { recursive: true, force: true });
  }
}
