import type { VNode } from 'preact';
import { Heard } from './action.tsx';
import { CameraScreen } from './camera-screen.tsx';
import { ClassesScreen } from './classes-screen.tsx';
import { ConfirmScreen } from './confirm-screen.tsx';
import { Footer, Header, MoreTime } from './frame.tsx';
import { IdleScreen } from './idle-screen.tsx';
import { KeypadScreen } from './keypad-screen.tsx';
import { LanguagesScreen } from './languages-screen.tsx';
import type { PartProps } from './screen-props.ts';
import { ServicesScreen } from './services-screen.tsx';
import type { Shell } from './shell.ts';
import { TicketScreen } from './ticket-screen.tsx';
import { TroubleScreen } from './trouble-screen.tsx';
import { UnknownDevice } from './unknown-device.tsx';
import { WaitScreen } from './wait-screen.tsx';
import { sayOf } from './words.ts';

/** The whole page: one question at a time between a quiet header and the button that calls staff. */
export function KioskScreen({ shell }: { shell: Shell }): VNode {
  const kiosk = shell.kiosk.value;
  if (shell.refused.value) return <UnknownDevice />;
  const props = { kiosk, say: sayOf(kiosk), send: shell.send };
  return (
    <Heard value={kiosk.guide.light}>
      <Header {...props} />
      {kiosk.choosing ? <LanguagesScreen {...props} /> : <Question {...props} />}
      <Footer {...props} />
      <MoreTime {...props} />
    </Heard>
  );
}

function Question(props: PartProps): VNode {
  const { screen, visit } = props.kiosk;
  // A new key for each visit: nothing that a screen of the last person made may be used again.
  const key = `${visit} ${screen.at}`;
  switch (screen.at) {
    case 'idle':
      return <IdleScreen key={key} {...props} />;
    case 'keypad':
      return <KeypadScreen key={key} {...props} screen={screen} />;
    case 'camera':
      return <CameraScreen key={key} {...props} />;
    case 'reading':
      return <WaitScreen key={key} {...props} />;
    case 'confirm':
      return <ConfirmScreen key={key} {...props} screen={screen} />;
    case 'services':
      return <ServicesScreen key={key} {...props} screen={screen} />;
    case 'classes':
      return <ClassesScreen key={key} {...props} screen={screen} />;
    case 'issuing':
      return <WaitScreen key={key} {...props} />;
    case 'ticket':
      return <TicketScreen key={key} {...props} screen={screen} />;
    case 'trouble':
      return <TroubleScreen key={key} {...props} screen={screen} />;
  }
}
