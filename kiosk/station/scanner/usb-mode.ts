import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scannerMode } from './discovery.ts';
import { SCANNER_VENDORS, type ScannerMode } from './scanner-model-table.ts';

/** A known scanner that is plugged in but set to a mode without a port. */
export interface MisplacedScanner {
  readonly maker: string;
  readonly mode: Exclude<ScannerMode, 'serial'>;
}

/**
 * Looks for scanners nobody will find among the ports, as they are set to type or to speak HID: the set-up
 * page then asks for the "USB CDC / virtual COM" code of the provisioning sheet.
 * @param root the folder that holds `sys`; only Linux tells, elsewhere the answer is empty
 */
export async function scannersInWrongMode(root: string): Promise<MisplacedScanner[]> {
  const folder = join(root, 'sys/bus/usb/devices');
  const found: MisplacedScanner[] = [];
  for (const device of await readdir(folder).catch(() => [])) {
    const number = (file: string) => readFile(join(folder, device, file), 'utf8').catch(() => '');
    const vid = (await number('idVendor')).trim();
    const maker = SCANNER_VENDORS.find((vendor) => vendor.vid === vid)?.maker;
    const mode = scannerMode(vid, (await number('idProduct')).trim());
    if (maker && mode !== null && mode !== 'serial') found.push({ maker, mode });
  }
  return found;
}
