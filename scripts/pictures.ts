import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { BenchHouse } from './bench-house.ts';
import { providePrograms } from './debian-packages.ts';

/**
 * `npm run pictures`: the pictures of the README, taken from the running product with fictional people, small
 * enough for a repository.
 */
const root = process.env.TIEPDON_ROOT ?? process.cwd();
const folder = join(root, 'docs/pictures');
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Nobody's cards: a name each, numbers that were never issued. */
const people = [
  '024085001234||Nguyễn Văn Bình|15031985|Nam|Thôn Hạ, Tân Mỹ, Bắc Giang|25042021',
  '024148000777||Hoàng Thị Tý|1948|Nữ|Xã Tân Trung, Bắc Giang|08032022',
  '024185001111||Đỗ Thị Huệ|01071985|Nữ|Phường Trần Phú, Bắc Giang|10102021',
  '079090001357||Bùi Anh|08081990|Nam|Phường 1, TP. Hồ Chí Minh|15072023',
];

if (process.argv.includes('--help')) {
  console.log(
    'npm run pictures\nTakes the pictures of the README from the running product into docs/pictures.',
  );
  process.exit(0);
}
providePrograms(['chromium', 'espeak-ng', 'socat']);
mkdirSync(folder, { recursive: true });
const house = new BenchHouse();
const cable = await plugScanner();
await house.start(['--scanner', `serial:${join(house.dir, 'port')}`]);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: quiet });
await morning();
await kiosk(browser);
await shoot(await open(browser, 'board', 'hall', null, '/board/hall', 1920, 1080), 'board', 1920, 1080);
await shoot(await open(browser, 'console', 'desk', 'pk1', '/console', 1280, 800), 'desk', 1280, 800);
await browser.close();
await house.end();
cable.kill();
process.exit(0);

/** A scanner on a pseudo-terminal: what is written to `scanner` the station reads at `port`. */
async function plugScanner(): Promise<ChildProcess> {
  const ends = ['port', 'scanner'].map((end) => `pty,raw,echo=0,link=${join(house.dir, end)}`);
  const socat = spawn('socat', ends, { stdio: 'ignore' });
  while (!existsSync(join(house.dir, 'scanner'))) await new Promise((resolve) => setTimeout(resolve, 20));
  return socat;
}

/** Some people before the picture is taken, and one of them called. */
async function morning(): Promise<void> {
  const api = house.device('api', 'pictures', null);
  for (const [at, scan] of people.entries()) {
    await house.post(api, '/check-ins', { service: ['noi', 'noi', 'san', 'mat'][at], scan });
  }
  for (let more = 0; more < 9; more += 1)
    await house.post(api, '/check-ins', { service: ['noi', 'nhi', 'tiep-don'][more % 3] });
  for (const room of ['q1', 'pk2', 'pk3', 'pk4', 'pk5', 'pk1'])
    await house.post(api, `/rooms/${room}/next`, { expected: null });
}

async function open(
  from: Browser,
  role: 'kiosk' | 'board' | 'console',
  name: string,
  room: string | null,
  path: string,
  width: number,
  height: number,
): Promise<Page> {
  const token = house.device(role, name, room);
  const page = await (
    await from.newContext({ viewport: { width, height }, reducedMotion: 'reduce' })
  ).newPage();
  const identity = JSON.stringify({ id: 'picture', token, role, name, room });
  await page.addInitScript(
    ([keys, value]) => {
      for (const key of keys!.split(' ')) localStorage.setItem(key, value!);
    },
    [`tiepdon.device.${role}.${name} tiepdon.device.${role}`, identity],
  );
  await page.goto(`http://127.0.0.1:${house.port}${path}`);
  await page.waitForTimeout(1_500);
  return page;
}

async function kiosk(from: Browser): Promise<void> {
  const page = await open(from, 'kiosk', 'kiosk', null, '/kiosk', 1080, 1920);
  writeFileSync(
    join(house.dir, 'scanner'),
    `024162003456||Trần Thị Hoa|02111962|Nữ|Xã Tân Trung, Bắc Giang|10102021\r`,
  );
  await page.getByText('T.T. Hoa').waitFor();
  await page.waitForTimeout(1_000);
  await shoot(page, 'kiosk', 1080, 1920);
  await page.getByRole('button', { name: 'Đúng', exact: true }).click();
  await page.getByRole('button', { name: /Khám Nhi/ }).click();
  await page.waitForTimeout(1_500);
  const slip = page.locator('img').last();
  const source = await slip
    .evaluate(async (image: HTMLImageElement) => {
      const bytes = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
      return btoa(String.fromCharCode(...bytes));
    })
    .catch(() => null);
  if (source) writeFileSync(join(folder, 'ticket.png'), Buffer.from(source, 'base64'));
  else await slip.screenshot({ path: join(folder, 'ticket.png') });
}

/** A screenshot at its true size, then half as wide: enough to see, small to keep. */
async function shoot(page: Page, name: string, width: number, height: number): Promise<void> {
  const file = join(folder, `${name}.png`);
  const bytes = await page.screenshot({ scale: 'css' });
  const small = await page
    .context()
    .browser()!
    .newPage({ viewport: { width: width / 2, height: height / 2 } });
  await small.setContent(
    `<body style="margin:0"><img width="${width / 2}" src="data:image/png;base64,${bytes.toString('base64')}">`,
  );
  await small.waitForTimeout(200);
  await small.screenshot({ path: file });
  await small.close();
  spawnSync('optipng', ['-quiet', file]);
}
