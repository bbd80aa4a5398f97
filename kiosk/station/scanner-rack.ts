import type { FrameDrop } from './scanner/frame.ts';
import { type ScannerAddress, sourceName } from './scanner/scanner-address.ts';
import {
  openSerialScanner,
  type ScannerStatus,
  type ScannerTiming,
  type ScanOrigin,
  type SerialPorts,
} from './scanner/serial-scanner.ts';

/** Who named a scanner: the `SCANNER` setting, or a person at the set-up page. */
export type ScannerOrigin = 'setting' | 'kept';

export type RackedScanner = {
  readonly source: string;
  readonly from: ScannerOrigin;
  readonly address: ScannerAddress;
  /** Null until the first try to open it has ended. */
  readonly status: ScannerStatus | null;
};

/** The scanners of this station. They come and go while it runs; a name is hung up once. */
export type ScannerRack = {
  add(address: ScannerAddress, from: ScannerOrigin, ports: SerialPorts): void;
  /** Fulfilled when the port is free again. */
  remove(source: string): Promise<void>;
  list(): readonly RackedScanner[];
  /** Lets go of all ports, so that a search may listen on them, and takes them up again. */
  rest(): Promise<void>;
  wake(): void;
  close(): Promise<void>;
};

type Options = {
  readonly timing: ScannerTiming;
  readonly onFrame: (bytes: Uint8Array, scan: ScanOrigin) => void;
  readonly onDrop: (drop: FrameDrop, source: string) => void;
  /** A scanner came, went, or fares otherwise; null when it was taken down. */
  readonly onChange: (status: ScannerStatus | null) => void;
};

type Place = RackedScanner & { readonly ports: SerialPorts };

/** An empty rack; each scanner on it is kept open, see `openSerialScanner`. */
export function createScannerRack({ timing, onFrame, onDrop, onChange }: Options): ScannerRack {
  const places = new Map<string, Place>();
  const stops = new Map<string, () => Promise<void>>();
  let resting = false;

  function open({ source, address, ports }: Place): void {
    const onStatus = (status: ScannerStatus): void => {
      const place = places.get(source);
      if (!place) return;
      places.set(source, { ...place, status });
      onChange(status);
    };
    stops.set(source, openSerialScanner({ address, ports, timing, onFrame, onDrop, onStatus }));
  }
  async function rest(): Promise<void> {
    resting = true;
    const closings = [...stops.values()].map((stop) => stop());
    stops.clear();
    await Promise.all(closings);
  }
  return {
    add(address, from, ports) {
      const source = sourceName(address);
      if (places.has(source)) return;
      const place: Place = { source, from, address, ports, status: null };
      places.set(source, place);
      if (!resting) open(place);
    },
    async remove(source) {
      const stop = stops.get(source);
      places.delete(source);
      stops.delete(source);
      await stop?.();
      onChange(null);
    },
    list: () => [...places.values()].map(({ ports: _ports, ...place }) => place),
    rest,
    wake() {
      resting = false;
      for (const place of places.values()) if (!stops.has(place.source)) open(place);
    },
    close: rest,
  };
}
