import type { VNode } from 'preact';
import { words } from './words.ts';

const COMMAND = 'npm run admin -- links';

/** What stands on a kiosk that the server does not know: patients are sent on, staff get the command. */
export function UnknownDevice(): VNode {
  return (
    <main class="screen unknown">
      <div class="say">
        <h1>{words.vi('device.unknown', null)}</h1>
        <p class="lead">{words.vi('device.patients', null)}</p>
      </div>
      <div class="staff">
        <p>{words.vi('device.staff', null)}</p>
        <p>
          <code>{COMMAND}</code>
        </p>
      </div>
    </main>
  );
}
