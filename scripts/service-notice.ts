import { spawn } from 'node:child_process';

/** Tells the service manager (systemd) how this process is. Does nothing where nobody asked for it. */
export type ServiceNotice = {
  /** It does its work from now on. */
  ready(status: string): void;
  /** It leaves; a watchdog is told nothing more. */
  stopping(): void;
  /** From now on the watchdog is fed, as often as it asks for it, and only while `isAlive` says yes. */
  feed(isAlive: () => Promise<boolean>): void;
};

type Parts = {
  environment: Readonly<Record<string, string | undefined>>;
  note: (event: { event: string } & Record<string, string | number>) => void;
};

/** Within the watchdog's patience four times, so that a slow look or a lost word brings nobody down. */
const TIMES = 4;
const QUIET: ServiceNotice = { ready() {}, stopping() {}, feed() {} };

/**
 * Node has no datagrams on UNIX sockets, so that each word is sent by the `systemd-notify` that every systemd brings
 * along: the unit needs `NotifyAccess=all`. The words are those of sd_notify(3); the socket and the patience of the
 * watchdog (µs) come by NOTIFY_SOCKET and WATCHDOG_USEC. WATCHDOG_PID is not looked at: it names the process that
 * started this one.
 */
export function openServiceNotice({ environment, note }: Parts): ServiceNotice {
  const socket = environment.NOTIFY_SOCKET;
  if (!socket) return QUIET;
  let left = false;
  const say = (...words: string[]): Promise<void> =>
    tell(socket, words).catch((error: NodeJS.ErrnoException) =>
      note({ event: 'service-notice-failed', word: words[0]!, error: error.code ?? error.message }),
    );
  return {
    ready: (status) => void say('READY=1', `STATUS=${status}`),
    stopping() {
      left = true;
      void say('STOPPING=1');
    },
    feed(isAlive) {
      const patience = Number(environment.WATCHDOG_USEC ?? 0) / 1_000;
      if (!(patience > 0)) return;
      const look = async (): Promise<void> => {
        const alive = await isAlive().catch(() => false);
        if (left) return;
        if (alive) await say('WATCHDOG=1');
        else note({ event: 'watchdog-not-fed', patienceMs: patience });
      };
      const round = (): void => {
        const timer = setTimeout(() => void look().then(() => left || round()), patience / TIMES);
        timer.unref();
      };
      round();
    },
  };
}

function tell(socket: string, words: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NOTIFY_SOCKET: socket };
    const child = spawn('systemd-notify', [...words], { stdio: 'ignore', env });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`exit code ${code}`))));
  });
}
