import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../house/source-tree.ts';

/** `npm run speaker` as a process of its own. */
export class Headless {
  output = '';
  readonly #child: ChildProcess;

  constructor(settings: readonly string[], env: Record<string, string>) {
    const args = [join(root, 'scripts/speaker.ts'), ...settings];
    this.#child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!])
      stream.on('data', (some: Buffer) => {
        this.output += some.toString();
      });
  }

  /** Told to leave; the exit code. */
  async stop(): Promise<number | null> {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const gone = new Promise<number | null>((done) => child.once('exit', done));
    child.kill('SIGTERM');
    return gone;
  }
}
