import { portAt } from '../../../printer-drivers/ports/port-at.ts';
import { parsePrinterAddress } from '../../../printer-drivers/printer-address.ts';

/** Another program of this machine: opens the printer at its first argument, tells how that went, and holds it. */
const address = parsePrinterAddress(process.argv[2] ?? '');
if (!address.ok) throw new Error(address.fault.detail);
const port = portAt(address.place);
console.log(JSON.stringify(await port.open(2000)));
setInterval(() => undefined, 1000);
