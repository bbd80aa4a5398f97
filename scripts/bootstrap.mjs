#!/usr/bin/env node
// The first step of every command. Plain JavaScript without dependencies: on a bare clone nothing is installed
// yet and the Node that runs this may be too old for the product, which brings its own.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compiledCode } from './compiled-code.mjs';
import { nodeEnvironment, nodeFlags } from './node-flags.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const commands = {
  start: 'scripts/start.ts',
  test: 'scripts/test.ts',
  check: 'scripts/check.ts',
  bench: 'scripts/bench.ts',
  simulate: 'scripts/simulate.ts',
  torture: 'scripts/torture.ts',
  admin: 'scripts/admin.ts',
  pictures: 'scripts/pictures.ts',
  station: 'scripts/station.ts',
  speaker: 'scripts/speaker.ts',
};

const [name, ...rest] = process.argv.slice(2);
const script = commands[name];
if (!script) fail(`unknown command "${name ?? ''}"; there are: ${Object.keys(commands).join(', ')}`);
if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Node ${process.versions.node} is too old: 20 or newer is needed`);

install();
const node = ownNode();
const serves = name === 'start' || name === 'station';
const flags = ['--disable-warning=ExperimentalWarning', ...(serves ? nodeFlags : [])];
const child = spawn(node, [...flags, join(root, script), ...rest], {
  stdio: 'inherit',
  // The packaged Node comes first for everything that is started from here.
  env: {
    ...(serves ? { ...nodeEnvironment, ...compiledCode() } : {}),
    ...process.env,
    PATH: `${dirname(node)}:${process.env.PATH ?? ''}`,
    TIEPDON_ROOT: root,
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

/** Installs the packages of the lockfile when they are not those already there. */
function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.tiepdon-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Cài đặt gói (npm install), lần đầu mất khoảng nửa phút …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // Not `npm ci`: it empties the folder first, which would pull the ground from under a server that runs from
  // it, and it stops at a lockfile without the packages of other platforms. The pinned versions are the same.
  const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = spawnSync(npm, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) fail('npm could not install the packages; see the lines above');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, lock);
}

/** The Node that came along as a package; where there is none for this machine, this one if it is new enough. */
function ownNode() {
  const exe = process.platform === 'win32' ? 'node.exe' : 'node';
  const kind = { win32: 'win', linux: 'linux' }[process.platform] ?? process.platform;
  const packaged = join(root, 'node_modules', `node-${kind}-${process.arch}`, 'bin', exe);
  if (existsSync(packaged)) return packaged;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(
    `this machine (${process.platform} ${process.arch}) needs a Node 24 of its own; this is ${process.versions.node}`,
  );
}

function fail(line) {
  console.error(`tiepdon: ${line}`);
  process.exit(1);
}
