import { createServer, type Socket } from 'node:net';
import { openBenchBrowser } from './bench-browser.ts';
import { onePageClinic } from './bench-fanout.ts';
import { BenchHouse, freePort, quantile } from './bench-house.ts';
import type { Row } from './bench-row.ts';

const ms = (value: number): string => `${value.toFixed(1)} ms`;

/** The figures of a first visit; every one measured on the running product from another process. */
export async function benchVisit(): Promise<Row[]> {
  const printer = await ticketPrinter();
  const house = new BenchHouse();
  const settings = ['--printer', `tcp://127.0.0.1:${printer.port}?profile=generic-80`];
  settings.push('--clinic', onePageClinic(house.dir, {}));
  await house.start(settings);
  await house.settled();
  const rows = [await restarts(house, settings, 'with an empty day')];
  rows.push(await firstByte(house, printer), await callToBoard(house));
  rows.push(await throughput(house, 1, 1_500, 400), await throughput(house, 64, 7_500, 1_500));
  const api = house.device('api', 'memory', null);
  const made = ((await house.get(api, '/api/v1/tickets')).body.tickets as unknown[]).length;
  await fill(house, api, 10_000 - made);
  const memory = house.memory();
  rows.push({
    what: 'server memory after 10,000 tickets',
    measured: `${memory.toFixed(0)} MB`,
    bar: '≤ 180 MB',
    met: memory <= 180,
  });
  rows.push(await restarts(house, settings, 'with a day of 10,000 tickets'));
  await house.end();
  printer.close();
  return rows;
}

/** From the start of the program to its first answer that it is ready. */
async function restarts(house: BenchHouse, settings: readonly string[], what: string): Promise<Row> {
  const starts: number[] = [];
  for (let times = 0; times < 5; times += 1) {
    await house.stop();
    starts.push(await house.start(settings));
  }
  return bar(`start ${what}, median of ${starts.length}`, quantile(starts, 0.5), 1500);
}

const bar = (what: string, value: number, most: number): Row => ({
  what,
  measured: ms(value),
  bar: `≤ ${most} ms`,
  met: value <= most,
});

/** A printer that answers status requests and notes when the first byte of a ticket came. */
async function ticketPrinter(): Promise<{
  port: number;
  onTicket: (on: () => void) => void;
  close: () => void;
}> {
  let tell = (): void => {};
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (bytes) => {
      for (let at = 0; at + 2 < bytes.length; at += 1) {
        if (bytes[at] === 0x10 && bytes[at + 1] === 0x04)
          socket.write(Buffer.from([bytes[at + 2] === 1 ? 0x16 : 0x12]));
      }
      // ESC @ opens a ticket; what comes before are questions.
      if (bytes.includes(Buffer.from([0x1b, 0x40]))) tell();
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port, onTicket: (on) => (tell = on), close };
}

async function firstByte(
  house: BenchHouse,
  printer: Awaited<ReturnType<typeof ticketPrinter>>,
): Promise<Row> {
  const kiosk = house.device('kiosk', 'kiosk', null);
  const times: number[] = [];
  // The doors open some seconds after the start; the letters of the ticket are drawn ahead meanwhile, from the fifth on.
  await new Promise((resolve) => setTimeout(resolve, 9_000));
  for (let visit = 0; visit < 40; visit += 1) {
    const from = performance.now();
    const printed = new Promise<number>((resolve) =>
      printer.onTicket(() => resolve(performance.now() - from)),
    );
    await house.post(kiosk, '/check-ins', { service: 'noi', scan: fictional(visit) });
    times.push(await printed);
    // The next patient comes when the last ticket is out: this printer proves it after a second, and the line
    // rests a fifth of a second between two tickets.
    await new Promise((resolve) => setTimeout(resolve, 1_800));
  }
  const row = bar(
    'scan accepted → first byte of the ticket at the printer, p95 of 40',
    quantile(times, 0.95),
    30,
  );
  return { ...row, measured: `${row.measured} (median ${ms(quantile(times, 0.5))})` };
}

/** A citizen card of nobody: the numbers count up, the name is always the same. */
function fictional(visit: number): string {
  const id = `024085${String(100_000 + visit)}`;
  return `${id}||Nguyễn Văn Bình|15031985|Nam|Xã Tân Trung, Bắc Giang|25042021`;
}

async function callToBoard(house: BenchHouse): Promise<Row> {
  const api = house.device('api', 'caller', null);
  const token = house.device('board', 'hall', null);
  const browser = await openBenchBrowser([]);
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.addInitScript(
    (identity) => {
      localStorage.setItem('tiepdon.device.board.hall', identity);
    },
    JSON.stringify({ id: 'bench', token, role: 'board', name: 'hall', room: null }),
  );
  await page.goto(`http://127.0.0.1:${house.port}/board/hall`);
  await page.waitForFunction(() => document.body.innerText.length > 20);
  // Who was shown as called in room 4, with the time of the mutation that showed it.
  await page.evaluate(() => {
    const seen: Record<string, number> = {};
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const code = document.querySelector('[data-room="pk4"] .now')?.textContent;
      if (code) seen[code] ??= Date.now();
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const times: number[] = [];
  let expected: string | null = null;
  for (let call = 0; call < 50; call += 1) {
    await house.post(api, '/check-ins', { service: 'san', scan: null });
    await new Promise((resolve) => setTimeout(resolve, 60));
    const from = Date.now();
    const ticket = (await house.post(api, '/rooms/pk4/next', { expected })).body.ticket as {
      id: string;
      code: string;
    };
    expected = ticket.id;
    const shown = await page.waitForFunction(
      (code) => (window as unknown as { seen: Record<string, number> }).seen[code],
      ticket.code,
    );
    times.push(((await shown.jsonValue()) ?? 0) - from);
  }
  await browser.close();
  return bar(`next → board's DOM changed, p95 of ${times.length}`, quantile(times, 0.95), 100);
}

async function throughput(house: BenchHouse, clients: number, count: number, least: number): Promise<Row> {
  const token = house.device('api', `load-${clients}`, null);
  const rounds: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    let left = Math.round(count / 3);
    const from = performance.now();
    await Promise.all(
      Array.from({ length: clients }, async () => {
        while (left-- > 0) {
          const { status } = await house.post(token, '/check-ins', { service: 'nhi', scan: null });
          if (status !== 201) throw new Error(`check-in answered ${status}`);
        }
      }),
    );
    rounds.push(Math.round(count / 3) / ((performance.now() - from) / 1000));
  }
  const rate = quantile(rounds, 0.5);
  return {
    what: `durable check-ins through HTTP, ${clients} client${clients > 1 ? 's' : ''}, median of 3`,
    measured: `${rate.toFixed(0)}/s`,
    bar: `≥ ${least}/s`,
    met: rate >= least,
  };
}

async function fill(house: BenchHouse, token: string, count: number): Promise<void> {
  let left = count;
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      while (left-- > 0) await house.post(token, '/check-ins', { service: 'mat', scan: null });
    }),
  );
}
