import { createServer, type Server } from 'node:http';
import { type HouseLink, openHouseLink } from '../../kiosk/station/house-link.ts';
import { buildStationApp, type StationApp } from '../../kiosk/station/station-app.ts';
import { openGate } from '../../server/http/gate.ts';
import { securityHeaders } from '../../server/http/headers.ts';
import { openPages } from '../../server/http/pages.ts';
import { NOON, SetupDesk } from '../station/setup/setup-desk.ts';
import { freePort } from '../visit/product.ts';
import { builtPages } from '../web/built-pages.ts';

/** A kiosk PC as `npm run station` makes it, with its pages, on ports whose list a test can set. */
export class SetupKiosk {
  readonly desk = new SetupDesk();
  port = 0;
  #http: Server | null = null;
  #app: StationApp | null = null;
  #house: HouseLink | null = null;

  get base(): string {
    return `http://localhost:${this.port}`;
  }

  async start(): Promise<void> {
    this.port ||= await freePort();
    await this.desk.start();
    const { station, setup } = this.desk;
    const http = createServer();
    const gate = openGate({ host: '127.0.0.1', port: () => this.port, origins: [] });
    const doorway = { ...gate, headers: securityHeaders(), pages: openPages(await builtPages()) };
    // Its house is away: a scanner can be set up before the server is there.
    const away = { server: 'http://127.0.0.1:9', token: 't'.repeat(20) };
    const print = async () => ({ state: 'failed', picture: null, printer: null });
    this.#house = openHouseLink({ ...away, onPrint: print, onChange: () => {} });
    const clock = { timeZone: 'Asia/Ho_Chi_Minh', now: () => NOON };
    const parts = { station, setup, house: this.#house, doorway, clock, pageToken: 'p'.repeat(20) };
    this.#app = buildStationApp(http, { ...parts, houseAway: () => true, own: null });
    this.#http = http;
    await new Promise<void>((resolve) => http.listen(this.port, '127.0.0.1', resolve));
  }

  /** Told to leave; the data folder stays. */
  async stop(): Promise<void> {
    this.#house?.close();
    this.#http?.closeAllConnections();
    await this.#app?.close();
    await this.desk.stop();
  }

  async end(): Promise<void> {
    await this.stop();
    await this.desk.end();
  }
}
