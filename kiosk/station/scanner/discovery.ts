import type { ListedPort } from './port-list.ts';
import { SCANNER_MODES, SCANNER_VENDORS, type ScannerMode, SERIAL_BRIDGES } from './scanner-model-table.ts';

/**
 * What is kept of a chosen scanner. A path is not: `ttyACM0` and `COM3` change with the order of plugging in.
 */
export interface ScannerIdentity {
  readonly vid: string;
  readonly pid: string;
  readonly serialNumber: string | null;
  readonly pnpId: string | null;
  readonly byPath: string | null;
}

/** A port that may have a scanner behind it; `maker` names the vendor or the converter chip. */
export interface ScannerCandidate {
  readonly port: ListedPort;
  readonly kind: 'scanner' | 'bridge' | 'unknown';
  readonly maker: string | null;
}

const LIKELIHOOD: readonly ScannerCandidate['kind'][] = ['scanner', 'bridge', 'unknown'];

/**
 * @param ports the ports of this machine
 * @returns all of them, known scanners first: any may be the one, as generic scanners have no vendor number
 */
export function scannerCandidates(ports: readonly ListedPort[]): ScannerCandidate[] {
  const candidates = ports.map((port) => candidate(port));
  return candidates.sort((a, b) => LIKELIHOOD.indexOf(a.kind) - LIKELIHOOD.indexOf(b.kind));
}

function candidate(port: ListedPort): ScannerCandidate {
  const vendor = SCANNER_VENDORS.find(({ vid }) => vid === port.vid);
  if (vendor) return { port, kind: 'scanner', maker: vendor.maker };
  const bridge = SERIAL_BRIDGES.find(({ vid, pid }) => vid === port.vid && pid === port.pid);
  if (bridge) return { port, kind: 'bridge', maker: bridge.chip };
  return { port, kind: 'unknown', maker: port.maker };
}

/**
 * @returns the one port of a known scanner vendor; null when there is none or more than one, for then a
 *   person has to choose by scanning a test code
 */
export function autoPick(ports: readonly ListedPort[]): ListedPort | null {
  const known = scannerCandidates(ports).filter(({ kind }) => kind === 'scanner');
  return known.length === 1 ? known[0]!.port : null;
}

/** @returns the mode a scanner is set to, as far as its product number tells; null when it does not */
export function scannerMode(vid: string, pid: string): ScannerMode | null {
  return SCANNER_MODES.find((model) => model.vid === vid && pid.endsWith(model.pid))?.mode ?? null;
}

/** @returns what to keep of a port so that it is found again; null where the port bears no USB numbers */
export function identityOf(port: ListedPort): ScannerIdentity | null {
  const { vid, pid, serialNumber, pnpId, byPath } = port;
  return vid === null || pid === null ? null : { vid, pid, serialNumber, pnpId, byPath };
}

/**
 * Finds the chosen scanner among the ports of now. A serial number decides where there is one; else the name
 * the system gave it; else the socket it is plugged into.
 * @returns null when it is not there, or when two ports fit equally well
 */
export function findByIdentity(ports: readonly ListedPort[], identity: ScannerIdentity): ListedPort | null {
  const marks = ports.map((port) => ({ port, likeness: likeness(port, identity) }));
  const best = Math.max(0, ...marks.map((mark) => mark.likeness));
  const fitting = best === 0 ? [] : marks.filter((mark) => mark.likeness === best);
  return fitting.length === 1 ? fitting[0]!.port : null;
}

function likeness(port: ListedPort, identity: ScannerIdentity): number {
  if (port.vid !== identity.vid || port.pid !== identity.pid) return 0;
  // Another unit of the same model: a person has to say that it takes the place of the first.
  if (port.serialNumber !== identity.serialNumber) return 0;
  const same = (key: 'serialNumber' | 'pnpId' | 'byPath') =>
    identity[key] !== null && port[key] === identity[key];
  return (same('serialNumber') ? 4 : 0) + (same('pnpId') ? 2 : 0) + (same('byPath') ? 1 : 0);
}
