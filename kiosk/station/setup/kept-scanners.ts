import { type ScannerAddress, sourceName } from '../scanner/scanner-address.ts';
import type { StationFile } from './station-file.ts';

/** The scanners a person chose at the set-up page, in `station.json`, so that the next start knows them. */
export type KeptScanners = {
  list(): readonly ScannerAddress[];
  /** Takes the place of one with the same source. False: it could not be written and holds for this run only. */
  keep(address: ScannerAddress): Promise<boolean>;
  forget(source: string): Promise<boolean>;
};

/** The scanners' part of the station's file. */
export function keptScanners(file: StationFile): KeptScanners {
  const list = (): readonly ScannerAddress[] => file.notes().scanners;
  const without = (source: string): ScannerAddress[] =>
    list().filter((address) => sourceName(address) !== source);
  return {
    list,
    keep: (address) => file.change({ scanners: [...without(sourceName(address)), address] }),
    forget: (source) => file.change({ scanners: without(source) }),
  };
}
