/**
 * Vendor and product numbers of scanners met in hospitals, from the USB id list, vendors' manuals and the
 * device tables of public scanner libraries. Hex digits in lower case, as the operating systems give them.
 */

/** How a device shows itself: only `serial` gives a port; `keyboard` types, `hid` needs another driver. */
export type ScannerMode = 'serial' | 'keyboard' | 'hid';

export const SCANNER_VENDORS: readonly { readonly vid: string; readonly maker: string }[] = [
  { vid: '0c2e', maker: 'Honeywell / Metrologic' },
  { vid: '0536', maker: 'Honeywell (Hand Held Products)' },
  { vid: '05e0', maker: 'Zebra / Symbol' },
  { vid: '05f9', maker: 'Datalogic / PSC' },
  { vid: '080c', maker: 'Datalogic' },
  { vid: '1eab', maker: 'Newland' },
  { vid: '065a', maker: 'Opticon' },
  { vid: '27dd', maker: 'Mindeo' },
  { vid: '23d0', maker: '?' },
];

/** `pid` is the end of the product number: Newland tells the mode by the last two digits. */
export const SCANNER_MODES: readonly {
  readonly vid: string;
  readonly pid: string;
  readonly mode: ScannerMode;
}[] = [
  { vid: '0c2e', pid: '0720', mode: 'serial' },
  { vid: '0c2e', pid: '0204', mode: 'keyboard' },
  { vid: '05e0', pid: '1200', mode: 'keyboard' },
  { vid: '05e0', pid: '1701', mode: 'serial' },
  { vid: '05e0', pid: '1900', mode: 'hid' },
  // Named "Simple COM emulation" in Zebra's menus, yet no tty: "USB CDC Host" is the one to choose.
  { vid: '05e0', pid: '0600', mode: 'hid' },
  { vid: '05f9', pid: '4204', mode: 'serial' },
  { vid: '05f9', pid: '2206', mode: 'keyboard' },
  { vid: '1eab', pid: '03', mode: 'keyboard' },
  { vid: '1eab', pid: '06', mode: 'serial' },
  { vid: '1eab', pid: '10', mode: 'hid' },
  { vid: '065a', pid: '0001', mode: 'keyboard' },
  { vid: '065a', pid: '0009', mode: 'serial' },
];

/** USB to RS-232 chips: behind them stands a scanner without a name (Zebex, Sunlux), or a printer, or anything. */
export const SERIAL_BRIDGES: readonly {
  readonly vid: string;
  readonly pid: string;
  readonly chip: string;
}[] = [
  { vid: '1a86', pid: '7523', chip: 'CH340' },
  { vid: '067b', pid: '2303', chip: 'PL2303' },
  { vid: '0403', pid: '6001', chip: 'FTDI' },
  { vid: '10c4', pid: 'ea60', chip: 'CP210x' },
];
