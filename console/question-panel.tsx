import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { Check } from '../web/pictograms.tsx';
import type { Desk } from './desk.ts';
import { DeskButton } from './desk-button.tsx';
import { singleKeys } from './desk-keyboard.ts';
import type { Choice, Question } from './question.ts';

const close = (desk: Desk): void => {
  desk.panel.value = { at: 'none' };
};

/** A question with numbered answers, the same on the keyboard and under the mouse. */
export function QuestionPanel({ desk, question }: { desk: Desk; question: Question }): VNode {
  const { title, choices, more, confirm, free, option } = question;
  return (
    <section class="panel" aria-label={title}>
      <h2>{title}</h2>
      <ol class="choices">
        {choices.map((choice, index) => (
          <li key={choice.key}>
            <Answer desk={desk} choice={choice} index={index} />
          </li>
        ))}
      </ol>
      {option ? (
        <label class="switch">
          <input type="checkbox" checked={option.on} onChange={option.flip} />
          {option.words}
        </label>
      ) : null}
      {free ? <Free words={free.words} take={free.take} /> : null}
      <div class="row">
        {confirm ? (
          <DeskButton
            look="primary"
            press={(at) => confirm.take?.(at)}
            disabled={!desk.works || confirm.take === null}
            shortcut="Enter"
          >
            {confirm.words}
          </DeskButton>
        ) : null}
        {more ? (
          <DeskButton look="small" press={more} disabled={false} shortcut={singleKeys.value ? '0' : null}>
            Xem thêm
          </DeskButton>
        ) : null}
        <DeskButton look="small" press={() => close(desk)} disabled={false} shortcut="Esc">
          Thôi
        </DeskButton>
      </div>
    </section>
  );
}

function Answer({ desk, choice, index }: { desk: Desk; choice: Choice; index: number }): VNode {
  return (
    <DeskButton
      look="plain"
      press={choice.take}
      disabled={!desk.works}
      shortcut={singleKeys.value ? String(index + 1) : null}
      on={choice.chosen}
    >
      {choice.chosen ? <Check label={null} /> : null} {choice.words}
    </DeskButton>
  );
}

const MOST_LETTERS = 120;

function Free({ words, take }: { words: string; take: (text: string, at: number) => void }): VNode {
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const text = field.current?.value.trim() ?? '';
        field.current?.blur();
        if (text !== '') take(text, event.timeStamp);
      }}
    >
      <label>
        {words}
        <input ref={field} type="text" autocomplete="off" maxLength={MOST_LETTERS} />
      </label>
      <button type="submit" class="small">
        Ghi
      </button>
    </form>
  );
}
