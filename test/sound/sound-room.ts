import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** As the decoder hears best; its own filter brings it down to telephone width. */
export const RECORDED_RATE = 24_000;

/**
 * A machine's sound without a sound card: a PulseAudio of its own, in a folder of its own, with null sinks that keep
 * real time and can be recorded. Nobody else's sound server is touched or used.
 */
export class SoundRoom {
  readonly dir = mkdtempSync(join(tmpdir(), 'tiepdon-sound-'));
  readonly #children: ChildProcess[] = [];

  /** One sink for each loudspeaker. */
  static async open(sinks: readonly string[]): Promise<SoundRoom> {
    const room = new SoundRoom();
    const socket = `module-native-protocol-unix socket=${room.#socket} auth-anonymous=1 auth-cookie-enabled=0`;
    const nulls = sinks.map((sink) => `module-null-sink sink_name=${sink} rate=48000 channels=2`);
    const modules = [socket, ...nulls].flatMap((module) => ['-L', module]);
    const calm = ['--exit-idle-time=-1', '--daemonize=no', '--use-pid-file=no', '--disable-shm=yes'];
    // The cheap resampler would make the rhyming letters A and K one.
    const fine = '--resample-method=speex-float-8';
    room.#start('pulseaudio', ['-n', ...calm, fine, ...modules]);
    const until = Date.now() + 20_000;
    while (!sinks.every((sink) => room.#sinks().includes(sink))) {
      if (Date.now() > until) throw new Error('PulseAudio does not start');
      await new Promise((done) => setTimeout(done, 100));
    }
    return room;
  }

  get #socket(): string {
    return join(this.dir, 'socket');
  }

  /** For a program that shall sound on a sink. */
  environment(sink: string): Record<string, string> {
    const own = { HOME: this.dir, XDG_RUNTIME_DIR: this.dir, PULSE_STATE_PATH: join(this.dir, 'state') };
    return { ...inherited(), ...own, PULSE_SERVER: `unix:${this.#socket}`, PULSE_SINK: sink };
  }

  /** For `aplay`: an ALSA configuration whose devices are the sinks. */
  alsaConfiguration(sinks: readonly string[]): string {
    const file = join(this.dir, 'asound.conf');
    const devices = sinks.map(
      (sink) => `pcm.${sink} { type pulse server "unix:${this.#socket}" device "${sink}" }`,
    );
    writeFileSync(file, ['</usr/share/alsa/alsa.conf>', ...devices, ''].join('\n'));
    return file;
  }

  /**
   * A program that starts another one before all others of the machine: what sounds must not wait for a test that
   * computes. Where that may not be asked for (not root), it is started as usual.
   */
  hurried(program: string): string {
    const file = join(this.dir, `hurried-${basename(program)}`);
    writeFileSync(
      file,
      `#!/bin/sh\nchrt -r 1 true 2>/dev/null && exec chrt -r 1 ${program} "$@"\nexec ${program} "$@"\n`,
      { mode: 0o755 },
    );
    return file;
  }

  /** Records what a sink sounds from now on. */
  async record(sink: string): Promise<Recording> {
    const format = [
      '--format=s16le',
      `--rate=${RECORDED_RATE}`,
      '--channels=1',
      '--raw',
      '--latency-msec=500',
    ];
    const recorder = this.#start('parec', ['-d', `${sink}.monitor`, ...format]);
    const recording = new Recording(recorder);
    await recording.begun;
    return recording;
  }

  async close(): Promise<void> {
    for (const child of this.#children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await Promise.race([gone, new Promise((done) => setTimeout(done, 3_000).unref())]);
      child.kill('SIGKILL');
    }
    rmSync(this.dir, { recursive: true, force: true });
  }

  #start(program: string, args: readonly string[]): ChildProcess {
    const env = { ...this.environment(''), PULSE_SINK: undefined };
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    this.#children.push(child);
    hurry(child);
    return child;
  }

  #sinks(): string {
    const env = this.environment('');
    return spawnSync('pactl', ['list', 'short', 'sinks'], { env, encoding: 'utf8' }).stdout ?? '';
  }
}

/** A recording that goes on until it is stopped. */
export class Recording {
  /** The recorder has delivered its first samples. */
  readonly begun: Promise<void>;
  readonly #parts: Int16Array[] = [];
  readonly #child: ChildProcess;
  #rest = Buffer.alloc(0);
  #listener: ((samples: Int16Array) => void) | null = null;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.begun = new Promise((done, fail) => {
      child.stdout!.on('data', (some: Buffer) => {
        this.#take(some);
        done();
      });
      child.once('exit', () => fail(new Error('the recorder ended')));
    });
    this.begun.catch(() => undefined);
  }

  /** Gives the samples from now on to somebody else, instead of keeping them. */
  onSamples(listener: (samples: Int16Array) => void): void {
    this.#listener = listener;
  }

  /** What was recorded so far, −1..1. */
  samples(): Float32Array {
    const whole = new Float32Array(this.#parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.#parts) for (const sample of part) whole[at++] = sample / 32_768;
    return whole;
  }

  stop(): Float32Array {
    this.#child.kill('SIGTERM');
    return this.samples();
  }

  #take(some: Buffer): void {
    const bytes = Buffer.concat([this.#rest, some]);
    const samples = Int16Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readInt16LE(2 * i));
    this.#rest = bytes.subarray(2 * samples.length);
    if (this.#listener) this.#listener(samples);
    else this.#parts.push(samples);
  }
}

/** Sound does not wait: on a machine busy with other tests it goes first, where this may be asked for. */
function hurry({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, -15);
  } catch {}
}

/** The environment of this process without anybody's sound server in it. */
function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('PULSE_'),
  );
  return Object.fromEntries(entries);
}
