import type { VNode } from 'preact';
import { Check, Child, Elder, Pregnant, Star, Wheelchair } from '../../web/pictograms.tsx';
import { Action, Spoken } from './action.tsx';
import { Heading } from './heading.tsx';
import type { PartProps, ScreenProps } from './screen-props.ts';
import type { Claim } from './visit.ts';

const choices = [
  { code: 'TH', Picture: Pregnant },
  { code: 'KT', Picture: Wheelchair },
  { code: 'CCM', Picture: Star },
  { code: 'NCT', Picture: Elder },
  { code: 'TE', Picture: Child },
] as const;

/** Priority by own declaration (Law 15/2023/QH15, article 3); staff look at the paper at the desk. */
export function ClassesScreen({ screen, say, send }: ScreenProps<'classes'>): VNode {
  return (
    <main class="screen classes">
      <div class="say">
        <Heading text={say('classes.title', null)} />
        <p class="lead">{say('classes.advice', null)}</p>
      </div>
      <div class="actions">
        <div class="tiles">
          {choices.map(({ code, Picture }) => (
            <Action
              key={code}
              look="tile"
              press={() => send({ type: 'class', code })}
              chosen={screen.claim.declared.includes(code)}
              disabled={false}
              prompt={`class.${code}`}
            >
              <Picture label={null} />
              <b>{say(`class.${code}`, null)}</b>
              {screen.claim.declared.includes(code) ? <Tick /> : null}
            </Action>
          ))}
        </div>
        <Spoken look="primary" press={() => send({ type: 'back' })} prompt="classes.done">
          {say('classes.done', null)}
        </Spoken>
      </div>
    </main>
  );
}

/** A choice is never told by colour alone. */
function Tick(): VNode {
  return (
    <span class="tick">
      <Check label={null} />
    </span>
  );
}

/** The quiet way in: what was declared, or the question whether anything is. */
export function ClassesDoor({ claim, say, send }: Omit<PartProps, 'kiosk'> & { claim: Claim }): VNode {
  const names = claim.declared.map((code) => say(`class.${code}`, null)).join(', ');
  return (
    <Spoken look="quiet" press={() => send({ type: 'classes' })} prompt="classes.open">
      <Star label={null} />
      {names ? say('classes.chosen', { names }) : say('classes.open', null)}
    </Spoken>
  );
}
