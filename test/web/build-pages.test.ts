import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildPages } from '../../scripts/build-pages.ts';
import { builtPages } from './built-pages.ts';
import { laterInScript, laterInStyle } from './old-engine.ts';

const run = promisify(execFile);
const FOUND_AGAIN = fileURLToPath(new URL('./found-again.ts', import.meta.url));

let dir = '';
beforeAll(async () => {
  dir = await builtPages();
});

const html = (page: string): Promise<string> => readFile(join(dir, `${page}.html`), 'utf8');

/** Files that a page names, by ending. */
async function filesOf(page: string, ending: string): Promise<{ name: string; text: string }[]> {
  const names = [...(await html(page)).matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(
    ([, name]) => name!,
  );
  const wanted = names.filter((name) => name.endsWith(ending));
  return Promise.all(wanted.map(async (name) => ({ name, text: await readFile(join(dir, name), 'utf8') })));
}
const only = async (page: string, ending: string): Promise<string> => {
  const files = await filesOf(page, ending);
  expect(files).toHaveLength(1);
  return files[0]!.text;
};

describe.each(['board', 'speaker', 'ticket'])('the %s page on a television of 2018', (page) => {
  it('is one plain script of ES2015 that uses nothing younger than Chromium 53', async () => {
    expect(laterInScript(await only(page, '.js'))).toEqual([]);
    expect(await html(page)).toMatch(/<script defer src="\/assets\/[\w-]+\.js"><\/script>/);
    expect(await html(page)).not.toContain('type="module"');
  });

  it('loses no rule of its style there', async () => {
    expect(laterInStyle(await only(page, '.css'))).toEqual([]);
  });

  // A speaker holds the rules of speaking beside the view.
  const kB = page === 'speaker' ? 27 : 25;
  it(`is small: script at most ${kB} kB, style at most 6 kB on the wire`, async () => {
    expect(gzipSync(await only(page, '.js')).length).toBeLessThanOrEqual(kB * 1000);
    expect(gzipSync(await only(page, '.css')).length).toBeLessThanOrEqual(6_000);
  });
});

describe('every page', () => {
  it('is made of files of this server alone, nothing inline, nothing from elsewhere', async () => {
    const pages = (await readdir(dir)).filter((name) => name.endsWith('.html'));
    expect(pages).toEqual(expect.arrayContaining(['board.html', 'home.html', 'speaker.html', 'ticket.html']));
    for (const page of pages) {
      const text = await readFile(join(dir, page), 'utf8');
      expect(text).not.toMatch(/<style|\sstyle=|\son\w+=|https?:|<script(?![^>]*\ssrc=)/);
      const named = [...text.matchAll(/<(?:script|link)[^>]*(?:src|href)="([^"]*)"/g)].map(
        ([, file]) => file!,
      );
      expect(named.length).toBeGreaterThan(1);
      for (const file of named) await expect(readFile(join(dir, file))).resolves.toBeInstanceOf(Buffer);
    }
  });

  it('lies there zipped, as it is given out, but for what does not get smaller', async () => {
    const names = (await readdir(dir, { recursive: true })).filter((name) => /\.[a-z]+\d?$/.test(name));
    const plain = names.filter((name) => !name.endsWith('.gz'));
    expect(plain.length).toBeGreaterThan(20);
    for (const name of plain) {
      const zipped = names.includes(`${name}.gz`) && gunzipSync(await readFile(join(dir, `${name}.gz`)));
      expect(zipped).toEqual(/\.(woff2?|png)$/.test(name) ? false : await readFile(join(dir, name)));
    }
  });

  it('shares one face of at most 70 kB', async () => {
    const fonts = (await readdir(join(dir, 'assets'))).filter((name) => name.endsWith('.woff2'));
    const sizes = await Promise.all(
      fonts.map(async (name) => (await readFile(join(dir, 'assets', name))).length),
    );
    expect(fonts).toHaveLength(4);
    expect(sizes.reduce((all, size) => all + size, 0)).toBeLessThanOrEqual(70_000);
  });
});

describe('building', () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });

  /** A house of one page that says `words`. */
  async function smallHouse(words: string): Promise<{ root: string; out: string }> {
    const root = await mkdtemp(join(tmpdir(), 'tiepdon-house-'));
    folders.push(root);
    await mkdir(join(root, 'web'));
    const page = '<!doctype html><head><script type="module" src="./home-page.ts"></script></head>';
    await writeFile(join(root, 'web/home.html'), page);
    await say(root, words);
    return { root, out: join(root, 'dist/pages') };
  }
  const say = (root: string, words: string): Promise<void> =>
    writeFile(join(root, 'web/home-page.ts'), `document.title = '${words}';`);
  const builds = async (out: string): Promise<string[]> => (await readdir(out)).sort();

  it('does nothing when nothing has changed', async () => {
    const house = await smallHouse('Chào');
    const first = await buildPages(house);
    const again = await buildPages(house);
    expect([first.built, again.built, again.dir]).toEqual([true, false, first.dir]);
  });

  it('is found again by a start in its own process, without the bundler, and counts as used', async () => {
    const house = await smallHouse('Chào');
    const { dir } = await buildPages(house);
    await utimes(join(dir, 'done'), 1, 1);
    // This house has no script that would build in another process: a start that needs one is refused.
    const { stdout } = await run(process.execPath, [FOUND_AGAIN, house.root]);
    expect(JSON.parse(stdout)).toEqual({ dir, bundler: [] });
    expect((await stat(join(dir, 'done'))).mtimeMs).toBeGreaterThan(Date.now() - 3_600_000);
  });

  it('leaves out pages that are not written yet', async () => {
    const { dir } = await buildPages(await smallHouse('Chào'));
    expect((await readdir(dir)).sort()).toEqual(['assets', 'done', 'home.html', 'home.html.gz']);
  });

  it('keeps the builds that were used last, and never touches one that stands', async () => {
    const house = await smallHouse('1');
    const first = await buildPages(house);
    const page = await readFile(join(first.dir, 'home.html'), 'utf8');
    await say(house.root, '2');
    const second = await buildPages(house);
    expect(second.built).toBe(true);
    expect(await readFile(join(first.dir, 'home.html'), 'utf8')).toBe(page);
    for (const words of ['3', '1', '4']) {
      await say(house.root, words);
      await buildPages(house);
    }
    const left = await builds(house.out);
    expect(left).toHaveLength(3);
    expect(left).toContain(first.dir.split(/[/\\]/).pop());
    expect(left).not.toContain(second.dir.split(/[/\\]/).pop());
  });

  it('is done once when two starts build at the same time', async () => {
    const house = await smallHouse('Chào');
    const both = await Promise.all([buildPages(house), buildPages(house)]);
    expect(both[0].dir).toBe(both[1].dir);
    expect(await builds(house.out)).toHaveLength(1);
  });

  it('leaves nothing half done behind when a page does not compile', async () => {
    const house = await smallHouse('Chào');
    await writeFile(join(house.root, 'web/home-page.ts'), 'const = ;');
    await expect(buildPages(house)).rejects.toThrow();
    expect(await builds(house.out)).toEqual([]);
  });
});
