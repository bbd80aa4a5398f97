import type { ComponentChildren, VNode } from 'preact';
import { pressedAt } from './press-guard.ts';

type Props = {
  look: 'primary' | 'plain' | 'small';
  press: (at: number) => void;
  disabled: boolean;
  /** The key that does the same; null when there is none or it is switched off. */
  shortcut: string | null;
  /** Chosen or not, where it is a switch; null: it does something at once. */
  on?: boolean | null;
  children: ComponentChildren;
};

/**
 * A button of the desk. The mouse leaves no focus on it: the next Space must call the next patient and not press
 * the button that was clicked last. Tab still reaches it.
 */
export function DeskButton({ look, press, disabled, shortcut, on = null, children }: Props): VNode {
  return (
    <button
      type="button"
      class={look}
      disabled={disabled}
      {...(on === null ? {} : { 'aria-pressed': on })}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => press(pressedAt(event))}
    >
      <span class="words">{children}</span>
      {shortcut === null ? null : <kbd>{shortcut}</kbd>}
    </button>
  );
}
