import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { openPages } from '../../../server/http/pages.ts';

const PLAIN = '.row { color: black; }';

describe('a style sheet of the built pages', () => {
  let dir = '';
  let server: Server | null = null;
  afterEach(() => {
    server?.close();
    rmSync(dir, { recursive: true });
  });

  /** A folder of pages with that file, and beside it what its build has zipped, when it has. */
  async function serve(zipped: Buffer | null): Promise<void> {
    dir = mkdtempSync(join(tmpdir(), 'tiepdon-pages-'));
    mkdirSync(join(dir, 'assets'));
    writeFileSync(join(dir, 'assets', 'board-1.css'), PLAIN);
    if (zipped) writeFileSync(join(dir, 'assets', 'board-1.css.gz'), zipped);
    const app = express();
    openPages(dir).mount(app);
    server = await new Promise<Server>((resolve) => {
      const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
    });
  }

  function ask(path: string, encoding: string): Promise<{ status: number; encoding: string; bytes: Buffer }> {
    const { port } = server!.address() as AddressInfo;
    const headers = { 'accept-encoding': encoding };
    return new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            encoding: response.headers['content-encoding'] ?? 'identity',
            bytes: Buffer.concat(parts),
          }),
        );
      }).on('error', reject);
    });
  }

  it('goes out as the build has zipped it, and unzipped to whoever cannot read that', async () => {
    const zipped = gzipSync(PLAIN, { level: 1 });
    expect(zipped).not.toEqual(gzipSync(PLAIN));
    await serve(zipped);
    expect(await ask('/assets/board-1.css', 'gzip')).toEqual({
      ...{ status: 200, encoding: 'gzip' },
      bytes: zipped,
    });
    const plain = await ask('/assets/board-1.css', 'identity');
    expect([plain.encoding, String(plain.bytes)]).toEqual(['identity', PLAIN]);
    expect((await ask('/assets/board-1.css.gz', 'gzip')).status).toBe(404);
  });

  it('is zipped by the server when its build has not done so', async () => {
    await serve(null);
    const { encoding, bytes } = await ask('/assets/board-1.css', 'gzip');
    expect([encoding, String(gunzipSync(bytes))]).toEqual(['gzip', PLAIN]);
  });
});
