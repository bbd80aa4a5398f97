import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { importedPath, inspect, root, type SourceFile, sourceFiles } from './source-tree.ts';

/** Which rooms a room may enter, and which packages it may use; the picture is docs/architecture.md. */
const doors: Record<string, { rooms: string[]; packages: RegExp }> = {
  core: { rooms: [], packages: /^zod$/ },
  'printer-drivers': {
    rooms: [],
    packages: /^(node:|opentype\.js$|uqr$|pngjs$|serialport$|escpos$|@fontsource\/)/,
  },
  server: { rooms: ['core'], packages: /./ },
  'kiosk/station': { rooms: ['core', 'printer-drivers'], packages: /./ },
  speaker: { rooms: ['core'], packages: /^(node:|socket\.io-client$)/ },
  web: {
    rooms: ['core'],
    packages: /^(preact|@preact\/signals|socket\.io-client|@fontsource\/|preact\/|uqr$)/,
  },
  'kiosk/screen': {
    rooms: ['core', 'web'],
    packages: /^(preact|@preact\/signals|preact\/|zxing-wasm\/reader|@zxing\/library$)/,
  },
  'kiosk/setup': { rooms: ['core', 'web'], packages: /^(preact|preact\/hooks)$/ },
  display: { rooms: ['core', 'web'], packages: /^(preact|@preact\/signals|preact\/)/ },
  console: { rooms: ['core', 'web'], packages: /^(preact|@preact\/signals|preact\/)/ },
  simulation: { rooms: ['core'], packages: /^$/ },
};
/** What `core/` and `simulation/` must never ask for: time, chance, machines. */
const outsideNames = [
  'Date.now',
  'Math.random',
  'performance',
  'process',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'fetch',
  'crypto',
  'console',
  'Buffer',
];

const roomOf = (path: string): string =>
  path.startsWith('kiosk/') ? path.split('/').slice(0, 2).join('/') : path.split('/')[0]!;
const isTable = (path: string): boolean => /(-table|-cases)\.tsx?$/.test(path);
let files: SourceFile[];
beforeAll(() => {
  files = sourceFiles();
});

describe('the house', () => {
  it('lets every room enter only the rooms that the picture allows', () => {
    const wrong = files.flatMap(({ path, imports }) =>
      imports.flatMap((specifier) => {
        const door = doors[roomOf(path)];
        const target = importedPath(path, specifier);
        if (!door) return [];
        if (target === null) return door.packages.test(specifier) ? [] : [`${path} uses ${specifier}`];
        const room = roomOf(target);
        return room === roomOf(path) || door.rooms.includes(room) ? [] : [`${path} enters ${room}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps files within 300 lines and functions within 50', () => {
    const long = files
      .filter(({ path, lines }) => lines > 300 && !isTable(path))
      .map(({ path, lines }) => `${path}: ${lines}`);
    const functions = files
      .filter(({ path }) => !isTable(path) && !path.startsWith('test/'))
      .flatMap(({ path, functions }) =>
        functions.filter(({ lines }) => lines > 50).map(({ name, lines }) => `${path} ${name}: ${lines}`),
      );
    expect([...long, ...functions]).toEqual([]);
  });

  it('has no any, no default export, no enum, no namespace', () => {
    expect(files.flatMap(({ path, unwanted }) => unwanted.map((what) => `${path}: ${what}`))).toEqual([]);
  });

  it('names files in kebab-case after one noun', () => {
    const wrong = files
      .map(({ path }) => path)
      .filter((path) => {
        const name = path
          .split('/')
          .at(-1)!
          .replace(/\.test\.tsx?$|\.tsx?$/, '');
        return (
          !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ||
          /(^|-)(utils?|helpers?|common|managers?|controllers?)$/.test(name)
        );
      });
    expect(wrong).toEqual([]);
  });

  it('has no import cycle', () => {
    const edges = new Map(
      files.map(({ path, imports }) => [path, imports.flatMap((each) => importedPath(path, each) ?? [])]),
    );
    const done = new Set<string>();
    const cycle = (path: string, way: string[]): string[] | null => {
      if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
      if (done.has(path)) return null;
      for (const next of edges.get(path) ?? []) {
        const found = cycle(next, [...way, path]);
        if (found) return found;
      }
      done.add(path);
      return null;
    };
    expect([...edges.keys()].map((path) => cycle(path, [])).find((found) => found !== null) ?? []).toEqual(
      [],
    );
  });

  it('keeps clock, chance, files and network out of core and the simulation', () => {
    const wrong = files
      .filter(({ path }) => ['core', 'simulation'].includes(roomOf(path)))
      .flatMap(({ path, names }) =>
        outsideNames.filter((name) => names.has(name)).map((name) => `${path}: ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('leaves nothing behind in the code', () => {
    const marks = new RegExp(
      ['TO' + 'DO', 'FIX' + 'ME', '@ts-' + '(ignore|expect-error|nocheck)', 'biome-' + 'ignore'].join('|'),
    );
    const wrong = files
      .filter(({ path }) => marks.test(readFileSync(join(root, path), 'utf8')))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it('pins every package to one version and runs no install script', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string>>;
    const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
      ([, version]) => !/^(\d+\.\d+\.\d+(-[\w.]+)?|file:.*)$/.test(version),
    );
    expect(loose).toEqual([]);
    expect(readFileSync(join(root, '.npmrc'), 'utf8')).toContain('ignore-scripts=true');
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "http/);
  });
});

describe('the wall itself', () => {
  it('is refused by the compiler when core imports a machine or another room', () => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const config = JSON.parse(readFileSync(join(root, 'core/tsconfig.json'), 'utf8')) as {
      compilerOptions: { types: string[] };
    };
    expect(config.compilerOptions.types).toEqual([]);
    expect(() =>
      execFileSync(process.execPath, [tsc, '-b', 'core'], { cwd: root, encoding: 'utf8' }),
    ).not.toThrow();
  });

  it('sees an import, a long function, any and a default export when there is one', () => {
    const body = 'x();\n'.repeat(60);
    const seen = inspect(
      'core/x.ts',
      `import type { A } from '../server/a.ts';\nexport default function f(a: any) {\n${body}}\nDate.now();`,
    );
    expect(seen.imports).toEqual(['../server/a.ts']);
    expect(seen.functions).toEqual([{ name: 'f', lines: 62 }]);
    expect(seen.unwanted).toEqual(['ExportDefaultDeclaration in line 2', 'TSAnyKeyword in line 2']);
    expect(seen.names.has('Date.now')).toBe(true);
  });
});
