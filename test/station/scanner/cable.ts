import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A scanner on a cable: two pseudo-terminals joined by socat. The station opens `port`; what the scanner
 * sends goes in at the other end. Unplugging ends socat, so the kernel hangs the port up as it does for USB.
 */
export class Cable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'cable-'));
  readonly port = join(this.#folder, 'port');
  readonly #scanner = join(this.#folder, 'scanner');
  #socat: ChildProcess | null = null;

  async plugIn(): Promise<void> {
    const ends = [this.port, this.#scanner].map((link) => `pty,raw,echo=0,link=${link}`);
    const socat = spawn('socat', ['-d', '-d', ...ends], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#socat = socat;
    let said = '';
    for await (const words of socat.stderr) {
      said += words;
      if (said.includes('starting data transfer loop')) break;
    }
    if (!said.includes('starting data transfer loop')) throw new Error(`socat: ${said}`);
  }

  async unplug(): Promise<void> {
    const socat = this.#socat;
    this.#socat = null;
    if (socat === null || socat.exitCode !== null || socat.signalCode !== null) return;
    const gone = once(socat, 'exit');
    socat.kill('SIGTERM');
    await gone;
  }

  /** Texts or bytes to send in this order; numbers are milliseconds to wait. */
  async send(...pieces: readonly (string | Uint8Array | number)[]): Promise<void> {
    const end = await open(this.#scanner, 'w');
    for (const piece of pieces) {
      if (typeof piece === 'number') await new Promise((resolve) => setTimeout(resolve, piece));
      else await end.write(Buffer.from(piece));
    }
    await end.close();
  }

  async throwAway(): Promise<void> {
    await this.unplug();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
