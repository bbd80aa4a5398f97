import { effect } from '@preact/signals';
import { render } from 'preact';
import { openDevice } from '../../web/device.ts';
import { handsOff } from './hands-off.ts';
import { KioskScreen } from './kiosk-screen.tsx';
import { calibrate } from './millimetres.ts';
import { Shell } from './shell.ts';
import { UnknownDevice } from './unknown-device.tsx';
import { written } from './words.ts';

/** Usual panel of a kiosk, until the clinic file has told the real one. */
const USUAL_INCHES = 21.5;

async function open(): Promise<void> {
  const identity = await openDevice('kiosk', null);
  if (!identity) {
    calibrate(USUAL_INCHES);
    render(<UnknownDevice />, document.body);
    return;
  }
  const shell = new Shell(identity);
  handsOff();
  effect(() => calibrate(shell.kiosk.value.place?.kiosk.screenInches ?? USUAL_INCHES));
  effect(() => {
    document.documentElement.lang = written(shell.kiosk.value);
  });
  render(<KioskScreen shell={shell} />, document.body);
}

void open();
