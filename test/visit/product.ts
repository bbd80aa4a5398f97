import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledCode } from '../../scripts/compiled-code.mjs';
import { root } from '../house/source-tree.ts';

/** The product as a newcomer starts it: its own process, a folder of its own, settings as flags. */
export class Product {
  readonly dir = mkdtempSync(join(tmpdir(), 'tiepdon-visit-'));
  port = 0;
  /** What it wrote to the terminal. */
  output = '';
  /** Words before the command, such as those of a tracer that hands the process over under its own number. */
  through: readonly string[] = [];
  environment: Readonly<Record<string, string>> = {};
  #child: ChildProcess | null = null;

  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(settings: readonly string[]): Promise<void> {
    await this.#run('scripts/start.ts', ['--data-dir', join(this.dir, 'data'), ...settings], '/health/ready');
  }

  /** Runs as the PC beside a kiosk instead. */
  async startStation(settings: readonly string[]): Promise<void> {
    await this.#run('scripts/station.ts', settings, '/kiosk');
  }

  /** A new device, by the admin command; works whether or not the product is running. */
  addDevice(role: string, name: string): { id: string; token: string } {
    const last = this.adminLines('device', 'add', '--role', role, '--name', name).at(-1) ?? '';
    return JSON.parse(last) as { id: string; token: string };
  }

  /** Exit code of an admin command. */
  admin(...words: string[]): number | null {
    return this.#admin(words).status;
  }

  adminLines(...words: string[]): string[] {
    return this.#admin(words).stdout.trim().split('\n');
  }

  /** What an admin command says to whoever typed it beside its answer. */
  adminWarning(...words: string[]): string {
    return this.#admin(words).stderr.trim();
  }

  #admin(words: readonly string[]) {
    const args = ['scripts/admin.ts', ...words, '--data-dir', join(this.dir, 'data')];
    const env = { ...compiledCode(), ...process.env };
    return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
  }

  async #run(script: string, settings: readonly string[], readyAt: string): Promise<void> {
    this.port ||= await freePort();
    const args = [script, '--port', String(this.port), ...settings];
    const [command, ...words] = [...this.through, process.execPath, ...args];
    // As `npm start` does it.
    const env = { ...compiledCode(), ...process.env, ...this.environment };
    const child = spawn(command!, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (some: Buffer) => (this.output += some.toString()));
    const until = Date.now() + 60_000;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`it did not start: ${this.output}`);
      const ready = await fetch(this.base + readyAt).catch(() => null);
      if (ready?.status === 200) return;
      if (Date.now() > until) throw new Error(`it is not ready after a minute: ${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** The one-time link that the terminal shows behind these words. */
  link(what: string): string {
    const found = this.output.split('\n').find((line) => line.trimStart().startsWith(what));
    const url = /http\S+/.exec(found ?? '')?.[0];
    if (!url) throw new Error(`no link for ${what} in: ${this.output}`);
    return url;
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  /** The power goes: no goodbye, no checkpoint. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  /** Told to leave, twice; the exit code. */
  async stop(): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
    // As Ctrl+C in a terminal does: once from there, once more from the process that started it.
    child.kill('SIGINT');
    child.kill('SIGTERM');
    return gone;
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
