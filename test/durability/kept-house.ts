import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type AdminData, openAdminData } from '../../server/admin-data.ts';
import type { Anchors } from '../../server/log/anchor.ts';
import { anchorsOf } from '../../server/log/start-check.ts';
import { quietClinic, TestHouse } from '../server/test-house.ts';

const clinic = quietClinic();

/** A house with a device that may do everything, and the ways in which IT looks after its data. */
export class KeptHouse {
  readonly house = new TestHouse(clinic);
  api = '';

  async start(): Promise<this> {
    await this.house.start();
    this.api ||= this.house.device('api', 'his', null).token;
    return this;
  }

  get database(): string {
    return join(this.house.dir, 'data', 'tiepdon.sqlite');
  }

  get backups(): string {
    return this.house.settings().backupDir;
  }

  get anchors(): Anchors {
    return anchorsOf(this.house.settings(), clinic.site)!;
  }

  async comes(): Promise<string> {
    const reply = await this.house.post(this.api, '/check-ins', { service: 'noi', scan: null });
    if (reply.status !== 201) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
    return (reply.body.ticket as { code: string }).code;
  }

  /** The newest sealed backup, made now. */
  async backUp(): Promise<string> {
    this.house.now += 1_000;
    if (!(await this.house.open.house.safekeeping.backUp())) throw new Error(this.house.logLines.join(''));
    const newest = readdirSync(this.backups)
      .filter((name) => name.endsWith('.backup'))
      .sort()
      .at(-1)!;
    return join(this.backups, newest);
  }

  async asAdmin<T>(work: (data: AdminData) => Promise<T>): Promise<T> {
    const data = await openAdminData(this.house.settings(), clinic);
    try {
      return await work(data);
    } finally {
      await data.close();
    }
  }
}
