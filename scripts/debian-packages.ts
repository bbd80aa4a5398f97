import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs from outside that the product or its tests use, and the Debian packages of each. */
export const programs = {
  'espeak-ng': 'espeak-ng',
  chromium: 'chromium',
  socat: 'socat',
  zbarimg: 'zbar-tools',
  tesseract: 'tesseract-ocr tesseract-ocr-vie',
  aplay: 'alsa-utils',
  pulseaudio: 'pulseaudio pulseaudio-utils libasound2-plugins',
  // Debian keeps the server's own programs out of PATH; this one comes with them.
  pg_ctlcluster: 'postgresql',
  openssl: 'openssl',
  // Tests only: announcements after the codecs of loudspeakers and paging lines are decoded again.
  sox: 'sox',
  lame: 'lame',
  opusenc: 'opus-tools',
  // What a server has written, call by call, and a clock that is wrong: power cuts and false times are tried with them.
  strace: 'strace',
  faketime: 'faketime',
  // The units are verified with what comes along with it; it need not run.
  'systemd-analyze': 'systemd',
} as const;
export type Program = keyof typeof programs;

/** Looked for as a shell does it, without starting one: it is asked at each start of the product. */
function has(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((dir) => isExecutable(join(dir || '.', program)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Installs what is missing with apt-get when run as root on Debian or Ubuntu.
 * Returns the programs that are still missing.
 */
export function providePrograms(wanted: readonly Program[]): Program[] {
  const missing = wanted.filter((program) => !has(program));
  if (missing.length === 0 || process.getuid?.() !== 0 || !has('apt-get')) return missing;
  const packages = missing.flatMap((program) => programs[program].split(' '));
  console.error(`Cài gói Debian: ${packages.join(' ')} …`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      stdio: ['ignore', 'ignore', 2],
      env: environment,
    }).status === 0;
  if (!apt('install', '-y', '--no-install-recommends', ...packages)) {
    apt('update');
    apt('install', '-y', '--no-install-recommends', ...packages);
  }
  return wanted.filter((program) => !has(program));
}
