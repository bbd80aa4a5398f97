import Database from 'better-sqlite3';
import type { AlarmName } from '../../../core/wire/alarm.ts';
import type { ScreenSign } from '../../../core/wire/screen.ts';
import { damageFile } from '../log/sqlite-store.ts';
import { healthySign } from '../sockets/sample-sign.ts';
import { openBoard } from '../sockets/screen.ts';
import type { TestHouse } from '../test-house.ts';

/** A real cause of an alarm; `make` brings it about and returns the cure. `says` stands in the row. */
export type AlarmCase = {
  alarm: AlarmName;
  level: 'amber' | 'red';
  says: RegExp;
  make: (house: TestHouse) => Promise<() => Promise<void> | void>;
};

const fileOf = (house: TestHouse): string => `${house.dir}/data/tiepdon.sqlite`;

/** A board that says of itself what is no longer true after the cure. */
async function boardThatSays(house: TestHouse, board: string, ill: Partial<ScreenSign>): Promise<() => void> {
  const screen = await openBoard(house, board);
  let paints = 0;
  let more = ill;
  const say = (): void => {
    const { epoch = null, seq = null, build = null } = screen.held ?? {};
    paints += 1;
    screen.heard.socket.emit('sign', { ...healthySign, paints, epoch, seq, build, ...more });
  };
  const timer = setInterval(say, 500);
  screen.heard.socket.on('disconnect', () => clearInterval(timer));
  return () => {
    more = {};
  };
}

export const alarmCases: readonly AlarmCase[] = [
  {
    alarm: 'log-unwritable',
    level: 'red',
    says: /^$/,
    async make(house) {
      const other = new Database(fileOf(house));
      other.exec('BEGIN IMMEDIATE');
      return () => {
        other.exec('ROLLBACK');
        other.close();
      };
    },
  },
  {
    alarm: 'log-damaged',
    level: 'red',
    says: /^$/,
    async make(house) {
      const { token } = house.device('api', 'his', null);
      const { safekeeping } = house.open.house;
      await house.post(token, '/check-ins', { service: 'noi', scan: null });
      damageFile(fileOf(house), house.clinic.site, 1, 'edit');
      if (await safekeeping.backUp()) throw new Error('a damaged log was backed up');
      return async () => {
        const file = new Database(fileOf(house));
        file.prepare('UPDATE entry SET at = at - 1 WHERE seq = 1').run();
        file.close();
        house.now += 1_000;
        await safekeeping.backUp();
      };
    },
  },
  {
    alarm: 'printer',
    level: 'red',
    says: /^kiosk: Hết giấy/,
    async make({ station }) {
      const { printer } = station.state();
      station.change({ printer: { ...printer, state: 'paperOut', staff: 'Hết giấy: thay cuộn mới.' } });
      return () => station.change({ printer });
    },
  },
  {
    alarm: 'scanner',
    level: 'amber',
    says: /^kiosk$/,
    async make({ station }) {
      const { scanner } = station.state();
      station.change({ scanner: { attached: false, state: 'missing', advice: 'Cắm lại dây.' } });
      return () => station.change({ scanner });
    },
  },
  {
    alarm: 'speaker',
    level: 'red',
    says: /^hall$/,
    async make(house) {
      const heard = await house.socket('/speaker', house.device('speaker', 'hall', null).token, {});
      await heard.hear('connect');
      heard.socket.emit('sound', { state: 'blocked' });
      return () => void heard.socket.emit('sound', { state: 'running' });
    },
  },
  {
    alarm: 'board',
    level: 'amber',
    says: /^hall$/,
    make: (house) => boardThatSays(house, 'hall', { hidden: true }),
  },
  {
    alarm: 'device-clock',
    level: 'amber',
    says: /^pk1$/,
    make: (house) => boardThatSays(house, 'pk1', { clockMs: house.now - 300_000 }),
  },
  {
    alarm: 'station',
    level: 'amber',
    says: /^sanh-b$/,
    async make(house) {
      const { token } = house.device('station', 'sanh-b', null);
      const come = async () => {
        const heard = await house.socket('/station', token, {});
        await heard.hear('connect');
        return heard.socket;
      };
      const socket = await come();
      // One that was never seen would be given two minutes.
      house.open.house.alarms.look();
      socket.close();
      return async () => void (await come());
    },
  },
];
