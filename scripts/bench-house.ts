import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../core/wire/protocol.ts';
import { openDevices } from '../server/devices/devices.ts';
import { openDatabase } from '../server/log/database.ts';
import { compiledCode } from './compiled-code.mjs';
import { nodeEnvironment, nodeFlags } from './node-flags.mjs';

/** Vietnamese of the north and of the south, English. */
const VOICES = 3;

export type HttpReply = { status: number; body: Record<string, unknown> };

/** A product that runs as its own process, as on a hospital's machine, on a folder of its own. */
export class BenchHouse {
  readonly dir = mkdtempSync(join(tmpdir(), 'tiepdon-bench-'));
  port = 0;
  child!: ChildProcess;
  output = '';
  readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly #root = process.env.TIEPDON_ROOT ?? process.cwd();
  readonly #env: NodeJS.ProcessEnv;

  constructor(env: NodeJS.ProcessEnv = process.env) {
    this.#env = env;
    // A bench that fails leaves no server behind.
    process.once('exit', () => this.child?.kill());
  }

  /** Starts the product; resolves with the ms until it answered its first request. */
  async start(settings: readonly string[]): Promise<number> {
    this.port ||= await freePort();
    const from = performance.now();
    const args = [
      ...nodeFlags,
      'scripts/start.ts',
      '--port',
      String(this.port),
      '--data-dir',
      join(this.dir, 'data'),
      '--log-level',
      'error',
      ...settings,
    ];
    const child = spawn(process.execPath, args, {
      ...{ cwd: this.#root, env: { ...nodeEnvironment, ...compiledCode(), ...this.#env } },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (some: Buffer) => (this.output += some.toString()));
    for (;;) {
      if (this.child.exitCode !== null) throw new Error(`the server did not start: ${this.output}`);
      const alive = await this.get('', '/health/ready').catch(() => null);
      if (alive?.status === 200) return performance.now() - from;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /**
   * A server makes its own voices ten seconds after its first start, once in its life; until they are there a figure
   * would be theirs too. Resolves when all three are on disk, at the latest after three minutes (no synthesiser).
   */
  async settled(): Promise<void> {
    const dir = join(this.dir, 'data', 'voice', 'default');
    const isMade = (name: string): boolean => existsSync(join(dir, name, 'pack.json'));
    for (let second = 0; second < 180; second += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      if (existsSync(dir) && readdirSync(dir).filter(isMade).length === VOICES) return;
    }
  }

  device(role: Role, name: string, room: string | null): string {
    const db = openDatabase(join(this.dir, 'data', 'tiepdon.sqlite'));
    const { token } = openDevices(db, Date.now).add({ role, name, room });
    db.close();
    return token;
  }

  post(token: string, path: string, body: object): Promise<HttpReply> {
    return this.#send('POST', token, `/api/v1${path}`, JSON.stringify({ requestId: randomUUID(), ...body }));
  }

  get(token: string, path: string): Promise<HttpReply> {
    return this.#send('GET', token, path, null);
  }

  #send(method: string, token: string, path: string, body: string | null): Promise<HttpReply> {
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${token}`,
        ...(body === null
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      };
      const call = request(
        { host: '127.0.0.1', port: this.port, method, path, agent: this.agent, headers },
        (reply) => {
          let text = '';
          reply.on('data', (some: Buffer) => (text += some.toString()));
          reply.on('end', () =>
            resolve({
              status: reply.statusCode ?? 0,
              body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
            }),
          );
        },
      );
      call.on('error', reject);
      call.end(body ?? undefined);
    });
  }

  /** Resident memory of the server in MB. */
  memory(): number {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  }

  /** Processor time that the server has taken since its start, in ms; the kernel counts in steps of 10. */
  cpuMs(): number {
    const stat = readFileSync(`/proc/${this.child.pid}/stat`, 'utf8');
    const [user, system] = stat
      .slice(stat.lastIndexOf(') ') + 2)
      .split(' ')
      .slice(11, 13);
    return (Number(user) + Number(system)) * 10;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await gone;
  }

  async end(): Promise<void> {
    await this.stop();
    this.agent.destroy();
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

/** Value at a share of the sorted numbers, 0.95 for p95. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
