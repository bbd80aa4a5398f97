import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compiledCode } from '../../scripts/compiled-code.mjs';
import { root } from '../house/source-tree.ts';

describe('what Node has made of the sources', () => {
  let dist = '';
  beforeEach(() => {
    dist = mkdtempSync(join(tmpdir(), 'tiepdon-dist-'));
  });
  afterEach(() => rmSync(dist, { recursive: true, force: true }));

  /** All words of the settings' table: half of the server's sources are read for them. */
  const help = (): string => {
    const env = { ...process.env, ...compiledCode(dist) };
    return execFileSync(process.execPath, ['scripts/start.ts', '--help'], {
      cwd: root,
      env,
      encoding: 'utf8',
    });
  };
  const kept = (): string[] =>
    readdirSync(dist, { recursive: true, encoding: 'utf8' })
      .map((name) => join(dist, name))
      .filter((path) => statSync(path).isFile());

  it('is kept for the next start, which writes nothing anew', () => {
    const first = help();
    const files = kept();
    expect(files.length).toBeGreaterThan(5);
    const times = files.map((path) => statSync(path).mtimeMs);
    expect(help()).toBe(first);
    expect(kept()).toEqual(files);
    expect(files.map((path) => statSync(path).mtimeMs)).toEqual(times);
  });

  it('is not believed when it was damaged', () => {
    const first = help();
    for (const [index, path] of kept().entries()) {
      const bytes = readFileSync(path);
      if (index % 3 === 0) writeFileSync(path, bytes.subarray(0, bytes.length / 2));
      else writeFileSync(path, bytes.fill(index % 2 ? 0 : 0x5a, Math.floor(bytes.length / 3)));
    }
    expect(help()).toBe(first);
  });

  it('is kept nowhere where others can write, or where no folder can be', () => {
    expect(compiledCode(dist)).toEqual({ NODE_COMPILE_CACHE: join(dist, 'compiled') });
    chmodSync(dist, 0o775);
    expect(compiledCode(dist)).toEqual({});
    writeFileSync(join(dist, 'file'), '');
    expect(compiledCode(join(dist, 'file'))).toEqual({});
  });
});
