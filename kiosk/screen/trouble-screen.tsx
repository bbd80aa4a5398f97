import type { VNode } from 'preact';
import { Spoken } from './action.tsx';
import { CardPictures } from './card-pictures.tsx';
import { Heading } from './heading.tsx';
import type { ScreenProps } from './screen-props.ts';
import { troubleOf, type Way } from './trouble-table.ts';
import type { KioskEvent } from './visit.ts';

const events: { readonly [way in Way]: KioskEvent } = {
  rescan: { type: 'home' },
  keypad: { type: 'keypad' },
  'no-card': { type: 'no-card', child: false },
  again: { type: 'again' },
  others: { type: 'back' },
  home: { type: 'home' },
};

/** A refusal without alarm: what it was in one line, what to do next, and the next ways as buttons. */
export function TroubleScreen({ screen, say, send }: ScreenProps<'trouble'>): VNode {
  const { title, advice, code, ways } = troubleOf(screen.code, screen.source);
  const [first, ...others] = ways;
  return (
    <main class="screen trouble">
      <div class="say">
        <Heading text={say(title, null)} />
        <p class="lead">{say(advice, null)}</p>
        {first === 'rescan' ? <CardPictures say={say} /> : null}
        <p class="reason">{say(code, { code: screen.code })}</p>
      </div>
      <div class="actions">
        {others.map((way) => (
          <Spoken key={way} look="plain" press={() => send(events[way])} prompt={`do.${way}`}>
            {say(`do.${way}`, null)}
          </Spoken>
        ))}
        <Spoken look="primary" press={() => send(events[first])} prompt={`do.${first}`}>
          {say(`do.${first}`, null)}
        </Spoken>
      </div>
    </main>
  );
}
