import type { Clinic } from '../../core/queue/clinic-file.ts';
import { HOUSE_VIEW, type HousePrinter, type PrinterReport } from '../../core/wire/protocol.ts';
import type { Device } from '../devices/devices.ts';
import type { Hub } from '../sockets/hub.ts';
import type { StationLink } from '../station-link.ts';

const AWAY = {
  state: 'away',
  staff: 'Trạm này mất liên lạc với máy chủ: kiểm tra máy kiosk và mạng.',
  left: null,
  leftWords: '',
} as const;

/** The printers of the house, for those who look after their paper. */
export type Printers = {
  list(): HousePrinter[];
  /** A station elsewhere says how its printer is. */
  report(device: Device, report: PrinterReport): void;
  /** Tells the supervisor and the desks of the reception. */
  tell(): void;
};

/**
 * Knows how the printer of each station is: of this one by asking, of others by what they say. It is no part of the
 * log: what was out of paper yesterday matters to nobody. A clinic without a reception tells every desk, for somebody
 * has to change the roll.
 */
export function openPrinters(clinic: Clinic, hub: Hub, own: StationLink): Printers {
  const reports = new Map<string, { name: string; report: PrinterReport }>();
  const receptions = clinic.services.filter(({ reception }) => reception).map(({ id }) => id);
  const rooms = clinic.rooms.filter(
    ({ services }) => receptions.length === 0 || services.some((id) => receptions.includes(id)),
  );
  const views: readonly string[] = [HOUSE_VIEW, ...rooms.map(({ id }) => id)];
  const list = (): HousePrinter[] => {
    const { station, printer } = own.state();
    const elsewhere = [...reports].map(([id, { name, report }]) => {
      const isHere = hub.of('/station', (device) => device.id === id).length > 0;
      return { station: name, ...report, ...(isHere ? {} : AWAY) };
    });
    return [{ station, ...printer }, ...elsewhere]
      .filter(({ kind }) => kind === 'paper')
      .map(({ station, state, staff, left, leftWords }) => ({ station, state, staff, left, leftWords }));
  };
  const tell = (): void => {
    const sockets = hub.of('/console', () => true).filter(({ data }) => views.includes(data.view?.name));
    if (sockets.length === 0) return;
    const printers = list();
    for (const socket of sockets) socket.emit('printers', { printers });
  };
  return {
    list,
    report(device, report) {
      reports.set(device.id, { name: device.name, report });
      tell();
    },
    tell,
  };
}
