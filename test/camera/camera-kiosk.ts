import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { root } from '../house/source-tree.ts';

const PAGE = 'test/camera/camera-page.html';
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};

/** The policy of the server's pages; `script` is the part of it that lets WebAssembly be compiled, or not. */
function policy(script: string): string {
  const rest =
    "style-src 'self'; img-src 'self' blob:; font-src 'self'; media-src 'self'; connect-src 'self'";
  return `default-src 'none'; script-src ${script}; ${rest}; worker-src 'self'; base-uri 'none'; object-src 'none'`;
}

/** A page with nothing but the camera, built as the kiosk page is. */
export type CameraKiosk = {
  /** Address of the page under the kiosk's policy, and under one that forbids WebAssembly. */
  origin: string;
  originWithoutWasm: string;
  close: () => Promise<void>;
};

export async function openCameraKiosk(): Promise<CameraKiosk> {
  const dir = await mkdtemp(join(tmpdir(), 'tiepdon-camera-'));
  await buildPage(dir);
  const [usual, strict] = await Promise.all([
    serve(dir, policy("'self' 'wasm-unsafe-eval'")),
    serve(dir, policy("'self'")),
  ]);
  return {
    origin: usual.origin,
    originWithoutWasm: strict.origin,
    close: async () => {
      usual.close();
      strict.close();
      await rm(dir, { recursive: true });
    },
  };
}

async function buildPage(outDir: string): Promise<void> {
  await build({
    root,
    base: '/',
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      target: 'es2020',
      rolldownOptions: { input: { camera: join(root, PAGE) } },
    },
  });
}

async function serve(dir: string, csp: string): Promise<{ origin: string; close: () => void }> {
  const server = createServer(async (request, response) => {
    const path = request.url === '/' ? `/${PAGE}` : (request.url ?? '');
    const body = await readFile(join(dir, path)).catch(() => '');
    response.setHeader('content-security-policy', csp);
    response.setHeader('content-type', types[extname(path)] ?? 'text/plain');
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
