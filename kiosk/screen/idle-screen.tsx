import type { VNode } from 'preact';
import { Child, Person, Scanner } from '../../web/pictograms.tsx';
import { Press } from './action.tsx';
import { CardPictures } from './card-pictures.tsx';
import { Heading } from './heading.tsx';
import { Keypad } from './keypad-picture.tsx';
import type { PartProps } from './screen-props.ts';
import type { Kiosk } from './visit.ts';
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
        <Press look="plain" press={() => send({ type: 'camera' })}>
          <Scanner label={null} />
          <span class="two">
            <b>{say('idle.camera', null)}</b>
          </span>
        </Press>
      ) : null}
      {reads ? <p class="or">{say('idle.or', null)}</p> : null}
      <Press look="plain" press={() => send({ type: 'no-card', child: false })}>
        <Person label={null} />
        <span class="two">
          <b>{say('idle.no-card', null)}</b>
          <small>{say('idle.no-card-means', null)}</small>
        </span>
      </Press>
      <Press look="plain" press={() => send({ type: 'no-card', child: true })}>
        <Child label={null} />
        <span class="two">
          <b>{say('idle.child', null)}</b>
          <small>{say('idle.child-means', null)}</small>
        </span>
      </Press>
      <Press look="plain" press={() => send({ type: 'keypad' })}>
        <Keypad />
        <span class="two">
          <b>{say('idle.keypad', null)}</b>
        </span>
      </Press>
    </div>
  );
}

/** What an empty kiosk says first: the nearest thing that works. */
function greeting({ place, link, station }: Kiosk) {
  if (link === 'grey' || station?.houseAway)
    return { heading: 'idle.server-away', advice: 'idle.server-away-advice', works: false } as const;
  // A card put down before the station is heard would be lost; without a station the other ways still work.
  if (!place || (!station && link === 'fresh'))
    return { heading: 'idle.starting', advice: 'idle.starting-advice', works: false } as const;
  if (station && !station.scanner.attached) {
    return { heading: 'idle.scanner-away', advice: 'idle.scanner-away-advice', works: true } as const;
  }
  return { heading: 'idle.title', advice: 'idle.advice', works: true } as const;
}
