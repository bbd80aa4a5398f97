import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { InlineConfig, Plugin, Rolldown } from 'vite';
import { emptyMethods, leanSources, unusedParts } from './lean-television.ts';
import { PAGES, type Page } from './page-table.ts';
import { standingBuild } from './standing-build.ts';

const KEPT_BUILDS = 3;
const ABANDONED_MS = 60 * 60 * 1000;
const MODERN = 'es2020';
const TELEVISION = { js: 'es2015', css: 'chrome53' };

/**
 * Builds the pages of the folder `root` below `out` and says where they lie: `<dir>/<page>.html` and
 * `<dir>/assets/*`, which the pages name as `/assets/*`. The folder is named by the content of all sources, so
 * nothing is built that is there already, and a server that serves an older build is not disturbed: a build
 * appears whole, by one rename, and the three used last are kept. A page that is not written yet is left out.
 */
export async function buildPages(place: {
  root: string;
  out: string;
}): Promise<{ dir: string; built: boolean }> {
  const { root, out } = place;
  const { dir, stands } = standingBuild(place);
  if (stands) return { dir, built: false };
  const bench = join(out, `making-${randomBytes(6).toString('hex')}`);
  await mkdir(join(bench, 'assets'), { recursive: true });
  try {
    await buildAll(root, bench);
    await putInPlace(bench, dir);
  } finally {
    await rm(bench, { recursive: true, force: true });
  }
  await removeOld(out);
  return { dir, built: true };
}

async function buildAll(root: string, bench: string): Promise<void> {
  const pages: Page[] = [];
  for (const page of PAGES) if (await isWritten(root, page)) pages.push(page);
  await buildModern(
    root,
    bench,
    pages.filter(({ engine }) => engine === 'modern'),
  );
  for (const page of pages.filter(({ engine }) => engine === 'television')) {
    await buildTelevision(root, bench, page);
  }
  await zipAll(bench);
  await writeFile(join(bench, 'done'), `${pages.map(({ name }) => name).join('\n')}\n`);
}

/** Beside each file that gets smaller by it, as a server gives them out: zipping them takes a tenth of a second. */
async function zipAll(bench: string): Promise<void> {
  for (const file of await readdir(bench, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || /\.(woff2?|png)$/.test(file.name)) continue;
    const path = join(file.parentPath, file.name);
    await writeFile(`${path}.gz`, gzipSync(await readFile(path)));
  }
}

/** The page's HTML and its script exist. */
async function isWritten(root: string, { html }: Page): Promise<boolean> {
  const path = join(root, html);
  if (!existsSync(path)) return false;
  const scripts = [...(await readFile(path, 'utf8')).matchAll(SCRIPT)];
  return scripts.every(([, script]) => existsSync(resolve(dirname(path), script!)));
}

/** What both kinds of build agree on. Nothing is inlined: the pages' CSP allows files of the server alone. */
function settings(root: string, bench: string): InlineConfig {
  return {
    root,
    base: '/',
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    // Said in full, as vite would take a NODE_ENV of the surroundings (a test run) for a wish.
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { conditions: ['module', 'browser', 'production'] },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      outDir: bench,
      emptyOutDir: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  };
}

async function buildModern(root: string, bench: string, pages: readonly Page[]): Promise<void> {
  if (pages.length === 0) return;
  const { build } = await import('vite');
  const common = settings(root, bench);
  const input = Object.fromEntries(pages.map(({ name, html }) => [name, join(root, html)]));
  await build({
    ...common,
    worker: { format: 'es' },
    build: { ...common.build, target: MODERN, rolldownOptions: { input } },
  });
  for (const { name, html } of pages) await rename(join(bench, html), join(bench, `${name}.html`));
  for (const folder of new Set(pages.map(({ html }) => html.split('/')[0]!))) {
    await rm(join(bench, folder), { recursive: true });
  }
}

