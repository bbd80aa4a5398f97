import type { VNode } from 'preact';
import { Child, Person, Scanner } from '../../web/pictograms.tsx';
import { Spoken } from './action.tsx';
import { CardPictures } from './card-pictures.tsx';
import { greeting } from './greeting.ts';
import { Heading } from './heading.tsx';
import { Keypad } from './keypad-picture.tsx';
import type { PartProps } from './screen-props.ts';
import { words } from './words.ts';

/** "Put your card here", and the ways of those who have none. */
export function IdleScreen({ kiosk, say, send }: PartProps): VNode {
  const { heading, advice, works } = greeting(kiosk);
  const other = kiosk.language === 'vi' ? 'en' : 'vi';
  const reads = heading === 'idle.title';
  return (
    <main class="screen idle">
      <div class="say">
        <div class="call">
          <Heading text={say(heading, null)} />
          <p class="lead">{say(advice, null)}</p>
          <p class="also" lang={other}>
            {words[other](heading, null)}
          </p>
        </div>
        {reads ? <CardPictures say={say} /> : null}
      </div>
      {works ? <OtherWays kiosk={kiosk} say={say} send={send} reads={reads} /> : null}
    </main>
  );
}

/** The ways of those who have no card, or whose card the scanner does not get. */
function OtherWays({ kiosk, say, send, reads }: PartProps & { reads: boolean }): VNode {
  return (
    <div class="actions">
      {kiosk.place?.kiosk.camera ? (
        <Spoken look="plain" press={() => send({ type: 'camera' })} prompt="idle.camera">
          <Scanner label={null} />
          <span class="two">
            <b>{say('idle.camera', null)}</b>
          </span>
        </Spoken>
      ) : null}
      {reads ? <p class="or">{say('idle.or', null)}</p> : null}
      <Spoken look="plain" press={() => send({ type: 'no-card', child: false })} prompt="idle.no-card">
        <Person label={null} />
        <span class="two">
          <b>{say('idle.no-card', null)}</b>
          <small>{say('idle.no-card-means', null)}</small>
        </span>
      </Spoken>
      <Spoken look="plain" press={() => send({ type: 'no-card', child: true })} prompt="idle.child">
        <Child label={null} />
        <span class="two">
          <b>{say('idle.child', null)}</b>
          <small>{say('idle.child-means', null)}</small>
        </span>
      </Spoken>
      <Spoken look="plain" press={() => send({ type: 'keypad' })} prompt="idle.keypad">
        <Keypad />
        <span class="two">
          <b>{say('idle.keypad', null)}</b>
        </span>
      </Spoken>
    </div>
  );
}
