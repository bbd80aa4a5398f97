import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Program } from './debian-packages.ts';

/** How a test shows that it needs a program. */
const signs: Record<Program, RegExp> = {
  chromium: /playwright-core/,
  socat: /'socat'/,
  zbarimg: /'zbarimg'/,
  tesseract: /'tesseract'/,
  aplay: /ALSA_CONFIG_PATH/,
  pulseaudio: /'pulseaudio'/,
  pg_ctlcluster: /makeCluster/,
  openssl: /'openssl'/,
  sox: /'sox'/,
  lame: /'lame'/,
  opusenc: /'opusenc'/,
  strace: /'strace'/,
  faketime: /'faketime'/,
  'systemd-analyze': /'systemd-analyze'/,
  'espeak-ng': /USUAL_ESPEAK|'espeak-ng'|scripts\/start\.ts/,
};

/** The test files that need a missing program, themselves or through what they import, with its name. */
export function leftOut(root: string, missing: readonly Program[]): { file: string; program: Program }[] {
  const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.test\.tsx?$/.test(name),
  );
  return tests.flatMap((name) => {
    const file = join(root, 'test', name);
    const program = missing.find((each) => needs(file, signs[each], new Set()));
    return program ? [{ file: relative(root, file), program }] : [];
  });
}

function needs(file: string, sign: RegExp, seen: Set<string>): boolean {
  if (seen.has(file) || !existsSync(file)) return false;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  if (sign.test(text)) return true;
  const imports = [...text.matchAll(/from '(\.[^']+)'/g)].map((match) => join(dirname(file), match[1]!));
  return imports.some((each) => each.includes('/test/') && needs(each, sign, seen));
}