/** One script and one style sheet a page, without `type=module`, which needs Chromium 61. */
async function buildTelevision(root: string, bench: string, page: Page): Promise<void> {
  const { build } = await import('vite');
  const common = settings(root, bench);
  const html = await readFile(join(root, page.html), 'utf8');
  const result = await build({
    ...common,
    plugins: [
      entryOf(html, resolve(root, dirname(page.html))),
      leanSources,
      unusedParts,
      emptyMethods,
      websocketAlone,
      olderMicrotask,
    ],
    build: {
      ...common.build,
      target: TELEVISION.js,
      cssTarget: TELEVISION.css,
      cssCodeSplit: false,
      rolldownOptions: {
        input: { [page.name]: ENTRY },
        output: {
          format: 'iife',
          entryFileNames: 'assets/[name]-[hash].js',
          assetFileNames: ({ names }) =>
            names.some((name) => name.endsWith('.css'))
              ? `assets/${page.name}-[hash][extname]`
              : 'assets/[name]-[hash][extname]',
        },
      },
    },
  });
  await writeFile(join(bench, `${page.name}.html`), withFiles(html, filesIn(result)));
}

const ENTRY = 'tiepdon:entry';
const LINK = /[ \t]*<link rel="stylesheet" href="([^"]+)"\s*\/?>\n?/g;
const SCRIPT = /[ \t]*<script type="module" src="([^"]+)"><\/script>\n?/g;

/** The page's style sheets and script as one module, in the order of its HTML. */
function entryOf(html: string, folder: string): Plugin {
  const named = [...html.matchAll(LINK), ...html.matchAll(SCRIPT)].map(([, path]) => resolve(folder, path!));
  return {
    name: 'tiepdon-entry',
    resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : null),
    load: (id) =>
      id === `\0${ENTRY}` ? named.map((path) => `import ${JSON.stringify(path)};`).join('\n') : null,
  };
}

/** Long-polling and WebTransport are never used and would be a tenth of a television's script. */
const websocketAlone: Plugin = {
  name: 'tiepdon-websocket-alone',
  transform(_code, id) {
    if (!id.endsWith('engine.io-client/build/esm/transports/index.js')) return null;
    return `import { WS } from './websocket.js'; export const transports = { websocket: WS };`;
  },
};

/** preact draws again by `queueMicrotask`, which came with Chromium 71; a promise does the same from 32 on. */
const olderMicrotask: Plugin = {
  name: 'tiepdon-older-microtask',
  transform(code, id) {
    if (!id.includes('/node_modules/preact/') || !code.includes('queueMicrotask')) return null;
    return code.replaceAll('queueMicrotask', '((draw) => Promise.resolve().then(draw))');
  },
};

type BuildResult = Awaited<ReturnType<typeof import('vite').build>>;

function filesIn(result: BuildResult): string[] {
  const outputs = [result].flat() as Rolldown.RolldownOutput[];
  return outputs.flatMap(({ output }) => output.map(({ fileName }) => fileName));
}

function withFiles(html: string, files: readonly string[]): string {
  const tags = files
    .filter((name) => /\.(css|js)$/.test(name))
    .sort()
    .map((name) =>
      name.endsWith('.css')
        ? `    <link rel="stylesheet" href="/${name}">\n`
        : `    <script defer src="/${name}"></script>\n`,
    );
  return html
    .replace(LINK, '')
    .replace(SCRIPT, '')
    .replace(/[ \t]*<\/head>/, `${tags.join('')}  </head>`);
}

/** Another start may have built the same in the meantime: then its folder stays and this one goes. */
async function putInPlace(bench: string, dir: string): Promise<void> {
  try {
    await rename(bench, dir);
  } catch (fault) {
    if (!existsSync(join(dir, 'done'))) throw fault;
  }
}

async function removeOld(out: string): Promise<void> {
  const builds: { path: string; usedAt: number }[] = [];
  for (const name of await readdir(out)) {
    const path = join(out, name);
    if (name.startsWith('making-')) {
      const { mtimeMs } = await stat(path);
      if (Date.now() - mtimeMs > ABANDONED_MS) await rm(path, { recursive: true });
    } else if (existsSync(join(path, 'done'))) {
      builds.push({ path, usedAt: (await stat(join(path, 'done'))).mtimeMs });
    }
  }
  builds.sort((a, b) => b.usedAt - a.usedAt);
  for (const { path } of builds.slice(KEPT_BUILDS)) await rm(path, { recursive: true });
}
