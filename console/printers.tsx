import type { VNode } from 'preact';
import { printerTone } from '../core/wire/printer-tone.ts';
import type { HousePrinter } from '../core/wire/protocol.ts';
import { Check, Printer } from '../web/pictograms.tsx';
import { Banner } from './banner.tsx';

type Props = { printers: readonly HousePrinter[] };

/** Printers that cannot print, or soon cannot: one line each, with what to do, for as long as it is so. */
export function PrinterAlarms({ printers }: Props): VNode {
  return (
    <>
      {printers.map((printer) => {
        const tone = printerTone(printer);
        const { station, staff, left, leftWords } = printer;
        // Out of paper says it all; how much is left matters only while there is some.
        const paper = left === null || tone !== 'amber' ? '' : ` Cuộn giấy ${leftWords}.`;
        return tone === 'calm' ? null : (
          <Banner
            key={station}
            tone={tone}
            sign={<Printer label={null} />}
            words={`Máy in ${station}: ${staff}${paper}`}
          />
        );
      })}
    </>
  );
}

/** Every printer with its state and what its roll still holds. */
export function PrinterList({ printers }: Props): VNode | null {
  if (printers.length === 0) return null;
  return (
    <section aria-label="Máy in">
      <h2>Máy in</h2>
      <ul class="house-rooms printers">
        {printers.map((printer) => (
          <li key={printer.station} class={printerTone(printer)}>
            {printerTone(printer) === 'calm' ? <Check label={null} /> : <Printer label={null} />}
            <span class="about">
              <b>{printer.station}</b>
              <i>{printer.staff}</i>
              {printer.leftWords === '' ? null : <i>Cuộn giấy {printer.leftWords}</i>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
