import type { VNode } from 'preact';
import { Spoken } from './action.tsx';
import { ClassesDoor } from './classes-screen.tsx';
import { Heading } from './heading.tsx';
import type { ScreenProps } from './screen-props.ts';

/** "Is this you?": the mask of the card and one thick yes. */
export function ConfirmScreen({ kiosk, screen, say, send }: ScreenProps<'confirm'>): VNode {
  const { person } = screen.claim;
  const single = (kiosk.place?.services.filter(({ kiosk: offered }) => offered).length ?? 0) === 1;
  return (
    <main class="screen confirm">
      <div class="say">
        <Heading text={say('confirm.title', null)} />
        <div class="person">
          {person?.maskedName ? <p class="name">{person.maskedName}</p> : null}
          {person?.birthYear ? <p class="born">{say('confirm.born', { year: person.birthYear })}</p> : null}
          <p class={person?.maskedName ? 'number' : 'number alone'}>
            {say('confirm.number', { number: person?.maskedId ?? '' })}
          </p>
        </div>
      </div>
      <div class="actions">
        {single ? <ClassesDoor claim={screen.claim} say={say} send={send} /> : null}
        <Spoken look="plain" press={() => send({ type: 'no' })} prompt="confirm.no">
          {say('confirm.no', null)}
        </Spoken>
        <Spoken look="primary" press={() => send({ type: 'yes' })} prompt="confirm.yes">
          {say('confirm.yes', null)}
        </Spoken>
      </div>
    </main>
  );
}
