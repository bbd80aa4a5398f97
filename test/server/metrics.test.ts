import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { healthySign } from './sockets/sample-sign.ts';
import { openBoard } from './sockets/screen.ts';
import { binh, quietClinic, TestHouse } from './test-house.ts';

const hold = [
  /^queue_tickets_issued_total\{queue="noi",series="A"\} 2$/m,
  /^queue_wait_seconds_bucket\{le="600",queue="noi"\} 0$/m,
  /^queue_wait_seconds_sum\{queue="noi"\} 720$/m,
  /^device_up\{device="\w+",role="board",name="hall"\} 1$/m,
  /^device_up\{device="\w+",role="station",name="sanh-b"\} 0$/m,
  /^device_last_seen_seconds\{device="\w+",role="board",name="hall"\} \d+$/m,
  /^printer_state\{station="kiosk",state="ready"\} 1$/m,
  /^print_job_seconds_count\{state="confirmed"\} 1$/m,
  /^scan_rejected_total\{reason="[\w-]+"\} 1$/m,
  /^ws_clients\{ns="\/board"\} 1$/m,
  /^issue_latency_seconds_count 2$/m,
  /^db_backup_age_seconds -1$/m,
  /^audit_chain_ok 1$/m,
  /^clock_offset_seconds\{device="\w+"\} -1.5$/m,
  /^disk_free_ratio 0\.\d+$/m,
  /^process_resident_memory_bytes \d+$/m,
  /^tiepdon_ready\{check="log"\} 1$/m,
  /^tiepdon_alarm\{alarm="disk"\} [01]$/m,
  /^tiepdon_loop_lag_seconds [\d.e-]+$/m,
];

describe('the figures of the monitoring', () => {
  let house: TestHouse;
  const read = async (): Promise<string> => (await fetch(`${house.base}/metrics`)).text();
  beforeAll(async () => {
    house = await new TestHouse(quietClinic()).start();
  });
  afterAll(() => house.end());

  it('tell of a visit, its paper and its devices by the names that hospitals were given', async () => {
    const api = house.device('api', 'his', null).token;
    const kiosk = house.device('kiosk', 'kiosk', null).token;
    house.device('station', 'sanh-b', null);
    await house.post(kiosk, '/check-ins', { service: 'noi', scan: null });
    await house.post(api, '/check-ins', { service: 'noi', scan: binh, confirmed: true });
    await house.post(api, '/scans', { requestId: undefined, scan: 'https://example.org/x' });
    house.now += 12 * 60_000;
    await house.post(api, '/rooms/pk1/next', { expected: null });
    const board = await openBoard(house, 'hall');
    board.heard.socket.emit('sign', { ...healthySign, offsetMs: -1_500 });
    const missing = async (): Promise<RegExp[]> => {
      const text = await read();
      return hold.filter((line) => !line.test(text));
    };
    await expect.poll(missing, { timeout: 20_000 }).toEqual([]);
  });

  it('name nobody, and a device that was thrown away no longer', async () => {
    expect(await read()).not.toMatch(/Bình|024085001234/);
    const { id } = house.open.house.devices.list().find(({ name }) => name === 'sanh-b')!;
    await house.open.house.devices.revoke(id);
    expect(await read()).not.toContain('sanh-b');
  });
});
