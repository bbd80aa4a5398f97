import type { VNode } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { Action } from './action.tsx';
import { Heading } from './heading.tsx';
import { isWhole } from './reading.ts';
import type { ScreenProps } from './screen-props.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'back', '0', 'erase'] as const;

/** The large keypad: the number typed by hand, in groups of three as it stands on the card. */
export function KeypadScreen({ screen, say, send }: ScreenProps<'keypad'>): VNode {
  const { digits } = screen;
  useLayoutEffect(() => listenToHardwareKeys(send), [send]);
  return (
    <main class="screen keypad">
      <div class="say">
        <Heading text={say('keypad.title', null)} />
        <p class="lead">{say('keypad.advice', null)}</p>
        <p class="digits">
          <span aria-hidden="true">{grouped(digits)}</span>
          <span class="unseen" role="status">
            {say('keypad.typed', { count: digits.length })}
          </span>
        </p>
      </div>
      <div class="actions">
        <div class="keys">
          {keys.map((key) => (
            <Action
              key={key}
              look="key"
              press={() => send(eventOf(key))}
              chosen={null}
              disabled={false}
              prompt={null}
            >
              {key === 'back' ? say('do.back', null) : key === 'erase' ? say('keypad.erase', null) : key}
            </Action>
          ))}
        </div>
        <Action
          look="primary"
          press={() => send({ type: 'typed' })}
          chosen={null}
          disabled={!isWhole(digits)}
          prompt="keypad.done"
        >
          {say('keypad.done', null)}
        </Action>
      </div>
    </main>
  );
}

function eventOf(key: (typeof keys)[number]) {
  if (key === 'back') return { type: 'back' } as const;
  return key === 'erase' ? ({ type: 'erase' } as const) : ({ type: 'digit', digit: key } as const);
}

/** A number pad at the kiosk types here too. A scanner that types starts the same way; its card replaces this. */
function listenToHardwareKeys(send: ScreenProps<'keypad'>['send']): () => void {
  const onKey = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent) => {
    if (ctrlKey || altKey || metaKey) return;
    if (/^\d$/.test(key)) send({ type: 'digit', digit: key });
    if (key === 'Backspace') send({ type: 'erase' });
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}

function grouped(digits: string): string {
  return digits.match(/.{1,3}/g)?.join(' ') ?? '';
}
