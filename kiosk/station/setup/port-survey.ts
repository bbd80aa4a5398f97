import type { SetupPort, SetupScanner } from '../../../core/wire/scanner-setup.ts';
import { autoPick, findByIdentity, scannerCandidates, scannerMode } from '../scanner/discovery.ts';
import type { ListedPort, ListPorts } from '../scanner/port-list.ts';
import type { ScannerAddress } from '../scanner/scanner-address.ts';
import { SCANNER_VENDORS } from '../scanner/scanner-model-table.ts';
import { deviceBehind } from '../scanner/serial-scanner.ts';
import { type MisplacedScanner, scannersInWrongMode } from '../scanner/usb-mode.ts';
import type { RackedScanner } from '../scanner-rack.ts';

/** What is plugged in now. `ports` is null when this machine's ports cannot be listed. */
export type Survey = {
  readonly ports: readonly ListedPort[] | null;
  readonly misplaced: readonly MisplacedScanner[];
};

/** Listing starts a program on Linux; a page that asks twice a second must not. */
const FRESH_MS = 1_500;

/**
 * Looks at what is plugged in, at most every second and a half.
 * @param usbRoot the folder that holds `sys`
 */
export function createSurvey(list: ListPorts, usbRoot: string): () => Promise<Survey> {
  let kept: { at: number; survey: Promise<Survey> } | null = null;
  return () => {
    const now = performance.now();
    if (kept === null || now - kept.at > FRESH_MS) kept = { at: now, survey: survey(list, usbRoot) };
    return kept.survey;
  };
}

async function survey(list: ListPorts, usbRoot: string): Promise<Survey> {
  const [ports, misplaced] = await Promise.all([list().catch(() => null), scannersInWrongMode(usbRoot)]);
  return { ports, misplaced };
}

/** The ports a scanner may be behind: all but the printer's. @param printer path of a serial printer, or null */
export function withoutPrinter(ports: readonly ListedPort[], printer: string | null): readonly ListedPort[] {
  if (printer === null) return ports;
  const device = deviceBehind(printer);
  return ports.filter(({ path }) => deviceBehind(path) !== device);
}

/** Where a scanner's address leads now; null while nothing is there. */
export function pathOf({ place }: ScannerAddress, ports: readonly ListedPort[]): string | null {
  if (place.by === 'identity') return findByIdentity(ports, place.identity)?.path ?? null;
  const device = deviceBehind(place.path);
  return ports.find(({ path }) => deviceBehind(path) === device)?.path ?? null;
}

/** The scanner that already has this port; null when nobody has. */
export function holderOf(
  port: ListedPort,
  scanners: readonly RackedScanner[],
  ports: readonly ListedPort[],
): RackedScanner | null {
  return scanners.find(({ address }) => pathOf(address, ports) === port.path) ?? null;
}

/** Each port in words, known scanners first, and the one to offer where no scanner is set up. */
export function portsInWords(
  ports: readonly ListedPort[],
  scanners: readonly RackedScanner[],
): { ports: SetupPort[]; pick: string | null } {
  const words = scannerCandidates(ports).map(({ port, kind, maker }) => ({
    path: port.path,
    kind,
    maker,
    mode: port.vid === null || port.pid === null ? null : scannerMode(port.vid, port.pid),
    usb: port.vid === null ? null : `${port.vid}:${port.pid ?? ''}`,
    usedBy: holderOf(port, scanners, ports)?.source ?? null,
  }));
  return { ports: words, pick: scanners.length === 0 ? (autoPick(ports)?.path ?? null) : null };
}

/** A scanner of the rack in words. */
export function scannerInWords(
  { source, from, address, status }: RackedScanner,
  ports: readonly ListedPort[],
): SetupScanner {
  const path = pathOf(address, ports);
  const { place } = address;
  const vid = place.by === 'identity' ? place.identity.vid : ports.find((port) => port.path === path)?.vid;
  return {
    ...{ source, from, path, baud: address.baud },
    state: status?.state ?? 'opening',
    advice: status?.advice ?? null,
    maker: SCANNER_VENDORS.find((vendor) => vendor.vid === vid)?.maker ?? null,
  };
}
