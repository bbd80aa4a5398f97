import type { VNode } from 'preact';
import { Clock } from '../../web/pictograms.tsx';
import { Heading } from './heading.tsx';
import type { PartProps } from './screen-props.ts';

/** The moment between a question and the server's answer. */
export function WaitScreen({ kiosk, say }: PartProps): VNode {
  const word = kiosk.screen.at === 'reading' ? 'reading' : 'issuing';
  return (
    <main class="screen wait">
      <div class="say">
        <Clock label={null} />
        <Heading text={say(`${word}.title`, null)} />
        <p class="lead">{say(`${word}.advice`, null)}</p>
      </div>
    </main>
  );
}
